//! A filter's words.

use crate::{Error, Result};

/// A word of a filter.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Token {
    /// A keyword or a name.
    Word(String),
    /// A name in double quotes.
    Name(String),
    /// Text in single quotes.
    Text(String),
    Number(f64),
    /// `(`, `)`, `,`, or what compares.
    Sign(&'static str),
}

/// Signs, the longer before those that they begin with.
const SIGNS: [&str; 10] = ["<>", "<=", ">=", "!=", "(", ")", ",", "=", "<", ">"];

/// Divides a filter into its words.
///
/// # Errors
///
/// When a character can't stand where it does, or a quotation does not end.
pub(super) fn tokens(text: &str) -> Result<Vec<Token>> {
    let mut tokens = Vec::new();
    let mut rest = text.trim_start();
    while let Some(first) = rest.chars().next() {
        let (token, after) = match first {
            '\'' => {
                let (text, after) = quoted(rest, '\'')?;
                (Token::Text(text), after)
            }
            '"' => {
                let (name, after) = quoted(rest, '"')?;
                (Token::Name(name), after)
            }
            '+' | '-' | '.' | '0'..='9' => number(rest)?,
            _ if is_in_name(first) => {
                let (word, after) = rest.split_at(end_of(rest, is_in_name));
                (Token::Word(word.to_owned()), after)
            }
            _ => sign(rest)?,
        };
        tokens.push(token);
        rest = after.trim_start();
    }
    Ok(tokens)
}

fn is_in_name(it: char) -> bool {
    it.is_alphanumeric() || matches!(it, '_' | ':' | '.')
}

fn end_of(text: &str, is_part: impl Fn(char) -> bool) -> usize {
    text.find(|it| !is_part(it)).unwrap_or(text.len())
}

/// What stands between quotes, a doubled one standing for itself, and what follows.
fn quoted(text: &str, quote: char) -> Result<(String, &str)> {
    let mut inside = String::new();
    let mut letters = text.char_indices().skip(1).peekable();
    while let Some((_, letter)) = letters.next() {
        if letter != quote {
            inside.push(letter);
            continue;
        }
        match letters.peek() {
            Some((_, next)) if *next == quote => {
                inside.push(quote);
                letters.next();
            }
            Some((after, _)) => return Ok((inside, text.get(*after..).unwrap_or_default())),
            None => return Ok((inside, "")),
        }
    }
    Err(Error::usage("a quotation in the filter does not end"))
}

fn number(text: &str) -> Result<(Token, &str)> {
    let mut before = ' ';
    let is_part = |it: char| {
        let is_sign = matches!(it, '+' | '-') && matches!(before, ' ' | 'e' | 'E');
        before = it;
        is_sign || it.is_ascii_digit() || matches!(it, '.' | 'e' | 'E')
    };
    let mut is_part = is_part;
    let end = text.find(|it| !is_part(it)).unwrap_or(text.len());
    let (digits, after) = text.split_at(end);
    match digits.parse::<f64>() {
        Ok(number) if number.is_finite() => Ok((Token::Number(number), after)),
        _ => Err(Error::usage("a number in the filter can't be read")),
    }
}

fn sign(text: &str) -> Result<(Token, &str)> {
    let found = SIGNS.into_iter().find_map(|sign| Some((sign, text.strip_prefix(sign)?)));
    let (sign, after) = found.ok_or_else(|| {
        Error::usage("the filter has a character that CQL2 does not know here")
            .hint("text stands in single quotes: actor = 'sdf'")
    })?;
    Ok((Token::Sign(if sign == "!=" { "<>" } else { sign }), after))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_told_apart() {
        let read = tokens("\"name:ar\" <> 'Ma''arrat' AND km2>=-1.5e3").unwrap();
        let expected = [
            Token::Name("name:ar".to_owned()),
            Token::Sign("<>"),
            Token::Text("Ma'arrat".to_owned()),
            Token::Word("AND".to_owned()),
            Token::Word("km2".to_owned()),
            Token::Sign(">="),
            Token::Number(-1500.0),
        ];
        assert_eq!(read, expected);
        for text in ["'open", "1e", "--1", "a ; b", "9e999", "\"", "a = $1"] {
            assert!(tokens(text).is_err(), "{text}");
        }
    }
}
