//! Where on the map a panel does the least harm.

use crate::map::scene::Rect;

/// A corner of the map.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::map) enum Corner {
    TopLeft,
    TopRight,
    BottomLeft,
    BottomRight,
}

impl Corner {
    /// The corners in the order in which a page prefers them for its legend.
    pub(in crate::map) fn for_legend(mirrored: bool) -> [Self; 4] {
        if mirrored {
            [Self::TopRight, Self::TopLeft, Self::BottomRight, Self::BottomLeft]
        } else {
            [Self::TopLeft, Self::TopRight, Self::BottomLeft, Self::BottomRight]
        }
    }

    /// The corners in the order in which a page prefers them for its scale bar.
    pub(in crate::map) fn for_scale_bar(mirrored: bool) -> [Self; 4] {
        if mirrored {
            [Self::BottomRight, Self::BottomLeft, Self::TopRight, Self::TopLeft]
        } else {
            [Self::BottomLeft, Self::BottomRight, Self::TopLeft, Self::TopRight]
        }
    }

    /// The corners in the order in which a page prefers them for its locator.
    pub(in crate::map) fn for_locator(mirrored: bool) -> [Self; 4] {
        Self::for_legend(!mirrored)
    }

    /// A rectangle of a size in this corner of a frame.
    fn place(self, frame: &Rect, width: f32, height: f32, inset: f32) -> Rect {
        let (left, right) = (frame.x + inset, frame.right() - inset - width);
        let (top, bottom) = (frame.y + inset, frame.bottom() - inset - height);
        let (x, y) = match self {
            Self::TopLeft => (left, top),
            Self::TopRight => (right, top),
            Self::BottomLeft => (left, bottom),
            Self::BottomRight => (right, bottom),
        };
        Rect { x, y, width, height }
    }
}

/// The rectangle of a size in the corner of a frame that costs the least, the first of several
/// that cost the same; nothing if it fits in no corner without touching what is taken.
pub(in crate::map) fn cheapest(
    corners: [Corner; 4],
    (width, height): (f32, f32),
    frame: &Rect,
    inset: f32,
    taken: &[Rect],
    cost: impl Fn(&Rect) -> f32,
) -> Option<Rect> {
    if width + 2.0 * inset > frame.width || height + 2.0 * inset > frame.height {
        return None;
    }
    let mut best: Option<(f32, Rect)> = None;
    for corner in corners {
        let rect = corner.place(frame, width, height, inset);
        if taken.iter().any(|taken| taken.intersects(&rect.grown(inset / 2.0))) {
            continue;
        }
        let cost = cost(&rect);
        if best.is_none_or(|(least, _)| cost < least) {
            best = Some((cost, rect));
        }
    }
    best.map(|(_, rect)| rect)
}
