//! An audit as Markdown, for a wiki or a pull request: the totals, and the worst replies.

use std::fmt::Write;

use tonelint::score::Counts;

use super::{
    html::EXPLAINED,
    model::{Audit, Found, Group, Reply, SEVERITIES, decimal, share},
};
use crate::cli::{clean, summary::counted};

/// How many replies, phrases, rules and folders are listed; the other formats have all of them.
const WORST: usize = 20;

/// The whole report.
pub(super) fn told(audit: &Audit) -> String {
    let mut text = format!("# Tone audit\n\n{}\n\n", totals(audit));
    text += &trend(audit);
    text += &categories(audit);
    let uses = |group: &Group| match audit.usage {
        Some(_) => format!(", read {} times", group.uses),
        None => String::new(),
    };
    let line = |group: &Group| format!("- {} × {}{}\n", group.counts.total(), code(&group.name), uses(group));
    text += &listed("Phrases", audit.phrases.iter().map(line));
    text += &listed(
        "Rules",
        audit.rules.iter().map(|group| line(group).trim_end().to_owned() + &format!(": {}\n", plain(&group.message))),
    );
    text += &listed(
        "Folders",
        audit.folders.iter().map(|folder| {
            let score = folder.score.tenths().map_or_else(String::new, decimal);
            format!(
                "- {score}: {}, {} of {} clean\n",
                code(&folder.name),
                folder.clean,
                counted(folder.replies as usize, "reply", "replies")
            )
        }),
    );
    text += &replies(audit);
    text += &not_read(audit);
    text + &format!("---\n\n{EXPLAINED}\n")
}

/// One line about a report that went into a file.
pub(super) fn told_shortly(audit: &Audit, path: &str) -> String {
    let score = audit.score.tenths().map_or_else(String::new, |score| format!("score {} of 100, ", decimal(score)));
    let replies = counted(audit.replies.len(), "reply", "replies");
    format!("wrote {}: {score}{} of {replies} clean", clean::line(path), audit.clean())
}

fn totals(audit: &Audit) -> String {
    let replies = audit.replies.len();
    let clean = audit.clean();
    let percent = decimal(share(clean as u64, replies as u64));
    let Counts { error, warning, info } = audit.counts();
    let score = audit
        .score
        .tenths()
        .map_or_else(|| "no score".to_owned(), |score| format!("**Score {} of 100**", decimal(score)));
    let by_use = audit.score_by_use.tenths().filter(|_| audit.usage.is_some());
    let by_use = by_use.map(|score| format!(", {} as often as replies are used", decimal(score))).unwrap_or_default();
    let files = counted(audit.summary.files, "file", "files");
    let found = [(error, "error", "errors"), (warning, "warning", "warnings"), (info, "hint", "hints")]
        .map(|(count, one, many)| counted(count as usize, one, many))
        .join(", ");
    format!(
        "{score}{by_use}: {clean} of {} in {files} clean ({percent} %), {found}.",
        counted(replies, "reply", "replies")
    )
}

fn trend(audit: &Audit) -> String {
    let Some(trend) = &audit.trend else { return String::new() };
    let then = trend.score.map(|score| format!(" The score was {score}.")).unwrap_or_default();
    format!(
        "Since the earlier report: {} new, {} fixed, {} remaining.{then}\n\n",
        trend.new,
        trend.fixed.len(),
        trend.remaining
    )
}

fn categories(audit: &Audit) -> String {
    if audit.categories.is_empty() {
        return String::new();
    }
    let mut text =
        "## Categories\n\n| category | errors | warnings | hints | replies |\n| --- | ---: | ---: | ---: | ---: |\n"
            .to_owned();
    for group in &audit.categories {
        let counts = SEVERITIES.map(|severity| group.counts.of(severity).to_string()).join(" | ");
        // Writing to a string cannot fail.
        let _ = writeln!(text, "| {} | {counts} | {} |", code(&group.name.replace('|', " ")), group.replies);
    }
    text + "\n"
}

fn listed(head: &str, lines: impl ExactSizeIterator<Item = String>) -> String {
    let more = lines.len().saturating_sub(WORST);
    if lines.len() == 0 {
        return String::new();
    }
    let lines: String = lines.take(WORST).collect();
    let more = if more == 0 { String::new() } else { format!("- and {more} more\n") };
    format!("## {head}\n\n{lines}{more}\n")
}

fn replies(audit: &Audit) -> String {
    let flagged: Vec<&Reply> = audit.replies.iter().filter(|reply| !reply.is_clean()).collect();
    if flagged.is_empty() {
        return String::new();
    }
    let head = if WORST < flagged.len() {
        format!("The worst {WORST} of {} replies", flagged.len())
    } else {
        "Replies".to_owned()
    };
    let mut text = format!("## {head}\n\n");
    for reply in flagged.into_iter().take(WORST) {
        text += &one(reply);
    }
    text
}

fn one(reply: &Reply) -> String {
    let mut text = format!("### {}: {}\n\n", reply.score.value(), code(reply.name()));
    let place = [Some(&reply.path), reply.record.as_ref()].into_iter().flatten().map(|place| code(place));
    let uses = reply.uses.map(|uses| format!(", read {uses} times")).unwrap_or_default();
    let _ = writeln!(
        text,
        "{}, {}{uses}\n",
        place.collect::<Vec<_>>().join(", "),
        counted(reply.words as usize, "word", "words")
    );
    for found in &reply.findings {
        text += &finding(found);
    }
    text + "\n"
}

fn finding(found: &Found) -> String {
    let status = found.status.map(|status| format!(" ({})", status.name())).unwrap_or_default();
    let advice = match (found.rewrites.first(), &found.note) {
        (Some(rewrite), _) if rewrite.sentence.is_empty() => "\n  - leave it out".to_owned(),
        (Some(rewrite), _) => format!("\n  - write: {}", code(&rewrite.sentence)),
        (None, Some(note)) => format!("\n  - {}", plain(note)),
        (None, None) => String::new(),
    };
    let (severity, rule) = (found.severity.name(), code(&found.rule));
    format!("- **{severity}** {rule}{status}: {} {}{advice}\n", code(&found.words), plain(&found.message))
}

fn not_read(audit: &Audit) -> String {
    let summary = &audit.summary;
    let missed = summary.unreadable.iter().map(|missed| (&missed.path, &missed.reason));
    let remarks = audit.remarks.iter().map(|(path, remark)| (path, remark));
    let lines: Vec<String> =
        missed.chain(remarks).map(|(path, reason)| format!("- {}: {}\n", code(path), plain(reason))).collect();
    let mut text = listed("How it was read", lines.into_iter());
    if !summary.skipped.is_empty() {
        let _ = writeln!(
            text,
            "{} passed over.\n",
            counted(summary.skipped.len(), "file or folder was", "files and folders were")
        );
    }
    text
}

/// Words from outside, in which nothing is a link, an image, a mention or markup.
fn code(words: &str) -> String {
    let words = clean::line(words);
    let words = words.trim();
    if words.is_empty() {
        return "(nothing)".to_owned();
    }
    let longest = words.split(|c| c != '`').map(str::len).max().unwrap_or(0);
    let fence = "`".repeat(longest + 1);
    let space = if words.starts_with('`') || words.ends_with('`') { " " } else { "" };
    format!("{fence}{space}{words}{space}{fence}")
}

/// Words of a pack or of ours, with everything escaped that could be markup.
fn plain(words: &str) -> String {
    let mut text = String::with_capacity(words.len());
    for c in clean::line(words).chars() {
        if "\\`*_{}[]<>#|~&!@".contains(c) {
            text.push('\\');
        }
        text.push(c);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_from_outside_are_code_whatever_is_in_them() {
        let check = |words: &str, expected: &str| assert_eq!(code(words), expected);
        check("you should have", "`you should have`");
        check("a ` b `` c", "```a ` b `` c```");
        check("`x`", "`` `x` ``");
        check("<img src=x>\n# [x](y) @team", "`<img src=x> # [x](y) @team`");
        check(" \n", "(nothing)");
        check("a\u{202e}b", "`a\\u{202e}b`");
    }

    #[test]
    fn what_is_not_code_is_no_markup_either() {
        assert_eq!(plain("a *b* <c> [d](e) | f"), r"a \*b\* \<c\> \[d\](e) \| f");
    }
}
