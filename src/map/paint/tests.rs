//! What the painter as a whole promises.

use proptest::prelude::*;

use super::sample::{
    BLACK, GREEN, RED, WHITE, at, curved, empty, fill, hatch, label, page, rect, scene, stroke,
};
use super::{Image, index, png, raster};
use crate::map::scene::{Color, CurvedText, Item, Layer, Paint, Point, Rect, Scene, Stroke, Text};

fn painted(items: Vec<Item>) -> Image {
    raster(&page(items), 1.0).expect("paintable")
}

/// A file's size, pixels as red, green, blue, and texts.
fn decode(file: &[u8]) -> (::png::Info<'static>, Vec<[u8; 3]>) {
    let mut decoder = ::png::Decoder::new(std::io::Cursor::new(file));
    decoder.set_transformations(::png::Transformations::EXPAND);
    let mut reader = decoder.read_info().expect("a PNG file");
    let mut bytes = vec![0; reader.output_buffer_size().expect("a small image")];
    reader.next_frame(&mut bytes).expect("sound image data");
    reader.finish().expect("a whole file");
    (reader.info().clone(), bytes.as_chunks().0.to_vec())
}

mod png_file {
    use super::*;

    #[test]
    fn few_colours_are_kept_exactly() {
        let scene = page(vec![fill(rect(10.0, 10.0, 30.0, 20.0), GREEN)]);
        let (info, pixels) = decode(&png(&scene, 1.0, &[]).expect("paintable"));
        assert_eq!((info.width, info.height), (100, 50));
        let image = raster(&scene, 1.0).expect("paintable");
        let same = pixels.iter().zip(image.pixels()).all(|(a, b)| a[..] == b[..3]);
        assert!(same && pixels.len() == 5000);
        assert_eq!(pixels[15 * 100 + 15], [181, 201, 154]);
    }

    #[test]
    fn a_map_of_many_colours_is_close_to_what_was_painted() {
        let scene = scene();
        let (_, pixels) = decode(&png(&scene, 2.0, &[]).expect("paintable"));
        let image = raster(&scene, 2.0).expect("paintable");
        let total: u64 = pixels
            .iter()
            .zip(image.pixels())
            .flat_map(|(a, b)| a.iter().zip(b).map(|(a, b)| u64::from(a.abs_diff(*b))))
            .sum();
        let mean = total as f64 / (pixels.len() * 3) as f64;
        assert!(mean < 0.25, "{mean} of 255 levels");
    }

    #[test]
    fn metadata_and_density_are_stored() {
        let metadata = [
            ("Title".to_owned(), "خريطة السيطرة".to_owned()),
            ("Source".to_owned(), "café".to_owned()),
        ];
        let (info, _) = decode(&png(&empty(), 2.0, &metadata).expect("paintable"));
        let latin = &info.uncompressed_latin1_text[0];
        assert_eq!((latin.keyword.as_str(), latin.text.as_str()), ("Source", "café"));
        let other = &info.utf8_text[0];
        assert_eq!(other.keyword, "Title");
        assert_eq!(other.get_text().expect("sound text"), "خريطة السيطرة");
        let density = info.pixel_dims.expect("a density");
        assert_eq!((density.xppu, density.yppu), (7559, 7559), "192 pixels an inch");
        assert!(info.srgb.is_some());
    }

    #[test]
    fn a_keyword_that_png_cannot_hold_is_refused() {
        for keyword in ["", "خريطة", &"k".repeat(80), "a\0b"] {
            assert!(png(&empty(), 1.0, &[(keyword.to_owned(), String::new())]).is_err());
        }
        assert!(png(&empty(), 1.0, &[("Text".to_owned(), "a\0b".to_owned())]).is_ok());
    }

    #[test]
    fn a_page_of_several_compressed_parts_decodes() {
        let scene = Scene { width: 3000.0, height: 401.0, ..scene() };
        let (_, pixels) = decode(&png(&scene, 1.0, &[]).expect("paintable"));
        assert_eq!(pixels.len(), 3000 * 401);
        assert_eq!(pixels[3000 * 401 - 1], [247, 245, 240]);
    }

    #[test]
    fn bytes_do_not_depend_on_the_number_of_threads() {
        let scene = scene();
        let files: Vec<Vec<u8>> = [1, 2, 4]
            .map(|threads| {
                let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build();
                pool.expect("a thread pool").install(|| png(&scene, 1.5, &[])).expect("paintable")
            })
            .into();
        assert!(files[0] == files[1] && files[1] == files[2]);
    }
}

mod pixels {
    use super::*;

    #[test]
    fn a_fill_covers_half_a_pixel_by_half() {
        let image = painted(vec![fill(rect(10.5, 10.0, 10.0, 10.0), BLACK)]);
        assert_eq!(image.pixel(9, 15), Some(WHITE));
        assert_eq!(image.pixel(10, 15).map(|c| c.r), Some(137));
        assert_eq!(image.pixel(11, 15), Some(BLACK));
        assert_eq!(image.pixel(20, 15).map(|c| c.r), Some(137));
        assert_eq!(image.pixel(21, 15), Some(WHITE));
    }

    #[test]
    fn a_fill_that_reaches_beyond_the_page_fills_it_to_its_edges() {
        for ring in [rect(-500.0, -500.0, 1e6, 1e6), rect(50.0, -1.0, 51.0, 52.0)] {
            let image = painted(vec![fill(ring, RED)]);
            let corners = [image.pixel(99, 0), image.pixel(99, 49), image.pixel(50, 25)];
            assert_eq!(corners, [Some(RED); 3]);
        }
    }

    #[test]
    fn a_ring_within_a_ring_is_a_hole_whatever_its_direction() {
        for reversed in [false, true] {
            let mut hole = rect(20.0, 20.0, 10.0, 10.0);
            if reversed {
                hole.reverse();
            }
            let Item::Fill { paint, .. } = fill(Vec::new(), RED) else { unreachable!() };
            let rings = vec![rect(10.0, 10.0, 30.0, 30.0), hole];
            let image = painted(vec![Item::Fill { rings, paint }]);
            assert_eq!((image.pixel(15, 15), image.pixel(25, 25)), (Some(RED), Some(WHITE)));
        }
    }

    #[test]
    fn a_line_of_two_pixels_on_a_pixel_edge_is_crisp() {
        let image = painted(vec![stroke(vec![at(10.0, 20.0), at(50.0, 20.0)], BLACK, 2.0)]);
        let column: Vec<Option<Color>> = (18..22).map(|y| image.pixel(30, y)).collect();
        assert_eq!(column, [Some(WHITE), Some(BLACK), Some(BLACK), Some(WHITE)]);
        assert_eq!(image.pixel(60, 20), Some(WHITE));
    }

    #[test]
    fn a_translucent_line_is_not_darker_where_it_meets_itself() {
        let half = Color { a: 128, ..BLACK };
        let corner = vec![at(10.0, 10.0), at(40.0, 10.0), at(40.0, 40.0), at(10.0, 10.0)];
        let image = painted(vec![stroke(corner, half, 6.0)]);
        assert_eq!(image.pixel(25, 10), image.pixel(40, 10));
    }

    #[test]
    fn dashes_leave_gaps() {
        let line = vec![vec![at(10.0, 20.5), at(90.0, 20.5)]];
        let dash = Stroke { color: BLACK, width: 1.0, dash: Some((10.0, 10.0)) };
        let image = painted(vec![Item::Stroke { lines: line, stroke: dash }]);
        assert_eq!((image.pixel(15, 20), image.pixel(25, 20)), (Some(BLACK), Some(WHITE)));
        assert_eq!(image.pixel(35, 20), Some(BLACK));
    }

    #[test]
    fn a_dot_has_its_fill_and_its_outline() {
        let outline = Some((2.0, BLACK));
        let image =
            painted(vec![Item::Dot { center: at(30.0, 20.0), radius: 8.0, fill: RED, outline }]);
        assert_eq!(image.pixel(30, 20), Some(RED));
        assert_eq!(image.pixel(37, 20), Some(BLACK));
        assert_eq!(image.pixel(30, 12), Some(BLACK));
        assert_eq!(image.pixel(40, 20), Some(WHITE));
    }

    #[test]
    fn a_swatch_shows_the_stripes_of_the_map() {
        let map = painted(vec![hatch(rect(0.0, 0.0, 100.0, 50.0), RED)]);
        let swatch = painted(vec![hatch(rect(61.0, 30.0, 24.0, 12.0), RED)]);
        for (x, y) in (61..85).flat_map(|x| (30..42).map(move |y| (x, y))) {
            assert_eq!(map.pixel(x, y), swatch.pixel(x, y), "{x} {y}");
        }
        assert_eq!(swatch.pixel(60, 35), Some(WHITE));
    }

    #[test]
    fn a_layer_stays_within_its_clip() {
        let items = vec![
            fill(rect(-500.0, -500.0, 1e6, 1e6), RED),
            stroke(vec![at(0.0, 25.0), at(100.0, 25.0)], BLACK, 3.0),
            Item::Text(Text { halo: None, ..label("Qamishli", at(0.0, 40.0), 40.0) }),
        ];
        let clip = Some(Rect { x: 20.0, y: 10.0, width: 30.0, height: 20.0 });
        let scene = Scene { layers: vec![Layer { name: "inset", clip, items }], ..empty() };
        let image = raster(&scene, 1.0).expect("paintable");
        for (x, y) in (0..100).flat_map(|x| (0..50).map(move |y| (x, y))) {
            let within = (20..50).contains(&x) && (10..30).contains(&y);
            assert_eq!(image.pixel(x, y) != Some(WHITE), within, "{x} {y}");
        }
    }

    #[test]
    fn a_halo_lies_around_the_letters() {
        let items = vec![
            fill(rect(0.0, 0.0, 100.0, 50.0), GREEN),
            Item::Text(label("I", at(50.0, 40.0), 40.0)),
        ];
        let image = painted(items);
        let row: Vec<Color> = (0..100).filter_map(|x| image.pixel(x, 30)).collect();
        let stem = row.iter().position(|&c| c == BLACK).expect("the letter's stem");
        assert!(row[stem - 1].b.max(row[stem - 2].b) > 230, "white to its left");
        assert_eq!(row[stem - 5], GREEN);
    }

    #[test]
    fn scale_two_shows_the_same_map_in_more_pixels() {
        let (one, two) = (raster(&scene(), 1.0), raster(&scene(), 2.0));
        let (one, two) = (one.expect("paintable"), two.expect("paintable"));
        assert_eq!((two.width(), two.height()), (600, 400));
        assert_eq!((one.pixel(60, 100), two.pixel(121, 201)), (Some(GREEN), Some(GREEN)));
    }
}

mod odd_input {
    use super::*;

    fn odd_number() -> impl Strategy<Value = f32> {
        prop_oneof![
            4 => -50.0f32..150.0,
            1 => Just(f32::NAN),
            1 => Just(f32::INFINITY),
            1 => Just(f32::NEG_INFINITY),
            1 => Just(0.0f32),
            1 => Just(-3e38f32),
            1 => Just(1e30f32),
            1 => Just(-2e7f32),
            1 => Just(1e-40f32),
        ]
    }

    fn odd_points() -> impl Strategy<Value = Vec<Point>> {
        let point = (odd_number(), odd_number()).prop_map(|(x, y)| Point { x, y });
        proptest::collection::vec(point, 0..7)
    }

    proptest! {
        #[test]
        fn no_number_breaks_the_painter(
            ring in odd_points(),
            line in odd_points(),
            numbers in proptest::collection::vec(odd_number(), 12),
        ) {
            let text = Text {
                rotation: numbers[0],
                halo: Some((numbers[1], WHITE)),
                ..label("aب(", at(numbers[2], numbers[3]), numbers[4])
            };
            let dash = Some((numbers[5], numbers[6]));
            let stroked = Stroke { color: BLACK, width: numbers[7], dash };
            let striped = Paint::Hatch {
                phase: 0.0,
                color: RED,
                spacing: numbers[8],
                width: numbers[9],
                angle: numbers[10],
            };
            let items = vec![
                fill(ring.clone(), GREEN),
                Item::Fill { rings: vec![ring, line.clone()], paint: striped },
                stroke(line.clone(), RED, numbers[11]),
                Item::Stroke { lines: vec![line.clone()], stroke: stroked },
                Item::Dot {
                    center: at(numbers[2], numbers[3]),
                    radius: numbers[7],
                    fill: RED,
                    outline: Some((numbers[9], BLACK)),
                },
                Item::Text(text),
                Item::CurvedText(CurvedText { path: line, ..curved("نهر") }),
            ];
            let clip = Some(Rect {
                x: numbers[0],
                y: numbers[1],
                width: numbers[2],
                height: numbers[3],
            });
            let layers = vec![
                Layer { name: "clipped", clip, items: items.clone() },
                Layer { name: "whole", clip: None, items },
            ];
            let image = raster(&Scene { layers, ..empty() }, 1.0);
            prop_assert!(image.is_ok_and(|image| index(&image).pixels().len() == 5000));
        }
    }
}
