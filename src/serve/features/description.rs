//! What collections say of themselves.

use serde::Serialize;
use serde_json::{Value as Json, json};

use super::collection::Collection;
use super::crs::Crs;
use super::item::Shape;
use super::links::{Link, QUERYABLES, SCHEMA};
use crate::geometry::BoundingBox;
use crate::model::Dataset;
use crate::serve::Published;
use crate::serve::asked::{Asked, media};

/// A collection, as a client reads what there is.
#[derive(Debug, Serialize)]
#[serde(rename_all = "camelCase")]
pub(super) struct Description {
    id: &'static str,
    title: &'static str,
    description: &'static str,
    links: Vec<Link>,
    extent: Json,
    item_type: &'static str,
    crs: [&'static str; 3],
    storage_crs: &'static str,
}

/// All collections.
#[derive(Debug, Serialize)]
pub(super) struct Descriptions {
    links: Vec<Link>,
    collections: Vec<Description>,
    crs: [&'static str; 3],
}

impl Descriptions {
    /// Those of a dataset.
    pub fn of(asked: &Asked) -> Self {
        let collections = Collection::ALL.map(|it| Description::of(it, asked));
        let link = |rel, kind, f: &str| {
            Link::to(asked, &format!("/collections{f}"), rel, kind, "Collections")
        };
        Self {
            links: vec![link("self", media::JSON, ""), link("alternate", "text/html", "?f=html")],
            collections: collections.into(),
            crs: Crs::ALL.map(Crs::uri),
        }
    }
}

impl Description {
    /// That of a collection.
    pub fn of(collection: Collection, asked: &Asked) -> Self {
        let Published { dataset, .. } = &*asked.published;
        Self {
            id: collection.id(),
            title: collection.title(),
            description: collection.description(),
            links: links(collection, asked),
            extent: extent(collection, &asked.published),
            item_type: "feature",
            crs: Crs::ALL.map(Crs::uri),
            storage_crs: Crs::Crs84.uri(),
        }
        .with_licenses(dataset)
    }

    /// The same, with the terms of the dataset's sources that are found at an address.
    fn with_licenses(mut self, dataset: &Dataset) -> Self {
        for source in &dataset.about.sources {
            let is_address =
                ["https://", "http://"].iter().any(|it| source.license.starts_with(it));
            if is_address {
                self.links.push(Link {
                    href: source.license.clone(),
                    rel: "license",
                    kind: None,
                    title: source.title.get(Default::default()).to_owned(),
                });
            }
        }
        self
    }
}

fn links(collection: Collection, asked: &Asked) -> Vec<Link> {
    let (id, title) = (collection.id(), collection.title());
    let link = |below: &str, rel, kind, title: &str| {
        Link::to(asked, &format!("/collections/{id}{below}"), rel, kind, title)
    };
    vec![
        link("", "self", media::JSON, title),
        link("?f=html", "alternate", "text/html", title),
        link("/items", "items", media::GEOJSON, title),
        link("/items?f=html", "items", "text/html", title),
        link("/schema", "describedby", media::SCHEMA, "What features say"),
        link("/schema", SCHEMA, media::SCHEMA, "What features say"),
        link("/queryables", QUERYABLES, media::SCHEMA, "What filters may say"),
        Link::to(asked, "/collections", "parent", media::JSON, "Collections"),
    ]
}

/// Where and when there are features.
fn extent(collection: Collection, published: &Published) -> Json {
    let dataset = &published.dataset;
    let bounds = match collection {
        Collection::Places => {
            let positions = dataset.base_map.places.iter().map(|place| place.position.into());
            BoundingBox::around(positions)
        }
        Collection::Regions => {
            let regions = dataset.base_map.regions.iter();
            let bounds = regions.filter_map(|it| Shape::Polygons(&it.polygons).bounds());
            bounds.reduce(BoundingBox::union)
        }
        _ => super::territories::extent(published),
    };
    let mut extent = json!({});
    if let Some(extent) = extent.as_object_mut() {
        if let Some(it) = bounds {
            let sides = [it.west(), it.south(), it.east(), it.north()];
            let spatial = json!({ "bbox": [sides], "crs": Crs::Crs84.uri() });
            extent.insert("spatial".to_owned(), spatial);
        }
        if collection.is_dated() {
            extent.insert("temporal".to_owned(), temporal(collection, dataset));
        }
    }
    extent
}

/// From the first day to the last; nothing where there is none.
fn temporal(collection: Collection, dataset: &Dataset) -> Json {
    let validities = || dataset.territories.iter().map(|it| it.validity);
    let first = dataset.dates.first().filter(|_| validities().all(|it| it.from().is_some()));
    let last = match collection {
        Collection::Changes => dataset.dates.last().copied(),
        _ if validities().any(|it| it.until().is_none()) => None,
        _ => validities().filter_map(|it| it.until()?.yesterday().ok()).max(),
    };
    let instant = |date| format!("{date}T00:00:00Z");
    let ends = [first.copied().map(instant), last.map(instant)];
    json!({
        "interval": [ends],
        "trs": "http://www.opengis.net/def/uom/ISO-8601/0/Gregorian",
    })
}
