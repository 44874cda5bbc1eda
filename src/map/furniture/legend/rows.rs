//! The rows of a legend: what they say, and the figures of every date.

use crate::compare::{Areas, Gain, Ground, largest_first};
use crate::geometry::SquareKilometres;
use crate::map::compose::state::State;
use crate::map::naming::{control_name, short_ground_name};
use crate::map::page::Page;
use crate::map::scene::{Paint, Stroke, TextStyle};
use crate::map::style;
use crate::map::text::wrap;
use crate::map::wording::{self, Symbol};
use crate::model::Control;

/// Rows of gains that a legend has at most.
const MOST_GAINS: usize = 5;

/// A row, with its figures on every date that the legend is drawn for.
#[derive(Debug, Clone)]
pub(super) struct Row {
    pub(super) swatch: Swatch,
    /// Its name, line by line.
    pub(super) name: Vec<String>,
    /// For each drawing of the legend the figures, column by column; none where it has none.
    pub(super) figures: Vec<Vec<String>>,
}

impl Row {
    /// Whether the row is the heading of those below it.
    pub(super) fn is_heading(&self) -> bool {
        matches!(self.swatch, Swatch::Heading)
    }
}

/// What stands before the name of a row.
#[derive(Debug, Clone)]
pub(super) enum Swatch {
    Ground(Vec<Paint>),
    Outline(Stroke),
    Line(Stroke),
    /// A town that changed hands.
    Ring,
    /// A town.
    Town,
    /// Nothing, in a row like the others.
    Nothing,
    /// Nothing: the row is the heading of those below it.
    Heading,
}

/// What stands above the rows.
#[derive(Debug, Clone, Default)]
pub(super) struct Headings {
    /// Above the names: the unit of figures of several dates.
    pub(super) names: String,
    /// Above the columns of figures; none where there are none.
    pub(super) figures: Vec<String>,
}

/// Which figures a legend has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::map) enum Figures {
    /// Square kilometres and percentages, in a drawing for each date.
    OfEachDate,
    /// Square kilometres, all dates side by side in one drawing.
    SideBySide,
    /// None.
    None,
}

/// What a legend is to explain.
#[derive(Clone, Copy)]
pub(in crate::map) struct Contents<'a> {
    /// The page that lines and patterns of the map are drawn for, which a sheet of several has smaller.
    pub(in crate::map) map_page: &'a Page,
    /// The dates.
    pub(in crate::map) states: &'a [State<'a>],
    /// The figures that it tells.
    pub(in crate::map) figures: Figures,
    /// Who controls the ground that can be seen, and how.
    pub(in crate::map) controls: &'a [Control],
    /// From whom to whom ground went that can be seen.
    pub(in crate::map) changed: &'a [(Ground, Ground)],
    /// The kinds of lines and land that can be seen.
    pub(in crate::map) symbols: &'a [Symbol],
    /// Whether a front line of an earlier date can be seen.
    pub(in crate::map) shows_former_front: bool,
    /// More rows of ground than this become one.
    pub(in crate::map) most_classes: usize,
}

/// Makes rows.
pub(super) struct RowMaker<'a> {
    pub(super) page: &'a Page,
    /// Letters of names.
    pub(super) letters: TextStyle,
    /// Width in ems beyond which names are broken.
    pub(super) name_width: f32,
}

impl RowMaker<'_> {
    /// All rows of a legend, and what stands above them.
    pub(super) fn rows(&self, contents: &Contents) -> (Vec<Row>, Headings) {
        let mut rows = self.classes(contents);
        let has_figures = !rows.is_empty() && contents.figures != Figures::None;
        rows.extend(self.changes(contents));
        rows.extend(contents.symbols.iter().map(|symbol| self.symbol(*symbol)));
        (rows, if has_figures { self.headings(contents) } else { Headings::default() })
    }

    /// A kind of ground; one that has no paints has no swatch.
    pub(super) fn ground(&self, name: &str, paints: Vec<Paint>) -> Row {
        let swatch = if paints.is_empty() { Swatch::Nothing } else { Swatch::Ground(paints) };
        self.row(swatch, name)
    }

    /// A kind of line or land.
    pub(super) fn symbol(&self, symbol: Symbol) -> Row {
        let (theme, page) = (&self.page.theme, self.page);
        let line = |color, width| Swatch::Line(page.stroke(style::solid(color, width)));
        let swatch = match symbol {
            Symbol::NoData | Symbol::Unmapped => {
                Swatch::Ground(vec![Paint::Solid(theme.colors.land)])
            }
            Symbol::DaysWithoutData => Swatch::Outline(page.stroke(theme.without_data())),
            Symbol::Front => Swatch::Line(page.stroke(theme.front())),
            Symbol::Border => Swatch::Line(page.stroke(theme.border())),
            Symbol::DisputedBorder => Swatch::Line(page.stroke(theme.disputed_border())),
            Symbol::RegionBorder => Swatch::Line(page.stroke(theme.region_border())),
            Symbol::Town => Swatch::Town,
            Symbol::Road => line(theme.colors.road, theme.widths.road),
            Symbol::River => line(theme.colors.river, theme.widths.river),
            Symbol::Lake => Swatch::Ground(vec![Paint::Solid(theme.colors.lake)]),
        };
        self.row(swatch, wording::symbol(symbol, page.language))
    }

    fn row(&self, swatch: Swatch, name: &str) -> Row {
        let name = wrap(name, self.letters, self.letters.size * self.name_width);
        Row { swatch, name, figures: Vec::new() }
    }

    /// The kinds of ground, and in one row what lies elsewhere or is too much, so that the rows make
    /// the whole.
    fn classes(&self, contents: &Contents) -> Vec<Row> {
        let Contents { states, controls, most_classes, .. } = *contents;
        // Names stand on the ground itself where there are very many.
        if states.iter().any(|state| state.areas.are_many()) {
            return Vec::new();
        }
        let all = largest_first(states.iter().map(|state| &state.areas));
        let (seen, elsewhere): (Vec<&Control>, Vec<&Control>) =
            all.iter().partition(|control| controls.contains(control));
        let shown =
            if seen.len() > most_classes { most_classes.saturating_sub(1) } else { seen.len() };
        let mut rows = Vec::new();
        for control in &seen[..shown] {
            let Some(dataset) = states.first().map(|state| state.snapshot.dataset) else { break };
            let name = control_name(dataset, control, self.page.language);
            let row = self.ground(&name, self.page.ground(dataset, control));
            rows.push(Row {
                figures: self.figures(contents, |areas| areas.of_control(control)),
                ..row
            });
        }
        let rest: Vec<&Control> = seen[shown..].iter().chain(&elsewhere).copied().collect();
        if !seen.is_empty() && !rest.is_empty() {
            let row = self.row(Swatch::Nothing, &wording::others(rest.len(), self.page.language));
            let sum = |areas: &Areas| rest.iter().map(|control| areas.of_control(control)).sum();
            rows.push(Row { figures: self.figures(contents, sum), ..row });
        }
        rows
    }

    /// The figures of a row, from its area on a date.
    fn figures(
        &self,
        contents: &Contents,
        area: impl Fn(&Areas) -> SquareKilometres,
    ) -> Vec<Vec<String>> {
        let language = self.page.language;
        let states = contents.states.iter();
        match contents.figures {
            Figures::None => Vec::new(),
            Figures::SideBySide => {
                vec![states.map(|state| wording::area(area(&state.areas).0, language)).collect()]
            }
            Figures::OfEachDate => states
                .map(|State { areas, .. }| {
                    let area = area(areas);
                    let percent = areas.percent(area);
                    let percentage = percent.map(|it| wording::percentage(it, language));
                    [Some(wording::area(area.0, language)), percentage]
                        .into_iter()
                        .flatten()
                        .collect()
                })
                .collect(),
        }
    }

    fn headings(&self, contents: &Contents) -> Headings {
        let language = self.page.language;
        let states = contents.states;
        if contents.figures == Figures::SideBySide {
            let dates = || states.iter().map(|state| state.snapshot.date);
            let is_one_year =
                dates().map(|date| date.year()).min() == dates().map(|date| date.year()).max();
            let name = if is_one_year { wording::day_of_month } else { wording::date };
            let days = dates().map(|date| name(date, language));
            let names = wording::square_kilometres(language).to_owned();
            return Headings { names, figures: days.collect() };
        }
        let mut figures = vec![wording::square_kilometres(language).to_owned()];
        if let Some(state) = states.iter().find(|state| state.areas.whole.is_some()) {
            let whole = state.snapshot.dataset.about.whole.get(language);
            figures.push(wording::percent_of(whole, language));
        }
        Headings { names: String::new(), figures }
    }

    /// Whose ground became whose, and the signs for it.
    fn changes(&self, contents: &Contents) -> Vec<Row> {
        let language = self.page.language;
        let changes = || contents.states.iter().filter_map(|state| state.change.as_ref());
        let Some((first, dataset)) =
            changes().next().zip(contents.states.first().map(|state| state.snapshot.dataset))
        else {
            return Vec::new();
        };
        let day = wording::date(first.since, language);
        if changes().all(|change| change.advance.patches.is_empty()) {
            return Vec::new();
        }
        let mut rows = vec![self.row(Swatch::Heading, &wording::changes_since(&day, language))];
        let gains: Vec<Vec<Gain>> = contents
            .states
            .iter()
            .map(|state| state.change.as_ref().map(|it| it.advance.gains()).unwrap_or_default())
            .collect();
        let (seen, elsewhere): (Vec<_>, Vec<_>) =
            most_first(&gains).into_iter().partition(|pair| contents.changed.contains(pair));
        let shown = if seen.len() > MOST_GAINS { MOST_GAINS - 1 } else { seen.len() };
        let (pairs, rest) = seen.split_at(shown);
        let rest: Vec<(Ground, Ground)> = rest.iter().cloned().chain(elsewhere).collect();
        let area = |gains: &[Gain], wanted: &[(Ground, Ground)]| -> SquareKilometres {
            let among = |gain: &&Gain| wanted.iter().any(|it| it.0 == gain.from && it.1 == gain.to);
            gains.iter().filter(among).map(|gain| gain.area).sum()
        };
        let figures = |wanted: &[(Ground, Ground)]| {
            let figure = |gains: &Vec<Gain>| wording::area(area(gains, wanted).0, language);
            let figures = gains.iter().map(figure);
            match contents.figures {
                Figures::None => Vec::new(),
                Figures::SideBySide => vec![figures.collect()],
                Figures::OfEachDate => figures.map(|figure| vec![figure]).collect(),
            }
        };
        for pair in pairs {
            let [from, to] =
                [&pair.0, &pair.1].map(|ground| short_ground_name(dataset, ground, language));
            let paints = self.page.changed(dataset, &pair.0, &pair.1);
            let row = self.ground(&wording::became(&from, &to, language), paints);
            rows.push(Row { figures: figures(std::slice::from_ref(pair)), ..row });
        }
        if !rest.is_empty() {
            let row = self.row(Swatch::Nothing, &wording::others(rest.len(), language));
            rows.push(Row { figures: figures(&rest), ..row });
        }
        if contents.shows_former_front {
            let stroke = self.page.stroke(self.page.theme.former_front());
            rows.push(self.row(Swatch::Line(stroke), &wording::former_front(&day, language)));
        }
        if changes().any(|change| !change.advance.places.is_empty()) {
            rows.push(self.row(Swatch::Ring, wording::changed_hands(language)));
        }
        rows
    }
}

/// From whom to whom ground went on any date, the most first.
fn most_first(gains: &[Vec<Gain>]) -> Vec<(Ground, Ground)> {
    let mut most: Vec<(&Gain, f64)> = Vec::new();
    for gain in gains.iter().flatten() {
        match most.iter_mut().find(|(known, _)| known.from == gain.from && known.to == gain.to) {
            Some((_, area)) => *area = area.max(gain.area.0),
            None => most.push((gain, gain.area.0)),
        }
    }
    most.sort_by(|a, b| b.1.total_cmp(&a.1));
    most.into_iter().map(|(gain, _)| (gain.from.clone(), gain.to.clone())).collect()
}
