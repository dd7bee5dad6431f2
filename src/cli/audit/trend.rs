//! What changed since an earlier report: which findings are new, which are gone, which are still there.

use std::{collections::HashMap, fs, path::Path};

use serde::Deserialize;

use super::{
    gather::folded,
    json::{KIND, SCHEMA},
    model::{Found, Reply, Status},
    redact::masked,
};
use crate::cli::trouble::Trouble;

/// What changed.
#[derive(Debug)]
pub(super) struct Trend {
    pub(super) new: u64,
    pub(super) remaining: u64,
    /// What was found then and is not found now, in the order of the earlier report.
    pub(super) fixed: Vec<Fixed>,
    /// The score of the library then.
    pub(super) score: Option<f64>,
}

/// A finding that is no more.
#[derive(Debug)]
pub(super) struct Fixed {
    pub(super) path: String,
    pub(super) record: Option<String>,
    pub(super) title: Option<String>,
    pub(super) rule: String,
    pub(super) severity: String,
    pub(super) text: String,
    /// Whether the whole reply is gone.
    pub(super) is_gone: bool,
}

/// As much of a report as is compared.
#[derive(Debug, Deserialize)]
pub(super) struct Earlier {
    schema: u32,
    kind: String,
    score: Option<f64>,
    replies: Vec<EarlierReply>,
}

#[derive(Debug, Deserialize)]
struct EarlierReply {
    path: String,
    record: Option<String>,
    id: Option<String>,
    title: Option<String>,
    findings: Vec<EarlierFinding>,
}

#[derive(Debug, Deserialize)]
struct EarlierFinding {
    rule: String,
    severity: String,
    text: String,
}

/// What makes a finding the same one later: its reply, its rule and its words. Records are told by id or title,
/// which stay when others come and go. Names and numbers do not count, so that it does not matter whether
/// either report is redacted.
type Key = (String, String, String);

impl Earlier {
    /// Reads a report, or says why it is none.
    pub(super) fn read(path: &Path) -> Result<Earlier, Trouble> {
        let text = fs::read(path).map_err(|error| Trouble::reading(path, &error))?;
        let help = "give it a report that `tonelint audit -f json` wrote";
        let no_report =
            |why: String| Trouble::with_help(format!("`{}` is no earlier report: {why}", path.display()), help);
        let earlier: Earlier = serde_json::from_slice(&text).map_err(|error| no_report(error.to_string()))?;
        match (earlier.kind.as_str(), earlier.schema) {
            (KIND, SCHEMA) => Ok(earlier),
            (KIND, schema) => Err(no_report(format!("it has schema {schema}, and this version reads {SCHEMA}"))),
            (kind, _) => Err(no_report(format!("it is of the kind `{kind}`"))),
        }
    }

    /// Says of every finding whether it is new, and what is left of the earlier report. First what is in the same
    /// file is taken together, then what is in another one: exports are often named after their day.
    pub(super) fn compare(self, replies: &mut [Reply]) -> Trend {
        let mut then: Vec<(Place, Option<Fixed>)> = Vec::new();
        let mut places: Vec<String> = Vec::new();
        for reply in self.replies {
            let name = name(reply.id.as_deref(), reply.title.as_deref(), reply.record.as_deref());
            places.push(name.clone().unwrap_or_else(|| path_key(&reply.path)));
            for finding in reply.findings {
                let words = words(&finding.text);
                let key = (path_key(&reply.path), name.clone(), finding.rule.clone(), words);
                let EarlierFinding { rule, severity, text } = finding;
                let (path, record, title) = (reply.path.clone(), reply.record.clone(), reply.title.clone());
                then.push((key, Some(Fixed { path, record, title, rule, severity, text, is_gone: false })));
            }
        }
        for same_file in [true, false] {
            let mut waiting = index(&then, same_file);
            each(replies, |place, found| {
                let Some(key) = key(place, same_file).filter(|_| found.status.is_none()) else { return };
                if let Some(at) = waiting.get_mut(&key).and_then(Vec::pop) {
                    then[at].1 = None;
                    found.status = Some(Status::Remaining);
                }
            });
        }
        let mut trend = Trend { new: 0, remaining: 0, fixed: Vec::new(), score: self.score };
        each(replies, |_, found| match found.status {
            Some(Status::Remaining) => trend.remaining += 1,
            _ => {
                found.status = Some(Status::New);
                trend.new += 1;
            }
        });
        let now: std::collections::HashSet<String> =
            replies.iter().map(|reply| own_name(reply).unwrap_or_else(|| path_key(&reply.path))).collect();
        let left = then.into_iter().filter_map(|((path, name, ..), fixed)| Some((name.unwrap_or(path), fixed?)));
        trend.fixed = left.map(|(name, fixed)| Fixed { is_gone: !now.contains(&name), ..fixed }).collect();
        trend
    }
}

/// Path, name of the record, rule and words.
type Place = (String, Option<String>, String, String);

/// Calls `each` for every finding and its place.
fn each(replies: &mut [Reply], mut each: impl FnMut(&Place, &mut Found)) {
    for reply in replies {
        let (path, name) = (path_key(&reply.path), own_name(reply));
        for found in &mut reply.findings {
            let place = (path.clone(), name.clone(), found.rule.clone(), words(&found.words));
            each(&place, found);
        }
    }
}

/// What is looked up: with the path, or by the name of the record alone, if it has one.
fn key(place: &Place, with_path: bool) -> Option<Key> {
    let (path, name, rule, words) = place;
    let reply = if with_path { format!("{path}\n{}", name.as_deref().unwrap_or_default()) } else { name.clone()? };
    Some((reply, rule.clone(), words.clone()))
}

/// Where the findings with a key are, the first one last.
fn index(then: &[(Place, Option<Fixed>)], with_path: bool) -> HashMap<Key, Vec<usize>> {
    let mut index: HashMap<Key, Vec<usize>> = HashMap::new();
    for (at, (place, fixed)) in then.iter().enumerate().rev() {
        if let Some(key) = key(place, with_path).filter(|_| fixed.is_some()) {
            index.entry(key).or_default().push(at);
        }
    }
    index
}

fn own_name(reply: &Reply) -> Option<String> {
    name(reply.id.as_deref(), reply.title.as_deref(), reply.record.as_deref())
}

/// What a record is called from one export to the next.
fn name(id: Option<&str>, title: Option<&str>, record: Option<&str>) -> Option<String> {
    let by_title = || title.map(|title| format!("title {}", words(title)));
    let by_id = id.map(|id| format!("id {id}"));
    // A number in a list says nothing once the list has changed, but it is better than nothing.
    by_id.or_else(by_title).or_else(|| record.map(|record| format!("record {record}")))
}

fn path_key(path: &str) -> String {
    masked(path, &[])
}

fn words(text: &str) -> String {
    folded(&masked(text, &[]))
}
