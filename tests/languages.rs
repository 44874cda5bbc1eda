//! Every language has its words, its names and its letters.

use std::fs;

use controlmap::index::Gazetteer;
use controlmap::map::scene::{TextStyle, Weight};
use controlmap::map::text;
use controlmap::map::wording::{self, Symbol};
use controlmap::model::{Dataset, Language, Names};
use controlmap::source::{OpenOptions, built_in};

/// Places of this rank or more important have a name in Sorani.
const NAMED_RANK: u8 = 4;

fn syria() -> Dataset {
    built_in(&OpenOptions::default()).unwrap()
}

/// Every name and text of a dataset.
fn names(dataset: &Dataset) -> Vec<&Names> {
    let (about, base) = (&dataset.about, &dataset.base_map);
    let mut names = vec![&about.title, &about.description, &about.disclaimer, &about.whole];
    names.extend(about.sources.iter().map(|source| &source.title));
    names.extend(dataset.actors.iter().map(|actor| &actor.names));
    names.extend(base.countries.iter().map(|country| &country.names));
    names.extend(base.regions.iter().map(|region| &region.names));
    names.extend(base.lakes.iter().map(|lake| &lake.names));
    let lines = [&base.rivers, &base.roads, &base.disputed_borders];
    names.extend(lines.into_iter().flatten().map(|line| &line.names));
    names.extend(base.places.iter().map(|place| &place.names));
    names
}

/// Letters that no font has, in either weight.
fn missing(content: &str) -> usize {
    [Weight::Regular, Weight::Bold]
        .into_iter()
        .map(|weight| text::shape(content, TextStyle { weight, ..STYLE }).missing())
        .sum()
}

const STYLE: TextStyle = TextStyle { size: 16.0, weight: Weight::Regular, spacing: 0.0 };

#[test]
fn the_fonts_have_every_letter_of_all_wording() {
    let mut files = 0;
    for entry in fs::read_dir("src/map/wording").unwrap() {
        // Comments and code are letters too, and do no harm.
        let source = fs::read_to_string(entry.unwrap().path()).unwrap();
        for line in source.lines() {
            assert_eq!(missing(line.trim()), 0, "{line}");
        }
        files += 1;
    }
    assert!(files > 5, "only {files} files");
}

#[test]
fn the_fonts_have_every_letter_of_all_names() {
    let dataset = syria();
    let all = names(&dataset);
    assert!(all.len() > 400, "only {} names", all.len());
    for name in all.into_iter().flat_map(Names::all) {
        assert_eq!(missing(name), 0, "{name}");
    }
}

#[test]
fn everything_important_is_named_in_sorani() {
    let dataset = syria();
    let base = &dataset.base_map;
    let places = base.places.iter().filter(|place| place.rank <= NAMED_RANK);
    let named: Vec<&Names> = base
        .countries
        .iter()
        .map(|it| &it.names)
        .chain(base.regions.iter().map(|it| &it.names))
        .chain(base.lakes.iter().map(|it| &it.names))
        .chain(base.rivers.iter().map(|it| &it.names))
        .chain(dataset.actors.iter().map(|it| &it.names))
        .chain(places.map(|it| &it.names))
        .collect();
    assert!(named.len() > 150, "only {} names", named.len());
    for names in named {
        assert!(names.has(Language::Sorani), "{names:?}");
        let sorani = names.get(Language::Sorani);
        assert!(text::is_right_to_left(sorani) && text::has_joining_letters(sorani), "{sorani}");
        // Arabic letters that look like Kurdish ones would be found by nobody who searches.
        assert!(!sorani.contains(['ك', 'ي', 'ى', 'ة', 'إ', 'أ', 'ط', 'ض']), "{sorani}");
    }
}

#[test]
fn places_are_found_by_their_sorani_names() {
    let dataset = syria();
    let gazetteer = Gazetteer::of(&dataset.base_map);
    for (asked, wanted) in [
        ("کۆبانێ", "Kobani"),
        ("كوباني", "Kobani"),
        ("ڕەققە", "Raqqa"),
        ("قامیشلۆ", "Qamishli"),
        ("سەرێکانی", "Ras al-Ayn"),
    ] {
        let found = gazetteer.find(asked).unwrap();
        assert_eq!(found.place.names.get(Language::English), wanted, "{asked}");
    }
}

#[test]
fn no_language_says_what_another_says() {
    for symbol in [
        Symbol::Front,
        Symbol::Border,
        Symbol::RegionBorder,
        Symbol::Unmapped,
        Symbol::Town,
        Symbol::Road,
        Symbol::River,
        Symbol::Lake,
    ] {
        let mut texts = Language::ALL.map(|language| wording::symbol(symbol, language));
        texts.sort_unstable();
        assert!(texts.windows(2).all(|pair| pair[0] != pair[1]), "{texts:?}");
    }
}

#[test]
fn manifests_layers_and_tables_of_places_give_sorani_names() {
    let folder = tempfile::tempdir().unwrap();
    let write = |name: &str, content: &str| fs::write(folder.path().join(name), content).unwrap();
    write(
        "controlmap.toml",
        r##"
        title = { en = "Two towns", ckb = "دوو شارۆچکە" }
        data = ["control.geojson"]
        [constants]
        status = "held"
        [[actors]]
        id = "red"
        name = { en = "Red", ar = "أحمر", ckb = "سوور" }
        color = "#AA3333"
        [layers]
        places = "places.csv"
        countries = "control.geojson"
        "##,
    );
    write(
        "places.csv",
        "name,name_ar,name_ckb,lon,lat\nRaqqa,الرقة,ڕەققە,0.5,0.5\nHere,هنا,,0.6,0.5\n",
    );
    write(
        "control.geojson",
        r#"{"type":"FeatureCollection","features":[{"type":"Feature","properties":{"actor":"red",
        "from":"2020-01-01","name":"Land","name_ckb":"خاک"},"geometry":{"type":"Polygon",
        "coordinates":[[[0,0],[1,0],[1,1],[0,1],[0,0]]]}}]}"#,
    );
    let dataset = Dataset::open(folder.path()).unwrap();
    let sorani = |names: &Names| names.get(Language::Sorani).to_owned();
    assert_eq!(sorani(&dataset.about.title), "دوو شارۆچکە");
    assert_eq!(sorani(&dataset.actors[0].names), "سوور");
    assert_eq!(sorani(&dataset.base_map.countries[0].names), "خاک");
    let places: Vec<String> = dataset.base_map.places.iter().map(|it| sorani(&it.names)).collect();
    assert_eq!(places, ["ڕەققە", "هنا"], "the second has no name in Sorani");
}
