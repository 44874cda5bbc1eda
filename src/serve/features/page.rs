//! A page of features.

use std::ops::ControlFlow;
use std::sync::Arc;

use axum::http::StatusCode;

use super::collection::Collection;
use super::geojson::Writing;
use super::item::{Id, Item};
use super::list::List;
use super::period::Period;
use super::places::Places;
use super::regions::Regions;
use super::selection::Selection;
use super::states::{Computed, Walked};
use super::territories::Territories;
use super::{changes, fronts, pockets};
use crate::serve::Published;
use crate::serve::problem::Problem;
use crate::{Error, Result};

/// Bytes after which a page ends, with a link to the next.
const BYTES_OF_PAGE: usize = 16 << 20;

/// Features of a collection, to be visited.
#[derive(Debug)]
pub(super) struct Features {
    pub published: Arc<Published>,
    pub collection: Collection,
    pub selection: Selection,
    /// When places are asked for.
    pub period: Option<Period>,
}

/// Which of the features that a selection has stand on a page.
#[derive(Debug, Clone, Copy)]
pub(super) struct Paging {
    /// How many at most.
    pub limit: usize,
    /// How many to leave out first.
    pub offset: usize,
    /// The feature that the page before ended with.
    pub after: Option<Id>,
    /// Bytes of an answer.
    pub most_bytes: usize,
}

/// A page of features.
#[derive(Debug, Default)]
pub(super) struct Page {
    /// The features with commas between, as GeoJSON.
    pub features: Vec<u8>,
    /// How many they are.
    pub returned: usize,
    /// How many there are on all pages, where that is known.
    pub matched: Option<usize>,
    /// After which feature the next page goes on.
    pub next_after: Option<Id>,
    /// How many features the next page is to leave out.
    pub still_to_pass: usize,
    last: Option<Id>,
    is_too_large: bool,
}

impl Features {
    /// A page of the features that are selected.
    ///
    /// # Errors
    ///
    /// When features can't be made, or the first is larger than an answer may be.
    pub fn page(&self, writing: &Writing, paging: Paging) -> Result<Page, Problem> {
        let mut page = Page::default();
        let mut passed = 0;
        let walked = self.visit(paging.after, &mut |item| {
            if passed < paging.offset {
                passed += 1;
                page.last = Some(item.id);
                return ControlFlow::Continue(());
            }
            page.add(item, writing, &paging)
        })?;
        if page.is_too_large {
            return Err(too_large(paging.most_bytes));
        }
        // Who reached the end has seen all.
        let is_all = walked == Walked::ToTheEnd && paging.after.is_none();
        let seen = is_all.then_some(passed + page.returned);
        page.still_to_pass = paging.offset - passed;
        page.matched = self.count().or(seen);
        page.next_after = page.last.filter(|_| walked == Walked::PartOfTheWay);
        Ok(page)
    }

    /// What is read of the feature with an identifier; nothing where there is none.
    ///
    /// # Errors
    ///
    /// When features can't be made.
    pub fn one<T>(&self, id: Id, read: impl FnOnce(&Item) -> T) -> Result<Option<T>> {
        match (self.computed(), id) {
            (Some(computed), id) => computed.with_item(id, read),
            (None, Id::Number(place)) => Ok(self.list().item(place as usize).map(|it| read(&it))),
            (None, Id::Dated(..)) => Ok(None),
        }
    }

    fn visit(
        &self,
        after: Option<Id>,
        visit: &mut dyn FnMut(&Item) -> ControlFlow<()>,
    ) -> Result<Walked> {
        if let Some(computed) = self.computed() {
            return computed.visit(&self.selection, after, visit);
        }
        let walked = self.list().visit(&self.selection, after, visit);
        Ok(if walked.is_break() { Walked::PartOfTheWay } else { Walked::ToTheEnd })
    }

    fn count(&self) -> Option<usize> {
        if self.collection.is_computed() { None } else { self.list().count(&self.selection) }
    }

    fn list(&self) -> Box<dyn List<'_> + '_> {
        match self.collection {
            Collection::Places => {
                let last = self.period.and_then(|period| period.last);
                Box::new(Places::on(&self.published, last))
            }
            Collection::Regions => Box::new(Regions::of(&self.published)),
            _ => Box::new(Territories::of(&self.published)),
        }
    }

    fn computed(&self) -> Option<Computed<'_>> {
        let derived = &self.published.features;
        let (make, kept) = match self.collection {
            Collection::Fronts => (fronts::make as _, &derived.fronts),
            Collection::Pockets => (pockets::make as _, &derived.pockets),
            Collection::Changes => (changes::make as _, &derived.changes),
            _ => return None,
        };
        Some(Computed { published: &self.published, make, kept })
    }
}

impl Page {
    /// Adds a feature, until there is no room for it.
    fn add(&mut self, item: &Item, writing: &Writing, paging: &Paging) -> ControlFlow<()> {
        if self.returned == paging.limit || self.features.len() > BYTES_OF_PAGE {
            return ControlFlow::Break(());
        }
        let before = self.features.len();
        if self.returned > 0 {
            self.features.push(b',');
        }
        writing.write(&mut self.features, item, &[]);
        if self.features.len() > paging.most_bytes {
            self.is_too_large = self.returned == 0;
            self.features.truncate(before);
            return ControlFlow::Break(());
        }
        self.returned += 1;
        self.last = Some(item.id);
        ControlFlow::Continue(())
    }
}

/// A feature is larger than an answer may be.
pub(super) fn too_large(most_bytes: usize) -> Problem {
    let error =
        Error::limit(format!("a feature takes more than the {most_bytes} bytes of an answer"))
            .hint("the server's operator can allow more");
    Problem::new(StatusCode::BAD_REQUEST, error.to_string())
}
