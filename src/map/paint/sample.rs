//! A small map with one of everything, for the painter's tests.

use crate::map::scene::{
    Anchor, Color, CurvedText, Item, Layer, Paint, Point, Rect, Scene, Stroke, Text, TextStyle,
    Weight,
};

pub(super) const WHITE: Color = Color { r: 255, g: 255, b: 255, a: 255 };
pub(super) const RED: Color = Color { r: 176, g: 65, b: 62, a: 255 };
pub(super) const GREEN: Color = Color { r: 181, g: 201, b: 154, a: 255 };
pub(super) const BLACK: Color = Color { r: 20, g: 20, b: 20, a: 255 };

pub(super) fn at(x: f32, y: f32) -> Point {
    Point { x, y }
}

/// A white page of 100 by 50.
pub(super) fn empty() -> Scene {
    Scene { width: 100.0, height: 50.0, background: WHITE, layers: Vec::new() }
}

/// A white page of 100 by 50 with some items.
pub(super) fn page(items: Vec<Item>) -> Scene {
    Scene { layers: vec![Layer { name: "items", clip: None, items }], ..empty() }
}

pub(super) fn rect(x: f32, y: f32, width: f32, height: f32) -> Vec<Point> {
    vec![at(x, y), at(x + width, y), at(x + width, y + height), at(x, y + height)]
}

pub(super) fn fill(ring: Vec<Point>, color: Color) -> Item {
    Item::Fill { rings: vec![ring], paint: Paint::Solid(color) }
}

pub(super) fn hatch(ring: Vec<Point>, color: Color) -> Item {
    let paint = Paint::Hatch { color, spacing: 7.0, width: 2.0, angle: 45.0, phase: 0.0 };
    Item::Fill { rings: vec![ring], paint }
}

pub(super) fn stroke(line: Vec<Point>, color: Color, width: f32) -> Item {
    Item::Stroke { lines: vec![line], stroke: Stroke { color, width, dash: None } }
}

pub(super) fn label(content: &str, origin: Point, size: f32) -> Text {
    Text {
        content: content.to_owned(),
        origin,
        anchor: Anchor::Left,
        style: TextStyle { size, weight: Weight::Regular, spacing: 0.0 },
        color: BLACK,
        halo: Some((2.5, WHITE)),
        rotation: 0.0,
    }
}

/// A label of 16 pixels along a gentle curve around (150, 40).
pub(super) fn curved(content: &str) -> CurvedText {
    let step = |i: u8| f32::from(i) * 4.0;
    let bend = |i: u8| 10.0 * (f32::from(i) / 5.0).sin();
    CurvedText {
        content: content.to_owned(),
        path: (0..=40).map(|i| at(70.0 + step(i), 40.0 + bend(i))).collect(),
        style: TextStyle { size: 16.0, weight: Weight::Regular, spacing: 0.0 },
        color: BLACK,
        halo: Some((2.5, WHITE)),
    }
}

/// A map of 300 by 200 with one of everything.
pub(super) fn scene() -> Scene {
    let ragged: Vec<Point> = (0..300u16)
        .map(|i| {
            let turn = f32::from(i) / 300.0 * std::f32::consts::TAU;
            let away = 80.0 + 12.0 * (5.0 * turn).sin() + 3.0 * (41.0 * turn).cos();
            at(150.0 + 1.5 * away * turn.cos(), 100.0 + away * turn.sin())
        })
        .collect();
    let mut turned = label("Kobani (عين العرب)", at(150.0, 120.0), 17.0);
    turned.anchor = Anchor::Middle;
    turned.rotation = 25.0;
    let dashed = Stroke { color: BLACK, width: 1.5, dash: Some((7.0, 4.0)) };
    let items = vec![
        fill(ragged.clone(), GREEN),
        hatch(rect(90.3, 60.7, 100.0, 90.0), Color { a: 180, ..RED }),
        stroke(ragged.clone(), BLACK, 0.7),
        Item::Stroke { lines: vec![ragged], stroke: dashed },
        Item::Dot {
            center: at(120.5, 80.2),
            radius: 3.0,
            fill: WHITE,
            outline: Some((1.2, BLACK)),
        },
        Item::Text(label("القامشلي", at(126.0, 84.0), 14.0)),
        Item::Text(turned),
        Item::CurvedText(curved("نهر Khabur")),
    ];
    let inset = Rect { x: 10.0, y: 130.0, width: 60.4, height: 50.0 };
    let inside =
        vec![fill(rect(0.0, 0.0, 300.0, 200.0), WHITE), hatch(rect(0.0, 0.0, 70.0, 160.0), RED)];
    Scene {
        width: 300.0,
        height: 200.0,
        background: Color { r: 247, g: 245, b: 240, a: 255 },
        layers: vec![
            Layer { name: "map", clip: None, items },
            Layer { name: "inset", clip: Some(inset), items: inside },
        ],
    }
}
