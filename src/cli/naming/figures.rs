//! Figures for tables, as people read them.

use crate::geometry::{Kilometres, SquareKilometres};
use crate::map::wording;
use crate::model::Language;

/// An area for a table: a tenth of a square kilometre.
pub(in crate::cli) fn km2(area: SquareKilometres) -> String {
    tenths(area.0)
}

/// The same with its sign.
pub(in crate::cli) fn signed_km2(area: SquareKilometres) -> String {
    let sign = if area.0 >= 0.05 { "+" } else { "" };
    format!("{sign}{}", tenths(area.0))
}

/// A length for a table: a tenth of a kilometre.
pub(in crate::cli) fn km(length: Kilometres) -> String {
    tenths(length.0)
}

/// A percentage for a table; empty where there is nothing to take it of.
pub(in crate::cli) fn percent(percent: Option<f64>) -> String {
    percent.map(tenths).unwrap_or_default()
}

/// A number with one decimal and commas between thousands.
fn tenths(number: f64) -> String {
    let text = format!("{:.1}", number.abs());
    let (whole, decimal) = text.split_once('.').unwrap_or((&text, "0"));
    let is_negative = number < 0.0 && text != "0.0";
    let whole = wording::grouped(whole.parse().unwrap_or(0.0), Language::English);
    format!("{}{whole}.{decimal}", if is_negative { "-" } else { "" })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_have_one_decimal_and_no_negative_nought() {
        for (figure, text) in
            [(0.04, "0.0"), (-0.04, "0.0"), (1234.56, "1,234.6"), (-999.96, "-1,000.0")]
        {
            assert_eq!(tenths(figure), text);
        }
        assert_eq!(signed_km2(SquareKilometres(12.0)), "+12.0");
        assert_eq!(signed_km2(SquareKilometres(0.01)), "0.0");
    }
}
