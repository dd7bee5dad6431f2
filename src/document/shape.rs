//! Reads records by their shape: the words of the team, without notes, without what others wrote.

use std::{borrow::Cow, collections::HashSet, sync::Arc};

use super::{
    Passage, Quoted, html, markdown,
    place::{self, Place},
    plain,
    reading::{Reading, Skip},
    selector::{Condition, Found, Scope, Selector},
    spelling::Spelling,
    tree::Node,
};
use crate::mapped::MappedText;

/// Where the files of a help-desk, or of your own tool, hold what customers read.
///
/// A shape says where records are, which of their texts customers see, and what makes a record something else:
/// switched off, a note among colleagues, somebody else's words. It does not matter whether the file is JSON,
/// JSON Lines, YAML, TOML, a table or a property list. [`Shape::builtin`] knows the ones of many help-desks; this is one of your own:
///
/// ```
/// use tonelint::{Document, Format, Reading, document::{Field, Markup, ReadAs, Shape}};
///
/// let shape = Shape {
///     name: "our answers".to_owned(),
///     records: vec!["answers".parse()?],
///     texts: vec![vec![Field::new("reply.text".parse()?, Markup::Markdown)]],
///     titles: vec!["topic".parse()?],
///     only: vec!["author.role = agent|admin".parse()?],
///     inactive: vec!["retired = true".parse()?],
///     notes: vec!["public = false".parse()?],
///     ..Shape::default()
/// };
/// let source = r#"{"answers": [
///     {"topic": "Late", "author": {"role": "agent"}, "reply": {"text": "It *left* today."}},
///     {"topic": "Lost", "author": {"role": "customer"}, "reply": {"text": "Where is it?"}}]}"#;
/// let reading = Reading { read_as: ReadAs::Shape(shape.into()), ..Reading::default() };
/// let document = Document::read(source, Format::Json, &reading);
/// let [passage] = document.passages() else { panic!("one is the team's") };
/// assert_eq!(passage.text.as_str(), "It left today.");
/// assert_eq!(passage.locator.as_deref(), Some("answers[0].reply.text"));
/// assert_eq!(passage.title.as_deref(), Some("Late"));
/// # Ok::<(), String>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Shape {
    /// What it is called when a run tells how a file was read.
    pub name: String,
    /// All of these hold for the records of a file that is recognised as this. A shape that is given is not
    /// asked for them.
    pub marks: Vec<Condition>,
    /// Where records are: a list of them, or one. Every one of these that is in a file is read; where none is,
    /// the file itself is a record or a list of them.
    pub records: Vec<Selector>,
    /// What customers read of a record. Of the fields that stand together, the first one that is there is read
    /// and the others are the same words once more.
    pub texts: Vec<Vec<Field>>,
    /// What a record is called, the best first; without any, the usual keys: `title`, `name`, `subject` …
    pub titles: Vec<Selector>,
    /// All of these hold for what the team wrote. Everything else is somebody else's and counted as such.
    pub only: Vec<Condition>,
    /// One of these holds for what somebody else wrote.
    pub others: Vec<Condition>,
    /// Where a file lists its people, and who of them is not of the team.
    pub people: Option<People>,
    /// One of these holds for a note among colleagues.
    pub notes: Vec<Condition>,
    /// One of these holds for what is switched off.
    pub inactive: Vec<Condition>,
    /// One of these holds for what is written in a language that there are no rules for.
    pub foreign: Vec<Condition>,
    /// Records are messages of a conversation, and their places are told as such: `message 3 of thread 12`.
    pub is_thread: bool,
    /// In Markdown files replies stand in fences, and the headings over them are their titles.
    pub is_fenced: bool,
}

/// A text of a record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Field {
    /// Where it is in the record.
    pub at: Selector,
    /// How it is written.
    pub markup: Markup,
    /// It is only the beginning of the text.
    pub is_preview: bool,
    /// It is a note among colleagues, in a record that customers read other texts of.
    pub is_note: bool,
}

impl Field {
    /// A whole text.
    pub fn new(at: Selector, markup: Markup) -> Field {
        Field { at, markup, is_preview: false, is_note: false }
    }
}

/// People that a file lists beside what they wrote.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct People {
    /// Where they are in the file.
    pub list: Selector,
    /// What names one of them.
    pub id: Selector,
    /// This holds for those who are not of the team.
    pub others: Condition,
    /// Where a record names who wrote it.
    pub author: Selector,
}

impl People {
    /// Those who are not of the team.
    fn others(&self, file: &Scope<'_, '_>) -> HashSet<String> {
        let mut others = HashSet::new();
        self.list.records(file, None, usize::MAX, &mut |person| {
            others.extend(self.id.text(person.scope).filter(|_| self.others.holds(person.scope)));
        });
        others
    }
}

/// How a text in a structured file is written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Markup {
    /// As it is read.
    Plain,
    /// As HTML.
    Html,
    /// As Markdown.
    Markdown,
    /// As HTML if there is a tag in it, otherwise as it is read.
    #[default]
    Either,
}

impl Markup {
    /// The writer's words in a text of a file, and how words are written there.
    pub(super) fn read<'t>(self, text: MappedText<'t>, outer: Spelling, quoted: Quoted) -> (MappedText<'t>, Spelling) {
        let (words, inner) = self.words(text.as_str(), quoted);
        let spelling = inner.inside(&outer);
        let part = (!words.is_all_of(text.as_str())).then(|| words.within(&text));
        (part.unwrap_or(text), spelling)
    }

    /// The writer's words in a text, and how words are written there.
    fn words(self, text: &str, quoted: Quoted) -> (MappedText<'_>, Spelling) {
        match self {
            Markup::Html => (html::text(text, quoted), Spelling::html()),
            Markup::Markdown => (markdown::text(text, quoted), Spelling::plain()),
            Markup::Either if html::is_likely(text) => Markup::Html.words(text, quoted),
            Markup::Plain | Markup::Either => (plain::text(text, quoted), Spelling::plain()),
        }
    }
}

/// What was taken and what was left out.
#[derive(Debug, Default)]
pub(super) struct Tally<'t> {
    pub(super) passages: Vec<Passage<'t>>,
    pub(super) previews: usize,
    skipped: [usize; Skip::ALL.len()],
}

impl Tally<'_> {
    /// Why records were left out, and how many.
    pub(super) fn skipped(&self) -> impl Iterator<Item = (Skip, usize)> {
        Skip::ALL.into_iter().zip(self.skipped).filter(|(_, count)| 0 < *count)
    }
}

/// How many records are looked at before a file is taken for something.
const SAMPLE: usize = 50;

/// Keys of what is around a message that name its conversation.
const THREADS: [&str; 6] = ["id", "convo_id", "ticket_id", "conversation_id", "thread_id", "case_id"];

impl Shape {
    /// Whether some of the trees look like this: half of their records have the marks, and one has a text.
    pub(super) fn is_of<'t, 's>(&self, trees: impl Iterator<Item = Node<'s, 't>>) -> bool
    where
        't: 's,
    {
        let (mut seen, mut marked, mut has_text) = (0, 0, false);
        for tree in trees {
            self.each_record(&Scope::of(tree), None, SAMPLE, &mut |found| {
                if seen < SAMPLE {
                    seen += 1;
                    marked += usize::from(self.marks.iter().all(|mark| mark.holds(found.scope)));
                    has_text = has_text || self.has_text(found.scope);
                }
            });
        }
        has_text && 0 < seen && seen <= 2 * marked
    }

    /// Whether any record of the trees has a text.
    pub(super) fn fits<'t, 's>(&self, mut trees: impl Iterator<Item = Node<'s, 't>>) -> bool
    where
        't: 's,
    {
        trees.any(|tree| {
            let mut has_text = false;
            self.each_record(&Scope::of(tree), None, usize::MAX, &mut |found| {
                has_text = has_text || self.has_text(found.scope);
            });
            has_text
        })
    }

    /// Whether its texts are columns that are told by their numbers.
    pub(super) fn is_headless(&self) -> bool {
        let mut fields = self.texts.iter().flatten().peekable();
        fields.peek().is_some() && fields.all(|field| field.at.is_number())
    }

    /// Reads the records of a tree.
    pub(super) fn read<'t>(&self, tree: Node<'_, 't>, place: &Place, reading: &Reading, tally: &mut Tally<'t>) {
        let root = Scope::of(tree);
        let others = self.people.as_ref().map(|people| people.others(&root)).unwrap_or_default();
        self.each_record(&root, Some(place), usize::MAX, &mut |found| match self.skip(found.scope, &others, reading) {
            Some(skip) => tally.skipped[skip as usize] += usize::from(self.has_text(found.scope)),
            None => self.read_record(&found, reading, tally),
        });
    }

    /// Hands out records, of each list at most so many.
    fn each_record<'t>(
        &self,
        root: &Scope<'_, 't>,
        place: Option<&Place>,
        most: usize,
        take: &mut dyn FnMut(Found<'_, 't>),
    ) {
        let mut is_there = false;
        for records in &self.records {
            records.records(root, place, most, &mut |found| {
                is_there = true;
                take(found);
            });
        }
        if !is_there {
            Selector::default().records(root, place, most, take);
        }
    }

    fn has_text(&self, record: &Scope<'_, '_>) -> bool {
        self.texts.iter().flatten().any(|field| field.at.text(record).is_some())
    }

    /// Why a record is not read.
    fn skip(&self, record: &Scope<'_, '_>, others: &HashSet<String>, reading: &Reading) -> Option<Skip> {
        let any = |conditions: &[Condition]| conditions.iter().any(|condition| condition.holds(record));
        let author = || self.people.as_ref().and_then(|people| people.author.text(record));
        let is_listed = !others.is_empty() && author().is_some_and(|author| others.contains(&author));
        if is_listed || any(&self.others) || !self.only.iter().all(|condition| condition.holds(record)) {
            Some(Skip::Others)
        } else if !reading.include_notes && any(&self.notes) {
            Some(Skip::Notes)
        } else if !reading.include_inactive && any(&self.inactive) {
            Some(Skip::Inactive)
        } else {
            any(&self.foreign).then_some(Skip::Foreign)
        }
    }

    fn read_record<'t>(&self, record: &Found<'_, 't>, reading: &Reading, tally: &mut Tally<'t>) {
        let Some(place) = record.place else { return };
        let message = self.message(record, place);
        let title = self.title(record.scope).or_else(|| place.title());
        for fields in &self.texts {
            let mut is_there = false;
            for field in fields {
                field.at.values(record.scope, Some(place), &mut |found| {
                    let (Some((text, spelling)), Some(place)) = (found.scope.node.text(), found.place) else { return };
                    if text.as_str().trim().is_empty() {
                        return;
                    }
                    is_there = true;
                    if field.is_note && !reading.include_notes {
                        tally.skipped[Skip::Notes as usize] += 1;
                        return;
                    }
                    let (text, spelling) = field.markup.read(text, spelling, reading.quoted);
                    tally.previews += usize::from(field.is_preview);
                    let locator = message.clone().unwrap_or_else(|| place.locator().to_owned());
                    tally.passages.push(Passage { text, locator: Some(locator), title: title.clone(), spelling });
                });
                if is_there {
                    break;
                }
            }
        }
    }

    fn title(&self, record: &Scope<'_, '_>) -> Option<Arc<str>> {
        let named = self.titles.iter().find_map(|title| place::shown(&title.text(record)?));
        let near = || record.outwards().filter(|scope| scope.node.is_small());
        named.or_else(|| near().find_map(|scope| scope.node.title()))
    }

    /// `message 3 of thread 12`, for an element of a list that says which conversation it belongs to.
    fn message(&self, record: &Found<'_, '_>, place: &Place) -> Option<String> {
        let index = record.index.filter(|_| self.is_thread)?;
        let is_small = |scope: &&Scope<'_, '_>| scope.node.is_small();
        let id = |(scope, keys): (&Scope<'_, '_>, &[&str])| {
            let ids = keys.iter().filter_map(|key| scope.node.get(key)?.said());
            { ids }.find(|id| !id.is_empty() && id.len() <= 64 && id != "null").map(Cow::into_owned)
        };
        // The first key is the message's own in itself.
        let own = THREADS.get(1..).unwrap_or_default();
        let outer = record.scope.outwards().skip(1).filter(is_small).map(|scope| (scope, &THREADS[..]));
        let thread = { outer }.find_map(id).or_else(|| id((record.scope, own)))?;
        Some(format!("{}message {} of thread {thread}", place.before(), index + 1))
    }
}
