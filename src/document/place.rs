//! Where a value of a structured file stands, for people.

use std::{borrow::Cow, sync::Arc};

use super::{records::Value, spelling::Spelling, tree::Node};
use crate::mapped::MappedText;

/// Titles are shown beside findings.
const LONGEST_TITLE: usize = 200;

/// Every place holds the keys on the way to it, so that long ones must not add up to many times the file.
const LONGEST_KEY: usize = 100;

/// The same for many keys inside of each other.
const LONGEST_WAY: usize = 200;

/// Stands for a dot inside a key, so that it is no step of a path.
pub(super) const DOT: char = '\u{2024}';

/// A title as it is shown.
pub(super) fn shown(title: &str) -> Option<Arc<str>> {
    let title = title.trim();
    let end = title.char_indices().nth(LONGEST_TITLE).map_or(title.len(), |(end, _)| end);
    (!title.is_empty()).then(|| title[..end].into())
}

/// The beginning of a text, with a mark where it is cut.
fn cut(text: &str, most: usize) -> Cow<'_, str> {
    match text.char_indices().nth(most) {
        Some((end, _)) => Cow::Owned(format!("{}…", &text[..end])),
        None => Cow::Borrowed(text),
    }
}

/// The end of a text, which says more about a place than its beginning.
fn last(text: &str, most: usize) -> Cow<'_, str> {
    if text.len() <= most {
        return Cow::Borrowed(text);
    }
    match text.char_indices().rev().nth(most) {
        Some((start, c)) => Cow::Owned(format!("…{}", &text[start + c.len_utf8()..])),
        None => Cow::Borrowed(text),
    }
}

/// Where a value stands.
#[derive(Clone, Debug, Default)]
pub(super) struct Place {
    /// For people: `macros[id=360001].actions[4].value`.
    locator: String,
    /// How much of that stands before places: `line 3, `.
    before: usize,
    /// The keys on the way to it: `macros.actions.value`.
    path: String,
    /// The title of its record.
    title: Option<Arc<str>>,
}

impl Place {
    /// Where a file begins, or a part of it whose places begin with `before`: `line 3, `.
    pub(super) fn start(before: impl Into<String>) -> Place {
        let locator = before.into();
        Place { before: locator.len(), locator, ..Place::default() }
    }

    /// The same, in a record with this title.
    pub(super) fn with_title(self, title: Option<Arc<str>>) -> Place {
        Place { title, ..self }
    }

    /// The same, with the title that a map gives itself.
    pub(super) fn titled(self, map: Node<'_, '_>) -> Place {
        match map.title() {
            Some(title) => Place { title: Some(title), ..self },
            None => self,
        }
    }

    pub(super) fn key(&self, key: &str) -> Place {
        let key = &*cut(key, LONGEST_KEY);
        let path = if self.path.is_empty() { key.to_owned() } else { format!("{}.{key}", self.path) };
        let join = if self.locator.len() == self.before { "" } else { "." };
        let way = format!("{}{join}{}", &self.locator[self.before..], key.replace(DOT, "."));
        self.at(&way, last(&path, LONGEST_WAY).into_owned())
    }

    pub(super) fn element(&self, index: usize, element: Node<'_, '_>) -> Place {
        let id = element.id().unwrap_or_else(|| index.to_string());
        self.at(&format!("{}[{id}]", &self.locator[self.before..]), self.path.clone())
    }

    /// A place in the same part of the file.
    fn at(&self, way: &str, path: String) -> Place {
        let locator = format!("{}{}", self.before(), last(way, LONGEST_WAY));
        Place { locator, before: self.before, path, title: self.title.clone() }
    }

    /// The whole of it, for people.
    pub(super) fn locator(&self) -> &str {
        &self.locator
    }

    /// What stands before places.
    pub(super) fn before(&self) -> &str {
        &self.locator[..self.before]
    }

    pub(super) fn title(&self) -> Option<Arc<str>> {
        self.title.clone()
    }

    pub(super) fn value<'t>(self, text: MappedText<'t>, spelling: Spelling) -> Value<'t> {
        Value { text, locator: self.locator, path: self.path, title: self.title, spelling }
    }
}
