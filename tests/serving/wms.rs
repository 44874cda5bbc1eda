//! The Web Map Service.

use std::fs;
use std::path::Path;
use std::process::Command;

use controlmap::geometry::{Coord, Cylindrical};
use controlmap::index::ControlIndex;
use controlmap::map::Theme;
use controlmap::model::Status;
use controlmap::source;
use roxmltree::Document;

use crate::client::Answer;
use crate::running::{built_in, get};

/// A picture's pixels as red, green, blue, alpha.
pub struct Pixels {
    pub width: u32,
    pub height: u32,
    pub rows: Vec<[u8; 4]>,
}

impl Pixels {
    pub fn of(answer: &Answer) -> Self {
        assert_eq!((answer.status, answer.media()), (200, "image/png"), "{}", answer.text());
        Self::of_file(&answer.bytes())
    }

    pub fn of_file(file: &[u8]) -> Self {
        let mut decoder = png::Decoder::new(std::io::Cursor::new(file));
        decoder.set_transformations(png::Transformations::EXPAND | png::Transformations::ALPHA);
        let mut reader = decoder.read_info().unwrap();
        let mut bytes = vec![0; reader.output_buffer_size().unwrap()];
        let frame = reader.next_frame(&mut bytes).unwrap();
        let rows = bytes.as_chunks::<4>().0.to_vec();
        Self { width: frame.width, height: frame.height, rows }
    }

    pub fn at(&self, x: u32, y: u32) -> [u8; 4] {
        self.rows[(y * self.width + x) as usize]
    }
}

pub fn map(
    layers: &str,
    crs: &str,
    sides: [f64; 4],
    (width, height): (u32, u32),
    more: &str,
) -> Answer {
    let [a, b, c, d] = sides;
    get(&format!(
        "/wms?SERVICE=WMS&VERSION=1.3.0&REQUEST=GetMap&LAYERS={layers}&STYLES=&CRS={crs}\
         &BBOX={a},{b},{c},{d}&WIDTH={width}&HEIGHT={height}&FORMAT=image/png{more}"
    ))
}

pub fn refusal(path: &str) -> (String, String) {
    let answer = get(path);
    assert_eq!((answer.status, answer.media()), (200, "text/xml; charset=UTF-8"), "{path}");
    let text = answer.text();
    let xml = Document::parse(&text).unwrap();
    let exception = xml.descendants().find(|it| it.has_tag_name_of("ServiceException")).unwrap();
    let code = exception.attribute("code").unwrap_or_default();
    (code.to_owned(), exception.text().unwrap_or_default().to_owned())
}

trait Named {
    fn has_tag_name_of(&self, name: &str) -> bool;
}

impl Named for roxmltree::Node<'_, '_> {
    fn has_tag_name_of(&self, name: &str) -> bool {
        self.tag_name().name() == name
    }
}

#[test]
fn capabilities_tell_layers_systems_dates_and_styles() {
    let answer = get("/wms?service=wms&request=GetCapabilities");
    let text = answer.text();
    let xml = Document::parse(&text).unwrap();
    let root = xml.root_element();
    assert_eq!(root.attribute("version"), Some("1.3.0"));
    let all = |name: &str| {
        let found = root.descendants().filter(|it| it.has_tag_name_of(name));
        found.map(|it| it.text().unwrap_or_default().to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(all("CRS"), ["CRS:84", "EPSG:4326", "EPSG:3857"]);
    let layers = root.descendants().filter(|it| it.has_tag_name_of("Layer")).skip(1);
    let mut names = Vec::new();
    for layer in layers {
        let own = |name: &str| layer.children().filter(|it| it.has_tag_name_of(name)).count();
        names.push(layer.children().find(|it| it.has_tag_name_of("Name")).unwrap().text().unwrap());
        assert_eq!(own("Style"), Theme::BUILT_IN.len());
    }
    assert_eq!(names, ["map", "places", "fronts", "control", "base"]);
    assert!(all("Name").iter().any(|name| name == "dark"));
    assert_eq!(all("Format").iter().filter(|it| *it == "image/jpeg").count(), 2);
    let credit = root.descendants().find(|it| it.has_tag_name_of("Attribution")).unwrap();
    let whose = credit.descendants().filter_map(|it| it.text()).collect::<String>();
    assert!(whose.contains("OpenStreetMap contributors"), "{whose}");
    let time = root.descendants().find(|it| it.has_tag_name_of("Dimension")).unwrap();
    assert_eq!(time.attribute("default"), Some("2026-02-15"));
    assert!(time.text().unwrap().starts_with("2025-12-31,"));
    let address = format!("http://{}/wms?", built_in());
    assert!(text.contains(&address), "{text}");
    let old = get("/wms?service=WMS&version=1.1.1&request=GetCapabilities");
    assert_eq!(old.media(), "application/vnd.ogc.wms_xml; charset=UTF-8");
    let old = old.text();
    let old = Document::parse(&old).unwrap().root_element().tag_name().name().to_owned();
    assert_eq!(old, "WMT_MS_Capabilities");
}

#[test]
fn the_colour_of_a_pixel_is_that_of_its_holder() {
    let syria = source::built_in(&Default::default()).unwrap();
    let index = ControlIndex::of(&syria).unwrap();
    let (width, height) = (700, 400);
    for (date, crs, plane) in [
        ("2025-12-31", "CRS:84", Cylindrical::PlateCarree),
        ("2026-01-18", "EPSG:3857", Cylindrical::WebMercator),
        ("2026-02-15", "EPSG:4326", Cylindrical::PlateCarree),
    ] {
        let corner = |x, y| plane.forward(Coord { x, y });
        let (min, max) = (corner(35.6, 33.0), corner(42.4, 37.4));
        let sides = match crs {
            "EPSG:4326" => [min.y, min.x, max.y, max.x],
            _ => [min.x, min.y, max.x, max.y],
        };
        let answer = map("control", crs, sides, (width, height), &format!("&TIME={date}"));
        let pixels = Pixels::of(&answer);
        assert_eq!((pixels.width, pixels.height), (width, height));
        let day = date.parse().unwrap();
        let holder = |x: f64, y: f64| {
            let at = plane.inverse(Coord {
                x: min.x + (max.x - min.x) * x / f64::from(width),
                y: max.y - (max.y - min.y) * y / f64::from(height),
            });
            index.find(at.x, at.y, day).control()
        };
        let (mut seen, mut unlike, mut seed) = (0, 0, 20_260_127_u32);
        for _ in 0..4000 {
            seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            let (x, y) = ((seed >> 8) % width, (seed >> 20) % height);
            let (u, v) = (f64::from(x) + 0.5, f64::from(y) + 0.5);
            let here = holder(u, v);
            // Lines are drawn along edges.
            let near = [(-3.0, 0.0), (3.0, 0.0), (0.0, -3.0), (0.0, 3.0), (2.0, 2.0), (-2.0, -2.0)];
            if near.iter().any(|(dx, dy)| holder(u + dx, v + dy) != here) {
                continue;
            }
            let expected = match here.map(|id| index.control(id)) {
                None => [255, 255, 255, 255],
                Some(control) if control.status == Status::Held => {
                    let tint = Theme::LIGHT.tint(syria.actor(control.claimants[0]).color);
                    [tint.r, tint.g, tint.b, 255]
                }
                Some(_) => continue,
            };
            seen += 1;
            unlike += usize::from(pixels.at(x, y) != expected);
        }
        assert!(seen > 2000, "{seen} points of {date}");
        // Slivers between the points beside it have edges, too.
        assert!(unlike * 200 < seen, "{unlike} of {seen} points in {crs} on {date}");
    }
}

#[test]
fn tiles_fit_together() {
    let (west, south, side) = (4_300_000.0, 4_200_000.0, 160_000.0);
    let bounds = |x: f64, y: f64, side: f64| [x, y, x + side, y + side];
    let more = "&TIME=2026-01-18&STYLES=print";
    let whole = map("map", "EPSG:3857", bounds(west, south, side), (512, 512), more);
    let whole = Pixels::of(&whole);
    let half = side / 2.0;
    for (column, row) in [(0, 0), (1, 0), (0, 1), (1, 1)] {
        let x = west + half * f64::from(column);
        let y = south + half * f64::from(1 - row);
        let tile = map("map", "EPSG:3857", bounds(x, y, half), (256, 256), more);
        let tile = Pixels::of(&tile);
        let mut unlike = 0;
        for j in 0..256 {
            for i in 0..256 {
                let (one, other) = (tile.at(i, j), whole.at(column * 256 + i, row * 256 + j));
                let apart = one.iter().zip(other).map(|(a, b)| a.abs_diff(b)).max();
                unlike += usize::from(apart > Some(24));
            }
        }
        // Dashes begin anew, and palettes differ by a little.
        assert!(unlike < 256 * 256 / 200, "{unlike} pixels of tile {column} {row} are unlike");
    }
}

#[test]
fn the_first_layer_lies_beneath_the_others() {
    let middle = |layers: &str, styles: &str| {
        let more = format!("&STYLES={styles}&TIME=2026-01-27");
        let answer = get(&format!(
            "/wms?SERVICE=WMS&VERSION=1.3.0&REQUEST=GetMap&LAYERS={layers}&CRS=CRS:84\
             &BBOX=38.3,34.0,38.6,34.3&WIDTH=90&HEIGHT=90&FORMAT=image/png{more}"
        ));
        Pixels::of(&answer).at(20, 20)
    };
    let (base, control) = (middle("base", ""), middle("control", ""));
    assert_ne!(base, control);
    assert_eq!(middle("base,control", ""), control);
    assert_eq!(middle("control,base", ""), base);
    // Each layer has its own style.
    let dark = middle("control", "dark");
    assert_ne!(dark, control);
    assert_eq!(middle("base,control", "light,dark"), dark);
    assert_eq!(middle("base,control", ",dark"), dark);
    assert_eq!(middle("base,control", "dark"), dark);
    assert_eq!(middle("control,base", "dark,"), base);
}

#[test]
fn what_is_bare_is_clear_or_of_the_colour_asked_for() {
    let sides = [35.0, 32.0, 45.0, 38.0];
    let sea = |more: &str| {
        let answer = map("control", "CRS:84", sides, (100, 60), more);
        let pixels = Pixels::of(&answer);
        (pixels.at(2, 2), pixels.at(50, 30)[3])
    };
    assert_eq!(sea("&TRANSPARENT=TRUE"), ([0; 4], 255));
    assert_eq!(sea("&BGCOLOR=0x112233"), ([0x11, 0x22, 0x33, 255], 255));
}

#[test]
fn what_can_not_be_is_refused_by_its_code() {
    let usual = [
        ("SERVICE", "WMS"),
        ("VERSION", "1.3.0"),
        ("REQUEST", "GetMap"),
        ("LAYERS", "control"),
        ("STYLES", ""),
        ("CRS", "CRS:84"),
        ("BBOX", "38,35,40,37"),
        ("WIDTH", "20"),
        ("HEIGHT", "20"),
        ("FORMAT", "image/png"),
        ("QUERY_LAYERS", "control"),
        ("I", "10"),
        ("J", "10"),
    ];
    let with = |changes: &[(&str, &str)]| {
        let value = |name, usual| {
            changes.iter().find(|(it, _)| *it == name).map_or(usual, |(_, value)| *value)
        };
        let mut path = "/wms?".to_owned();
        for (name, usual) in usual {
            path += &format!("{name}={}&", value(name, usual));
        }
        for (name, value) in changes {
            if !usual.iter().any(|(it, _)| it == name) {
                path += &format!("{name}={value}&");
            }
        }
        path
    };
    assert_eq!(get(&with(&[])).media(), "image/png");
    for (name, value, code) in [
        ("LAYERS", "roads", "LayerNotDefined"),
        ("LAYERS", "", "MissingParameterValue"),
        ("STYLES", "pink", "StyleNotDefined"),
        ("CRS", "EPSG:32637", "InvalidCRS"),
        ("FORMAT", "image/gif", "InvalidFormat"),
        ("STYLES", "dark,dark", "StyleNotDefined"),
        ("TIME", "1999-01-01", "InvalidDimensionValue"),
        ("TIME", "soon", "InvalidDimensionValue"),
        ("WIDTH", "0", "InvalidParameterValue"),
        ("WIDTH", "1000000", "InvalidParameterValue"),
        ("WIDTH", "-5", "InvalidParameterValue"),
        ("BBOX", "40,35,38,37", "InvalidParameterValue"),
        ("BBOX", "38,35,38,37", "InvalidParameterValue"),
        ("BBOX", "NaN,35,40,37", "InvalidParameterValue"),
        ("BBOX", "inf,35,40,37", "InvalidParameterValue"),
        ("BBOX", "-1e300,-1e300,1e300,1e300", "InvalidParameterValue"),
        ("BBOX", "38,35,38.000000000000001,37", "InvalidParameterValue"),
        ("BBOX", "38,35,40", "InvalidParameterValue"),
        ("BGCOLOR", "red", "InvalidParameterValue"),
        ("REQUEST", "GetStyles", "OperationNotSupported"),
        ("SERVICE", "WFS", "InvalidParameterValue"),
    ] {
        assert_eq!(refusal(&with(&[(name, value)])).0, code, "{name}={value}");
    }
    let info = |name, value| refusal(&with(&[("REQUEST", "GetFeatureInfo"), (name, value)])).0;
    assert_eq!(info("I", "20"), "InvalidPoint");
    assert_eq!(info("J", "x"), "InvalidPoint");
    assert_eq!(info("QUERY_LAYERS", "base"), "LayerNotQueryable");
    assert_eq!(info("INFO_FORMAT", "text/csv"), "InvalidFormat");
    let old = get("/wms?VERSION=1.1.1&REQUEST=GetMap&LAYERS=roads");
    assert_eq!(old.media(), "application/vnd.ogc.se_xml; charset=UTF-8");
    // Boxes that are odd but exact are drawn.
    for odd in ["-1000000,-1000000,1000000,1000000", "179,-10,190,10", "38,89,39,95"] {
        assert_eq!(get(&with(&[("BBOX", odd)])).media(), "image/png", "{odd}");
    }
}

#[test]
fn who_holds_a_place_is_told_in_three_forms() {
    let ask = |format: &str| {
        get(&format!(
            "/wms?service=WMS&version=1.3.0&request=GetFeatureInfo&layers=control\
             &query_layers=control&crs=EPSG:4326&bbox=35.45,38.51,36.45,39.51&width=101&height=101\
             &i=50&j=50&time=2026-02-15&info_format={format}"
        ))
    };
    let json = ask("application/json").json();
    let told = &json["features"][0];
    assert_eq!(told["geometry"]["coordinates"][1], 35.95);
    let at = get("/at?lon=39.01&lat=35.95&date=2026-02-15");
    if at.status == 200 {
        assert_eq!(told["properties"]["holders"], at.json()["holders"]);
    }
    let holder = told["properties"]["holders"][0]["name"].as_str().unwrap();
    let text = ask("text/plain").text();
    assert!(text.contains(&format!("holder  {holder}")), "{text}");
    assert!(ask("text/html").text().contains(&format!("<td>{holder}</td>")));
    // In 1.1.1 longitude comes first and pixels are X and Y.
    let old = get(
        "/wms?service=WMS&version=1.1.1&request=GetFeatureInfo&layers=control&query_layers=control\
         &srs=EPSG:4326&bbox=38.51,35.45,39.51,36.45&width=101&height=101&x=50&y=50\
         &time=2026-02-15",
    );
    assert_eq!(old.text(), text);
}

#[test]
fn gdal_reads_it() {
    let is_there = Command::new("gdal_translate").arg("--version").output().is_ok();
    let is_required = std::env::var_os("CONTROLMAP_REQUIRE_GDAL").is_some();
    assert!(is_there || !is_required, "CONTROLMAP_REQUIRE_GDAL is set, but there is no GDAL");
    if !is_there {
        eprintln!("skipped: gdal_translate is not installed (Debian: gdal-bin)");
        return;
    }
    let run = |program: &str, arguments: &[&str]| {
        let output = Command::new(program).args(arguments).output().unwrap();
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(output.status.success(), "{program} {arguments:?}: {said}");
        String::from_utf8_lossy(&output.stdout).into_owned()
    };
    let server = format!("http://{}/wms?", built_in());
    let listed = run("gdalinfo", &[&format!("WMS:{server}")]);
    let named = |line: &&str| line.contains("_NAME=") && line.contains("LAYERS=control");
    let layer = listed.lines().find(named).and_then(|line| line.split_once('=')).unwrap().1;
    let folder = tempfile::tempdir().unwrap();
    let path = |name: &str| folder.path().join(name).to_str().unwrap().to_owned();
    // As GDAL names it, which asks for JPEG.
    let layer_image = path("layer.png");
    run("gdal_translate", &["-q", "-of", "PNG", "-outsize", "300", "0", layer, &layer_image]);
    let said = run("gdalinfo", &["-stats", &layer_image]);
    assert!(deviation(&said) > 5.0, "the layer is not empty: {said}");
    jpeg_is_like_png(&run, folder.path());
    let service = path("service.xml");
    fs::write(
        &service,
        format!(
            "<GDAL_WMS><Service name=\"WMS\"><Version>1.3.0</Version>\
             <ServerUrl>{server}time=2026-01-27</ServerUrl><CRS>EPSG:3857</CRS>\
             <ImageFormat>image/png</ImageFormat><Layers>map</Layers><Styles>light</Styles>\
             </Service><DataWindow><UpperLeftX>4000000</UpperLeftX><UpperLeftY>4500000</UpperLeftY>\
             <LowerRightX>4800000</LowerRightX><LowerRightY>3900000</LowerRightY><SizeX>800</SizeX>\
             <SizeY>600</SizeY></DataWindow><Projection>EPSG:3857</Projection>\
             <BandsCount>3</BandsCount><BlockSizeX>256</BlockSizeX><BlockSizeY>256</BlockSizeY>\
             </GDAL_WMS>"
        ),
    )
    .unwrap();
    let image = path("map.png");
    run("gdal_translate", &["-q", "-of", "PNG", &service, &image]);
    let said = run("gdalinfo", &["-stats", &image]);
    assert!(said.contains("Size is 800, 600"), "{said}");
    assert!(deviation(&said) > 5.0, "the picture is not empty: {said}");
}

/// The standard deviation of the first band, as gdalinfo tells it.
fn deviation(said: &str) -> f64 {
    let told = said.split("StdDev=").nth(1).and_then(|it| it.split_whitespace().next());
    told.and_then(|it| it.parse().ok()).unwrap()
}

/// Compares a map as JPEG, which GDAL reads, with the same as PNG.
fn jpeg_is_like_png(run: &impl Fn(&str, &[&str]) -> String, folder: &Path) {
    let sides = [36.0, 34.0, 42.0, 37.0];
    let ask = |format: &str| {
        get(&format!(
            "/wms?SERVICE=WMS&VERSION=1.3.0&REQUEST=GetMap&LAYERS=map&STYLES=&CRS=CRS:84\
             &BBOX={},{},{},{}&WIDTH=500&HEIGHT=250&FORMAT={format}&TIME=2026-01-18",
            sides[0], sides[1], sides[2], sides[3]
        ))
    };
    let jpeg = ask("image/jpeg");
    assert_eq!((jpeg.status, jpeg.media()), (200, "image/jpeg"));
    let [from, to] = ["map.jpg", "jpeg.png"].map(|it| folder.join(it).to_str().unwrap().to_owned());
    fs::write(&from, jpeg.bytes()).unwrap();
    run("gdal_translate", &["-q", "-of", "PNG", "-b", "1", "-b", "2", "-b", "3", &from, &to]);
    let (read, drawn) = (Pixels::of_file(&fs::read(&to).unwrap()), Pixels::of(&ask("image/png")));
    assert_eq!((read.width, read.height), (500, 250));
    let apart = |(one, other): (&[u8; 4], &[u8; 4])| {
        one.iter().zip(other).map(|(a, b)| a.abs_diff(*b)).max().unwrap_or_default()
    };
    let apart: Vec<u8> = read.rows.iter().zip(&drawn.rows).map(apart).collect();
    let share =
        |most: u8| apart.iter().filter(|apart| **apart <= most).count() as f64 / apart.len() as f64;
    assert!(share(8) > 0.9 && share(40) > 0.995, "{} {}", share(8), share(40));
}
