//! Values of structured files become passages: which are read, and as what.

use super::{
    Passage, html, json, plain,
    reading::{self, Reading, Remark},
    spelling::Spelling,
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

/// Keys whose values say what a record is called, the best first.
pub(super) const TITLES: [&str; 9] =
    ["title", "name", "raw_title", "label", "subject", "short_code", "shortcut", "trigger", "abbreviation"];

/// Keys whose values name something and are not sent to anybody.
const NAMES: [&str; 6] = ["title", "name", "raw_title", "id", "url", "key"];

/// The passages of these values: those that `asked` names, or else what looks like sentences.
pub(super) fn read<'t>(values: Vec<Value<'t>>, asked: &[String], reading: &Reading) -> Read<'t> {
    let mut read = Read::default();
    let count = values.len();
    let mut is_there = vec![false; asked.len()];
    for value in values {
        let mut is_asked_for = asked.is_empty();
        for (typed, there) in asked.iter().zip(&mut is_there) {
            if reading::is_at(&value.path, typed) {
                (*there, is_asked_for) = (true, true);
            }
        }
        if is_asked_for {
            nest(value, reading, Depth { files: 0, is_guessed: asked.is_empty() }, &mut read.passages);
        }
    }
    if asked.is_empty() && 0 < count {
        read.remarks.push(Remark::Guessed { read: read.passages.len(), values: count });
    }
    let missing = asked.iter().zip(is_there).filter(|(_, there)| !there);
    read.remarks.extend(missing.map(|(typed, _)| Remark::Missing(typed.clone())));
    read
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
        && let Ok(inner) = json::values(text)
    {
        for inner in inner {
            let join = if inner.locator.starts_with('[') { "" } else { "." };
            let inner = Value {
                text: inner.text.within(&value.text),
                locator: format!("{}{join}{}", value.locator, inner.locator),
                path: format!("{}.{}", value.path, inner.path),
                title: inner.title.or_else(|| value.title.clone()),
                spelling: inner.spelling.inside(&value.spelling),
            };
            nest(inner, reading, Depth { files: depth.files + 1, is_guessed: true }, passages);
        }
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
