//! How much of each pixel letters cover, and their halo.

use tiny_skia::{FillRule, Mask, Path, Transform};

use super::prepare::PixelRect;

/// Shares of pixels that are covered, 0 to 255, within a rectangle that may reach beyond the page.
#[derive(Clone, Default)]
pub(super) struct Coverage {
    area: Area,
    /// Row after row from the top.
    shares: Vec<u8>,
}

/// Whole pixels from a corner on, which may lie left of or above the page.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Area {
    left: i32,
    top: i32,
    width: u32,
    height: u32,
}

impl Area {
    fn between(left: i32, top: i32, right: i32, bottom: i32) -> Self {
        let side = |from: i32, to: i32| u32::try_from(to.saturating_sub(from)).unwrap_or(0);
        Self { left, top, width: side(left, right), height: side(top, bottom) }
    }

    /// The pixels that bounds touch.
    fn around(bounds: tiny_skia::Rect) -> Self {
        // The casts turn what is too large into the largest number.
        Self::between(
            bounds.left().floor() as i32,
            bounds.top().floor() as i32,
            bounds.right().ceil() as i32,
            bounds.bottom().ceil() as i32,
        )
    }

    fn right(self) -> i32 {
        self.left.saturating_add_unsigned(self.width)
    }

    fn bottom(self) -> i32 {
        self.top.saturating_add_unsigned(self.height)
    }

    fn is_empty(self) -> bool {
        self.width == 0 || self.height == 0
    }

    /// So many pixels more on every side.
    fn grown(self, by: i32) -> Self {
        Self::between(
            self.left.saturating_sub(by),
            self.top.saturating_sub(by),
            self.right().saturating_add(by),
            self.bottom().saturating_add(by),
        )
    }

    /// The same size further right and down.
    fn moved(self, x: i32, y: i32) -> Self {
        Self { left: self.left.saturating_add(x), top: self.top.saturating_add(y), ..self }
    }

    fn intersection(self, other: Self) -> Self {
        Self::between(
            self.left.max(other.left),
            self.top.max(other.top),
            self.right().min(other.right()),
            self.bottom().min(other.bottom()),
        )
    }

    /// The smallest that holds both; one without pixels counts for nothing.
    fn union(self, other: Self) -> Self {
        if self.is_empty() || other.is_empty() {
            return if self.is_empty() { other } else { self };
        }
        Self::between(
            self.left.min(other.left),
            self.top.min(other.top),
            self.right().max(other.right()),
            self.bottom().max(other.bottom()),
        )
    }
}

impl From<PixelRect> for Area {
    fn from(rect: PixelRect) -> Self {
        let side = |length: u32| i32::try_from(length).unwrap_or(i32::MAX);
        Self::between(side(rect.left), side(rect.top), side(rect.right), side(rect.bottom))
    }
}

impl Coverage {
    /// What a path covers of the page's part, and so many pixels around it.
    pub(super) fn of(path: &Path, clip: PixelRect, reach: i32) -> Self {
        Self::within(path, Area::around(path.bounds()).intersection(Area::from(clip).grown(reach)))
    }

    /// All that a path covers.
    pub(super) fn whole(path: &Path) -> Self {
        Self::within(path, Area::around(path.bounds()))
    }

    fn within(path: &Path, area: Area) -> Self {
        let Some(mut mask) = Mask::new(area.width, area.height) else { return Self::default() };
        let shift = Transform::from_translate(-(area.left as f32), -(area.top as f32));
        mask.fill_path(path, FillRule::Winding, true, shift);
        Self { area, shares: mask.take() }
    }

    /// Parts of a line together, each moved by whole pixels, as far as they lie in a part of the page
    /// or so many pixels around it. Where parts meet within a pixel, their shares add up.
    pub(super) fn assembled(parts: &[(&Self, i32, i32)], clip: PixelRect, reach: i32) -> Self {
        let areas = parts.iter().map(|(part, x, y)| part.area.moved(*x, *y));
        let area = areas.fold(Area::default(), Area::union);
        let area = area.intersection(Area::from(clip).grown(reach));
        let mut whole = Self { area, shares: vec![0; area.width as usize * area.height as usize] };
        for (part, x, y) in parts {
            let place = part.area.moved(*x, *y);
            for row in place.top.max(area.top)..place.bottom().min(area.bottom()) {
                let from = row_of(&part.shares, place, row, area);
                let into = row_of_mut(&mut whole.shares, area, row, place);
                for (sum, share) in into.iter_mut().zip(from) {
                    *sum = sum.saturating_add(*share);
                }
            }
        }
        whole
    }

    /// What lies within `radius` pixels of what is covered; at most [`WIDEST_HALO`].
    ///
    /// A pixel's share tells how far an edge reaches into it, and moving the edge outwards by the radius
    /// moves that reach along. So a pixel is covered as far as the one that covers it most: by its share
    /// and by how much the radius exceeds the distance between the two.
    pub(super) fn halo(&self, radius: f32) -> Self {
        let radius = if radius > 0.0 { radius.min(WIDEST_HALO) } else { 0.0 };
        let reach = radius.ceil() as i32;
        let area = if self.shares.is_empty() { self.area } else { self.area.grown(reach) };
        let mut halo = Self { area, shares: vec![0; area.width as usize * area.height as usize] };
        let width = self.area.width as usize;
        if width == 0 {
            return halo;
        }
        // A trace of ink must not have a whole halo.
        let limits: Vec<u8> = self.shares.iter().map(|it| it.saturating_mul(STEEPNESS)).collect();
        let steps = (-reach..=reach).flat_map(|y| (-reach..=reach).map(move |x| (x, y)));
        for (x, y) in steps {
            let more = (radius - (x as f32).hypot(y as f32)) * 255.0;
            if more <= -255.0 {
                continue;
            }
            // The casts bring what is out of range to its end.
            let (more, less) = (more.round() as u8, (-more).round() as u8);
            let (first_row, first) = ((y + reach) as usize, (x + reach) as usize);
            let into = halo.shares.chunks_exact_mut(area.width as usize).skip(first_row);
            let from = self.shares.chunks_exact(width).zip(limits.chunks_exact(width));
            for (into, (from, limits)) in into.zip(from) {
                let into = into.get_mut(first..).unwrap_or_default();
                for ((into, from), limit) in into.iter_mut().zip(from).zip(limits) {
                    let share = from.saturating_add(more).saturating_sub(less).min(*limit);
                    *into = share.max(*into);
                }
            }
        }
        halo
    }

    /// Whether it touches some pixels.
    pub(super) fn touches(&self, place: PixelRect) -> bool {
        !self.area.intersection(place.into()).is_empty()
    }

    /// The rows that lie in a part of the page: how far down and right in there each begins, and its
    /// shares.
    pub(super) fn rows(&self, place: PixelRect) -> impl Iterator<Item = (usize, usize, &[u8])> {
        let place = Area::from(place);
        let shown = self.area.intersection(place);
        let within = |from: i32, to: i32| usize::try_from(to.saturating_sub(from)).unwrap_or(0);
        (shown.top..shown.bottom()).map(move |row| {
            let shares = row_of(&self.shares, self.area, row, shown);
            (within(place.top, row), within(place.left, shown.left), shares)
        })
    }

    /// Bytes it takes.
    pub(super) fn size(&self) -> usize {
        self.shares.len() + size_of::<Self>()
    }
}

/// Pixels of the largest radius of a halo.
pub(super) const WIDEST_HALO: f32 = 8.0;

/// How much faster than the letter's own share that of its halo may grow.
const STEEPNESS: u8 = 4;

/// Where in the shares of an area those of a row lie that are in another area too.
fn span(area: Area, row: i32, part: Area) -> Option<std::ops::Range<usize>> {
    let y = usize::try_from(row.checked_sub(area.top)?).ok()?;
    let from = usize::try_from(part.left.max(area.left).checked_sub(area.left)?).ok()?;
    let to = usize::try_from(part.right().min(area.right()).checked_sub(area.left)?).ok()?;
    let start = y * area.width as usize;
    (from < to).then_some(start + from..start + to)
}

fn row_of(shares: &[u8], area: Area, row: i32, part: Area) -> &[u8] {
    span(area, row, part).and_then(|span| shares.get(span)).unwrap_or_default()
}

fn row_of_mut(shares: &mut [u8], area: Area, row: i32, part: Area) -> &mut [u8] {
    span(area, row, part).and_then(|span| shares.get_mut(span)).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use tiny_skia::PathBuilder;

    use super::*;

    const PAGE: PixelRect = PixelRect { left: 0, top: 0, right: 40, bottom: 30 };

    fn rect(left: f32, top: f32, right: f32, bottom: f32) -> Coverage {
        let rect = tiny_skia::Rect::from_ltrb(left, top, right, bottom).expect("a rectangle");
        Coverage::of(&PathBuilder::from_rect(rect), PAGE, 4)
    }

    fn share(of: &Coverage, x: usize, y: usize) -> u8 {
        let row = of.rows(PAGE).find(|row| row.0 == y);
        let share = row.and_then(|(_, left, row)| row.get(x.checked_sub(left)?).copied());
        share.unwrap_or(0)
    }

    #[test]
    fn a_halo_moves_an_edge_by_its_radius() {
        // The edge at 20.5 goes to 21.75, that at 10.25 to 9.
        let halo = rect(10.25, 10.0, 20.5, 20.0).halo(1.25);
        let row: Vec<u8> = [8, 9, 15, 20, 21, 22].map(|x| share(&halo, x, 15)).into();
        assert!(
            row[0] <= 2 && row[1] >= 254 && row[2] == 255 && row[3] == 255 && row[5] == 0,
            "{row:?}"
        );
        assert!(row[4].abs_diff(191) <= 2, "{row:?}");
    }

    #[test]
    fn a_halo_is_round_at_a_corner() {
        let halo = rect(10.0, 10.0, 20.0, 20.0).halo(4.0);
        assert_eq!((share(&halo, 23, 15), share(&halo, 15, 23)), (255, 255));
        assert_eq!((share(&halo, 23, 23), share(&halo, 24, 15)), (0, 0));
    }

    #[test]
    fn parts_that_abut_within_a_pixel_leave_no_seam() {
        let (one, other) = (rect(2.0, 2.0, 5.25, 6.0), rect(1.25, 2.0, 4.0, 6.0));
        let line = Coverage::assembled(&[(&one, 0, 0), (&other, 4, 0)], PAGE, 0);
        let row: Vec<u8> = (1..9).map(|x| share(&line, x, 3)).collect();
        assert!(row[0] == 0 && row[7] == 0 && row[1..7].iter().all(|it| *it >= 254), "{row:?}");
    }

    #[test]
    fn only_what_lies_on_the_page_is_kept() {
        let far = rect(-500.0, -500.0, 1e6, 1e6);
        assert_eq!((far.area.width, far.area.height), (48, 38));
        assert!(far.halo(1.0).rows(PAGE).all(|(_, left, row)| left == 0 && row.len() == 40));
        assert!(!rect(100.0, 100.0, 120.0, 120.0).touches(PAGE));
        assert!(Coverage::default().halo(f32::NAN).shares.is_empty());
    }
}
