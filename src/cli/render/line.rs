//! One line for each finding, as grep prints it.

use std::io::{self, Write};

use tonelint::Report;

use super::{super::clean, Reporter, record};
use crate::cli::{paint::Paint, summary::Summary};

/// `path:line:column: severity[rule] message: "words" (record, title)`.
pub(super) struct Line {
    paint: Paint,
}

impl Line {
    pub(super) fn new(paint: Paint) -> Line {
        Line { paint }
    }
}

impl Reporter for Line {
    fn report(&mut self, report: &Report<'_>, out: &mut dyn Write) -> io::Result<()> {
        let path = clean::line(&report.name);
        let path = clean::at_start(&path);
        for finding in &report.findings {
            let start = report.document.position(finding.span.start);
            let record = record(report, finding);
            let rule = format!("{}[{}]", finding.severity.name(), finding.rule);
            writeln!(
                out,
                "{path}:{}:{}: {} {}: \"{}\"{record}",
                start.line,
                start.column,
                self.paint.severity(finding.severity, &clean::line(&rule)),
                clean::line(&finding.message),
                clean::line(report.document.slice(finding.span)),
            )?;
        }
        Ok(())
    }

    fn finish(&mut self, _: &Summary, _: &mut dyn Write) -> io::Result<()> {
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::{
        super::tests::{report, written},
        *,
    };

    fn check(text: &str, words: &str, expected: &str) {
        assert_eq!(written(Line::new(Paint::PLAIN), vec![report(text, words)]), expected);
    }

    #[test]
    fn a_finding_is_one_line_with_its_place_and_its_words() {
        check(
            "Well.\nYou're the only person.",
            "the only person",
            "drafts/late.md:2:8: error[isolating/only-one] \
             tells the customer that nobody else has this problem: \"the only person\"\n",
        );
    }

    #[test]
    fn words_on_two_lines_are_joined_and_cleaned() {
        check(
            "the only\r\n\u{1b}[2Jperson",
            "the only\r\n\u{1b}[2Jperson",
            "drafts/late.md:1:1: error[isolating/only-one] \
             tells the customer that nobody else has this problem: \"the only \\u{1b}[2Jperson\"\n",
        );
    }
}
