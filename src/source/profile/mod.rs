//! Profiles: rules from the property values of a source to actors, statuses and dates, as TOML.

mod condition;
mod entry;
mod file;
mod rule;
mod tally;
mod template;

use std::path::Path;

use super::files::{Disk, Store};
use super::infer::Mapping;
use super::limits::Limits;
use super::property::Subject;
use crate::error::likeness::closest;
use crate::model::{About, Actor, Dataset};
use crate::{Error, Result};

pub(super) use entry::ProfileEntry;
pub(super) use rule::Said;
use rule::{Outcome, Rule};
pub(super) use tally::Tally;

/// How the maps of one source are read: rules from property values to actors, statuses and dates, and
/// what maps of it are to say of themselves.
///
/// A profile is a TOML text. Its `[[rules]]` are tried in order, and the first of which everything
/// under `when` holds says what the feature is; `[otherwise]` says it of features that no rule matches,
/// which are else read by the profile's `[properties]` and `[constants]`, as in a manifest. `[dates]`
/// says how dates are written (`form`), whether an `end` is inclusive, and which texts stand for an
/// `open` one. `[[actors]]`, `precedence`, `title`, `description`, `disclaimer` and `[[sources]]` are
/// as in a manifest, whose own go before them.
///
/// - `when` is a condition, or a list of them that must all hold. A condition names a `property` (also
///   a nested one, `a.b` or `/a/b`, or `layer`, `file` or `folder`, or `geometry`, which is `area`, `line`
///   or `point`) or several of which one must fit, and asks one thing of its text, in which every run of
///   white space is one space: `equals` (a text, or one of a list), `matches` (a
///   regular expression, found anywhere), `color` (`#RRGGBB`, with a `tolerance` for each channel) or
///   `present`. With `separator` the groups of the match are the text's parts.
/// - A rule says `actor`, `others`, `source`, `from`, `until` or `date` as texts, in which `$1` stands for
///   a group of the match (those of all conditions are numbered through) and `{name}` for a property; `names` of the actor by language (`names.ar`);
///   a `status`; or `ignore = true`, and the feature is left out. What it does not say is read from
///   the properties.
#[derive(Debug, Clone)]
pub struct Profile {
    name: String,
    is_built_in: bool,
    about: About,
    actors: Vec<Actor>,
    precedence: Vec<String>,
    mapping: Mapping,
    rules: Vec<Rule>,
    otherwise: Option<Outcome>,
}

/// What a profile says of a feature.
pub(super) enum Verdict {
    /// It is no ground of the map.
    Ignored,
    /// No rule matches, and such features are left out.
    Unmatched,
    /// It is read so, and by its properties.
    Said(Said),
}

impl Profile {
    /// The built-in profiles by name, each as its text, which says what it was made from.
    pub const BUILT_IN: [(&str, &str); 6] = [
        ("cshapes", include_str!("built_in/cshapes.toml")),
        ("deepstate", include_str!("built_in/deepstate.toml")),
        ("isw", include_str!("built_in/isw.toml")),
        ("liveuamap", include_str!("built_in/liveuamap.toml")),
        ("nzz", include_str!("built_in/nzz.toml")),
        ("ohm", include_str!("built_in/ohm.toml")),
    ];

    /// Reads the text of a profile; the name is for messages.
    ///
    /// # Errors
    ///
    /// When the text is not TOML, has a key that there is none of, or a rule, a colour, a status, an
    /// expression or a text to be filled has a fault: with the line, and the key that was probably meant.
    ///
    /// # Example
    ///
    /// ```
    /// use controlmap::source::Profile;
    ///
    /// let text = r#"
    ///     [[rules]]
    ///     when = { property = "name", matches = "^Held by (.+)$" }
    ///     actor = "$1"
    /// "#;
    /// assert!(Profile::parse("mine", text).is_ok());
    /// let wrong = Profile::parse("mine", &text.replace("$1", "$2")).unwrap_err();
    /// assert_eq!(
    ///     wrong.to_string(),
    ///     "mine: line 2: rule 1: `actor`: the rule matches no group 2, found `$2`"
    /// );
    /// ```
    pub fn parse(name: &str, text: &str) -> Result<Self> {
        file::parse(name, text).map_err(|error| error.at(name))
    }

    /// The built-in profile of a name, or that in a file.
    ///
    /// # Errors
    ///
    /// When there is neither, or the file has a fault: see [`Profile::parse`].
    ///
    /// # Example
    ///
    /// ```
    /// use controlmap::source::{Limits, Profile};
    ///
    /// assert!(Profile::open("deepstate".as_ref(), &Limits::default()).is_ok());
    /// let wrong = Profile::open("depstate".as_ref(), &Limits::default()).unwrap_err();
    /// assert!(wrong.to_string().contains("was `deepstate` meant?"));
    /// ```
    pub fn open(name_or_file: &Path, limits: &Limits) -> Result<Self> {
        let name = name_or_file.to_string_lossy();
        let is_file = name_or_file.extension().is_some()
            || name_or_file.components().count() > 1
            || name_or_file.is_file();
        if !is_file || Self::text_of(&name).is_ok() {
            return Self::built_in(&name);
        }
        Self::read(&Disk, name_or_file, limits)
    }

    fn built_in(name: &str) -> Result<Self> {
        Ok(Self { is_built_in: true, ..Self::parse(name, Self::text_of(name)?)? })
    }

    fn read(store: &dyn Store, file: &Path, limits: &Limits) -> Result<Self> {
        let bytes = store.read(file, limits)?;
        let text = std::str::from_utf8(&bytes)
            .map_err(|_| Error::input("the text is not UTF-8").at(file.display()))?;
        Self::parse(&file.to_string_lossy(), text)
    }

    /// The text of a built-in profile, to start one's own from.
    ///
    /// # Errors
    ///
    /// When none is called so: with the name that was probably meant.
    ///
    /// # Example
    ///
    /// ```
    /// use controlmap::source::Profile;
    ///
    /// assert!(Profile::text_of("nzz")?.contains("[[rules]]"));
    /// # Ok::<(), controlmap::Error>(())
    /// ```
    pub fn text_of(name: &str) -> Result<&'static str> {
        let found = Self::BUILT_IN.iter().find(|(known, _)| *known == name.to_lowercase());
        found.map(|(_, text)| *text).ok_or_else(|| {
            let known = Self::BUILT_IN.map(|(known, _)| known);
            let error = Error::usage("no profile is called so").found(format!("`{name}`"));
            error.hint(match closest(&name.to_lowercase(), known) {
                Some(meant) => format!("was `{meant}` meant? There are {}", known.join(", ")),
                None => format!("there are {}, or a file, FILE.toml", known.join(", ")),
            })
        })
    }

    /// How features are read of which no rule says more.
    pub(super) fn mapping(&self) -> &Mapping {
        &self.mapping
    }

    /// Whether it says more of features than which properties to read.
    pub(super) fn has_rules(&self) -> bool {
        !self.rules.is_empty() || self.otherwise.is_some()
    }

    /// Whether the profile says by itself who holds ground.
    pub(super) fn names_actors(&self) -> bool {
        self.rules.iter().map(|rule| &rule.then).chain(&self.otherwise).any(|it| it.actor.is_some())
    }

    /// Whether the rules say when ground is held.
    pub(super) fn names_dates(&self) -> bool {
        let outcomes = self.rules.iter().map(|rule| &rule.then).chain(&self.otherwise);
        outcomes.into_iter().any(|it| it.from.is_some() || it.until.is_some() || it.date.is_some())
    }

    /// Whether the profile was written by the user, who wants to hear what of it is of no use.
    pub(super) fn is_users_own(&self) -> bool {
        !self.is_built_in
    }

    /// Lets what was told by the command line or the manifest go before what the rules say.
    pub(super) fn yield_to(&mut self, told: &Mapping) {
        let outcomes = self.rules.iter_mut().map(|rule| &mut rule.then).chain(&mut self.otherwise);
        for outcome in outcomes {
            if told.actor.is_told() {
                outcome.actor = None;
                outcome.names.clear();
            }
            let of_roles = [
                (&told.source, &mut outcome.source),
                (&told.from, &mut outcome.from),
                (&told.until, &mut outcome.until),
                (&told.date, &mut outcome.date),
            ];
            for (told, said) in of_roles {
                if !told.0.is_empty() {
                    *said = None;
                }
            }
            if !told.others.0.is_empty() {
                outcome.others.clear();
            }
            if !told.status.0.is_empty() || told.constant_status.is_some() {
                outcome.status = None;
            }
        }
    }

    /// What the first rule that matches says of a feature, else what is said otherwise.
    pub(super) fn verdict(&self, subject: Subject, tally: &mut Tally) -> Verdict {
        for (place, rule) in self.rules.iter().enumerate() {
            if let Some(groups) = rule.matches(subject) {
                tally.count(place);
                return match rule.then.ignores {
                    true => Verdict::Ignored,
                    false => Verdict::Said(rule.then.said(subject, &groups)),
                };
            }
        }
        if !self.rules.is_empty() {
            tally.unmatched(self, subject);
        }
        match &self.otherwise {
            Some(outcome) if outcome.ignores => Verdict::Unmatched,
            Some(outcome) => Verdict::Said(outcome.said(subject, &[])),
            None => Verdict::Said(Said::default()),
        }
    }

    /// Whether the first rule that matches a feature says to ignore it.
    pub(super) fn ignores(&self, subject: Subject) -> bool {
        let mut rules = self.rules.iter();
        rules.find(|rule| rule.matches(subject).is_some()).is_some_and(|rule| rule.then.ignores)
    }

    /// Gives a dataset what the profile knows of its source, where the dataset's own manifest did not
    /// say it.
    pub(super) fn introduce(&self, dataset: &mut Dataset) {
        let about = &mut dataset.about;
        for (own, told) in [
            (&mut about.title, &self.about.title),
            (&mut about.description, &self.about.description),
            (&mut about.disclaimer, &self.about.disclaimer),
        ] {
            if own.is_empty() {
                own.clone_from(told);
            }
        }
        if about.sources.is_empty() {
            about.sources.clone_from(&self.about.sources);
        }
        for actor in &self.actors {
            let mut spellings = actor.spellings();
            let is_known =
                spellings.any(|name| dataset.actors.iter().any(|it| it.is_called(&name)));
            if !is_known {
                dataset.actors.push(actor.clone());
            }
        }
    }

    /// Puts the actors in the profile's order of precedence, where the dataset has none of its own.
    pub(super) fn rank(&self, dataset: &mut Dataset) {
        if dataset.precedence.is_empty() {
            let known = |name: &String| dataset.find_actor(name).ok();
            dataset.precedence = self.precedence.iter().filter_map(known).collect();
        }
    }
}
