//! `tonelint config`: what is in force for a path, and who says so.

use std::{io, path::Path};

use serde::Serialize;
use tonelint::{Encoding, Severity};

use super::{
    Configuration, Flags, chain,
    chain::Chain,
    file::{At, Edits, File, Grade, RuleEdit, Said, Terms},
    resolve::Rules,
    schema,
};
use crate::cli::{
    args::{ConfigArgs, FailOn, ListFormat, ReadingArgs},
    clean,
    input::display,
    output, render,
    summary::Outcome,
    trouble::Trouble,
    voice::Voice,
};

/// Shows the values in force, or the schema.
pub(crate) fn show(args: &ConfigArgs, voice: Voice) -> Result<Outcome, Trouble> {
    if args.schema {
        output::print(&schema::schema())?;
        return Ok(Outcome::Clean);
    }
    let flags = Flags {
        reading: Some(&args.reading),
        min_severity: args.min_severity.map(Into::into),
        fail_on: args.fail_on,
        ..Flags::rules(&args.packs)
    };
    let configuration = Configuration::new(flags)?;
    // The name of what is in a folder decides nothing; a file may be one that is still to be written.
    let path = if args.path.is_dir() { args.path.join("") } else { args.path.clone() };
    let inside = if args.path.is_dir() { args.path.join("*") } else { args.path.clone() };
    if args.verbose && args.packs.config.is_none() && !args.packs.isolated {
        look(&configuration, &inside, voice);
    }
    let (real, chain) = configuration.chain_for(Some(&inside)).map_err(|unusable| unusable.trouble)?;
    let chain = chain.as_deref();
    let overrides = configuration.overrides(chain, &real);
    Rules::new(flags.packs, &configuration.asked, chain, &overrides).packs().map_err(|unusable| unusable.trouble)?;
    let shown = Shown {
        path: display(&path),
        files: chain.iter().flat_map(|chain| chain.files.iter().rev()).map(|file| display(&file.path)).collect(),
        values: values(flags, &args.reading, chain, &overrides, &real),
    };
    let text = match args.format {
        ListFormat::Text => shown.lines(),
        ListFormat::Json => shown.json().map_err(|error| Trouble::writing("the configuration", &error))?,
    };
    output::print(&text)?;
    Ok(Outcome::Clean)
}

/// Tells which files were looked for.
fn look(configuration: &Configuration<'_>, path: &Path, voice: Voice) {
    let folder = configuration.resolved(path.parent().unwrap_or(Path::new("")));
    chain::find(&folder, |path, is_there| {
        let told = if is_there { "found" } else { "looked for" };
        voice.warn(&format!("{told} `{}`", display(&configuration.shown(path))));
    });
}

/// What is in force.
struct Shown {
    path: String,
    /// The configuration and what it extends.
    files: Vec<String>,
    values: Vec<Line>,
}

/// One value of one key.
#[derive(Debug, Serialize)]
struct Line {
    key: String,
    value: serde_json::Value,
    from: From,
}

/// Who says so.
#[derive(Debug, Serialize)]
#[serde(tag = "kind", rename_all = "lowercase")]
enum From {
    File { path: String, line: usize, column: usize },
    Flag { flag: &'static str },
    Default,
}

impl Shown {
    fn lines(&self) -> String {
        let mut text = match self.files.split_first() {
            None => format!("# no configuration holds for `{}`\n", clean::line(&self.path)),
            Some((first, extended)) => {
                let extended: String = extended.iter().map(|file| format!(", which extends `{file}`")).collect();
                format!("# `{}` goes by `{first}`{extended}\n", clean::line(&self.path))
            }
        };
        let rows: Vec<[String; 3]> = self
            .values
            .iter()
            .map(|Line { key, value, from }| [key.clone(), clean::line(&toml(value)).into_owned(), from.to_string()])
            .collect();
        let width = |column: usize| rows.iter().map(|row| row[column].chars().count()).max().unwrap_or(0).min(60);
        let (keys, values) = (width(0), width(1));
        for [key, value, from] in &rows {
            text += &format!("{key:<keys$}  {value:<values$}  {from}\n");
        }
        text
    }

    fn json(&self) -> io::Result<String> {
        let line = |value: &Line| {
            let mut line = Vec::new();
            render::write_json(value, &mut line)?;
            Ok(String::from_utf8_lossy(&line).into_owned())
        };
        let values = self.values.iter().map(line).collect::<io::Result<Vec<String>>>()?.join(",\n  ");
        let (path, files) = (serde_json::json!(self.path), serde_json::json!(self.files));
        Ok(format!(
            "{{\"schema\": {}, \"path\": {path}, \"files\": {files},\n \"values\": [\n  {values}]}}\n",
            render::SCHEMA
        ))
    }
}

/// A value as it is typed.
fn toml(value: &serde_json::Value) -> String {
    match value {
        serde_json::Value::Null => "not set".to_owned(),
        serde_json::Value::Object(keys) => {
            let keys: Vec<String> = keys.iter().map(|(key, value)| format!("{key} = {}", toml(value))).collect();
            format!("{{ {} }}", keys.join(", "))
        }
        other => other.to_string(),
    }
}

impl std::fmt::Display for From {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            From::File { path, line, column } => write!(f, "{path}:{line}:{column}"),
            From::Flag { flag } => f.write_str(flag),
            From::Default => f.write_str("default"),
        }
    }
}

fn said_at(at: &At) -> From {
    let (line, column) = at.place();
    From::File { path: at.origin().to_owned(), line, column }
}

/// A growing list of values.
#[derive(Default)]
struct Lines(Vec<Line>);

impl Lines {
    fn push(&mut self, key: impl Into<String>, value: impl Into<serde_json::Value>, from: From) {
        self.0.push(Line { key: key.into(), value: value.into(), from });
    }

    /// A single value: the flag's, or else what is said last, or else the default.
    fn one<T>(
        &mut self,
        key: &str,
        flag: Option<(&'static str, serde_json::Value)>,
        said: Option<&Said<T>>,
        default: impl Into<serde_json::Value>,
        value: impl Fn(&T) -> serde_json::Value,
    ) {
        match (flag, said) {
            (Some((flag, value)), _) => self.push(key, value, From::Flag { flag }),
            (None, Some(said)) => self.push(key, value(&said.value), said_at(&said.at)),
            (None, None) => self.push(key, default, From::Default),
        }
    }

    /// A list to which everybody adds; the default if nobody does.
    fn many(&mut self, key: &str, said: impl Iterator<Item = (String, From)>) {
        let before = self.0.len();
        said.for_each(|(value, from)| self.push(key, value, from));
        if self.0.len() == before {
            self.push(key, serde_json::json!([]), From::Default);
        }
    }
}

fn values(
    flags: Flags<'_>,
    reading: &ReadingArgs,
    chain: Option<&Chain>,
    overrides: &[bool],
    real: &Path,
) -> Vec<Line> {
    let mut lines = Lines::default();
    let mut holds = overrides.iter();
    let files: Vec<&File> = chain.iter().flat_map(|chain| &chain.files).collect();
    let mut layers: Vec<(&Edits, bool)> = Vec::new();
    for file in &files {
        layers.push((&file.edits, false));
        let meant = file.overrides.iter().filter(|_| holds.next() == Some(&true));
        layers.extend(meant.map(|one| (&one.edits, true)));
    }
    about_rules(&mut lines, flags, chain, &layers);
    let exclude = files.iter().filter_map(|file| file.exclude.as_ref());
    lines.many("exclude", exclude.flat_map(|said| each(&said.value.0, &said.at)));
    about_reading(&mut lines, reading, chain);
    let severity = |severity: &Severity| severity.name().into();
    let fails = |fails: &Option<Severity>| fails.map_or("never", Severity::name).into();
    let flag = flags.min_severity.map(|given| ("--min-severity", given.name().into()));
    let said = chain.and_then(|chain| chain.last(|file| file.min_severity.as_ref()));
    lines.one("min-severity", flag, said, "info", severity);
    let flag = flags.fail_on.map(|given| ("--fail-on", fails(&FailOn::threshold(given))));
    lines.one("fail-on", flag, chain.and_then(|chain| chain.last(|file| file.fail_on.as_ref())), "warning", fails);
    let said = chain.and_then(|chain| chain.last(|file| file.require_reason.as_ref()));
    lines.one("require-reason", None, said, false, |value| (*value).into());
    let mut sources = files.iter().flat_map(|file| &file.sources);
    if let Some(said) = sources.rfind(|said| said.value.paths.hold(real)) {
        lines.push("source", said.value.name.clone(), said_at(&said.at));
    }
    for row in files.iter().flat_map(|file| &file.rows) {
        if row.path.as_ref().is_none_or(|globs| globs.hold(real)) {
            let named = row.named.iter().map(|(key, typed)| ((*key).to_owned(), typed.as_str().into()));
            let until = row.until.map(|until| ("until".to_owned(), until.to_string().into()));
            let reason = row.reason.as_deref().map(|reason| ("reason".to_owned(), reason.into()));
            let row_said: serde_json::Map<_, _> = named.chain(until).chain(reason).collect();
            lines.push("allow", row_said, said_at(&row.at));
        }
    }
    lines.0
}

fn about_rules(lines: &mut Lines, flags: Flags<'_>, chain: Option<&Chain>, layers: &[(&Edits, bool)]) {
    let by_flag = |typed: &'_ [String], flag: &'static str| {
        let typed: Vec<(String, From)> = typed.iter().map(|typed| (typed.clone(), From::Flag { flag })).collect();
        typed.into_iter()
    };
    let said = |said: &Said<String>| (said.value.clone(), said_at(&said.at));
    let packs = layers.iter().flat_map(|(edits, _)| &edits.packs);
    let packs = packs.map(|pack| (pack.value.typed.clone(), said_at(&pack.at)));
    lines.many("packs", packs.chain(by_flag(&flags.packs.packs, "--pack")));
    let builtin = chain.and_then(|chain| chain.last(|file| file.builtin.as_ref()));
    let flag = flags.packs.no_builtin.then(|| ("--no-builtin", false.into()));
    lines.one("builtin", flag, builtin, true, |value| (*value).into());
    let select = layers.iter().rev().find_map(|(edits, _)| edits.select.as_ref());
    let selects = !flags.packs.select.is_empty();
    let selected: Vec<(String, From)> = match select {
        Some(select) if !selects => select.iter().map(said).collect(),
        _ => by_flag(&flags.packs.select, "--select").collect(),
    };
    lines.many("select", selected.into_iter());
    // Whoever selects by flag has overruled what is ignored for all files.
    let ignoring = layers.iter().filter(|(_, is_override)| *is_override || !selects);
    let ignored = ignoring.flat_map(|(edits, _)| edits.ignore.iter().map(said));
    lines.many("ignore", ignored.chain(by_flag(&flags.packs.ignore, "--ignore")));
    let terms = layers.iter().filter_map(|(edits, _)| edits.terms.as_ref());
    lines.many("terms", terms.flat_map(|said| each(&said.value.typed, &said.at)));
    for edit in layers.iter().flat_map(|(edits, _)| &edits.rules) {
        lines.push(format!("rules.{}", edit.name.value), edited(edit), said_at(&edit.name.at));
    }
}

fn about_reading(lines: &mut Lines, flags: &ReadingArgs, chain: Option<&Chain>) {
    let quoted = chain.and_then(|chain| chain.last(|file| file.include_quoted.as_ref()));
    let flag = flags.include_quoted.then(|| ("--include-quoted", true.into()));
    lines.one("include-quoted", flag, quoted, false, |value| (*value).into());
    let typed = |typed: &[String], flag| (!typed.is_empty()).then(|| (flag, typed.into()));
    let list = |list: &Vec<String>| list.as_slice().into();
    let fields = chain.and_then(|chain| chain.last(|file| file.fields.as_ref()));
    lines.one("fields", typed(&flags.fields, "--field"), fields, serde_json::json!([]), list);
    let columns = chain.and_then(|chain| chain.last(|file| file.columns.as_ref()));
    lines.one("columns", typed(&flags.columns, "--column"), columns, serde_json::json!([]), list);
    let desk = flags.read_as.as_deref().map(|name| ("--as", name.into()));
    let said = chain.and_then(|chain| chain.last(|file| file.read_as.as_ref()));
    lines.one("as", desk, said, serde_json::Value::Null, |name| name.as_str().into());
    let notes = chain.and_then(|chain| chain.last(|file| file.include_notes.as_ref()));
    let flag = flags.include_notes.then(|| ("--include-notes", true.into()));
    lines.one("include-notes", flag, notes, false, |value| (*value).into());
    let inactive = chain.and_then(|chain| chain.last(|file| file.include_inactive.as_ref()));
    let flag = flags.include_inactive.then(|| ("--include-inactive", true.into()));
    lines.one("include-inactive", flag, inactive, false, |value| (*value).into());
    let name = |encoding: &Encoding| encoding.name().into();
    let flag = flags.encoding.map(|given| ("--encoding", name(&given.into())));
    let encoding = chain.and_then(|chain| chain.last(|file| file.encoding.as_ref()));
    lines.one("encoding", flag, encoding, serde_json::Value::Null, name);
}

fn each(typed: &[String], at: &At) -> impl Iterator<Item = (String, From)> {
    typed.iter().map(|typed| (typed.clone(), said_at(at)))
}

/// What is said about a rule: its severity, or all of it.
fn edited(edit: &RuleEdit) -> serde_json::Value {
    let RuleEdit { grade, allow, warning, info, .. } = edit;
    let grade = grade.map(|grade| match grade {
        Grade::Of(severity) => severity.name(),
        Grade::Off => "off",
    });
    let mut table = serde_json::Map::new();
    let mut put = |key: &str, value: Option<serde_json::Value>| {
        value.map(|value| table.insert(key.to_owned(), value));
    };
    put("severity", grade.map(Into::into));
    put("allow", allow.as_ref().map(|Terms { typed, .. }| typed.as_slice().into()));
    put("warning", warning.map(Into::into));
    put("info", info.map(Into::into));
    match grade {
        Some(grade) if table.len() == 1 => grade.into(),
        _ => table.into(),
    }
}
