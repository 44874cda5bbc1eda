//! The time axis: days at true distances, in the direction of reading.
//!
//! On Arabic pages time runs from right to left, so that a chart is read as its title, its legend and
//! the names beside its bands are. All distances are therefore measured from where lines begin.

use jiff::civil::Date;

use super::steps::Step;
use crate::map::page::{Page, text, width};
use crate::map::scene::{Anchor, Item, Point, Rect, TextStyle};
use crate::map::{style, wording};
use crate::model::Language;

/// Share of the time from the first to the last date by which open ends run on.
const TAIL: f64 = 0.025;
/// Space between two labels, in ems.
const LABEL_GAP: f32 = 1.3;
/// The same for the middles of months, which are a distraction where they are many.
const MIDDLE_GAP: f32 = 4.5;
/// Space between two ticks without labels, in page pixels of the style.
const TICK_GAP: f32 = 7.0;
/// Length of a tick, and of one without label, in ems.
const TICKS: (f32, f32) = (0.45, 0.25);
/// Height of a row of labels, in ems.
const ROW: f32 = 1.4;

/// Where on a chart a day stands.
#[derive(Debug, Clone, Copy)]
pub(super) struct Axis {
    first: Date,
    last: Date,
    /// Days before the first date that are shown, because something was so already.
    lead: f64,
    /// Days from the beginning of the axis to its end.
    days: f64,
    /// The columns of the page that the axis takes.
    place: Rect,
}

/// On which side of the bands the axis stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Side {
    Above,
    Below,
}

impl Axis {
    /// An axis from the first to the last date, both whole days, and a little on; with a lead
    /// before the first date if something was so already.
    pub(super) fn new(first: Date, last: Date, has_lead: bool, place: Rect) -> Self {
        let dated = days_between(first, last) + 1.0;
        let tail = (dated * TAIL).max(0.5);
        let lead = if has_lead { tail } else { 0.0 };
        Self { first, last, lead, days: lead + dated + tail, place }
    }

    /// An axis of the days from the first to the last date and nothing else.
    pub(super) fn of_days(first: Date, last: Date, place: Rect) -> Self {
        let days = days_between(first, last) + 1.0;
        Self { first, last, lead: 0.0, days, place }
    }

    /// The length of the axis.
    pub(super) fn length(&self) -> f32 {
        self.place.width
    }

    /// How far from the beginning of the axis the beginning of a day stands; beyond the ends for
    /// days that are not on the axis.
    pub(super) fn distance(&self, date: Date) -> f32 {
        let days = days_between(self.first, date) + self.lead;
        (days / self.days * f64::from(self.place.width)) as f32
    }

    /// The x of a distance.
    pub(super) fn x(&self, page: &Page, distance: f32) -> f32 {
        page.along(&self.place, distance)
    }

    /// The rectangle between two distances.
    pub(super) fn stretch(&self, page: &Page, from: f32, to: f32, y: f32, height: f32) -> Rect {
        let (one, other) = (self.x(page, from), self.x(page, to));
        Rect { x: one.min(other), y, width: (to - from).max(0.0), height }
    }

    /// Whether years tell the days on the axis apart, rather than months.
    pub(super) fn is_long(&self) -> bool {
        self.days > 300.0
    }

    /// Room for the labels.
    pub(super) fn height(&self, page: &Page) -> f32 {
        let rows = if matches!(self.step(page), Step::Years(_)) { 1.0 } else { 2.0 };
        page.letters(style::DATE).size * (ROW * rows + TICKS.0)
    }

    /// Faint lines over a height at the dates that have labels.
    pub(super) fn grid(&self, page: &Page, top: f32, bottom: f32) -> Vec<Item> {
        let lines = self.dates(self.step(page)).into_iter().map(|date| {
            let x = self.x(page, self.distance(date));
            vec![Point { x, y: top }, Point { x, y: bottom }]
        });
        let stroke =
            page.stroke(style::solid(page.theme.colors.rule, page.theme.widths.rule * 0.7));
        vec![Item::Stroke { lines: lines.collect(), stroke }]
    }

    /// The axis with its ticks and labels, on a side of the line at a height.
    pub(super) fn draw(&self, page: &Page, y: f32, side: Side) -> Vec<Item> {
        let letters = page.letters(style::DATE);
        let step = self.step(page);
        let down = if side == Side::Below { 1.0 } else { -1.0 };
        // From and to so many ems off the axis.
        let line = |distance: f32, from: f32, to: f32| {
            let x = self.x(page, distance);
            [from, to].map(|ems| Point { x, y: y + down * ems * letters.size }).to_vec()
        };
        let tick = |distance: f32, length: f32| line(distance, 0.0, length);
        let ends = [0.0, self.length()].map(|distance| Point { x: self.x(page, distance), y });
        let mut lines = vec![ends.to_vec()];
        lines.extend(self.dates(step).into_iter().map(|it| tick(self.distance(it), TICKS.0)));
        let minor = self.minor_step(page, step).map_or(vec![], |minor| self.dates(minor));
        lines.extend(minor.into_iter().map(|it| tick(self.distance(it), TICKS.1)));
        let eras = self.eras(page, step, letters);
        let labels = self.labels(page, step, letters);
        for (_, era) in eras.iter().filter(|it| it.1 > 0.0) {
            let is_in_the_way = |(content, distance): &(String, f32)| {
                (distance - era).abs() < width(content, letters) / 2.0 + letters.size * 0.2
            };
            let from = if labels.iter().any(is_in_the_way) { TICKS.0 + ROW * 0.9 } else { 0.0 };
            lines.push(line(*era, from, TICKS.0 + ROW * 1.75));
        }
        let stroke = page.stroke(style::solid(page.theme.colors.faint_ink, page.theme.widths.rule));
        let mut items = vec![Item::Stroke { lines, stroke }];

        let baseline = |row: f32| match side {
            Side::Below => y + letters.size * (TICKS.0 + ROW * row + 1.0),
            Side::Above => y - letters.size * (TICKS.0 + ROW * row + 0.2),
        };
        for (content, distance) in labels {
            let origin = Point { x: self.x(page, distance), y: baseline(0.0) };
            items.push(text(content, origin, Anchor::Middle, letters, page.theme.colors.ink));
        }
        for (content, distance) in eras {
            let inset = if distance > 0.0 { letters.size * 0.35 } else { 0.0 };
            let origin = Point { x: self.x(page, distance + inset), y: baseline(1.0) };
            items.push(text(content, origin, page.start(), letters, page.theme.colors.faint_ink));
        }
        items
    }

    /// The shortest step whose labels stand well apart.
    fn step(&self, page: &Page) -> Step {
        let letters = page.letters(style::DATE);
        let fits = |step: &Step| {
            let widest = self.widest_label(page.language, *step, letters);
            let gap = if *step == Step::HalfMonth { MIDDLE_GAP } else { LABEL_GAP };
            self.least_distance(*step) >= widest + gap * letters.size
        };
        Step::ALL.into_iter().find(fits).unwrap_or(Step::Years(5000))
    }

    /// The shortest step whose ticks can still be told apart, if shorter than that of the labels.
    fn minor_step(&self, page: &Page, step: Step) -> Option<Step> {
        let shorter = Step::ALL.into_iter().take_while(|shorter| *shorter != step);
        let mut clear =
            shorter.filter(|shorter| self.least_distance(*shorter) >= page.length(TICK_GAP));
        // Mondays would stand at odds with the firsts of months.
        clear.find(|minor| *minor != Step::Week || step == Step::HalfMonth)
    }

    fn least_distance(&self, step: Step) -> f32 {
        step.least_days() * self.place.width / self.days as f32
    }

    fn widest_label(&self, language: Language, step: Step, letters: TextStyle) -> f32 {
        let labels: Vec<String> = match step {
            Step::Day | Step::Week | Step::HalfMonth => vec!["30".to_owned()],
            Step::Months(_) => {
                let months = (1..=12).filter_map(|month| Date::new(2000, month, 1).ok());
                months.map(|date| label(date, step, language)).collect()
            }
            Step::Years(_) => {
                [self.first, self.last].map(|date| label(date, step, language)).into()
            }
        };
        labels.iter().map(|label| width(label, letters)).fold(0.0, f32::max)
    }

    /// The round dates on the axis.
    fn dates(&self, step: Step) -> Vec<Date> {
        // The day after the last is where that ends, not one of the axis.
        let end = self.days - self.lead - days_between(self.first, self.last) - 1.0;
        let end = jiff::Span::new().try_days(end.max(0.0) as i64).ok();
        let end = end.and_then(|days| self.last.checked_add(days).ok()).unwrap_or(Date::MAX);
        step.dates(self.first, end)
    }

    /// What is written at the ticks, and where: nothing that would leave the axis at its end or
    /// touch another label.
    fn labels(&self, page: &Page, step: Step, letters: TextStyle) -> Vec<(String, f32)> {
        let mut free = f32::MIN;
        let mut labels = Vec::new();
        for date in self.dates(step) {
            let (content, distance) = (label(date, step, page.language), self.distance(date));
            let half = width(&content, letters) / 2.0;
            if distance - half > free && distance + half <= self.length() {
                free = distance + half + letters.size * 0.5;
                labels.push((content, distance));
            }
        }
        labels
    }

    /// The months or years that the dates at the ticks belong to, each where it begins.
    fn eras(&self, page: &Page, step: Step, letters: TextStyle) -> Vec<(String, f32)> {
        let (longer, name): (Step, fn(Date, Language) -> String) = match step {
            Step::Day | Step::Week | Step::HalfMonth => (Step::Months(1), wording::month_of_year),
            Step::Months(_) => (Step::Years(1), wording::year),
            Step::Years(_) => return Vec::new(),
        };
        let mut beginnings = self.dates(longer);
        if beginnings.first() != Some(&self.first) {
            beginnings.insert(0, self.first);
        }
        let starts: Vec<f32> = beginnings.iter().map(|date| self.distance(*date)).collect();
        let ends = starts.iter().skip(1).copied().chain([self.length()]);
        let named = beginnings.iter().map(|date| name(*date, page.language));
        named
            .zip(starts.iter().copied().zip(ends))
            .filter(|(name, (start, end))| width(name, letters) + letters.size * 0.8 <= end - start)
            .map(|(name, (start, _))| (name, start))
            .collect()
    }
}

fn label(date: Date, step: Step, language: Language) -> String {
    match step {
        Step::Day | Step::Week | Step::HalfMonth => date.day().to_string(),
        Step::Months(_) => wording::month(date, language).to_owned(),
        Step::Years(_) => wording::year(date, language),
    }
}

fn days_between(first: Date, last: Date) -> f64 {
    (first.duration_until(last).as_hours() / 24) as f64
}
