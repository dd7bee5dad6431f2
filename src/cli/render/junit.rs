//! JUnit's XML, which CI systems show as tests: one suite for each draft with findings, one failure for each.

use std::io::{self, Write};

use quick_xml::events::{BytesDecl, BytesEnd, BytesStart, BytesText, Event};
use tonelint::{Finding, Report};

use super::{Background, Reporter, message, xml};
use crate::cli::{
    clean,
    summary::{Missed, Summary},
};

/// Collected, because the totals stand in front.
pub(super) struct Junit<'l> {
    background: &'l Background<'l>,
    suites: Vec<Suite>,
}

/// One draft.
struct Suite {
    name: String,
    cases: Vec<Case>,
}

/// One thing that is shown as a test.
struct Case {
    name: String,
    outcome: Outcome,
}

enum Outcome {
    Passed,
    /// Something was found: its severity, what it does to the reader, and the words.
    Failed {
        severity: &'static str,
        message: String,
        text: String,
    },
    /// Something could not be read, and why.
    Unread(String),
}

impl<'l> Junit<'l> {
    pub(super) fn new(background: &'l Background<'l>) -> Junit<'l> {
        Junit { background, suites: Vec::new() }
    }
}

impl Reporter for Junit<'_> {
    fn report(&mut self, report: &Report<'_>, _: &mut dyn Write) -> io::Result<()> {
        if !report.findings.is_empty() {
            let name = clean::line(self.background.path(report)).into_owned();
            let cases = report.findings.iter().map(|finding| Case::of(report, finding)).collect();
            self.suites.push(Suite { name, cases });
        }
        Ok(())
    }

    fn finish(&mut self, summary: &Summary, out: &mut dyn Write) -> io::Result<()> {
        let mut suites = std::mem::take(&mut self.suites);
        suites.extend(summary.unreadable.iter().map(Suite::unread));
        if suites.is_empty() {
            // A report without tests counts as broken in some places.
            let cases = vec![Case { name: "no findings".to_owned(), outcome: Outcome::Passed }];
            suites.push(Suite { name: "tonelint".to_owned(), cases });
        }
        xml::event(out, 0, Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), None)))?;
        let all = || suites.iter().flat_map(|suite| &suite.cases);
        let root = with_counts(BytesStart::new("testsuites").with_attributes([("name", "tonelint")]), all());
        xml::event(out, 0, Event::Start(root))?;
        suites.iter().try_for_each(|suite| suite.write(out))?;
        xml::event(out, 0, Event::End(BytesEnd::new("testsuites")))
    }
}

/// Adds how many there are, and how they ended.
fn with_counts<'e, 'c>(mut start: BytesStart<'e>, cases: impl Iterator<Item = &'c Case>) -> BytesStart<'e> {
    let (mut tests, mut failures, mut errors) = (0, 0, 0);
    for case in cases {
        tests += 1;
        match case.outcome {
            Outcome::Passed => {}
            Outcome::Failed { .. } => failures += 1,
            Outcome::Unread(_) => errors += 1,
        }
    }
    for (name, count) in [("tests", tests), ("failures", failures), ("errors", errors)] {
        start.push_attribute((name, &*usize::to_string(&count)));
    }
    start
}

impl Suite {
    fn unread(missed: &Missed) -> Suite {
        let case = Case { name: "can be read".to_owned(), outcome: Outcome::Unread(missed.reason.clone()) };
        Suite { name: clean::line(&missed.path).into_owned(), cases: vec![case] }
    }

    fn write(&self, out: &mut dyn Write) -> io::Result<()> {
        let start = BytesStart::new("testsuite").with_attributes([("name", self.name.as_str())]);
        xml::event(out, 1, Event::Start(with_counts(start, self.cases.iter())))?;
        self.cases.iter().try_for_each(|case| case.write(&self.name, out))?;
        xml::event(out, 1, Event::End(BytesEnd::new("testsuite")))
    }
}

impl Case {
    fn of(report: &Report<'_>, finding: &Finding) -> Case {
        let start = report.document.position(finding.span.start);
        Case {
            name: clean::line(&format!("{} at {}:{}", finding.rule, start.line, start.column)).into_owned(),
            outcome: Outcome::Failed {
                severity: finding.severity.name(),
                message: message::short(finding),
                text: message::whole(report, finding),
            },
        }
    }

    fn write(&self, file: &str, out: &mut dyn Write) -> io::Result<()> {
        let start = BytesStart::new("testcase").with_attributes([("name", self.name.as_str()), ("classname", file)]);
        let (name, kind, message, text) = match &self.outcome {
            Outcome::Passed => return xml::event(out, 2, Event::Empty(start)),
            Outcome::Failed { severity, message, text } => ("failure", *severity, message, text.as_str()),
            Outcome::Unread(reason) => ("error", "unreadable", reason, ""),
        };
        xml::event(out, 2, Event::Start(start))?;
        let outcome = BytesStart::new(name).with_attributes([("type", kind), ("message", &*clean::line(message))]);
        xml::event(out, 3, Event::Start(outcome))?;
        xml::event(out, 0, Event::Text(BytesText::new(text)))?;
        xml::event(out, 3, Event::End(BytesEnd::new(name)))?;
        xml::event(out, 2, Event::End(BytesEnd::new("testcase")))
    }
}
