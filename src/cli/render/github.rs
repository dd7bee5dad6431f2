//! Annotations on GitHub: workflow commands that its runner reads from the log.

use std::io::{self, Write};

use tonelint::{Finding, Report, Severity};

use super::{Background, Reporter, message};
use crate::cli::summary::{Summary, counted};

/// How many annotations of a kind GitHub shows of one step.
const SHOWN: usize = 10;

/// `::error file=…,line=…,col=…,title=…::message`, the gravest first, as GitHub shows only the first ones.
pub(super) struct Github<'l> {
    background: &'l Background<'l>,
    commands: Vec<(Severity, String)>,
}

impl<'l> Github<'l> {
    pub(super) fn new(background: &'l Background<'l>) -> Github<'l> {
        Github { background, commands: Vec::new() }
    }

    fn command(&self, report: &Report<'_>, finding: &Finding) -> String {
        let [start, end] = [finding.span.start, finding.span.end].map(|offset| report.document.position(offset));
        let file = property(self.background.path(report));
        // GitHub refuses columns of something on several lines.
        let columns = match start.line == end.line {
            true => format!(",col={},endColumn={}", start.column, end.column),
            false => String::new(),
        };
        format!(
            "::{} file={file},line={},endLine={}{columns},title={}::{}",
            name(finding.severity),
            start.line,
            end.line,
            property(format!("tonelint {}", finding.rule)),
            data(&message::whole(report, finding)),
        )
    }
}

impl Reporter for Github<'_> {
    fn report(&mut self, report: &Report<'_>, _: &mut dyn Write) -> io::Result<()> {
        for finding in &report.findings {
            let command = self.command(report, finding);
            self.commands.push((finding.severity, command));
        }
        Ok(())
    }

    fn finish(&mut self, summary: &Summary, out: &mut dyn Write) -> io::Result<()> {
        // Stable: within a severity they stay in the order of the drafts.
        self.commands.sort_by_key(|(severity, _)| std::cmp::Reverse(*severity));
        let severe = self.commands.partition_point(|(severity, _)| *severity != Severity::Info);
        let (severe, mild) = self.commands.split_at(severe);
        severe.iter().try_for_each(|(_, command)| writeln!(out, "{command}"))?;
        // In front of the notices, of which it is one: behind ten others nobody would see it.
        if let Some(hidden) = hidden(summary) {
            writeln!(out, "::notice title=tonelint::{}", data(&hidden))?;
        }
        mild.iter().try_for_each(|(_, command)| writeln!(out, "{command}"))
    }
}

/// What GitHub will not show beside the lines; nothing when it shows everything.
fn hidden(summary: &Summary) -> Option<String> {
    let kinds = [
        (Severity::Error, "error", "errors"),
        (Severity::Warning, "warning", "warnings"),
        (Severity::Info, "info", "info"),
    ];
    let is_full = kinds.iter().any(|(severity, ..)| SHOWN < summary.of(*severity));
    let found = kinds.iter().map(|(severity, one, many)| counted(summary.of(*severity), one, many));
    let found = found.collect::<Vec<_>>().join(", ");
    is_full.then(|| format!("{found}. GitHub shows {SHOWN} of a kind beside the lines; the log has all of them."))
}

fn name(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Info => "notice",
    }
}

/// What stands behind the second `::`.
fn data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

/// A value in front of it.
fn property(text: impl AsRef<str>) -> String {
    data(&super::clean::line(text.as_ref())).replace(':', "%3A").replace(',', "%2C")
}

#[cfg(test)]
mod tests {
    use super::{
        super::tests::{NOWHERE, report, written},
        *,
    };

    fn commands(severities: impl IntoIterator<Item = Severity>) -> Vec<String> {
        let of = |severity| {
            let mut report = report("the only person", "the only person");
            report.findings[0].severity = severity;
            report
        };
        let text = written(Github::new(&NOWHERE), severities.into_iter().map(of).collect());
        text.lines().map(str::to_owned).collect()
    }

    #[test]
    fn the_gravest_come_first() {
        let kinds = commands([Severity::Info, Severity::Error, Severity::Warning]);
        let kinds: Vec<&str> = kinds.iter().filter_map(|line| line.split(' ').next()).collect();
        assert_eq!(kinds, ["::error", "::warning", "::notice"]);
    }

    #[test]
    fn what_github_will_not_show_is_counted_where_it_shows_it() {
        assert!(commands([Severity::Error; 10]).iter().all(|line| line.starts_with("::error")));
        let lines = commands([Severity::Error; 11].into_iter().chain([Severity::Info; 12]));
        assert_eq!(
            lines[11],
            "::notice title=tonelint::11 errors, 0 warnings, 12 info. \
             GitHub shows 10 of a kind beside the lines; the log has all of them."
        );
        assert!(lines[12].starts_with("::notice file="), "{lines:?}");
    }

    #[test]
    fn a_path_cannot_end_its_property() {
        let mut report = report("the only person", "the only");
        report.name = "a,b:c%0A::error::\n.md".to_owned();
        let text = written(Github::new(&NOWHERE), vec![report]);
        assert!(text.starts_with("::error file=a%2Cb%3Ac%250A%3A%3Aerror%3A%3A .md,line=1,"), "{text}");
    }
}
