//! What flags can be set to, and what that means in the library.

use clap::ValueEnum;

#[derive(Clone, Copy, Debug, ValueEnum)]
pub(crate) enum Show {
    /// Flagged replies in which nothing was found
    Missed,
    /// Clean replies in which something was found
    False,
    /// Flagged replies in which only other words were found
    Wrong,
    /// All of these
    All,
}

/// An encoding that the bytes of a file do not always tell by themselves.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub(crate) enum Encoding {
    /// What spreadsheets write in the West
    #[value(name = "windows-1252", aliases = ["latin1", "iso-8859-1"])]
    Windows1252,
    /// The low byte first
    #[value(name = "utf-16le")]
    Utf16Le,
    /// The high byte first
    #[value(name = "utf-16be")]
    Utf16Be,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
pub(crate) enum Color {
    /// When a terminal reads the output and the environment does not object
    Auto,
    /// Always, even into files
    Always,
    /// Never
    Never,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Format {
    /// For people: the line, the words underlined, and what to write instead
    Pretty,
    /// One line for each finding, as grep prints it
    Line,
    /// One JSON object
    Json,
    /// One JSON object a line: each finding, then the summary
    Jsonl,
    /// SARIF 2.1.0, for code scanning
    Sarif,
    /// Annotations on GitHub, and a table in the summary of the step
    Github,
    /// GitLab's code quality report
    Gitlab,
    /// JUnit's XML: a failed test for each finding
    Junit,
    /// Checkstyle's XML
    Checkstyle,
    /// For reviewdog: one object, with suggestions
    Rdjson,
    /// For reviewdog: one object a line
    Rdjsonl,
    /// A table in Markdown
    Markdown,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum AuditFormat {
    /// A page in one file, with charts and filters
    Html,
    /// The totals and the worst replies
    Markdown,
    /// A row for each finding and each clean reply
    Csv,
    /// Everything, for programs and for --since
    Json,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
pub(crate) enum ListFormat {
    /// Lines for people
    Text,
    /// One JSON object
    Json,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
pub(crate) enum Severity {
    /// A matter of taste
    Info,
    /// Look again
    Warning,
    /// Do not send this
    Error,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
pub(crate) enum FailOn {
    /// Every finding
    Info,
    /// Warnings and errors
    Warning,
    /// Errors only
    Error,
    /// No finding
    Never,
}

impl From<Severity> for tonelint::Severity {
    fn from(severity: Severity) -> tonelint::Severity {
        match severity {
            Severity::Info => tonelint::Severity::Info,
            Severity::Warning => tonelint::Severity::Warning,
            Severity::Error => tonelint::Severity::Error,
        }
    }
}

impl From<Encoding> for tonelint::Encoding {
    fn from(encoding: Encoding) -> tonelint::Encoding {
        match encoding {
            Encoding::Utf16Le => tonelint::Encoding::Utf16Le,
            Encoding::Utf16Be => tonelint::Encoding::Utf16Be,
            Encoding::Windows1252 => tonelint::Encoding::Windows1252,
        }
    }
}

impl FailOn {
    /// The lowest severity that fails a run; none when nothing does.
    pub(crate) fn threshold(self) -> Option<tonelint::Severity> {
        match self {
            FailOn::Info => Some(tonelint::Severity::Info),
            FailOn::Warning => Some(tonelint::Severity::Warning),
            FailOn::Error => Some(tonelint::Severity::Error),
            FailOn::Never => None,
        }
    }
}
