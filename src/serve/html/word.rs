//! Objects that are told in a word or two: actors and regions by their names, and ground by its holders.

use super::escaped;
use super::tree::Tree;

/// Whether it is told in a word or two.
pub(super) fn is_word(item: &Tree) -> bool {
    item.is_plain() || is_named(item) || is_ground(item)
}

/// Whether it is nothing but how ground is held, and by whom.
pub(super) fn is_ground(item: &Tree) -> bool {
    let is_known = |(name, _): &(String, Tree)| ["status", "holders", "claims"].contains(&&**name);
    let are_named = match item.get("holders") {
        Some(Tree::List(holders)) => holders.iter().all(is_named),
        _ => false,
    };
    item.text("status").is_some() && are_named && item.members().iter().all(is_known)
}

/// Ground in words: its holders, and how they hold it where they do not simply do.
pub(super) fn ground(item: &Tree) -> String {
    let status = item.text("status").unwrap_or_default();
    let holders: Vec<String> = item.list("holders").iter().map(named).collect();
    let holders = holders.join(" · ");
    match status {
        "held" => holders,
        _ if holders.is_empty() => escaped(status),
        _ => format!("{}: {holders}", escaped(status)),
    }
}

/// Whether it is nothing but an id and a name.
pub(super) fn is_named(item: &Tree) -> bool {
    item.members().len() == 2 && item.text("id").is_some() && item.text("name").is_some()
}

/// What has an id and a name, in words.
pub(super) fn named(item: &Tree) -> String {
    let (id, name) = (item.text("id").unwrap_or_default(), item.text("name").unwrap_or_default());
    format!("{} <span class=\"note\">{}</span>", escaped(name), escaped(id))
}
