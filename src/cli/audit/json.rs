//! An audit for programs; the structs in this file are the format.

use std::io::{self, Write};

use serde::Serialize;
use tonelint::score::{Counts, Mean};

use super::model::{Audit, Folder, Found, Group, Reply, Rewrite, Status, share};
use crate::cli::{
    render::{Place, write_json},
    summary::Missed,
};

/// Changes when a field changes its meaning.
pub(super) const SCHEMA: u32 = 1;

/// What tells a report from other files of JSON.
pub(super) const KIND: &str = "tonelint audit";

#[derive(Serialize)]
struct Head<'a> {
    schema: u32,
    kind: &'static str,
    redacted: bool,
    score: Option<f64>,
    score_by_use: Option<f64>,
    summary: Totals<'a>,
    categories: Vec<Together<'a>>,
    rules: Vec<Together<'a>>,
    phrases: Vec<Together<'a>>,
    folders: Vec<Under<'a>>,
    usage: Option<Usage<'a>>,
    trend: Option<Changes<'a>>,
}

#[derive(Serialize)]
struct Totals<'a> {
    files: usize,
    replies: usize,
    clean: usize,
    clean_percent: f64,
    words: u64,
    findings: u64,
    error: u64,
    warning: u64,
    info: u64,
    suppressed: usize,
    skipped: Vec<Told<'a>>,
    unreadable: Vec<Told<'a>>,
    remarks: Vec<Told<'a>>,
}

#[derive(Serialize)]
struct Told<'a> {
    path: &'a str,
    reason: &'a str,
}

/// A category, a rule with its category, or a phrase with its first rule.
#[derive(Serialize)]
struct Together<'a> {
    name: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    category: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    rule: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    message: Option<&'a str>,
    findings: u64,
    error: u64,
    warning: u64,
    info: u64,
    replies: u64,
    uses: Option<u64>,
}

#[derive(Serialize)]
struct Under<'a> {
    name: &'a str,
    score: Option<f64>,
    replies: u64,
    clean: u64,
    findings: u64,
    error: u64,
    warning: u64,
    info: u64,
}

#[derive(Serialize)]
struct Usage<'a> {
    replies: u64,
    uses: u64,
    unmatched: &'a [String],
}

#[derive(Serialize)]
struct Changes<'a> {
    score_then: Option<f64>,
    new: u64,
    remaining: u64,
    fixed: u64,
    fixed_findings: Vec<FixedFinding<'a>>,
}

#[derive(Serialize)]
struct FixedFinding<'a> {
    path: &'a str,
    record: Option<&'a str>,
    title: Option<&'a str>,
    rule: &'a str,
    severity: &'a str,
    text: &'a str,
    reply_is_gone: bool,
}

#[derive(Serialize)]
struct OneReply<'a> {
    path: &'a str,
    record: Option<&'a str>,
    id: Option<&'a str>,
    title: Option<&'a str>,
    folder: &'a str,
    score: u8,
    uses: Option<u64>,
    words: u64,
    error: u64,
    warning: u64,
    info: u64,
    passages: Vec<Passage<'a>>,
    findings: Vec<Finding<'a>>,
}

/// The text of a reply in which something was found.
#[derive(Serialize)]
struct Passage<'a> {
    locator: Option<&'a str>,
    text: &'a str,
}

#[derive(Serialize)]
struct Finding<'a> {
    rule: &'a str,
    category: &'a str,
    severity: &'static str,
    status: Option<&'static str>,
    message: &'a str,
    passage: usize,
    text: &'a str,
    phrase: &'a str,
    start: Place,
    end: Place,
    suggestions: Vec<Suggestion<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    note: Option<&'a str>,
}

#[derive(Serialize)]
struct Suggestion<'a> {
    kind: &'static str,
    text: &'a str,
    sentence: &'a str,
    safe: bool,
}

/// Writes one object: the totals, then a reply a line, the worst first.
pub(super) fn write(audit: &Audit, out: &mut dyn Write) -> io::Result<()> {
    let mut head = Vec::new();
    write_json(&Head::new(audit), &mut head)?;
    // The replies are another field of the same object; written one by one, they are never held twice.
    head.pop();
    out.write_all(&head)?;
    out.write_all(b",\n \"replies\": [")?;
    for (number, reply) in audit.replies.iter().enumerate() {
        out.write_all(if number == 0 { b"\n  " } else { b",\n  " })?;
        write_json(&OneReply::new(reply), out)?;
    }
    out.write_all(b"]}\n")
}

/// A score or share in tenths, as a number.
pub(super) fn number(tenths: u16) -> f64 {
    f64::from(tenths) / 10.0
}

fn score(mean: Mean) -> Option<f64> {
    mean.tenths().map(number)
}

impl<'a> Head<'a> {
    fn new(audit: &'a Audit) -> Head<'a> {
        let has_uses = audit.usage.is_some();
        let groups = |groups: &'a [Group], of: fn(&mut Together<'a>, &'a Group)| -> Vec<Together<'a>> {
            let together = |group| {
                let mut together = Together::new(group, has_uses);
                of(&mut together, group);
                together
            };
            groups.iter().map(together).collect()
        };
        Head {
            schema: SCHEMA,
            kind: KIND,
            redacted: audit.is_redacted,
            score: score(audit.score),
            score_by_use: score(audit.score_by_use),
            summary: Totals::new(audit),
            categories: groups(&audit.categories, |_, _| {}),
            rules: groups(&audit.rules, |together, group| {
                together.category = Some(&group.of);
                together.message = Some(&group.message);
            }),
            phrases: groups(&audit.phrases, |together, group| together.rule = Some(&group.of)),
            folders: audit.folders.iter().map(Under::new).collect(),
            usage: audit.usage.as_ref().map(|told| Usage {
                replies: told.replies,
                uses: told.uses,
                unmatched: &told.unmatched,
            }),
            trend: audit.trend.as_ref().map(Changes::new),
        }
    }
}

impl<'a> Totals<'a> {
    fn new(audit: &'a Audit) -> Totals<'a> {
        let Counts { error, warning, info } = audit.counts();
        let missed = |missed: &'a Missed| Told { path: &missed.path, reason: &missed.reason };
        let clean = audit.clean();
        Totals {
            files: audit.summary.files,
            replies: audit.replies.len(),
            clean,
            clean_percent: number(share(clean as u64, audit.replies.len() as u64)),
            words: audit.words(),
            findings: error + warning + info,
            error,
            warning,
            info,
            suppressed: audit.summary.suppressed,
            skipped: audit.summary.skipped.iter().map(missed).collect(),
            unreadable: audit.summary.unreadable.iter().map(missed).collect(),
            remarks: audit.remarks.iter().map(|(path, reason)| Told { path, reason }).collect(),
        }
    }
}

impl<'a> Together<'a> {
    fn new(group: &'a Group, has_uses: bool) -> Together<'a> {
        let Counts { error, warning, info } = group.counts;
        Together {
            name: &group.name,
            category: None,
            rule: None,
            message: None,
            findings: group.counts.total(),
            error,
            warning,
            info,
            replies: group.replies,
            uses: has_uses.then_some(group.uses),
        }
    }
}

impl<'a> Under<'a> {
    fn new(folder: &'a Folder) -> Under<'a> {
        let Counts { error, warning, info } = folder.counts;
        Under {
            name: &folder.name,
            score: score(folder.score),
            replies: folder.replies,
            clean: folder.clean,
            findings: folder.counts.total(),
            error,
            warning,
            info,
        }
    }
}

impl<'a> Changes<'a> {
    fn new(trend: &'a super::trend::Trend) -> Changes<'a> {
        let fixed = trend.fixed.iter().map(|fixed| FixedFinding {
            path: &fixed.path,
            record: fixed.record.as_deref(),
            title: fixed.title.as_deref(),
            rule: &fixed.rule,
            severity: &fixed.severity,
            text: &fixed.text,
            reply_is_gone: fixed.is_gone,
        });
        Changes {
            score_then: trend.score,
            new: trend.new,
            remaining: trend.remaining,
            fixed: trend.fixed.len() as u64,
            fixed_findings: fixed.collect(),
        }
    }
}

impl<'a> OneReply<'a> {
    fn new(reply: &'a Reply) -> OneReply<'a> {
        let Counts { error, warning, info } = reply.counts;
        let passages = reply.passages.iter();
        OneReply {
            path: &reply.path,
            record: reply.record.as_deref(),
            id: reply.id.as_deref(),
            title: reply.title.as_deref(),
            folder: &reply.folder,
            score: reply.score.value(),
            uses: reply.uses,
            words: reply.words,
            error,
            warning,
            info,
            passages: passages.map(|shown| Passage { locator: shown.locator.as_deref(), text: &shown.text }).collect(),
            findings: reply.findings.iter().map(Finding::new).collect(),
        }
    }
}

impl<'a> Finding<'a> {
    fn new(found: &'a Found) -> Finding<'a> {
        let suggestion = |rewrite: &'a Rewrite| Suggestion {
            kind: rewrite.kind.name(),
            text: &rewrite.text,
            sentence: &rewrite.sentence,
            safe: rewrite.is_safe,
        };
        Finding {
            rule: &found.rule,
            category: &found.category,
            severity: found.severity.name(),
            status: found.status.map(Status::name),
            message: &found.message,
            passage: found.passage,
            text: &found.words,
            phrase: &found.phrase,
            start: found.start.into(),
            end: found.end.into(),
            suggestions: found.rewrites.iter().map(suggestion).collect(),
            note: found.note.as_deref(),
        }
    }
}
