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
    /// Towns, whatever their size.
    Town,
    /// Roads.
    Road,
    /// Rivers.
    River,
    /// Lakes.
    Lake,
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

const TOWN: Phrase =
    Phrase::new("City or town", "مدينة أو بلدة", "Bajar an bajarok", "شار یان شارۆچکە");
const ROAD: Phrase = Phrase::new("Road", "طريق", "Rê", "ڕێگا");
const RIVER: Phrase = Phrase::new("River", "نهر", "Çem", "ڕووبار");
const LAKE: Phrase = Phrase::new("Lake", "بحيرة", "Gol", "دەریاچە");

/// What a symbol stands for.
pub fn symbol(symbol: Symbol, language: Language) -> &'static str {
    let phrase = match symbol {
        Symbol::Front => FRONT,
        Symbol::Border => BORDER,
        Symbol::DisputedBorder => DISPUTED_BORDER,
        Symbol::RegionBorder => REGION_BORDER,
        Symbol::NoData | Symbol::DaysWithoutData => NO_DATA,
        Symbol::Unmapped => UNMAPPED,
        Symbol::Town => TOWN,
        Symbol::Road => ROAD,
        Symbol::River => RIVER,
        Symbol::Lake => LAKE,
    };
    phrase.text(language)
}
