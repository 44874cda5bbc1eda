//! What stands under a map: its sources and its projection.

use super::phrase::Phrase;
use crate::geometry::Projection;
use crate::model::Language;

const SOURCES: Phrase =
    Phrase::new("Sources: {}.", "المصادر: {}.", "Çavkanî: {}.", "سەرچاوەکان: {}.");
const PROJECTION: Phrase =
    Phrase::new("Projection: {}.", "الإسقاط: {}.", "Projeksiyon: {}.", "پرۆجێکشن: {}.");

const AZIMUTHAL: Phrase = Phrase::new(
    "Lambert azimuthal equal-area",
    "لامبرت السمتي متساوي المساحات",
    "Lambert a azîmutal, wekrûber",
    "سەمتیی یەکسانڕووبەری لامبێرت",
);
const ALBERS: Phrase = Phrase::new(
    "Albers equal-area conic",
    "ألبرز المخروطي متساوي المساحات",
    "Albers equal-area conic",
    "قووچەکیی یەکسانڕووبەری ئاڵبێرز",
);
const CONFORMAL: Phrase = Phrase::new(
    "Lambert conformal conic",
    "لامبرت المخروطي المطابق",
    "Lambert conformal conic",
    "قووچەکیی هاوگۆشەی لامبێرت",
);
const TRANSVERSE: Phrase = Phrase::new(
    "Transverse Mercator",
    "مركاتور المستعرض",
    "Transverse Mercator",
    "Transverse Mercator",
);

/// Where the data comes from.
pub fn sources(list: &str, language: Language) -> String {
    SOURCES.fill(&[list], language)
}

/// Which projection the map is in.
pub fn projection(projection: Projection, language: Language) -> String {
    let name = match projection {
        Projection::Auto | Projection::Laea => AZIMUTHAL.text(language),
        Projection::Albers => ALBERS.text(language),
        Projection::Lcc => CONFORMAL.text(language),
        Projection::TransverseMercator => TRANSVERSE.text(language),
        Projection::EqualEarth => "Equal Earth",
        Projection::Robinson => "Robinson",
        Projection::Mollweide => "Mollweide",
        Projection::Sinusoidal => "Sinusoidal",
    };
    PROJECTION.fill(&[name], language)
}
