//! The fonts of a file: of each, what is used of it.

use std::collections::BTreeMap;

use pdf_writer::types::{CidFontType, FontFlags, SystemInfo, UnicodeCmap};
use pdf_writer::{Filter, Finish, Name, Pdf, Rect, Ref, Str};
use subsetter::GlyphRemapper;

use super::{deflated, refused};
use crate::error::Result;
use crate::map::text::Face;

/// The fonts used so far, in the order of their first use.
#[derive(Default)]
pub(super) struct Fonts(Vec<Used>);

/// A font, and what of it is used.
struct Used {
    face: &'static Face,
    glyphs: GlyphRemapper,
    /// The code of each glyph and text it stands for. Letters of the same shape, such as an Arabic
    /// base that lacks its dots, so are told apart when text is copied.
    codes: BTreeMap<(u16, String), u16>,
    /// The glyph of each code.
    shown: Vec<u16>,
}

impl Fonts {
    /// The number of the font in the file and the code of a glyph that stands for a text there.
    pub(super) fn code(&mut self, face: &'static Face, glyph: u32, text: &str) -> (usize, u16) {
        let known = self.0.iter().position(|used| std::ptr::eq(used.face, face));
        let index = known.unwrap_or_else(|| {
            self.0.push(Used::new(face));
            self.0.len() - 1
        });
        let code = self.0.get_mut(index).map_or(0, |used| used.code(glyph, text));
        (index, code)
    }

    /// How many fonts are used.
    pub(super) fn len(&self) -> usize {
        self.0.len()
    }

    /// Writes the fonts with the references from `first` on: [`REFS`] each.
    pub(super) fn write(&self, pdf: &mut Pdf, first: i32) -> Result<()> {
        let firsts = (0i32..).map(|index| first + index * REFS);
        self.0.iter().zip(firsts).try_for_each(|(used, first)| used.write(pdf, first))
    }
}

/// References a font takes; the first is what a page refers to.
pub(super) const REFS: i32 = 6;

impl Used {
    fn new(face: &'static Face) -> Self {
        Self { face, glyphs: GlyphRemapper::new(), codes: BTreeMap::new(), shown: vec![0] }
    }

    fn code(&mut self, glyph: u32, text: &str) -> u16 {
        let glyph = self.glyphs.remap(u16::try_from(glyph).unwrap_or_default());
        let next = u16::try_from(self.shown.len()).unwrap_or_default();
        *self.codes.entry((glyph, text.to_owned())).or_insert_with(|| {
            self.shown.push(glyph);
            next
        })
    }

    fn write(&self, pdf: &mut Pdf, first: i32) -> Result<()> {
        let [font, cid_font, descriptor, file, glyphs_of, texts_of] =
            [0, 1, 2, 3, 4, 5].map(|index| Ref::new(first + index));
        let face = self.face;
        let name = format!("{}+{}", self.tag(), face.name);
        let name = Name(name.as_bytes());
        let info =
            SystemInfo { registry: Str(b"Adobe"), ordering: Str(b"Identity"), supplement: 0 };
        let thousandths = |units: f32| (units * 1000.0 / face.units_per_em).round();

        let mut type0 = pdf.type0_font(font);
        type0.base_font(name).encoding_predefined(Name(b"Identity-H"));
        type0.descendant_font(cid_font).to_unicode(texts_of);
        type0.finish();

        let originals: Vec<u16> = self.glyphs.remapped_gids().collect();
        let advance = |glyph: &u16| {
            let original = originals.get(usize::from(*glyph)).copied().unwrap_or_default();
            thousandths(face.advance(u32::from(original)))
        };
        let mut cid = pdf.cid_font(cid_font);
        cid.subtype(CidFontType::Type2).base_font(name).system_info(info);
        cid.font_descriptor(descriptor).default_width(0.0);
        cid.cid_to_gid_map_stream(glyphs_of);
        cid.widths().consecutive(0, self.shown.iter().map(advance));
        cid.finish();

        let mut described = pdf.font_descriptor(descriptor);
        described.name(name).flags(FontFlags::SYMBOLIC);
        described.bbox(Rect::new(
            -1000.0,
            thousandths(-face.descent),
            3000.0,
            thousandths(face.ascent),
        ));
        described.italic_angle(0.0).stem_v(80.0).cap_height(thousandths(face.cap_height));
        described.ascent(thousandths(face.ascent)).descent(thousandths(-face.descent));
        described.font_file2(file);
        described.finish();

        let subset = subsetter::subset(face.bytes, 0, &self.glyphs).map_err(refused)?;
        let compressed = deflated(&subset)?;
        let mut stream = pdf.stream(file, &compressed);
        stream.filter(Filter::FlateDecode);
        stream.pair(Name(b"Length1"), i32::try_from(subset.len()).map_err(refused)?);
        stream.finish();

        let map: Vec<u8> = self.shown.iter().flat_map(|glyph| glyph.to_be_bytes()).collect();
        let compressed = deflated(&map)?;
        pdf.stream(glyphs_of, &compressed).filter(Filter::FlateDecode);

        let compressed = deflated(self.texts(info).as_slice())?;
        pdf.stream(texts_of, &compressed).filter(Filter::FlateDecode);
        Ok(())
    }

    /// What text each code stands for.
    fn texts(&self, info: SystemInfo) -> pdf_writer::Buf {
        let mut texts: Vec<(u16, &str)> =
            self.codes.iter().map(|((_, text), code)| (*code, text.as_str())).collect();
        texts.sort_unstable();
        let mut map = UnicodeCmap::new(Name(b"Adobe-Identity-UCS"), info);
        for (code, text) in texts.into_iter().filter(|(_, text)| !text.is_empty()) {
            map.pair_with_multiple(code, text.chars());
        }
        map.finish()
    }

    /// Six letters that tell this part of the font from others, as the format demands.
    fn tag(&self) -> String {
        let mix = |hash: u64, glyph: u16| (hash ^ u64::from(glyph)).wrapping_mul(0x0100_0000_01b3);
        let mut hash = self.glyphs.remapped_gids().fold(0xcbf2_9ce4_8422_2325, mix);
        let letter = |_| {
            let letter = char::from(b'A' + (hash % 26) as u8);
            hash /= 26;
            letter
        };
        (0..6).map(letter).collect()
    }
}
