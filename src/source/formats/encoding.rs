//! Bytes to text, whatever the alphabet was when they were written.

use std::borrow::Cow;

use encoding_rs::{Encoding, UTF_8, WINDOWS_1252};

use crate::{Error, Result};

/// The text of bytes: in the encoding that a byte order mark tells, else the declared one, else UTF-8.
///
/// # Errors
///
/// When the bytes are not of that encoding.
pub(super) fn text_of<'a>(
    bytes: &'a [u8],
    declared: Option<&'static Encoding>,
) -> Result<Cow<'a, str>> {
    let (encoding, mark) =
        Encoding::for_bom(bytes).unwrap_or_else(|| (declared.unwrap_or(UTF_8), 0));
    let plain = bytes.get(mark..).unwrap_or_default();
    encoding.decode_without_bom_handling_and_without_replacement(plain).ok_or_else(|| {
        let valid = if encoding == UTF_8 { Encoding::utf8_valid_up_to(plain) } else { 0 };
        let line = 1 + plain.iter().take(valid).filter(|byte| **byte == b'\n').count();
        Error::input(format!("the text is not {}", encoding.name())).at(format!("line {line}"))
    })
}

/// The encoding of a name such as `UTF-8`, `windows-1251`, `CP1251`, `1251`, `ANSI 1251` or `88591`.
pub(super) fn by_name(name: &str) -> Option<&'static Encoding> {
    let name = name.trim().trim_start_matches('\u{feff}').to_ascii_lowercase();
    let number = name.trim_start_matches(|it: char| !it.is_ascii_digit());
    Encoding::for_label(name.as_bytes()).or_else(|| match number {
        "65001" => Some(UTF_8),
        // A table whose encoding is given by this number may hold any of Western Europe's.
        "850" | "437" => Some(WINDOWS_1252),
        number => match number.strip_prefix("8859") {
            Some(part) => {
                let part = part.trim_start_matches(['-', '_']);
                Encoding::for_label(format!("iso-8859-{part}").as_bytes())
            }
            None => Encoding::for_label(format!("windows-{number}").as_bytes())
                .or_else(|| Encoding::for_label(format!("ibm{number}").as_bytes())),
        },
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn encodings_are_known_by_the_names_that_files_give_them() {
        for (name, encoding) in [
            ("UTF-8", "UTF-8"),
            ("65001", "UTF-8"),
            ("CP1251", "windows-1251"),
            ("1251", "windows-1251"),
            ("ANSI 1251", "windows-1251"),
            ("ISO-8859-1", "windows-1252"),
            ("88591", "windows-1252"),
            ("ISO 88595", "ISO-8859-5"),
            ("CP866", "IBM866"),
        ] {
            assert_eq!(by_name(name).map(Encoding::name), Some(encoding), "{name}");
        }
        assert_eq!(by_name("Klingon"), None);
    }

    #[test]
    fn a_byte_order_mark_goes_before_what_is_declared() {
        let utf_16 = [0xff, 0xfe, 0x37, 0x04, 0x33, 0x04];
        assert_eq!(text_of(&utf_16, by_name("1251")).unwrap(), "зг");
        assert_eq!(text_of(&[0xe7, 0xe3], by_name("1251")).unwrap(), "зг");
        assert!(text_of(b"a\n\xe7", None).unwrap_err().to_string().starts_with("line 2"));
    }
}
