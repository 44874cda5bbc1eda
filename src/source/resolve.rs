//! Features to territories: who, how, when; snapshots become validities.

use std::collections::BTreeMap;
use std::hash::{Hash, Hasher};

use jiff::ToSpan;
use jiff::civil::Date;
use rustc_hash::{FxHashMap, FxHasher};
use serde_json::Value;

use super::date_text;
use super::feature::{Feature, File, Shape};
use super::infer::{ActorFrom, Mapping};
use super::meaning::{Dating, Meaning};
use super::{palette, polygons};
use crate::model::{
    Actor, ActorId, Control, Dataset, DefectKind, Defects, Names, Origin, Spot, Status, Territory,
    Validity,
};
use crate::{Error, Result};

/// From this year on a date is noted as suspicious.
const FIRST_SUSPICIOUS_YEAR: i16 = 2100;
/// An end in this year or later stands for an open one.
const OPEN_END_YEAR: i16 = 9999;
/// Actors a dataset may have at most.
const MOST_ACTORS: usize = u16::MAX as usize;
/// Id of the one actor of data that names none.
const UNNAMED: &str = "area";

/// Fills a dataset, which may have actors already, with the territories of the files.
pub(super) fn resolve(
    dataset: &mut Dataset,
    mapping: &Mapping,
    files: Vec<File>,
    defects: &mut Defects,
) -> Result<()> {
    let mut resolver = Resolver::new(mapping, std::mem::take(&mut dataset.actors));
    for mut file in files {
        resolver.layers.push(file.spot().file);
        defects.append(std::mem::take(&mut file.defects));
        let features = std::mem::take(&mut file.features);
        if features.is_empty()
            && let Some(date) = date_text::from_file_name(&file.path)
        {
            // A day on which nobody held anything is a day, too.
            resolver.snapshots.entry(date).or_default();
        }
        for feature in features {
            resolver.feature(&file, feature, defects)?;
        }
    }
    resolver.finish(dataset, defects);
    Ok(())
}

/// What every feature of files says of who, how and when; nothing of those whose dates make no sense.
/// Actors that are not known are added.
pub(super) fn meanings(
    actors: &mut Vec<Actor>,
    mapping: &Mapping,
    files: &[File],
) -> Result<Vec<Vec<Option<Meaning>>>> {
    let mut resolver = Resolver::new(mapping, std::mem::take(actors));
    let mut defects = Defects::default();
    let mut of_file = |file: &File| {
        let meaning = |feature| resolver.meaning(file, feature, &mut defects);
        file.features.iter().map(meaning).collect::<Result<_>>()
    };
    let meanings = files.iter().map(&mut of_file).collect::<Result<_>>()?;
    *actors = resolver.actors;
    Ok(meanings)
}

struct Resolver<'a> {
    mapping: &'a Mapping,
    actors: Vec<Actor>,
    ids: FxHashMap<String, ActorId>,
    lists_actors: bool,
    snapshots: BTreeMap<Date, Vec<(Territory, Spot)>>,
    territories: Vec<Territory>,
    undated: usize,
    layers: Vec<String>,
}

impl<'a> Resolver<'a> {
    fn new(mapping: &'a Mapping, actors: Vec<Actor>) -> Self {
        let mut ids = FxHashMap::default();
        for (index, actor) in actors.iter().enumerate() {
            for name in actor.spellings() {
                ids.entry(name).or_insert(ActorId(index as u16));
            }
        }
        Self {
            mapping,
            ids,
            lists_actors: !actors.is_empty(),
            actors,
            snapshots: BTreeMap::new(),
            territories: Vec::new(),
            undated: 0,
            layers: Vec::new(),
        }
    }

    fn meaning(
        &mut self,
        file: &File,
        feature: &Feature,
        defects: &mut Defects,
    ) -> Result<Option<Meaning>> {
        let Some(dating) = self.dating(file, feature) else { return Ok(None) };
        let place = || file.place(feature);
        let actor = self.actor(feature, defects, &place)?;
        let status = match actor {
            Some(_) => self.status(feature, defects, &place),
            None => Status::Unknown,
        };
        let others = self.others(feature, defects, &place)?;
        Ok(Some(Meaning {
            actor,
            control: Control::new(status, actor.into_iter().chain(others)),
            dating,
        }))
    }

    fn feature(&mut self, file: &File, mut feature: Feature, defects: &mut Defects) -> Result<()> {
        let place = || file.place(&feature);
        let Some(dating) = self.dating(file, &feature) else {
            defects.note(DefectKind::BadDate, 1, place);
            return Ok(());
        };
        let shape = match std::mem::replace(&mut feature.shape, Shape::Nothing) {
            Shape::Polygons(shape) => shape,
            Shape::Nothing => {
                self.remember(&dating);
                return Ok(());
            }
            Shape::Points(_) | Shape::Lines(_) => {
                self.remember(&dating);
                defects.note(DefectKind::NotAnArea, 1, || file.place(&feature));
                return Ok(());
            }
        };
        let place = || file.place(&feature);
        let polygons = polygons::clean(shape, defects, &place);
        let actor = self.actor(&feature, defects, &place)?;
        let status = match actor {
            Some(_) => self.status(&feature, defects, &place),
            None => Status::Unknown,
        };
        let others = self.others(&feature, defects, &place)?;
        let source = text(&feature, self.mapping.source.as_deref()).map(tidy).unwrap_or_default();
        let origin = Some(Origin {
            layer: self.layers.len().saturating_sub(1) as u32,
            feature: feature.number as u32,
        });
        let validity = Validity::ALWAYS;
        let territory = Territory { polygons, actor, others, status, validity, source, origin };
        let latest = match &dating {
            Dating::Snapshot(date) => Some(*date),
            Dating::Interval(validity) => validity.until().or(validity.from()),
            Dating::Undated => None,
        };
        let is_suspicious = latest.is_some_and(|date| date.year() >= FIRST_SUSPICIOUS_YEAR);
        defects.note(DefectKind::SuspiciousDate, usize::from(is_suspicious), place);
        match dating {
            Dating::Snapshot(date) => {
                let place = file.place(&feature);
                self.snapshots.entry(date).or_default().push((territory, place));
            }
            Dating::Interval(validity) => {
                self.territories.push(Territory { validity, ..territory })
            }
            Dating::Undated => {
                self.undated += 1;
                self.territories.push(territory);
            }
        }
        Ok(())
    }

    /// A snapshot without ground still says that there is none.
    fn remember(&mut self, dating: &Dating) {
        if let Dating::Snapshot(date) = dating {
            self.snapshots.entry(*date).or_default();
        }
    }

    /// What a feature says of its time: the days of its beginning and end, else the date of its
    /// snapshot, else the date in the file's name. Nothing where its dates make no sense.
    fn dating(&self, file: &File, feature: &Feature) -> Option<Dating> {
        let of = |name: &Option<String>| feature.properties.get(name.as_deref()?);
        let known = |name: &Option<String>| of(name).filter(|value| !is_blank(value));
        let Mapping { from, until, date, .. } = self.mapping;
        if known(from).is_some() || known(until).is_some() {
            return self.interval(known(from), known(until)).map(Dating::Interval);
        }
        if let Some(date) = known(date) {
            return date_text::from_value(date).map(Dating::Snapshot);
        }
        if of(from).is_some() || of(until).is_some() {
            // Both ends are there and open.
            return Some(Dating::Interval(Validity::ALWAYS));
        }
        Some(date_text::from_file_name(&file.path).map_or(Dating::Undated, Dating::Snapshot))
    }

    fn interval(&self, from: Option<&Value>, until: Option<&Value>) -> Option<Validity> {
        let day = |value: Option<&Value>| match value {
            Some(value) => date_text::from_value(value).map(Some),
            None => Some(None),
        };
        // Databases write an open end as the last day that they know.
        let until = day(until)?.filter(|end| end.year() < OPEN_END_YEAR);
        let until = match until {
            Some(last) if self.mapping.end_is_inclusive => Some(last.checked_add(1.day()).ok()?),
            until => until,
        };
        Validity::new(day(from)?, until).ok()
    }

    fn actor(
        &mut self,
        feature: &Feature,
        defects: &mut Defects,
        place: &dyn Fn() -> Spot,
    ) -> Result<Option<ActorId>> {
        let name = match &self.mapping.actor {
            ActorFrom::Nowhere => UNNAMED.to_owned(),
            ActorFrom::Constant(name) => name.clone(),
            ActorFrom::Property(property) => {
                match text(feature, Some(property)).map(tidy).filter(|name| !name.is_empty()) {
                    Some(name) => name,
                    None => {
                        defects.note(DefectKind::NoActor, 1, place);
                        return Ok(None);
                    }
                }
            }
        };
        self.actor_called(name, defects, place).map(Some)
    }

    fn actor_called(
        &mut self,
        name: String,
        defects: &mut Defects,
        place: &dyn Fn() -> Spot,
    ) -> Result<ActorId> {
        let spelling = Actor::spelling(&name);
        if let Some(id) = self.ids.get(&spelling) {
            return Ok(*id);
        }
        let index = self.actors.len();
        if index == MOST_ACTORS {
            return Err(Error::limit(format!("a dataset may have {MOST_ACTORS} actors at most"))
                .at(place())
                .hint("does --actor-property name the right property?"));
        }
        defects.note(DefectKind::UnlistedActor, usize::from(self.lists_actors), place);
        let names =
            if name == UNNAMED { Names::new("Mapped area") } else { Names::new(name.clone()) };
        let color = palette::color(index);
        self.actors.push(Actor { id: name, names, color, aliases: Vec::new() });
        let id = ActorId(index as u16);
        self.ids.insert(spelling, id);
        Ok(id)
    }

    fn status(&self, feature: &Feature, defects: &mut Defects, place: &dyn Fn() -> Spot) -> Status {
        let told =
            text(feature, self.mapping.status.as_deref()).filter(|word| !word.trim().is_empty());
        match told.map(str::parse) {
            None => self.mapping.constant_status.unwrap_or_default(),
            Some(Ok(status)) => status,
            Some(Err(_)) => {
                defects.note(DefectKind::UnknownStatus, 1, place);
                Status::Unknown
            }
        }
    }

    fn others(
        &mut self,
        feature: &Feature,
        defects: &mut Defects,
        place: &dyn Fn() -> Spot,
    ) -> Result<Vec<ActorId>> {
        let names: Vec<String> =
            match self.mapping.others.as_deref().and_then(|name| feature.properties.get(name)) {
                Some(Value::String(names)) => names.split(';').map(tidy).collect(),
                Some(Value::Array(names)) => {
                    names.iter().filter_map(Value::as_str).map(tidy).collect()
                }
                _ => Vec::new(),
            };
        let named = names.into_iter().filter(|name| !name.is_empty());
        named.map(|name| self.actor_called(name, defects, place)).collect()
    }

    fn finish(mut self, dataset: &mut Dataset, defects: &mut Defects) {
        let bounds =
            |territory: &Territory| [territory.validity.from(), territory.validity.until()];
        let mut dates: Vec<Date> = self.territories.iter().flat_map(bounds).flatten().collect();
        dataset.snapshots = self.snapshots.keys().copied().collect();
        dates.extend(&dataset.snapshots);
        dates.sort_unstable();
        dates.dedup();
        if self.undated > 0 {
            let features = self.undated;
            dataset
                .inferences
                .push(format!("nothing dates {features} features: they are valid at all times"));
        }
        self.territories.extend(join_snapshots(self.snapshots, defects));
        dataset.dates = dates;
        dataset.actors = self.actors;
        dataset.read_from = self.layers;
        dataset.territories = self.territories;
    }
}

/// Each snapshot holds until the next; ground that stays the same in the same hands becomes one territory.
fn join_snapshots(
    snapshots: BTreeMap<Date, Vec<(Territory, Spot)>>,
    defects: &mut Defects,
) -> Vec<Territory> {
    let ends: Vec<Option<Date>> =
        snapshots.keys().skip(1).copied().map(Some).chain([None]).collect();
    let mut joined: Vec<Territory> = Vec::new();
    let mut current: FxHashMap<u64, Vec<usize>> = FxHashMap::default();
    for ((date, snapshot), end) in snapshots.into_iter().zip(ends) {
        let mut next: FxHashMap<u64, Vec<usize>> = FxHashMap::default();
        let validity = Validity::new(Some(date), end).unwrap_or(Validity::ALWAYS);
        for (territory, place) in snapshot {
            let key = likeness(&territory);
            let like = |indices: Option<&Vec<usize>>| {
                let same = |index: &&usize| joined[**index].is_same_but_for_validity(&territory);
                indices.and_then(|indices| indices.iter().find(same)).copied()
            };
            if like(next.get(&key)).is_some() {
                defects.note(DefectKind::DuplicateFeature, 1, || place);
                continue;
            }
            let index = match like(current.get(&key)) {
                Some(index) => {
                    defects.note(DefectKind::MergedInTime, 1, || place);
                    joined[index].validity =
                        joined[index].validity.followed_by(validity).unwrap_or(validity);
                    index
                }
                None => {
                    joined.push(Territory { validity, ..territory });
                    joined.len() - 1
                }
            };
            next.entry(key).or_default().push(index);
        }
        current = next;
    }
    joined
}

fn likeness(territory: &Territory) -> u64 {
    let mut hash = FxHasher::default();
    (territory.actor, territory.status).hash(&mut hash);
    for at in territory.positions() {
        (at.x.to_bits(), at.y.to_bits()).hash(&mut hash);
    }
    hash.finish()
}

fn text<'a>(feature: &'a Feature, property: Option<&str>) -> Option<&'a str> {
    feature.properties.get(property?)?.as_str()
}

fn is_blank(value: &Value) -> bool {
    value.is_null() || value.as_str().is_some_and(|text| text.trim().is_empty())
}

/// The text with runs of white space, no-break spaces too, made one space.
fn tidy(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
