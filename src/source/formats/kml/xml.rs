//! The tree of elements that a KML file is.

use std::borrow::Cow;

use encoding_rs::Encoding;
use roxmltree::{Document as Tree, Node, ParsingOptions};
use rustc_hash::FxHashSet;

use super::super::encoding;
use crate::source::Limits;
use crate::{Error, Result};

/// The namespace of what Google added; it is passed over.
const GOOGLE_EXTENSIONS: &str = "http://www.google.com/kml/ext/2.2";
/// Elements, texts and comments that there may be for each feature that there may be.
const NODES_PER_FEATURE: usize = 8;
/// Bytes of a tag: the time to read one grows with the square of the attributes in it.
const LONGEST_TAG: usize = 8 << 10;
/// Declarations of namespaces, times the prefixes that are declared.
const MOST_NAMESPACES: usize = 100_000_000;
/// Bytes at the beginning in which an encoding is declared.
const DECLARATION: usize = 200;

/// What to do about what programs don't write.
const NO_SUCH_MAP: &str =
    "no program writes maps like that, and no --limit allows it: write the file anew with ogr2ogr";

/// The text of a file, in the encoding that its declaration names.
pub(super) fn text_of(bytes: &[u8]) -> Result<Cow<'_, str>> {
    let start: Cow<str> = String::from_utf8_lossy(bytes.get(..DECLARATION).unwrap_or(bytes));
    let declared: Option<&'static Encoding> = start
        .trim_start()
        .strip_prefix("<?xml")
        .and_then(|rest| rest.split("?>").next()?.split_once("encoding"))
        .and_then(|(_, name)| encoding::by_name(name.split(['"', '\'']).nth(1)?));
    encoding::text_of(bytes, declared)
}

/// Reads a text as a tree.
///
/// # Errors
///
/// When it is not well-formed, defines entities, or is larger than the limits allow.
pub(super) fn parse<'a>(text: &'a str, limits: &Limits) -> Result<Tree<'a>> {
    hold_tags(text)?;
    hold_namespaces(text)?;
    let most = limits.features.saturating_mul(NODES_PER_FEATURE);
    let nodes_limit = u32::try_from(most).unwrap_or(u32::MAX);
    Tree::parse_with_options(text, ParsingOptions { nodes_limit, ..ParsingOptions::default() })
        .map_err(|cause| {
            let line = format!("line {}", cause.pos().row);
            match cause {
                roxmltree::Error::NodesLimitReached => {
                    let most = limits.features as u64;
                    Limits::reached(
                        "features",
                        "the text has too many elements for its features",
                        most,
                    )
                }
                roxmltree::Error::DtdDetected if is_web_page(text) => {
                    Error::input("the file is a web page, not a map")
                        .hint("was an error page saved instead of the data?")
                }
                roxmltree::Error::DtdDetected => {
                    Error::input("a KML file may not define a document type or entities").at(line)
                }
                roxmltree::Error::UnclosedRootNode | roxmltree::Error::UnexpectedEndOfStream => {
                    Error::input("the text ends within an element").hint("was the file cut off?")
                }
                cause => {
                    let what = cause.to_string();
                    let what = what.split(" at ").next().unwrap_or_default();
                    Error::input(format!("the text is not well-formed XML: {what}")).at(line)
                }
            }
        })
}

fn is_web_page(text: &str) -> bool {
    text.chars().take(256).collect::<String>().to_lowercase().contains("<!doctype html")
}

/// Fails where a tag is too long.
fn hold_tags(text: &str) -> Result<()> {
    let mut rest = text;
    while let Some(start) = memchr::memchr(b'<', rest.as_bytes()) {
        rest = &rest[start..];
        let (close, is_tag) = match rest {
            comment if comment.starts_with("<!--") => ("-->", false),
            data if data.starts_with("<![CDATA[") => ("]]>", false),
            _ => (">", true),
        };
        let end = memchr::memmem::find(rest.as_bytes(), close.as_bytes()).unwrap_or(rest.len());
        if is_tag && end > LONGEST_TAG {
            return Err(Error::limit(format!("a tag has {LONGEST_TAG} bytes at most"))
                .found(format!("`{}…`", rest.chars().take(24).collect::<String>()))
                .hint(NO_SUCH_MAP));
        }
        rest = &rest[end..];
        rest = rest.get(close.len()..).unwrap_or_default();
    }
    Ok(())
}

/// Fails where namespaces might fill the memory: an element that declares one has a list of all that
/// are declared round it.
fn hold_namespaces(text: &str) -> Result<()> {
    let prefixes = memchr::memmem::find_iter(text.as_bytes(), "xmlns:")
        .map(|start| text[start..].split('=').next().unwrap_or_default().trim_end());
    let prefixes: FxHashSet<&str> = prefixes.collect();
    let declarations = memchr::memmem::find_iter(text.as_bytes(), "xmlns").count();
    if declarations.saturating_mul(prefixes.len()) > MOST_NAMESPACES {
        return Err(Error::limit("the file declares too many namespaces").hint(NO_SUCH_MAP));
    }
    Ok(())
}

/// The elements in an element, those of extensions left out.
pub(super) fn elements<'a, 'd>(of: Node<'a, 'd>) -> impl Iterator<Item = Node<'a, 'd>> {
    of.children().filter(|child| {
        child.is_element() && child.tag_name().namespace() != Some(GOOGLE_EXTENSIONS)
    })
}

/// The first element of a name in an element.
pub(super) fn element<'a, 'd>(of: Node<'a, 'd>, name: &str) -> Option<Node<'a, 'd>> {
    elements(of).find(|child| child.tag_name().name() == name)
}

/// The text in an element, without the white space round it; nothing where there is none.
pub(super) fn text<'a>(of: Node<'a, '_>) -> Option<Cow<'a, str>> {
    let mut texts = of.children().filter(Node::is_text).filter_map(|text| text.text());
    let first = texts.next()?;
    // Comments divide a text into several.
    let whole = match texts.next() {
        None => Cow::Borrowed(first.trim()),
        Some(second) => {
            let parts = [first, second].into_iter().chain(texts);
            Cow::Owned(parts.collect::<String>().trim().to_owned())
        }
    };
    (!whole.is_empty()).then_some(whole)
}

/// The text in the first element of a name in an element.
pub(super) fn text_in<'a>(of: Node<'a, '_>, name: &str) -> Option<Cow<'a, str>> {
    element(of, name).and_then(text)
}
