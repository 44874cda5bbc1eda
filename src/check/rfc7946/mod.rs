//! The form of GeoJSON texts: what RFC 7946 demands of objects and their members.
//!
//! A pass of its own over the bytes, since reading mends or passes over most of it. Rings (3.1.6) are
//! judged where they are read.

mod coordinates;
mod rules;
mod tokens;

use std::path::Path;

use coordinates::Seen;
use rules::{Members, Role};
use tokens::Cursor;

use super::lines::Lines;
use crate::model::{Defect, DefectKind, Defects, Spot};
use crate::source::Format;

/// Objects that may stand in each other: collections in collections, no deeper than reading goes.
const DEEPEST: usize = 64;
/// Numbers that a file needs before it can be called coarse.
const LEAST_NUMBERS: usize = 40;
/// Decimals of positions that are known to a kilometre.
const COARSE_DECIMALS: usize = 2;

/// What is wrong with the form of a text; nothing of formats that are not GeoJSON.
pub(super) fn defects(path: &Path, text: &[u8], lines: &Lines, room: usize) -> Defects {
    let is_sequence = match Format::of(path, text) {
        Some(Format::GeoJson) => false,
        Some(Format::GeoJsonSeq) => true,
        _ => return Defects::keeping(room),
    };
    let start = if text.starts_with(b"\xef\xbb\xbf") { 3 } else { 0 };
    let mut walker = Walker {
        cursor: Cursor { text, at: start },
        path,
        lines,
        feature: None,
        defects: Defects::keeping(room),
    };
    let mut whole = Seen::default();
    while walker.cursor.peek().is_some() {
        if is_sequence {
            // Records begin with a separator that is no white space of JSON.
            let _ = walker.cursor.take(0x1e);
            walker.feature = Some(walker.feature.map_or(1, |feature| feature + 1));
        }
        let Some(found) = walker.object(Role::Document, 0) else { break };
        whole.add(&found.seen);
        if !is_sequence {
            break;
        }
    }
    walker.feature = None;
    walker.judge_precision(&whole, text.len());
    walker.defects
}

struct Walker<'a> {
    cursor: Cursor<'a>,
    path: &'a Path,
    lines: &'a Lines,
    /// The feature that is being read, counted from 1.
    feature: Option<usize>,
    defects: Defects,
}

impl<'a> Walker<'a> {
    /// Reads an object and judges it; nothing where the text is no JSON from here on.
    fn object(&mut self, role: Role, depth: usize) -> Option<Members<'a>> {
        self.cursor.take(b'{')?;
        let start = self.cursor.at - 1;
        let mut members = Members::default();
        while self.cursor.peek()? != b'}' {
            let key = self.cursor.string()?;
            self.cursor.take(b':')?;
            members.count(key);
            self.member(key, role, depth, &mut members)?;
            if self.cursor.peek()? == b',' {
                self.cursor.at += 1;
            }
        }
        self.cursor.at += 1;
        if role == Role::Document && members.is_wrapper() && depth == 0 {
            let end = self.cursor.at;
            for inner in std::mem::take(&mut members.objects) {
                self.cursor.at = inner;
                if let Some(found) = self.object(Role::Document, depth + 1) {
                    members.seen.add(&found.seen);
                }
            }
            self.cursor.at = end;
            return Some(members);
        }
        if depth == 0 || members.is_geojson() {
            let spot = self.spot(start);
            for defect in rules::judge(role, &members) {
                self.defects.push(Defect { spot: spot.clone(), ..defect });
            }
        }
        Some(members)
    }

    fn member(
        &mut self,
        key: &[u8],
        role: Role,
        depth: usize,
        members: &mut Members<'a>,
    ) -> Option<()> {
        let next = self.cursor.peek()?;
        match (key, next) {
            (b"type", b'"') => members.kind = Some(self.cursor.string()?),
            (b"features", b'[') if role == Role::Document => {
                self.list(Role::Feature, depth, members)?;
            }
            (b"geometries", b'[') => self.list(Role::Geometry, depth, members)?,
            (b"geometry", b'{') if depth < DEEPEST => {
                let geometry = self.object(Role::Geometry, depth + 1)?;
                members.seen.add(&geometry.seen);
            }
            (b"coordinates", _) => members.seen.add(&coordinates::seen(&mut self.cursor)?),
            (b"bbox", _) => members.bbox = Some(self.cursor.numbers()),
            (b"id", first) => {
                members.has_wrong_id = !matches!(first, b'"' | b'-' | b'0'..=b'9');
                self.cursor.skip()?;
            }
            (_, b'{') if role == Role::Document && key != b"properties" => {
                members.objects.push(self.cursor.at);
                self.cursor.skip()?;
            }
            _ => self.cursor.skip()?,
        }
        Some(())
    }

    /// The objects of a list, each judged.
    fn list(&mut self, role: Role, depth: usize, members: &mut Members<'a>) -> Option<()> {
        self.cursor.take(b'[')?;
        let mut number = 0;
        loop {
            match self.cursor.peek()? {
                b']' => break,
                b',' => self.cursor.at += 1,
                b'{' if depth < DEEPEST => {
                    number += 1;
                    if role == Role::Feature {
                        self.feature = Some(number);
                    }
                    let part = self.object(role, depth + 1)?;
                    members.seen.add(&part.seen);
                    members.parts.push(part.kind.unwrap_or_default());
                }
                _ => {
                    number += 1;
                    self.cursor.skip()?;
                }
            }
        }
        self.cursor.at += 1;
        if role == Role::Feature {
            self.feature = None;
        }
        Some(())
    }

    fn spot(&self, byte: usize) -> Spot {
        let line = Some(self.lines.line_of(byte));
        Spot { feature: self.feature, byte: Some(byte), line, ..Spot::in_file(self.path) }
    }

    fn judge_precision(&mut self, whole: &Seen, size: usize) {
        let spot = Spot::in_file(self.path);
        if whole.useless_bytes > 0 {
            let percent = 100.0 * whole.useless_bytes as f64 / size.max(1) as f64;
            self.defects.push(Defect::new(DefectKind::UselessPrecision, spot).found(format!(
                "up to {} decimals; those beyond the seventh are {} kB, {percent:.0} % of the file",
                whole.most_decimals,
                whole.useless_bytes.div_ceil(1000),
            )));
        } else if whole.numbers >= LEAST_NUMBERS && whole.most_decimals <= COARSE_DECIMALS {
            let found = format!("{} at most", whole.most_decimals);
            self.defects.push(Defect::new(DefectKind::CoarsePrecision, spot).found(found));
        }
    }
}
