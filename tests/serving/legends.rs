//! Legends of layers of the Web Map Service, and pictures in place of maps that can't be drawn.

use controlmap::model::{Language, Status};
use controlmap::source;

use crate::running::get;
use crate::wms::{Pixels, refusal};

const LEGEND: &str = "/wms?SERVICE=WMS&VERSION=1.3.0&REQUEST=GetLegendGraphic&SLD_VERSION=1.1.0";

fn words(more: &str) -> String {
    let answer = get(&format!("{LEGEND}&FORMAT=image/svg%2Bxml{more}"));
    assert_eq!((answer.status, answer.media()), (200, "image/svg+xml"), "{more}");
    answer.text()
}

#[test]
fn a_legend_tells_who_stands_on_the_date() {
    let syria = source::built_in(&Default::default()).unwrap();
    let holders = |date: &str| -> Vec<usize> {
        let snapshot = syria.on(date.parse().unwrap()).unwrap();
        let held = snapshot.territories.iter().map(|it| it.control());
        let held = held.filter(|control| control.status == Status::Held);
        held.map(|control| usize::from(control.claimants[0].0)).collect()
    };
    let always = words("&LAYER=control");
    let mut are_fewer = false;
    for date in ["2025-12-31", "2026-01-27", "2026-02-15"] {
        let (then, told) = (holders(date), words(&format!("&LAYER=control&TIME={date}")));
        for (index, actor) in syria.actors.iter().enumerate() {
            let name = format!(">{}<", actor.names.get(Language::English));
            assert_eq!(told.contains(&name), then.contains(&index), "{name} on {date}");
            are_fewer |= always.contains(&name) && !told.contains(&name);
        }
        assert!(!told.contains("Front line"));
    }
    assert!(are_fewer);
}

#[test]
fn a_legend_is_of_one_layer_in_the_language_asked_for() {
    assert!(words("&LAYER=fronts&LANGUAGE=ar").contains("خط التماس"));
    assert!(words("&LAYER=places&LANGUAGE=ckb").contains("شار یان شارۆچکە"));
    let base = words("&LAYER=base&STYLE=print");
    assert!(base.contains("International border") && base.contains("River"));
    assert!(!base.contains("Front line") && !base.contains("Syrian government"));
    let map = words("&LAYER=map");
    for part in ["Syrian government", "Front line", "International border", "City or town"] {
        assert!(map.contains(part), "{part}");
    }
}

#[test]
fn capabilities_lead_to_legends_which_grow_with_the_dots() {
    let text = get("/wms?service=WMS&request=GetCapabilities").text();
    let xml = roxmltree::Document::parse(&text).unwrap();
    let is_legend = |it: &roxmltree::Node| it.tag_name().name() == "LegendURL";
    let mut seen = 0;
    for legend in xml.descendants().filter(is_legend) {
        let link = legend.descendants().find(|it| it.tag_name().name() == "OnlineResource");
        let link = link.unwrap().attributes().find(|it| it.name() == "href").unwrap().value();
        let path = &link[link.find("/wms?").unwrap()..];
        let picture = Pixels::of(&get(path));
        assert!(picture.width > 60 && picture.height > 20, "{path}");
        let twice = Pixels::of(&get(&format!("{path}&DPI=192&TRANSPARENT=true")));
        assert_eq!((twice.width, twice.height), (2 * picture.width, 2 * picture.height));
        assert_eq!((picture.at(0, 0)[3], twice.at(0, 0)[3]), (255, 0));
        seen += 1;
    }
    assert_eq!(seen, 20);
}

#[test]
fn legends_that_can_not_be_are_refused_by_their_code() {
    for (more, code) in [
        ("", "MissingParameterValue"),
        ("&LAYER=roads", "LayerNotDefined"),
        ("&LAYER=map&STYLE=pink", "StyleNotDefined"),
        ("&LAYER=map&FORMAT=image/gif", "InvalidFormat"),
        ("&LAYER=map&TIME=soon", "InvalidDimensionValue"),
        ("&LAYER=map&TIME=1999-01-01", "InvalidDimensionValue"),
        ("&LAYER=map&BGCOLOR=red", "InvalidParameterValue"),
    ] {
        assert_eq!(refusal(&format!("{LEGEND}{more}")).0, code, "{more}");
    }
}

#[test]
fn refusals_are_told_in_the_picture_where_that_is_asked_for() {
    let ask = |exceptions: &str, more: &str| {
        get(&format!(
            "/wms?SERVICE=WMS&VERSION=1.3.0&REQUEST=GetMap&LAYERS=roads&STYLES=&CRS=CRS:84\
             &BBOX=38,35,40,37&WIDTH=240&HEIGHT=120&FORMAT=image/png&EXCEPTIONS={exceptions}{more}"
        ))
    };
    let ink = |picture: &Pixels| picture.rows.iter().filter(|pixel| pixel[0] < 100).count();
    let told = Pixels::of(&ask("INIMAGE", ""));
    assert_eq!((told.width, told.height), (240, 120));
    assert!(ink(&told) > 100);
    let old = Pixels::of(&ask("application/vnd.ogc.se_inimage", ""));
    assert_eq!(ink(&old), ink(&told));
    let blank = Pixels::of(&ask("BLANK", "&BGCOLOR=0xC0FFEE"));
    assert!(blank.rows.iter().all(|pixel| *pixel == [0xc0, 0xff, 0xee, 255]));
    let clear = Pixels::of(&ask("application/vnd.ogc.se_blank", "&TRANSPARENT=TRUE"));
    assert!(clear.rows.iter().all(|pixel| pixel[3] == 0));
    assert_eq!(ask("XML", "").media(), "text/xml; charset=UTF-8");
    assert_eq!(ask("nonsense", "").media(), "text/xml; charset=UTF-8");
    // A picture that can't be had is no picture.
    let large = "/wms?REQUEST=GetMap&EXCEPTIONS=BLANK&WIDTH=99999&HEIGHT=2&FORMAT=image/png";
    assert_eq!(get(large).media(), "text/xml; charset=UTF-8");
}
