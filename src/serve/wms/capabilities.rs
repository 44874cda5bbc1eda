//! `GetCapabilities`: what there is, as XML.

use std::fmt::Write;

use axum::response::Response;

use super::canvas::{SYSTEMS, longest_side};
use super::exception::xml_text;
use super::layers::{LAYERS, LayerRow, MOST_LAYERS};
use super::parameters::Version;
use super::{feature_info, picture, refusal, time, xml};
use crate::geometry::{BoundingBox, Coord, Cylindrical};
use crate::map::{PlainLayer, Theme, wording};
use crate::model::{Dataset, Language, SourceNote};
use crate::serve::asked::Asked;
use crate::serve::base::Base;

/// The whole of the earth that Web Mercator shows, where a dataset has no extent.
const WORLD: [f64; 4] = [-180.0, -85.0, 180.0, 85.0];
/// What the service is about, for catalogues.
const KEYWORDS: [&str; 3] = ["territorial control", "front lines", "time series"];

/// The document. It tells legends without their sizes: those depend on who ever held ground, which takes long
/// to find in large data.
pub(super) fn answer(asked: Asked, version: Version) -> Response {
    let Asked { app, published, base, .. } = asked;
    let longest = longest_side(app.limits().pixels);
    let writer = Writer { dataset: &published.dataset, base, version, longest };
    xml(version.capabilities_media(), writer.document())
}

struct Writer<'a> {
    dataset: &'a Dataset,
    base: Base,
    version: Version,
    /// The most pixels along a side of a picture.
    longest: u32,
}

impl Writer<'_> {
    fn document(&self) -> String {
        let (service, capability) = (self.service(), self.capability());
        let (opened, closed) = match self.version {
            Version::V1_3_0 => (
                "<WMS_Capabilities version=\"1.3.0\" xmlns=\"http://www.opengis.net/wms\" \
                 xmlns:sld=\"http://www.opengis.net/sld\" \
                 xmlns:xlink=\"http://www.w3.org/1999/xlink\" \
                 xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" \
                 xsi:schemaLocation=\"http://www.opengis.net/wms \
                 http://schemas.opengis.net/wms/1.3.0/capabilities_1_3_0.xsd \
                 http://www.opengis.net/sld \
                 http://schemas.opengis.net/sld/1.1.0/sld_capabilities.xsd\">",
                "</WMS_Capabilities>",
            ),
            Version::V1_1_1 => (
                "<WMT_MS_Capabilities version=\"1.1.1\" \
                 xmlns:xlink=\"http://www.w3.org/1999/xlink\">",
                "</WMT_MS_Capabilities>",
            ),
        };
        format!(
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n{opened}\n{service}{capability}{closed}\n"
        )
    }

    fn title(&self) -> String {
        let title = self.dataset.about.title.get(Language::English);
        xml_text(if title.is_empty() { wording::untitled(Language::English) } else { title })
    }

    fn description(&self) -> String {
        xml_text(self.dataset.about.description.get(Language::English))
    }

    fn service(&self) -> String {
        let (title, description) = (self.title(), self.description());
        let (name, most) = match self.version {
            Version::V1_3_0 => (
                "WMS",
                format!(
                    "<LayerLimit>{MOST_LAYERS}</LayerLimit>\n<MaxWidth>{0}</MaxWidth>\
                     <MaxHeight>{0}</MaxHeight>\n",
                    self.longest
                ),
            ),
            Version::V1_1_1 => ("OGC:WMS", String::new()),
        };
        let keywords = KEYWORDS.map(|it| format!("<Keyword>{it}</Keyword>")).concat();
        let licenses = joined(&self.dataset.about.sources, |source| &source.license);
        let licenses = if licenses.is_empty() { "none" } else { &licenses };
        format!(
            "<Service>\n<Name>{name}</Name>\n<Title>{title}</Title>\n\
             <Abstract>{description}</Abstract>\n<KeywordList>{keywords}</KeywordList>\n{}\n\
             <Fees>none</Fees>\n<AccessConstraints>{licenses}</AccessConstraints>\n\
             {most}</Service>\n",
            online(&self.base.link("/"))
        )
    }

    fn capability(&self) -> String {
        let (place, legend) = match self.version {
            Version::V1_3_0 => (0, "sld:GetLegendGraphic"),
            Version::V1_1_1 => (1, "GetLegendGraphic"),
        };
        let address = online(&self.base.link("/wms?"));
        let operation = |name: &str, formats: &[&str]| {
            let formats: String = formats.iter().map(|it| format(it)).collect();
            format!(
                "<{name}>{formats}<DCPType><HTTP><Get>{address}</Get></HTTP></DCPType></{name}>\n"
            )
        };
        let exceptions: String = refusal::NAMES.iter().map(|names| format(names[place])).collect();
        format!(
            "<Capability>\n<Request>\n{}{}{}{}</Request>\n\
             <Exception>{exceptions}</Exception>\n{}</Capability>\n",
            operation("GetCapabilities", &[self.version.capabilities_media()]),
            operation("GetMap", &picture::FORMATS),
            operation("GetFeatureInfo", &feature_info::FORMATS),
            operation(legend, &picture::FORMATS),
            self.layers(),
        )
    }

    /// All layers in one that has no name: what they share.
    fn layers(&self) -> String {
        let mut xml = format!(
            "<Layer>\n<Title>{}</Title>\n<Abstract>{}</Abstract>\n",
            self.title(),
            self.description()
        );
        for system in SYSTEMS {
            let tag = self.tag();
            // Version 1.1.1 does not know this one.
            if self.version == Version::V1_3_0 || !system.starts_with("CRS:") {
                let _ = writeln!(xml, "<{tag}>{system}</{tag}>");
            }
        }
        xml.push_str(&self.boxes());
        xml.push_str(&self.attribution());
        for row in &LAYERS {
            xml.push_str(&self.layer(row));
        }
        xml.push_str("</Layer>\n");
        xml
    }

    fn layer(&self, row: &LayerRow) -> String {
        let LayerRow { layer, name, title, about, is_queryable, collection, .. } = row;
        let is_opaque = matches!(layer, PlainLayer::Map | PlainLayer::Base);
        let data = collection.map_or(String::new(), |collection| {
            let items = self.base.link(format!("/collections/{collection}/items?f=json"));
            format!("<DataURL>{}{}</DataURL>\n", format("application/geo+json"), online(&items))
        });
        format!(
            "<Layer queryable=\"{}\" opaque=\"{}\">\n<Name>{name}</Name>\n<Title>{title}</Title>\n\
             <Abstract>{about}</Abstract>\n{}{data}{}</Layer>\n",
            u8::from(*is_queryable),
            u8::from(is_opaque),
            self.dimension(row),
            self.styles(row),
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

    /// Whose data it is; nothing where the dataset does not say.
    fn attribution(&self) -> String {
        let sources = &self.dataset.about.sources;
        let names = joined(sources, |source| source.title.get(Language::English));
        if names.is_empty() {
            return String::new();
        }
        // Those of files beside the data lead nowhere.
        let address = sources.iter().find_map(SourceNote::web_address);
        let address = address.map_or(String::new(), online);
        format!("<Attribution><Title>{names}</Title>{address}</Attribution>\n")
    }

    /// The dates of a layer that changes with them.
    fn dimension(&self, row: &LayerRow) -> String {
        if !row.is_dated || self.dataset.dates.is_empty() {
            return String::new();
        }
        let dates = time::extent(self.dataset);
        let last = self.dataset.latest().unwrap_or_default();
        let usual = format!("name=\"time\" default=\"{last}\" nearestValue=\"1\" current=\"1\"");
        match self.version {
            Version::V1_3_0 => {
                format!("<Dimension {usual} units=\"ISO8601\">{dates}</Dimension>\n")
            }
            Version::V1_1_1 => format!(
                "<Dimension name=\"time\" units=\"ISO8601\"/>\n<Extent {usual}>{dates}</Extent>\n"
            ),
        }
    }

    /// The styles of a layer, each with its legend.
    fn styles(&self, row: &LayerRow) -> String {
        let style = |(name, _): &(&str, Theme)| {
            let address = self.base.link(format!(
                "/wms?service=WMS&version={}&request=GetLegendGraphic&sld_version=1.1.0&layer={}\
                 &style={name}&format=image/png",
                self.version.number(),
                row.name
            ));
            let legend = match self.version {
                Version::V1_3_0 => {
                    format!("<LegendURL>{}{}</LegendURL>", format("image/png"), online(&address))
                }
                // This version wants sizes there; its clients ask for legends by the operation.
                Version::V1_1_1 => String::new(),
            };
            format!("<Style><Name>{name}</Name><Title>{name}</Title>{legend}</Style>\n")
        };
        Theme::BUILT_IN.iter().map(style).collect()
    }
}

/// What sources say, each thing once, as it may stand in XML.
fn joined<'a>(sources: &'a [SourceNote], said: impl Fn(&'a SourceNote) -> &'a str) -> String {
    let mut all: Vec<&str> = Vec::new();
    for text in sources.iter().map(said).filter(|text| !text.is_empty()) {
        if !all.contains(&text) {
            all.push(text);
        }
    }
    xml_text(&all.join("; "))
}

fn format(media: &str) -> String {
    format!("<Format>{media}</Format>")
}

fn online(address: &str) -> String {
    format!("<OnlineResource xlink:type=\"simple\" xlink:href=\"{}\"/>", xml_text(address))
}
