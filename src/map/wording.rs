//! What a map says besides names, in every language.

use jiff::civil::Date;

use crate::geometry::Projection;
use crate::model::Language::{self, Arabic, English, Kurdish};
use crate::model::Status;

const ENGLISH_MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];
/// The months as the Levant and Iraq name them.
const ARABIC_MONTHS: [&str; 12] = [
    "كانون الثاني",
    "شباط",
    "آذار",
    "نيسان",
    "أيار",
    "حزيران",
    "تموز",
    "آب",
    "أيلول",
    "تشرين الأول",
    "تشرين الثاني",
    "كانون الأول",
];
const KURDISH_MONTHS: [&str; 12] = [
    "Çile", "Sibat", "Adar", "Nîsan", "Gulan", "Hezîran", "Tîrmeh", "Tebax", "Îlon", "Cotmeh",
    "Mijdar", "Kanûn",
];

/// A date for readers. Years before our era are those of historians, who have no year 0; the first
/// of January of such a year stands for the year.
pub fn date(date: Date, language: Language) -> String {
    let year = year(date, language);
    if date.year() < 1 && date.month() == 1 && date.day() == 1 {
        return year;
    }
    format!("{} {year}", day_of_month(date, language))
}

/// A date without its year.
pub fn day_of_month(date: Date, language: Language) -> String {
    format!("{} {}", date.day(), month(date, language))
}

/// A date without its day.
pub fn month_of_year(date: Date, language: Language) -> String {
    format!("{} {}", month(date, language), year(date, language))
}

/// The name of a date's month.
pub fn month(date: Date, language: Language) -> &'static str {
    let months = match language {
        English => ENGLISH_MONTHS,
        Arabic => ARABIC_MONTHS,
        Kurdish => KURDISH_MONTHS,
    };
    let month = usize::try_from(date.month() - 1).ok().and_then(|index| months.get(index));
    month.copied().unwrap_or_default()
}

/// A date's year; see [`date`] for those before our era.
pub fn year(date: Date, language: Language) -> String {
    let year = i32::from(date.year());
    match (1 - year, language) {
        (..=0, _) => year.to_string(),
        (before, English) => format!("{before} BC"),
        (before, Arabic) => format!("{before} ق.م"),
        (before, Kurdish) => format!("{before} BZ"),
    }
}

/// A period by its first and its last day.
pub fn period(first: &str, last: &str, language: Language) -> String {
    match language {
        English => format!("{first} to {last}"),
        Arabic => format!("من {first} إلى {last}"),
        Kurdish => format!("Ji {first} heta {last}"),
    }
}

/// The headline of a chart of the one place that it shows, or of several.
pub fn who_held(place: Option<&str>, language: Language) -> String {
    match (place, language) {
        (Some(place), English) => format!("Who held {place}"),
        (Some(place), Arabic) => format!("من سيطر على {place}"),
        (Some(place), Kurdish) => format!("Kê {place} kontrol dikir"),
        (None, English) => "Who held these places".to_owned(),
        (None, Arabic) => "من سيطر على هذه الأماكن".to_owned(),
        (None, Kurdish) => "Kê ev cih kontrol dikirin".to_owned(),
    }
}

/// The headline of a chart of areas.
pub fn who_held_ground(language: Language) -> &'static str {
    match language {
        English => "Who held the ground",
        Arabic => "من سيطر على الأرض",
        Kurdish => "Kê erd kontrol dikir",
    }
}

/// The line under the headline: of which date the map is.
pub fn as_of(day: &str, language: Language) -> String {
    match language {
        English => format!("Control as of {day}"),
        Arabic => format!("مناطق السيطرة في {day}"),
        Kurdish => format!("Kontrol: {day}"),
    }
}

/// That the data is of an earlier date.
pub fn data_of(day: &str, age: i64, language: Language) -> String {
    match (language, age) {
        (English, 1) => format!("data of {day} (1 day old)"),
        (English, _) => format!("data of {day} ({age} days old)"),
        (Arabic, 1) => format!("بيانات {day} (قبل يوم واحد)"),
        (Arabic, 2) => format!("بيانات {day} (قبل يومين)"),
        (Arabic, 3..=10) => format!("بيانات {day} (قبل {age} أيام)"),
        (Arabic, _) => format!("بيانات {day} (قبل {age} يومًا)"),
        (Kurdish, 1) => format!("dane: {day} (berî rojekê)"),
        (Kurdish, _) => format!("dane: {day} (berî {age} rojan)"),
    }
}

/// The headline of a dataset without one.
pub fn untitled(language: Language) -> &'static str {
    match language {
        English => "Control of territory",
        Arabic => "مناطق السيطرة",
        Kurdish => "Kontrola erdê",
    }
}

/// How ground is controlled, by those named.
pub fn control(status: Status, names: &[&str], language: Language) -> String {
    let joined = names.join(match language {
        Arabic => "، ",
        English | Kurdish => ", ",
    });
    match (status, names.is_empty(), language) {
        (Status::Held, false, _) => joined,
        (Status::Held | Status::Unknown, _, English) => "Control unknown".to_owned(),
        (Status::Held | Status::Unknown, _, Arabic) => "السيطرة غير معروفة".to_owned(),
        (Status::Held | Status::Unknown, _, Kurdish) => "Kontrol nayê zanîn".to_owned(),
        (Status::Contested, true, English) => "Contested".to_owned(),
        (Status::Contested, true, Arabic) => "متنازع عليها".to_owned(),
        (Status::Contested, true, Kurdish) => "Bi nakokî".to_owned(),
        (Status::Contested, false, English) => format!("Contested: {joined}"),
        (Status::Contested, false, Arabic) => format!("متنازع عليها: {joined}"),
        (Status::Contested, false, Kurdish) => format!("Bi nakokî: {joined}"),
        (Status::Claimed, true, English) => "Claimed".to_owned(),
        (Status::Claimed, true, Arabic) => "سيطرة معلنة".to_owned(),
        (Status::Claimed, true, Kurdish) => "Tê îdiakirin".to_owned(),
        (Status::Claimed, false, English) => format!("Claimed: {joined}"),
        (Status::Claimed, false, Arabic) => format!("سيطرة معلنة: {joined}"),
        (Status::Claimed, false, Kurdish) => format!("Tê îdiakirin: {joined}"),
        (Status::Joint, true, English) => "Joint control".to_owned(),
        (Status::Joint, true, Arabic) => "سيطرة مشتركة".to_owned(),
        (Status::Joint, true, Kurdish) => "Kontrola hevpar".to_owned(),
        (Status::Joint, false, English) => format!("Joint: {joined}"),
        (Status::Joint, false, Arabic) => format!("سيطرة مشتركة: {joined}"),
        (Status::Joint, false, Kurdish) => format!("Hevpar: {joined}"),
    }
}

/// Ground that several are given at once.
pub fn overlaps(language: Language) -> &'static str {
    match language {
        English => "Overlapping",
        Arabic => "متداخلة",
        Kurdish => "Li ser hev",
    }
}

/// So many further rows that the legend has no room for.
pub fn others(count: usize, language: Language) -> String {
    match language {
        English => format!("{count} others"),
        Arabic => format!("{count} غيرها"),
        Kurdish => format!("{count} yên din"),
    }
}

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

/// What a symbol stands for.
pub fn symbol(symbol: Symbol, language: Language) -> &'static str {
    match (symbol, language) {
        (Symbol::Front, English) => "Front line",
        (Symbol::Front, Arabic) => "خط التماس",
        (Symbol::Front, Kurdish) => "Xeta eniyê",
        (Symbol::Border, English) => "International border",
        (Symbol::Border, Arabic) => "حدود دولية",
        (Symbol::Border, Kurdish) => "Sînorê navdewletî",
        (Symbol::DisputedBorder, English) => "Disputed border",
        (Symbol::DisputedBorder, Arabic) => "حدود متنازع عليها",
        (Symbol::DisputedBorder, Kurdish) => "Sînorê bi nakokî",
        (Symbol::RegionBorder, English) => "Regional border",
        (Symbol::RegionBorder, Arabic) => "حدود إدارية",
        (Symbol::RegionBorder, Kurdish) => "Sînorê îdarî",
        (Symbol::NoData | Symbol::DaysWithoutData, English) => "No data",
        (Symbol::NoData | Symbol::DaysWithoutData, Arabic) => "لا بيانات",
        (Symbol::NoData | Symbol::DaysWithoutData, Kurdish) => "Dane tune",
        (Symbol::Unmapped, English) => "Not mapped",
        (Symbol::Unmapped, Arabic) => "غير مبيّن على الخريطة",
        (Symbol::Unmapped, Kurdish) => "Ne di nexşeyê de",
    }
}

/// The unit of the areas in the legend.
pub fn square_kilometres(language: Language) -> &'static str {
    match language {
        English | Kurdish => "km²",
        Arabic => "كم²",
    }
}

/// An area with its unit.
pub fn square_kilometres_of(area: &str, language: Language) -> String {
    format!("{area} {}", square_kilometres(language))
}

/// What percentages are of.
pub fn percent_of(whole: &str, language: Language) -> String {
    match language {
        English => format!("% of {whole}"),
        Arabic => format!("٪ من {whole}"),
        Kurdish => format!("% ji {whole}"),
    }
}

/// A length in kilometres.
pub fn kilometres(length: &str, language: Language) -> String {
    match language {
        English | Kurdish => format!("{length} km"),
        Arabic => format!("{length} كم"),
    }
}

/// A length in miles.
pub fn miles(length: &str, language: Language) -> String {
    match language {
        English => format!("{length} mi"),
        Arabic => format!("{length} ميل"),
        Kurdish => format!("{length} mîl"),
    }
}

/// Where the data comes from.
pub fn sources(list: &str, language: Language) -> String {
    match language {
        English => format!("Sources: {list}."),
        Arabic => format!("المصادر: {list}."),
        Kurdish => format!("Çavkanî: {list}."),
    }
}

/// Which projection the map is in.
pub fn projection(projection: Projection, language: Language) -> String {
    let name = match (projection, language) {
        (Projection::Auto | Projection::Laea, English) => "Lambert azimuthal equal-area",
        (Projection::Auto | Projection::Laea, Arabic) => "لامبرت السمتي متساوي المساحات",
        (Projection::Auto | Projection::Laea, Kurdish) => "Lambert a azîmutal, wekrûber",
        (Projection::Albers, Arabic) => "ألبرز المخروطي متساوي المساحات",
        (Projection::Albers, _) => "Albers equal-area conic",
        (Projection::Lcc, Arabic) => "لامبرت المخروطي المطابق",
        (Projection::Lcc, _) => "Lambert conformal conic",
        (Projection::EqualEarth, _) => "Equal Earth",
        (Projection::TransverseMercator, Arabic) => "مركاتور المستعرض",
        (Projection::TransverseMercator, _) => "Transverse Mercator",
        (Projection::Robinson, _) => "Robinson",
        (Projection::Mollweide, _) => "Mollweide",
        (Projection::Sinusoidal, _) => "Sinusoidal",
    };
    match language {
        English => format!("Projection: {name}."),
        Arabic => format!("الإسقاط: {name}."),
        Kurdish => format!("Projeksiyon: {name}."),
    }
}

/// A whole number with its thousands apart.
pub fn grouped(number: f64, language: Language) -> String {
    let digits = format!("{:.0}", number.abs());
    let separator = match language {
        English | Arabic => ',',
        Kurdish => '.',
    };
    let mut text = String::with_capacity(digits.len() * 4 / 3 + 1);
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            text.push(separator);
        }
        text.push(digit);
    }
    text
}

/// An area without its unit: no decimals from ten square kilometres on.
pub fn area(square_kilometres: f64, language: Language) -> String {
    match square_kilometres {
        none if none <= 0.0 => "0".to_owned(),
        little if little < 0.1 => format!("<{}", decimal(0.1, language)),
        some if some < 9.95 => decimal(some, language),
        more => grouped(more, language),
    }
}

/// A percentage without its sign, to one decimal.
pub fn percentage(percent: f64, language: Language) -> String {
    match percent {
        none if none <= 0.0 => "0".to_owned(),
        little if little < 0.05 => format!("<{}", decimal(0.1, language)),
        some => decimal(some, language),
    }
}

fn decimal(number: f64, language: Language) -> String {
    let text = format!("{number:.1}");
    match language {
        English | Arabic => text,
        Kurdish => text.replace('.', ","),
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date as day;

    use super::*;

    #[test]
    fn dates_are_written_as_each_language_writes_them() {
        let given = day(2026, 1, 27);
        assert_eq!(date(given, English), "27 January 2026");
        assert_eq!(date(given, Arabic), "27 كانون الثاني 2026");
        assert_eq!(date(given, Kurdish), "27 Çile 2026");
    }

    #[test]
    fn parts_of_dates_are_written_alike() {
        let given = day(2026, 1, 27);
        assert_eq!(day_of_month(given, English), "27 January");
        assert_eq!(month_of_year(given, Arabic), "كانون الثاني 2026");
        assert_eq!(year(day(-499, 7, 1), Kurdish), "500 BZ");
    }

    #[test]
    fn years_before_our_era_are_those_of_historians() {
        assert_eq!(date(day(-499, 1, 1), English), "500 BC");
        assert_eq!(date(day(0, 3, 15), English), "15 March 1 BC");
    }

    #[test]
    fn numbers_are_grouped_and_small_ones_are_not_nought() {
        assert_eq!(grouped(1_234_567.4, English), "1,234,567");
        assert_eq!(area(999.6, Kurdish), "1.000");
        assert_eq!(area(0.02, English), "<0.1");
        assert_eq!(percentage(0.04, English), "<0.1");
        assert_eq!(percentage(12.34, Kurdish), "12,3");
    }
}
