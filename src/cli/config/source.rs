//! The tables of `[[source]]`: how some structured files are read.

use std::str::FromStr;

use tonelint::{
    document::{Field, Markup, ReadAs, Selector, Shape},
    fields::{Fields, Text},
};

use super::{
    file::Reader,
    globs::Globs,
    keys::{MARKUPS, SOURCE, names},
};

/// One `[[source]]`.
#[derive(Debug)]
pub(super) struct Source {
    pub(super) paths: Globs,
    /// How the files are read, and what that is called.
    pub(super) read_as: ReadAs,
    pub(super) name: String,
}

/// What `as` says; names that are not known do not get this far.
pub(super) fn read_as_named(name: &str) -> ReadAs {
    Shape::builtin(name).map_or(ReadAs::Unknown, |shape| ReadAs::Shape(shape.into()))
}

/// Every name that `as` knows.
pub(super) fn shapes() -> Vec<&'static str> {
    Shape::names().chain(["none"]).collect()
}

impl<'t> Reader<'_, 't> {
    pub(super) fn sources(&self, top: &Fields<'_, 't, '_>) -> Vec<(Source, std::ops::Range<usize>)> {
        let tables = top.tables("source", "source", |number, _| format!("source {}", number + 1));
        tables.iter().map(|fields| (self.source_of(fields), fields.at.clone())).collect()
    }

    fn source_of(&self, fields: &Fields<'_, 't, '_>) -> Source {
        fields.refuse_unknown(&names(SOURCE));
        let paths = fields.texts("paths");
        if paths.is_empty() {
            let help = "add paths = [\"…\"]: the files that are meant".to_owned();
            fields.mistake(fields.at.clone(), format!("{} says for no file", fields.name), help);
        }
        let known = fields.text("as");
        let texts = fields.texts("texts");
        if known.is_some() != texts.is_empty() {
            let help = "add texts = [\"…\"]: where the replies are in a record; or as = \"…\", the name of a help-desk"
                .to_owned();
            let message = if texts.is_empty() { "does not say how it is read" } else { "says twice how it is read" };
            fields.mistake(fields.at.clone(), format!("{} {message}", fields.name), help);
        }
        let name = fields.text("name").map(|text| text.value);
        let name = name.or_else(|| known.as_ref().map(|text| text.value.clone()));
        let name = name.unwrap_or_else(|| fields.name.clone());
        let read_as = match self.shape_name(fields, "as") {
            Some(known) => read_as_named(&known.value),
            None => ReadAs::Shape(shape(fields, name.clone(), &texts).into()),
        };
        Source { paths: self.globs(&paths), read_as, name }
    }

    /// The name of a help-desk, or `none`.
    pub(super) fn shape_name(&self, fields: &Fields<'_, 't, '_>, key: &str) -> Option<Text> {
        let text = fields.text(key)?;
        let known = shapes();
        if known.contains(&text.value.as_str()) {
            return Some(text);
        }
        fields.unknown_name(&text, &format!("help-desk in `{key}` of {}", fields.name), &known);
        None
    }
}

fn shape(fields: &Fields<'_, '_, '_>, name: String, texts: &[Text]) -> Shape {
    let markups = [Markup::Either, Markup::Plain, Markup::Html, Markup::Markdown];
    let options: Vec<(&str, Markup)> = MARKUPS.iter().copied().zip(markups).collect();
    let markup = fields.choice("markup", &options).unwrap_or_default();
    let alternatives = |text: &Text| {
        let all = alternatives(&text.value).into_iter().filter_map(|typed| parsed::<Selector>(fields, text, typed));
        all.map(|at| Field::new(at, markup)).collect()
    };
    Shape {
        name,
        records: each(fields, "records"),
        texts: texts.iter().map(alternatives).collect(),
        titles: each(fields, "titles"),
        only: each(fields, "only"),
        others: each(fields, "others"),
        notes: each(fields, "notes"),
        inactive: each(fields, "inactive"),
        is_thread: fields.flag("thread"),
        ..Shape::default()
    }
}

/// What stands between bars, outside of brackets.
fn alternatives(typed: &str) -> Vec<&str> {
    let mut depth = 0;
    let split = |c: char| {
        match c {
            '[' => depth += 1,
            ']' => depth -= 1,
            _ => {}
        }
        depth == 0 && c == '|'
    };
    typed.split(split).map(str::trim).collect()
}

fn each<T: FromStr<Err = String>>(fields: &Fields<'_, '_, '_>, key: &str) -> Vec<T> {
    let texts = fields.texts(key);
    texts.iter().filter_map(|text| parsed(fields, text, &text.value)).collect()
}

fn parsed<T: FromStr<Err = String>>(fields: &Fields<'_, '_, '_>, text: &Text, typed: &str) -> Option<T> {
    typed.parse().map_err(|why| fields.mistake(text.at.clone(), format!("`{typed}` cannot be read: {why}"), None)).ok()
}
