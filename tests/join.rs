//! `controlmap join`: every format, every kind of row that can't be read, and the same bytes always.

use std::io::Write;
use std::path::Path;

use assert_cmd::Command;
use controlmap::index::ControlIndex;
use controlmap::join::{ColumnNames, Fault, Format, Join, Options, Scale, Summary};
use controlmap::model::Dataset;

const HEADER: &str =
    "control_actor,control_status,control_since,control_data_date,control_others,control_reason";

fn command() -> Command {
    let mut command = Command::cargo_bin("controlmap").unwrap();
    command.env_remove("CONTROLMAP_DATA").args(["join", "-d", "fixtures/snapshots", "--no-front"]);
    command
}

/// What the program writes on stdout and stderr for some input on stdin.
fn printed(arguments: &[&str], input: impl Into<Vec<u8>>) -> (Vec<u8>, String) {
    let output = command().arg("-").args(arguments).write_stdin(input).output().unwrap();
    let message = String::from_utf8(output.stderr).unwrap();
    assert!(output.status.success(), "{arguments:?}: {message}");
    (output.stdout, message)
}

fn fails(arguments: &[&str], input: &str, code: i32, parts: &[&str]) {
    let output = command().args(arguments).write_stdin(input).output().unwrap();
    let message = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(code), "{arguments:?}: {message}");
    for part in parts {
        assert!(message.contains(part), "{arguments:?} should say `{part}`:\n{message}");
    }
}

/// The joined text and the summary, by the library.
fn joined(options: &Options, input: impl AsRef<[u8]>) -> (String, Summary) {
    joined_to("fixtures/snapshots", options, input)
}

fn joined_to(data: &str, options: &Options, input: impl AsRef<[u8]>) -> (String, Summary) {
    let dataset = Dataset::open(data).unwrap();
    let index = ControlIndex::of(&dataset).unwrap();
    let (mut out, mut said) = (Vec::new(), Vec::new());
    let join = Join { index: &index, dataset: &dataset, options };
    let say = |inference: &str| said.push(inference.to_owned());
    let summary = join.run(input.as_ref(), &mut out, say).unwrap();
    assert_eq!(said, summary.inferences);
    (String::from_utf8(out).unwrap(), summary)
}

fn options() -> Options {
    Options { measures_fronts: false, ..Options::default() }
}

/// The last line's new fields, of rows whose own fields have no comma.
fn answer(options: &Options, rows: &str) -> String {
    answer_of("fixtures/snapshots", options, rows)
}

fn answer_of(data: &str, options: &Options, rows: &str) -> String {
    let (text, _) = joined_to(data, options, format!("lon,lat,date\n{rows}\n"));
    text.lines().last().unwrap().splitn(4, ',').nth(3).unwrap().to_owned()
}

#[test]
fn rows_are_kept_and_the_answer_is_put_at_their_end() {
    let (text, message) = printed(
        &[],
        "event,Longitude,LAT,event_date\nA,38.5,36.5,2024-07-08\nB,39.2,36.5,11 July 2024\n",
    );
    let expected = format!(
        "event,Longitude,LAT,event_date,{HEADER}\n\
         A,38.5,36.5,2024-07-08,West,held,2024-07-08,2024-07-08,,\n\
         B,39.2,36.5,11 July 2024,West,held,2024-07-11,2024-07-11,,\n"
    );
    assert_eq!(String::from_utf8(text).unwrap(), expected);
    for part in [
        "the columns `Longitude` for the longitude, `LAT` for the latitude and `event_date` for the date are taken",
        "controlmap: 2 rows joined\n",
    ] {
        assert!(message.contains(part), "{message}");
    }
}

#[test]
fn the_distance_to_the_front_has_a_column_unless_it_is_not_wanted() {
    let with = Options::default();
    let (text, _) = joined(&with, "lon,lat,date\n");
    assert_eq!(
        text,
        "lon,lat,date,control_actor,control_status,control_since,control_data_date,front_km,\
         control_others,control_reason\n"
    );
    let (text, _) = joined(&options(), "lon,lat,date\n");
    assert!(!text.contains("front_km"), "{text}");
    let answers = [
        ("38.5,36.5,2024-07-08", "West,held,2024-07-08,2024-07-08,44.80,,"),
        ("39.2,36.5,2024-07-09", "East,held,2024-07-08,2024-07-09,17.92,,"),
        ("39.2,36.5,2024-07-11", "West,held,2024-07-11,2024-07-11,26.88,,"),
        ("41.3,36.1,2024-07-11", ",unmapped,2024-07-08,2024-07-11,162.08,,"),
    ];
    for (row, expected) in answers {
        assert_eq!(answer(&with, row), expected, "{row}");
    }
    let ndjson = Options { format: Format::Ndjson, ..with };
    let (text, _) = joined(&ndjson, "{\"x\": 38.5, \"y\": 36.5, \"day\": \"2024-07-08\"}");
    assert!(text.contains("\"front_km\":44.80,"), "{text}");
}

#[test]
fn an_event_exactly_on_a_border_is_answered_with_a_reason() {
    assert_eq!(
        answer(&Options::default(), "39,36.5,2024-07-08"),
        "East,held,2024-07-08,2024-07-08,0.00,,\
         exactly on a border: the ground just east of it answers"
    );
}

#[test]
fn all_others_who_stand_on_the_ground_or_claim_it_are_listed() {
    let answers = [
        (
            "fixtures/overlap.geojson",
            "39.2,0.5,2024-07-02",
            "West,held,2024-07-01,2024-07-01,East,",
        ),
        (
            "fixtures/overlap.geojson",
            "39.8,0.5,2024-07-05",
            "East,contested,2024-07-05,2024-07-05,North;West,",
        ),
        ("fixtures/intervals", "10.5,45.5,2020-01-31", "red,held,2020-01-01,2020-01-01,,"),
        ("fixtures/intervals", "10.5,45.5,2020-02-01", "red,contested,2020-02-01,2020-02-01,blue,"),
        ("geodata/syria", "41.2314,37.0521,2026-02-03", "gov,joint,2026-02-03,2026-02-03,sdf,"),
    ];
    for (data, row, expected) in answers {
        assert_eq!(answer_of(data, &options(), row), expected, "{data}: {row}");
    }
}

#[test]
fn ground_of_which_nobody_has_said_is_unmapped() {
    assert_eq!(answer(&options(), "10,10,2024-07-08"), ",unmapped,2024-07-08,2024-07-08,,");
}

#[test]
fn quoted_fields_line_breaks_and_blank_lines_stay_as_they_are() {
    let row = "\"a \"\"b\"\", c\r\nd\",\"38.5\",36.5,2024-07-08";
    let (text, summary) = joined(&options(), format!("note,x,y,day\r\n{row}\r\n\r\n{row}"));
    let answer = "West,held,2024-07-08,2024-07-08,,";
    assert_eq!(text, format!("note,x,y,day,{HEADER}\r\n{row},{answer}\r\n\r\n{row},{answer}"));
    assert_eq!(summary.joined, 2);
}

#[test]
fn a_quote_inside_a_field_is_a_character() {
    let (text, _) = joined(
        &options(),
        "note,lon,lat,date\n5\" gun,38.5,36.5,2024-07-08\nb,38.5,36.5,2024-07-08\n",
    );
    assert_eq!(text.lines().filter(|line| line.contains(",West,")).count(), 2, "{text}");
}

#[test]
fn a_byte_order_mark_is_no_part_of_the_first_name() {
    let (text, _) = joined(&options(), "\u{feff}lon,lat,date\n38.5,36.5,2024-07-08\n");
    assert!(text.starts_with("\u{feff}lon,lat,date,control_actor"), "{text}");
    assert!(text.contains(",West,held,"), "{text}");
}

#[test]
fn tabs_divide_tsv() {
    let options = Options { format: Format::Tsv, ..options() };
    let (text, _) = joined(&options, "lon\tlat\tdate\n38.5\t36.5\t2024-07-08\n");
    assert!(text.ends_with("2024-07-08\tWest\theld\t2024-07-08\t2024-07-08\t\t\n"), "{text}");
}

#[test]
fn what_divides_a_table_is_told_by_its_header() {
    for (name, row) in
        [("lon;lat;date", "38.5;36.5;2024-07-08"), ("lon|lat|date", "38.5|36.5|2024-07-08")]
    {
        let delimiter = &name[3..4];
        let (text, summary) = joined(&options(), format!("{name}\n{row}\n"));
        let answer = ["West", "held", "2024-07-08", "2024-07-08", "", ""].join(delimiter);
        assert_eq!(text.lines().last(), Some(format!("{row}{delimiter}{answer}").as_str()));
        assert_eq!(summary.joined, 1);
    }
    let (text, _) =
        joined(&options(), "lon;lat;date;\"a,b,c,d\"\n38.5;36.5;2024-07-08;\"x;\ny\"\n");
    assert!(text.ends_with("\"x;\ny\";West;held;2024-07-08;2024-07-08;;\n"), "{text}");
}

#[test]
fn lines_of_which_the_first_is_no_object_are_another_format() {
    let wrong = |input: &str, parts: &[&str]| fails(&["-", "--format", "ndjson"], input, 3, parts);
    wrong(
        "\n\nlon,lat\n",
        &["line 3", "the first line is not a JSON object", "--format csv is for a table"],
    );
    wrong("[{\"lon\":1}]", &["line 1", "`[{\"lon\":1}]`", "jq -c '.[]'"]);
    wrong("{\n\"lon\": 1\n}\n", &["line 1", "jq -c ."]);
}

#[test]
fn objects_a_line_are_kept_as_they_are_written() {
    let options = Options { format: Format::Ndjson, ..options() };
    let (text, summary) = joined(
        &options,
        "\u{feff}{\"lon\": 38.50, \"lat\": \"36.5\", \"date\": 1720396800}\n\
         not json\n\
         {}\n\
         {\"type\":\"Feature\",\"geometry\":{\"type\":\"Point\",\"coordinates\":[38.5,36.5,7]},\"properties\":null}\n",
    );
    let lines: Vec<&str> = text.lines().collect();
    assert_eq!(
        lines[0],
        "\u{feff}{\"lon\": 38.50, \"lat\": \"36.5\", \"date\": 1720396800,\"control_actor\":\"West\",\
         \"control_status\":\"held\",\"control_since\":\"2024-07-08\",\
         \"control_data_date\":\"2024-07-08\",\"control_others\":null,\"control_reason\":null}"
    );
    assert_eq!(lines[1], "not json");
    assert!(lines[2].starts_with("{\"control_actor\":null,") && lines[2].contains("no longitude"));
    assert!(lines[3].contains("\"properties\":{\"control_actor\":null"), "{}", lines[3]);
    assert!(lines[3].contains("there is no date"), "{}", lines[3]);
    assert_eq!((summary.joined, summary.without_answer()), (1, 3));
    assert_eq!(summary.first_fault.unwrap().0, "line 2");
}

#[test]
fn features_get_properties_and_all_else_of_the_collection_stays() {
    let input = std::fs::read_to_string("fixtures/join/events.geojson").unwrap();
    let options = Options { format: Format::GeoJson, ..options() };
    for block_size in [1, 7, 100, 1 << 20] {
        let (text, summary) = joined(&Options { block_size, ..options.clone() }, &input);
        assert_eq!((summary.joined, summary.without_answer()), (2, 2), "{summary}");
        let json: serde_json::Value = serde_json::from_str(&text).unwrap();
        let property = |feature: usize, name: &str| {
            json["features"][feature]["properties"][name].as_str().unwrap_or_default().to_owned()
        };
        assert_eq!(property(0, "control_actor"), "West");
        assert_eq!(property(1, "control_actor"), "East");
        assert_eq!(property(2, "control_reason"), "the geometry is a LineString, not a Point");
        assert_eq!(property(3, "control_reason"), "there is no geometry");
        assert_eq!(json["name"], "features");
        assert_eq!(json["more"]["features"][0]["type"], "Feature");
        assert!(json["more"]["features"][0].get("properties").is_none());
        assert_eq!(summary.first_fault.unwrap().0, "feature 3");
    }
}

#[test]
fn collections_that_are_none_or_are_cut_off_are_errors() {
    let stdin = ["-", "--format", "geojson"];
    fails(&stdin, "{\"type\": \"Point\"}", 3, &["stdin: not a GeoJSON feature collection"]);
    fails(&stdin, "{\"features\": [{\"type\"", 3, &["the JSON ends too early", "cut off?"]);
    fails(&stdin, "", 3, &["not a GeoJSON feature collection"]);
}

#[test]
fn rows_that_cannot_be_read_are_kept_with_the_reason() {
    let reasons = [
        (",36.5,2024-07-08", "there is no longitude"),
        ("38.5,north,2024-07-08", "the latitude `north` is not a number"),
        ("NaN,36.5,2024-07-08", "the longitude `NaN` is not a number"),
        ("inf,36.5,2024-07-08", "the longitude inf does not lie between -180 and 180"),
        ("38.5,91,2024-07-08", "the latitude 91 does not lie between -90 and 90"),
        ("38.5,36.5,", "there is no date"),
        ("38.5,36.5,soon", "the date `soon` is not a day that exists"),
        ("38.5,36.5,2024", "the date `2024` is a year, not a day"),
        ("38.5,36.5,01/02/2024", "the date `01/02/2024` is ambiguous: day and month"),
        ("38.5,36.5,2020-01-01", "there is no data on 2020-01-01: it begins later"),
    ];
    for (row, reason) in reasons {
        let answer = answer(&options(), row);
        assert!(answer.contains(reason), "{row}: {answer}");
        assert!(answer.starts_with(",,,,,"), "{row}: {answer}");
    }
}

#[test]
fn rows_of_another_length_than_the_header_are_not_guessed_at() {
    let short = "lon,lat,date,note\n38.5,36.5\n";
    let (text, summary) = joined(&options(), short);
    let row = text.lines().last().unwrap();
    assert_eq!(row, "38.5,36.5,,,,,,,,\"the row has 2 fields, the header 4\"");
    assert_eq!(summary.faults[&Fault::FieldCount], 1);
    let (text, _) = joined(&options(), "lon,lat,date\nA,38.5,36.5,2024-07-08\n");
    assert!(text.ends_with(",\"the row has 4 fields, the header 3\"\n"), "{text}");
}

#[test]
fn bytes_that_are_not_utf8_stay_as_they_are() {
    let row = b"caf\xe9,38.5,36.5,2024-07-08";
    let input = [b"note,lon,lat,date\n".as_slice(), row, b"\n"].concat();
    let (out, message) = printed(&[], input);
    let answer = b",West,held,2024-07-08,2024-07-08,,the row is not UTF-8\n";
    assert!(out.ends_with(&[row.as_slice(), answer].concat()), "{}", String::from_utf8_lossy(&out));
    assert!(message.contains("1 row not UTF-8"), "{message}");
}

#[test]
fn longitude_and_latitude_that_seem_swapped_are_pointed_out() {
    let (out, message) = printed(&[], "lon,lat,date\n36.5,38.5,2024-07-08\n38.5,36.5,2024-07-08\n");
    let text = String::from_utf8(out).unwrap();
    assert_eq!(text.matches("are they swapped?").count(), 1, "{text}");
    assert!(message.contains("2 rows joined (1 unmapped)"), "{message}");
    assert!(message.contains("1 row outside the data's box, and inside it with"), "{message}");
}

#[test]
fn a_table_without_the_columns_says_which_it_has_and_which_flag_helps() {
    fails(
        &["-"],
        "place,east,lat,date\n",
        3,
        &[
            "stdin: header: no column is called like a longitude (lon, lng, long, longitude, x)",
            "found the columns place, east, lat, date",
            "hint: name it with --lon-column",
        ],
    );
    fails(&["-"], "lon,lat\n", 3, &["like a date", "--date-column, or give all events one date"]);
    fails(&["-", "--lat-column", "N"], "lon,lat,date\n", 3, &["there is no column `N`"]);
    fails(&["-"], "", 3, &["stdin: the input is empty"]);
}

#[test]
fn columns_can_be_named_and_all_events_given_one_date() {
    let (out, message) = printed(
        &["--lon-column", "E", "--lat-column", "N", "--date", "2024-07-11"],
        "E,N,x\n39.2,36.5,7\n",
    );
    assert!(
        String::from_utf8(out)
            .unwrap()
            .ends_with("39.2,36.5,7,West,held,2024-07-11,2024-07-11,,\n")
    );
    assert!(!message.contains("the longitude"), "{message}");
}

#[test]
fn new_columns_never_repeat_a_name() {
    let input = "lon,lat,date,control_actor\n38.5,36.5,2024-07-08,x\n";
    fails(&["-"], input, 3, &["there is a `control_actor` already", "hint: --prefix NAME"]);
    let (out, _) = printed(&["--prefix", "held_by"], input);
    assert!(
        String::from_utf8(out).unwrap().starts_with("lon,lat,date,control_actor,held_by_actor,")
    );
    let object = "{\"control_reason\": 1}";
    fails(&["-", "--format", "ndjson"], object, 3, &["line 1", "`control_reason` already"]);
}

#[test]
fn strict_stops_at_the_first_row_that_cannot_be_read() {
    let input = "lon,lat,date\n38.5,36.5,2024-07-08\n38.5,36.5,soon\n,,\n";
    fails(
        &["-", "--strict"],
        input,
        3,
        &[
            "the columns `lon` for the longitude, `lat` for the latitude and `date` for the date are taken\n\
             controlmap: stdin: line 3: the date `soon` is not a day that exists",
            "hint: without --strict",
        ],
    );
    let folder = tempfile::tempdir().unwrap();
    let out = folder.path().join("joined.csv");
    fails(&["-", "--strict", "-o", out.to_str().unwrap()], input, 3, &["line 3"]);
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 0, "a file is left behind");
    let (_, message) = printed(&[], input);
    assert!(
        message.contains(
            "1 row joined, 2 without an answer: no coordinates (1), bad date (1) (first: line 3)"
        ),
        "{message}"
    );
}

#[test]
fn imprecise_events_are_ambiguous_where_more_than_one_may_have_held_the_ground() {
    let precise = Options {
        columns: ColumnNames {
            geo_precision: Some("geo".into()),
            time_precision: Some("time".into()),
            ..ColumnNames::default()
        },
        ..options()
    };
    let (text, summary) = joined(
        &precise,
        "lon,lat,date,geo,time\n\
         38.5,36.5,2024-07-09,1,1\n\
         38.5,36.5,2024-07-09,7,1\n\
         38.5,36.5,2024-07-09,1,\n\
         38.5,36.5,2024-07-09,1.0,3\n\
         39.01,36.5,2024-07-08,2,1\n\
         38.99,36.99,2024-07-08,2,1\n\
         39.2,36.5,2024-07-09,1,2\n\
         39.2,36.5,2024-07-12,2,2\n\
         50,36.5,2024-07-09,3,1\n",
    );
    let lines: Vec<&str> = text.lines().collect();
    let answer = |row: usize| lines[row].splitn(6, ',').nth(5).unwrap();
    assert!(lines[1].ends_with(",West,held,2024-07-08,2024-07-09,,"), "{}", lines[1]);
    assert!(lines[2].ends_with("the precision `7` of the place has no meaning"), "{}", lines[2]);
    assert!(lines[3].ends_with("there is no precision of the date"), "{}", lines[3]);
    let silence = "the data says nothing of some of the days it may have been";
    assert_eq!(answer(4), format!("West,held,,2024-07-09,,{silence}"));
    let near = "imprecise: it may have been 25 km away";
    assert_eq!(answer(5), format!(",ambiguous,,2024-07-08,West;East,{near}"));
    assert_eq!(answer(6), format!(",ambiguous,,2024-07-08,West;East;unmapped,{near}"));
    let days = "3 days before or after";
    assert_eq!(
        answer(7),
        format!(",ambiguous,,2024-07-09,West;East,imprecise: it may have been {days}; {silence}")
    );
    let later = "after the last date of the data, which is carried on";
    assert_eq!(
        answer(8),
        format!(",ambiguous,,2024-07-11,West;East,\"{near} and {days}; {later}\"")
    );
    assert_eq!(answer(9), ",unmapped,,2024-07-09,,");
    assert_eq!(summary.faults[&Fault::Precision], 2);
    assert_eq!((summary.joined, summary.ambiguous, summary.unmapped), (7, 4, 1));
}

#[test]
fn scales_are_read_and_refused() {
    let scale: Scale = "exact=0, 9=12.5".parse().unwrap();
    assert_eq!((scale.of(" 9 "), scale.of("exact"), scale.of("1")), (Some(12.5), Some(0.0), None));
    for wrong in ["", "1", "1=x", "1=-5", "1=NaN", "1=1e9"] {
        assert!(wrong.parse::<Scale>().is_err(), "{wrong}");
    }
}

#[test]
fn the_order_stays_and_the_bytes_are_the_same_whatever_the_blocks_and_threads() {
    let mut input = String::from("id,lon,lat,date,note\n");
    for id in 0..20_000 {
        let (lon, day) = (37.5 + f64::from(id % 300) / 100.0, 8 + id % 4);
        input += &format!("{id},{lon},36.5,2024-07-{day:02},\"two\nlines, {id}\"\n");
    }
    let (whole, summary) = joined(&options(), &input);
    assert_eq!(summary.joined, 20_000);
    let ids: Vec<&str> =
        whole.lines().skip(1).step_by(2).map(|line| line.split(',').next().unwrap()).collect();
    assert!(ids.iter().enumerate().all(|(place, id)| *id == place.to_string()));
    for (block_size, threads) in [(100, 1), (1000, 3), (65_536, 2)] {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().unwrap();
        let options = Options { block_size, ..options() };
        let (blocks, same) = pool.install(|| joined(&options, &input));
        assert!(blocks == whole, "blocks of {block_size} bytes change the output");
        assert_eq!(same, summary);
    }
}

#[test]
fn files_are_read_by_their_ending_plain_or_compressed() {
    let folder = tempfile::tempdir().unwrap();
    let csv = "lon,lat,date\n38.5,36.5,2024-07-08\n";
    let write = |name: &str, bytes: &[u8]| std::fs::write(folder.path().join(name), bytes).unwrap();
    let mut gzip = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    gzip.write_all(csv.as_bytes()).unwrap();
    write("events.csv", csv.as_bytes());
    write("events.csv.gz", &gzip.finish().unwrap());
    write("events.txt", csv.as_bytes());
    let read = |name: &str| {
        let out = folder.path().join("out.csv");
        command().arg(folder.path().join(name)).arg("-o").arg(&out).assert().success();
        std::fs::read_to_string(out).unwrap()
    };
    let plain = read("events.csv");
    assert!(plain.contains("West"), "{plain}");
    assert_eq!(read("events.csv.gz"), plain);
    let text = folder.path().join("events.txt");
    fails(&[text.to_str().unwrap()], "", 2, &["a known format", "hint: --format"]);
    fails(&["no/events.csv"], "", 3, &["no/events.csv: there is no such file"]);
    let no_events = ["the events are missing", "hint: put EVENTS before -d"];
    fails(&[], "", 2, &no_events);
    fails(&["-d", "fixtures/snapshots", "fixtures/join/events.csv"], "", 2, &no_events);
    assert_eq!(Format::of_path(Path::new("a.JSONL.gz")), Some(Format::Ndjson));
}

#[test]
fn a_quote_that_is_never_closed_is_told() {
    let text = "lon,lat,date,note\n39.2,36.5,2024-07-11,a\n39.2,36.5,2024-07-11,\"b\n39.2,36.5,2024-07-11,c\n";
    let command = |arguments: &[&str]| {
        let mut command = Command::cargo_bin("controlmap").unwrap();
        command.args(["join", "-", "-q", "-d", "fixtures/snapshots"]).args(arguments);
        command.env_remove("CONTROLMAP_DATA").write_stdin(text).output().unwrap()
    };
    let joined = String::from_utf8(command(&[]).stdout).unwrap();
    assert!(joined.ends_with("a quote is opened and never closed: all that follows is one row\n"));
    let strict = command(&["--strict"]);
    assert_eq!(strict.status.code(), Some(3));
    assert!(String::from_utf8_lossy(&strict.stderr).contains("line 3: a quote is opened"));
}

#[test]
fn an_output_called_gz_is_one() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("joined.csv.gz");
    let mut command = Command::cargo_bin("controlmap").unwrap();
    command.args(["join", "-", "-q", "-d", "fixtures/snapshots", "-o"]).arg(&path);
    command.env_remove("CONTROLMAP_DATA").write_stdin("lon,lat,date\n39.2,36.5,2024-07-11\n");
    assert!(command.output().unwrap().status.success());
    let mut text = String::new();
    let file = std::fs::File::open(path).unwrap();
    std::io::Read::read_to_string(&mut flate2::read::GzDecoder::new(file), &mut text).unwrap();
    assert!(text.contains("39.2,36.5,2024-07-11,West,held"), "{text}");
}
