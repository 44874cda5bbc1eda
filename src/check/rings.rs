//! Rings and polygons: whether each feature's ground is valid.

use rayon::prelude::*;

use crate::geometry::validity::{Flaw, FlawKind, flaws};
use crate::model::{Defect, DefectKind, Defects, Spot};
use crate::source::{Feature, File, Shape};

/// What is wrong with the polygons of features, in the order of files.
pub(super) fn defects(files: &[File], room: usize) -> Defects {
    let features: Vec<(&File, &Feature)> =
        files.iter().flat_map(|file| file.features.iter().map(move |it| (file, it))).collect();
    let found: Vec<Vec<Defect>> =
        features.par_iter().map(|(file, feature)| of_feature(file, feature)).collect();
    let mut defects = Defects::keeping(room);
    found.into_iter().flatten().for_each(|defect| defects.push(defect));
    defects
}

fn of_feature(file: &File, feature: &Feature) -> Vec<Defect> {
    let Shape::Polygons(polygons) = &feature.shape else { return Vec::new() };
    let found = flaws(polygons);
    let place = || file.place(feature);
    let mut defects: Vec<Defect> = Vec::new();
    for flaw in &found.flaws {
        let kind = kind_of(flaw.kind);
        // Of what is a matter of form only the first of a feature is told.
        if flaw.kind.is_formal()
            && let Some(known) = defects.iter_mut().find(|defect| defect.kind == kind)
        {
            known.count += 1;
            continue;
        }
        defects.push(defect_of(flaw, kind, place()));
    }
    if !found.is_complete {
        defects.push(Defect::new(DefectKind::Tangled, place()));
    }
    defects
}

fn defect_of(flaw: &Flaw, kind: DefectKind, place: Spot) -> Defect {
    let place = place.ring(flaw.of.polygon + 1, flaw.of.ring + 1);
    let is_place = flaw.at.x.is_finite() && flaw.at.y.is_finite();
    let mut defect = Defect::new(kind, if is_place { place.at(flaw.at) } else { place });
    if let Some(other) = flaw.with {
        let (polygon, ring) = (other.polygon + 1, other.ring + 1);
        defect = defect.found(format!("with ring {ring} of polygon {polygon}"));
    }
    defect.km2 = flaw.area;
    defect
}

fn kind_of(flaw: FlawKind) -> DefectKind {
    match flaw {
        FlawKind::NotFinite => DefectKind::BadCoordinates,
        FlawKind::RingNotClosed => DefectKind::RingNotClosed,
        FlawKind::RingTooShort => DefectKind::RingTooShort,
        FlawKind::RingEmpty => DefectKind::EmptyRing,
        FlawKind::RepeatedPoint => DefectKind::RepeatedPoint,
        FlawKind::Spike => DefectKind::Spike,
        FlawKind::NearSpike => DefectKind::NearSpike,
        FlawKind::SelfCrossing => DefectKind::SelfCrossing,
        FlawKind::SelfOverlap => DefectKind::SelfOverlap,
        FlawKind::SelfTouch => DefectKind::SelfTouch,
        FlawKind::RepeatedRing => DefectKind::RepeatedRing,
        FlawKind::RingsCross => DefectKind::RingsCross,
        FlawKind::RingsShareLine => DefectKind::RingsShareLine,
        FlawKind::HoleOutside => DefectKind::HoleOutside,
        FlawKind::HoleNested => DefectKind::HoleNested,
        FlawKind::InteriorDisconnected => DefectKind::InteriorDisconnected,
        FlawKind::RepeatedPolygon => DefectKind::RepeatedPolygon,
        FlawKind::PolygonsOverlap => DefectKind::PolygonsOverlap,
        FlawKind::PolygonsShareLine => DefectKind::PolygonsShareLine,
        FlawKind::PolygonNested => DefectKind::PolygonNested,
    }
}
