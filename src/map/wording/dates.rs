//! Days, months, years and periods.

use jiff::civil::Date;

use super::phrase::Phrase;
use crate::model::Language::{self, Arabic, English, Kurdish, Sorani};

/// The months; in Arabic as the Levant and Iraq name them, in Sorani as the Kurdistan Region does.
const MONTHS: [Phrase; 12] = [
    Phrase::new("January", "كانون الثاني", "Çile", "کانوونی دووەم"),
    Phrase::new("February", "شباط", "Sibat", "شوبات"),
    Phrase::new("March", "آذار", "Adar", "ئازار"),
    Phrase::new("April", "نيسان", "Nîsan", "نیسان"),
    Phrase::new("May", "أيار", "Gulan", "ئایار"),
    Phrase::new("June", "حزيران", "Hezîran", "حوزەیران"),
    Phrase::new("July", "تموز", "Tîrmeh", "تەمووز"),
    Phrase::new("August", "آب", "Tebax", "ئاب"),
    Phrase::new("September", "أيلول", "Îlon", "ئەیلوول"),
    Phrase::new("October", "تشرين الأول", "Cotmeh", "تشرینی یەکەم"),
    Phrase::new("November", "تشرين الثاني", "Mijdar", "تشرینی دووەم"),
    Phrase::new("December", "كانون الأول", "Kanûn", "کانوونی یەکەم"),
];

const DAY_OF_MONTH: Phrase = Phrase::new("{} {}", "{} {}", "{} {}", "{}ی {}");
const MONTH_OF_YEAR: Phrase = Phrase::new("{} {}", "{} {}", "{} {}", "{}ی {}");
const BEFORE_OUR_ERA: Phrase = Phrase::new("{} BC", "{} ق.م", "{} BZ", "{} پ.ز");
const PERIOD: Phrase = Phrase::new("{} to {}", "من {} إلى {}", "Ji {} heta {}", "لە {} تا {}");
const AS_OF: Phrase = Phrase::new(
    "Control as of {}",
    "مناطق السيطرة في {}",
    "Kontrol: {}",
    "ناوچەکانی کۆنترۆڵ لە {}",
);
const CHANGES_SINCE: Phrase = Phrase::new(
    "changes since {}",
    "التغيرات منذ {}",
    "guhertin ji {} ve",
    "گۆڕانکارییەکان لە {}ەوە",
);

/// A date for readers. Years before our era are those of historians, who have no year 0; the first
/// of January of such a year stands for the year.
///
/// # Example
///
/// ```
/// use controlmap::map::wording::date;
/// use controlmap::model::Language;
///
/// let day = jiff::civil::date(2026, 1, 27);
/// assert_eq!(date(day, Language::English), "27 January 2026");
/// assert_eq!(date(day, Language::Sorani), "27ی کانوونی دووەمی 2026");
/// ```
pub fn date(date: Date, language: Language) -> String {
    let year = year(date, language);
    if date.year() < 1 && date.month() == 1 && date.day() == 1 {
        return year;
    }
    MONTH_OF_YEAR.fill(&[&day_of_month(date, language), &year], language)
}

/// A date without its year.
pub fn day_of_month(date: Date, language: Language) -> String {
    DAY_OF_MONTH.fill(&[&date.day().to_string(), month(date, language)], language)
}

/// A date without its day.
pub fn month_of_year(date: Date, language: Language) -> String {
    MONTH_OF_YEAR.fill(&[month(date, language), &year(date, language)], language)
}

/// The name of a date's month.
pub fn month(date: Date, language: Language) -> &'static str {
    let month = usize::try_from(date.month() - 1).ok().and_then(|index| MONTHS.get(index));
    month.map(|phrase| phrase.text(language)).unwrap_or_default()
}

/// A date's year; see [`date`] for those before our era.
pub fn year(date: Date, language: Language) -> String {
    let year = i32::from(date.year());
    match 1 - year {
        ..=0 => year.to_string(),
        before => BEFORE_OUR_ERA.fill(&[&before.to_string()], language),
    }
}

/// A period by its first and its last day.
pub fn period(first: &str, last: &str, language: Language) -> String {
    PERIOD.fill(&[first, last], language)
}

/// The line under the headline: of which date the map is.
pub fn as_of(day: &str, language: Language) -> String {
    AS_OF.fill(&[day], language)
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
        (Sorani, 1) => format!("داتای {day} (پێش ڕۆژێک)"),
        (Sorani, _) => format!("داتای {day} (پێش {age} ڕۆژ)"),
    }
}

/// That a map shows what has changed from a day on: beside [`as_of`] in the line under the headline.
///
/// # Example
///
/// ```
/// use controlmap::map::wording::changes_since;
/// use controlmap::model::Language;
///
/// let line = changes_since("18 January 2026", Language::English);
/// assert_eq!(line, "changes since 18 January 2026");
/// ```
pub fn changes_since(day: &str, language: Language) -> String {
    CHANGES_SINCE.fill(&[day], language)
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
        assert_eq!(date(given, Sorani), "27ی کانوونی دووەمی 2026");
    }

    #[test]
    fn parts_of_dates_are_written_alike() {
        let given = day(2026, 1, 27);
        assert_eq!(day_of_month(given, English), "27 January");
        assert_eq!(day_of_month(given, Sorani), "27ی کانوونی دووەم");
        assert_eq!(month_of_year(given, Arabic), "كانون الثاني 2026");
        assert_eq!(month_of_year(given, Sorani), "کانوونی دووەمی 2026");
        assert_eq!(year(day(-499, 7, 1), Kurdish), "500 BZ");
    }

    #[test]
    fn years_before_our_era_are_those_of_historians() {
        assert_eq!(date(day(-499, 1, 1), English), "500 BC");
        assert_eq!(date(day(0, 3, 15), English), "15 March 1 BC");
        assert_eq!(date(day(-499, 1, 1), Sorani), "500 پ.ز");
    }

    #[test]
    fn every_month_has_a_name_of_its_own() {
        for language in Language::ALL {
            let names: std::collections::BTreeSet<_> =
                (1..=12).map(|number| month(day(2026, number, 1), language)).collect();
            assert_eq!(names.len(), 12, "{language}");
        }
    }
}
