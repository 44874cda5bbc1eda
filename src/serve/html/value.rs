//! Values of JSON as definition lists, tables and links.

use std::fmt::Write;

use super::escaped;
use super::tree::Tree;

/// Rows of a table, and items of a list, that are shown.
const MOST_ROWS: usize = 500;
/// Bytes of a text that is not broken into lines, such as a date.
const SHORT: usize = 12;
/// Objects inside objects that are shown as such; what is deeper is named only.
const DEEPEST: usize = 6;

/// A value, whatever it is.
pub(super) fn value(tree: &Tree) -> String {
    deep(tree, 0)
}

/// Some members of an object as a definition list.
pub(super) fn definitions<'a>(members: impl Iterator<Item = &'a (String, Tree)>) -> String {
    described(members, 0)
}

/// Objects that are alike as a table: a column for each member that any of them has. `link` says
/// where the name of an object, its first cell, leads.
pub(super) fn table(rows: &[Tree], link: impl Fn(&Tree) -> Option<String>) -> String {
    let columns = columns(rows);
    let mut html = String::from("<div class=\"wide\"><table><thead><tr>");
    for column in &columns {
        let _ = write!(html, "<th scope=\"col\">{}</th>", escaped(column));
    }
    html.push_str("</tr></thead><tbody>");
    for row in rows.iter().take(MOST_ROWS) {
        html.push_str("<tr>");
        let mut link = link(row);
        for column in &columns {
            let cell = row.get(column).unwrap_or(&Tree::Nothing);
            let (class, shown) = match (link.take(), cell) {
                (Some(to), _) => (" class=\"short\"", anchor(&to, &plain(cell))),
                (None, Tree::Number(_)) => (" class=\"number\"", deep(cell, 1)),
                (None, Tree::Text(text)) if text.len() <= SHORT => {
                    (" class=\"short\"", deep(cell, 1))
                }
                (None, _) => ("", deep(cell, 1)),
            };
            let _ = write!(html, "<td{class} dir=\"auto\">{shown}</td>");
        }
        html.push_str("</tr>");
    }
    html.push_str("</tbody></table></div>");
    html.push_str(&left_out(rows.len(), MOST_ROWS));
    html
}

/// A link to an address of the server, or of elsewhere; what is no such address is text.
pub(super) fn anchor(to: &str, words: &str) -> String {
    let is_address = to.starts_with("https://") || to.starts_with("http://");
    let is_here = to.starts_with('/') && !to.starts_with("//") || to.starts_with('.');
    // A template of addresses is none.
    if (is_address || is_here) && !to.contains('{') {
        format!("<a href=\"{}\">{}</a>", escaped(to), escaped(words))
    } else {
        escaped(words)
    }
}

/// Where an object says that it is found.
pub(super) fn own_link(object: &Tree) -> Option<String> {
    let links = object.list("links");
    let of = |relation: &str| links.iter().find(|link| link.text("rel") == Some(relation));
    let link = of("self").or_else(|| of("item")).or_else(|| of("items"));
    link?.text("href").map(str::to_owned)
}

fn deep(tree: &Tree, depth: usize) -> String {
    match tree {
        Tree::List(items) if items.is_empty() => none(),
        Tree::Object(members) if members.is_empty() => none(),
        Tree::List(_) | Tree::Object(_) if depth > DEEPEST => {
            "<span class=\"none\">…</span>".into()
        }
        Tree::List(items) => list(items, depth),
        Tree::Object(_) if tree.text("href").is_some() => link(tree),
        Tree::Object(_) if is_named(tree) => named(tree),
        Tree::Object(members) if is_map(members) => {
            table(&members.iter().map(keyed).collect::<Vec<_>>(), |_| None)
        }
        Tree::Object(members) => described(members.iter(), depth),
        Tree::Ground(ground) => {
            let positions: usize = ground.lines.iter().map(Vec::len).sum();
            match ground.lines.first().and_then(|line| line.first()) {
                Some([x, y]) if positions == 1 => format!("{x}, {y}"),
                _ => format!("{positions} positions"),
            }
        }
        Tree::Nothing => none(),
        Tree::Text(text) if text.starts_with("https://") || text.starts_with("http://") => {
            anchor(text, text)
        }
        Tree::Truth(_) | Tree::Number(_) | Tree::Text(_) => escaped(&plain(tree)),
    }
}

fn none() -> String {
    "<span class=\"none\">–</span>".to_owned()
}

/// What is no list and no object, as text.
pub(super) fn plain(tree: &Tree) -> String {
    match tree {
        Tree::Number(text) | Tree::Text(text) => text.clone(),
        Tree::Truth(true) => "yes".to_owned(),
        Tree::Truth(false) => "no".to_owned(),
        _ => "–".to_owned(),
    }
}

fn described<'a>(members: impl Iterator<Item = &'a (String, Tree)>, depth: usize) -> String {
    let mut html = String::from("<dl>");
    for (name, value) in members {
        let (name, shown) = (escaped(name), deep(value, depth + 1));
        let _ = write!(html, "<div><dt>{name}</dt><dd dir=\"auto\">{shown}</dd></div>");
    }
    html.push_str("</dl>");
    html
}

/// Plain items follow each other, objects of plain members are rows, others stand under each other.
fn list(items: &[Tree], depth: usize) -> String {
    let is_row = |item: &Tree| is_flat(item) && item.text("href").is_none() && !is_named(item);
    if items.iter().all(is_row) {
        return table(items, own_link);
    }
    let is_brief = |item: &Tree| match item {
        Tree::Text(text) => text.len() <= 2 * SHORT,
        other => other.is_plain(),
    };
    let class = match items {
        _ if items.iter().all(is_brief) => "row",
        [Tree::Object(_), ..]
            if !items.iter().any(|it| it.text("href").is_some() || is_named(it)) =>
        {
            "cards"
        }
        _ => "items",
    };
    let mut html = format!("<ul class=\"{class}\">");
    for item in items.iter().take(MOST_ROWS) {
        let _ = write!(html, "<li dir=\"auto\">{}</li>", card(item, depth));
    }
    html.push_str("</ul>");
    html.push_str(&left_out(items.len(), MOST_ROWS));
    html
}

/// Whether it is an object that fits into the row of a table.
fn is_flat(item: &Tree) -> bool {
    let members = item.members();
    !members.is_empty() && members.iter().all(|(name, value)| name == "links" || is_cell(value))
}

/// Whether it is nothing but an id and a name.
pub(super) fn is_named(item: &Tree) -> bool {
    item.members().len() == 2 && item.text("id").is_some() && item.text("name").is_some()
}

/// What has an id and a name, in words.
fn named(item: &Tree) -> String {
    let (id, name) = (item.text("id").unwrap_or_default(), item.text("name").unwrap_or_default());
    format!("{} <span class=\"note\">{}</span>", escaped(name), escaped(id))
}

/// Whether members are of one kind, each under a name of its own, as the properties in a schema.
fn is_map(members: &[(String, Tree)]) -> bool {
    members.len() > 1 && members.iter().all(|(_, it)| is_flat(it) && !is_named(it))
}

/// An object with the name under which it stands.
fn keyed((name, object): &(String, Tree)) -> Tree {
    let name = (String::new(), Tree::Text(name.clone()));
    Tree::Object(std::iter::once(name).chain(object.members().iter().cloned()).collect())
}

/// An object by its name, which leads to it, and what else there is of it; anything else as it is.
fn card(item: &Tree, depth: usize) -> String {
    let members = item.members();
    match (own_link(item), item.text("title").or_else(|| item.text("id"))) {
        (Some(to), Some(name)) => {
            let rest = members.iter().filter(|(name, _)| name != "title" && name != "links");
            format!("<h2>{}</h2>{}", anchor(&to, name), described(rest, depth))
        }
        _ => deep(item, depth + 1),
    }
}

/// Whether a value is short enough for a cell: plain, named, or a list or an object of what is.
fn is_cell(value: &Tree) -> bool {
    let is_word = |it: &Tree| it.is_plain() || is_named(it);
    let is_words = |it: &Tree| match it {
        Tree::List(items) => items.iter().all(is_word),
        other => is_word(other),
    };
    match value {
        Tree::Object(members) => members.iter().all(|(_, value)| is_words(value)),
        other => is_words(other),
    }
}

/// The names of all members, in the order in which they come first.
fn columns(rows: &[Tree]) -> Vec<&str> {
    let mut columns: Vec<&str> = Vec::new();
    for (name, _) in rows.iter().flat_map(Tree::members) {
        if name != "links" && !columns.contains(&name.as_str()) {
            columns.push(name);
        }
    }
    columns
}

/// What a table or list of so many says of those that are not in it.
fn left_out(count: usize, shown: usize) -> String {
    if count <= shown {
        return String::new();
    }
    format!(
        "<p class=\"note\">The first {shown} of {count} are shown; the JSON has all of them.</p>"
    )
}

/// An object that says where something is found.
fn link(object: &Tree) -> String {
    let to = object.text("href").unwrap_or_default();
    let words = object.text("title").unwrap_or(to);
    // Of a relation that is an address, the end says what it is.
    let relation = object.text("rel").and_then(|it| it.rsplit('/').next());
    let notes: Vec<&str> = relation.into_iter().chain(object.text("type")).collect();
    let anchor = anchor(to, words);
    if notes.is_empty() {
        return anchor;
    }
    format!("{anchor} <span class=\"note\">{}</span>", escaped(&notes.join(" · ")))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(json: &str) -> String {
        value(&serde_json::from_str(json).unwrap())
    }

    #[test]
    fn objects_are_lists_of_terms_and_addresses_are_links() {
        let html = shown(r#"{"id":"a","url":"https://example.org/?a=1&b=2","none":null}"#);
        assert!(html.contains("<dt>id</dt><dd dir=\"auto\">a</dd>"), "{html}");
        assert!(html.contains("<a href=\"https://example.org/?a=1&amp;b=2\">"), "{html}");
    }

    #[test]
    fn like_objects_are_a_table_and_too_many_rows_are_told() {
        let html = shown(r#"[{"a":1,"b":"x"},{"a":2,"c":[1,2]}]"#);
        assert!(html.contains("<th scope=\"col\">c</th>"), "{html}");
        assert!(html.contains("<td class=\"number\" dir=\"auto\">2</td>"), "{html}");
        let rows = vec![r#"{"a":1}"#; MOST_ROWS + 7].join(",");
        let html = shown(&format!("[{rows}]"));
        assert!(html.contains("The first 500 of 507 are shown"));
        assert_eq!(html.matches("<tr>").count(), MOST_ROWS + 1);
    }

    #[test]
    fn what_is_hostile_is_text() {
        let html = shown(
            r#"[{"<script>alert(1)</script>":"\" onclick=\"alert(1)","b":"http://x/\"><script>"},
                {"href":"javascript:alert(1)","title":"<b>go</b>"}]"#,
        );
        assert!(!html.contains("<script") && !html.contains("<b>"), "{html}");
        assert!(!html.contains("href=\"javascript"), "{html}");
        assert!(!html.contains("\" onclick"), "{html}");
    }

    #[test]
    fn what_has_a_name_is_called_by_it_and_maps_are_tables() {
        let html = shown(r#"[{"status":"held","holders":[{"id":"sdf","name":"SDF"}]}]"#);
        assert!(html.contains("SDF <span class=\"note\">sdf</span>"), "{html}");
        let html = shown(r#"{"from":{"type":"string"},"km2":{"type":"number"}}"#);
        assert!(html.contains("<td class=\"short\" dir=\"auto\">km2</td>"), "{html}");
    }

    #[test]
    fn what_is_nested_without_end_is_cut() {
        let json = format!("{}1{}", "{\"a\":".repeat(100), "}".repeat(100));
        let html = shown(&json);
        assert!(html.matches("<dl>").count() <= DEEPEST + 1, "{html}");
    }
}
