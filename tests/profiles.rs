//! Reading what sources publish by profiles: rules from property values to actors, statuses and dates.

use std::fs;
use std::path::Path;

use controlmap::model::{Dataset, DefectKind, Language, Status, Territory};
use controlmap::source::{Limits, OpenOptions, Profile, open};
use jiff::civil::{Date, date};

fn opened(path: &str, profile: &str) -> Dataset {
    let profile = Profile::open(profile.as_ref(), &Limits::default()).expect(profile);
    with_profile(path, profile)
}

fn with_profile(path: &str, profile: Profile) -> Dataset {
    let options = OpenOptions { profile: Some(profile), ..OpenOptions::default() };
    open(&[Path::new(path)], &options, &|_| ()).expect(path)
}

/// West edge, actor and status of each territory on a date, from west to east.
fn ground(dataset: &Dataset, on: Date) -> Vec<(i32, String, Status)> {
    let snapshot = dataset.on(on).expect("a snapshot");
    let told = |territory: &&Territory| {
        let claimants: Vec<&str> =
            territory.claimants().map(|actor| dataset.actor(actor).id.as_str()).collect();
        let west = territory.positions().map(|at| at.x).fold(f64::INFINITY, f64::min);
        ((west * 10.0) as i32, claimants.join("+"), territory.status)
    };
    let mut ground: Vec<_> = snapshot.territories.iter().map(told).collect();
    ground.sort_by_key(|(west, ..)| *west);
    ground
}

fn rows(rows: &[(i32, &str, Status)]) -> Vec<(i32, String, Status)> {
    rows.iter().map(|(west, who, status)| (*west, (*who).to_owned(), *status)).collect()
}

use Status::{Claimed, Contested, Held, Unknown};

#[test]
fn every_built_in_profile_is_sound_and_says_what_it_was_made_from() {
    for (name, text) in Profile::BUILT_IN {
        Profile::parse(name, text).unwrap_or_else(|error| panic!("{error}"));
        assert!(text.starts_with("# ") && text.contains("erified"), "{name}");
    }
}

#[test]
fn deepstate_names_keys_and_colours_say_who_holds_what() {
    let dataset = opened("fixtures/profiles/deepstate", "deepstate");
    assert_eq!(dataset.snapshots, [date(2026, 1, 27)]);
    let wanted = [
        (0, "russia", Held),
        (10, "ukraine", Held),
        (20, "", Unknown),
        (30, "russia", Held),
        (40, "russia", Held),
        (60, "russia", Held),
        (70, "ukraine", Held),
        (80, "", Unknown),
    ];
    assert_eq!(ground(&dataset, date(2026, 1, 27)), rows(&wanted));
    assert_eq!(dataset.defects.count(DefectKind::NoRule), 1);
    assert_eq!(dataset.defects.count(DefectKind::NotAnArea), 0, "arrows are ignored");
    assert_eq!(dataset.defects.count(DefectKind::NoActor), 0, "the unknown is told");
    assert_eq!(
        dataset.inferences,
        [
            "the profile deepstate has no rule for such as `file` `last_2026-01-27.json` with `fill` `#123456` with `name` `Poligon 12`"
        ]
    );
    let russia = dataset.actor(dataset.find_actor("russia").unwrap());
    assert_eq!(russia.names.get(Language::Arabic), "روسيا");
    assert_eq!(dataset.about.sources[0].title.get(Language::English), "DeepState");
}

#[test]
fn the_archive_of_deepstate_is_all_russias() {
    let dataset = opened("fixtures/profiles/deepstate_archive", "deepstate");
    assert_eq!(ground(&dataset, date(2026, 1, 27)), rows(&[(0, "russia", Held)]));
    assert!(dataset.inferences.is_empty(), "{:?}", dataset.inferences);
}

#[test]
fn isw_tells_layers_by_the_names_of_files_or_by_a_property() {
    let dataset = opened("fixtures/profiles/isw", "isw");
    let wanted = [
        (0, "russia", Held),
        (10, "russia", Claimed),
        (20, "ukraine", Claimed),
        (30, "russia+ukraine", Contested),
        (50, "russia+ukraine", Contested),
        (60, "russia", Held),
    ];
    assert_eq!(dataset.snapshots, [date(2022, 4, 1)]);
    assert_eq!(ground(&dataset, date(2022, 4, 1)), rows(&wanted));
}

#[test]
fn nzz_holds_all_three_types_on_the_day_of_the_state() {
    let dataset = opened("fixtures/profiles/nzz", "nzz");
    let held = rows(&[(0, "russia", Held), (10, "russia", Held), (20, "russia", Held)]);
    assert_eq!(dataset.snapshots, [date(2026, 1, 18)]);
    assert_eq!(ground(&dataset, date(2026, 1, 20)), held);
    assert_eq!(dataset.defects.count(DefectKind::NoRule), 1);
}

#[test]
fn ohm_dates_of_years_and_months_leave_no_gap() {
    let dataset = opened("fixtures/profiles/ohm.geojson", "ohm");
    let on = |year, month, day| ground(&dataset, date(year, month, day));
    let always = (40, "Ewig", Held);
    assert_eq!(on(1919, 5, 31), rows(&[always]));
    assert_eq!(on(1919, 6, 1), rows(&[(0, "Süderland", Held), always]));
    assert_eq!(on(1942, 12, 31), rows(&[(0, "Süderland", Held), always]));
    assert_eq!(on(1943, 1, 1), rows(&[(0, "Neuland", Held), always]));
    assert_eq!(on(-43, 3, 15), rows(&[(20, "Alt", Held), always]));
    assert_eq!(on(100, 1, 1), rows(&[always]));
    let southland = dataset.actor(dataset.find_actor("Southland").unwrap());
    assert_eq!(southland.id, "Süderland");
    assert_eq!(southland.names.get(Language::Arabic), "أرض الجنوب");
    assert_eq!(southland.names.get(Language::Kurdish), "Başûr");
    assert_eq!(dataset.defects.count(DefectKind::NoRule), 1, "the province");
}

#[test]
fn cshapes_ends_are_the_last_days() {
    let dataset = opened("fixtures/profiles/cshapes.geojson", "cshapes");
    let on = |year, month, day| ground(&dataset, date(year, month, day));
    let celland = (20, "Celland", Held);
    assert_eq!(on(1919, 8, 1), rows(&[celland]));
    assert_eq!(on(1919, 8, 2), rows(&[(0, "Arland", Held), celland]));
    assert_eq!(on(1945, 5, 8), rows(&[(0, "Arland", Held), celland]));
    assert_eq!(on(1945, 5, 9), rows(&[(0, "Belland", Held), celland]));
    assert_eq!(on(2019, 12, 31), rows(&[(0, "Belland", Held), celland]));
    assert_eq!(on(2020, 1, 1), rows(&[]));
}

#[test]
fn colours_match_within_their_tolerance_however_they_are_written() {
    let dataset = opened("fixtures/profiles/liveuamap.geojson", "liveuamap");
    let wanted = [(0, "russia", Held), (10, "ukraine", Held), (20, "russia+ukraine", Contested)];
    assert_eq!(ground(&dataset, date(2026, 1, 1)), rows(&wanted));
}

#[test]
fn a_users_profile_reads_a_source_that_nobody_knows() {
    let dataset = opened("fixtures/profiles/isles", "fixtures/profiles/isles.toml");
    let league = "Northern League";
    let (west, guild, claim) =
        ((0, league, Held), (20, "Harbour Guild", Held), (35, league, Claimed));
    assert_eq!(ground(&dataset, date(2026, 2, 4)), rows(&[west, guild, claim]));
    let disputed = (30, "Northern League+Harbour Guild", Contested);
    assert_eq!(ground(&dataset, date(2026, 2, 9)), rows(&[west, guild, disputed, claim]));
    assert_eq!(ground(&dataset, date(2026, 2, 10)), rows(&[west, guild, claim]));
    assert_eq!(
        dataset.inferences,
        [
            "the profile fixtures/profiles/isles.toml has no rule for such as `file` `claims.geojson` \
          with `label` `Fishing grounds | مصايد` with `style.fill` `#bfe3f0`"
        ]
    );
}

/// A file of its own in a folder of its own, with a manifest if one is given.
fn written(feature: &str, manifest: Option<&str>) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let text = format!(
        r#"{{"type": "FeatureCollection", "features": [{{"type": "Feature", "properties": {feature},
        "geometry": {{"type": "Polygon", "coordinates": [[[0,0],[1,0],[1,1],[0,1],[0,0]]]}}}}]}}"#
    );
    fs::write(folder.path().join("map.geojson"), text).unwrap();
    if let Some(manifest) = manifest {
        fs::write(folder.path().join("controlmap.toml"), manifest).unwrap();
    }
    folder
}

fn told(folder: &tempfile::TempDir, options: &OpenOptions) -> (String, Status, Vec<String>) {
    let dataset = open(&[folder.path()], options, &|_| ()).unwrap();
    let [(_, actor, status)] = &ground(&dataset, date(2026, 1, 1))[..] else {
        panic!("one territory is there")
    };
    (actor.clone(), *status, dataset.inferences.clone())
}

#[test]
fn a_manifest_names_or_holds_a_profile_and_its_own_words_go_first() {
    let feature = r#"{"owner": "Reds", "who": "blue!", "state": "sure"}"#;
    let rules = "[[profile.rules]]\nwhen = { property = 'who', matches = '^(\\w+)!$' }\n\
                 actor = '$1'\nstatus = 'claimed'\n";
    let plain = OpenOptions::default();
    let folder = written(feature, Some(&format!("data = ['map.geojson']\n{rules}")));
    assert_eq!(told(&folder, &plain).0, "blue");
    assert_eq!(told(&folder, &plain).1, Claimed);

    let own = format!("data = ['map.geojson']\nproperties = {{ actor = 'owner' }}\n{rules}");
    let folder = written(feature, Some(&own));
    assert_eq!(told(&folder, &plain).0, "Reds");
    assert_eq!(told(&folder, &plain).1, Claimed, "of which the manifest says nothing");

    let folder = written(feature, Some("data = ['map.geojson']\nprofile = 'mine.toml'\n"));
    fs::write(folder.path().join("mine.toml"), rules.replace("profile.", "")).unwrap();
    assert_eq!(told(&folder, &plain).0, "blue");
    let green = OpenOptions { actor: Some("green".to_owned()), ..OpenOptions::default() };
    assert_eq!(told(&folder, &green).0, "green", "a flag goes before everything");
}

#[test]
fn a_profile_without_rules_says_which_properties_to_read_and_the_rest_is_inferred() {
    let folder = written(r#"{"a": {"b": "blue"}, "status": "claimed", "start": "2020"}"#, None);
    let profile = Some(Profile::parse("mine", "properties = { actor = ['x', 'a.b'] }").unwrap());
    let (actor, status, inferences) =
        told(&folder, &OpenOptions { profile, ..OpenOptions::default() });
    assert_eq!((actor.as_str(), status), ("blue", Claimed));
    assert_eq!(
        inferences,
        [
            "the property `status` is taken for the status",
            "the property `start` is taken for the first day",
        ]
    );
}

#[test]
fn what_is_of_no_use_in_ones_own_profile_is_said() {
    let folder = written(r#"{"who": "blue"}"#, None);
    let text = "properties = { from = 'strat' }\n\
                [[rules]]\nwhen = { property = 'who', equals = 'bleu' }\nactor = 'b'\n\
                [otherwise]\nactor = 'somebody'\nstatus = 'contested'\n";
    let profile = Some(Profile::parse("mine", text).unwrap());
    let (actor, status, inferences) =
        told(&folder, &OpenOptions { profile, ..OpenOptions::default() });
    assert_eq!((actor.as_str(), status), ("somebody", Contested));
    assert_eq!(
        inferences[..3],
        [
            "no feature has the property `strat` that the profile's `from` names; they have who",
            "no rule of the profile mine matches 1 feature, taken as it says otherwise: `who` `blue`",
            "nothing matches rule 1 (`who` is `bleu`) of the profile mine",
        ]
    );
}

#[test]
fn faults_of_a_profile_are_told_by_line_and_rule() {
    let rule = |body: &str| format!("title = 'x'\n[[rules]]\n{body}\n");
    for (body, wanted) in [
        ("when = { property = 'a', matches = '(' }\nactor = 'b'", "the expression has a fault"),
        ("when = { property = 'a', color = 'red' }\nactor = 'b'", "`color`: a colour is written"),
        (
            "when = { property = 'a', tolerance = 3 }\nactor = 'b'",
            "`tolerance` is that of a `color`",
        ),
        ("when = { property = 'a', equals = 'x', present = true }\nactor = 'b'", "asks one thing"),
        ("when = { property = [] }\nactor = 'b'", "`property` names none"),
        ("when = { property = 'a' }", "the rule says nothing"),
        ("when = { property = 'a' }\nignore = true\nactor = 'b'", "says nothing else"),
        ("when = { property = 'a' }\nactor = '$1'", "`actor`: the rule matches no group 1"),
        ("when = { property = 'a' }\nactor = '{a'", "`actor`: a `{` is not closed"),
        ("when = { property = 'a' }\nactor = '$a'", "`$` stands before the number"),
        ("when = { property = 'a' }\nstatus = 'maybe'", "`status`: a status is one of"),
    ] {
        let error = Profile::parse("mine.toml", &rule(body)).unwrap_err();
        assert_eq!(error.exit_code(), 3);
        assert!(error.to_string().starts_with("mine.toml: line 2: rule 1: "), "{error}");
        assert!(error.to_string().contains(wanted), "{error}");
    }
    for (text, wanted) in [
        ("[[rules]]\nwhen = { propert = 'a' }\n", "line 2: unknown field `propert`"),
        ("[[rules]]\nwehn = 'a'\n", "hint: was `when` meant?"),
        ("[dates]\nform = 'dayfirst'\n", "hint: was `day-first` meant?"),
        ("[otherwise]\nwhen = { property = 'a' }\nignore = true\n", "it has no `when`"),
        ("[constants]\nstatus = 'maybe'\n", "`constants`: a status is one of"),
        ("[[actors]]\nid = 'a'\nname = 'A'\ncolor = 'red'\n", "actor `a`: a colour is written"),
    ] {
        let error = Profile::parse("mine.toml", text).unwrap_err().to_string();
        assert!(error.contains(wanted), "{error}");
    }
}

#[test]
fn a_text_to_be_filled_may_hold_plain_signs() {
    let folder = written(r#"{"who": "a-b", "n": 7}"#, None);
    let text = "[[rules]]\nwhen = { property = 'who', matches = '(.)-(.)' }\n\
                actor = '$$${2}{{{n}} $1'\n";
    let profile = Some(Profile::parse("mine", text).unwrap());
    assert_eq!(told(&folder, &OpenOptions { profile, ..OpenOptions::default() }).0, "$b{7} a");
}

#[test]
fn groups_of_all_conditions_are_numbered_through() {
    let folder = written(r#"{"who": "blue!", "as": "of 26_01_09"}"#, None);
    let text = "[[rules]]\nwhen = [{ property = 'who', matches = '(.+)!' }, { property = 'file', \
                matches = '^map' }, { property = 'as', matches = '(..)_(..)_(..)$' }]\n\
                actor = '$1'\nfrom = '20$2-$3-$4'\n";
    let dataset =
        with_profile(&folder.path().to_string_lossy(), Profile::parse("mine", text).unwrap());
    assert_eq!(dataset.dates, [date(2026, 1, 9)]);
    assert_eq!(ground(&dataset, date(2026, 1, 9)), rows(&[(0, "blue", Held)]));
}

#[test]
fn the_command_line_lists_and_writes_profiles_and_opens_data_by_them() {
    let run = |arguments: &[&str]| {
        let mut command = assert_cmd::Command::cargo_bin("controlmap").unwrap();
        let output = command.args(arguments).output().unwrap();
        let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
        (output.status.code(), text(output.stdout), text(output.stderr))
    };
    let (_, list, _) = run(&["profile", "--list"]);
    assert_eq!(list.lines().count(), Profile::BUILT_IN.len());
    assert!(list.contains("nzz        Neue Zürcher Zeitung: daily maps"), "{list}");
    let (_, nzz, _) = run(&["profile", "nzz"]);
    assert_eq!(nzz, Profile::text_of("nzz").unwrap());
    let (code, _, hint) = run(&["profile", "depstate"]);
    assert_eq!(code, Some(2));
    assert!(hint.contains("was `deepstate` meant?"), "{hint}");
    assert_eq!(run(&["profile"]).0, Some(2));

    let nzz = ["--data", "fixtures/profiles/nzz"];
    let (code, areas, _) = run(&[&["area"], &nzz[..], &["--profile", "nzz"]].concat());
    assert_eq!(code, Some(0));
    assert!(areas.contains("Russia"), "{areas}");
    let (code, _, hint) = run(&[&["area"], &nzz[..], &["--profile", "nz"]].concat());
    assert_eq!(code, Some(2));
    assert!(hint.contains("no profile is called so"), "{hint}");
    let (code, _, hint) = run(&[&["area"], &nzz[..], &["--profile", "none.toml"]].concat());
    assert_eq!(code, Some(3));
    assert!(hint.contains("none.toml: there is no such file"), "{hint}");
}

#[test]
fn a_date_that_nothing_can_read_is_no_validity_at_all_times() {
    for property in ["from", "until", "start_date", "date"] {
        let folder = written(&format!(r#"{{"actor": "a", "{property}": "2024-13-45"}}"#), None);
        let dataset = Dataset::open(folder.path()).unwrap();
        assert_eq!(dataset.defects.count(DefectKind::BadDate), 1, "{property}");
        assert!(dataset.territories.is_empty(), "{property}");
    }
    let folder = written(r#"{"actor": "a", "from": "2026/01/20", "until": "31.01.2026"}"#, None);
    let dataset = Dataset::open(folder.path()).unwrap();
    assert_eq!(dataset.dates, [date(2026, 1, 20), date(2026, 1, 31)]);
}

#[test]
fn words_that_are_no_status_are_said() {
    let folder = written(r#"{"actor": "a", "status": "Member State"}"#, None);
    let (_, status, inferences) = told(&folder, &OpenOptions::default());
    assert_eq!(status, Held);
    assert!(
        inferences.iter().any(|it| it.starts_with("the property `status` says \"Member State\"")),
        "{inferences:?}"
    );
}

#[test]
fn several_others_in_one_text_are_several_actors() {
    let text = "[[rules]]\nwhen = { property = \"side\", equals = \"A\" }\nactor = \"A\"\n\
                status = \"contested\"\nothers = \"B army; C\"\n";
    let profile = Profile::parse("mine.toml", text).unwrap();
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("2024-01-01.geojson");
    let polygon =
        r#""geometry":{"type":"Polygon","coordinates":[[[0,0],[1,0],[1,1],[0,1],[0,0]]]}"#;
    fs::write(&path, format!(r#"{{"type":"Feature","properties":{{"side":"A"}},{polygon}}}"#))
        .unwrap();
    let dataset = with_profile(path.to_str().unwrap(), profile);
    assert_eq!(ground(&dataset, date(2024, 1, 1)), rows(&[(0, "A+B army+C", Contested)]));
}

#[test]
fn maps_of_another_source_are_not_taken_for_deepstates_nor_do_they_make_days() {
    let folder = tempfile::tempdir().unwrap();
    let polygon =
        r#""geometry":{"type":"Polygon","coordinates":[[[0,0],[1,0],[1,1],[0,1],[0,0]]]}"#;
    for (name, properties) in [
        ("deepstatemap_data_20240101.geojson", "{}"),
        ("another_20240102.geojson", r#"{"NAME":"France"}"#),
    ] {
        let text = format!(r#"{{"type":"Feature","properties":{properties},{polygon}}}"#);
        fs::write(folder.path().join(name), text).unwrap();
    }
    let dataset = opened(folder.path().to_str().unwrap(), "deepstate");
    assert_eq!(dataset.snapshots, [date(2024, 1, 1)]);
    assert_eq!(ground(&dataset, date(2024, 1, 5)), rows(&[(0, "russia", Held)]));
}
