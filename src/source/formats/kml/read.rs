//! KML in: a layer for each folder that has placemarks.

use roxmltree::Node;
use rustc_hash::FxHashMap;

use super::super::layer::Layer;
use super::properties::{Schemas, Time};
use super::style::Styles;
use super::xml::{elements, text_in};
use super::{geometry, properties, xml};
use crate::model::{DefectKind, Spot};
use crate::source::Limits;
use crate::source::crs::Crs;
use crate::source::feature::File;
use crate::source::reading::Document;
use crate::{Error, Result};

/// What the outermost element may be; some leave out `kml`.
const OUTERMOST: [&str; 4] = ["kml", "Document", "Folder", "Placemark"];

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
                "Folder" => {
                    let name = text_in(child, "name").unwrap_or_default();
                    let between = if place.folder.is_empty() { "" } else { "/" };
                    let folder = [&*place.folder, between, &*name].concat();
                    self.inside(child, folder, place)?;
                }
                "kml" | "Document" => self.inside(child, place.folder.clone(), place)?,
                "Placemark" => self.placemark(child, place)?,
                "NetworkLink" => self.links += 1,
                _ => {}
            }
        }
        Ok(())
    }

    fn inside(&mut self, container: Node<'a, '_>, folder: String, around: &Place) -> Result<()> {
        // The file itself and its document stand around every folder.
        let most = self.document.reading.limits.nesting;
        if around.depth == most + 2 {
            let line = self.line(container.range().start);
            let error =
                Limits::reached("nesting", "folders stand too deep in each other", most as u64);
            return Err(error.at(format!("line {line}")));
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
        if files.is_empty() {
            files.push(File::new(self.document.path, None, self.document.defects()));
        }
        if let Some(first) = files.first_mut() {
            let spot = Spot::in_file(self.document.path);
            first.defects.note(DefectKind::NetworkLink, self.links, || spot);
        }
        Ok(files)
    }
}
