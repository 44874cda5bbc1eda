//! Theme files: themes that users write, as TOML.

mod keys;
mod write;

use std::collections::BTreeMap;

use serde::Deserialize;
use toml::{Spanned, Value};

use super::{Cue, Theme};
use crate::error::likeness::closest;
use crate::error::toml_file::{explain, line_of};
use crate::map::scene::Color;
use crate::model::{ActorId, Dataset, Rgb};
use crate::{Error, Result};

/// Widths that a line may have, in page pixels.
const WIDTHS: (f64, f64) = (0.0, 50.0);
/// Shares that a tint may have.
const SHARES: (f64, f64) = (0.0, 1.0);

/// A theme that was read from a file, with the colours that the file gives to actors.
#[derive(Debug, Clone, PartialEq)]
pub struct ThemeFile {
    theme: Theme,
    actors: Vec<ActorColor>,
}

/// The colour that a file gives to an actor.
#[derive(Debug, Clone, PartialEq)]
struct ActorColor {
    name: String,
    color: Rgb,
    line: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Contents {
    base: Option<Spanned<String>>,
    cue: Option<Spanned<String>>,
    #[serde(default)]
    colors: Entries,
    #[serde(default)]
    tints: Entries,
    #[serde(default)]
    widths: Entries,
    #[serde(default)]
    actors: Entries,
}

/// Keys and values, each with its place in the text.
type Entries = BTreeMap<Spanned<String>, Spanned<Value>>;

impl From<Theme> for ThemeFile {
    /// A theme that leaves actors' colours as they are.
    fn from(theme: Theme) -> Self {
        Self { theme, actors: Vec::new() }
    }
}

impl ThemeFile {
    /// Reads the text of a theme file. What it does not say is as in its `base`, else as in
    /// [`Theme::LIGHT`].
    ///
    /// # Errors
    ///
    /// When the text is not TOML, has a key that there is none, a colour that is not `#RRGGBB` or
    /// `#RRGGBBAA`, a share outside 0 to 1 or a width outside 0 to 50: with the line and the key.
    ///
    /// # Example
    ///
    /// ```
    /// use controlmap::map::theme::{Theme, ThemeFile};
    ///
    /// let file = ThemeFile::parse("base = \"dark\"\n[colors]\npaper = \"#000000\"\n")?;
    /// assert_eq!(file.theme().colors.paper, "#000000".parse()?);
    /// assert_eq!(file.theme().colors.ink, Theme::DARK.colors.ink);
    /// let wrong = ThemeFile::parse("[colors]\npapr = \"#000000\"\n").unwrap_err();
    /// assert!(wrong.to_string().ends_with("hint: was `paper` meant?"));
    /// # Ok::<(), controlmap::Error>(())
    /// ```
    pub fn parse(text: &str) -> Result<Self> {
        let contents: Contents = toml::from_str(text).map_err(|cause| explain(&cause, text))?;
        let reader = Reader { text };
        let mut theme = match &contents.base {
            Some(base) => {
                reader.chosen("base", base, Theme::named, &Theme::BUILT_IN.map(|it| it.0))?
            }
            None => Theme::LIGHT,
        };
        if let Some(cue) = &contents.cue {
            theme.cue = reader.chosen("cue", cue, Cue::named, &Cue::WORDS.map(|it| it.0))?;
        }
        reader.read("colors", &contents.colors, keys::colors(&mut theme.colors), color)?;
        let (shares, toward) = keys::tints(&mut theme.tints);
        let (key, ..) = toward;
        let (toward_entries, share_entries): (Entries, Entries) =
            contents.tints.into_iter().partition(|(name, _)| name.get_ref() == key);
        reader.read("tints", &share_entries, shares, |value| number(value, SHARES))?;
        reader.read("tints", &toward_entries, vec![toward], color)?;
        let widths = keys::widths(&mut theme.widths);
        reader.read("widths", &contents.widths, widths, |value| number(value, WIDTHS))?;
        let actors = contents.actors.iter().map(|(name, value)| reader.actor(name, value));
        Ok(Self { theme, actors: actors.collect::<Result<_>>()? })
    }

    /// The theme.
    pub fn theme(&self) -> Theme {
        self.theme
    }

    /// Gives actors of a dataset the colours that the file says, and tells of every name that no
    /// actor goes by, one sentence each.
    ///
    /// # Errors
    ///
    /// When the file names one actor twice, by two of its spellings.
    ///
    /// # Example
    ///
    /// ```
    /// use controlmap::map::theme::ThemeFile;
    /// use controlmap::source;
    ///
    /// let mut dataset = source::built_in(&source::OpenOptions::default())?;
    /// let file = ThemeFile::parse("[actors]\nQSD = \"#FF0000\"\nrome = \"#00FF00\"\n")?;
    /// assert_eq!(file.recolor(&mut dataset)?.len(), 1);
    /// let sdf = dataset.find_actor("sdf")?;
    /// assert_eq!(dataset.actor(sdf).color.to_string(), "#FF0000");
    /// # Ok::<(), controlmap::Error>(())
    /// ```
    pub fn recolor(&self, dataset: &mut Dataset) -> Result<Vec<String>> {
        let mut named: Vec<(ActorId, &str)> = Vec::new();
        let mut strangers = Vec::new();
        for ActorColor { name, color, line } in &self.actors {
            let Ok(id) = dataset.find_actor(name) else {
                strangers.push(stranger(dataset, name, line));
                continue;
            };
            if let Some((_, other)) = named.iter().find(|(known, _)| *known == id) {
                return Err(Error::input("one actor is given two colours")
                    .at(format!("{line}: `actors`"))
                    .found(format!("`{other}` and `{name}`")));
            }
            named.push((id, name));
            if let Some(actor) = dataset.actors.get_mut(usize::from(id.0)) {
                actor.color = *color;
            }
        }
        Ok(strangers)
    }
}

/// What is said of a name that no actor goes by.
fn stranger(dataset: &Dataset, name: &str, line: &str) -> String {
    let spellings: Vec<String> =
        dataset.actors.iter().flat_map(|actor| actor.spellings()).collect();
    let meant = closest(&name.to_lowercase(), spellings.iter().map(String::as_str));
    let meant = meant.map(|it| format!(" (was `{it}` meant?)")).unwrap_or_default();
    format!("{line}: no actor of the dataset is called `{name}`{meant}, so its colour is not used")
}

/// Reads values, and says where one is wrong.
struct Reader<'a> {
    text: &'a str,
}

impl Reader<'_> {
    /// The value of a word that is one of a few.
    fn chosen<T>(
        &self,
        key: &str,
        word: &Spanned<String>,
        named: impl Fn(&str) -> Option<T>,
        words: &[&str],
    ) -> Result<T> {
        named(word.get_ref()).ok_or_else(|| {
            let error = Error::input(format!("`{key}` is one of {}", words.join(", ")))
                .at(line_of(self.text, word.span().start))
                .found(format!("`{}`", word.get_ref()));
            match closest(word.get_ref(), words.iter().copied()) {
                Some(meant) => error.hint(format!("was `{meant}` meant?")),
                None => error,
            }
        })
    }

    /// Reads the entries of a table into where their values stand.
    fn read<T>(
        &self,
        table: &str,
        entries: &Entries,
        mut keys: Vec<keys::Key<'_, T>>,
        value_of: impl Fn(&Value) -> Result<T>,
    ) -> Result<()> {
        for (name, value) in entries {
            let Some((_, _, place)) = keys.iter_mut().find(|(key, ..)| *key == name.get_ref())
            else {
                let known: Vec<&str> = keys.iter().map(|(key, ..)| *key).collect();
                let error = Error::input(format!("the keys of [{table}] are {}", known.join(", ")))
                    .at(line_of(self.text, name.span().start))
                    .found(format!("`{}`", name.get_ref()));
                return Err(match closest(name.get_ref(), known) {
                    Some(meant) => error.hint(format!("was `{meant}` meant?")),
                    None => error,
                });
            };
            **place = value_of(value.get_ref()).map_err(|error| self.wrong(table, name, error))?;
        }
        Ok(())
    }

    fn actor(&self, name: &Spanned<String>, value: &Spanned<Value>) -> Result<ActorColor> {
        let text = value.get_ref().as_str().map(str::to_owned);
        let color = text.unwrap_or_else(|| told(value.get_ref())).parse();
        Ok(ActorColor {
            name: name.get_ref().clone(),
            color: color.map_err(|error| self.wrong("actors", name, error))?,
            line: line_of(self.text, name.span().start),
        })
    }

    fn wrong(&self, table: &str, name: &Spanned<String>, error: Error) -> Error {
        error.at(format!("`{table}.{}`", name.get_ref())).at(line_of(self.text, name.span().start))
    }
}

fn color(value: &Value) -> Result<Color> {
    match value.as_str() {
        Some(text) => text.parse(),
        None => told(value).parse(),
    }
}

/// A value for a message.
fn told(value: &Value) -> String {
    match value {
        Value::String(text) => format!("\"{text}\""),
        Value::Integer(number) => number.to_string(),
        Value::Float(number) => number.to_string(),
        Value::Boolean(is_so) => is_so.to_string(),
        Value::Datetime(time) => time.to_string(),
        Value::Array(_) => "a list".to_owned(),
        Value::Table(_) => "a table".to_owned(),
    }
}

fn number(value: &Value, (least, most): (f64, f64)) -> Result<f32> {
    let number = value.as_float().or_else(|| value.as_integer().map(|whole| whole as f64));
    match number.filter(|number| (least..=most).contains(number)) {
        Some(number) => Ok(number as f32),
        None => Err(Error::input(format!("a number between {least} and {most} is expected"))
            .found(told(value))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn error(text: &str) -> String {
        ThemeFile::parse(text).expect_err(text).to_string()
    }

    #[test]
    fn a_theme_that_was_written_is_read_as_it_was() {
        for (name, theme) in Theme::BUILT_IN {
            assert_eq!(ThemeFile::parse(&theme.to_toml()), Ok(theme.into()), "{name}");
        }
    }

    #[test]
    fn what_a_file_does_not_say_is_as_in_its_base() {
        assert_eq!(ThemeFile::parse(""), Ok(Theme::LIGHT.into()));
        assert_eq!(ThemeFile::parse("base = 'print'"), Ok(Theme::PRINT.into()));
        let file =
            ThemeFile::parse("base = \"dark\"\ncue = \"pattern\"\n[tints]\nheld = 1").unwrap();
        let mut wanted = Theme::DARK;
        (wanted.cue, wanted.tints.held) = (Cue::Pattern, 1.0);
        assert_eq!(file.theme(), wanted);
    }

    #[test]
    fn a_misspelt_key_gets_the_nearest() {
        let message = error("base = \"light\"\n[colors]\nsae = \"#000000\"\n");
        assert!(message.starts_with("line 3: the keys of [colors] are paper, "), "{message}");
        assert!(message.ends_with("found `sae`\nhint: was `sea` meant?"), "{message}");
        assert!(error("[colours]\n").ends_with("hint: was `colors` meant?"));
        assert!(error("base = \"drak\"").ends_with("found `drak`\nhint: was `dark` meant?"));
        assert!(error("[widths]\nfrnt = 2").ends_with("was `front` meant?"));
    }

    #[test]
    fn values_that_are_none_are_told_by_line_and_key() {
        let cases = [
            ("[colors]\nsea = 'blue'", "line 2: `colors.sea`: a colour is written #RRGGBB"),
            ("[colors]\nsea = 12", "line 2: `colors.sea`: a colour is written #RRGGBB"),
            ("[tints]\n\nheld = 1.5", "line 3: `tints.held`: a number between 0 and 1 is expected"),
            ("[tints]\nheld = nan", "found NaN"),
            ("[tints]\ntoward = 0.5", "line 2: `tints.toward`: a colour"),
            ("[widths]\nfront = -1", "line 2: `widths.front`: a number between 0 and 50"),
            ("[widths]\nfront = inf", "found inf"),
            ("[widths]\nfront = 51.0", "found 51"),
            ("[widths]\nfront = 'wide'", "a number between 0 and 50 is expected, found \"wide\""),
            ("[actors]\nsdf = '#F4C02080'", "line 2: `actors.sdf`: a colour is written #RRGGBB"),
            ("cue = 'hue'", "line 1: `cue` is one of color, pattern, found `hue`"),
            ("[colors", "line 1"),
        ];
        for (text, part) in cases {
            assert!(error(text).contains(part), "{text}: {}", error(text));
        }
    }
}
