//! The rows of `[[allow]]`: findings that are fine where they are.

use std::{
    path::Path,
    sync::atomic::{AtomicBool, AtomicUsize, Ordering},
};

use tonelint::{Day, Finding, Linter, Report, Silenced, Silencer};

use super::{chain::Chain, file::Row};
use crate::cli::{packs, suppressions};

/// What became of a row.
#[derive(Debug, Default)]
pub(super) struct Tally {
    /// How many findings it silenced.
    silenced: AtomicUsize,
    /// Whether a file was read in which it could have.
    met: AtomicBool,
    /// Whether that file was the only one that it names.
    settled: AtomicBool,
}

/// Takes the findings of a draft that are allowed from its report. `path` is where the draft really is.
pub(super) fn silence(report: &mut Report<'_>, chain: &Chain, linter: &Linter, path: &Path, today: Day) {
    let rows = chain.files.iter().zip(&chain.tallies).flat_map(|(file, tallies)| file.rows.iter().zip(tallies));
    let meant = |(row, _): &(&Row, &Tally)| row.path.as_ref().is_none_or(|globs| globs.hold(path));
    let rows: Vec<(&Row, &Tally)> = rows.filter(meant).collect();
    if rows.is_empty() {
        return;
    }
    for (row, tally) in &rows {
        let could_speak = could_speak(row, linter);
        let is_only = row.path.as_ref().is_some_and(|globs| globs.mean_only(path));
        tally.met.fetch_or(could_speak, Ordering::Relaxed);
        tally.settled.fetch_or(could_speak && is_only, Ordering::Relaxed);
    }
    let findings = std::mem::take(&mut report.findings);
    for finding in findings {
        let locator = report.document.passages().get(finding.passage).and_then(|passage| passage.locator.as_deref());
        let fits = |(row, _): &&(&Row, &Tally)| !row.is_over(today) && row.fits(&finding, locator);
        match rows.iter().find(fits) {
            Some((row, tally)) => {
                tally.silenced.fetch_add(1, Ordering::Relaxed);
                let reason = row.reason.clone();
                report.silenced.push(Silenced { finding, by: Silencer::Configuration, reason });
            }
            None => report.findings.push(finding),
        }
    }
    report.silenced.sort_by_key(|silenced| silenced.finding.span);
}

/// A row for a rule that is not in force has no chance to show what it is good for.
fn could_speak(row: &Row, linter: &Linter) -> bool {
    let Some(typed) = &row.rule else { return true };
    let rules = linter.packs().iter().flat_map(|pack| pack.rules.iter().map(move |rule| (pack, rule)));
    rules.into_iter().any(|(pack, rule)| packs::picks(&typed.value, pack, rule))
        || linter.suppressions().checks.keys().any(|check| suppressions::names(&typed.value, *check))
}

impl Row {
    /// What it says about where, as it is typed.
    fn told(&self) -> String {
        let named = self.named.iter().map(|(key, typed)| format!("{key} = \"{typed}\""));
        named.collect::<Vec<String>>().join(", ")
    }

    fn is_over(&self, today: Day) -> bool {
        self.until.is_some_and(|until| until < today)
    }

    fn fits(&self, finding: &Finding, locator: Option<&str>) -> bool {
        let rule = self.rule.as_ref().is_none_or(|said| names(&said.value, finding));
        rule && self.locator.as_deref().is_none_or(|typed| locator.is_some_and(|locator| leads_to(typed, locator)))
    }
}

/// Whether this is the finding's rule, its pack or its category.
fn names(typed: &str, finding: &Finding) -> bool {
    let pack = finding.rule.split_once('/').map(|(pack, _)| pack);
    match typed.strip_prefix('@') {
        Some(category) => category == finding.category || Some(category) == pack,
        None => typed == finding.rule || Some(typed) == pack,
    }
}

/// Whether a locator is the one that is typed, or goes on from there: `macros[id=3]` and `macros[id=3].title`.
fn leads_to(typed: &str, locator: &str) -> bool {
    locator.strip_prefix(typed).is_some_and(|rest| !rest.starts_with(|c: char| c.is_alphanumeric()))
}

/// Something to say about a row.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Leftover {
    /// What.
    pub(crate) told: String,
    /// Whether it is so, whatever else there is to read: a row may be for a file that this run was not about.
    pub(crate) is_certain: bool,
}

/// What there is to say about rows, in the order in which they were written: those that are over, and those that
/// silenced nothing although a file was read in which they could have.
pub(super) fn leftovers<'c>(chains: impl IntoIterator<Item = &'c Chain>, today: Day) -> Vec<Leftover> {
    // Two configurations may extend the same one: its rows are good for something if they are for either.
    let mut rows: Vec<(String, &Row, Told)> = Vec::new();
    for chain in chains {
        let tallied = chain.files.iter().zip(&chain.tallies).flat_map(|(file, tallies)| file.rows.iter().zip(tallies));
        for (row, tally) in tallied {
            let told = Told::of(tally);
            let place = row.at.to_string();
            match rows.iter_mut().find(|(known, ..)| *known == place) {
                Some((_, _, all)) => all.add(told),
                None => rows.push((place, row, told)),
            }
        }
    }
    rows.sort_by_key(|(_, row, _)| (row.at.origin().to_owned(), row.at.place()));
    let left = |(place, row, told): (String, &Row, Told)| {
        let ended = row.until.filter(|_| row.is_over(today));
        let (why, is_certain) = match ended {
            _ if !told.met || 0 < told.silenced => return None,
            Some(until) => (format!("this was allowed until {until}, so it silences nothing"), true),
            None => ("nothing was found that this allows".to_owned(), told.settled),
        };
        Some(Leftover { told: format!("{place}: {why}: {}", row.told()), is_certain })
    };
    rows.into_iter().filter_map(left).collect()
}

/// A tally at the end of a run.
struct Told {
    silenced: usize,
    met: bool,
    settled: bool,
}

impl Told {
    fn of(tally: &Tally) -> Told {
        Told {
            silenced: tally.silenced.load(Ordering::Relaxed),
            met: tally.met.load(Ordering::Relaxed),
            settled: tally.settled.load(Ordering::Relaxed),
        }
    }

    fn add(&mut self, other: Told) {
        self.silenced += other.silenced;
        self.met |= other.met;
        self.settled |= other.settled;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_locator_leads_to_what_is_in_it() {
        let check = |typed: &str, locator: &str, expected: bool| assert_eq!(leads_to(typed, locator), expected);
        check("macros[id=3]", "macros[id=3]", true);
        check("macros[id=3]", "macros[id=3].actions[4].value", true);
        check("macros", "macros[id=3].title", true);
        check("macros[id=3].action", "macros[id=3].actions[4].value", false);
        check("row 1", "row 17, column reply", false);
        check("row 17", "row 17, column reply", true);
    }
}
