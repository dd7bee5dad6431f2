//! The values of a structured file, as one row of small entries: the texts in it are put together when they are
//! asked for.
//!
//! A file may hold a million values in two million bytes, so an entry knows no more than where its value stands.

use std::{borrow::Cow, rc::Rc, sync::Arc};

use super::{
    json,
    place::{DOT, Place, shown},
    records::Value,
    spelling::Spelling,
    written::{self, Written},
};
use crate::{
    mapped::{MappedText, narrow},
    span::Span,
};

/// What names an element of a list is short.
const LONGEST_ID: usize = 64;

/// Keys whose values say what a record is called, the best first.
const TITLES: [&str; 9] =
    ["title", "name", "raw_title", "label", "subject", "short_code", "shortcut", "trigger", "abbreviation"];

/// One value or one key. What a list or a map holds follows it, a key in front of each value of a map.
#[derive(Clone, Copy, Debug)]
struct Entry {
    /// Where it begins in the source, which of the things aside it is, or how much a list or a map holds.
    first: u32,
    /// How long it is in the source, or how many entries are inside of it.
    length: u32,
    what: What,
}

#[derive(Clone, Copy, Debug)]
enum What {
    Key(Written),
    /// A key that is not in the source as it is read.
    Name,
    Text(Written),
    /// A text that is kept aside.
    Aside,
    Plain,
    Nothing,
    List,
    Map,
}

/// What kind of value it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Text,
    /// A number, a truth value or nothing, as it is written: `3`, `true`, `null`.
    Plain,
    /// In order.
    List,
    /// In order; a key may stand twice.
    Map,
}

/// Takes the values of a file in their order.
#[derive(Debug, Default)]
pub(super) struct Builder<'t> {
    entries: Vec<Entry>,
    /// Lists and maps that have begun.
    open: Vec<usize>,
    aside: Vec<(MappedText<'t>, Spelling)>,
    names: Rc<Vec<Cow<'t, str>>>,
}

impl<'t> Builder<'t> {
    /// A builder for trees that have keys in common, which are told by their numbers.
    pub(super) fn with_names(names: Rc<Vec<Cow<'t, str>>>) -> Builder<'t> {
        Builder { names, ..Builder::default() }
    }

    pub(super) fn begin_list(&mut self) {
        self.begin(What::List);
    }

    pub(super) fn begin_map(&mut self) {
        self.begin(What::Map);
    }

    fn begin(&mut self, what: What) {
        self.value(Entry { first: 0, length: 0, what });
        self.open.push(self.entries.len() - 1);
    }

    /// Ends the list or the map that began last.
    pub(super) fn end(&mut self) {
        if let Some(at) = self.open.pop() {
            self.entries[at].length = narrow(self.entries.len() - at - 1);
        }
    }

    /// A text that stands at `span`, written in this way.
    pub(super) fn text(&mut self, span: Span, written: Written) {
        self.value(Entry { first: narrow(span.start), length: narrow(span.len()), what: What::Text(written) });
    }

    /// A text that is not told by its place alone.
    pub(super) fn aside(&mut self, text: MappedText<'t>, spelling: Spelling) {
        self.value(Entry { first: narrow(self.aside.len()), length: 0, what: What::Aside });
        self.aside.push((text, spelling));
    }

    /// A number, a truth value or nothing that stands at `span`.
    pub(super) fn plain(&mut self, span: Span) {
        self.value(Entry { first: narrow(span.start), length: narrow(span.len()), what: What::Plain });
    }

    /// Nothing, however it is written.
    pub(super) fn nothing(&mut self) {
        self.value(Entry { first: 0, length: 0, what: What::Nothing });
    }

    fn value(&mut self, entry: Entry) {
        if let Some(open) = self.open.last() {
            self.entries[*open].first += 1;
        }
        self.entries.push(entry);
    }

    /// The key of the value that comes next, as it stands at `span`.
    pub(super) fn key(&mut self, span: Span, written: Written) {
        self.entries.push(Entry { first: narrow(span.start), length: narrow(span.len()), what: What::Key(written) });
    }

    /// The same, as it is read.
    pub(super) fn name(&mut self, name: Cow<'t, str>) {
        self.numbered_name(self.names.len());
        Rc::make_mut(&mut self.names).push(name);
    }

    /// The same, by the number of the name.
    pub(super) fn numbered_name(&mut self, number: usize) {
        self.entries.push(Entry { first: narrow(number), length: 0, what: What::Name });
    }

    /// Takes back the value that came last and began with entry `at`, and everything inside of it.
    pub(super) fn take_back(&mut self, at: usize) {
        self.entries.truncate(at);
        if let Some(open) = self.open.last() {
            self.entries[*open].first -= 1;
        }
    }

    /// How many entries there are.
    pub(super) fn len(&self) -> usize {
        self.entries.len()
    }

    /// How many lists and maps have begun and not ended.
    pub(super) fn depth(&self) -> usize {
        self.open.len()
    }
}

/// What the places of a tree are places in.
#[derive(Debug)]
enum Source<'t> {
    File(&'t str),
    /// A text of a file, and how words are written there.
    Inside(MappedText<'t>, Spelling),
}

/// One value with everything inside of it.
#[derive(Debug)]
pub(super) struct Tree<'t> {
    source: Source<'t>,
    entries: Vec<Entry>,
    aside: Vec<(MappedText<'t>, Spelling)>,
    names: Rc<Vec<Cow<'t, str>>>,
}

impl<'t> Tree<'t> {
    /// What was built of a source that stands in a file, if that is anything.
    pub(super) fn new(source: &'t str, built: Builder<'t>) -> Tree<'t> {
        let Builder { entries, aside, names, .. } = built;
        Tree { source: Source::File(source), entries, aside, names }
    }

    /// The value that begins with entry `at`; the first of them holds all others, unless there are several.
    pub(super) fn value(&self, at: usize) -> Node<'_, 't> {
        Node { tree: self, at }
    }

    /// Where values begin that are inside of no other.
    pub(super) fn roots(&self) -> impl Iterator<Item = usize> {
        let end = self.entries.len();
        let next = move |at: &usize| Some(at + self.entries[*at].extent()).filter(|next| *next < end);
        std::iter::successors((0 < end).then_some(0), next)
    }

    /// The text of an entry.
    fn mapped(&self, entry: Entry, written: Written) -> (MappedText<'t>, Spelling) {
        match &self.source {
            Source::File(source) => written.read(source, entry.span()),
            Source::Inside(carrier, outer) => {
                let (text, spelling) = written.read(carrier.as_str(), entry.span());
                (text.within(carrier), spelling.inside(outer))
            }
        }
    }

    fn source(&self) -> &str {
        match &self.source {
            Source::File(source) => source,
            Source::Inside(carrier, _) => carrier.as_str(),
        }
    }

    /// What an entry says, if it is no list and no map.
    fn said(&self, entry: Entry) -> Option<Cow<'_, str>> {
        Some(match entry.what {
            What::Text(written) | What::Key(written) => written.said(self.source(), entry.span()),
            What::Plain => Cow::Borrowed(&self.source()[entry.span().range()]),
            What::Nothing => Cow::Borrowed("null"),
            What::Aside => Cow::Borrowed(self.aside[entry.first as usize].0.as_str()),
            What::Name => Cow::Borrowed(&*self.names[entry.first as usize]),
            What::List | What::Map => return None,
        })
    }
}

impl Entry {
    fn span(self) -> Span {
        Span::new(self.first as usize, self.first as usize + self.length as usize)
    }

    /// How many entries it takes.
    fn extent(self) -> usize {
        match self.what {
            What::List | What::Map => 1 + self.length as usize,
            _ => 1,
        }
    }
}

/// One value of a tree.
#[derive(Clone, Copy, Debug)]
pub(super) struct Node<'s, 't> {
    tree: &'s Tree<'t>,
    at: usize,
}

impl<'s, 't> Node<'s, 't> {
    fn entry(self) -> Entry {
        self.tree.entries[self.at]
    }

    pub(super) fn kind(self) -> Kind {
        match self.entry().what {
            What::Text(_) | What::Aside => Kind::Text,
            What::List => Kind::List,
            What::Map => Kind::Map,
            What::Plain | What::Nothing | What::Key(_) | What::Name => Kind::Plain,
        }
    }

    /// The text without the escapes around it, and how words are written there.
    pub(super) fn text(self) -> Option<(MappedText<'t>, Spelling)> {
        let entry = self.entry();
        match entry.what {
            What::Text(written) => Some(self.tree.mapped(entry, written)),
            What::Aside => Some(self.tree.aside[entry.first as usize].clone()),
            _ => None,
        }
    }

    /// What a text, a number or a truth value says.
    pub(super) fn said(self) -> Option<Cow<'s, str>> {
        self.tree.said(self.entry())
    }

    /// The values of a list.
    pub(super) fn elements(self) -> impl Iterator<Item = Node<'s, 't>> {
        let tree = self.tree;
        self.inside(Kind::List, move |at| at + tree.entries[at].extent()).map(|at| tree.value(at))
    }

    /// The keys and values of a map.
    pub(super) fn entries(self) -> impl Iterator<Item = (Cow<'s, str>, Node<'s, 't>)> {
        self.keys().map(move |at| self.pair(at))
    }

    fn keys(self) -> impl Iterator<Item = usize> {
        let tree = self.tree;
        self.inside(Kind::Map, move |key| key + 1 + tree.entries[key + 1].extent())
    }

    fn pair(self, key: usize) -> (Cow<'s, str>, Node<'s, 't>) {
        (self.tree.value(key).said().unwrap_or_default(), self.tree.value(key + 1))
    }

    /// Where the parts of a list or a map begin; `next` leads from one to the next one.
    fn inside(self, kind: Kind, next: impl Fn(usize) -> usize) -> impl Iterator<Item = usize> {
        let end = if self.kind() == kind { self.at + self.entry().extent() } else { 0 };
        let first = Some(self.at + 1).filter(|first| *first < end);
        std::iter::successors(first, move |at| Some(next(*at)).filter(|next| *next < end))
    }

    /// The value under a key of a map, in any letter case where none is exact.
    pub(super) fn get(self, key: &str) -> Option<Node<'s, 't>> {
        self.found(key).map(|(_, value)| value)
    }

    /// The same, with its key as it is written.
    pub(super) fn found(self, key: &str) -> Option<(Cow<'s, str>, Node<'s, 't>)> {
        // Escapes make a key longer, never shorter.
        let is_long_enough = |at: &usize| match self.tree.entries[*at] {
            Entry { what: What::Key(_), length, .. } => key.len() <= length as usize,
            _ => true,
        };
        let entries = || self.keys().filter(is_long_enough).map(|at| self.pair(at));
        let exact = entries().find(|(name, _)| name == key);
        exact.or_else(|| entries().find(|(name, _)| is_like(name, key)))
    }

    /// Whether it is looked through quickly, as often as somebody likes.
    pub(super) fn is_small(self) -> bool {
        self.kind() == Kind::Map && self.entry().first <= 256
    }

    /// What a text holds that is JSON once more.
    pub(super) fn opened(self) -> Option<Tree<'t>> {
        let entry = self.entry();
        let may_be = match entry.what {
            What::Text(_) => written::may_hold_json(&self.tree.source()[entry.span().range()]),
            What::Aside => true,
            _ => false,
        };
        if !may_be || !is_json(&self.said()?) {
            return None;
        }
        let (carrier, outer) = self.text()?;
        let Builder { entries, .. } = json::built(carrier.as_str()).ok()?;
        Some(Tree { source: Source::Inside(carrier, outer), entries, aside: Vec::new(), names: Rc::default() })
    }

    /// How much is in it.
    pub(super) fn size(self) -> usize {
        self.entry().extent()
    }

    /// How many texts are in it.
    pub(super) fn count(self) -> usize {
        let inside = &self.tree.entries[self.at..self.at + self.entry().extent()];
        inside.iter().filter(|entry| matches!(entry.what, What::Text(_) | What::Aside)).count()
    }

    /// Hands out every text in it, in order.
    pub(super) fn texts(self, place: Place, take: &mut impl FnMut(Value<'t>)) {
        match self.kind() {
            Kind::Plain => {}
            Kind::Text => {
                if let Some((text, spelling)) = self.text() {
                    take(place.value(text, spelling));
                }
            }
            Kind::List => {
                let texts = self.elements().enumerate().filter(|(_, element)| element.kind() != Kind::Plain);
                texts.for_each(|(index, element)| element.texts(place.element(index, element), take));
            }
            Kind::Map => {
                let place = place.titled(self);
                let texts = self.entries().filter(|(_, value)| value.kind() != Kind::Plain);
                texts.for_each(|(key, value)| value.texts(place.key(&key), take));
            }
        }
    }

    /// `id=360001`, if it says so.
    pub(super) fn id(self) -> Option<String> {
        let id = self.get("id")?.said()?;
        // A text is no id: a rewrite may change it, and what is known by its place would be lost.
        let is_id = id.len() <= LONGEST_ID && !id.is_empty() && id != "null" && !id.contains(char::is_whitespace);
        is_id.then(|| format!("id={id}"))
    }

    /// What a record calls itself.
    pub(super) fn title(self) -> Option<Arc<str>> {
        let titles = TITLES.iter().filter_map(|key| self.get(key).filter(|value| value.kind() == Kind::Text));
        { titles }.find_map(|title| shown(&title.said()?))
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_takes_little_room() {
        assert_eq!(size_of::<Entry>(), 12);
    }
}
