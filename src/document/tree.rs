//! What structured files have in common: texts in lists and maps, each with its place and the title over it.

use std::borrow::Cow;

use super::{json, records::Value, spelling::Spelling};
use crate::mapped::MappedText;

/// Titles are shown beside findings.
const LONGEST_TITLE: usize = 200;

/// What names an element of a list is short.
const LONGEST_ID: usize = 64;

/// Every place holds the keys on the way to it, so that long ones must not add up to many times the file.
const LONGEST_KEY: usize = 100;

/// The same for many keys inside of each other.
const LONGEST_WAY: usize = 500;

/// Stands for a dot inside a key, so that it is no step of a path.
pub(super) const DOT: char = '\u{2024}';

/// Keys whose values say what a record is called, the best first.
const TITLES: [&str; 9] =
    ["title", "name", "raw_title", "label", "subject", "short_code", "shortcut", "trigger", "abbreviation"];

/// One value of a structured file.
#[derive(Debug)]
pub(super) enum Node<'t> {
    /// A text without the escapes around it, and how words are written there.
    Text(MappedText<'t>, Spelling),
    /// A number, a truth value or nothing, as it is written: `3`, `true`, `null`.
    Plain(Cow<'t, str>),
    /// In order.
    List(Vec<Node<'t>>),
    /// In order; a key may stand twice.
    Map(Vec<(Cow<'t, str>, Node<'t>)>),
}

impl<'t> Node<'t> {
    /// Hands out every text in it, in order.
    pub(super) fn texts(self, place: Place, take: &mut impl FnMut(Value<'t>)) {
        match self {
            Node::Text(text, spelling) => take(place.value(text, spelling)),
            Node::Plain(_) => {}
            Node::List(elements) => {
                for (index, element) in elements.into_iter().enumerate() {
                    let inner = place.element(index, &element);
                    element.texts(inner, take);
                }
            }
            Node::Map(_) => {
                let place = place.titled(&self);
                let Node::Map(entries) = self else { return };
                for (key, inner) in entries {
                    inner.texts(place.key(&key), take);
                }
            }
        }
    }

    /// The value under a key of a map, in any letter case where none is exact.
    pub(super) fn get(&self, key: &str) -> Option<&Node<'t>> {
        self.entry(key).map(|(_, value)| value)
    }

    /// The same, with its key as it is written.
    pub(super) fn entry(&self, key: &str) -> Option<&(Cow<'t, str>, Node<'t>)> {
        let Node::Map(entries) = self else { return None };
        let exact = entries.iter().find(|(name, _)| name == key);
        exact.or_else(|| entries.iter().find(|(name, _)| is_like(name, key)))
    }

    /// Whether it is looked through quickly, as often as somebody likes.
    pub(super) fn is_small(&self) -> bool {
        matches!(self, Node::Map(entries) if entries.len() <= 256)
    }

    /// What a text holds that is JSON once more.
    pub(super) fn opened(&self) -> Option<Node<'t>> {
        let Node::Text(carrier, outer) = self else { return None };
        let text = carrier.as_str();
        let inner = if is_json(text) { json::node(text).ok()? } else { return None };
        Some(inner.within(carrier, outer))
    }

    /// This tree with its places in the source of the text that it was read from.
    fn within<'s>(self, carrier: &MappedText<'_>, outer: &Spelling) -> Node<'s> {
        let owned = |text: Cow<'_, str>| Cow::Owned(text.into_owned());
        match self {
            Node::Text(text, spelling) => Node::Text(text.within(carrier), spelling.inside(outer)),
            Node::Plain(text) => Node::Plain(owned(text)),
            Node::List(elements) => {
                Node::List(elements.into_iter().map(|element| element.within(carrier, outer)).collect())
            }
            Node::Map(entries) => {
                Node::Map(entries.into_iter().map(|(key, value)| (owned(key), value.within(carrier, outer))).collect())
            }
        }
    }

    /// How many texts are in it.
    pub(super) fn count(&self) -> usize {
        match self {
            Node::Text(..) => 1,
            Node::Plain(_) => 0,
            Node::List(elements) => elements.iter().map(Node::count).sum(),
            Node::Map(entries) => entries.iter().map(|(_, value)| value.count()).sum(),
        }
    }

    /// What a text, a number or a truth value says.
    pub(super) fn as_str(&self) -> Option<&str> {
        match self {
            Node::Text(text, _) => Some(text.as_str()),
            Node::Plain(text) => Some(text),
            Node::List(_) | Node::Map(_) => None,
        }
    }

    /// `id=360001`, if it says so.
    fn id(&self) -> Option<String> {
        let id = self.get("id")?.as_str()?;
        (id.len() <= LONGEST_ID && !id.is_empty() && id != "null").then(|| format!("id={id}"))
    }

    /// What a record calls itself.
    pub(super) fn title(&self) -> Option<String> {
        let texts = TITLES.iter().filter_map(|key| match self.get(key) {
            Some(Node::Text(text, _)) => shown(text.as_str()),
            _ => None,
        });
        { texts }.next()
    }
}

/// Whether a text may be a list or an object of JSON; a placeholder begins alike.
pub(super) fn is_json(text: &str) -> bool {
    let text = text.trim_start();
    text.starts_with(['{', '[']) && !text.starts_with("{{") && text.contains('"')
}

/// Whether a key is the one that was typed, in another letter case or with a dot that is no step.
fn is_like(name: &str, typed: &str) -> bool {
    name.eq_ignore_ascii_case(typed) || (typed.contains('.') && name.replace(DOT, ".").eq_ignore_ascii_case(typed))
}

/// A title as it is shown.
pub(super) fn shown(title: &str) -> Option<String> {
    let title = title.trim();
    (!title.is_empty()).then(|| title.chars().take(LONGEST_TITLE).collect())
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
    title: Option<String>,
}

impl Place {
    /// Where a file begins, or a part of it whose places begin with `before`: `line 3, `.
    pub(super) fn start(before: impl Into<String>) -> Place {
        let locator = before.into();
        Place { before: locator.len(), locator, ..Place::default() }
    }

    /// The same, in a record with this title.
    pub(super) fn with_title(self, title: Option<String>) -> Place {
        Place { title, ..self }
    }

    /// The same, with the title that a map gives itself.
    fn titled(self, map: &Node<'_>) -> Place {
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

    pub(super) fn element(&self, index: usize, element: &Node<'_>) -> Place {
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

    pub(super) fn title(&self) -> Option<String> {
        self.title.clone()
    }

    fn value<'t>(self, text: MappedText<'t>, spelling: Spelling) -> Value<'t> {
        Value { text, locator: self.locator, path: self.path, title: self.title, spelling }
    }
}
