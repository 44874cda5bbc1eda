//! What of a profile was of use, and which features it had nothing for.

use std::collections::BTreeSet;

use super::Profile;
use crate::source::property::Subject;

/// Values that a sentence gives as examples at most.
const MOST_EXAMPLES: usize = 3;
/// Characters of a value that a sentence repeats at most.
const MOST_CHARACTERS: usize = 60;

/// How often each rule of a profile matched, and what matched none.
#[derive(Debug, Default)]
pub(in crate::source) struct Tally {
    matched: BTreeSet<usize>,
    unmatched: usize,
    examples: Vec<String>,
}

impl Tally {
    /// A rule matched a feature.
    pub(super) fn count(&mut self, rule: usize) {
        self.matched.insert(rule);
    }

    /// No rule matched a feature.
    pub(super) fn unmatched(&mut self, profile: &Profile, subject: Subject) {
        self.unmatched += 1;
        if self.examples.len() == MOST_EXAMPLES {
            return;
        }
        let mut asked = BTreeSet::new();
        for condition in profile.rules.iter().flat_map(|rule| &rule.when) {
            let names = condition.properties.iter().map(String::as_str);
            // That it is an area is why a rule was asked for.
            asked.extend(names.filter(|name| *name != "geometry"));
        }
        let told: Vec<String> = asked
            .into_iter()
            .filter_map(|name| Some(format!("`{name}` {}", shown(&subject.text(name)?))))
            .collect();
        let example = match told.is_empty() {
            true => "none of the properties that rules ask for".to_owned(),
            false => told.join(" with "),
        };
        if !self.examples.contains(&example) {
            self.examples.push(example);
        }
    }

    /// What the user should hear of it, as sentences.
    pub fn sentences(&self, profile: &Profile) -> Vec<String> {
        let mut sentences = Vec::new();
        let name = &profile.name;
        if self.unmatched > 0 {
            let count = match self.unmatched {
                1 => "1 feature".to_owned(),
                many => format!("{many} features"),
            };
            let examples = self.examples.join("; ");
            sentences.push(match &profile.otherwise {
                // How many are left out is told as a defect.
                Some(outcome) if outcome.ignores => {
                    format!("the profile {name} has no rule for such as {examples}")
                }
                Some(_) => format!(
                    "no rule of the profile {name} matches {count}, taken as it says otherwise: \
                     {examples}"
                ),
                None => format!(
                    "no rule of the profile {name} matches {count}, read by their properties alone: \
                     {examples}"
                ),
            });
        }
        let idle: Vec<String> = (0..)
            .zip(&profile.rules)
            .filter(|(place, _)| !self.matched.contains(place))
            .map(|(place, rule)| format!("{} ({rule})", place + 1))
            .collect();
        // A built-in profile is for all that its source ever published.
        if profile.is_users_own() && !idle.is_empty() {
            let rules = if idle.len() == 1 { "rule" } else { "rules" };
            sentences
                .push(format!("nothing matches {rules} {} of the profile {name}", idle.join(", ")));
        } else if !profile.rules.is_empty() && self.matched.is_empty() {
            sentences.push(format!(
                "nothing matches any rule of the profile {name}: is the data of another source?"
            ));
        }
        sentences
    }
}

/// A value in quotes, not too long.
fn shown(text: &str) -> String {
    match text.char_indices().nth(MOST_CHARACTERS) {
        Some((end, _)) => format!("`{}…`", text.get(..end).unwrap_or_default()),
        None => format!("`{text}`"),
    }
}
