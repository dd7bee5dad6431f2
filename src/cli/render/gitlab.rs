//! GitLab's code quality report.

use std::io::{self, Write};

use serde::Serialize;
use tonelint::{Finding, Report, Severity};

use super::{Background, Reporter, fingerprint::Fingerprints, message, write_json};
use crate::cli::summary::Summary;

#[derive(Serialize)]
struct Issue<'r> {
    description: String,
    check_name: &'r str,
    fingerprint: String,
    severity: &'static str,
    location: Location<'r>,
}

#[derive(Serialize)]
struct Location<'r> {
    path: &'r str,
    lines: Lines,
}

#[derive(Serialize)]
struct Lines {
    begin: usize,
    end: usize,
}

/// A list of issues, an empty one when there are none. Written as it comes.
pub(super) struct Gitlab<'l> {
    background: &'l Background<'l>,
    fingerprints: Fingerprints,
    begun: bool,
}

impl<'l> Gitlab<'l> {
    pub(super) fn new(background: &'l Background<'l>) -> Gitlab<'l> {
        Gitlab { background, fingerprints: Fingerprints::default(), begun: false }
    }

    fn issue<'r>(&mut self, report: &'r Report<'_>, finding: &'r Finding) -> Issue<'r> {
        let line = |offset| report.document.position(offset).line;
        let path = self.background.path(report);
        Issue {
            // The name of the check is not shown, so it is said here as well.
            description: format!("{}: {}", finding.rule, message::with_words(report, finding)),
            check_name: &finding.rule,
            fingerprint: self.fingerprints.of(path, report, finding),
            severity: severity(finding.severity),
            location: Location { path, lines: Lines { begin: line(finding.span.start), end: line(finding.span.end) } },
        }
    }
}

impl Reporter for Gitlab<'_> {
    fn report(&mut self, report: &Report<'_>, out: &mut dyn Write) -> io::Result<()> {
        for finding in &report.findings {
            out.write_all(if self.begun { b",\n " } else { b"[\n " })?;
            self.begun = true;
            write_json(&self.issue(report, finding), out)?;
        }
        Ok(())
    }

    fn finish(&mut self, _: &Summary, out: &mut dyn Write) -> io::Result<()> {
        out.write_all(if self.begun { b"\n]\n" } else { b"[]\n" })
    }
}

/// In GitLab's words; its `critical` and `blocker` are for what breaks a program.
fn severity(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "major",
        Severity::Warning => "minor",
        Severity::Info => "info",
    }
}
