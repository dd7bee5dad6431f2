//! Takes the tables of a TOML file apart, and says exactly where one is wrong.
//!
//! Packs and the configuration are read with it. It is public for the command line of this package only.

use std::{cell::RefCell, ops::Range};

use toml::{
    Spanned,
    de::{DeTable, DeValue},
};

use crate::{error::Error, phrase::PhraseError};

/// A file as typed, and the mistakes found in it so far.
#[derive(Debug)]
pub struct Source<'t> {
    origin: &'t str,
    text: &'t str,
    mistakes: RefCell<Vec<(usize, Error)>>,
}

impl<'t> Source<'t> {
    /// A file that nothing is known to be wrong with.
    pub fn new(origin: &'t str, text: &'t str) -> Source<'t> {
        Source { origin, text, mistakes: RefCell::default() }
    }

    /// Notes a mistake at some bytes of the file.
    pub fn mistake(&self, at: Range<usize>, message: impl Into<String>, help: impl Into<Option<String>>) {
        let start = at.start.min(self.text.len());
        let error = Error::in_text(self.origin, self.text, at, message.into(), help.into());
        self.mistakes.borrow_mut().push((start, error));
    }

    /// Notes a mistake in a phrase; `at` is where its string stands in the file.
    pub(crate) fn phrase_mistake(&self, at: Range<usize>, phrase: &str, owner: &str, error: PhraseError) {
        let start = self.place_in_string(&at, phrase, error.at);
        let end = self.place_in_string(&at, phrase, error.at + error.length).max(start + 1);
        let message = format!("phrase `{}` of {owner} cannot be read: {}", shortened(phrase), error.message);
        self.mistake(start..end, message, error.help);
    }

    /// The byte of the file that wrote byte `wanted` of a string.
    fn place_in_string(&self, at: &Range<usize>, decoded: &str, wanted: usize) -> usize {
        let raw = &self.text[at.clone()];
        let has_escapes = raw.starts_with('"');
        let long = ["\"\"\"", "'''"].iter().find_map(|quotes| raw.strip_prefix(quotes));
        // A newline right after the opening quotes is not part of the string.
        let long = long.map(|body| body.strip_prefix("\r\n").or_else(|| body.strip_prefix('\n')).unwrap_or(body));
        let mut rest = long.unwrap_or(&raw[1..]);
        let count = decoded.get(..wanted).map_or(0, |before| before.chars().count());
        for _ in 0..count {
            if has_escapes {
                rest = after_line_joint(rest);
            }
            let length = match rest.as_bytes() {
                [b'\\', b'u', ..] if has_escapes => 6,
                [b'\\', b'U', ..] if has_escapes => 10,
                [b'\\', b'x', ..] if has_escapes => 4,
                [b'\\', ..] if has_escapes => 2,
                _ => rest.chars().next().map_or(0, char::len_utf8),
            };
            rest = rest.get(length..).unwrap_or("");
        }
        let rest = if has_escapes { after_line_joint(rest) } else { rest };
        at.end - rest.len()
    }

    /// Reads the whole file, which messages call `name`; nothing if it is not TOML.
    pub fn read<T>(&self, name: &str, read: impl FnOnce(&Fields<'_, 't, '_>) -> Option<T>) -> Option<T> {
        match DeTable::parse(self.text) {
            Ok(table) => {
                let at = table.span();
                let value = Spanned::new(at, DeValue::Table(table.into_inner()));
                Fields::new(self, &value, name.to_owned()).and_then(|top| read(&top))
            }
            Err(error) => {
                let at = error.span().unwrap_or(0..1);
                self.mistake(at, format!("this is not TOML: {}", error.message().trim().replace('\n', "; ")), None);
                None
            }
        }
    }

    /// Whether nothing is wrong so far.
    pub fn is_fine(&self) -> bool {
        self.mistakes.borrow().is_empty()
    }

    /// All mistakes, in file order.
    pub fn into_mistakes(self) -> Vec<Error> {
        let mut mistakes = self.mistakes.into_inner();
        mistakes.sort_by_key(|(start, _)| *start);
        mistakes.into_iter().map(|(_, error)| error).collect()
    }
}

/// What follows a `\` at a line end, which joins the next line to this one.
fn after_line_joint(rest: &str) -> &str {
    let Some(after) = rest.strip_prefix('\\') else { return rest };
    let next = after.trim_start();
    let is_joint = after[..after.len() - next.len()].contains('\n');
    if is_joint { next } else { rest }
}

/// A string of the file, and where it stands.
#[derive(Clone, Debug)]
pub struct Text {
    /// What it says.
    pub value: String,
    /// Where it is typed.
    pub at: Range<usize>,
}

/// One table of the file, with the name that messages give it.
#[derive(Debug)]
pub struct Fields<'s, 't, 'v> {
    source: &'s Source<'t>,
    table: &'v DeTable<'t>,
    /// Where it stands.
    pub at: Range<usize>,
    /// What messages call it: `[pack]`, `rule "only-one"`.
    pub name: String,
}

impl<'s, 't, 'v> Fields<'s, 't, 'v> {
    /// The table in `value`; a mistake if it is none.
    pub fn new(source: &'s Source<'t>, value: &'v Spanned<DeValue<'t>>, name: String) -> Option<Fields<'s, 't, 'v>> {
        match value.get_ref() {
            DeValue::Table(table) => Some(Fields { source, table, at: value.span(), name }),
            other => {
                source.mistake(value.span(), format!("{name} is {}, not a table", kind(other)), None);
                None
            }
        }
    }

    /// Notes a mistake at some bytes of the file.
    pub fn mistake(&self, at: Range<usize>, message: impl Into<String>, help: impl Into<Option<String>>) {
        self.source.mistake(at, message, help);
    }

    /// Points at every key that means nothing here.
    pub fn refuse_unknown(&self, known: &[&str]) {
        for key in self.table.keys().filter(|key| !known.contains(&key.get_ref().as_ref())) {
            let typed = key.get_ref();
            let help = nearest(typed, known).map_or_else(
                || format!("the keys here are {}", listed(known)),
                |near| format!("did you mean `{near}`?"),
            );
            self.mistake(key.span(), format!("unknown key \"{typed}\" in {}", self.name), help);
        }
    }

    /// Every key with its value.
    pub fn entries(&self) -> impl Iterator<Item = (Text, &'v Spanned<DeValue<'t>>)> + use<'s, 't, 'v> {
        self.table.iter().map(|(key, value)| (Text { value: key.get_ref().to_string(), at: key.span() }, value))
    }

    /// The value of a key.
    pub fn get(&self, key: &str) -> Option<&'v Spanned<DeValue<'t>>> {
        self.table.get(key)
    }

    /// Says that a value is of the wrong kind.
    pub fn wrong(&self, key: &str, value: &Spanned<DeValue<'t>>, wanted: &str, help: &str) {
        let message = format!("`{key}` in {} is {}, not {wanted}", self.name, kind(value.get_ref()));
        self.mistake(value.span(), message, Some(help.to_owned()).filter(|help| !help.is_empty()));
    }

    /// A string that may be missing.
    pub fn text(&self, key: &str) -> Option<Text> {
        let value = self.get(key)?;
        match value.get_ref() {
            DeValue::String(text) => Some(Text { value: text.to_string(), at: value.span() }),
            _ => {
                self.wrong(key, value, "a string", &format!("write {key} = \"…\""));
                None
            }
        }
    }

    /// A string that must be there and say something.
    pub fn required_text(&self, key: &str, purpose: &str) -> Option<Text> {
        match self.get(key) {
            None => {
                let head = self.at.start..self.at.start + 1;
                self.mistake(
                    head,
                    format!("{} has no `{key}`", self.name),
                    Some(format!("add {key} = \"…\": {purpose}")),
                );
                None
            }
            Some(_) => self.text(key).filter(|text| {
                let says_something = !text.value.trim().is_empty();
                if !says_something {
                    self.mistake(text.at.clone(), format!("`{key}` in {} is empty", self.name), purpose.to_owned());
                }
                says_something
            }),
        }
    }

    /// A list of strings; empty if the key is missing.
    pub fn texts(&self, key: &str) -> Vec<Text> {
        let Some(value) = self.get(key) else { return Vec::new() };
        let help = format!("write {key} = [\"…\"]");
        let DeValue::Array(items) = value.get_ref() else {
            self.wrong(key, value, "a list of strings", &help);
            return Vec::new();
        };
        let mut texts = Vec::new();
        for item in items.iter() {
            match item.get_ref() {
                DeValue::String(text) if text.trim().is_empty() => {
                    self.mistake(item.span(), format!("an entry of `{key}` in {} is empty", self.name), None);
                }
                DeValue::String(text) => texts.push(Text { value: text.to_string(), at: item.span() }),
                _ => self.wrong(key, item, "a string", &help),
            }
        }
        texts
    }

    /// A boolean; false if the key is missing.
    pub fn flag(&self, key: &str) -> bool {
        self.switch(key).unwrap_or_default()
    }

    /// A boolean that may be missing.
    pub fn switch(&self, key: &str) -> Option<bool> {
        let value = self.get(key)?;
        let switch = value.get_ref().as_bool();
        if switch.is_none() {
            self.wrong(key, value, "true or false", "");
        }
        switch
    }

    /// A whole number from 1 on.
    pub fn count(&self, key: &str) -> Option<u32> {
        let value = self.get(key)?;
        let number = value.get_ref().as_integer().and_then(|integer| integer.as_str().parse::<u32>().ok());
        if number.is_none_or(|number| number == 0) {
            let typed = format!("`{key}` in {} is not a whole number from 1 on", self.name);
            self.mistake(value.span(), typed, None);
            return None;
        }
        number
    }

    /// One of a few words.
    pub fn choice<T: Copy>(&self, key: &str, options: &[(&str, T)]) -> Option<T> {
        let text = self.text(key)?;
        let found = options.iter().find(|(name, _)| *name == text.value);
        if found.is_none() {
            let names: Vec<&str> = options.iter().map(|(name, _)| *name).collect();
            self.unknown_name(&text, &format!("{key} of {}", self.name), &names);
        }
        found.map(|(_, value)| *value)
    }

    /// Says that a name is not one of those that exist.
    pub fn unknown_name(&self, text: &Text, what: &str, names: &[&str]) {
        let near = nearest(&text.value, names).map(|near| format!("did you mean `{near}`? "));
        let help = format!("{}there are {}", near.unwrap_or_default(), listed(names));
        self.mistake(text.at.clone(), format!("unknown {what}: `{}`", text.value), help);
    }

    /// The tables of an array of tables.
    pub fn tables(
        &self,
        key: &str,
        head: &str,
        name: impl Fn(usize, &DeTable<'t>) -> String,
    ) -> Vec<Fields<'s, 't, 'v>> {
        let Some(value) = self.get(key) else { return Vec::new() };
        let DeValue::Array(items) = value.get_ref() else {
            let message = format!("`{key}` is {}, not a list of tables", kind(value.get_ref()));
            self.mistake(value.span(), message, Some(format!("begin each one with a line [[{head}]]")));
            return Vec::new();
        };
        let named = |(number, item): (usize, &'v Spanned<DeValue<'t>>)| {
            let empty = DeTable::new();
            let table = item.get_ref().as_table().unwrap_or(&empty);
            Fields::new(self.source, item, name(number, table))
        };
        items.iter().enumerate().filter_map(named).collect()
    }
}

fn kind(value: &DeValue<'_>) -> &'static str {
    match value {
        DeValue::String(_) => "a string",
        DeValue::Integer(_) | DeValue::Float(_) => "a number",
        DeValue::Boolean(_) => "true or false",
        DeValue::Datetime(_) => "a date",
        DeValue::Array(_) => "a list",
        DeValue::Table(_) => "a table",
    }
}

/// A phrase as a message quotes it.
fn shortened(phrase: &str) -> String {
    const LONGEST: usize = 80;
    match phrase.char_indices().nth(LONGEST) {
        Some((end, _)) => format!("{}…", &phrase[..end]),
        None => phrase.to_owned(),
    }
}

/// The known name that is nearest to what was typed, if one is near.
pub fn nearest<'n>(typed: &str, known: &[&'n str]) -> Option<&'n str> {
    let ranked = known.iter().map(|name| (strsim::damerau_levenshtein(typed, name), *name));
    let (distance, name) = ranked.min_by_key(|(distance, _)| *distance)?;
    (distance <= (typed.chars().count() / 3).max(2) && distance < name.chars().count()).then_some(name)
}

/// Names as a sentence lists them.
pub fn listed(names: &[&str]) -> String {
    let quoted: Vec<String> = names.iter().map(|name| format!("`{name}`")).collect();
    quoted.join(", ")
}
