//! Times of day as they stand behind a date. They are passed over, so it only counts whether they are some.

/// Whether what follows a date is nothing or a time of its day: `T21:00:00Z`, ` 9:30 PM`,
/// ` 21:00:00.000 +0300 UTC`. Anything else, such as the other end of a period, must not be lost.
pub(super) fn is_time_or_nothing(rest: &str) -> bool {
    let rest = rest.trim_end();
    if rest.is_empty() {
        return true;
    }
    let Some(time) = rest.strip_prefix(['T', 't', ' ']) else { return false };
    let time = time.trim_start();
    let is_of_clock = |next: char| next.is_ascii_digit() || matches!(next, ':' | '.' | ',');
    let (clock, zone) = time.split_at(time.find(|it| !is_of_clock(it)).unwrap_or(time.len()));
    is_clock(clock) && zone.split_whitespace().all(is_zone)
}

/// `21`, `9:30`, `21:00:00`, `21:00:00.5`, `210000`.
fn is_clock(text: &str) -> bool {
    let whole = text.split(['.', ',']).next().unwrap_or_default();
    let has_fraction_of_seconds = whole.len() == text.len() || whole.len() >= "210000".len();
    let mut parts = whole.split(':');
    let (hour, minute, second) = (parts.next().unwrap_or_default(), parts.next(), parts.next());
    let compact = |at: usize| hour.get(at..at + 2);
    let (hour, minute, second) = match (hour.len(), minute) {
        (4 | 6, None) => (compact(0).unwrap_or_default(), compact(2), compact(4)),
        _ => (hour, minute, second),
    };
    let is_below = |text: &str, end: u8| {
        matches!(text.len(), 1 | 2) && text.parse::<u8>().is_ok_and(|number| number < end)
    };
    let is_sixtieth = |text: Option<&str>| text.is_none_or(|it| it.len() == 2 && is_below(it, 61));
    has_fraction_of_seconds
        && parts.next().is_none()
        && is_below(hour, 25)
        && is_sixtieth(minute)
        && is_sixtieth(second)
}

/// `Z`, `PM`, `UTC`, `+03:00`, `[Asia/Damascus]`, and what of these stands together.
fn is_zone(text: &str) -> bool {
    let text = text.split('[').next().unwrap_or_default();
    if let Some(offset) = text.strip_prefix(['+', '-']) {
        let digits = offset.bytes().filter(u8::is_ascii_digit).count();
        return matches!(digits, 2 | 4)
            && offset.bytes().all(|it| it == b':' || it.is_ascii_digit());
    }
    ["", "Z", "AM", "PM", "UTC", "GMT"].iter().any(|known| text.eq_ignore_ascii_case(known))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_told_from_what_must_not_be_lost() {
        for time in [
            "",
            " ",
            "T21:00:00Z",
            "t21:00",
            " 9:30",
            " 9:30 PM",
            " 12:00am",
            " 21",
            "T210000.25Z",
            "T2100+0300",
            " 21:00:00.000 +0000 UTC",
            "T21:00:00,5-05:00[America/New_York]",
            "T24:00:00",
            "T23:59:60Z",
            " 00:00:00",
        ] {
            assert!(is_time_or_nothing(time), "{time}");
        }
        for other in [
            "/2026-02-03",
            "..2026-02-03",
            ",2026-01-28",
            " to 2026-02-03",
            "junk",
            "T99:99",
            "T",
            "T1:2",
            "-2026-01-28",
            " 2026-01-28",
            " 21:60:00:00",
            "T21.5",
            " +03:00",
            "T21:00 tomorrow",
            "é",
            "T21:00+3",
            "T211",
            "T21:00:00Z/2026-01-28T00:00:00Z",
        ] {
            assert!(!is_time_or_nothing(other), "{other}");
        }
    }
}
