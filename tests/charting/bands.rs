//! Fifteen years of three made-up towns: every way of control, changes two days apart, days without
//! data and days on which nobody says anything.

use controlmap::map::{Band, BandSpan};
use controlmap::model::{
    Actor, ActorId, Control, Dataset, Date, Language, Names, SourceNote, Status, Validity,
};

/// A dataset of three actors, of 2011 to 2026, without ground.
pub fn dataset() -> Dataset {
    let actor = |id: &str, name: Names, color: &str| Actor {
        id: id.to_owned(),
        names: name,
        color: color.parse().expect("a colour"),
        aliases: Vec::new(),
    };
    let mut dataset = Dataset {
        actors: vec![
            actor("west", names("Western League", "العصبة الغربية"), "#4F8A5B"),
            actor(
                "east",
                names("Eastern Guard Forces (EGF)", "قوات الحرس الشرقي (حرس)"),
                "#F4C020",
            ),
            actor("north", names("Northern Front", "الجبهة الشمالية"), "#3B9AA8"),
        ],
        dates: vec![day("2011-03-15"), day("2026-02-15")],
        ..Dataset::default()
    };
    dataset.about.disclaimer = Names::new("Dates are approximate.");
    dataset.about.sources =
        vec![SourceNote { title: Names::new("field reports"), ..SourceNote::default() }];
    dataset
}

/// The towns' bands.
pub fn bands() -> Vec<Band> {
    use Status::{Claimed, Contested, Held, Joint, Unknown};
    let held = |actor| vec![control(Held, &[actor])];
    vec![
        band(
            names("Riverton", "مدينة النهر"),
            &[
                ("2011-03-15", held(0)),
                ("2013-03-04", vec![control(Contested, &[0, 2])]),
                ("2013-03-06", held(2)),
                ("2014-01-13", vec![control(Unknown, &[])]),
                ("2017-06-06", vec![control(Contested, &[1, 2])]),
                ("2017-10-17", held(1)),
                ("2026-01-18", held(0)),
            ],
        ),
        band(
            names("Hill Fort", "قلعة التل"),
            &[
                ("2011-03-15", held(0)),
                ("2012-07-19", vec![control(Claimed, &[1])]),
                ("2014-09-16", vec![]),
                ("2015-01-26", vec![control(Joint, &[0, 1])]),
                ("2019-10-13", vec![control(Held, &[1]), control(Claimed, &[2])]),
            ],
        ),
        silent(
            "2016-12-22",
            band(
                names("Eastgate", "بوابة الشرق"),
                &[
                    ("2011-03-15", held(0)),
                    ("2012-07-19", vec![control(Contested, &[0, 1, 2])]),
                    ("2016-12-22", vec![]),
                    ("2018-09-16", held(0)),
                    ("2024-11-29", held(2)),
                    ("2024-12-08", held(0)),
                ],
            ),
        ),
    ]
}

/// A band of spans that each begin on a day and end when the next begins.
pub fn band(label: Names, spans: &[(&str, Vec<Control>)]) -> Band {
    let ends = spans.iter().skip(1).map(|next| Some(day(next.0))).chain([None]);
    let spans = spans.iter().zip(ends).map(|((from, controls), until)| BandSpan {
        validity: Validity::new(Some(day(from)), until).expect("spans in order"),
        controls: controls.clone(),
        has_data: true,
    });
    Band { label, spans: spans.collect() }
}

/// The band without data from a day to the next change.
fn silent(from: &str, mut band: Band) -> Band {
    for span in &mut band.spans {
        span.has_data = span.validity.from() != Some(day(from));
    }
    band
}

/// Control of a status by the actors of these numbers.
pub fn control(status: Status, actors: &[u16]) -> Control {
    Control::new(status, actors.iter().map(|actor| ActorId(*actor)))
}

/// A name in English and Arabic.
pub fn names(english: &str, arabic: &str) -> Names {
    Names::new(english).with(Language::Arabic, arabic)
}

/// The day of a date that is written `2026-01-18`.
pub fn day(text: &str) -> Date {
    text.parse().expect("a date")
}
