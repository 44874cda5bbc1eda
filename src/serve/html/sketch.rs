//! A drawing of the ground of features, as an outline in the page itself.

use std::fmt::Write;

use super::tree::Tree;

/// Width of the drawing in its own units.
const WIDTH: f64 = 720.0;
/// The least and the most height of the drawing.
const HEIGHT: (f64, f64) = (160.0, 480.0);
/// Free room round the ground.
const MARGIN: f64 = 12.0;
/// Units below which a step of a line is not seen.
const STEP: f64 = 0.6;
/// Lines and points above which a drawing shows nothing any more, and is left out.
const MOST_LINES: usize = 20_000;

/// The box of some ground: west, south, east, north.
pub(super) type Extent = [f64; 4];

/// The box that the geometries of features lie in; nothing where none has ground.
pub(super) fn extent<'a>(features: impl Iterator<Item = &'a Tree>) -> Option<Extent> {
    let positions = features.flat_map(lines).flatten();
    let nowhere = [f64::INFINITY, f64::INFINITY, f64::NEG_INFINITY, f64::NEG_INFINITY];
    let found = positions.fold(nowhere, |[west, south, east, north], [x, y]| {
        [west.min(*x), south.min(*y), east.max(*x), north.max(*y)]
    });
    found.iter().all(|it| it.is_finite()).then_some(found)
}

/// A drawing of features; nothing where there is no ground but a point, or too much of it.
pub(super) fn drawing<'a>(features: impl Iterator<Item = &'a Tree> + Clone) -> Option<String> {
    let extent @ [west, south, east, north] = extent(features.clone())?;
    if west == east && south == north {
        return None;
    }
    let sheet = Sheet::of(extent);
    if features.clone().map(|feature| lines(feature).len()).sum::<usize>() > MOST_LINES {
        return None;
    }
    let mut svg = format!(
        "<svg class=\"sketch\" role=\"img\" aria-label=\"Outline of the ground\" viewBox=\"0 0 {WIDTH} {:.0}\">",
        sheet.height
    );
    for feature in features {
        let kind = feature.get("geometry").and_then(|it| it.text("type")).unwrap_or_default();
        let lines = lines(feature);
        if kind.ends_with("Point") {
            for [x, y] in lines.iter().flatten().map(|position| sheet.place(*position)) {
                let _ = write!(svg, "<circle cx=\"{x:.1}\" cy=\"{y:.1}\" r=\"3\"/>");
            }
            continue;
        }
        let is_area = kind.ends_with("Polygon");
        let path: String = lines.iter().map(|line| sheet.path(line, is_area)).collect();
        let class = if is_area { "area" } else { "line" };
        let _ = write!(svg, "<path class=\"{class}\" d=\"{path}\"/>");
    }
    svg.push_str("</svg>");
    Some(svg)
}

fn lines(feature: &Tree) -> &[Vec<[f64; 2]>] {
    match feature.get("geometry").and_then(|geometry| geometry.get("coordinates")) {
        Some(Tree::Ground(ground)) => &ground.lines,
        _ => &[],
    }
}

/// Where positions stand in the drawing.
struct Sheet {
    west: f64,
    north: f64,
    /// Units of the drawing for a degree.
    scale: [f64; 2],
    /// From the left and from above to the ground.
    offset: [f64; 2],
    height: f64,
}

impl Sheet {
    fn of([west, south, east, north]: Extent) -> Self {
        // A degree of longitude is as wide as it is in the middle of the ground.
        let narrowing = ((south + north) / 2.0).to_radians().cos().max(0.05);
        let (width, height) = (((east - west) * narrowing).max(1e-6), (north - south).max(1e-6));
        let room = [WIDTH - 2.0 * MARGIN, HEIGHT.1 - 2.0 * MARGIN];
        let scale = (room[0] / width).min(room[1] / height);
        let drawn = (height * scale + 2.0 * MARGIN).max(HEIGHT.0);
        Self {
            west,
            north,
            scale: [scale * narrowing, scale],
            offset: [(WIDTH - width * scale) / 2.0, (drawn - height * scale) / 2.0],
            height: drawn,
        }
    }

    fn place(&self, [x, y]: [f64; 2]) -> [f64; 2] {
        [
            self.offset[0] + (x - self.west) * self.scale[0],
            self.offset[1] + (self.north - y) * self.scale[1],
        ]
    }

    fn path(&self, line: &[[f64; 2]], is_area: bool) -> String {
        let mut path = String::new();
        let mut last: Option<[f64; 2]> = None;
        for (index, position) in line.iter().enumerate() {
            let [x, y] = self.place(*position);
            let is_near = last.is_some_and(|it| (it[0] - x).hypot(it[1] - y) < STEP);
            if is_near && index + 1 < line.len() {
                continue;
            }
            let letter = if last.is_some() { 'L' } else { 'M' };
            let _ = write!(path, "{letter}{x:.1} {y:.1}");
            last = Some([x, y]);
        }
        if is_area {
            path.push('Z');
        }
        path
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ground_is_drawn_in_its_shape() {
        let json =
            r#"{"geometry":{"type":"Polygon","coordinates":[[[0,0],[2,0],[2,1],[0,1],[0,0]]]}}"#;
        let feature: Tree = serde_json::from_str(json).unwrap();
        assert_eq!(extent([&feature].into_iter()), Some([0.0, 0.0, 2.0, 1.0]));
        let svg = drawing([&feature].into_iter()).unwrap();
        assert!(svg.contains("M12.0 360.0L708.0 360.0L708.0 12.0L12.0 12.0L12.0 360.0Z"), "{svg}");
    }

    #[test]
    fn points_are_dots_and_one_alone_or_no_ground_is_no_drawing() {
        let feature = |json: &str| serde_json::from_str::<Tree>(json).unwrap();
        let point = feature(r#"{"geometry":{"type":"Point","coordinates":[41,37]}}"#);
        assert_eq!(drawing([&point].into_iter()), None);
        let other = feature(r#"{"geometry":{"type":"Point","coordinates":[42,37]}}"#);
        let svg = drawing([&point, &other].into_iter()).unwrap();
        assert!(svg.contains("<circle cx=\"12.0\" cy=\"80.0\""), "{svg}");
        assert_eq!(drawing([&feature(r#"{"geometry":null}"#)].into_iter()), None);
    }
}
