//! KML in: a layer for each folder that has placemarks.

use roxmltree::Node;
use rustc_hash::FxHashMap;

use super::super::layer::Layer;
use super::properties::{Schemas, Time};
use super::style::Styles;
use super::xml::{element, elements, text_in};
use super::{geometry, properties, xml};
use crate::model::{DefectKind, Spot};
use crate::source::crs::Crs;
use crate::source::date_text::archives_of;
use crate::source::feature::File;
use crate::source::reading::Document;
use crate::{Error, Result};

/// What the outermost element may be; some leave out `kml`.
const OUTERMOST: [&str; 4] = ["kml", "Document", "Folder", "Placemark"];

/// The elements that stand around every folder: the file itself and its document.
const OUTER_CONTAINERS: usize = 2;

/// Reads a file. Links to other files are not followed, but noted.
pub(in crate::source::formats) fn read(document: &Document) -> Result<Vec<File>> {
    let text = xml::text_of(document.bytes)?;
    let tree = xml::parse(&text, &document.reading.limits)?;
    let root = tree.root();
    let outermost = tree.root_element().tag_name().name();
    if !OUTERMOST.contains(&outermost) {
        return Err(Error::input("the file is XML but not KML").found(format!("<{outermost}>")));
    }
    let mut reader = Reader {
        document,
        text: &text,
        styles: Styles::of(root),
        schemas: Schemas::of(root),
        layers: Vec::new(),
        by_folder: FxHashMap::default(),
        links: 0,
        counted: (0, 1),
    };
    reader.container(root, &Place::default())?;
    reader.finish()
}

/// Where in the file something stands, and what holds for everything there.
#[derive(Default)]
struct Place {
    /// The names of the folders, the outermost first, with `/` between them.
    folder: String,
    depth: usize,
    time: Time,
}

struct Reader<'a, 'd> {
    document: &'d Document<'d>,
    text: &'a str,
    styles: Styles<'a>,
    schemas: Schemas<'a>,
    layers: Vec<Layer<'d>>,
    by_folder: FxHashMap<String, usize>,
    links: usize,
    /// A byte of the text, and the line on which it stands.
    counted: (usize, usize),
}

impl<'a, 'd> Reader<'a, 'd> {
    fn container(&mut self, container: Node<'a, '_>, place: &Place) -> Result<()> {
        for child in elements(container) {
            match child.tag_name().name() {
                "kml" => self.inside(child, String::new(), place)?,
                // The file's own document is not a folder, but one that stands in it is.
                "Document" if place.depth < OUTER_CONTAINERS => {
                    self.inside(child, place.folder.clone(), place)?;
                }
                "Folder" | "Document" => {
                    let name = text_in(child, "name").unwrap_or_default();
                    let between = if place.folder.is_empty() { "" } else { "/" };
                    let folder = [&*place.folder, between, &*name].concat();
                    self.inside(child, folder, place)?;
                }
                "Placemark" => self.placemark(child, place)?,
                "NetworkLink" => self.links += usize::from(self.leads_elsewhere(child)),
                _ => {}
            }
        }
        Ok(())
    }

    /// Whether a link leads to another file than those of the archive that are read all the same.
    fn leads_elsewhere(&self, link: Node) -> bool {
        let address = ["Link", "Url"].iter().find_map(|name| element(link, name));
        let address = address.and_then(|link| text_in(link, "href")).unwrap_or_default();
        address.contains("://") || archives_of(self.document.path).next().is_none()
    }

    fn inside(&mut self, container: Node<'a, '_>, folder: String, around: &Place) -> Result<()> {
        let limits = self.document.reading.limits;
        if around.depth == limits.nesting + OUTER_CONTAINERS {
            let line = self.line(container.range().start);
            return Err(limits.too_deep("folders").at(format!("line {line}")));
        }
        let time = Time::of(container, &around.time);
        self.container(container, &Place { folder, depth: around.depth + 1, time })
    }

    fn placemark(&mut self, placemark: Node<'a, '_>, place: &Place) -> Result<()> {
        let fill = self.styles.fill(placemark);
        let properties = properties::of(placemark, &place.folder, &place.time, fill, &self.schemas);
        let geometry = geometry::of(placemark, &self.document.reading.limits)
            .map_err(|(byte, error)| error.at(format!("line {}", self.line(byte))));
        self.layer(&place.folder).add(geometry, properties)
    }

    fn layer(&mut self, folder: &str) -> &mut Layer<'d> {
        let place = self.by_folder.get(folder).copied().unwrap_or_else(|| {
            let name = (!folder.is_empty()).then(|| folder.to_owned());
            self.layers.push(Layer::new(self.document, name, Crs::Degrees));
            self.by_folder.insert(folder.to_owned(), self.layers.len() - 1);
            self.layers.len() - 1
        });
        &mut self.layers[place]
    }

    /// The line on which a byte stands; quick where bytes are asked for in their order.
    fn line(&mut self, byte: usize) -> usize {
        let (from, line) = if byte >= self.counted.0 { self.counted } else { (0, 1) };
        let between = self.text.as_bytes().get(from..byte).unwrap_or_default();
        let line = line + between.iter().filter(|byte| **byte == b'\n').count();
        self.counted = (byte, line);
        line
    }

    fn finish(self) -> Result<Vec<File>> {
        let mut files: Vec<File> = self.layers.into_iter().map(Layer::finish).collect();
        // In an archive a file without placemarks is the table of contents of the others.
        if files.is_empty() && archives_of(self.document.path).next().is_none() {
            files.push(self.document.layer(None));
        }
        if let Some(first) = files.first_mut() {
            let spot = Spot::in_file(self.document.path);
            first.defects.note(DefectKind::NetworkLink, self.links, || spot);
        }
        Ok(files)
    }
}
