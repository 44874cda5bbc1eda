//! What stands between two cells of a table.

/// What may stand between two cells, the usual one first.
const DELIMITERS: [u8; 4] = [b',', b';', b'\t', b'|'];

/// The one of the delimiters that stands most often between the names of the columns, on the first line
/// of a table.
pub(crate) fn delimiter_of(table: &[u8]) -> u8 {
    let first = table.split(|byte| *byte == b'\n').next().unwrap_or_default();
    let outside_quotes = || first.split(|byte| *byte == b'"').step_by(2).flatten();
    let count = |delimiter: &u8| outside_quotes().filter(|byte| *byte == delimiter).count();
    DELIMITERS.into_iter().rev().max_by_key(count).unwrap_or(b',')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_delimiter_is_the_one_that_divides_most() {
        assert_eq!(delimiter_of(b"actor,wkt\na;b;c,d"), b',');
        assert_eq!(delimiter_of(b"actor;wkt;\"a,b,c,d\""), b';');
        assert_eq!(delimiter_of(b"actor\twkt"), b'\t');
        assert_eq!(delimiter_of(b"wkt"), b',');
    }
}
