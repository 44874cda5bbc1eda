//! What symbols on a map or a chart stand for.

use super::phrase::Phrase;
use crate::model::Language;

/// A symbol that the legend explains.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Symbol {
    /// Land of which the data says nothing.
    NoData,
    /// Front lines.
    Front,
    /// Borders of countries.
    Border,
    /// Borders whose standing is disputed.
    DisputedBorder,
    /// Borders of regions.
    RegionBorder,
    /// Days on which there is data, but nobody has said who controls the place.
    Unmapped,
    /// Days without data.
    DaysWithoutData,
}

const FRONT: Phrase = Phrase::new("Front line", "خط التماس", "Xeta eniyê", "هێڵی بەرەی شەڕ");
const BORDER: Phrase =
    Phrase::new("International border", "حدود دولية", "Sînorê navdewletî", "سنووری نێودەوڵەتی");
const DISPUTED_BORDER: Phrase =
    Phrase::new("Disputed border", "حدود متنازع عليها", "Sînorê bi nakokî", "سنووری جێناکۆک");
const REGION_BORDER: Phrase =
    Phrase::new("Regional border", "حدود إدارية", "Sînorê îdarî", "سنووری کارگێڕی");
const NO_DATA: Phrase = Phrase::new("No data", "لا بيانات", "Dane tune", "داتا نییە");
const UNMAPPED: Phrase =
    Phrase::new("Not mapped", "غير مبيّن على الخريطة", "Ne di nexşeyê de", "لە نەخشەکەدا نییە");

/// What a symbol stands for.
pub fn symbol(symbol: Symbol, language: Language) -> &'static str {
    let phrase = match symbol {
        Symbol::Front => FRONT,
        Symbol::Border => BORDER,
        Symbol::DisputedBorder => DISPUTED_BORDER,
        Symbol::RegionBorder => REGION_BORDER,
        Symbol::NoData | Symbol::DaysWithoutData => NO_DATA,
        Symbol::Unmapped => UNMAPPED,
    };
    phrase.text(language)
}

/// A kind of thing that an editor points out on a map.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Annotation {
    /// A dam.
    Dam,
    /// A military airfield.
    Airbase,
    /// A crossing of a border.
    BorderCrossing,
    /// The town that an actor has declared its capital.
    DeclaredCapital,
    /// A siege.
    Encirclement,
    /// A camp of displaced or detained people.
    Camp,
    /// A prison.
    Prison,
    /// An oil or gas field.
    OilField,
    /// A military base.
    Base,
    /// Something that happened on the day.
    Event,
}

impl Annotation {
    /// Every kind.
    pub const ALL: [Self; 10] = [
        Self::Dam,
        Self::Airbase,
        Self::BorderCrossing,
        Self::DeclaredCapital,
        Self::Encirclement,
        Self::Camp,
        Self::Prison,
        Self::OilField,
        Self::Base,
        Self::Event,
    ];
}

const DAM: Phrase = Phrase::new("Dam", "سد", "Bendav", "بەنداو");
const AIRBASE: Phrase = Phrase::new("Airbase", "قاعدة جوية", "Baregeha hewayî", "بنکەی ئاسمانی");
const BORDER_CROSSING: Phrase =
    Phrase::new("Border crossing", "معبر حدودي", "Deriyê sînorî", "دەروازەی سنووری");
const DECLARED_CAPITAL: Phrase =
    Phrase::new("Declared capital", "عاصمة معلنة", "Paytexta ragihandî", "پایتەختی ڕاگەیەنراو");
const ENCIRCLEMENT: Phrase = Phrase::new("Encirclement", "حصار", "Dorpêç", "گەمارۆ");
const CAMP: Phrase = Phrase::new("Camp", "مخيم", "Kamp", "کەمپ");
const PRISON: Phrase = Phrase::new("Prison", "سجن", "Girtîgeh", "زیندان");
const OIL_FIELD: Phrase = Phrase::new("Oil field", "حقل نفط", "Zeviya petrolê", "کێڵگەی نەوت");
const BASE: Phrase = Phrase::new("Base", "قاعدة عسكرية", "Baregeh", "بنکەی سەربازی");
const EVENT: Phrase = Phrase::new("Event", "حدث", "Bûyer", "ڕووداو");

/// What the icon of an annotation stands for.
///
/// # Example
///
/// ```
/// use controlmap::map::wording::{Annotation, annotation};
/// use controlmap::model::Language;
///
/// assert_eq!(annotation(Annotation::OilField, Language::English), "Oil field");
/// ```
pub fn annotation(kind: Annotation, language: Language) -> &'static str {
    let phrase = match kind {
        Annotation::Dam => DAM,
        Annotation::Airbase => AIRBASE,
        Annotation::BorderCrossing => BORDER_CROSSING,
        Annotation::DeclaredCapital => DECLARED_CAPITAL,
        Annotation::Encirclement => ENCIRCLEMENT,
        Annotation::Camp => CAMP,
        Annotation::Prison => PRISON,
        Annotation::OilField => OIL_FIELD,
        Annotation::Base => BASE,
        Annotation::Event => EVENT,
    };
    phrase.text(language)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_two_kinds_of_annotation_have_one_name() {
        for language in Language::ALL {
            let mut names = Annotation::ALL.map(|kind| annotation(kind, language));
            names.sort_unstable();
            assert!(names.windows(2).all(|pair| pair[0] != pair[1]), "{names:?}");
        }
    }
}
