//! The layers of what a map shows besides control.

use super::mvt::Value;
use super::pyramid::{Properties, Pyramid, Shape};
use super::tile_json::LayerFields;
use crate::model::{BaseMap, Language, NamedLine, Names, Validity};

/// The layers and their properties.
pub(super) fn fields() -> Vec<LayerFields> {
    let names = [
        ("name", "Name"),
        ("name:ar", "Name in Arabic"),
        ("name:ku", "Name in Kurmanji"),
        ("name:ckb", "Name in Sorani"),
    ];
    let layer = |id, description, own: &[(&'static str, &'static str)]| LayerFields {
        id,
        description,
        fields: own.iter().chain(&names).copied().collect(),
    };
    let rank = ("rank", "Importance, 1 the highest");
    vec![
        layer("countries", "Land", &[("id", "ISO 3166-1 alpha-3, mostly")]),
        layer("lakes", "Lakes and reservoirs", &[]),
        layer("regions", "Administrative regions", &[("id", "ISO 3166-2, mostly")]),
        layer("rivers", "Rivers", &[rank]),
        layer("roads", "Roads", &[rank]),
        layer("borders", "Boundaries whose standing is disputed", &[rank]),
        layer(
            "places",
            "Places with a name",
            &[
                rank,
                ("kind", "city, town, village, dam, airbase and the like"),
                ("population", "People living there"),
            ],
        ),
    ]
}

/// The layers of a base map.
pub(super) fn layers(base: &BaseMap) -> Vec<Pyramid> {
    let ground = |name, shapes: Vec<(Properties, &geo::MultiPolygon)>| {
        let mut layer = Pyramid::new(name);
        for (properties, polygons) in shapes {
            layer.add(Shape::Ground(polygons.clone()), properties, Validity::ALWAYS, 0);
        }
        layer
    };
    let id = |id: &str, names: &Names| {
        let mut properties = named(names);
        properties.push(("id".to_owned(), Value::Text(id.to_owned())));
        properties
    };
    let countries = base.countries.iter().map(|it| (id(&it.id, &it.names), &it.polygons));
    let lakes = base.lakes.iter().map(|it| (named(&it.names), &it.polygons));
    let regions = base.regions.iter().map(|it| (id(&it.id, &it.names), &it.polygons));
    vec![
        ground("countries", countries.collect()),
        ground("lakes", lakes.collect()),
        ground("regions", regions.collect()),
        lines("rivers", &base.rivers),
        lines("roads", &base.roads),
        lines("borders", &base.disputed_borders),
        places(base),
    ]
}

fn lines(name: &'static str, lines: &[NamedLine]) -> Pyramid {
    let mut layer = Pyramid::new(name);
    for line in lines {
        let mut properties = named(&line.names);
        properties.push(("rank".to_owned(), Value::Integer(line.rank.into())));
        layer.add(Shape::Lines(line.lines.clone()), properties, Validity::ALWAYS, 0);
    }
    layer
}

/// The places, the most important first: where there is no room for all labels, those stay.
fn places(base: &BaseMap) -> Pyramid {
    let mut places: Vec<_> = base.places.iter().collect();
    places.sort_by_key(|place| (place.rank, std::cmp::Reverse(place.population)));
    let mut layer = Pyramid::new("places");
    for place in places {
        let mut properties = named(&place.names);
        properties.push(("rank".to_owned(), Value::Integer(place.rank.into())));
        if !place.kind.is_empty() {
            properties.push(("kind".to_owned(), Value::Text(place.kind.clone())));
        }
        let population = place.population.and_then(|people| i64::try_from(people).ok());
        properties.extend(population.map(|it| ("population".to_owned(), Value::Integer(it))));
        layer.add(Shape::Point(place.position), properties, Validity::ALWAYS, 0);
    }
    layer
}

/// A name in every language in which it is known.
fn named(names: &Names) -> Properties {
    if names.is_empty() {
        return Properties::new();
    }
    let in_language = |language: Language| Value::Text(names.get(language).to_owned());
    let own = std::iter::once(("name".to_owned(), in_language(Language::English)));
    let others = Language::ALL.into_iter().filter(|it| *it != Language::English && names.has(*it));
    own.chain(others.map(|it| (format!("name:{it}"), in_language(it)))).collect()
}
