//! What an audit knows: replies, the worst first, and the totals over them. Every format writes this.

use tonelint::{
    FixKind, Position, Severity,
    score::{Counts, Mean, Score},
};

use super::{shown::Shown, trend::Trend, usage::Told};
use crate::cli::summary::Summary;

/// All there is to say about a library.
#[derive(Debug)]
pub(super) struct Audit {
    /// The replies, those to rewrite first in front.
    pub(super) replies: Vec<Reply>,
    /// What was read and what was not.
    pub(super) summary: Summary,
    /// What there is to know about how files were read: path and remark.
    pub(super) remarks: Vec<(String, String)>,
    /// Findings by category, rule and phrase, the most frequent first.
    pub(super) categories: Vec<Group>,
    pub(super) rules: Vec<Group>,
    pub(super) phrases: Vec<Group>,
    /// Replies by folder, the worst first.
    pub(super) folders: Vec<Folder>,
    /// The score of the library, in every reply once and as often as it is used.
    pub(super) score: Mean,
    pub(super) score_by_use: Mean,
    /// What the file behind --usage said, if there is one.
    pub(super) usage: Option<Told>,
    /// What changed since the report behind --since, if there is one.
    pub(super) trend: Option<Trend>,
    /// Whether names and numbers are masked.
    pub(super) is_redacted: bool,
}

/// One reply: a file, or a record of a structured file.
#[derive(Debug)]
pub(super) struct Reply {
    pub(super) path: String,
    /// Where its record is, such as `macros[id=360001]`.
    pub(super) record: Option<String>,
    pub(super) id: Option<String>,
    pub(super) title: Option<String>,
    /// What it is kept under: the part of a title before `::`, a folder, or the file.
    pub(super) folder: String,
    pub(super) words: u64,
    pub(super) counts: Counts,
    pub(super) score: Score,
    /// How often it is used; nothing if nobody said.
    pub(super) uses: Option<u64>,
    /// Its text; only kept where something was found.
    pub(super) passages: Vec<Shown>,
    pub(super) findings: Vec<Found>,
}

/// One finding, as a reader of the report needs it.
#[derive(Debug)]
pub(super) struct Found {
    pub(super) rule: String,
    pub(super) category: String,
    pub(super) severity: Severity,
    pub(super) message: String,
    /// Index of the passage that holds the words.
    pub(super) passage: usize,
    /// The words, as their reader sees them.
    pub(super) words: String,
    /// The same, folded: what is counted as one phrase.
    pub(super) phrase: String,
    pub(super) rewrites: Vec<Rewrite>,
    pub(super) note: Option<String>,
    pub(super) start: Position,
    pub(super) end: Position,
    pub(super) status: Option<Status>,
}

/// A rewrite as it would read.
#[derive(Debug)]
pub(super) struct Rewrite {
    pub(super) kind: FixKind,
    pub(super) text: String,
    /// The sentence with the rewrite in it.
    pub(super) sentence: String,
    pub(super) is_safe: bool,
}

/// Whether a finding was in the earlier report.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Status {
    New,
    Remaining,
}

impl Status {
    pub(super) fn name(self) -> &'static str {
        match self {
            Status::New => "new",
            Status::Remaining => "remaining",
        }
    }
}

/// Findings that have something in common.
#[derive(Debug)]
pub(super) struct Group {
    /// What they have in common: a category, a rule, a phrase.
    pub(super) name: String,
    pub(super) counts: Counts,
    /// In how many replies they are.
    pub(super) replies: u64,
    /// How often those are used.
    pub(super) uses: u64,
    /// For a rule its category, for a phrase its rule; of several the first.
    pub(super) of: String,
    /// What the words do to the reader.
    pub(super) message: String,
}

/// Replies that are kept together.
#[derive(Debug, Default)]
pub(super) struct Folder {
    pub(super) name: String,
    pub(super) replies: u64,
    pub(super) clean: u64,
    pub(super) counts: Counts,
    pub(super) score: Mean,
}

impl Audit {
    /// Replies in which nothing was found.
    pub(super) fn clean(&self) -> usize {
        self.replies.iter().filter(|reply| reply.is_clean()).count()
    }

    /// Everything that was found.
    pub(super) fn counts(&self) -> Counts {
        let mut counts = Counts::default();
        self.replies.iter().for_each(|reply| counts.add_all(reply.counts));
        counts
    }

    pub(super) fn words(&self) -> u64 {
        self.replies.iter().map(|reply| reply.words).sum()
    }
}

impl Reply {
    pub(super) fn is_clean(&self) -> bool {
        self.findings.is_empty()
    }

    /// What people call it: its title, else where it is.
    pub(super) fn name(&self) -> &str {
        self.title.as_deref().or(self.record.as_deref()).unwrap_or(&self.path)
    }
}

/// The three severities, the gravest first.
pub(super) const SEVERITIES: [Severity; 3] = [Severity::Error, Severity::Warning, Severity::Info];

/// Tenths as people write them.
pub(super) fn decimal(tenths: u16) -> String {
    format!("{}.{}", tenths / 10, tenths % 10)
}

/// A part in tenths of a percent, rounded down, so that 100 means all.
pub(super) fn share(part: u64, of: u64) -> u16 {
    if of == 0 { 1000 } else { (u128::from(part) * 1000 / u128::from(of)) as u16 }
}
