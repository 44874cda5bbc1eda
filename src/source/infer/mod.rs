//! Which property says what: told by flags, else by the manifest, else by a profile, else inferred from
//! the data.

mod mapping;
mod seen;

use serde_json::Value;

use super::OpenOptions;
use super::feature::File;
use super::period::{Dates, Edge};
use super::profile::Profile;
use super::property::Alternatives;
use crate::Result;
use crate::model::{Rgb, Status};
pub(super) use mapping::{ActorFrom, Mapping};
use seen::Seen;

/// Property names by which published maps say who controls the ground, the surest first.
const ACTOR_NAMES: [&str; 14] = [
    "actor",
    "controller",
    "controlled_by",
    "control",
    "side",
    "holder",
    "held_by",
    "party",
    "faction",
    "occupier",
    "owner",
    "name",
    "admin",
    "country",
];
const STATUS_NAMES: [&str; 2] = ["status", "control_status"];
const OTHERS_NAMES: [&str; 1] = ["others"];
const SOURCE_NAMES: [&str; 2] = ["source", "sources"];
/// Properties by which `convert` says what an actor is called and drawn in.
const LOOKS: (&str, &str) = ("name", "color");
/// Names of dates, first those that can mean nothing else: what these hold is a date, readable or not.
const FROM_NAMES: Names = Names {
    certain: &[
        "from",
        "from_date",
        "valid_from",
        "validfrom",
        "start_date",
        "startdate",
        "date_from",
    ],
    likely: &["start", "begin"],
};
const UNTIL_NAMES: Names = Names {
    certain: &[
        "until",
        "until_date",
        "valid_until",
        "valid_to",
        "validto",
        "end_date",
        "enddate",
        "date_to",
    ],
    likely: &["end", "to"],
};
const DATE_NAMES: Names = Names {
    certain: &["date", "datetime", "snapshot_date", "as_of"],
    likely: &["day", "timestamp", "time", "when"],
};

struct Names {
    certain: &'static [&'static str],
    likely: &'static [&'static str],
}

/// How features are read, every part of it settled.
#[derive(Debug)]
pub(super) struct Settled {
    pub mapping: Mapping,
    pub dates: Dates,
    pub profile: Option<Profile>,
    /// What was inferred, for the user to see.
    pub inferences: Vec<String>,
}

impl Settled {
    /// Settles every role that neither the flags nor the manifest nor the profile has told.
    ///
    /// # Errors
    ///
    /// When a flag or the manifest names a property that no feature has.
    pub fn of(
        told: Mapping,
        options: &OpenOptions,
        profile: Option<Profile>,
        files: &[File],
    ) -> Result<Self> {
        let seen = Seen::of(files);
        seen.expect_all(told.named())?;
        if let Some(flag) = &options.actor_property {
            seen.expect_all(std::iter::once(("--actor-property", &flag.clone().into())))?;
        }
        let told = told.with_flags(options);
        let mut inferences = Vec::new();
        let Some(mut profile) = profile else {
            let dates = dates_of(&told);
            let mapping = inferred(told, &dates, &seen, &mut inferences);
            return Ok(Self { mapping, dates, profile: None, inferences });
        };
        profile.yield_to(&told);
        if profile.is_users_own() {
            inferences.extend(seen.misnamed(profile.mapping().named()));
        }
        let mut mapping = told.or(profile.mapping());
        let dates = dates_of(&mapping);
        if !profile.has_rules() {
            let mapping = inferred(mapping, &dates, &seen, &mut inferences);
            return Ok(Self { mapping, dates, profile: Some(profile), inferences });
        }
        // Where rules say it, properties that merely look as if they did are not to be taken for it.
        if !mapping.actor.is_told() && profile.names_actors() {
            mapping.actor = ActorFrom::Rules;
        }
        let mapping = match profile.names_dates() || mapping.tells_time() {
            true => mapping,
            false => with_time(mapping, &dates, &seen, &mut inferences),
        };
        let mapping = with_actor(mapping, &seen, &mut inferences);
        Ok(Self { mapping, dates, profile: Some(profile), inferences })
    }
}

fn dates_of(mapping: &Mapping) -> Dates {
    Dates {
        form: mapping.date_form,
        open: mapping.open_dates.clone(),
        end_is_inclusive: mapping.end_is_inclusive.unwrap_or_default(),
    }
}

/// What is told, and every other role by the usual names of properties.
fn inferred(told: Mapping, dates: &Dates, seen: &Seen, inferences: &mut Vec<String>) -> Mapping {
    let mut mapping = with_actor(told, seen, inferences);
    mapping.status = with_status(mapping.status, seen, inferences);
    let mut infer = |told: Alternatives, role: &str, names: &[&str], fits: fn(&Value) -> bool| {
        told.or_else(|| taken(seen.find(names, &fits), role, inferences))
    };
    mapping.others =
        infer(mapping.others, "the further actors", &OTHERS_NAMES, |value| !value.is_null());
    mapping.source = infer(mapping.source, "the source", &SOURCE_NAMES, Value::is_string);
    let is_color = |value: &Value| value.as_str().is_some_and(|text| text.parse::<Rgb>().is_ok());
    mapping.color = infer(mapping.color, "the actor's colour", &[LOOKS.1], is_color);
    let is_free = !matches!(&mapping.actor, ActorFrom::Property(it) if it.0 == [LOOKS.0]);
    if is_free && !mapping.color.0.is_empty() {
        mapping.name = infer(mapping.name, "the actor's name", &[LOOKS.0], Value::is_string);
    }
    with_time(mapping, dates, seen, inferences)
}

fn with_actor(mapping: Mapping, seen: &Seen, inferences: &mut Vec<String>) -> Mapping {
    if !matches!(mapping.actor, ActorFrom::Nowhere) {
        return mapping;
    }
    let names = seen.find(&ACTOR_NAMES, &Value::is_string);
    if names.0.is_empty() {
        if seen.has_features() {
            inferences.push(
                "nothing says who controls the ground, so all of it is one `area` \
                 (say who with --actor NAME, or which property says it with --actor-property NAME)"
                    .to_owned(),
            );
        }
        return mapping;
    }
    let names = taken(names, "the actor", inferences);
    Mapping { actor: ActorFrom::Property(names), ..mapping }
}

fn with_status(told: Alternatives, seen: &Seen, inferences: &mut Vec<String>) -> Alternatives {
    told.or_else(|| {
        let is_status =
            |value: &Value| value.as_str().is_some_and(|word| word.parse::<Status>().is_ok());
        let found = seen.find(&STATUS_NAMES, &is_status);
        let is_word = |value: &Value| value.as_str().is_some_and(|word| !word.trim().is_empty());
        if found.0.is_empty()
            && let Some((name, example)) = seen.example(&STATUS_NAMES, &is_word)
        {
            inferences.push(format!(
                "the property `{name}` says {example} and the like, which is no status: passed over \
                 (a status is one of held, contested, claimed, joint, unknown; rules of a --profile \
                 can make one of other words)"
            ));
        }
        taken(found, "the status", inferences)
    })
}

fn with_time(
    mapping: Mapping,
    dates: &Dates,
    seen: &Seen,
    inferences: &mut Vec<String>,
) -> Mapping {
    let mut infer = |told: Alternatives, role: &str, names: &Names| {
        told.or_else(|| {
            let is_date = |value: &Value| matches!(dates.from(value), Some(Edge::On(_)));
            let all: Vec<&str> = names.certain.iter().chain(names.likely).copied().collect();
            // A date that can't be read has digits, at least; other words mean something else.
            let is_meant = |value: &Value| match value {
                Value::String(text) => text.contains(|it: char| it.is_ascii_digit()),
                value => value.is_number(),
            };
            let found = seen.find(&all, &is_date);
            taken(found.or_else(|| seen.find(names.certain, &is_meant)), role, inferences)
        })
    };
    Mapping {
        from: infer(mapping.from, "the first day", &FROM_NAMES),
        until: infer(mapping.until, "the end, on which it is no longer so", &UNTIL_NAMES),
        date: infer(mapping.date, "the date", &DATE_NAMES),
        ..mapping
    }
}

/// The properties that were found for a role, which is said.
fn taken(found: Alternatives, role: &str, inferences: &mut Vec<String>) -> Alternatives {
    match &*found.0 {
        [] => {}
        [name] => inferences.push(format!("the property `{name}` is taken for {role}")),
        names => inferences.push(format!(
            "the properties `{}` are taken for {role}, in different files",
            names.join("` and `")
        )),
    }
    found
}
