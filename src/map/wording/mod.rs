//! What a map says besides names, in every language.
//!
//! Names, dates and figures come as text that is ready to be read: these functions put them into
//! sentences and never look into them. A new phrase is a constant in the file of its subject, in
//! every language at once.
//!
//! # Example
//!
//! ```
//! use controlmap::map::wording;
//! use controlmap::model::Language;
//!
//! let day = wording::date(jiff::civil::date(2026, 1, 27), Language::English);
//! assert_eq!(wording::as_of(&day, Language::English), "Control as of 27 January 2026");
//! ```

mod change;
mod control;
mod dates;
mod degrees;
mod footnotes;
mod headlines;
mod measures;
mod phrase;
mod spoken;
mod symbols;

pub use change::{became, changed_hands, former_front};
pub use control::{control, others, overlaps, unclaimed};
pub use dates::{
    as_of, changes_since, data_of, date, day_of_month, month, month_of_year, period, year,
};
pub use degrees::{latitude, longitude};
pub use footnotes::{projection, sources};
pub use headlines::{untitled, who_held, who_held_ground};
pub use measures::{
    area, gain, grouped, kilometres, miles, percent_of, percentage, square_kilometres,
    square_kilometres_of,
};
pub use spoken::{alt_changed, alt_holder, alt_list, alt_pockets, alt_title};
pub use symbols::{Symbol, symbol};
