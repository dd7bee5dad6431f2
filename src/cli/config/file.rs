//! One configuration file: unchecked TOML in, checked values out, each with its place.

use std::{
    ops::Range,
    path::{Path, PathBuf},
    sync::Arc,
};

use toml::de::DeValue;
use tonelint::{
    Allowance, Day, Encoding, Error, Severity,
    fields::{Fields, Source, Text},
};

use super::{
    globs::Globs,
    keys::{ALLOW, ENCODINGS, FAILURES, GRADES, KEYS, OVERRIDE, RULE, SEVERITIES, names},
    source::Source as SourceTable,
};
use crate::cli::{
    packs::{self, Asked},
    trouble::Trouble,
};

/// A file as typed.
#[derive(Debug)]
pub(super) struct Typed {
    /// What messages call it.
    pub(super) origin: String,
    pub(super) text: String,
}

/// A place in a configuration file.
#[derive(Clone, Debug)]
pub(super) struct At {
    file: Arc<Typed>,
    range: Range<usize>,
}

/// A value, and where it is said.
#[derive(Clone, Debug)]
pub(super) struct Said<T> {
    pub(super) value: T,
    pub(super) at: At,
}

/// What is said about rules, for all files or for some.
#[derive(Debug, Default)]
pub(super) struct Edits {
    pub(super) packs: Vec<Said<Pack>>,
    pub(super) select: Option<Vec<Said<String>>>,
    pub(super) ignore: Vec<Said<String>>,
    pub(super) terms: Option<Said<Terms>>,
    pub(super) rules: Vec<RuleEdit>,
}

/// A pack that is asked for, as it was typed.
#[derive(Clone, Debug)]
pub(super) struct Pack {
    pub(super) typed: String,
    pub(super) asked: Asked,
}

/// Phrases, compiled and as typed.
#[derive(Clone, Debug)]
pub(super) struct Terms {
    pub(super) typed: Vec<String>,
    pub(super) allowance: Arc<Allowance>,
}

/// What is said about one rule, pack or category.
#[derive(Debug)]
pub(super) struct RuleEdit {
    pub(super) name: Said<String>,
    pub(super) grade: Option<Grade>,
    pub(super) allow: Option<Terms>,
    pub(super) warning: Option<u8>,
    pub(super) info: Option<u8>,
}

/// What a rule is made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Grade {
    Of(Severity),
    Off,
}

/// One `[[override]]`.
#[derive(Debug)]
pub(super) struct Override {
    pub(super) paths: Globs,
    pub(super) edits: Edits,
}

/// One `[[allow]]`.
#[derive(Debug)]
pub(super) struct Row {
    pub(super) at: At,
    pub(super) path: Option<Globs>,
    pub(super) locator: Option<String>,
    pub(super) rule: Option<Said<String>>,
    pub(super) reason: Option<String>,
    pub(super) until: Option<Day>,
    /// What it says about where, by key.
    pub(super) named: Vec<(&'static str, String)>,
}

/// What one file says.
#[derive(Debug)]
pub(super) struct File {
    pub(super) path: PathBuf,
    pub(super) extends: Option<Said<String>>,
    pub(super) edits: Edits,
    pub(super) builtin: Option<Said<bool>>,
    pub(super) exclude: Option<Said<(Vec<String>, Globs)>>,
    pub(super) include_quoted: Option<Said<bool>>,
    pub(super) fields: Option<Said<Vec<String>>>,
    pub(super) columns: Option<Said<Vec<String>>>,
    pub(super) encoding: Option<Said<Encoding>>,
    pub(super) min_severity: Option<Said<Severity>>,
    pub(super) fail_on: Option<Said<Option<Severity>>>,
    pub(super) require_reason: Option<Said<bool>>,
    pub(super) read_as: Option<Said<String>>,
    pub(super) include_notes: Option<Said<bool>>,
    pub(super) include_inactive: Option<Said<bool>>,
    pub(super) sources: Vec<Said<SourceTable>>,
    pub(super) overrides: Vec<Override>,
    pub(super) rows: Vec<Row>,
}

impl At {
    /// Line and column, from 1; the column counts code points.
    pub(super) fn place(&self) -> (usize, usize) {
        let before = self.file.text.get(..self.range.start).unwrap_or(&self.file.text);
        let line = before.rfind('\n').map_or(before, |newline| &before[newline + 1..]);
        (before.matches('\n').count() + 1, line.chars().count() + 1)
    }

    /// What its file is called.
    pub(super) fn origin(&self) -> &str {
        &self.file.origin
    }

    /// A mistake at this place.
    pub(super) fn mistake(&self, message: impl Into<String>, help: impl Into<Option<String>>) -> Vec<Error> {
        let source = Source::new(&self.file.origin, &self.file.text);
        source.mistake(self.range.clone(), message, help);
        source.into_mistakes()
    }

    /// The same trouble, here.
    pub(super) fn blame(&self, trouble: Trouble) -> Vec<Error> {
        match trouble {
            Trouble::Usage { message, help } => self.mistake(message, help),
            Trouble::Mistakes(mistakes) => mistakes,
        }
    }
}

impl std::fmt::Display for At {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let (line, column) = self.place();
        write!(f, "{}:{line}:{column}", self.file.origin)
    }
}

impl File {
    /// Reads a file. Its path patterns speak of `folder`. All mistakes are returned, in file order.
    pub(super) fn parse(path: &Path, folder: &Path, typed: Typed) -> Result<File, Vec<Error>> {
        let typed = Arc::new(typed);
        let source = Source::new(&typed.origin, &typed.text);
        let reader = Reader {
            source: &source,
            typed: &typed,
            beside: path.parent().unwrap_or(Path::new("")),
            folder,
            mistakes: Vec::new().into(),
        };
        let file = source.read("the configuration", |top| Some(reader.file(path, top)));
        let others = reader.mistakes.into_inner();
        match file {
            Some(file) if source.is_fine() && others.is_empty() => Ok(file),
            _ => Err(source.into_mistakes().into_iter().chain(others).collect()),
        }
    }
}

pub(super) struct Reader<'r, 't> {
    source: &'r Source<'t>,
    typed: &'r Arc<Typed>,
    /// The folder of the file, and the one that its path patterns speak of.
    beside: &'r Path,
    folder: &'r Path,
    /// Mistakes in other files, which this one names.
    mistakes: std::cell::RefCell<Vec<Error>>,
}

impl<'t> Reader<'_, 't> {
    fn file(&self, path: &Path, top: &Fields<'_, 't, '_>) -> File {
        top.refuse_unknown(&names(KEYS));
        let require_reason = self.switch(top, "require-reason");
        let severities = [Severity::Info, Severity::Warning, Severity::Error];
        let failures = severities.map(Some).into_iter().chain([None]);
        let encodings = [Encoding::Windows1252, Encoding::Utf16Le, Encoding::Utf16Be];
        File {
            path: path.to_owned(),
            extends: top.text("extends").map(|text| self.said(text)),
            edits: self.edits(top),
            builtin: self.switch(top, "builtin"),
            exclude: self.list(top, "exclude").map(|said| said.map(|texts| (values(&texts), self.globs(&texts)))),
            include_quoted: self.switch(top, "include-quoted"),
            fields: self.list(top, "fields").map(|said| said.map(|texts| values(&texts))),
            columns: self.list(top, "columns").map(|said| said.map(|texts| values(&texts))),
            encoding: self.choice(top, "encoding", ENCODINGS, encodings),
            min_severity: self.choice(top, "min-severity", SEVERITIES, severities),
            fail_on: self.choice(top, "fail-on", FAILURES, failures),
            overrides: self.overrides(top),
            rows: self.rows(top),
            require_reason,
            read_as: self.shape_name(top, "as").map(|text| self.said(text)),
            include_notes: self.switch(top, "include-notes"),
            include_inactive: self.switch(top, "include-inactive"),
            sources: self.sources(top).into_iter().map(|(value, at)| Said { value, at: self.at(at) }).collect(),
        }
    }

    fn at(&self, range: Range<usize>) -> At {
        At { file: Arc::clone(self.typed), range }
    }

    fn said(&self, text: Text) -> Said<String> {
        Said { value: text.value, at: self.at(text.at) }
    }

    fn switch(&self, fields: &Fields<'_, 't, '_>, key: &str) -> Option<Said<bool>> {
        let value = fields.switch(key)?;
        Some(Said { value, at: self.at(fields.get(key)?.span()) })
    }

    /// A list that is there, even if it is empty.
    fn list(&self, fields: &Fields<'_, 't, '_>, key: &str) -> Option<Said<Vec<Text>>> {
        let at = self.at(fields.get(key)?.span());
        Some(Said { value: fields.texts(key), at })
    }

    fn choice<T: Copy>(
        &self,
        fields: &Fields<'_, 't, '_>,
        key: &str,
        names: &[&'static str],
        values: impl IntoIterator<Item = T>,
    ) -> Option<Said<T>> {
        let options: Vec<(&str, T)> = names.iter().copied().zip(values).collect();
        let value = fields.choice(key, &options)?;
        Some(Said { value, at: self.at(fields.get(key)?.span()) })
    }

    pub(super) fn globs(&self, texts: &[Text]) -> Globs {
        Globs::read(self.folder, texts.iter().map(|text| text.value.as_str()), |number, why, help| {
            self.source.mistake(texts[number].at.clone(), why, help);
        })
    }

    fn terms(&self, texts: &[Text], owner: &str) -> Terms {
        Terms { typed: values(texts), allowance: Arc::new(Allowance::read(self.source, texts, owner)) }
    }

    fn edits(&self, fields: &Fields<'_, 't, '_>) -> Edits {
        let said = |texts: Vec<Text>| texts.into_iter().map(|text| self.said(text)).collect();
        let terms = self.list(fields, "terms");
        Edits {
            packs: fields.texts("packs").into_iter().filter_map(|text| self.pack(text)).collect(),
            select: fields.get("select").map(|_| said(fields.texts("select"))),
            ignore: said(fields.texts("ignore")),
            terms: terms.map(|said| said.map(|texts| self.terms(&texts, &format!("`terms` in {}", fields.name)))),
            rules: self.rules(fields),
        }
    }

    /// Reads a pack that is named; what is wrong with it is told as its own mistakes.
    fn pack(&self, text: Text) -> Option<Said<Pack>> {
        match packs::asked(&text.value, self.beside) {
            Ok(asked) => {
                let value = Pack { typed: text.value, asked };
                Some(Said { value, at: self.at(text.at) })
            }
            Err(Trouble::Usage { message, help }) => {
                self.source.mistake(text.at, message, help);
                None
            }
            Err(Trouble::Mistakes(mistakes)) => {
                self.mistakes.borrow_mut().extend(mistakes);
                None
            }
        }
    }

    fn rules(&self, fields: &Fields<'_, 't, '_>) -> Vec<RuleEdit> {
        let Some(value) = fields.get("rules") else { return Vec::new() };
        let name = if fields.name == "the configuration" { "[rules]" } else { "[override.rules]" };
        let Some(table) = Fields::new(self.source, value, name.to_owned()) else { return Vec::new() };
        let mut rules: Vec<RuleEdit> = table
            .entries()
            .filter_map(|(name, value)| match value.get_ref() {
                DeValue::Table(_) => self.rule_table(name, value),
                _ => {
                    let grade = grade(&table, &name.value, &name.value)?;
                    let name = self.said(name);
                    Some(RuleEdit { name, grade: Some(grade), allow: None, warning: None, info: None })
                }
            })
            .collect();
        // What says more exactly which rule is meant has the last word.
        rules.sort_by_key(|edit| match &edit.name.value {
            name if name.starts_with('@') => 0,
            name if !name.contains('/') => 1,
            _ => 2,
        });
        rules
    }

    fn rule_table(&self, name: Text, value: &toml::Spanned<DeValue<'t>>) -> Option<RuleEdit> {
        let fields = Fields::new(self.source, value, format!("[rules.\"{}\"]", name.value))?;
        fields.refuse_unknown(&names(RULE));
        let texts = fields.texts("allow");
        let (warning, info) = (percent(&fields, "warning"), percent(&fields, "info"));
        if let (Some(warning), Some(info)) = (warning, info)
            && warning < info
        {
            let message = format!("warning = {warning} of {} is below info = {info}", fields.name);
            let help = "what is sure enough for a warning is sure enough to be mentioned".to_owned();
            fields.mistake(fields.get("warning")?.span(), message, help);
        }
        Some(RuleEdit {
            grade: fields.get("severity").and_then(|_| grade(&fields, "severity", &name.value)),
            allow: (!texts.is_empty()).then(|| self.terms(&texts, &format!("`allow` in {}", fields.name))),
            name: self.said(name),
            warning,
            info,
        })
    }

    fn overrides(&self, top: &Fields<'_, 't, '_>) -> Vec<Override> {
        let tables = top.tables("override", "override", |number, _| format!("override {}", number + 1));
        let read = |fields: &Fields<'_, 't, '_>| {
            fields.refuse_unknown(&names(OVERRIDE));
            let texts = fields.texts("paths");
            if texts.is_empty() {
                let help = "add paths = [\"…\"]: the files that are meant".to_owned();
                fields.mistake(head(fields), format!("{} says for no file", fields.name), help);
            }
            Override { paths: self.globs(&texts), edits: self.edits(fields) }
        };
        tables.iter().map(read).collect()
    }

    fn rows(&self, top: &Fields<'_, 't, '_>) -> Vec<Row> {
        if top.get("allow").is_some_and(|value| {
            value.get_ref().as_array().is_some_and(|rows| rows.iter().any(|row| row.get_ref().is_str()))
        }) {
            let at = top.get("allow").map_or(0..1, toml::Spanned::span);
            let help = "names and terms are listed as terms = [\"…\"]".to_owned();
            top.mistake(at, "`allow` in the configuration is a list of strings, not of tables", help);
            return Vec::new();
        }
        let tables = top.tables("allow", "allow", |number, _| format!("allow {}", number + 1));
        tables.iter().map(|fields| self.row(fields)).collect()
    }

    fn row(&self, fields: &Fields<'_, 't, '_>) -> Row {
        fields.refuse_unknown(&names(ALLOW));
        let path = fields.text("path");
        let locator = fields.text("locator");
        let rule = fields.text("rule");
        if [&path, &locator, &rule].iter().all(|said| said.is_none()) {
            let help = "add path = \"…\", locator = \"…\" or rule = \"…\"".to_owned();
            fields.mistake(head(fields), format!("{} would silence everything", fields.name), help);
        }
        let named = [("path", &path), ("locator", &locator), ("rule", &rule)];
        let named = named.into_iter().filter_map(|(key, said)| Some((key, said.as_ref()?.value.clone())));
        Row {
            at: self.at(head(fields)),
            named: named.collect(),
            path: path.map(|text| self.globs(&[text])),
            locator: locator.map(|text| text.value),
            rule: rule.map(|text| self.said(text)),
            reason: fields.text("reason").map(|text| text.value).filter(|reason| !reason.trim().is_empty()),
            until: day(fields),
        }
    }
}

impl<T> Said<T> {
    fn map<U>(self, make: impl FnOnce(T) -> U) -> Said<U> {
        Said { value: make(self.value), at: self.at }
    }
}

fn values(texts: &[Text]) -> Vec<String> {
    texts.iter().map(|text| text.value.clone()).collect()
}

fn head(fields: &Fields<'_, '_, '_>) -> Range<usize> {
    fields.at.clone()
}

/// The severity of the rule, pack or category that is called `name`.
fn grade(fields: &Fields<'_, '_, '_>, key: &str, name: &str) -> Option<Grade> {
    let text = fields.text(key)?;
    let severities = [Severity::Error, Severity::Warning, Severity::Info].map(Grade::Of);
    let grades = severities.into_iter().chain([Grade::Off]);
    let found = GRADES.iter().zip(grades).find(|(known, _)| **known == text.value);
    if found.is_none() {
        fields.unknown_name(&text, &format!("severity of \"{name}\""), GRADES);
    }
    found.map(|(_, grade)| grade)
}

fn percent(fields: &Fields<'_, '_, '_>, key: &str) -> Option<u8> {
    let value = fields.count(key)?;
    let percent = u8::try_from(value).ok().filter(|value| *value <= 100);
    if percent.is_none() {
        let help = "it is how sure the rule has to be, from 1 to 100 percent".to_owned();
        fields.mistake(fields.get(key)?.span(), format!("{key} = {value} of {} is no percentage", fields.name), help);
    }
    percent
}

/// A day, with quotes around it or without.
fn day(fields: &Fields<'_, '_, '_>) -> Option<Day> {
    let value = fields.get("until")?;
    let typed = match value.get_ref() {
        DeValue::Datetime(day) => day.to_string(),
        DeValue::String(day) => day.to_string(),
        _ => {
            fields.wrong("until", value, "a day", "write until = 2027-01-31");
            return None;
        }
    };
    let day = typed.parse().ok();
    if day.is_none() {
        let help = "write until = 2027-01-31".to_owned();
        fields.mistake(value.span(), format!("`{typed}` in {} is no day", fields.name), help);
    }
    day
}
