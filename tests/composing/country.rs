//! A made-up country, small enough to know everything about it.

use controlmap::geometry::{LonLat, MultiPolygon};
use controlmap::model::{
    Actor, ActorId, BaseMap, Country, Dataset, Date, Language, NamedLine, Names, Place, Region,
    SourceNote, Status, Territory, Validity,
};
use geo::{LineString, polygon};

/// Holds the west.
pub const WEST: ActorId = ActorId(0);
/// Holds the north-east.
pub const EAST: ActorId = ActorId(1);

/// A rectangle whose sides have a vertex at every half degree, so that neighbours share edges.
pub fn rectangle(west: f64, south: f64, east: f64, north: f64) -> MultiPolygon {
    let steps = |from: f64, to: f64| {
        let count = ((to - from).abs() * 2.0).round() as usize;
        (0..count).map(move |step| from + (to - from) * step as f64 / count as f64)
    };
    let mut ring: Vec<(f64, f64)> = steps(west, east).map(|x| (x, south)).collect();
    ring.extend(steps(south, north).map(|y| (east, y)));
    ring.extend(steps(east, west).map(|x| (x, north)));
    ring.extend(steps(north, south).map(|y| (west, y)));
    ring.push((west, south));
    MultiPolygon::new(vec![geo::Polygon::new(ring.into(), vec![])])
}

/// A name in all languages.
pub fn names(english: &str, arabic: &str, kurdish: &str) -> Names {
    Names::new(english).with(Language::Arabic, arabic).with(Language::Kurdish, kurdish)
}

/// Ground at all times.
pub fn ground(polygons: MultiPolygon, actor: Option<ActorId>, status: Status) -> Territory {
    Territory {
        polygons,
        actor,
        others: Vec::new(),
        status,
        validity: Validity::ALWAYS,
        source: String::new(),
        origin: None,
    }
}

/// A place without population.
pub fn place(name: Names, lon: f64, lat: f64, rank: u8) -> Place {
    Place {
        names: name,
        position: LonLat::new(lon, lat).expect("a position"),
        rank,
        population: None,
        kind: String::new(),
        region: String::new(),
    }
}

/// Six degrees by four: the west, the north-east, contested, claimed, joint and unknown ground, and
/// a strip of which nothing is said.
pub fn dataset() -> Dataset {
    let actor = |id: &str, name: Names, color: &str| Actor {
        id: id.to_owned(),
        names: name,
        color: color.parse().expect("a colour"),
        aliases: Vec::new(),
    };
    let mut dataset = Dataset {
        actors: vec![
            actor("west", names("Western League", "العصبة الغربية", "Yekîtiya Rojava"), "#4F8A5B"),
            actor("east", names("Eastern Guard", "الحرس الشرقي", "Parastina Rojhilat"), "#F4C020"),
        ],
        dates: vec![Date::new(2026, 1, 26).expect("a date")],
        ..Dataset::default()
    };
    let mut contested = ground(rectangle(33.0, 30.0, 36.0, 31.0), Some(WEST), Status::Contested);
    contested.others = vec![EAST];
    let mut joint = ground(rectangle(30.0, 30.0, 31.0, 31.0), Some(EAST), Status::Joint);
    joint.others = vec![WEST];
    dataset.territories = vec![
        ground(rectangle(30.0, 31.0, 33.0, 34.0), Some(WEST), Status::Held),
        ground(rectangle(33.0, 31.0, 36.0, 34.0), Some(EAST), Status::Held),
        contested,
        joint,
        ground(rectangle(31.0, 30.0, 32.0, 31.0), Some(EAST), Status::Claimed),
        ground(rectangle(32.0, 30.0, 33.0, 31.0), None, Status::Unknown),
    ];
    dataset.about.title =
        names("Who holds the Middle Land", "من يسيطر على البلاد", "Kî welêt digire");
    dataset.about.disclaimer = Names::new("Lines are approximate. Names do not imply endorsement.");
    dataset.about.whole = names("Middle Land", "البلاد الوسطى", "Welatê Navîn");
    dataset.about.sources =
        vec![SourceNote { title: Names::new("field reports"), ..SourceNote::default() }];
    dataset.base_map = base_map();
    dataset
}

fn base_map() -> BaseMap {
    let country =
        |id: &str, name: Names, polygons| Country { id: id.to_owned(), names: name, polygons };
    let region =
        |id: &str, name: Names, polygons| Region { id: id.to_owned(), names: name, polygons };
    let mut places = vec![
        place(names("Westhaven", "مرفأ الغرب", "Bendera Rojava"), 31.5, 32.5, 1),
        place(names("Eastgate", "باب الشرق", "Derê Rojhilat"), 34.5, 32.5, 2),
    ];
    for column in 0..16 {
        for row in 0..10 {
            let (lon, lat) = (30.1 + 0.38 * f64::from(column), 30.15 + 0.4 * f64::from(row));
            let name = names(&format!("Town {column}-{row}"), &format!("بلدة {column}-{row}"), "");
            places.push(place(name, lon, lat, 3 + (column * 7 + row) as u8 % 4));
        }
    }
    let river: Vec<(f64, f64)> = (0..120)
        .map(f64::from)
        .map(|step| (29.0 + step * 0.07, 33.0 + (step / 9.0).sin() * 0.05))
        .collect();
    BaseMap {
        world: Vec::new(),
        countries: vec![
            country(
                "MID",
                names("Middle Land", "البلاد الوسطى", "Welatê Navîn"),
                rectangle(30.0, 30.0, 36.0, 34.5),
            ),
            country(
                "NOR",
                names("Northland", "بلاد الشمال", "Bakur"),
                rectangle(28.0, 34.5, 38.0, 37.0),
            ),
        ],
        regions: vec![
            region("W", names("Sunset", "المغيب", "Rojava"), rectangle(30.0, 30.0, 33.0, 34.5)),
            region("E", names("Sunrise", "المشرق", "Rojhilat"), rectangle(33.0, 30.0, 36.0, 34.5)),
        ],
        rivers: vec![NamedLine {
            names: names("Long Water", "الماء الطويل", "Ava Dirêj"),
            rank: 1,
            lines: vec![LineString::from(river)],
        }],
        disputed_borders: vec![NamedLine {
            names: Names::default(),
            rank: 1,
            lines: vec![LineString::from(vec![(31.0, 34.05), (33.0, 34.1), (35.0, 34.05)])],
        }],
        lakes: Vec::new(),
        roads: Vec::new(),
        places,
        ..BaseMap::default()
    }
}

/// A triangle at the 180th meridian on either side.
pub fn islands() -> MultiPolygon {
    MultiPolygon::new(vec![
        polygon![(x: 178.0, y: -18.0), (x: 180.0, y: -18.0), (x: 180.0, y: -16.0)],
        polygon![(x: -180.0, y: -18.0), (x: -178.0, y: -18.0), (x: -180.0, y: -16.0)],
    ])
}
