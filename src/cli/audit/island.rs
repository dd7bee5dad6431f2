//! The replies for the script of the page, as JSON in which no byte means anything to HTML.

use std::{
    borrow::Cow,
    collections::HashMap,
    io::{self, Write},
};

use serde::Serialize;
use tonelint::Severity;

use super::{
    html::{pieces, sentences},
    model::{Audit, Found, Reply, SEVERITIES, Status},
};
use crate::cli::clean;

/// Writes the replies in the order of the report, then the names that they refer to.
pub(super) fn write(audit: &Audit, out: &mut dyn Write) -> io::Result<()> {
    let mut out = Inert(out);
    let mut names = Names::default();
    out.write_all(b"{\"replies\":[")?;
    for (number, reply) in audit.replies.iter().enumerate() {
        out.write_all(if number == 0 { b"\n" } else { b",\n" })?;
        serde_json::to_writer(&mut out, &Line::new(reply, number, &mut names))?;
    }
    out.write_all(b"],\n\"names\":")?;
    serde_json::to_writer(&mut out, &names)?;
    out.write_all(b"}")
}

/// Writes JSON such that HTML sees neither tags nor entities in it.
struct Inert<'w>(&'w mut dyn Write);

impl Write for Inert<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let mut written = 0;
        for (at, byte) in bytes.iter().enumerate() {
            // Outside of texts JSON has none of these, and inside of them any character may be written so.
            let escape: &[u8] = match byte {
                b'<' => b"\\u003c",
                b'>' => b"\\u003e",
                b'&' => b"\\u0026",
                _ => continue,
            };
            self.0.write_all(&bytes[written..at])?;
            self.0.write_all(escape)?;
            written = at + 1;
        }
        self.0.write_all(&bytes[written..])?;
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        self.0.flush()
    }
}

/// Names that many replies share, each written once; replies refer to them by number.
#[derive(Default, Serialize)]
struct Names {
    categories: List,
    rules: List,
    messages: List,
    phrases: List,
    folders: List,
    paths: List,
}

/// Names in the order in which they were first met.
#[derive(Default, Serialize)]
#[serde(transparent)]
struct List {
    names: Vec<String>,
    #[serde(skip)]
    numbers: HashMap<String, usize>,
}

impl List {
    fn number(&mut self, name: &str) -> usize {
        if let Some(number) = self.numbers.get(name) {
            return *number;
        }
        self.names.push(clean::line(name).into_owned());
        self.numbers.insert(name.to_owned(), self.names.len() - 1);
        self.names.len() - 1
    }
}

/// One reply. The keys are short, as there may be fifty thousand of them.
#[derive(Serialize)]
struct Line<'a> {
    #[serde(rename = "t", skip_serializing_if = "Option::is_none")]
    title: Option<Cow<'a, str>>,
    #[serde(rename = "i", skip_serializing_if = "Option::is_none")]
    id: Option<Cow<'a, str>>,
    #[serde(rename = "r", skip_serializing_if = "Option::is_none")]
    record: Option<Cow<'a, str>>,
    #[serde(rename = "o")]
    order: usize,
    #[serde(rename = "p")]
    path: usize,
    #[serde(rename = "d")]
    folder: usize,
    #[serde(rename = "w")]
    words: u64,
    #[serde(rename = "s")]
    score: u8,
    #[serde(rename = "u", skip_serializing_if = "Option::is_none")]
    uses: Option<u64>,
    #[serde(rename = "b", skip_serializing_if = "Vec::is_empty")]
    passages: Vec<Passage<'a>>,
    #[serde(rename = "f", skip_serializing_if = "Vec::is_empty")]
    findings: Vec<Finding<'a>>,
}

#[derive(Serialize)]
struct Passage<'a> {
    #[serde(rename = "l", skip_serializing_if = "Option::is_none")]
    locator: Option<Cow<'a, str>>,
    /// Stretches of text, each with the findings that its words belong to.
    #[serde(rename = "t")]
    text: Vec<(String, Vec<usize>)>,
}

#[derive(Serialize)]
struct Finding<'a> {
    #[serde(rename = "c")]
    category: usize,
    #[serde(rename = "r")]
    rule: usize,
    #[serde(rename = "m")]
    message: usize,
    /// 0 for an error, 1 for a warning, 2 for a hint.
    #[serde(rename = "s")]
    severity: usize,
    #[serde(rename = "h")]
    phrase: usize,
    #[serde(rename = "x", skip_serializing_if = "Vec::is_empty")]
    sentences: Vec<String>,
    #[serde(rename = "e", skip_serializing_if = "Option::is_none")]
    note: Option<Cow<'a, str>>,
    #[serde(rename = "n", skip_serializing_if = "Option::is_none")]
    status: Option<&'static str>,
}

impl<'a> Line<'a> {
    fn new(reply: &'a Reply, order: usize, names: &mut Names) -> Line<'a> {
        let text = |text: &'a Option<String>| text.as_deref().map(clean::line);
        let several = 1 < reply.passages.len();
        let passage = |shown: &'a super::shown::Shown| Passage {
            locator: shown.locator.as_deref().filter(|_| several).map(clean::line),
            text: pieces(shown),
        };
        Line {
            title: text(&reply.title),
            id: text(&reply.id),
            record: text(&reply.record),
            order,
            path: names.paths.number(&reply.path),
            folder: names.folders.number(&reply.folder),
            words: reply.words,
            score: reply.score.value(),
            uses: reply.uses,
            passages: reply.passages.iter().map(passage).collect(),
            findings: reply.findings.iter().map(|found| Finding::new(found, names)).collect(),
        }
    }
}

impl<'a> Finding<'a> {
    fn new(found: &'a Found, names: &mut Names) -> Finding<'a> {
        let grade = |severity: Severity| SEVERITIES.iter().position(|other| *other == severity).unwrap_or(0);
        Finding {
            category: names.categories.number(&found.category),
            rule: names.rules.number(&found.rule),
            message: names.messages.number(&found.message),
            severity: grade(found.severity),
            phrase: names.phrases.number(&found.phrase),
            sentences: sentences(found).collect(),
            note: found.note.as_deref().map(clean::line),
            status: found.status.map(Status::name),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_html_would_read_is_escaped_and_read_back_unchanged() {
        let hostile = "</script><script>alert(1)</script><!-- &lt; ]]> </style>";
        let mut written = Vec::new();
        serde_json::to_writer(&mut Inert(&mut written), &[hostile]).expect("a vector can be written to");
        assert!(!written.iter().any(|byte| b"<>&".contains(byte)));
        let read: Vec<String> = serde_json::from_slice(&written).expect("it is JSON");
        assert_eq!(read, [hostile]);
    }
}
