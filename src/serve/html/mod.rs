//! Resources for people to read in a browser: the same content as the JSON, laid out as a page.
//!
//! A page needs no script. Whatever comes from the dataset or the request is escaped where it is put
//! into the page, and an address becomes a link only where it is one of the web.

mod features;
mod label;
mod problem;
mod reference;
mod shell;
mod sketch;
mod style;
mod table;
mod tree;
mod value;
mod word;

use serde::Serialize;

use super::asked::Asked;
use super::problem::Problem;
pub(super) use label::Names;
pub(super) use problem::as_page;
pub(super) use reference::reference;
use shell::Shell;
pub(super) use style::routes;
use tree::Tree;

/// A page that shows a resource, its members named in some way.
///
/// # Errors
///
/// When the resource can't be written as JSON.
pub(super) fn page(
    asked: &Asked,
    title: &str,
    names: Names,
    resource: &impl Serialize,
) -> Result<String, Problem> {
    let resource = read(resource)?;
    let id = resource.get("id").filter(|_| features::is_feature(&resource));
    let title = &id.map_or(title.to_owned(), |id| format!("{title} {}", value::plain(id)));
    let mut shell = Shell::of(asked, title);
    shell.reads(&resource);
    let is_drawn = shell.parameter("crs").is_none();
    let body = if features::is_collection(&resource) {
        shell.looks_at(sketch::extent(resource.list("features").iter()).filter(|_| is_drawn));
        let items = asked.path.trim_end_matches('/').ends_with("/items");
        features::several(&resource, items.then(|| shell.own_path()).as_deref(), is_drawn)
    } else if features::is_feature(&resource) {
        shell.looks_at(sketch::extent([&resource].into_iter()).filter(|_| is_drawn));
        features::one(&resource, is_drawn)
    } else {
        plain(names, &resource)
    };
    let pager = features::pager(&resource);
    Ok(shell.page(&format!("{pager}{body}{pager}{}", links(&resource))))
}

/// Members that say in sentences what the resource is, or what to know of it.
const SENTENCES: [&str; 3] = ["description", "summary", "hint"];

/// What a resource that has no ground says: its sentences first, its links apart.
fn plain(names: Names, resource: &Tree) -> String {
    let Tree::Object(members) = resource else { return value::value(names, resource) };
    let mut html = String::new();
    for text in SENTENCES.iter().filter_map(|name| resource.text(name)) {
        html.push_str(&format!("<p class=\"lead\" dir=\"auto\">{}</p>", escaped(text)));
    }
    let is_apart = |(name, value): &(String, Tree)| {
        let is_sentence = SENTENCES.contains(&name.as_str()) && matches!(value, Tree::Text(_));
        is_sentence || matches!(name.as_str(), "links" | "title")
    };
    html.push_str(&value::object(names, members.iter().filter(|it| !is_apart(it)), 0));
    html
}

/// Where a resource leads.
fn links(resource: &Tree) -> String {
    // The ways to the forms of the page itself stand above it, as do those to other pages.
    let above = ["self", "alternate", "next", "prev"];
    let is_shown = |link: &&Tree| link.text("rel").is_none_or(|it| !above.contains(&it));
    let links: Vec<&Tree> = resource.list("links").iter().filter(is_shown).collect();
    if links.is_empty() {
        return String::new();
    }
    let links: String = links
        .iter()
        .map(|link| format!("<li>{}</li>", value::value(Names::AsTheyStand, link)))
        .collect();
    format!("<section><h2>Links</h2><ul class=\"items\">{links}</ul></section>")
}

fn read(resource: &impl Serialize) -> Result<Tree, Problem> {
    let json = serde_json::to_vec(resource).map_err(|_| Problem::broken())?;
    serde_json::from_slice(&json).map_err(|_| Problem::broken())
}

/// Text as it may stand in HTML, in an attribute too.
pub(super) fn escaped(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
        .replace('"', "&quot;")
        .replace('\'', "&#39;")
}
