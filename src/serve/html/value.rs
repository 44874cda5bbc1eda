//! Values of JSON as definition lists, tables and links.

use std::fmt::Write;

use super::escaped;
use super::label::Names;
use super::table::{SHORT, Table};
use super::tree::Tree;
use super::word::{ground, is_ground, is_named, is_word, named};
use crate::model::is_web_address;

/// Rows of a table, and items of a list, that are shown.
pub(super) const MOST_ROWS: usize = 500;
/// Words of a list, and longer texts, that stand open where there are more of them; and so many more that
/// it is not worth folding them.
const OPEN_WORDS: usize = 5;
const OPEN_TEXTS: usize = 2;
const FEW_MORE: usize = 3;
/// Objects under each other that all stand open.
const OPEN_CARDS: usize = 2;
/// Objects inside objects that are shown as such; what is deeper is named only.
const DEEPEST: usize = 6;

/// A value, whatever it is.
pub(super) fn value(names: Names, tree: &Tree) -> String {
    deep(names, tree, 0)
}

/// Members of an object: those that are short as a definition list, then the others as parts with a
/// heading each, which need the full width.
pub(super) fn object<'a>(
    names: Names,
    members: impl Iterator<Item = &'a (String, Tree)>,
    depth: usize,
) -> String {
    let (parts, facts): (Vec<_>, Vec<_>) = members.partition(|(_, value)| is_part(value));
    let mut html = String::new();
    if !facts.is_empty() {
        html.push_str(&definitions(names, facts.into_iter(), depth));
    }
    parts.into_iter().for_each(|(name, value)| html.push_str(&part(names, name, value, depth)));
    html
}

/// Whether a value is objects under a common name, or has such.
fn is_part(value: &Tree) -> bool {
    match value {
        Tree::List(items) => items.iter().any(|it| !it.members().is_empty() && !is_word(it)),
        Tree::Object(members) => members.iter().any(|(_, value)| is_part(value)),
        _ => false,
    }
}

/// A value under its name: a table by its caption.
fn part(names: Names, name: &str, value: &Tree, depth: usize) -> String {
    let level = (depth + 2).min(6);
    let count = match value {
        Tree::List(items) => format!(" <span class=\"note\">{}</span>", items.len()),
        _ => String::new(),
    };
    let heading = format!("<h{level}>{}{count}</h{level}>", names.label(name));
    match value {
        Tree::List(items) if items.iter().all(is_row) => {
            let table = Table { caption: &heading, names };
            format!("<section>{}</section>", table.of(items, own_link))
        }
        _ => format!("<section>{heading}{}</section>", deep(names, value, depth + 1)),
    }
}

/// A value that stands under a name.
pub(super) fn member(names: Names, name: &str, value: &Tree, depth: usize) -> String {
    match value {
        Tree::Number(number) => escaped(&names.number(name, number)),
        other => deep(names, other, depth),
    }
}

/// What is folded until it is wanted, below some words.
pub(super) fn folded(words: &str, html: &str) -> String {
    format!("<details><summary>{words}</summary>{html}</details>")
}

/// A link to an address of the server, or of elsewhere; what is no such address is text.
pub(super) fn anchor(to: &str, words: &str) -> String {
    let is_here = to.starts_with('/') && !to.starts_with("//") || to.starts_with('.');
    // A template of addresses is none.
    if (is_web_address(to) || is_here) && !to.contains('{') {
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

fn deep(names: Names, tree: &Tree, depth: usize) -> String {
    match tree {
        Tree::List(items) if items.is_empty() => none(),
        Tree::Object(members) if members.is_empty() => none(),
        Tree::List(_) | Tree::Object(_) if depth > DEEPEST => {
            "<span class=\"none\">…</span>".into()
        }
        Tree::List(items) => list(names, items, depth),
        Tree::Object(_) if tree.text("href").is_some() => link(tree),
        Tree::Object(_) if is_named(tree) => named(tree),
        Tree::Object(_) if is_ground(tree) => ground(tree),
        Tree::Object(members) if is_map(members) => {
            let rows: Vec<Tree> = members.iter().map(keyed).collect();
            let table = Table { caption: "", names };
            table.of(&rows, |_| None)
        }
        Tree::Object(members) => object(names, members.iter(), depth),
        Tree::Ground(ground) => {
            let positions: usize = ground.lines.iter().map(Vec::len).sum();
            match ground.lines.first().and_then(|line| line.first()) {
                Some([x, y]) if positions == 1 => format!("{x}, {y}"),
                _ => format!("{positions} positions"),
            }
        }
        Tree::Nothing => none(),
        Tree::Text(text) if is_web_address(text) => anchor(text, text),
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

/// Some members of an object as a definition list.
pub(super) fn definitions<'a>(
    names: Names,
    members: impl Iterator<Item = &'a (String, Tree)>,
    depth: usize,
) -> String {
    let mut html = String::from("<dl>");
    for (name, value) in members {
        let (label, shown) = (names.label(name), member(names, name, value, depth + 1));
        let _ = write!(html, "<div><dt>{label}</dt><dd dir=\"auto\">{shown}</dd></div>");
    }
    html.push_str("</dl>");
    html
}

/// Plain items follow each other, objects of plain members are rows, others stand under each other.
fn list(names: Names, items: &[Tree], depth: usize) -> String {
    if items.iter().all(is_row) {
        let table = Table { caption: "", names };
        return table.of(items, own_link);
    }
    let shown = items.get(..MOST_ROWS).unwrap_or(items);
    let mut html = if items.iter().all(is_word) {
        words(names, shown, depth)
    } else if matches!(items, [Tree::Object(_), ..])
        && !items.iter().any(|it| it.text("href").is_some())
    {
        cards(names, shown, depth)
    } else {
        listed(names, shown, "items", depth)
    };
    html.push_str(&left_out(items.len(), MOST_ROWS));
    html
}

/// Words that follow each other, or stand under each other where they are long; many are folded.
fn words(names: Names, items: &[Tree], depth: usize) -> String {
    let is_brief = |item: &Tree| match item {
        Tree::Text(text) => text.len() <= 2 * SHORT,
        _ => true,
    };
    let class = if items.iter().all(is_brief) { "row" } else { "items" };
    let most = if class == "row" { OPEN_WORDS } else { OPEN_TEXTS };
    let is_long = names.are_folded() && items.len() > most + FEW_MORE;
    let (open, more) = items.split_at(if is_long { most } else { items.len() });
    let mut html = listed(names, open, class, depth);
    if !more.is_empty() {
        html.push_str(&folded(&format!("{} more", more.len()), &listed(names, more, class, depth)));
    }
    html
}

/// Objects under each other, of many only the first unfolded.
fn cards(names: Names, items: &[Tree], depth: usize) -> String {
    if !names.are_folded() || items.len() <= OPEN_CARDS {
        return listed(names, items, "cards", depth);
    }
    let mut html = String::from("<div class=\"folds\">");
    for (index, item) in items.iter().enumerate() {
        let open = if index == 0 { " open" } else { "" };
        let (title, body) = (title(names, item, depth), card(names, item, depth));
        let _ = write!(html, "<details{open}><summary>{title}</summary>{body}</details>");
    }
    html.push_str("</div>");
    html
}

/// What an object is called: by the first of its members that is a word.
fn title(names: Names, item: &Tree, depth: usize) -> String {
    let word = item.members().iter().map(|(_, value)| value).find(|value| is_word(value));
    word.map_or_else(none, |word| deep(names, word, depth + 1))
}

fn listed(names: Names, items: &[Tree], class: &str, depth: usize) -> String {
    let mut html = format!("<ul class=\"{class}\">");
    for item in items {
        let _ = write!(html, "<li dir=\"auto\">{}</li>", card(names, item, depth));
    }
    html.push_str("</ul>");
    html
}

/// Whether it is an object that is a row of a table.
fn is_row(item: &Tree) -> bool {
    is_flat(item) && item.text("href").is_none() && !is_word(item)
}

/// Whether it is an object that fits into the row of a table.
fn is_flat(item: &Tree) -> bool {
    let members = item.members();
    !members.is_empty() && members.iter().all(|(name, value)| name == "links" || is_cell(value))
}

/// Whether members are of one kind, each under a name of its own, as the properties in a schema.
fn is_map(members: &[(String, Tree)]) -> bool {
    members.len() > 1 && members.iter().all(|(_, it)| is_row(it))
}

/// An object with the name under which it stands.
fn keyed((name, object): &(String, Tree)) -> Tree {
    let name = (String::new(), Tree::Text(name.clone()));
    Tree::Object(std::iter::once(name).chain(object.members().iter().cloned()).collect())
}

/// An object by its name, which leads to it, and what else there is of it; anything else as it is.
fn card(names: Names, item: &Tree, depth: usize) -> String {
    let members = item.members();
    match (own_link(item), item.text("title").or_else(|| item.text("id"))) {
        (Some(to), Some(name)) => {
            let rest = members.iter().filter(|(name, _)| name != "title" && name != "links");
            let rest = definitions(names, rest, depth);
            format!("<h2>{}</h2>{rest}", anchor(&to, name))
        }
        _ => deep(names, item, depth + 1),
    }
}

/// Whether a value is short enough for a cell: plain, named, or a list or an object of what is.
fn is_cell(value: &Tree) -> bool {
    let is_words = |it: &Tree| match it {
        Tree::List(items) => items.iter().all(is_word),
        other => is_word(other),
    };
    match value {
        Tree::Object(members) => members.iter().all(|(_, value)| is_words(value)),
        other => is_words(other),
    }
}

/// What a table or list of so many says of those that are not in it.
pub(super) fn left_out(count: usize, shown: usize) -> String {
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
        value(Names::AsTheyStand, &serde_json::from_str(json).unwrap())
    }

    fn told(json: &str) -> String {
        value(Names::InWords, &serde_json::from_str(json).unwrap())
    }

    #[test]
    fn ground_is_told_in_words_and_long_tables_are_folded() {
        let html = told(
            r#"{"from":{"status":"held","holders":[{"id":"gov","name":"Gov"}]},
                "to":{"status":"joint","holders":[{"id":"gov","name":"Gov"},{"id":"sdf","name":"SDF"}]},
                "sides":[{"net_km2":-1234.5678,"none":[]},{"net_km2":null,"none":null}]}"#,
        );
        assert!(
            html.contains("<dd dir=\"auto\">Gov <span class=\"note\">gov</span></dd>"),
            "{html}"
        );
        assert!(html.contains("joint: Gov <span class=\"note\">gov</span> · SDF"), "{html}");
        assert!(html.contains("<caption><h2>Sides <span class=\"note\">2</span></h2></caption>"));
        assert!(html.contains("<th scope=\"col\" class=\"number\">Net, km²</th></tr>"), "{html}");
        assert!(html.contains("−1,234.6"), "{html}");
        let rows = |count: usize| format!("[{}]", vec![r#"{"a":1}"#; count].join(","));
        assert!(!told(&rows(15)).contains("<details>"));
        let long = told(&rows(16));
        assert!(long.contains("<details><summary>6 more</summary>"), "{long}");
        assert_eq!(long.matches("<td").count(), 16);
        assert!(!shown(&rows(16)).contains("<details>"));
    }

    #[test]
    fn many_words_and_many_objects_are_folded_and_none_is_lost() {
        let html = told(r#"["a","b","c","d","e","f","g","h","i"]"#);
        assert!(html.contains("<details><summary>4 more</summary>"), "{html}");
        assert_eq!(html.matches("<li").count(), 9);
        let day = |day: &str| format!(r#"{{"date":"{day}","all":{{"grounds":[{{"km2":1.5}}]}}}}"#);
        let html = told(&format!("[{},{},{}]", day("1 May"), day("2 May"), day("3 May")));
        assert_eq!(html.matches("<details open>").count(), 1, "{html}");
        assert!(html.contains("<details><summary>3 May</summary>"), "{html}");
        assert_eq!(html.matches("1.5</td>").count(), 3);
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
