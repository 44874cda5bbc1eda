//! What stands round every page: the ways in and out, the title, the way to the same as JSON.

use std::fmt::Write;

use axum::http::Uri;

use super::escaped;
use super::sketch::Extent;
use super::style;
use super::tree::Tree;
use crate::model::Language;
use crate::serve::Published;
use crate::serve::asked::Asked;
use crate::serve::page;

/// What is reached from every page: words, and the path from where the server is reached.
const WAYS: [(&str, &str); 4] =
    [("Map", ""), ("Collections", "collections"), ("Tiles", "tiles"), ("Reference", "api")];
/// Levels of zoom of the map for a place, and for the whole world.
const ZOOM: (f64, f64) = (11.0, 2.0);

/// What stands round a page.
pub(super) struct Shell<'a> {
    title: &'a str,
    published: &'a Published,
    path: &'a str,
    /// The parameters but `f`.
    parameters: Vec<(String, String)>,
    /// Whether the resource comes as JSON too.
    is_resource: bool,
    /// The ground that it is about.
    extent: Option<Extent>,
    /// The place that it is about.
    place: Option<[f64; 2]>,
    /// The date that it is about, and the earlier one with which that is compared.
    dates: [Option<String>; 2],
}

impl<'a> Shell<'a> {
    /// For a resource that is asked for.
    pub fn of(asked: &'a Asked, title: &'a str) -> Self {
        let parameters = parameters(&asked.uri);
        let date = ["date", "datetime", "to"].iter().find_map(|name| find(&parameters, name));
        // Of an interval the end, of an instant its day.
        let date = date.and_then(|text| text.split(['/', 'T']).rfind(|part| is_date(part)));
        Self {
            dates: [date.map(str::to_owned), None],
            title,
            published: &asked.published,
            path: &asked.path,
            extent: None,
            place: None,
            parameters,
            is_resource: true,
        }
    }

    /// For what is no resource, so that it can't be had as JSON.
    pub fn of_none(asked: &'a Asked, title: &'a str) -> Self {
        Self { is_resource: false, dates: [None, None], ..Self::of(asked, title) }
    }

    /// Takes what the resource says of the dates and the place that it is about.
    pub fn reads(&mut self, resource: &Tree) {
        let date =
            |of: Option<&Tree>| of?.text("date").filter(|text| is_date(text)).map(str::to_owned);
        let latest = match resource {
            Tree::List(items) => items.last(),
            one => one.get("to").or(Some(one)),
        };
        self.dates = [date(latest).or(self.dates[0].take()), date(resource.get("from"))];
        let place = match resource.list("places") {
            [only] => only,
            _ => resource,
        };
        let degrees = |name: &str| match place.get(name) {
            Some(Tree::Number(number)) => number.parse::<f64>().ok(),
            _ => None,
        };
        self.place = degrees("lon").zip(degrees("lat")).map(|(lon, lat)| [lon, lat]);
    }

    /// The ground that the page is about, if it is known.
    pub fn looks_at(&mut self, extent: Option<Extent>) {
        self.extent = extent.or(self.extent);
    }

    /// A parameter of the request.
    pub fn parameter(&self, name: &str) -> Option<&str> {
        find(&self.parameters, name)
    }

    /// The page's own path, as a link on it has it.
    pub fn own_path(&self) -> String {
        format!("./{}", self.path.rsplit('/').next().unwrap_or_default())
    }

    /// The way from the page to a path from where the server is reached, which is right under a
    /// prefix too.
    pub fn way(&self, path: &str) -> String {
        let depth = self.path.matches('/').count().saturating_sub(1);
        format!("./{}{path}", "../".repeat(depth))
    }

    /// The page.
    pub fn page(&self, body: &str) -> String {
        let about = &self.published.dataset.about;
        let brand = match about.title.get(Language::English) {
            "" => "controlmap",
            title => title,
        };
        let mut html =
            String::from("<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\">");
        let (title, brand) = (escaped(self.title), escaped(brand));
        let _ = write!(
            html,
            "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\
             <meta name=\"color-scheme\" content=\"light dark\"><title>{title} · {brand}</title>\
             <link rel=\"icon\" type=\"image/svg+xml\" href=\"{}\">\
             <link rel=\"stylesheet\" href=\"{}\">",
            escaped(&self.way(&page::icon())),
            escaped(&self.way(&style::path(&self.published.version)))
        );
        let json = self.is_resource.then(|| escaped(&self.as_json()));
        if let Some(json) = &json {
            let _ =
                write!(html, "<link rel=\"alternate\" type=\"application/json\" href=\"{json}\">");
        }
        html.push_str("</head><body><a class=\"skip\" href=\"#content\">Skip to the content</a>");
        let _ = write!(
            html,
            "<header><a class=\"brand\" href=\"{}\" dir=\"auto\">{brand}</a><nav aria-label=\"Site\">{}</nav></header>",
            escaped(&self.way("?f=html")),
            self.ways()
        );
        let _ = write!(html, "{}<main id=\"content\"><h1 dir=\"auto\">{title}</h1>", self.crumbs());
        html.push_str("<p class=\"actions\">");
        if let Some(json) = &json {
            let _ = write!(html, "<a href=\"{json}\">As JSON</a>");
        }
        if let Some(map) = self.on_the_map() {
            let _ = write!(html, "<a href=\"{}\">On the map</a>", escaped(&map));
        }
        let _ = writeln!(
            html,
            "</p>{body}</main><footer>controlmap {} · data {}</footer></body></html>",
            env!("CARGO_PKG_VERSION"),
            escaped(&self.published.version)
        );
        html
    }

    fn ways(&self) -> String {
        let first = self.path.split('/').nth(1).unwrap_or_default();
        let mut html = String::new();
        for (words, path) in WAYS {
            let here =
                if !path.is_empty() && path == first { " aria-current=\"true\"" } else { "" };
            let _ = write!(html, "<a href=\"{}\"{here}>{words}</a>", escaped(&self.way(path)));
        }
        html
    }

    /// The resources above this one.
    fn crumbs(&self) -> String {
        let names: Vec<&str> = self.path.split('/').filter(|it| !it.is_empty()).collect();
        if names.is_empty() || !self.is_resource {
            return String::new();
        }
        let mut html = format!(
            "<nav class=\"crumbs\" aria-label=\"Breadcrumb\"><ol><li><a href=\"{}\">Home</a></li>",
            escaped(&self.way("?f=html"))
        );
        for (index, name) in names.iter().enumerate() {
            let words = escaped(name);
            if index + 1 == names.len() {
                let _ = write!(html, "<li aria-current=\"page\">{words}</li>");
            } else {
                let above = names.get(..=index).unwrap_or_default().join("/");
                let _ =
                    write!(html, "<li><a href=\"{}\">{words}</a></li>", escaped(&self.way(&above)));
            }
        }
        html.push_str("</ol></nav>");
        html
    }

    /// The same as JSON.
    fn as_json(&self) -> String {
        let mut query = form_urlencoded::Serializer::for_suffix(String::from("?"), 1);
        query.extend_pairs(self.parameters.iter()).append_pair("f", "json");
        query.finish()
    }

    /// The map of the date and place that the page is about; nothing where it is about none.
    fn on_the_map(&self) -> Option<String> {
        let [date, since] = &self.dates;
        let around = self.place.map(|[lon, lat]| [lon, lat, lon, lat]);
        let view = self.extent.or(around).map(|[west, south, east, north]| {
            let degrees = (east - west).max((north - south) * 1.5).max(1e-9);
            let zoom = (360.0 / degrees).log2().clamp(ZOOM.1, ZOOM.0);
            format!("map={zoom:.1}/{:.4}/{:.4}", (south + north) / 2.0, (west + east) / 2.0)
        });
        let parts: Vec<String> = [
            date.as_ref().map(|date| format!("date={date}")),
            view,
            since.as_ref().map(|since| format!("since={since}&mode=gains")),
            self.place.map(|[lon, lat]| format!("at={lon:.5}/{lat:.5}")),
        ]
        .into_iter()
        .flatten()
        .collect();
        (!parts.is_empty()).then(|| self.way(&format!("#{}", parts.join("&"))))
    }
}

fn is_date(text: &str) -> bool {
    text.parse::<jiff::civil::Date>().is_ok()
}

fn parameters(uri: &Uri) -> Vec<(String, String)> {
    let pairs = form_urlencoded::parse(uri.query().unwrap_or_default().as_bytes()).into_owned();
    pairs.filter(|(name, _)| name != "f").collect()
}

fn find<'a>(parameters: &'a [(String, String)], name: &str) -> Option<&'a str> {
    parameters.iter().find(|(it, _)| it == name).map(|(_, value)| value.as_str())
}
