//! Scene to PNG: a 1600 x 1200 map of some 30,000 vertices, hatches and 100 haloed labels in two
//! scripts, as a whole and in parts.
//!
//! With `PAINT_SAMPLE=map.png` the painted map is also written to that file, to be looked at.

use criterion::{Criterion, criterion_group, criterion_main};

use controlmap::map::paint::{index, png, raster};
use controlmap::map::scene::{
    Anchor, Color, Item, Layer, Paint, Point, Rect, Scene, Stroke, Text, TextStyle, Weight,
};
use controlmap::map::text::shape;

const WIDTH: f32 = 1600.0;
const HEIGHT: f32 = 1200.0;

const fn color(rgb: u32) -> Color {
    Color { r: (rgb >> 16) as u8, g: (rgb >> 8) as u8, b: rgb as u8, a: 255 }
}

/// A ring of `count` points about a centre, as ragged as a front line.
fn ragged(x: f32, y: f32, radius: f32, count: u16, seed: f32) -> Vec<Point> {
    (0..count)
        .map(|index| {
            let turn = f32::from(index) / f32::from(count) * std::f32::consts::TAU;
            let away = radius
                * (1.0
                    + 0.18 * (3.0 * turn + seed).sin()
                    + 0.07 * (17.0 * turn + 2.0 * seed).sin()
                    + 0.02 * (83.0 * turn + 5.0 * seed).sin());
            Point { x: x + away * turn.cos(), y: y + away * turn.sin() }
        })
        .collect()
}

fn closed(mut ring: Vec<Point>) -> Vec<Point> {
    ring.extend(ring.first().copied());
    ring
}

fn style(size: f32, weight: Weight) -> TextStyle {
    TextStyle { size, weight, spacing: 0.0 }
}

fn labels() -> Vec<Item> {
    const NAMES: [&str; 10] = [
        "Qamishli",
        "القامشلي",
        "Serê Kaniyê",
        "رأس العين",
        "Deir ez-Zor",
        "دير الزور",
        "Kobani (عين العرب)",
        "Tall Abyad",
        "ڕۆژاڤا کوردستان",
        "Manbij",
    ];
    let mut items = Vec::new();
    for index in 0..100u16 {
        let (column, row) = (index % 10, index / 10);
        let center = Point {
            x: 60.0 + f32::from(column) * 155.0 + f32::from(row % 3) * 20.0,
            y: 60.0 + f32::from(row) * 110.0 + f32::from(column % 4) * 17.0,
        };
        items.push(Item::Dot {
            center,
            radius: 3.0,
            fill: color(0xffffff),
            outline: Some((1.2, color(0x222222))),
        });
        items.push(Item::Text(Text {
            content: NAMES[usize::from(index % 10)].to_owned(),
            origin: Point { x: center.x + 6.0, y: center.y + 4.0 },
            anchor: Anchor::Left,
            style: style(if row == 0 { 18.0 } else { 12.0 }, Weight::Regular),
            color: color(0x222222),
            halo: Some((2.4, color(0xffffff))),
            rotation: if index % 25 == 3 { 30.0 } else { 0.0 },
        }));
    }
    items
}

fn scene() -> Scene {
    const COLORS: [u32; 6] = [0xe9c46a, 0xb5c99a, 0xe29578, 0x9db4c0, 0xcdb4db, 0xf2e8cf];
    let mut fills = Vec::new();
    let mut fronts = Vec::new();
    for index in 0..24u16 {
        let (x, y) = (130.0 + f32::from(index % 6) * 270.0, 150.0 + f32::from(index / 6) * 300.0);
        let ring = ragged(x, y, 170.0, 500, f32::from(index));
        fronts.push(closed(ring.clone()));
        let fill = color(COLORS[usize::from(index) % COLORS.len()]);
        fills.push(Item::Fill { rings: vec![ring], paint: Paint::Solid(fill) });
    }
    let hatch =
        Paint::Hatch { color: color(0xb0413e), spacing: 7.0, width: 2.0, angle: 45.0, phase: 0.0 };
    let contested: Vec<Item> = (0..4u16)
        .map(|index| Item::Fill {
            rings: vec![ragged(300.0 + f32::from(index) * 330.0, 600.0, 110.0, 500, 9.0)],
            paint: hatch,
        })
        .collect();
    let river: Vec<Point> = (0..2000u16)
        .map(|index| {
            let x = f32::from(index) * 0.8;
            Point { x, y: 700.0 + 120.0 * (x / 140.0).sin() + 9.0 * (x / 11.0).cos() }
        })
        .collect();
    let border: Vec<Point> = (0..2000u16)
        .map(|index| {
            let y = f32::from(index) * 0.6;
            Point { x: 800.0 + 200.0 * (y / 300.0).cos() + 5.0 * (y / 7.0).sin(), y }
        })
        .collect();
    let line = |rgb, width, dash| Stroke { color: color(rgb), width, dash };
    let inset = Rect { x: 20.0, y: 1000.0, width: 260.0, height: 180.0 };
    Scene {
        width: WIDTH,
        height: HEIGHT,
        background: color(0xf7f5f0),
        layers: vec![
            Layer { name: "territories", clip: None, items: fills },
            Layer { name: "contested", clip: None, items: contested },
            Layer {
                name: "lines",
                clip: None,
                items: vec![
                    Item::Stroke { lines: vec![river], stroke: line(0x6d9dc5, 2.0, None) },
                    Item::Stroke { lines: fronts, stroke: line(0x555555, 1.2, None) },
                    Item::Stroke {
                        lines: vec![border],
                        stroke: line(0x333333, 1.6, Some((8.0, 4.0))),
                    },
                ],
            },
            Layer { name: "labels", clip: None, items: labels() },
            Layer {
                name: "inset",
                clip: Some(inset),
                items: vec![
                    Item::Fill {
                        rings: vec![ragged(150.0, 1100.0, 400.0, 60, 0.0)],
                        paint: Paint::Solid(color(0xffffff)),
                    },
                    Item::Fill { rings: vec![ragged(150.0, 1100.0, 90.0, 400, 0.0)], paint: hatch },
                ],
            },
        ],
    }
}

fn paint(c: &mut Criterion) {
    let scene = scene();
    let vertices: usize = scene
        .layers
        .iter()
        .flat_map(|layer| &layer.items)
        .map(|item| match item {
            Item::Fill { rings, .. } => rings.iter().map(Vec::len).sum(),
            Item::Stroke { lines, .. } => lines.iter().map(Vec::len).sum(),
            Item::Dot { .. } | Item::Text(_) | Item::CurvedText(_) => 0,
        })
        .sum();
    let file = png(&scene, 1.0, &[]).expect("the scene can be painted");
    eprintln!("{vertices} vertices, {} bytes of PNG", file.len());
    if let Some(path) = std::env::var_os("PAINT_SAMPLE") {
        std::fs::write(path, &file).expect("the sample can be written");
    }
    let image = raster(&scene, 1.0).expect("the scene can be painted");
    c.bench_function("png", |b| b.iter(|| png(&scene, 1.0, &[])));
    c.bench_function("png at scale 2", |b| b.iter(|| png(&scene, 2.0, &[])));
    c.bench_function("raster", |b| b.iter(|| raster(&scene, 1.0)));
    c.bench_function("index", |b| b.iter(|| index(&image)));
    let style = style(12.0, Weight::Regular);
    c.bench_function("shape a Latin label", |b| b.iter(|| shape("Deir ez-Zor", style)));
    c.bench_function("shape a mixed label", |b| b.iter(|| shape("Kobani (عين العرب)", style)));
}

criterion_group!(benches, paint);
criterion_main!(benches);
