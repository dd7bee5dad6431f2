//! Values of structured files become passages: which are read, and as what.

use std::{rc::Rc, sync::Arc};

use super::{
    Passage, helpdesk, json,
    place::Place,
    reading::{self, ReadAs, Reading, Remark},
    shape::{Markup, Shape, Tally},
    spelling::Spelling,
    tree::{self, Tree},
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
    pub(super) title: Option<Arc<str>>,
    /// How words are written there.
    pub(super) spelling: Spelling,
}

/// What a structured file turned out to be.
#[derive(Debug, Default)]
pub(super) struct Read<'t> {
    pub(super) passages: Vec<Passage<'t>>,
    pub(super) remarks: Vec<Remark>,
    /// How much is in it, whatever is read of that: the same after every rewrite.
    pub(super) count: usize,
}

/// How deep files may stand inside values of each other.
const DEEPEST: usize = 3;

/// Keys whose values name something and are not sent to anybody.
const NAMES: [&str; 6] = ["title", "name", "raw_title", "id", "url", "key"];

/// Takes trees as they come and keeps the passages of what is read: the values that were asked for, those of
/// a help-desk's shape, or else what looks like sentences.
#[derive(Debug)]
pub(super) struct Taker<'t, 'r> {
    asked: &'r [String],
    reading: &'r Reading,
    is_there: Vec<bool>,
    /// Texts of all trees.
    values: usize,
    /// Trees that wait until it is known what they are.
    waiting: Vec<(Rc<Tree<'t>>, usize, Place)>,
    waiting_values: usize,
    way: Way<'r>,
    tally: Tally<'t>,
    remarks: Vec<Remark>,
}

/// How trees are read.
#[derive(Clone, Copy, Debug)]
enum Way<'r> {
    Undecided,
    Values,
    Shape(&'r Shape),
}

/// How many rows or lines show what a file is.
const SAMPLE: usize = 50;

/// How many values show the same: rows may be long.
const MOST_WAITING: usize = 1 << 16;

impl<'t, 'r> Taker<'t, 'r> {
    pub(super) fn new(asked: &'r [String], reading: &'r Reading) -> Taker<'t, 'r> {
        let is_there = vec![false; asked.len()];
        let (waiting, remarks) = (Vec::new(), Vec::new());
        let way = if asked.is_empty() && reading.read_as != ReadAs::Unknown { Way::Undecided } else { Way::Values };
        Taker { asked, reading, is_there, values: 0, waiting, waiting_values: 0, way, tally: Tally::default(), remarks }
    }

    /// Takes what a file holds, or a part of it: a line, a row. Places in it begin at `place`.
    pub(super) fn take_tree(&mut self, tree: Tree<'t>, place: Place) {
        self.take_root(Rc::new(tree), 0, place);
    }

    /// Takes the value of a tree that begins with entry `at`.
    pub(super) fn take_root(&mut self, tree: Rc<Tree<'t>>, at: usize, place: Place) {
        match self.way {
            Way::Undecided => {
                self.waiting_values += tree.value(at).size();
                self.waiting.push((tree, at, place));
                if SAMPLE <= self.waiting.len() || MOST_WAITING <= self.waiting_values {
                    self.decide();
                }
            }
            Way::Values => tree.value(at).texts(place, &mut |value| self.take(value)),
            Way::Shape(shape) => {
                self.values += tree.value(at).count();
                shape.read(tree.value(at), &place, self.reading, &mut self.tally);
            }
        }
    }

    /// Finds out what the trees are that wait, and reads them.
    fn decide(&mut self) {
        let waiting = std::mem::take(&mut self.waiting);
        let trees = || waiting.iter().map(|(tree, at, _)| tree.value(*at));
        self.way = match &self.reading.read_as {
            ReadAs::Recognised => helpdesk::recognised(trees).map_or(Way::Values, Way::Shape),
            ReadAs::Shape(shape) if shape.fits(trees()) => Way::Shape(shape),
            ReadAs::Shape(shape) => {
                self.remarks.push(Remark::Unfit(shape.name.clone()));
                Way::Values
            }
            ReadAs::Unknown => Way::Values,
        };
        if let Way::Shape(shape) = self.way {
            self.remarks.push(Remark::Recognised(shape.name.clone()));
        }
        waiting.into_iter().for_each(|(tree, at, place)| self.take_root(tree, at, place));
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
            nest(value, self.reading, depth, &mut self.tally.passages);
        }
    }

    pub(super) fn finished(mut self) -> Read<'t> {
        if !self.waiting.is_empty() {
            self.decide();
        }
        let Taker { tally, mut remarks, .. } = self;
        let read = tally.passages.len();
        let is_guessed = matches!(self.way, Way::Values) && self.asked.is_empty();
        if is_guessed && 0 < self.values {
            remarks.push(Remark::Guessed { read, values: self.values });
        }
        let missing = self.asked.iter().zip(self.is_there).filter(|(_, there)| !there);
        remarks.extend(missing.map(|(typed, _)| Remark::Missing(typed.clone())));
        remarks.extend(tally.skipped().map(|(why, count)| Remark::Skipped { why, count }));
        if 0 < tally.previews {
            remarks.push(Remark::Previews(tally.previews));
        }
        // Words that are changed may no longer look like a sentence.
        let count = if is_guessed { self.values } else { self.values + read };
        Read { passages: tally.passages, remarks, count }
    }
}

fn is_worth_reading(value: &Value<'_>) -> bool {
    let key = value.path.rsplit('.').next().unwrap_or_default();
    !NAMES.iter().any(|name| name.eq_ignore_ascii_case(key)) && reading::is_sentence(value.text.as_str())
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
        && tree::is_json(text)
        && let Ok(inner) = json::built(text)
    {
        Tree::new(text, inner).value(0).texts(Place::start(""), &mut |inner| {
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
    let (text, spelling) = Markup::Either.read(value.text, value.spelling, reading.quoted);
    // A text that is all there is has no place of its own.
    let place = value.locator.trim_end_matches(", ");
    let locator = (!place.is_empty()).then(|| place.to_owned());
    passages.push(Passage { text, locator, title: value.title, spelling });
}
