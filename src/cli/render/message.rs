//! What a finding says in formats that have one text for it; clean, and the same in all of them.

use tonelint::{Finding, Report};

use super::{clean, record, text::instead};

/// Rewrites after these would only push the message out of sight.
const REWRITES: usize = 3;

/// What the words do to the reader, and advice; nothing of the draft is in it.
pub(super) fn short(finding: &Finding) -> String {
    let note = finding.note.iter().map(|note| format!(" ({note})")).collect::<String>();
    clean::at_start(&clean::line(&format!("{}{note}", finding.message))).into_owned()
}

/// The same, with the words and the record that they are in.
pub(super) fn with_words(report: &Report<'_>, finding: &Finding) -> String {
    let words = clean::line(report.document.slice(finding.span));
    format!("{}: \"{words}\"{}", short(finding), record(report, finding))
}

/// The same, with a line for each of the first rewrites.
pub(super) fn whole(report: &Report<'_>, finding: &Finding) -> String {
    let rewrites = finding.fixes.iter().take(REWRITES).map(|fix| format!("\ntry: {}", instead(fix)));
    with_words(report, finding) + &rewrites.collect::<String>()
}
