//! `GetCapabilities`: what there is, as XML.

use std::fmt::Write;

use super::canvas::{SYSTEMS, longest_side};
use super::exception::xml_text;
use super::layers::{GROUP, LAYERS, LayerRow};
use super::parameters::Version;
use super::{feature_info, map, time};
use crate::geometry::{BoundingBox, Coord, Cylindrical};
use crate::map::Theme;
use crate::model::{Dataset, Language};
use crate::serve::asked::Asked;

/// The whole of the earth that Web Mercator shows, where a dataset has no extent.
const WORLD: [f64; 4] = [-180.0, -85.0, 180.0, 85.0];

/// The document, for a service at an address that ends with `?`.
pub(super) fn document(asked: &Asked, address: &str, version: Version) -> String {
    let dataset = &asked.published.dataset;
    let longest = longest_side(asked.app.limits().pixels);
    let writer = Writer { dataset, version };
    let mut xml = String::from("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    let close = match version {
        Version::V1_3_0 => {
            xml.push_str(
                "<WMS_Capabilities version=\"1.3.0\" xmlns=\"http://www.opengis.net/wms\" \
                 xmlns:xlink=\"http://www.w3.org/1999/xlink\" \
                 xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" \
                 xsi:schemaLocation=\"http://www.opengis.net/wms \
                 http://schemas.opengis.net/wms/1.3.0/capabilities_1_3_0.xsd\">\n",
            );
            "</WMS_Capabilities>\n"
        }
        Version::V1_1_1 => {
            xml.push_str(
                "<WMT_MS_Capabilities version=\"1.1.1\" \
                 xmlns:xlink=\"http://www.w3.org/1999/xlink\">\n",
            );
            "</WMT_MS_Capabilities>\n"
        }
    };
    xml.push_str(&writer.service(address, longest));
    xml.push_str(&writer.capability(address));
    xml.push_str(close);
    xml
}

struct Writer<'a> {
    dataset: &'a Dataset,
    version: Version,
}

impl Writer<'_> {
    fn service(&self, address: &str, longest: u32) -> String {
        let about = &self.dataset.about;
        let title = about.title.get(Language::English);
        let title = xml_text(if title.is_empty() { "Territorial control" } else { title });
        let description = xml_text(about.description.get(Language::English));
        let (name, most) = match self.version {
            Version::V1_3_0 => {
                ("WMS", format!("<MaxWidth>{longest}</MaxWidth><MaxHeight>{longest}</MaxHeight>\n"))
            }
            Version::V1_1_1 => ("OGC:WMS", String::new()),
        };
        format!(
            "<Service>\n<Name>{name}</Name>\n<Title>{title}</Title>\n\
             <Abstract>{description}</Abstract>\n{}<Fees>none</Fees>\n\
             <AccessConstraints>none</AccessConstraints>\n{most}</Service>\n",
            online(address)
        )
    }

    fn capability(&self, address: &str) -> String {
        let exceptions = match self.version {
            Version::V1_3_0 => "XML",
            Version::V1_1_1 => "application/vnd.ogc.se_xml",
        };
        let capabilities = match self.version {
            Version::V1_3_0 => "text/xml",
            Version::V1_1_1 => "application/vnd.ogc.wms_xml",
        };
        let operation = |name: &str, formats: &[&str]| {
            let formats: String =
                formats.iter().map(|it| format!("<Format>{it}</Format>")).collect();
            let get = online(address);
            format!("<{name}>{formats}<DCPType><HTTP><Get>{get}</Get></HTTP></DCPType></{name}>\n")
        };
        format!(
            "<Capability>\n<Request>\n{}{}{}</Request>\n\
             <Exception><Format>{exceptions}</Format></Exception>\n{}</Capability>\n",
            operation("GetCapabilities", &[capabilities]),
            operation("GetMap", &map::FORMATS),
            operation("GetFeatureInfo", &feature_info::FORMATS),
            self.group(),
        )
    }

    fn group(&self) -> String {
        let mut xml = self.opened(&GROUP);
        for system in SYSTEMS {
            let tag = self.tag();
            // Version 1.1.1 does not know this one.
            if self.version == Version::V1_3_0 || !system.starts_with("CRS:") {
                let _ = writeln!(xml, "<{tag}>{system}</{tag}>");
            }
        }
        xml.push_str(&self.boxes());
        xml.push_str(&self.dimension(&GROUP));
        xml.push_str(&styles());
        for row in &LAYERS {
            xml.push_str(&self.opened(row));
            xml.push_str(&self.dimension(row));
            xml.push_str("</Layer>\n");
        }
        xml.push_str("</Layer>\n");
        xml
    }

    fn opened(&self, row: &LayerRow) -> String {
        let LayerRow { name, title, about, is_queryable, .. } = row;
        format!(
            "<Layer queryable=\"{}\" opaque=\"0\">\n<Name>{name}</Name>\n<Title>{title}</Title>\n\
             <Abstract>{about}</Abstract>\n",
            u8::from(*is_queryable)
        )
    }

    fn tag(&self) -> &'static str {
        match self.version {
            Version::V1_3_0 => "CRS",
            Version::V1_1_1 => "SRS",
        }
    }

    /// The extent of the data, in degrees and in each reference system.
    fn boxes(&self) -> String {
        let extent = self.dataset.bounding_box().or(self.dataset.about.view);
        let [west, south, east, north] =
            extent.map_or(WORLD, |it: BoundingBox| [it.west(), it.south(), it.east(), it.north()]);
        let metres = |x, y| Cylindrical::WebMercator.forward(Coord { x, y });
        let (low, high) = (metres(west, south), metres(east, north));
        let tag = self.tag();
        let bounds = |system: &str, [a, b, c, d]: [f64; 4]| {
            format!(
                "<BoundingBox {tag}=\"{system}\" minx=\"{a}\" miny=\"{b}\" maxx=\"{c}\" \
                 maxy=\"{d}\"/>\n"
            )
        };
        let mercator = bounds("EPSG:3857", [low.x, low.y, high.x, high.y]);
        match self.version {
            Version::V1_3_0 => format!(
                "<EX_GeographicBoundingBox><westBoundLongitude>{west}</westBoundLongitude>\
                 <eastBoundLongitude>{east}</eastBoundLongitude>\
                 <southBoundLatitude>{south}</southBoundLatitude>\
                 <northBoundLatitude>{north}</northBoundLatitude></EX_GeographicBoundingBox>\n\
                 {}{}{mercator}",
                bounds("CRS:84", [west, south, east, north]),
                bounds("EPSG:4326", [south, west, north, east]),
            ),
            Version::V1_1_1 => format!(
                "<LatLonBoundingBox minx=\"{west}\" miny=\"{south}\" maxx=\"{east}\" \
                 maxy=\"{north}\"/>\n{}{mercator}",
                bounds("EPSG:4326", [west, south, east, north]),
            ),
        }
    }

    /// The dates of a layer that changes with them.
    fn dimension(&self, row: &LayerRow) -> String {
        if !row.is_dated || self.dataset.dates.is_empty() {
            return String::new();
        }
        let dates = time::extent(self.dataset);
        let last = self.dataset.latest().unwrap_or_default();
        match self.version {
            Version::V1_3_0 => format!(
                "<Dimension name=\"time\" units=\"ISO8601\" default=\"{last}\" \
                 nearestValue=\"1\">{dates}</Dimension>\n"
            ),
            Version::V1_1_1 => format!(
                "<Dimension name=\"time\" units=\"ISO8601\"/>\n\
                 <Extent name=\"time\" default=\"{last}\" nearestValue=\"1\">{dates}</Extent>\n"
            ),
        }
    }
}

fn styles() -> String {
    let style = |(name, _): &(&str, Theme)| {
        format!("<Style><Name>{name}</Name><Title>{name}</Title></Style>\n")
    };
    Theme::BUILT_IN.iter().map(style).collect()
}

fn online(address: &str) -> String {
    format!("<OnlineResource xlink:type=\"simple\" xlink:href=\"{}\"/>", xml_text(address))
}
