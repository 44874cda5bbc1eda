//! Patterns of `LIKE`.

/// Characters of a pattern.
const LONGEST: usize = 256;

/// A pattern: `%` stands for any text, `_` for any character, `\` before one of them for itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Pattern(Vec<Part>);

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Part {
    Letter(char),
    AnyLetter,
    AnyText,
}

impl Pattern {
    /// Reads a pattern; nothing where it is longer than any that people write.
    pub fn read(text: &str) -> Option<Self> {
        let mut parts = Vec::new();
        let mut letters = text.chars();
        while let Some(letter) = letters.next() {
            parts.push(match letter {
                '%' => Part::AnyText,
                '_' => Part::AnyLetter,
                '\\' => Part::Letter(letters.next().unwrap_or('\\')),
                other => Part::Letter(other),
            });
        }
        (parts.len() <= LONGEST).then_some(Self(parts))
    }

    /// Whether a text is like it, from its beginning to its end.
    pub fn fits(&self, text: &str) -> bool {
        // Where each length of the pattern ends in the text that has been read: a set of states.
        let mut open = vec![false; self.0.len() + 1];
        if let Some(start) = open.first_mut() {
            *start = true;
        }
        self.skip_text(&mut open);
        for letter in text.chars() {
            let mut next = vec![false; open.len()];
            for (place, part) in self.0.iter().enumerate() {
                if !open.get(place).is_some_and(|it| *it) {
                    continue;
                }
                let reached = match part {
                    Part::AnyText => Some(place),
                    Part::AnyLetter => Some(place + 1),
                    Part::Letter(it) => (*it == letter).then_some(place + 1),
                };
                if let Some(reached) = reached.and_then(|reached| next.get_mut(reached)) {
                    *reached = true;
                }
            }
            self.skip_text(&mut next);
            open = next;
        }
        open.last().is_some_and(|it| *it)
    }

    /// Any text may be none.
    fn skip_text(&self, open: &mut [bool]) {
        for (place, part) in self.0.iter().enumerate() {
            let is_open = open.get(place).is_some_and(|it| *it);
            if *part == Part::AnyText
                && is_open
                && let Some(next) = open.get_mut(place + 1)
            {
                *next = true;
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn patterns_fit_whole_texts() {
        let fits = |pattern: &str, text: &str| Pattern::read(pattern).unwrap().fits(text);
        assert!(fits("%", "") && fits("Ain%", "Ain al-Arab") && fits("%Arab", "Ain al-Arab"));
        assert!(fits("_aqqa", "Raqqa") && fits("الر%", "الرقة") && fits("100\\%", "100%"));
        assert!(!fits("Ain", "Ain al-Arab") && !fits("_", "") && !fits("100\\%", "1000"));
        assert!(!fits(&"%a".repeat(100), &"a".repeat(99)), "no pattern takes long");
        assert!(Pattern::read(&"%".repeat(300)).is_none());
    }
}
