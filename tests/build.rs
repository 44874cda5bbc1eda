//! From front lines and place facts to control polygons: a whole drawing, and what can be wrong with one.

use controlmap::build::{
    self, Built, Contradiction, Finding, LooseEndRule, NoFact, Options, input, output,
};
use controlmap::geometry::area;
use controlmap::model::{Date, Status};
use controlmap::{ErrorKind, Result};
use geo::Validation;
use proptest::prelude::*;

const FRAME: &str = include_str!("../fixtures/build/frame.geojson");
const FRONTS: &str = include_str!("../fixtures/build/fronts.geojson");
const FACTS: &str = include_str!("../fixtures/build/facts.csv");
const CONTROL: &str = include_str!("../fixtures/build/control.geojson");

fn built(fronts: &str, facts: &str, options: &Options) -> Result<Built> {
    let frame = input::frame(FRAME, "frame.geojson")?;
    let lines = input::front_lines(fronts, "fronts.geojson")?;
    let facts = input::place_facts(facts, "facts.csv")?;
    build::build(&frame, &lines, &facts, options)
}

/// Lines as `name from until: lon lat, lon lat`, with `-` for no date.
fn fronts(lines: &[&str]) -> String {
    let day = |day: &str| if day == "-" { "null".into() } else { format!("\"{day}\"") };
    let features: Vec<String> = lines
        .iter()
        .map(|line| {
            let (head, path) = line.split_once(':').unwrap();
            let [name, from, until] = head.split(' ').collect::<Vec<_>>().try_into().unwrap();
            let path: Vec<String> = path
                .split(',')
                .map(|at| format!("[{}]", at.trim().replace(' ', ",")))
                .collect();
            format!(
                r#"{{"type":"Feature","properties":{{"name":"{name}","from":{},"until":{}}},"geometry":{{"type":"LineString","coordinates":[{}]}}}}"#,
                day(from), day(until), path.join(",")
            )
        })
        .collect();
    format!(r#"{{"type":"FeatureCollection","features":[{}]}}"#, features.join(","))
}

fn facts(rows: &[&str]) -> String {
    format!("place,lon,lat,date,actor,status,others,source\n{}\n", rows.join("\n"))
}

fn error(lines: &[&str], rows: &[&str], options: &Options) -> String {
    let error = built(&fronts(lines), &facts(rows), options).unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Input);
    error.to_string()
}

const ACROSS: &str = "Across 2026-01-01 -:37.9 36, 40.1 36";
const NORTH: &str = "North,39,36.5,2026-01-01,gov,held,,Radio";
const SOUTH: &str = "South,39,35.5,2026-01-01,sdf,held,,Radio";

#[test]
fn the_drawing_of_the_fixtures_gives_its_control_polygons_to_the_byte() {
    let built = built(FRONTS, FACTS, &Options::default()).unwrap();
    assert_eq!(built.reports, []);
    if std::env::var_os("CONTROLMAP_BLESS").is_some() {
        std::fs::write("fixtures/build/control.geojson", output::geojson(&built)).unwrap();
    } else {
        assert_eq!(output::geojson(&built), CONTROL);
    }
}

#[test]
fn on_every_date_the_ground_covers_the_frame_once() {
    let built = built(FRONTS, FACTS, &Options::default()).unwrap();
    let frame = area::of(&input::frame(FRAME, "").unwrap()).0;
    assert_eq!(built.dates.len(), 3);
    for date in &built.dates {
        let valid = built.territories.iter().filter(|ground| ground.validity.contains(*date));
        let covered: f64 = valid.map(|ground| area::of(&ground.polygons).0).sum();
        assert!((covered / frame - 1.0).abs() < 1e-9, "{date}: {covered} of {frame}");
    }
    assert!(built.territories.iter().all(|ground| ground.polygons.is_valid()));
}

#[test]
fn the_order_of_lines_and_facts_does_not_matter() {
    let built_once = built(FRONTS, FACTS, &Options::default()).unwrap();
    let frame = input::frame(FRAME, "").unwrap();
    let mut lines = input::front_lines(FRONTS, "").unwrap();
    let mut facts = input::place_facts(FACTS, "").unwrap();
    lines.reverse();
    facts.reverse();
    let again = build::build(&frame, &lines, &facts, &Options::default()).unwrap();
    assert_eq!(output::geojson(&again), output::geojson(&built_once));
}

#[test]
fn dates_may_be_cut_off_at_both_ends() {
    let date = |text: &str| Some(text.parse::<Date>().unwrap());
    let options =
        Options { since: date("2026-01-05"), until: date("2026-01-20"), ..Options::default() };
    let built = built(FRONTS, FACTS, &options).unwrap();
    let spells: Vec<String> =
        built.territories.iter().map(|ground| ground.validity.to_string()).collect();
    assert_eq!(spells[0], "from 2026-01-05 until 2026-01-18");
    assert!(spells.iter().all(|spell| spell.contains("until 2026-01-")), "{spells:?}");
    let nothing = Options { until: date("2025-12-31"), ..Options::default() };
    let error = build::build(
        &input::frame(FRAME, "").unwrap(),
        &input::front_lines(FRONTS, "").unwrap(),
        &[],
        &nothing,
    );
    assert!(error.unwrap_err().to_string().contains("must end after it begins"));
}

#[test]
fn ground_that_stays_the_same_gathers_its_sources() {
    let rows = [NORTH, SOUTH, "North,39,36.5,2026-01-09,gov,held,,The Paper"];
    let built = built(&fronts(&[ACROSS]), &facts(&rows), &Options::default()).unwrap();
    assert_eq!(built.territories.len(), 2);
    assert_eq!(built.territories[0].source, "Radio; The Paper");
}

#[test]
fn all_sources_of_a_ground_are_named_however_many() {
    let long = "x".repeat(250);
    let rows: Vec<String> =
        (1..9).map(|n| format!("T{n},39,35.{n},2026-01-01,sdf,held,,{n}{long}")).collect();
    let rows: Vec<&str> = rows.iter().map(String::as_str).collect();
    let built = built(&fronts(&[]), &facts(&rows), &Options::default()).unwrap();
    let source = &built.territories[0].source;
    assert_eq!(source.split("; ").count(), 8, "{source}");
    assert!(source.ends_with(&long), "{source}");
}

#[test]
fn a_face_without_a_fact_is_unknown_and_reported_or_an_error() {
    let built = built(&fronts(&[ACROSS]), &facts(&[SOUTH]), &Options::default()).unwrap();
    assert_eq!(
        built.territories.iter().map(|ground| ground.status).collect::<Vec<_>>(),
        [Status::Held, Status::Unknown]
    );
    assert_eq!(
        built.reports[0].to_string(),
        "from 2026-01-01: no fact in the face at 39.0000 36.5000 (19883.3 km², 111.2 km from South, along Across): unknown"
    );
    let strict = Options { no_fact: NoFact::Error, ..Options::default() };
    let error = error(&[ACROSS], &[SOUTH], &strict);
    assert!(error.starts_with("2026-01-01: no fact in the face at 39.0000 36.5000"), "{error}");
}

#[test]
fn facts_that_contradict_each_other_are_contested_unknown_or_an_error() {
    let rows = [NORTH, SOUTH, "South two,39.5,35.5,2026-01-01,sdf,held,,"];
    let with = |contradiction| Options { contradiction, ..Options::default() };
    let contested = built(&fronts(&[]), &facts(&rows), &with(Contradiction::Contested)).unwrap();
    let ground = &contested.territories[0];
    assert_eq!(ground.status, Status::Contested);
    assert_eq!(ground.claimants().map(|id| id.0).collect::<Vec<_>>(), [1, 0]);
    let Finding::Contradiction { sides, .. } = &contested.reports[0].finding else {
        panic!("{:?}", contested.reports)
    };
    assert_eq!(sides[0].places, ["South", "South two"]);
    assert!(
        contested.reports[0].to_string().ends_with(
            ": held by sdf (South, South two); held by gov (North); taken as contested: sdf, gov"
        ),
        "{}",
        contested.reports[0]
    );
    let unknown = built(&fronts(&[]), &facts(&rows), &with(Contradiction::Unknown)).unwrap();
    assert_eq!(unknown.territories[0].status, Status::Unknown);
    assert!(error(&[], &rows, &with(Contradiction::Error)).contains("draw a line between"));
}

#[test]
fn a_line_that_does_not_reach_the_frame_is_an_error_with_the_gap() {
    let short = "Short 2026-01-01 -:37.9 36, 39.999 36";
    assert_eq!(
        error(&[short], &[NORTH, SOUTH], &Options::default()),
        "2026-01-01: line `Short` reaches neither the border of the frame nor another line, found its end at 39.999 36\n\
         hint: the nearest thing to meet is 90 m away; draw the line across it, up to 1000 m beyond is cut off"
    );
    let lenient = Options {
        loose_end: LooseEndRule::Report,
        contradiction: Contradiction::Unknown,
        ..Options::default()
    };
    let built = built(&fronts(&[short]), &facts(&[NORTH, SOUTH]), &lenient).unwrap();
    assert_eq!(
        built.reports[0].to_string(),
        "from 2026-01-01: line `Short` ends at 39.999 36, 90 m from anything it could meet"
    );
}

#[test]
fn a_line_that_another_one_held_is_loose_from_the_day_the_other_ends() {
    let lines =
        ["Stem 2026-01-01 2026-01-10:39 34.9, 39 37.1", "Branch 2026-01-01 -:39 36, 40.1 36"];
    let rows =
        [NORTH, "East,39.5,35.5,2026-01-01,sdf,held,,", "West,38.5,35.5,2026-01-01,sdf,held,,"];
    let moved = [rows[0].replace("39,", "39.5,"), rows[1].into(), rows[2].into()];
    let rows: Vec<&str> = moved.iter().map(String::as_str).collect();
    let error = error(&lines, &rows, &Options::default());
    assert!(error.starts_with("2026-01-10: line `Branch` reaches neither"), "{error}");
}

#[test]
fn a_line_outside_the_frame_is_reported() {
    let lines = [ACROSS, "Elsewhere 2026-01-01 2026-01-03:41 34, 41 38"];
    let built = built(&fronts(&lines), &facts(&[NORTH, SOUTH]), &Options::default()).unwrap();
    assert_eq!(
        built.reports.iter().map(ToString::to_string).collect::<Vec<_>>(),
        ["from 2026-01-01 until 2026-01-03: line `Elsewhere` lies outside the frame"]
    );
}

#[test]
fn a_fact_outside_the_frame_or_on_an_edge_is_an_error() {
    let off = "Amman,35.93,31.95,2026-01-01,gov,held,,";
    assert_eq!(
        error(&[ACROSS], &[NORTH, off], &Options::default()),
        "facts.csv: row 3: Amman lies outside the frame, found 35.93 31.95, 391.4 km from the border\n\
         hint: leave the fact out, or move the place or the frame"
    );
    let on_line = "Bridge,38.5,36,2026-01-01,gov,held,,";
    assert_eq!(
        error(&[ACROSS], &[NORTH, on_line], &Options::default()),
        "2026-01-01: facts.csv: row 3: Bridge lies exactly on a line, found 38.5 36\n\
         hint: move the place or the line a little, to the side where the place belongs"
    );
    let on_border = "Crossing,38,36.5,2026-01-01,gov,held,,";
    assert!(
        error(&[ACROSS], &[on_border], &Options::default())
            .contains("Crossing lies exactly on the border of the frame")
    );
}

#[test]
fn two_facts_for_one_place_and_date_are_an_error_that_names_both_rows() {
    assert_eq!(
        error(&[], &[SOUTH, "South,39,35.5,2026-01-01,gov,held,,"], &Options::default()),
        "facts.csv: row 3: South has two verdicts on 2026-01-01, found held by gov\n\
         hint: facts.csv: row 2 says held by sdf: a fact is the state at the end of the day; keep one, or call it contested"
    );
    assert_eq!(
        error(&[], &[SOUTH, "South,39,35.6,2026-01-02,gov,held,,"], &Options::default()),
        "facts.csv: row 3: South is at two positions, found 39 35.6\n\
         hint: facts.csv: row 2 says 39 35.5: give two places two names, and one place one position"
    );
}

#[test]
fn an_actor_that_is_not_listed_is_an_error() {
    let options = Options { actors: vec!["sdf".into(), "gov".into()], ..Options::default() };
    let listed = built(&fronts(&[ACROSS]), &facts(&[NORTH, SOUTH]), &options).unwrap();
    assert_eq!(listed.actors, ["sdf", "gov"]);
    assert_eq!(
        error(&[], &["South,39,35.5,2026-01-01,sfd,held,,"], &options),
        "facts.csv: row 2: South names an actor that is not listed, found `sfd`\n\
         hint: the actors are sdf, gov"
    );
}

#[test]
fn rows_that_cannot_be_read_name_their_row_and_column() {
    let message = |row: &str| {
        let error = input::place_facts(&facts(&[SOUTH, row]), "facts.csv").unwrap_err().to_string();
        error.lines().next().unwrap().to_owned()
    };
    for (row, expected) in [
        (
            "A,39x,35,2026-01-01,gov,held,,",
            "column `lon`: degrees are a number such as 36.2, found `39x`",
        ),
        (
            "A,39,135,2026-01-01,gov,held,,",
            "a latitude must lie between -90 and 90 degrees, found 135",
        ),
        (
            "A,39,NaN,2026-01-01,gov,held,,",
            "a latitude must lie between -90 and 90 degrees, found NaN",
        ),
        (
            "A,39,35,1 Jan 2026,gov,held,,",
            "column `date`: a date is written YYYY-MM-DD, found `1 Jan 2026`",
        ),
        (
            "A,39,35,2026-01-01,gov,seized,,",
            "column `status`: a status is one of held, contested, claimed, joint, unknown, found `seized`",
        ),
        ("A,39,35,2026-01-01,,held,,", "ground that is held needs an actor"),
        ("A,39,35,2026-01-01,gov,joint,,", "ground that is joint needs others besides the actor"),
        (",39,35,2026-01-01,gov,held,,", "column `place`: a fact needs a place"),
    ] {
        assert_eq!(message(row), format!("facts.csv: row 3: {expected}"));
    }
    let error = input::place_facts("place,lon,lat,date,actor\n", "facts.csv").unwrap_err();
    assert!(
        error.to_string().starts_with(
            "facts.csv: header: column `status` is missing, found place, lon, lat, date, actor"
        ),
        "{error}"
    );
}

#[test]
fn geojson_that_is_no_drawing_is_an_error() {
    let front = |geometry: &str| {
        let text = format!(r#"{{"type":"Feature","properties":null,"geometry":{geometry}}}"#);
        input::front_lines(&text, "fronts.geojson").unwrap_err().to_string()
    };
    for (geometry, expected) in [
        ("null", "a front line is a LineString or MultiLineString, found no geometry"),
        (
            r#"{"type":"LineString","coordinates":[[38,36]]}"#,
            "a line has at least two positions, found 1",
        ),
        (
            r#"{"type":"LineString","coordinates":[[38,36],[38,96]]}"#,
            "position 2: a latitude must lie between -90 and 90 degrees, found 96\n\
             hint: the order is longitude, latitude: are they swapped?",
        ),
    ] {
        assert_eq!(front(geometry), format!("fronts.geojson: feature 1: {expected}"));
    }
    assert!(input::frame("{", "f").unwrap_err().to_string().starts_with("f: not GeoJSON: "));
    assert!(
        input::frame(r#"{"type":"Point","coordinates":[1,2]}"#, "f")
            .unwrap_err()
            .to_string()
            .starts_with("f: feature 1: the frame is made of polygons, found Point")
    );
}

proptest! {
    #[test]
    fn any_text_is_a_drawing_or_an_error_but_never_a_panic(
        text in any::<String>(),
        cells in prop::collection::vec("[-0-9.;,a-zA-Z\"\n]{0,12}", 8),
        numbers in prop::collection::vec(prop::num::f64::ANY, 0..8),
    ) {
        let row = cells.join(",");
        for text in [text.clone(), facts(&[text.as_str()]), facts(&[row.as_str()])] {
            let _ = input::place_facts(&text, "facts.csv");
        }
        let positions: Vec<String> = numbers.chunks(2).map(|at| format!("{at:?}")).collect();
        let line = format!(r#"{{"type":"LineString","coordinates":[{}]}}"#, positions.join(","));
        for text in [text, line] {
            let _ = input::front_lines(&text, "fronts.geojson");
            let _ = input::frame(&text, "frame.geojson");
        }
    }

    #[test]
    fn any_facts_and_lines_cover_the_frame_once_on_every_date(
        lines in prop::collection::vec((1..9u8, 1..9u8, (37.5..40.5, 34.5..37.5), (37.5..40.5, 34.5..37.5)), 0..8),
        rows in prop::collection::btree_map((0..5u8, 1..9u8), 0..3usize, 1..12),
    ) {
        let lines: Vec<String> = lines
            .into_iter()
            .map(|(from, days, (x, y), (u, v))| {
                format!("L 2026-01-{from:02} 2026-01-{:02}:{x} {y},{u} {v}", from + days)
            })
            .collect();
        let rows: Vec<String> = rows
            .into_iter()
            .map(|((place, day), actor)| {
                let (at, actor) = (f64::from(place) * 0.37, ["gov", "sdf", "us"][actor]);
                format!("P{place},{},{},2026-01-{day:02},{actor},held,,S{day}", 38.1 + at, 35.2 + at)
            })
            .collect();
        let lines: Vec<&str> = lines.iter().map(String::as_str).collect();
        let rows: Vec<&str> = rows.iter().map(String::as_str).collect();
        let options = Options { loose_end: LooseEndRule::Report, ..Options::default() };
        let built = built(&fronts(&lines), &facts(&rows), &options).unwrap();
        let frame = area::of(&input::frame(FRAME, "").unwrap()).0;
        for date in &built.dates {
            let valid = built.territories.iter().filter(|ground| ground.validity.contains(*date));
            let covered: f64 = valid.map(|ground| area::of(&ground.polygons).0).sum();
            prop_assert!((covered / frame - 1.0).abs() < 1e-8, "{date}: {covered} of {frame}");
        }
    }
}
