//! Features to territories: who, how, when; snapshots become validities.
//!
//! What the rule of a profile says of a feature goes before what its properties say.

mod actors;
mod dating;
mod snapshots;

use std::collections::BTreeMap;

use jiff::civil::Date;
use rayon::prelude::*;
use serde_json::Value;

use super::date_text;
use super::feature::{Feature, File, Shape};
use super::infer::{ActorFrom, Settled};
use super::meaning::{Dating, Meaning};
use super::polygons::{self, Cleaned};
use super::profile::{Said, Tally, Verdict};
use super::property::{Subject, tidy};
use crate::Result;
use crate::model::{
    Actor, ActorId, Control, Dataset, Defect, DefectKind, Defects, Names, Origin, Spot, Status,
    Territory, Validity,
};
use actors::{Actors, Looks, UNNAMED};
use dating::{dating, other_day_in_name};
use snapshots::join_snapshots;

/// From this year on a date is noted as suspicious.
const FIRST_SUSPICIOUS_YEAR: i16 = 2100;

/// Fills a dataset, which may have actors already, with the territories of the files.
pub(super) fn resolve(
    dataset: &mut Dataset,
    settled: &Settled,
    mut files: Vec<File>,
    defects: &mut Defects,
) -> Result<()> {
    let mut resolver = Resolver::new(settled, std::mem::take(&mut dataset.actors));
    // To judge whether polygons are valid takes about as long as to read them.
    let grounds: Vec<Vec<Option<Cleaned>>> = files.par_iter_mut().map(taken_grounds).collect();
    for (mut file, grounds) in files.into_iter().zip(grounds) {
        resolver.layers.push(file.spot().file);
        defects.append(std::mem::take(&mut file.defects));
        let features = std::mem::take(&mut file.features);
        if features.is_empty()
            && let Some(date) = date_text::from_file_name(&file.path)
        {
            // A day on which nobody held anything is a day, too.
            resolver.snapshots.entry(date).or_default();
        }
        for (feature, ground) in features.into_iter().zip(grounds) {
            resolver.feature(&file, feature, ground, defects)?;
        }
    }
    resolver.finish(dataset, defects);
    Ok(())
}

/// The ground of every feature that has some, cleaned; the features are left without.
fn taken_grounds(file: &mut File) -> Vec<Option<Cleaned>> {
    let taken = |feature: &mut Feature| match &mut feature.shape {
        Shape::Polygons(rings) => Some(polygons::cleaned(std::mem::take(rings))),
        _ => None,
    };
    file.features.par_iter_mut().map(taken).collect()
}

/// What every feature of files says of who, how and when; nothing of those that a profile leaves out or
/// whose dates make no sense. Actors that are not known are added.
pub(super) fn meanings(
    actors: &mut Vec<Actor>,
    settled: &Settled,
    files: &[File],
) -> Result<Vec<Vec<Option<Meaning>>>> {
    let mut resolver = Resolver::new(settled, std::mem::take(actors));
    let mut of_file = |file: &File| {
        let subjects = file.features.iter().map(|feature| Subject { file, feature });
        subjects.map(|subject| resolver.meaning(subject)).collect::<Result<_>>()
    };
    let meanings = files.iter().map(&mut of_file).collect::<Result<_>>()?;
    *actors = resolver.actors.into_list();
    Ok(meanings)
}

struct Resolver<'a> {
    settled: &'a Settled,
    tally: Tally,
    actors: Actors,
    snapshots: BTreeMap<Date, Vec<(Territory, Spot)>>,
    territories: Vec<Territory>,
    undated: usize,
    layers: Vec<String>,
}

/// Who stands on a feature's ground, and how.
struct Standing {
    actor: Option<ActorId>,
    others: Vec<ActorId>,
    status: Status,
}

impl<'a> Resolver<'a> {
    fn new(settled: &'a Settled, actors: Vec<Actor>) -> Self {
        Self {
            settled,
            tally: Tally::default(),
            actors: Actors::listed(actors),
            snapshots: BTreeMap::new(),
            territories: Vec::new(),
            undated: 0,
            layers: Vec::new(),
        }
    }

    fn meaning(&mut self, subject: Subject) -> Result<Option<Meaning>> {
        let Verdict::Said(said) = self.verdict(subject) else { return Ok(None) };
        let Ok(dating) = dating(self.settled, &said, subject) else { return Ok(None) };
        let Standing { actor, others, status } =
            self.standing(subject, &said, &mut Defects::default())?;
        let control = Control::new(status, actor.into_iter().chain(others));
        Ok(Some(Meaning { actor, control, dating }))
    }

    fn feature(
        &mut self,
        file: &File,
        feature: Feature,
        ground: Option<Cleaned>,
        defects: &mut Defects,
    ) -> Result<()> {
        let verdict = self.verdict(Subject { file, feature: &feature });
        let subject = Subject { file, feature: &feature };
        let place = || file.place(&feature);
        let said = match verdict {
            Verdict::Said(said) => said,
            Verdict::Ignored | Verdict::Unmatched => {
                if matches!(verdict, Verdict::Unmatched) {
                    // What it is nobody knows, so it tells nothing of its date.
                    defects.note(DefectKind::NoRule, 1, place);
                    return Ok(());
                }
                let time = dating(self.settled, &Said::default(), subject);
                self.remember(&time.unwrap_or(Dating::Undated));
                return Ok(());
            }
        };
        let dating = match dating(self.settled, &said, subject) {
            Ok(dating) => dating,
            Err((kind, found)) => {
                defects.push(Defect::new(kind, place()).found(found));
                return Ok(());
            }
        };
        if let Dating::Snapshot(date) = dating
            && let Some(named) = other_day_in_name(&file.path, date)
        {
            let found = format!("{date}, but {named} in the name");
            defects.push(Defect::new(DefectKind::FileNameDate, place().on(date)).found(found));
        }
        if let Some(ground) = ground {
            let ground = self.ground(ground, subject, &said, defects)?;
            self.keep(ground, dating, subject, defects);
        } else {
            self.remember(&dating);
            let is_line = feature.shape != Shape::Nothing;
            defects.note(DefectKind::NotAnArea, usize::from(is_line), place);
        }
        Ok(())
    }

    /// What the profile says of a feature. What is no area may be ignored by a rule; else it is none of
    /// the profile's business.
    fn verdict(&mut self, subject: Subject) -> Verdict {
        let plain = Verdict::Said(Said::default());
        match &self.settled.profile {
            None => plain,
            Some(profile) if matches!(subject.feature.shape, Shape::Polygons(_)) => {
                profile.verdict(subject, &mut self.tally)
            }
            Some(profile) if profile.ignores(subject) => Verdict::Ignored,
            Some(_) => plain,
        }
    }

    /// A feature's ground, and who stands on it how.
    fn ground(
        &mut self,
        ground: Cleaned,
        subject: Subject,
        said: &Said,
        defects: &mut Defects,
    ) -> Result<Territory> {
        let place = || subject.file.place(subject.feature);
        let polygons = ground.noted(subject.file.format, defects, &place);
        let Standing { actor, others, status } = self.standing(subject, said, defects)?;
        let source = said.source.clone();
        let source = source.or_else(|| subject.first_text(&self.settled.mapping.source));
        let origin = Some(Origin {
            layer: self.layers.len().saturating_sub(1) as u32,
            feature: subject.feature.number as u32,
        });
        let source = source.unwrap_or_default();
        Ok(Territory {
            polygons,
            actor,
            others,
            status,
            validity: Validity::ALWAYS,
            source,
            origin,
        })
    }

    fn standing(
        &mut self,
        subject: Subject,
        said: &Said,
        defects: &mut Defects,
    ) -> Result<Standing> {
        let place = || subject.file.place(subject.feature);
        let actor = self.actor(subject, said, defects, &place)?;
        let status = match actor {
            Some(_) => self.status(subject, said, defects, &place),
            None => Status::Unknown,
        };
        let others = self.others(subject, said, defects, &place)?;
        Ok(Standing { actor, others, status })
    }

    fn keep(&mut self, ground: Territory, dating: Dating, subject: Subject, defects: &mut Defects) {
        let place = || subject.file.place(subject.feature);
        let latest = match &dating {
            Dating::Snapshot(date) => Some(*date),
            Dating::Interval(validity) => validity.until().or(validity.from()),
            Dating::Undated => None,
        };
        let is_suspicious = latest.is_some_and(|date| date.year() >= FIRST_SUSPICIOUS_YEAR);
        defects.note(DefectKind::SuspiciousDate, usize::from(is_suspicious), place);
        match dating {
            Dating::Snapshot(date) => {
                self.snapshots.entry(date).or_default().push((ground, place()));
            }
            Dating::Interval(validity) => self.territories.push(Territory { validity, ..ground }),
            Dating::Undated => {
                self.undated += 1;
                self.territories.push(ground);
            }
        }
    }

    /// A snapshot without ground still says that there is none.
    fn remember(&mut self, dating: &Dating) {
        if let Dating::Snapshot(date) = dating {
            self.snapshots.entry(*date).or_default();
        }
    }

    fn actor(
        &mut self,
        subject: Subject,
        said: &Said,
        defects: &mut Defects,
        place: &dyn Fn() -> Spot,
    ) -> Result<Option<ActorId>> {
        let name = said.actor.clone().or_else(|| match &self.settled.mapping.actor {
            ActorFrom::Nowhere => Some(UNNAMED.to_owned()),
            ActorFrom::Constant(name) => Some(name.clone()),
            ActorFrom::Property(names) => subject.first_text(names),
            ActorFrom::Rules => None,
        });
        let Some(name) = name else {
            // A rule that says `unknown` means it.
            let is_told = said.status == Some(Status::Unknown);
            defects.note(DefectKind::NoActor, usize::from(!is_told), place);
            return Ok(None);
        };
        let mapping = &self.settled.mapping;
        let looks = Looks {
            names: said.names.clone().or_else(|| subject.first_text(&mapping.name).map(Names::new)),
            color: subject.first_text(&mapping.color).and_then(|text| text.parse().ok()),
        };
        self.actors.called(name, looks, defects, place).map(Some)
    }

    fn status(
        &self,
        subject: Subject,
        said: &Said,
        defects: &mut Defects,
        place: &dyn Fn() -> Spot,
    ) -> Status {
        if let Some(status) = said.status {
            return status;
        }
        let mapping = &self.settled.mapping;
        match subject.first_text(&mapping.status).map(|word| word.parse()) {
            None => mapping.constant_status.unwrap_or_default(),
            Some(Ok(status)) => status,
            Some(Err(_)) => {
                defects.note(DefectKind::UnknownStatus, 1, place);
                Status::Unknown
            }
        }
    }

    fn others(
        &mut self,
        subject: Subject,
        said: &Said,
        defects: &mut Defects,
        place: &dyn Fn() -> Spot,
    ) -> Result<Vec<ActorId>> {
        let mut names = said.others.clone();
        if names.is_empty() {
            names = match subject.first(&self.settled.mapping.others).as_deref() {
                Some(Value::String(names)) => names.split(';').map(tidy).collect(),
                Some(Value::Array(names)) => {
                    names.iter().filter_map(Value::as_str).map(tidy).collect()
                }
                _ => Vec::new(),
            };
        }
        let named = names.into_iter().filter(|name| !name.is_empty());
        named.map(|name| self.actors.called(name, Looks::default(), defects, place)).collect()
    }

    fn finish(self, dataset: &mut Dataset, defects: &mut Defects) {
        let bounds =
            |territory: &Territory| [territory.validity.from(), territory.validity.until()];
        let mut dates: Vec<Date> = self.territories.iter().flat_map(bounds).flatten().collect();
        dataset.snapshots = self.snapshots.keys().copied().collect();
        dates.extend(&dataset.snapshots);
        dates.sort_unstable();
        dates.dedup();
        if let Some(profile) = &self.settled.profile {
            dataset.inferences.extend(self.tally.sentences(profile));
        }
        if self.undated > 0 {
            let features = self.undated;
            dataset
                .inferences
                .push(format!("nothing dates {features} features: they are valid at all times"));
        }
        dataset.territories = self.territories;
        dataset.territories.extend(join_snapshots(self.snapshots, defects));
        dataset.dates = dates;
        dataset.actors = self.actors.into_list();
        dataset.read_from = self.layers;
    }
}
