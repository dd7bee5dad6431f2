//! Values of structured files become passages: which are read, and as what.

use super::{
    Passage, html, json, plain,
    reading::{self, Reading, Remark},
    spelling::Spelling,
    tree::{Node, Place},
};
use crate::mapped::MappedText;

/// A text inside a structured file.
#[derive(Debug)]
pub(super) struct Value<'t> {
    /// Without the escapes around it.
    pub(super) text: MappedText<'t>,
    /// Where it is, for people: `macros[id=360001].actions[4].value`.
    pub(super) locator: String,
    /// The keys on the way to it: `macros.actions.value`.
    pub(super) path: String,
    /// The title of its record.
    pub(super) title: Option<String>,
    /// How words are written there.
    pub(super) spelling: Spelling,
}

/// What a structured file turned out to be.
#[derive(Debug, Default)]
pub(super) struct Read<'t> {
    pub(super) passages: Vec<Passage<'t>>,
    pub(super) remarks: Vec<Remark>,
}

/// How deep files may stand inside values of each other.
const DEEPEST: usize = 3;

/// Keys whose values name something and are not sent to anybody.
const NAMES: [&str; 6] = ["title", "name", "raw_title", "id", "url", "key"];

/// Takes values as they come and keeps the passages of those that are read: those that were asked for, or
/// else what looks like sentences.
#[derive(Debug)]
pub(super) struct Taker<'t, 'r> {
    asked: &'r [String],
    reading: &'r Reading,
    is_there: Vec<bool>,
    values: usize,
    passages: Vec<Passage<'t>>,
}

impl<'t, 'r> Taker<'t, 'r> {
    pub(super) fn new(asked: &'r [String], reading: &'r Reading) -> Taker<'t, 'r> {
        Taker { asked, reading, is_there: vec![false; asked.len()], values: 0, passages: Vec::new() }
    }

    /// Takes what a file holds, or a part of it: a line, a row. Places in it begin at `place`.
    pub(super) fn take_tree(&mut self, tree: Node<'t>, place: Place) {
        tree.texts(place, &mut |value| self.take(value));
    }

    fn take(&mut self, value: Value<'t>) {
        self.values += 1;
        let mut is_asked_for = self.asked.is_empty();
        for (typed, there) in self.asked.iter().zip(&mut self.is_there) {
            if reading::is_at(&value.path, typed) {
                (*there, is_asked_for) = (true, true);
            }
        }
        if is_asked_for {
            let depth = Depth { files: 0, is_guessed: self.asked.is_empty() };
            nest(value, self.reading, depth, &mut self.passages);
        }
    }

    pub(super) fn finished(self) -> Read<'t> {
        let mut remarks = Vec::new();
        if self.asked.is_empty() && 0 < self.values {
            remarks.push(Remark::Guessed { read: self.passages.len(), values: self.values });
        }
        let missing = self.asked.iter().zip(self.is_there).filter(|(_, there)| !there);
        remarks.extend(missing.map(|(typed, _)| Remark::Missing(typed.clone())));
        Read { passages: self.passages, remarks }
    }
}

fn is_worth_reading(value: &Value<'_>) -> bool {
    let key = value.path.rsplit('.').next().unwrap_or_default();
    !NAMES.iter().any(|name| name.eq_ignore_ascii_case(key)) && reading::is_sentence(value.text.as_str())
}

/// Whether a value may be a list or an object of JSON; a placeholder begins alike.
fn is_json(text: &str) -> bool {
    let text = text.trim_start();
    text.starts_with(['{', '[']) && !text.starts_with("{{") && text.contains('"')
}

/// Where a value is that is being read.
#[derive(Clone, Copy, Debug)]
struct Depth {
    /// How many files it is inside of, beside the first.
    files: usize,
    /// Nobody asked for it.
    is_guessed: bool,
}

/// Reads a value as what it is: JSON once more, HTML or text.
fn nest<'t>(value: Value<'t>, reading: &Reading, depth: Depth, passages: &mut Vec<Passage<'t>>) {
    let text = value.text.as_str();
    if depth.files < DEEPEST
        && is_json(text)
        && let Ok(inner) = json::node(text)
    {
        inner.texts(Place::start(""), &mut |inner| {
            let join = if inner.locator.starts_with('[') { "" } else { "." };
            let inner = Value {
                text: inner.text.within(&value.text),
                locator: format!("{}{join}{}", value.locator, inner.locator),
                path: format!("{}.{}", value.path, inner.path),
                title: inner.title.or_else(|| value.title.clone()),
                spelling: inner.spelling.inside(&value.spelling),
            };
            nest(inner, reading, Depth { files: depth.files + 1, is_guessed: true }, passages);
        });
        return;
    }
    if depth.is_guessed && !is_worth_reading(&value) {
        return;
    }
    let is_html = html::is_likely(text);
    let words = if is_html { html::text(text, reading.quoted) } else { plain::text(text, reading.quoted) };
    let spelling = if is_html { Spelling::html().inside(&value.spelling) } else { value.spelling.clone() };
    let text = words.within(&value.text);
    passages.push(Passage { text, locator: Some(value.locator), title: value.title, spelling });
}
