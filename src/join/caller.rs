//! How messages name what a caller can say: here alone the words of a command and of a request differ.

/// Who asks for a join: messages name options as this caller writes them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Caller {
    /// A command line, where options are flags: `--date-column day`.
    #[default]
    Command,
    /// An address, where they are parameters: `date_column=day`.
    Request,
}

impl Caller {
    /// An option as the caller writes it; `name` has `_` between words.
    pub(super) fn option(self, name: &str) -> String {
        match self {
            Self::Command => format!("--{}", name.replace('_', "-")),
            Self::Request => name.to_owned(),
        }
    }

    /// An option with a value.
    pub(super) fn option_with(self, name: &str, value: &str) -> String {
        let between = match self {
            Self::Command => ' ',
            Self::Request => '=',
        };
        format!("{}{between}{value}", self.option(name))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn options_are_named_as_they_are_written() {
        assert_eq!(Caller::Command.option("date_column"), "--date-column");
        assert_eq!(Caller::Request.option("date_column"), "date_column");
    }
}
