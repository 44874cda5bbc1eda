//! What films promise, told by decoding them.

use std::num::NonZeroU16;

use super::{Fade, Film, Repeat, Timing, apng, gif};
use crate::ErrorKind;
use crate::map::paint::sample::{BLACK, GREEN, RED, WHITE, at, fill, label, rect, scene, stroke};
use crate::map::scene::{Color, Item, Layer, Scene};

/// A square that moves over a map, a label that stays above it, and a number.
fn step(left: f32) -> Scene {
    let mut scene = scene();
    let moving = vec![fill(rect(left, 40.0, 60.0, 60.0), RED)];
    let above = vec![
        stroke(vec![at(10.0, 60.0), at(290.0, 90.0)], BLACK, 1.3),
        Item::Text(label("Qamishli", at(100.0, 80.0), 16.0)),
    ];
    scene.layers.push(Layer { name: "moving", clip: None, items: moving });
    scene.layers.push(Layer { name: "above", clip: None, items: above });
    let number = vec![Item::Text(label(&format!("{left}"), at(250.0, 20.0), 14.0))];
    scene.layers.push(Layer { name: "number", clip: None, items: number });
    scene
}

fn film(scenes: Vec<Scene>) -> Film {
    Film { scenes, timing: Timing::default() }
}

fn moving() -> Film {
    film([20.0, 33.5, 47.0, 47.0, 150.0].map(step).to_vec())
}

fn few(value: u16) -> NonZeroU16 {
    NonZeroU16::new(value).expect("a positive number")
}

fn fading() -> Film {
    let fade = Some(Fade { ms: 100, frames: few(3) });
    let timing = Timing { frame_ms: 333, hold_last_ms: 1500, fade, repeat: Repeat::Times(few(4)) };
    Film { timing, ..moving() }
}

/// A frame as a viewer shows it: red, green and blue, and for how long in milliseconds.
type Shown = (Vec<u8>, u32);

/// What is played, equal frames as one.
fn played(film: &Film, scale: f32) -> Vec<Shown> {
    let mut frames: Vec<Shown> = Vec::new();
    let all = film.play(scale, |shot| {
        match frames.last_mut() {
            Some((rgb, ms)) if rgb == shot.rgb => *ms += shot.ms,
            _ => frames.push((shot.rgb.to_vec(), shot.ms)),
        }
        Ok(())
    });
    all.expect("paintable");
    frames
}

/// What a viewer of GIF files shows, and how often it repeats it.
fn gif_shows(file: &[u8]) -> (Vec<Shown>, ::gif::Repeat) {
    let mut options = ::gif::DecodeOptions::new();
    options.set_color_output(::gif::ColorOutput::RGBA);
    let mut decoder = options.read_info(file).expect("a GIF file");
    let width = usize::from(decoder.width());
    let mut screen = vec![0; width * usize::from(decoder.height()) * 3];
    let mut frames = Vec::new();
    while let Some(frame) = decoder.read_next_frame().expect("sound image data") {
        assert_eq!(frame.dispose, ::gif::DisposalMethod::Keep);
        for (row, pixels) in frame.buffer.chunks(usize::from(frame.width) * 4).enumerate() {
            let start = (usize::from(frame.top) + row) * width + usize::from(frame.left);
            for (pixel, rgba) in screen[start * 3..].chunks_mut(3).zip(pixels.chunks(4)) {
                if rgba[3] == 255 {
                    pixel.copy_from_slice(&rgba[..3]);
                }
            }
        }
        frames.push((screen.clone(), u32::from(frame.delay) * 10));
    }
    (frames, decoder.repeat())
}

/// What a viewer of PNG files shows, and what the file says of itself.
fn apng_shows(file: &[u8]) -> (Vec<Shown>, ::png::Info<'static>) {
    let mut decoder = ::png::Decoder::new(std::io::Cursor::new(file));
    decoder.set_transformations(::png::Transformations::EXPAND);
    let mut reader = decoder.read_info().expect("a PNG file");
    let count = reader.info().animation_control.expect("an animation").num_frames;
    let mut bytes = vec![0; reader.output_buffer_size().expect("a small image")];
    let width = reader.info().width as usize;
    let mut screen = vec![0; width * reader.info().height as usize * 3];
    let mut frames = Vec::new();
    for _ in 0..count {
        let drawn = reader.next_frame(&mut bytes).expect("sound image data");
        let frame = *reader.info().frame_control().expect("a frame of an animation");
        assert_eq!(frame.dispose_op, ::png::DisposeOp::None);
        for row in 0..frame.height as usize {
            let pixels = &bytes[row * drawn.line_size..][..frame.width as usize * 4];
            let start = (frame.y_offset as usize + row) * width + frame.x_offset as usize;
            for (pixel, rgba) in screen[start * 3..].chunks_mut(3).zip(pixels.chunks(4)) {
                if rgba[3] == 255 {
                    pixel.copy_from_slice(&rgba[..3]);
                }
            }
        }
        let ms = u32::from(frame.delay_num) * 1000 / u32::from(frame.delay_den);
        frames.push((screen.clone(), ms));
    }
    reader.finish().expect("a whole file");
    (frames, reader.info().clone())
}

/// The mean difference of two pictures, in levels of 255.
fn difference(one: &[u8], other: &[u8]) -> f64 {
    assert_eq!(one.len(), other.len());
    let sum: u64 = one.iter().zip(other).map(|(a, b)| u64::from(a.abs_diff(*b))).sum();
    sum as f64 / one.len() as f64
}

#[test]
fn both_formats_show_the_scenes_and_the_same_of_them() {
    for (film, scale) in [(moving(), 1.0), (moving(), 1.7), (fading(), 1.0)] {
        let wanted = played(&film, scale);
        let (gif, _) = gif_shows(&gif(&film, scale, &[]).expect("paintable"));
        let (apng, _) = apng_shows(&apng(&film, scale, &[]).expect("paintable"));
        assert_eq!((gif.len(), apng.len()), (wanted.len(), wanted.len()));
        for ((gif, apng), wanted) in gif.iter().zip(&apng).zip(&wanted) {
            assert!(gif.0 == apng.0);
            assert!(difference(&gif.0, &wanted.0) < 0.5, "{}", difference(&gif.0, &wanted.0));
            assert_eq!(apng.1, wanted.1);
            assert!(gif.1.abs_diff(wanted.1) <= 10);
        }
        let total: u32 = gif.iter().map(|frame| frame.1).sum();
        assert!(u64::from(total).abs_diff(film.duration_ms()) <= 5);
    }
}

#[test]
fn few_colours_are_kept_exactly() {
    let page = |left: f32| Scene {
        layers: vec![Layer {
            name: "moving",
            clip: None,
            items: vec![fill(rect(left, 10.0, 20.5, 20.0), GREEN)],
        }],
        ..crate::map::paint::sample::empty()
    };
    let film = film(vec![page(0.0), page(15.0), page(79.5)]);
    let wanted = played(&film, 1.0);
    assert!(gif_shows(&gif(&film, 1.0, &[]).expect("paintable")).0 == wanted);
    assert!(apng_shows(&apng(&film, 1.0, &[]).expect("paintable")).0 == wanted);
}

#[test]
fn a_frame_is_the_picture_of_its_scene_alone() {
    let film = moving();
    let mut shots = Vec::new();
    let all = film.play(1.3, |shot| {
        shots.push(shot.rgb.to_vec());
        Ok(())
    });
    all.expect("paintable");
    for (shot, scene) in shots.iter().zip(&film.scenes) {
        let image = crate::map::paint::raster(scene, 1.3).expect("paintable");
        let alone: Vec<u8> = image.pixels().iter().flat_map(|[r, g, b, _]| [*r, *g, *b]).collect();
        assert!(*shot == alone);
    }
    assert_eq!(shots.len(), 5);
}

#[test]
fn equal_frames_become_one_that_lasts_longer() {
    let (frames, _) = gif_shows(&gif(&moving(), 1.0, &[]).expect("paintable"));
    assert_eq!(frames.iter().map(|it| it.1).collect::<Vec<_>>(), [500, 500, 1000, 2000]);
    let still = film(vec![step(20.0); 40]);
    let (frames, info) = apng_shows(&apng(&still, 1.0, &[]).expect("paintable"));
    assert_eq!(frames.iter().map(|it| it.1).collect::<Vec<_>>(), [39 * 500 + 2000]);
    assert_eq!(info.animation_control.map(|it| it.num_frames), Some(1));
}

#[test]
fn a_still_film_of_hours_is_cut_into_frames_that_the_formats_can_time() {
    let timing = Timing { frame_ms: 60_000, hold_last_ms: 60_000, ..Timing::default() };
    let film = Film { scenes: vec![crate::map::paint::sample::empty(); 25], timing };
    let (gif, _) = gif_shows(&gif(&film, 1.0, &[]).expect("paintable"));
    let (apng, _) = apng_shows(&apng(&film, 1.0, &[]).expect("paintable"));
    for frames in [gif, apng] {
        let times: Vec<u32> = frames.iter().map(|it| it.1).collect();
        assert_eq!(times, [600_000, 600_000, 300_000]);
    }
}

#[test]
fn what_stays_is_not_stored_again() {
    let one = gif(&film(vec![step(20.0)]), 1.0, &[]).expect("paintable").len();
    let many: Vec<Scene> = (0..20u8).map(|i| step(20.0 + f32::from(i))).collect();
    let many = gif(&film(many), 1.0, &[]).expect("paintable").len();
    assert!(many < 4 * one, "{one} bytes for a scene, {many} for twenty");
}

#[test]
fn a_fade_shows_mixtures_at_the_end_of_a_scenes_time() {
    let page = |background: Color| Scene { background, ..crate::map::paint::sample::empty() };
    let black = Color { r: 0, g: 0, b: 0, a: 255 };
    let fade = Some(Fade { ms: 130, frames: few(3) });
    let timing = Timing { frame_ms: 400, fade, ..Timing::default() };
    let frames = played(&Film { scenes: vec![page(black), page(WHITE)], timing }, 1.0);
    let told: Vec<(u8, u32)> = frames.iter().map(|(rgb, ms)| (rgb[0], *ms)).collect();
    assert_eq!(told, [(0, 270), (64, 43), (128, 43), (191, 44), (255, 2000)]);
}

#[test]
fn a_film_is_shown_as_often_as_asked() {
    for (repeat, in_gif, in_apng) in [
        (Repeat::Forever, ::gif::Repeat::Infinite, 0),
        (Repeat::Times(few(1)), ::gif::Repeat::Finite(0), 1),
        (Repeat::Times(few(3)), ::gif::Repeat::Finite(2), 3),
    ] {
        let mut film = moving();
        film.timing.repeat = repeat;
        assert_eq!(gif_shows(&gif(&film, 1.0, &[]).expect("paintable")).1, in_gif);
        let (_, info) = apng_shows(&apng(&film, 1.0, &[]).expect("paintable"));
        assert_eq!(info.animation_control.map(|it| it.num_plays), Some(in_apng));
    }
}

#[test]
fn files_say_what_they_are() {
    let metadata =
        [("Title".to_owned(), "خريطة السيطرة".to_owned()), ("Source".to_owned(), "s".repeat(700))];
    let file = gif(&moving(), 1.0, &metadata).expect("paintable");
    let holds = |wanted: &str| file.windows(wanted.len()).any(|it| it == wanted.as_bytes());
    assert!(holds("Title: خريطة السيطرة") && holds("Source: sss"));
    assert_eq!(gif_shows(&file).0.len(), 4, "comments of several blocks");
    let (_, info) = apng_shows(&apng(&moving(), 2.0, &metadata).expect("paintable"));
    assert_eq!(info.uncompressed_latin1_text[0].text.len(), 700);
    assert_eq!(info.utf8_text[0].keyword, "Title");
    assert_eq!(info.pixel_dims.map(|it| it.xppu), Some(7559));
}

#[test]
fn bytes_do_not_depend_on_the_number_of_threads() {
    let files: Vec<(Vec<u8>, Vec<u8>)> = [1, 2, 5]
        .map(|threads| {
            let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build();
            pool.expect("a thread pool").install(|| {
                let both = (gif(&fading(), 1.5, &[]), apng(&fading(), 1.5, &[]));
                (both.0.expect("paintable"), both.1.expect("paintable"))
            })
        })
        .into();
    assert!(files[0] == files[1] && files[1] == files[2]);
}

#[test]
fn films_that_cannot_be_made_are_refused() {
    let refused = |film: Film, scale: f32| gif(&film, scale, &[]).map_err(|error| error.kind());
    assert_eq!(refused(film(Vec::new()), 1.0), Err(ErrorKind::Usage));
    let other = Scene { width: 77.0, ..step(1.0) };
    assert_eq!(refused(film(vec![step(1.0), other]), 1.0), Err(ErrorKind::Usage));
    assert_eq!(refused(moving(), f32::NAN), Err(ErrorKind::Usage));
    assert_eq!(refused(film(vec![step(1.0); 100]), 40.0), Err(ErrorKind::Limit));
    let late = Some(Fade { ms: 490, frames: few(2) });
    let dense = Some(Fade { ms: 100, frames: few(6) });
    let plain = Timing::default();
    for timing in [
        Timing { frame_ms: 19, ..plain },
        Timing { hold_last_ms: 0, ..plain },
        Timing { hold_last_ms: u32::MAX, ..plain },
        Timing { fade: late, ..plain },
        Timing { fade: dense, ..plain },
    ] {
        assert_eq!(refused(Film { timing, ..moving() }, 1.0), Err(ErrorKind::Usage), "{timing:?}");
    }
}
