//! The features of a collection, and one of them.

use axum::extract::Path;
use axum::http::{HeaderName, HeaderValue};
use axum::response::Response;
use serde::Serialize;
use serde_json::json;
use serde_json::value::RawValue;

use super::collection::Collection;
use super::crs::Crs;
use super::geojson::Writing;
use super::item::Id;
use super::links::{Address, Link};
use super::page::{Features, Page, Paging, too_large};
use super::period::Period;
use super::selection::Selection;
use crate::serve::asked::{Asked, media, of_kind};
use crate::serve::form::Form;
use crate::serve::problem::Problem;
use crate::{Error, Result};

/// Features of a page where nobody says how many.
pub(in crate::serve) const USUAL_LIMIT: usize = 10;
/// Says in which coordinate reference system an answer is.
const CONTENT_CRS: HeaderName = HeaderName::from_static("content-crs");

/// Answers with a page of features.
pub(super) async fn items(Path(id): Path<String>, mut asked: Asked) -> Result<Response, Problem> {
    let collection = Collection::called(&id)?;
    let parameters = asked.query.clone().rest();
    let period = Period::common(&asked.query.several("datetime", Period::read)?)?;
    let writing = writing(collection, &mut asked)?;
    let selection = Selection::take(&mut asked, collection, period)?;
    let paging = paging(collection, &mut asked)?;
    asked.query.end()?;
    let form = asked.form()?;
    let published = asked.published.clone();
    let features = Features { published, collection, selection, period };
    let app = asked.app.clone();
    app.work(move || {
        let page = features.page(&writing, paging)?;
        let links = links(&asked, collection, &Address::of(&asked, &parameters), paging, &page);
        answer(&asked, form, &writing, document(page, &links))
    })
    .await
}

/// Answers with one feature.
pub(super) async fn item(
    Path((id, feature)): Path<(String, String)>,
    mut asked: Asked,
) -> Result<Response, Problem> {
    let collection = Collection::called(&id)?;
    let unknown =
        || Problem::unknown("the collection has no such feature; `items` lists those it has");
    let id = collection.feature_id(&feature).ok_or_else(unknown)?;
    let period = asked.query.take("datetime", Period::read)?;
    let writing = writing(collection, &mut asked)?;
    asked.query.end()?;
    let form = asked.form()?;
    let (published, selection) = (asked.published.clone(), Selection::default());
    let features = Features { published, collection, selection, period };
    let app = asked.app.clone();
    app.work(move || {
        let links = json!(links_of_one(&asked, collection, id));
        let mut body = Vec::new();
        let found = features.one(id, |item| writing.write(&mut body, item, &[("links", links)]))?;
        found.ok_or_else(unknown)?;
        let most_bytes = asked.app.limits().answer;
        if body.len() > most_bytes {
            return Err(too_large(most_bytes));
        }
        answer(&asked, form, &writing, body)
    })
    .await
}

/// Takes `crs` and `properties`, which say how features are written.
fn writing(collection: Collection, asked: &mut Asked) -> Result<Writing, Problem> {
    let crs = asked.query.take("crs", Crs::read)?.unwrap_or_default();
    let all = collection.properties();
    let wanted = asked.query.take("properties", |text| {
        let mut is_wanted = vec![false; all.len()];
        for name in text.split(',') {
            let place = all.iter().position(|property| property.name == name);
            let it = place.and_then(|place| is_wanted.get_mut(place));
            *it.ok_or_else(|| {
                let names: Vec<&str> = all.iter().map(|property| property.name).collect();
                Error::usage("the features have no such property")
                    .hint(format!("they have {}", names.join(", ")))
            })? = true;
        }
        Ok(is_wanted)
    })?;
    let is_wanted = wanted.unwrap_or_else(|| vec![true; all.len()]);
    Ok(Writing { collection, crs, is_wanted })
}

/// Takes `limit`, `offset` and `start_after`, which say which page is asked for. A limit that is larger than
/// the server's is as good as that, as OGC API Features has it.
fn paging(collection: Collection, asked: &mut Asked) -> Result<Paging, Problem> {
    let limits = asked.app.limits().clone();
    let limit = asked.query.take("limit", |text| {
        let is_whole = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
        // What no number of the machine can be is larger than any limit.
        match text.parse().unwrap_or(usize::MAX) {
            limit @ 1.. if is_whole => Ok(usize::min(limit, limits.features)),
            _ => Err(Error::usage("a whole number is needed, 1 or more")),
        }
    })?;
    let offset = asked.query.take("offset", |text| {
        text.parse().map_err(|_| Error::usage("a whole number is needed, 0 or more"))
    })?;
    let after = asked.query.take("start_after", |text| {
        let id = collection.feature_id(text);
        id.ok_or_else(|| Error::usage("the identifier of a feature is needed"))
    })?;
    Ok(Paging {
        limit: limit.unwrap_or(USUAL_LIMIT.min(limits.features)),
        offset: offset.unwrap_or_default(),
        after,
        most_bytes: limits.answer,
    })
}

/// The links of a page: to itself, to its other form, to the pages before and after it, to its
/// collection.
fn links(
    asked: &Asked,
    collection: Collection,
    address: &Address,
    paging: Paging,
    page: &Page,
) -> Vec<Link> {
    let title = collection.title();
    let link = |href, rel, kind, title: &str| Link {
        href,
        rel,
        kind: Some(kind),
        title: title.to_owned(),
    };
    let mut links = vec![
        link(address.with(&[]), "self", media::GEOJSON, title),
        link(address.in_form("html"), "alternate", "text/html", title),
    ];
    let number = |number: usize| (number > 0).then(|| number.to_string());
    if let Some(id) = page.next_after {
        let next = [("offset", number(page.still_to_pass)), ("start_after", Some(id.to_string()))];
        links.push(link(address.with(&next), "next", media::GEOJSON, "The next page"));
    }
    if paging.offset > 0 {
        let previous = [("offset", number(paging.offset.saturating_sub(paging.limit)))];
        links.push(link(address.with(&previous), "prev", media::GEOJSON, "The page before"));
    }
    links.push(to_collection(asked, collection));
    links
}

fn links_of_one(asked: &Asked, collection: Collection, id: Id) -> Vec<Link> {
    let path = format!("/collections/{}/items/{id}", collection.id());
    let title = format!("{} {id}", collection.title());
    vec![
        Link::to(asked, &path, "self", media::GEOJSON, title.as_str()),
        Link::to(asked, &format!("{path}?f=html"), "alternate", "text/html", title),
        to_collection(asked, collection),
    ]
}

fn to_collection(asked: &Asked, collection: Collection) -> Link {
    let path = format!("/collections/{}", collection.id());
    Link::to(asked, &path, "collection", media::JSON, collection.title())
}

/// What a page says before its features.
#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Head<'a> {
    #[serde(rename = "type")]
    kind: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    number_matched: Option<usize>,
    number_returned: usize,
    links: &'a [Link],
}

/// A page as GeoJSON. It does not say when it was made: the same question has the same answer.
fn document(page: Page, links: &[Link]) -> Vec<u8> {
    let head = Head {
        kind: "FeatureCollection",
        number_matched: page.matched,
        number_returned: page.returned,
        links,
    };
    // Words and numbers can always be written.
    let mut body = serde_json::to_vec(&head).unwrap_or_default();
    body.pop();
    body.extend(br#","features":["#);
    body.extend(page.features);
    body.extend(b"]}");
    body
}

/// GeoJSON in the form that is asked for.
fn answer(
    asked: &Asked,
    form: Form,
    writing: &Writing,
    body: Vec<u8>,
) -> Result<Response, Problem> {
    let mut response = match form {
        Form::Json => of_kind(media::GEOJSON, body),
        Form::Html => {
            let text = String::from_utf8(body).map_err(|_| Problem::broken())?;
            let json = RawValue::from_string(text).map_err(|_| Problem::broken())?;
            asked.answer(writing.collection.title(), media::GEOJSON, &json)?
        }
    };
    let uri = format!("<{}>", writing.crs.uri());
    if let Ok(uri) = HeaderValue::from_str(&uri) {
        response.headers_mut().insert(CONTENT_CRS, uri);
    }
    Ok(response)
}
