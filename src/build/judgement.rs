//! From the facts inside a face to one verdict.

use std::collections::BTreeMap;

use super::report::Side;
use super::{Contradiction, Verdict};
use crate::model::Status;

/// What the facts of a face come to.
pub(super) enum Judgement {
    /// There is no fact.
    NoFact,
    /// All say the same.
    Agreed(Verdict),
    /// They do not; the sides, the most often heard first.
    Contradictory(Vec<Side>),
}

/// Weighs what is said of the places in a face.
pub(super) fn judge<'a>(said: impl IntoIterator<Item = (&'a str, &'a Verdict)>) -> Judgement {
    let mut sides: Vec<Side> = Vec::new();
    for (place, verdict) in said {
        match sides.iter_mut().find(|side| side.verdict.agrees_with(verdict)) {
            Some(side) => {
                side.places.push(place.to_owned());
                // Who is named first may differ among those who agree; the smallest stands for all.
                if *verdict < side.verdict {
                    side.verdict = verdict.clone();
                }
            }
            None => {
                sides.push(Side { verdict: verdict.clone(), places: vec![place.to_owned()] });
            }
        }
    }
    for side in &mut sides {
        side.places.sort_unstable();
    }
    sides.sort_by(|one, other| {
        (other.places.len().cmp(&one.places.len())).then_with(|| one.verdict.cmp(&other.verdict))
    });
    match sides.len() {
        0 => Judgement::NoFact,
        1 => Judgement::Agreed(sides.remove(0).verdict),
        _ => Judgement::Contradictory(sides),
    }
}

/// What becomes of a face with these sides; nothing where that is an error.
pub(super) fn settle(sides: &[Side], rule: Contradiction) -> Option<Verdict> {
    match rule {
        Contradiction::Contested => Some(contested(sides)),
        Contradiction::Unknown => Some(Verdict::UNKNOWN),
        Contradiction::Error => None,
    }
}

fn contested(sides: &[Side]) -> Verdict {
    let mut facts_naming: BTreeMap<&str, usize> = BTreeMap::new();
    for side in sides {
        for id in side.verdict.claimants() {
            facts_naming.entry(id).or_default();
        }
        if let Some(actor) = side.verdict.actor() {
            *facts_naming.entry(actor).or_default() += side.places.len();
        }
    }
    // The last of the largest, so from the end: of several with as many facts the first by id.
    let first = facts_naming.iter().rev().max_by_key(|(_, facts)| **facts).map(|(id, _)| *id);
    let status = if facts_naming.len() > 1 {
        Status::Contested
    } else {
        sides.iter().map(|side| side.verdict.status()).max().unwrap_or(Status::Unknown)
    };
    Verdict::new(status, first.unwrap_or_default(), facts_naming.keys().copied())
        .unwrap_or(Verdict::UNKNOWN)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn verdict(status: Status, actor: &str, others: &[&str]) -> Verdict {
        Verdict::new(status, actor, others.iter().copied()).unwrap()
    }

    fn settled(said: &[(&str, &Verdict)]) -> String {
        match judge(said.iter().copied()) {
            Judgement::NoFact => "nothing".into(),
            Judgement::Agreed(verdict) => format!("agreed {verdict}"),
            Judgement::Contradictory(sides) => {
                settle(&sides, Contradiction::Contested).unwrap().to_string()
            }
        }
    }

    #[test]
    fn partners_agree_whoever_is_named_first() {
        let one = verdict(Status::Joint, "sdf", &["gov"]);
        let other = verdict(Status::Joint, "gov", &["sdf"]);
        assert_eq!(settled(&[("a", &one), ("b", &other)]), "agreed joint: gov, sdf");
        assert_eq!(settled(&[]), "nothing");
    }

    #[test]
    fn whom_most_facts_name_stands_first_then_the_first_by_id() {
        let (gov, sdf) = (verdict(Status::Held, "gov", &[]), verdict(Status::Held, "sdf", &[]));
        assert_eq!(settled(&[("a", &sdf), ("b", &gov), ("c", &sdf)]), "contested: sdf, gov");
        assert_eq!(settled(&[("a", &sdf), ("b", &gov)]), "contested: gov, sdf");
    }

    #[test]
    fn one_actor_alone_keeps_the_ground_with_the_least_certain_status() {
        let held = verdict(Status::Held, "gov", &[]);
        let claimed = verdict(Status::Claimed, "gov", &[]);
        assert_eq!(settled(&[("a", &held), ("b", &claimed)]), "claimed by gov");
        assert_eq!(settled(&[("a", &held), ("b", &Verdict::UNKNOWN)]), "unknown: gov");
    }
}
