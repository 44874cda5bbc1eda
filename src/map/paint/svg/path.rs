//! Lines and rings as the data of a path: every step from the point before, in hundredths, so that
//! neither space nor exactness is lost.

use super::markup::{hundredths, push_decimal};
use crate::map::scene::Point;
use crate::map::text::{Outline, Segment};

/// How lines end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Ends {
    /// The last point joins the first.
    Joined,
    /// The last point joins the first only where it is the same.
    AsGiven,
}

/// The data of a path; nothing if there is no point to draw.
pub(super) fn path_data(lines: &[Vec<Point>], ends: Ends) -> Option<String> {
    let mut data = String::new();
    for line in lines {
        let finite = line.iter().filter(|at| at.x.is_finite() && at.y.is_finite());
        let mut points: Vec<(i64, i64)> =
            finite.map(|at| (hundredths(at.x), hundredths(at.y))).collect();
        points.dedup();
        let (Some(&first), Some(&last)) = (points.first(), points.last()) else { continue };
        let returns = points.len() > 2 && first == last;
        if returns {
            points.pop();
        }
        data.push('M');
        pair(&mut data, first);
        let mut command = 'M';
        for step in points.windows(2) {
            let by = (step[1].0 - step[0].0, step[1].1 - step[0].1);
            let next = match by {
                (_, 0) => 'h',
                (0, _) => 'v',
                _ => 'l',
            };
            if next != command {
                data.push(next);
            } else if by.0 >= 0 && next != 'v' || by.1 >= 0 && next == 'v' {
                // A minus parts numbers as well as a space does.
                data.push(' ');
            }
            match next {
                'h' => push_decimal(&mut data, by.0),
                'v' => push_decimal(&mut data, by.1),
                _ => pair(&mut data, by),
            }
            command = next;
        }
        match (returns || ends == Ends::Joined, points.len()) {
            (true, 2..) => data.push('z'),
            // A line without length is a dot.
            (_, 1) => data.push_str("h0"),
            _ => {}
        }
    }
    (!data.is_empty()).then_some(data)
}

/// The data of an outline; nothing if it is empty.
pub(super) fn outline_data(outline: &Outline) -> Option<String> {
    let exact = |at: Point| (hundredths(at.x), hundredths(at.y));
    let mut data = String::new();
    let (mut first, mut last) = ((0, 0), (0, 0));
    for segment in &outline.segments {
        let (command, points) = match *segment {
            Segment::Move(p) => ('M', vec![p]),
            Segment::Line(p) => ('l', vec![p]),
            Segment::Quad(c, p) => ('q', vec![c, p]),
            Segment::Cubic(c, d, p) => ('c', vec![c, d, p]),
            Segment::Close => ('z', vec![]),
        };
        data.push(command);
        let from = if command == 'M' { (0, 0) } else { last };
        for (index, (x, y)) in points.into_iter().map(exact).enumerate() {
            let by = (x - from.0, y - from.1);
            if index > 0 && by.0 >= 0 {
                data.push(' ');
            }
            pair(&mut data, by);
            last = (x, y);
        }
        match command {
            'M' => first = last,
            'z' => last = first,
            _ => {}
        }
    }
    (!data.is_empty()).then_some(data)
}

fn pair(data: &mut String, (x, y): (i64, i64)) {
    push_decimal(data, x);
    if y >= 0 {
        data.push(' ');
    }
    push_decimal(data, y);
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(points: &[(f32, f32)]) -> Vec<Point> {
        points.iter().map(|&(x, y)| Point { x, y }).collect()
    }

    #[test]
    fn steps_are_relative_and_short() {
        let ring = line(&[(10.0, 20.0), (30.5, 20.0), (30.5, 5.25), (10.25, 5.0), (9.0, 6.0)]);
        let written = path_data(&[ring], Ends::Joined);
        assert_eq!(written.as_deref(), Some("M10 20h20.5v-14.75l-20.25-.25-1.25 1z"));
    }

    #[test]
    fn an_outline_keeps_its_curves() {
        let at = |x, y| Point { x, y };
        let segments = vec![
            Segment::Move(at(1.0, 2.0)),
            Segment::Line(at(3.0, 1.5)),
            Segment::Quad(at(4.0, 4.0), at(2.0, 4.0)),
            Segment::Close,
            Segment::Move(at(0.0, 0.0)),
        ];
        let written = outline_data(&Outline { segments });
        assert_eq!(written.as_deref(), Some("M1 2l2-.5q1 2.5-1 2.5zM0 0"));
        assert_eq!(outline_data(&Outline::default()), None);
    }

    #[test]
    fn rounding_does_not_add_up() {
        let fine: Vec<Point> =
            (0..1000).map(|index| Point { x: index as f32 * 1.004, y: 0.0 }).collect();
        let written = path_data(&[fine], Ends::AsGiven).expect("points");
        let steps = written.strip_prefix("M0 0h").expect("one command").split(' ');
        let sum: f64 = steps.map(|step| step.parse::<f64>().expect("a number")).sum();
        assert!((sum - 999.0 * 1.004).abs() < 0.006, "{sum}");
    }

    #[test]
    fn a_line_is_closed_where_it_returns() {
        let open = line(&[(0.0, 0.0), (1.0, 1.0), (2.0, 0.0)]);
        let mut closed = open.clone();
        closed.push(open[0]);
        assert_eq!(path_data(&[open], Ends::AsGiven).as_deref(), Some("M0 0l1 1 1-1"));
        assert_eq!(path_data(&[closed], Ends::AsGiven).as_deref(), Some("M0 0l1 1 1-1z"));
    }

    #[test]
    fn points_that_are_no_numbers_are_left_out() {
        let odd = line(&[(f32::NAN, 0.0), (1.0, 2.0), (3.0, f32::INFINITY)]);
        assert_eq!(path_data(&[odd], Ends::AsGiven).as_deref(), Some("M1 2h0"));
        assert_eq!(path_data(&[line(&[(f32::NAN, 0.0)])], Ends::Joined), None);
    }
}
