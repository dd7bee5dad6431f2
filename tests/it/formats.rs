//! Formats around the words: what is found in them, where exactly, and what `fix` makes of it.

mod csv;
mod desks;
mod html;
mod json;
mod mail;
mod plist;
mod templates;
mod toml;
mod yaml;

use std::fs;

use tonelint::{Choice, Document, Format, Linter, Mended, Pack, Reading, Remark, Span, mend};

/// Two words to be found, with the words that take their place.
const PACK: &str = r#"
[pack]
name = "planted"
severity = "error"
[[rule]]
id = "calm"
message = "m"
why = "w"
phrases = ["calm down"]
swap = ["take \"care\" & <3"]
[[rule.example]]
bad = "Calm down."
good = "Take care."
[[rule]]
id = "only"
message = "m"
why = "w"
phrases = ["you are the only person"]
note = "n"
[[rule.example]]
bad = "You are the only person."
good = "You are not alone."
[[rule]]
id = "wait"
message = "m"
why = "w"
phrases = ["wait your turn"]
write = ["We call you."]
[[rule.example]]
bad = "Wait your turn."
good = "We call you."
"#;

fn linter() -> Linter {
    Linter::new([Pack::parse("planted.toml", PACK).unwrap_or_else(|mistakes| panic!("{}", mistakes[0]))])
}

fn sample(name: &str) -> String {
    let path = format!("{}/tests/formats/{name}", env!("CARGO_MANIFEST_DIR"));
    fs::read_to_string(&path).unwrap_or_else(|error| panic!("{path}: {error}"))
}

/// What is found, as it stands in the file.
fn found_in<'t>(document: Document<'t>) -> Vec<&'t str> {
    let report = linter().lint("sample", document);
    let mut spans: Vec<_> =
        report.findings.iter().flat_map(|finding| [finding.span].into_iter().chain(finding.also.clone())).collect();
    spans.sort();
    spans.into_iter().map(|span| report.document.slice(span)).collect()
}

fn found(source: &str, format: Format) -> Vec<&str> {
    found_in(Document::parse(source, format))
}

fn mended(source: &str, format: Format, choice: Choice) -> Mended {
    mend(&linter(), source, format, &Reading::default(), choice)
}

/// Locator, title and raw words of each finding.
fn located(source: &str, format: Format, reading: &Reading) -> Vec<(String, String, String)> {
    let report = linter().lint("sample", Document::read(source, format, reading));
    let located = report.findings.iter().map(|finding| {
        let passage = &report.document.passages()[finding.passage];
        let or_nothing = |text: Option<&str>| text.unwrap_or_default().to_owned();
        let (locator, title) = (passage.locator.as_deref(), passage.title.as_deref());
        (or_nothing(locator), or_nothing(title), report.document.slice(finding.span).to_owned())
    });
    located.collect()
}

/// What is found is what is expected: locator, title and raw words.
#[track_caller]
fn check(source: &str, format: Format, reading: &Reading, expected: &[(&str, &str, &str)]) {
    let found = located(source, format, reading);
    let found: Vec<_> = found.iter().map(|(locator, title, raw)| (&**locator, &**title, &**raw)).collect();
    assert_eq!(found, expected, "{source}");
}

/// A sample says what is expected, also with other line ends, with a mark in front, and where only one field of it is
/// asked for; the other one that is named holds no text.
#[track_caller]
fn check_sample(
    name: &str,
    format: Format,
    expected: &[(&str, &str, &str)],
    (field, part): (&str, &[(&str, &str, &str)]),
    other: &str,
) {
    let source = sample(name);
    check(&source, format, &Reading::default(), expected);
    let raw = found(&source, format);
    let dos: Vec<String> = raw.iter().map(|raw| raw.replace('\n', "\r\n")).collect();
    assert_eq!(found(&source.replace('\n', "\r\n"), format), dos);
    assert_eq!(found(&format!("\u{FEFF}{source}"), format), raw);
    let reading = Reading { fields: vec![field.to_owned(), other.to_owned()], ..Reading::default() };
    check(&source, format, &reading, part);
    let document = Document::read(&source, format, &reading);
    assert_eq!(document.remarks(), [Remark::Missing(other.to_owned())]);
}

/// A source that is no such file is plain text and says why.
#[track_caller]
fn check_broken(source: &str, format: Format, expected: &str) {
    let document = Document::parse(source, format);
    assert_eq!(document.format(), Format::Plain, "{expected}");
    let [Remark::Broken(reason)] = document.remarks() else { panic!("{:?}", document.remarks()) };
    assert!(reason.starts_with(&format!("it is not {} ({expected}", format.name())), "{reason}");
}

/// No letter of a text came from a part of a character.
fn cuts_no_character(source: &str, format: Format) -> bool {
    let document = Document::parse(source, format);
    document.passages().iter().all(|passage| {
        let mut letters = passage.text.as_str().char_indices();
        letters.all(|(at, c)| source.get(passage.text.source_span(Span::new(at, at + c.len_utf8())).range()).is_some())
    })
}
