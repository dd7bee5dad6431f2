//! The baseline: findings that were there before anybody looked, accepted until they are gone.

mod row;

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use toml::Spanned;

pub use self::row::Row;
use crate::{
    error::Error,
    report::{Report, Silenced, Silencer},
};

/// What stands at the top of the file.
const HEAD: &str = "\
# Findings that were accepted as they are, written by `tonelint baseline write`. Each is known by its file, its
# record, its rule and a number made from its words; the words themselves are not kept. `tonelint baseline prune`
# takes out what is gone.

";

/// Changes when rows of an older version would mean something else.
const VERSION: i64 = 1;

/// Accepted findings, and how many of them were met so far.
///
/// ```
/// use tonelint::{Baseline, Document, Format, Linter, Pack};
/// let linter = Linter::new(Pack::builtin());
/// let draft = || Document::parse("That is asinine.", Format::Plain);
/// let mut baseline = Baseline::default();
/// baseline.accept("old.txt", &linter.lint("old.txt", draft()));
///
/// let mut baseline = Baseline::parse("tonelint-baseline.toml", &baseline.to_toml()).unwrap();
/// let mut report = linter.lint("old.txt", draft());
/// baseline.absorb("old.txt", &mut report);
/// assert_eq!((report.findings.len(), report.silenced.len()), (0, 1));
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Baseline {
    rows: BTreeMap<Row, Count>,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Count {
    accepted: usize,
    met: usize,
}

impl Baseline {
    /// Reads a baseline file; `origin` names it in errors.
    ///
    /// ```
    /// use tonelint::Baseline;
    /// let error = Baseline::parse("b.toml", "version = 2\nrows = 7\n").unwrap_err();
    /// assert_eq!(error.message, "the baseline is of version 2, and this tonelint knows version 1");
    /// ```
    pub fn parse(origin: &str, text: &str) -> Result<Baseline, Box<Error>> {
        let way_out =
            || Some("`tonelint baseline write` writes a new one, once this file is out of the way".to_owned());
        let unreadable = |error: toml::de::Error| {
            let message = format!("the baseline cannot be read: {}", error.message().trim().replace('\n', "; "));
            Box::new(Error::in_text(origin, text, error.span().unwrap_or(0..1), message, way_out()))
        };
        let Versioned { version } = toml::from_str(text).map_err(unreadable)?;
        if *version.get_ref() != VERSION {
            let found = version.get_ref();
            let message = format!("the baseline is of version {found}, and this tonelint knows version {VERSION}");
            let help = "use the tonelint that wrote it, or write it anew".to_owned();
            return Err(Box::new(Error::in_text(origin, text, version.span(), message, Some(help))));
        }
        let file: File = toml::from_str(text).map_err(unreadable)?;
        let mut baseline = Baseline::default();
        for listed in file.finding {
            let at = listed.span();
            let (row, count) = listed.into_inner().into_row().map_err(|what| {
                let message = format!("the baseline cannot be read: {what}");
                Box::new(Error::in_text(origin, text, at, message, way_out()))
            })?;
            // Two branches that accepted the same finding leave it behind twice when they are merged.
            let accepted = &mut baseline.rows.entry(row).or_default().accepted;
            *accepted = count.max(*accepted);
        }
        Ok(baseline)
    }

    /// The file that [`Baseline::parse`] reads: sorted, so that what changed is what a difference shows.
    pub fn to_toml(&self) -> String {
        let finding = self.rows.iter().map(|(row, count)| Listed::new(row, count.accepted)).collect();
        let file = Written { version: VERSION, finding };
        HEAD.to_owned() + &toml::to_string(&file).expect("tables of texts and numbers can be written")
    }

    /// Adds every finding of a report on the file at `path`.
    pub fn accept(&mut self, path: &str, report: &Report<'_>) {
        for finding in &report.findings {
            self.rows.entry(Row::new(path, &report.document, finding)).or_default().accepted += 1;
        }
    }

    /// Takes the findings that are accepted out of a report on the file at `path`, each as often as it is.
    pub fn absorb(&mut self, path: &str, report: &mut Report<'_>) {
        if self.rows.range(Row::first(path)..).next().is_none_or(|(row, _)| row.path != path) {
            return;
        }
        for finding in std::mem::take(&mut report.findings) {
            match self.rows.get_mut(&Row::new(path, &report.document, &finding)) {
                Some(count) if count.met < count.accepted => {
                    count.met += 1;
                    report.silenced.push(Silenced { finding, by: Silencer::Baseline, reason: None });
                }
                _ => report.findings.push(finding),
            }
        }
        report.silenced.sort_by_key(|silenced| silenced.finding.span);
    }

    /// What is accepted in the file at `path` alone, as if nothing of it was met yet.
    #[must_use]
    pub fn of(&self, path: &str) -> Baseline {
        let rows = self.rows.range(Row::first(path)..).take_while(|(row, _)| row.path == path);
        Baseline { rows: rows.map(|(row, count)| (row.clone(), Count { met: 0, ..*count })).collect() }
    }

    /// Rows of which less was met than is accepted, with how many are gone and how many were accepted.
    pub fn stale(&self) -> impl Iterator<Item = (&Row, usize, usize)> {
        let stale = self.rows.iter().filter(|(_, count)| count.met < count.accepted);
        stale.map(|(row, count)| (row, count.accepted - count.met, count.accepted))
    }

    /// Takes out what was not met of the rows for which `is_gone` says so; how many findings that were.
    pub fn prune(&mut self, is_gone: impl Fn(&Row) -> bool) -> usize {
        let mut pruned = 0;
        for (row, count) in &mut self.rows {
            if is_gone(row) {
                pruned += count.accepted - count.met;
                count.accepted = count.met;
            }
        }
        self.rows.retain(|_, count| 0 < count.accepted);
        pruned
    }

    /// Adds the rows of another baseline for which `is_kept` says so.
    pub fn keep(&mut self, other: &Baseline, is_kept: impl Fn(&Row) -> bool) {
        for (row, count) in other.rows.iter().filter(|(row, _)| is_kept(row)) {
            self.rows.entry(row.clone()).or_default().accepted += count.accepted;
        }
    }

    /// Rows that accept more than another baseline does, with both numbers.
    pub fn beyond<'b>(&'b self, other: &'b Baseline) -> impl Iterator<Item = (&'b Row, usize, usize)> {
        let both = self.rows.iter().map(|(row, count)| {
            let before = other.rows.get(row).map_or(0, |count| count.accepted);
            (row, count.accepted, before)
        });
        both.filter(|(_, now, before)| before < now)
    }

    /// How many findings are accepted.
    pub fn count(&self) -> usize {
        self.rows.values().map(|count| count.accepted).sum()
    }
}

/// The only key whose meaning never changes.
#[derive(Deserialize)]
struct Versioned {
    version: Spanned<i64>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    /// It was looked at before the rest was read.
    #[serde(rename = "version")]
    _version: i64,
    #[serde(default)]
    finding: Vec<Spanned<Listed>>,
}

#[derive(Serialize)]
struct Written {
    version: i64,
    finding: Vec<Listed>,
}

/// A row as it stands in the file.
#[derive(Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
struct Listed {
    path: String,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    record: String,
    rule: String,
    words: String,
    count: usize,
}

impl Listed {
    fn new(row: &Row, count: usize) -> Listed {
        let Row { path, record, rule, words } = row.clone();
        Listed { path, record, rule, words: format!("{words:016x}"), count }
    }

    fn into_row(self) -> Result<(Row, usize), String> {
        let Listed { path, record, rule, words, count } = self;
        let is_number = words.len() == 16 && words.bytes().all(|byte| byte.is_ascii_hexdigit());
        let number = u64::from_str_radix(&words, 16).ok().filter(|_| is_number);
        let number = number.ok_or_else(|| format!("`{words}` is no number of sixteen hexadecimal digits"))?;
        if count == 0 {
            return Err("a count of 0 accepts nothing".to_owned());
        }
        Ok((Row { path, record, rule, words: number }, count))
    }
}
