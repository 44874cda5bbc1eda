//! Pictures of maps, and WMS.

use serde_json::json;

use super::facts::Facts;
use super::operation::{Content, Group, Operation, Parameter};
use super::parameters::{date, day, lang, text, theme, truth, version};

/// The operations.
pub(super) fn all(facts: &Facts) -> Vec<Operation> {
    let picture = |path, id, summary, content| {
        Operation::get(
            Group::Maps,
            [path, id, summary],
            "A finished map with headline, legend, labels and sources, as the command `render` draws it.",
            parameters(facts),
            vec![content],
            format!("{path}?date={}", facts.last()),
        )
    };
    let said = Content { media: "application/json", schema: json!({ "type": "object" }) };
    vec![
        picture("/map.png", "getMapPng", "A map as PNG", Content::bytes("image/png")),
        picture("/map.svg", "getMapSvg", "A map as SVG", Content::text("image/svg+xml")),
        picture("/map.pdf", "getMapPdf", "A map as PDF", Content::bytes("application/pdf")),
        picture("/map.json", "getMapSidecar", "What the picture of a map says, as data", said),
        wms(facts),
    ]
}

fn parameters(facts: &Facts) -> Vec<Parameter> {
    let pixels = |usual: u32| json!({ "type": "integer", "minimum": 1, "default": usual });
    let bbox =
        json!({ "type": "array", "items": { "type": "number" }, "minItems": 4, "maxItems": 4 });
    let factor = json!({ "type": "number", "minimum": 0, "exclusiveMinimum": true, "default": 1 });
    let headline = json!({ "type": "string", "maxLength": 300 });
    let lettering =
        json!({ "type": "string", "enum": ["letters", "outlines"], "default": "letters" });
    let projection = json!({ "type": "string", "default": "auto" });
    vec![
        date(facts),
        Parameter::query("since", day(), "Marks what has changed hands since this date"),
        Parameter::query("bbox", bbox, "The part of the world to show: west, south, east, north")
            .such_as(facts.view.to_vec()),
        Parameter::query("width", pixels(1200), "Width in pixels"),
        Parameter::query("height", pixels(675), "Height in pixels"),
        Parameter::query("scale", factor, "Pixels of the picture for each pixel of the page"),
        theme(facts),
        Parameter::query(
            "fit",
            json!({ "type": "string", "enum": facts.actors }),
            "Shows the ground of this actor",
        ),
        Parameter::query("title", headline, "Another headline"),
        Parameter::query("graticule", truth(), "Draws the lines of longitude and latitude"),
        Parameter::query("locator", truth(), "Draws the small map that says where this one is"),
        Parameter::query("projection", projection, "The projection; else one that fits the ground"),
        Parameter::query("text", lettering, "What words become in a file of shapes"),
        Parameter::query("download", truth(), "Has browsers save the picture as a file"),
        lang(facts),
        version(),
    ]
}

fn wms(facts: &Facts) -> Operation {
    let request = json!({
        "type": "string",
        "enum": ["GetCapabilities", "GetMap", "GetFeatureInfo", "GetLegendGraphic"],
    });
    Operation::get(
        Group::Maps,
        ["/wms", "wms", "Layers for a map of one's own, by WMS 1.3.0"],
        "OGC's Web Map Service: names of parameters may be written in any case, and problems come as \
         XML of that standard.",
        vec![
            Parameter::query("service", json!({ "type": "string", "enum": ["WMS"] }), "WMS")
                .such_as("WMS"),
            Parameter::query("request", request, "What is asked for")
                .required()
                .such_as("GetCapabilities"),
            Parameter::query("version", text(), "1.3.0 or 1.1.1"),
            Parameter::query("layers", text(), "Names of layers, the lowest first, with commas"),
            Parameter::query("styles", text(), "Names of styles, as many as layers, or nothing"),
            Parameter::query("crs", text(), "CRS:84, EPSG:4326 or EPSG:3857"),
            Parameter::query("bbox", text(), "The box, in the units and the order of axes of crs"),
            Parameter::query("width", text(), "Width in pixels"),
            Parameter::query("height", text(), "Height in pixels"),
            Parameter::query("format", text(), "The kind of media of the picture"),
            Parameter::query("transparent", text(), "TRUE where what is not drawn is clear"),
            Parameter::query("time", text(), "The date; else the last"),
            Parameter::query("exceptions", text(), "XML, INIMAGE or BLANK"),
            Parameter::query("language", text(), "The language of names: en, ar, ku or ckb"),
            Parameter::query("layer", text(), "The layer that GetLegendGraphic explains"),
            Parameter::query("style", text(), "The style in which it is explained"),
            Parameter::query("query_layers", text(), "The layers that GetFeatureInfo asks"),
            Parameter::query(
                "info_format",
                text(),
                "The kind of media of what GetFeatureInfo says",
            ),
            Parameter::query("i", text(), "The pixel asked for, from the left"),
            Parameter::query("j", text(), "The pixel asked for, from above"),
        ],
        vec![
            Content::text("text/xml"),
            Content::text("application/vnd.ogc.wms_xml"),
            Content::text("application/vnd.ogc.se_xml"),
            Content::bytes("image/png"),
            Content::bytes("image/jpeg"),
            Content::text("image/svg+xml"),
            Content { media: "application/json", schema: json!({ "type": "object" }) },
            Content::text("text/plain"),
            Content::text("text/html"),
        ],
        format!(
            "/wms?service=WMS&version=1.3.0&request=GetMap&layers=control&styles=&crs=CRS:84&bbox={}\
             &width=800&height=600&format=image/png&time={}",
            facts.view_text(),
            facts.last()
        ),
    )
}
