//! Resources for people to read in a browser: the same content as the JSON, laid out as a page.
//!
//! A page needs no script. Whatever comes from the dataset or the request is escaped where it is put
//! into the page, and an address becomes a link only where it is one of the web.

mod features;
mod problem;
mod reference;
mod shell;
mod sketch;
mod style;
mod tree;
mod value;

use serde::Serialize;

use super::asked::Asked;
use super::problem::Problem;
pub(super) use problem::as_page;
pub(super) use reference::reference;
use shell::Shell;
pub(super) use style::routes;
use tree::Tree;

/// A page that shows a resource.
///
/// # Errors
///
/// When the resource can't be written as JSON.
pub(super) fn page(
    asked: &Asked,
    title: &str,
    resource: &impl Serialize,
) -> Result<String, Problem> {
    let resource = read(resource)?;
    let id = resource.get("id").filter(|_| features::is_feature(&resource));
    let title = &id.map_or(title.to_owned(), |id| format!("{title} {}", value::plain(id)));
    let mut shell = Shell::of(asked, title);
    let is_drawn = shell.parameter("crs").is_none();
    let body = if features::is_collection(&resource) {
        shell.looks_at(sketch::extent(resource.list("features").iter()).filter(|_| is_drawn));
        let items = asked.path.trim_end_matches('/').ends_with("/items");
        features::several(&resource, items.then(|| shell.own_path()).as_deref(), is_drawn)
    } else if features::is_feature(&resource) {
        shell.looks_at(sketch::extent([&resource].into_iter()).filter(|_| is_drawn));
        features::one(&resource, is_drawn)
    } else {
        plain(title, &resource)
    };
    let pager = features::pager(&resource);
    Ok(shell.page(&format!("{pager}{body}{pager}{}", links(&resource))))
}

/// What a resource that has no ground says: its description first, its links apart.
fn plain(title: &str, resource: &Tree) -> String {
    let description = resource
        .text("description")
        .map(|text| format!("<p class=\"lead\" dir=\"auto\">{}</p>", escaped(text)));
    let apart = ["links", "title", "description"];
    let rest: Vec<&(String, Tree)> =
        resource.members().iter().filter(|(name, _)| !apart.contains(&name.as_str())).collect();
    let Tree::Object(_) = resource else { return value::value(resource) };
    // Objects under a common name are a part of the page, which needs its full width.
    let is_part = |(_, value): &&&(String, Tree)| match value {
        Tree::List(items) => {
            items.iter().any(|it| !it.members().is_empty() && !value::is_named(it))
        }
        _ => false,
    };
    let (parts, facts): (Vec<_>, Vec<_>) = rest.iter().partition(|it| is_part(it));
    let mut html = description.unwrap_or_default();
    if !facts.is_empty() {
        html.push_str(&value::definitions(facts.into_iter().copied()));
    }
    for (name, list) in parts {
        if !name.eq_ignore_ascii_case(title) {
            html.push_str(&format!("<h2>{}</h2>", escaped(name)));
        }
        html.push_str(&value::value(list));
    }
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
    let links: String =
        links.iter().map(|link| format!("<li>{}</li>", value::value(link))).collect();
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
