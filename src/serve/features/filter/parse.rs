//! From a filter's words to what it says, by recursive descent to a depth that no filter needs.

use super::like::Pattern;
use super::token::Token;
use super::{Comparison, Condition, Operand, Span};
use crate::serve::features::crs::Crs;
use crate::serve::features::period;
use crate::serve::features::property::{Kind, Property, Value};
use crate::{Error, Result};

/// How deep brackets and negations may stand in each other.
const DEEPEST: usize = 32;

/// What is left of a filter to be read.
#[derive(Debug)]
pub(super) struct Parser<'a> {
    tokens: std::slice::Iter<'a, Token>,
    properties: &'static [Property],
    depth: usize,
    pub(super) crs: Crs,
    /// Of all shapes so far.
    pub(super) positions: usize,
}

impl<'a> Parser<'a> {
    /// What reads words of a filter on properties.
    pub fn new(tokens: &'a [Token], properties: &'static [Property], crs: Crs) -> Self {
        Self { tokens: tokens.iter(), properties, depth: 0, crs, positions: 0 }
    }

    /// Reads the whole filter.
    pub fn filter(mut self) -> Result<Condition> {
        let condition = self.any()?;
        match self.peek() {
            None => Ok(condition),
            Some(_) => Err(Error::usage("the filter goes on where it should end")
                .hint("conditions are joined with AND or OR")),
        }
    }

    fn any(&mut self) -> Result<Condition> {
        let mut parts = vec![self.all()?];
        while self.takes("OR") {
            parts.push(self.all()?);
        }
        Ok(one_or(parts, Condition::Any))
    }

    fn all(&mut self) -> Result<Condition> {
        let mut parts = vec![self.condition()?];
        while self.takes("AND") {
            parts.push(self.condition()?);
        }
        Ok(one_or(parts, Condition::All))
    }

    fn condition(&mut self) -> Result<Condition> {
        self.depth += 1;
        if self.depth > DEEPEST {
            return Err(Error::limit(format!("a filter may be {DEEPEST} brackets deep")));
        }
        let condition = if self.takes("NOT") {
            Condition::Not(Box::new(self.condition()?))
        } else if self.takes_sign("(") {
            let inner = self.any()?;
            self.expect(")")?;
            inner
        } else {
            self.predicate()?
        };
        self.depth -= 1;
        Ok(condition)
    }

    fn predicate(&mut self) -> Result<Condition> {
        if self.calls("S_INTERSECTS") {
            return self.meets();
        }
        if self.calls("T_INTERSECTS") {
            self.expect("(")?;
            let one = self.span()?;
            self.expect(",")?;
            let other = self.span()?;
            self.expect(")")?;
            return Ok(Condition::Overlap(one, other));
        }
        let it = self.operand()?;
        let is_negated = self.takes("NOT");
        let condition = if self.takes("LIKE") {
            self.like(it)?
        } else if self.takes("BETWEEN") {
            let least = self.operand()?;
            if !self.takes("AND") {
                return Err(Error::usage("BETWEEN needs AND in the filter"));
            }
            let most = self.operand()?;
            let (it, least) = self.alike(it, least)?;
            let (it, most) = self.alike(it, most)?;
            Condition::Between(it, least, most)
        } else if self.takes("IN") {
            let mut it = it;
            let mut values = Vec::new();
            for value in self.listed(Self::operand)? {
                let value = {
                    let (same, value) = self.alike(it, value)?;
                    it = same;
                    value
                };
                values.push(value);
            }
            Condition::OneOf(it, values)
        } else if is_negated {
            return Err(Error::usage("NOT needs LIKE, BETWEEN or IN after it in the filter"));
        } else {
            return self.comparison(it);
        };
        Ok(if is_negated { Condition::Not(Box::new(condition)) } else { condition })
    }

    fn meets(&mut self) -> Result<Condition> {
        self.expect("(")?;
        let is_first = self.takes_geometry();
        if is_first {
            self.expect(",")?;
        }
        let ground = self.ground()?;
        if !is_first {
            self.expect(",")?;
            if !self.takes_geometry() {
                return Err(Error::usage("S_INTERSECTS is of `geometry` and a shape"));
            }
        }
        self.expect(")")?;
        Ok(Condition::Meets(ground))
    }

    fn takes_geometry(&mut self) -> bool {
        let is_it = matches!(
            self.peek(),
            Some(Token::Word(name) | Token::Name(name))
                if name.eq_ignore_ascii_case("geometry") || name.eq_ignore_ascii_case("geom")
        );
        if is_it {
            self.next();
        }
        is_it
    }

    fn like(&mut self, it: Operand) -> Result<Condition> {
        if self.kind(&it) != Some(Kind::Text) {
            return Err(Error::usage("LIKE in the filter is for text"));
        }
        let pattern = match self.operand()? {
            Operand::Constant(Value::Text(text)) => Some(text.into_owned()),
            Operand::Folded(inner) => match *inner {
                Operand::Constant(Value::Text(text)) => Some(text.to_lowercase()),
                _ => None,
            },
            _ => None,
        };
        let pattern = pattern.as_deref().and_then(Pattern::read);
        let pattern = pattern
            .ok_or_else(|| Error::usage("LIKE in the filter needs a short pattern in quotes"))?;
        Ok(Condition::Like(it, pattern))
    }

    fn comparison(&mut self, it: Operand) -> Result<Condition> {
        if self.takes("IS") {
            let is_negated = self.takes("NOT");
            if !self.takes("NULL") {
                return Err(Error::usage("IS in the filter needs NULL after it"));
            }
            let missing = Condition::IsMissing(it);
            return Ok(if is_negated { Condition::Not(Box::new(missing)) } else { missing });
        }
        let how = match self.peek() {
            Some(Token::Sign("=")) => Comparison::Equal,
            Some(Token::Sign("<>")) => Comparison::Unequal,
            Some(Token::Sign("<")) => Comparison::Less,
            Some(Token::Sign("<=")) => Comparison::LessOrEqual,
            Some(Token::Sign(">")) => Comparison::More,
            Some(Token::Sign(">=")) => Comparison::MoreOrEqual,
            _ => return self.truth(it),
        };
        self.next();
        let other = self.operand()?;
        let (it, other) = self.alike(it, other)?;
        Ok(Condition::Compare(it, how, other))
    }

    /// What is true or false by itself.
    fn truth(&self, it: Operand) -> Result<Condition> {
        match it {
            Operand::Constant(Value::Boolean(is_so)) => Ok(Condition::Always(is_so)),
            it if self.kind(&it) == Some(Kind::Boolean) => {
                let yes = Operand::Constant(Value::Boolean(true));
                Ok(Condition::Compare(it, Comparison::Equal, yes))
            }
            _ => Err(Error::usage("the filter lacks a comparison")
                .hint("actor = 'sdf', km2 > 10, name LIKE 'Ain%', until IS NULL")),
        }
    }

    fn operand(&mut self) -> Result<Operand> {
        let token = self.next();
        match token {
            Some(Token::Text(text)) => Ok(Operand::Constant(Value::Text(text.clone().into()))),
            Some(Token::Number(number)) => Ok(Operand::Constant(Value::Number(*number))),
            Some(Token::Name(name)) => self.property(name),
            Some(Token::Word(word)) => match word.to_ascii_uppercase().as_str() {
                "TRUE" => Ok(Operand::Constant(Value::Boolean(true))),
                "FALSE" => Ok(Operand::Constant(Value::Boolean(false))),
                "CASEI" if self.peek() == Some(&Token::Sign("(")) => self.folded(),
                "DATE" | "TIMESTAMP" if self.peek() == Some(&Token::Sign("(")) => self.day(),
                _ => self.property(word),
            },
            _ => Err(Error::usage("the filter lacks a property or a value")
                .hint("text stands in single quotes: actor = 'sdf'")),
        }
    }

    /// `CASEI(...)`, of a property or text: not of itself.
    fn folded(&mut self) -> Result<Operand> {
        self.expect("(")?;
        let inner = match self.next() {
            Some(Token::Text(text)) => Operand::Constant(Value::Text(text.clone().into())),
            Some(Token::Name(name) | Token::Word(name)) => self.property(name)?,
            _ => return Err(Error::usage("CASEI in the filter is of a property or text")),
        };
        self.expect(")")?;
        Ok(Operand::Folded(Box::new(inner)))
    }

    /// `DATE('...')` or `TIMESTAMP('...')`.
    fn day(&mut self) -> Result<Operand> {
        self.expect("(")?;
        let Some(Token::Text(text)) = self.next() else {
            return Err(Error::usage("a date in the filter stands in single quotes"));
        };
        let day = period::day(text)?;
        self.expect(")")?;
        Ok(Operand::Constant(Value::Date(day)))
    }

    fn span(&mut self) -> Result<Span> {
        if !self.calls("INTERVAL") {
            return self.dated().map(Span::Day);
        }
        let ends = self.listed(|it| {
            if it.peek() == Some(&Token::Text("..".to_owned())) {
                it.next();
                return Ok(None);
            }
            it.dated().map(Some)
        })?;
        match <[Option<Operand>; 2]>::try_from(ends) {
            Ok([first, last]) => Ok(Span::Interval(first, last)),
            Err(_) => Err(Error::usage("an INTERVAL in the filter has two ends")),
        }
    }

    /// A date, or a property that is one.
    fn dated(&mut self) -> Result<Operand> {
        match self.operand()? {
            Operand::Constant(Value::Text(text)) => {
                period::day(&text).map(|day| Operand::Constant(Value::Date(day)))
            }
            it if self.kind(&it) == Some(Kind::Date) => Ok(it),
            _ => Err(Error::usage("T_INTERSECTS in the filter is of dates")),
        }
    }

    fn property(&self, name: &str) -> Result<Operand> {
        let place = self.properties.iter().position(|it| it.name == name);
        place.map(Operand::Property).ok_or_else(|| {
            let names: Vec<&str> = self.properties.iter().map(|it| it.name).collect();
            let shown: String = name.chars().take(40).collect();
            Error::usage("the features have no such property")
                .found(format!("`{shown}`"))
                .hint(format!("they have {}", names.join(", ")))
        })
    }

    /// What kind of values an operand has, words of all kinds being text.
    fn kind(&self, operand: &Operand) -> Option<Kind> {
        let kind = match operand {
            Operand::Property(place) => self.properties.get(*place)?.kind,
            Operand::Constant(value) => value.kind()?,
            Operand::Folded(inner) => return self.kind(inner),
        };
        Some(if kind.is_like(Kind::Text) { Kind::Text } else { kind })
    }

    /// Two operands that can be compared; text that is compared with a date is one.
    fn alike(&self, one: Operand, other: Operand) -> Result<(Operand, Operand)> {
        let dated = |operand: Operand, beside: Option<Kind>| match operand {
            Operand::Constant(Value::Text(text)) if beside == Some(Kind::Date) => {
                period::day(&text).map(|day| Operand::Constant(Value::Date(day)))
            }
            other => Ok(other),
        };
        let kinds = [&one, &other].map(|it| self.kind(it));
        let (one, other) = (dated(one, kinds[1])?, dated(other, kinds[0])?);
        match [&one, &other].map(|it| self.kind(it)) {
            [Some(kind), Some(same)] if kind.is_like(same) => Ok((one, other)),
            [Some(kind), Some(it)] => {
                Err(Error::usage(format!("{kind} is compared with {it} in the filter")))
            }
            _ => Err(Error::usage("the filter compares with nothing").hint("IS NULL does that")),
        }
    }

    /// Several of something in brackets, with commas between.
    pub(super) fn listed<T>(
        &mut self,
        mut read: impl FnMut(&mut Self) -> Result<T>,
    ) -> Result<Vec<T>> {
        self.expect("(")?;
        let mut all = vec![read(self)?];
        while self.takes_sign(",") {
            all.push(read(self)?);
        }
        self.expect(")")?;
        Ok(all)
    }

    pub(super) fn peek(&self) -> Option<&'a Token> {
        self.tokens.as_slice().first()
    }

    pub(super) fn next(&mut self) -> Option<&'a Token> {
        self.tokens.next()
    }

    /// Takes a word that is no text, name or sign.
    pub(super) fn word(&mut self) -> Option<&'a str> {
        let Some(Token::Word(word)) = self.peek() else { return None };
        self.next();
        Some(word)
    }

    fn takes(&mut self, keyword: &str) -> bool {
        let is_next =
            matches!(self.peek(), Some(Token::Word(word)) if word.eq_ignore_ascii_case(keyword));
        if is_next {
            self.next();
        }
        is_next
    }

    /// Takes the name of a function, if a bracket follows.
    fn calls(&mut self, function: &str) -> bool {
        let is_called = self.tokens.as_slice().get(1) == Some(&Token::Sign("("));
        is_called && self.takes(function)
    }

    fn takes_sign(&mut self, sign: &'static str) -> bool {
        let is_next = self.peek() == Some(&Token::Sign(sign));
        if is_next {
            self.next();
        }
        is_next
    }

    pub(super) fn expect(&mut self, sign: &'static str) -> Result<()> {
        if self.takes_sign(sign) {
            return Ok(());
        }
        Err(Error::usage(format!("the filter lacks `{sign}`")))
    }
}

/// One condition as it is, several as one.
fn one_or(mut parts: Vec<Condition>, join: fn(Vec<Condition>) -> Condition) -> Condition {
    match parts.pop() {
        Some(only) if parts.is_empty() => only,
        last => {
            parts.extend(last);
            join(parts)
        }
    }
}
