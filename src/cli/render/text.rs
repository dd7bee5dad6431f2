//! Findings for people: the line, the words underlined, what they do to the reader, what to write instead.

use std::{
    collections::BTreeMap,
    io::{self, Write},
};

use tonelint::{Finding, Fix, FixKind, Report, Severity, Silenced, Silencer};

use super::{Look, Reporter, record, snippet};
use crate::cli::{
    clean,
    paint::Paint,
    summary::{Missed, Summary, counted},
};

/// Columns of a snippet where no terminal says how many it has; an export can be one long line.
const COLUMNS: usize = 240;

/// Columns that a snippet has even on the narrowest terminal.
const FEWEST_COLUMNS: usize = 20;

/// Findings as rustc shows its own.
pub(super) struct Pretty {
    paint: Paint,
    width: usize,
    quiet: bool,
    verbose: bool,
}

impl Pretty {
    pub(super) fn new(look: Look) -> Pretty {
        let width = look.width.unwrap_or(COLUMNS);
        Pretty { paint: look.paint, width, quiet: look.quiet, verbose: look.verbose }
    }

    fn finding(&self, report: &Report<'_>, finding: &Finding, out: &mut dyn Write) -> io::Result<()> {
        let document = &report.document;
        let start = document.position(finding.span.start);
        let last = document.position(finding.span.end).line;
        let digits = last.to_string().len();
        let margin = " ".repeat(digits + 1);
        let bar = self.paint.frame("|");

        let rule = format!("{}[{}]", finding.severity.name(), finding.rule);
        let rule = self.paint.severity(finding.severity, &clean::line(&rule));
        let message = format!(": {}", clean::line(&finding.message));
        writeln!(out, "{rule}{}", self.paint.strong(&message))?;
        let arrow = self.paint.frame("-->");
        let place = format!("{}:{}:{}", clean::line(&report.name), start.line, start.column);
        writeln!(out, "{margin}{arrow} {place}{}", record(report, finding))?;
        writeln!(out, "{margin}{bar}")?;
        let room = self.width.saturating_sub(digits + 3).max(FEWEST_COLUMNS);
        for (at, line) in snippet::lines(document.source(), finding.span, room).iter().enumerate() {
            let number = self.paint.frame(&format!("{:>digits$} |", start.line + at)).to_string();
            let text = format!("{number} {}{}{}", line.before, line.marked, line.after);
            writeln!(out, "{}", text.trim_end())?;
            let (lead, carets) = line.underline();
            if !carets.is_empty() {
                writeln!(out, "{margin}{bar} {lead}{}", self.paint.severity(finding.severity, &carets))?;
            }
        }
        self.advice(report, finding, &margin, out)?;
        writeln!(out)
    }

    /// One line is enough for what somebody looked at already.
    fn silenced(&self, report: &Report<'_>, silenced: &Silenced, out: &mut dyn Write) -> io::Result<()> {
        let finding = &silenced.finding;
        let by = match silenced.by {
            Silencer::Comment => "in the draft",
            Silencer::Configuration => "in the configuration",
            Silencer::Baseline => "in the baseline",
        };
        let start = report.document.position(finding.span.start);
        let place = format!("{}:{}:{}", clean::line(&report.name), start.line, start.column);
        let reason = silenced.reason.as_ref().map(|reason| format!(": {}", clean::line(reason))).unwrap_or_default();
        let rule = clean::line(&finding.rule);
        let text = format!("allowed[{rule}] --> {place}{} {by}{reason}", record(report, finding));
        writeln!(out, "{}\n", self.paint.quiet(&text))
    }

    fn advice(&self, report: &Report<'_>, finding: &Finding, margin: &str, out: &mut dyn Write) -> io::Result<()> {
        let sign = self.paint.frame("=");
        for span in &finding.also {
            let place = report.document.position(span.start);
            let words = clean::line(report.document.slice(*span));
            let again = self.paint.strong("again:");
            writeln!(out, "{margin}{sign} {again} \"{words}\" at {}:{}", place.line, place.column)?;
        }
        for fix in &finding.fixes {
            let details = self.paint.quiet(&format!("({})", details(report, fix))).to_string();
            writeln!(out, "{margin}{sign} {} {} {details}", self.paint.hint("try:"), instead(fix))?;
        }
        if let Some(weighed) = finding.weighed.as_ref().filter(|_| self.verbose) {
            let words = weighed.words.iter().map(|span| format!("\"{}\"", clean::line(report.document.slice(*span))));
            let words = words.collect::<Vec<_>>().join(", ");
            let weighed = format!("{words} ({} percent sure)", weighed.confidence);
            writeln!(out, "{margin}{sign} {} {weighed}", self.paint.strong("weighed most:"))?;
        }
        match &finding.note {
            Some(note) => {
                writeln!(out, "{margin}{sign} {} {}", self.paint.strong("note:"), clean::line(note))
            }
            None => Ok(()),
        }
    }
}

impl Reporter for Pretty {
    fn report(&mut self, report: &Report<'_>, out: &mut dyn Write) -> io::Result<()> {
        report.findings.iter().try_for_each(|finding| self.finding(report, finding, out))?;
        if !self.verbose {
            return Ok(());
        }
        report.silenced.iter().try_for_each(|silenced| self.silenced(report, silenced, out))
    }

    fn finish(&mut self, summary: &Summary, out: &mut dyn Write) -> io::Result<()> {
        if self.quiet {
            return Ok(());
        }
        writeln!(out, "{}", totals(summary))?;
        passed_over(summary).iter().try_for_each(|line| writeln!(out, "{line}"))
    }
}

/// What to do about the words.
pub(super) fn instead(fix: &Fix) -> String {
    match fix.kind {
        FixKind::Cut => "leave it out".to_owned(),
        FixKind::Swap | FixKind::Write => clean::line(&fix.replacement).into_owned(),
    }
}

/// `swap 1:1-1:7`: what an editor needs to apply it, and what would be lost.
fn details(report: &Report<'_>, fix: &Fix) -> String {
    let [start, end] = [fix.span.start, fix.span.end].map(|offset| report.document.position(offset));
    let place = format!("{} {}:{}-{}:{}", fix.kind.name(), start.line, start.column, end.line, end.column);
    let becomes = match fix.kind {
        FixKind::Cut if !fix.replacement.is_empty() => format!(" to \"{}\"", clean::line(&fix.replacement)),
        _ => String::new(),
    };
    let lost: Vec<String> =
        fix.loses.iter().map(|span| format!("`{}`", clean::line(report.document.slice(*span).trim()))).collect();
    let loses = if lost.is_empty() { String::new() } else { format!(", loses {}", lost.join(", ")) };
    format!("{place}{becomes}{loses}")
}

/// `2 errors, 1 warning in 3 files`.
pub(super) fn totals(summary: &Summary) -> String {
    let kinds = [
        (Severity::Error, "error", "errors"),
        (Severity::Warning, "warning", "warnings"),
        (Severity::Info, "info", "info"),
    ];
    let mut found: Vec<String> = Vec::new();
    for (severity, one, many) in kinds {
        match summary.of(severity) {
            0 => {}
            count => found.push(counted(count, one, many)),
        }
    }
    let found = if found.is_empty() { "no findings".to_owned() } else { found.join(", ") };
    let files = counted(summary.files, "file", "files");
    let beside = [
        (summary.below, "below --min-severity"),
        (summary.suppressed, "suppressed"),
        (summary.baselined, "in the baseline"),
        (summary.unchanged.unwrap_or_default(), "on lines that did not change"),
    ];
    let beside = beside.iter().filter(|(count, _)| 0 < *count).map(|(count, what)| format!("{count} {what}"));
    let beside = beside.collect::<Vec<_>>().join(", ");
    let beside = if beside.is_empty() { beside } else { format!(" ({beside})") };
    format!("{found} in {files}{beside}")
}

/// What was not checked, counted by reason; nothing when everything was.
pub(crate) fn passed_over(summary: &Summary) -> Vec<String> {
    let kinds = [("skipped", &summary.skipped), ("not read", &summary.unreadable)];
    let missed = kinds.into_iter().filter(|(_, missed)| !missed.is_empty());
    missed.map(|(what, missed)| format!("{} {what} ({})", missed.len(), reasons(missed))).collect()
}

/// `2 hidden, 1 not text`, or the reason alone if there is only one.
fn reasons(missed: &[Missed]) -> String {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for missed in missed {
        *counts.entry(&missed.reason).or_default() += 1;
    }
    if counts.len() == 1 {
        return counts.into_keys().collect();
    }
    let counted = counts.iter().map(|(reason, count)| format!("{count} {reason}"));
    counted.collect::<Vec<_>>().join(", ")
}

/// How many findings there are of each rule, category and severity, most first.
pub(crate) fn statistics(summary: &Summary) -> String {
    let mut categories: BTreeMap<&str, usize> = BTreeMap::new();
    let mut rules: Vec<(&str, usize)> = Vec::new();
    for (rule, (category, count)) in &summary.rules {
        rules.push((rule, *count));
        *categories.entry(category).or_default() += count;
    }
    let mut severities: Vec<(&str, usize)> =
        summary.severities.iter().map(|(severity, count)| (severity.name(), *count)).collect();
    severities.sort_unstable();
    let tables = [("rule", rules), ("category", Vec::from_iter(categories)), ("severity", severities)];
    let mut text = String::new();
    for (name, mut rows) in tables.into_iter().filter(|(_, rows)| !rows.is_empty()) {
        rows.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
        text += &format!("count  {name}\n");
        for (what, count) in rows {
            text += &format!("{count:>5}  {}\n", clean::line(what));
        }
        text.push('\n');
    }
    text
}

#[cfg(test)]
mod tests {
    use tonelint::Span;

    use super::{
        super::tests::{fix, report, written},
        *,
    };

    fn pretty() -> Pretty {
        Pretty::new(Look { paint: Paint::PLAIN, width: Some(80), quiet: true, verbose: false })
    }

    fn check(report: Report<'_>, expected: &[&str]) {
        let text = written(pretty(), vec![report]);
        assert_eq!(text.lines().collect::<Vec<_>>(), expected);
    }

    #[test]
    fn a_finding_shows_its_place_its_words_and_a_kinder_sentence() {
        let mut report = report("You're the only person who has had this!", "You're the only person who");
        report.findings[0].fixes = vec![fix(&report, FixKind::Write, "Thank you. [Next step.]")];
        check(
            report,
            &[
                "error[isolating/only-one]: tells the customer that nobody else has this problem",
                "  --> drafts/late.md:1:1",
                "  |",
                "1 | You're the only person who has had this!",
                "  | ^^^^^^^^^^^^^^^^^^^^^^^^^^",
                "  = try: Thank you. [Next step.] (write 1:1-1:27)",
                "",
            ],
        );
    }

    #[test]
    fn a_cut_a_note_and_a_second_place_each_have_a_line() {
        let mut report = report("Obviously it is late, obviously.", "Obviously");
        report.findings[0].fixes = vec![fix(&report, FixKind::Cut, "")];
        report.findings[0].also = vec![Span::new(22, 31)];
        report.findings[0].note = Some("say what happened".to_owned());
        let text = written(pretty(), vec![report]);
        assert_eq!(
            text.lines().skip(5).collect::<Vec<_>>(),
            [
                "  = again: \"obviously\" at 1:23",
                "  = try: leave it out (cut 1:1-1:10)",
                "  = note: say what happened",
                ""
            ]
        );
    }

    #[test]
    fn a_rewrite_says_what_it_is_where_it_goes_and_what_it_takes_away() {
        let mut report = report("Note that {{name}} pays 5.", "Note that");
        let lossy =
            |span: Span| Fix { span, loses: vec![Span::new(10, 18)], ..fix(&report, FixKind::Write, "We pay.") };
        let cut = Fix { span: Span::new(0, 11), ..fix(&report, FixKind::Cut, "{") };
        report.findings[0].fixes = vec![cut, lossy(Span::new(0, 26))];
        let text = written(pretty(), vec![report]);
        let expected = [
            "  = try: leave it out (cut 1:1-1:12 to \"{\")",
            "  = try: We pay. (write 1:1-1:27, loses `{{name}}`)",
            "",
        ];
        assert_eq!(text.lines().skip(5).collect::<Vec<_>>(), expected);
    }

    #[test]
    fn a_span_on_two_lines_underlines_both_and_the_gutter_is_as_wide_as_the_last_number() {
        let text = format!("{}You are the\n  only one.", "\n".repeat(8));
        check(
            report(&text, "the\n  only"),
            &[
                "error[isolating/only-one]: tells the customer that nobody else has this problem",
                "   --> drafts/late.md:9:9",
                "   |",
                " 9 | You are the",
                "   |         ^^^",
                "10 |   only one.",
                "   |   ^^^^",
                "",
            ],
        );
    }

    #[test]
    fn what_would_steer_a_terminal_is_spelled_out_everywhere() {
        let mut report = report("\u{1b}]0;x\u{7}You failed.\u{202e}", "failed");
        report.name = "a\u{1b}[2J.md".to_owned();
        report.findings[0].message = "be\u{9b}ll".to_owned();
        report.findings[0].note = Some("\u{2066}".to_owned());
        let text = written(pretty(), vec![report]);
        assert!(!text.contains(|c| clean::steers(c) && c != '\n'), "{text:?}");
        assert!(text.contains(r"a\u{1b}[2J.md:1:11"), "{text}");
    }

    #[test]
    fn colours_are_there_when_asked_for_and_only_then() {
        let paint = Paint::of_file(crate::cli::args::Color::Always);
        let look = Look { paint, width: None, quiet: true, verbose: false };
        let coloured = written(Pretty::new(look), vec![report("You failed.", "failed")]);
        assert!(coloured.starts_with("\u{1b}["), "{coloured:?}");
        let plain = written(pretty(), vec![report("You failed.", "failed")]);
        assert!(!plain.contains('\u{1b}'), "{plain:?}");
    }

    #[test]
    fn the_last_line_counts_what_was_found() {
        let loud = Pretty::new(Look { paint: Paint::PLAIN, width: None, quiet: false, verbose: false });
        let mut mild = report("You failed.", "failed");
        mild.findings[0].severity = Severity::Warning;
        let text = written(loud, vec![report("You failed.", "failed"), mild]);
        assert_eq!(text.lines().last(), Some("1 error, 1 warning in 2 files"));
    }

    #[test]
    fn what_was_not_checked_is_counted_by_reason() {
        let missed = |reason: &str| Missed { path: "x".to_owned(), reason: reason.to_owned() };
        let mut summary = Summary::default();
        summary.skipped = vec![missed("not text"), missed("hidden"), missed("not text")];
        summary.unreadable = vec![missed("permission denied")];
        let expected = ["3 skipped (1 hidden, 2 not text)", "1 not read (permission denied)"];
        assert_eq!(passed_over(&summary), expected);
    }

    #[test]
    fn statistics_count_rules_categories_and_severities_most_first() {
        let mut summary = Summary::default();
        let mut other = report("You failed.", "failed");
        other.findings[0].rule = "isolating/alone".to_owned();
        for mut report in [report("You failed.", "failed"), report("You failed.", "failed"), other] {
            summary.add(&mut report, Severity::Info, None);
        }
        assert_eq!(
            statistics(&summary),
            "count  rule\n    2  isolating/only-one\n    1  isolating/alone\n\n\
             count  category\n    3  isolating\n\ncount  severity\n    3  error\n\n"
        );
    }
}
