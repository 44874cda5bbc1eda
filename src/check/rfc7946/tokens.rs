//! The tokens of JSON, as far as a text has any: what is none ends the reading, and is for the reader to
//! tell.

/// A place in a text.
pub(super) struct Cursor<'a> {
    pub text: &'a [u8],
    pub at: usize,
}

impl<'a> Cursor<'a> {
    /// The next byte that is not white space, left where it is.
    pub fn peek(&mut self) -> Option<u8> {
        while let Some(&byte) = self.text.get(self.at) {
            if !matches!(byte, b' ' | b'\n' | b'\r' | b'\t') {
                return Some(byte);
            }
            self.at += 1;
        }
        None
    }

    /// Passes over a byte, if it comes next.
    pub fn take(&mut self, byte: u8) -> Option<()> {
        (self.peek()? == byte).then(|| self.at += 1)
    }

    /// A string as it is written, without its quotes.
    pub fn string(&mut self) -> Option<&'a [u8]> {
        self.take(b'"')?;
        let start = self.at;
        loop {
            let rest = self.text.get(self.at..)?;
            let next = memchr::memchr2(b'"', b'\\', rest)?;
            self.at += next + 1;
            if rest.get(next) == Some(&b'"') {
                return self.text.get(start..self.at - 1);
            }
            self.at += 1;
        }
    }

    /// Passes over a value of any kind, however deep.
    pub fn skip(&mut self) -> Option<()> {
        let mut depth = 0_usize;
        loop {
            match self.peek()? {
                b'"' => drop(self.string()?),
                b'{' | b'[' => {
                    depth += 1;
                    self.at += 1;
                }
                b'}' | b']' => {
                    depth = depth.checked_sub(1)?;
                    self.at += 1;
                }
                b',' | b':' if depth > 0 => self.at += 1,
                b',' | b':' => return None,
                _ => self.scalar(),
            }
            if depth == 0 {
                return Some(());
            }
        }
    }

    /// Passes over a number or a word.
    fn scalar(&mut self) {
        let rest = self.text.get(self.at..).unwrap_or_default();
        let is_end =
            |byte: &u8| matches!(byte, b',' | b']' | b'}' | b':' | b' ' | b'\n' | b'\r' | b'\t');
        self.at += rest.iter().position(is_end).unwrap_or(rest.len()).max(1);
    }

    /// A list of numbers; nothing where it is something else.
    pub fn numbers(&mut self) -> Option<Vec<f64>> {
        let start = self.at;
        self.skip()?;
        serde_json::from_slice(self.text.get(start..self.at)?).ok()
    }
}
