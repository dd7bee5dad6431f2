//! Where a comment that allows a finding can be written, in the syntax of its file.

use std::path::{Component, Path};

use tonelint::{Document, Finding, Format, Report, Span};

/// A comment, and the byte in front of which it is put.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Allowance {
    pub(super) at: usize,
    pub(super) text: String,
}

/// Why a finding is allowed for this time only.
pub(super) fn hindrance(format: Format) -> &'static str {
    match format {
        Format::Plain | Format::Template => "a comment in plain text could be sent with it",
        Format::Mail | Format::Mbox => "a comment in a mail would be sent with it",
        Format::Markdown | Format::Html | Format::Yaml | Format::Toml => "there is no room for a comment",
        Format::Json | Format::JsonLines | Format::Csv | Format::Tsv | Format::Plist => "a comment in it would be sent",
    }
}

/// What a configuration says to allow a rule in a draft, or in one record of it.
pub(super) fn row(name: &str, locator: Option<&str>, rule: &str, needs_reason: bool) -> String {
    let quoted = |text: &str| toml::Value::from(text).to_string();
    let mut row = format!("[[allow]]\npath = {}\n", quoted(&as_pattern(Path::new(name))));
    if let Some(locator) = locator {
        row += &format!("locator = {}\n", quoted(locator));
    }
    row += &format!("rule = {}\n", quoted(rule));
    if needs_reason {
        row += "reason = \"[why]\"\n";
    }
    row
}

/// A path as a pattern for it, whatever folder above it the configuration is in.
fn as_pattern(path: &Path) -> String {
    let parts = path.components().filter_map(|part| match part {
        Component::Normal(part) => Some(part.to_string_lossy()),
        _ => None,
    });
    let parts: Vec<_> = parts.collect();
    // Nobody knows how much of a whole path is above the configuration.
    let known = if path.has_root() { &parts[parts.len().saturating_sub(1)..] } else { &parts[..] };
    let mut pattern = if 1 < known.len() { "**/".to_owned() } else { String::new() };
    for c in known.join("/").chars() {
        if matches!(c, '\\' | '*' | '?' | '[' | ']' | '{' | '}' | '!' | '#' | ' ') {
            pattern.push('\\');
        }
        pattern.push(c);
    }
    pattern
}

/// The comments that would allow a finding, for this reason if there is one, the best first; none where they would
/// be sent.
pub(super) fn allowances(document: &Document<'_>, finding: &Finding, reason: Option<&str>) -> Vec<Allowance> {
    let said = match reason {
        Some(reason) => format!("{} -- {reason}", finding.rule),
        None => finding.rule.clone(),
    };
    match document.format() {
        _ if finding.rule.starts_with("suppression/") => Vec::new(),
        Format::Yaml | Format::Toml => above_value(document, finding, &said),
        format @ (Format::Markdown | Format::Html) => beside_words(document.source(), format, finding, &said),
        _ => Vec::new(),
    }
}

/// Above the line on which a value begins, or above the key of a value that begins below it.
fn above_value(document: &Document<'_>, finding: &Finding, said: &str) -> Vec<Allowance> {
    let source = document.source();
    let Some(passage) = document.passages().get(finding.passage) else { return Vec::new() };
    let begin = passage.text.source_span(Span::new(0, 1)).start;
    let line_end = if source.contains("\r\n") { "\r\n" } else { "\n" };
    let mut starts = Vec::new();
    let mut at = begin;
    // Between a key and the first line of its text there may be an empty one.
    while starts.len() < 3 {
        let start = source[..at].rfind('\n').map_or(0, |newline| newline + 1);
        starts.push(start);
        match start.checked_sub(1) {
            Some(before) => at = before,
            None => break,
        }
    }
    let comment = |start: usize| {
        let line = source[start..].lines().next().unwrap_or_default();
        let indent = &line[..line.len() - line.trim_start().len()];
        let text = format!("{indent}# tonelint-ignore-next-line {said}{line_end}");
        Allowance { at: start, text }
    };
    starts.into_iter().map(comment).collect()
}

fn beside_words(text: &str, format: Format, finding: &Finding, said: &str) -> Vec<Allowance> {
    let start = text[..finding.span.start].rfind('\n').map_or(0, |newline| newline + 1);
    let start = if text[start..].starts_with('\u{FEFF}') { start + '\u{FEFF}'.len_utf8() } else { start };
    let end = text[start..].find('\n').map_or(text.len(), |length| start + length);
    let line = &text[start..end];
    let beside =
        Allowance { at: start + end_of_words(line, format), text: format!(" <!-- tonelint-ignore {said} -->") };
    let is_apart = text[..start].trim_end_matches([' ', '\t']).ends_with("\n\n")
        || text[..start].trim_end_matches([' ', '\t']).ends_with("\r\n\r\n")
        || text[..start].trim_matches(['\u{FEFF}', '\r', '\n']).is_empty();
    // In Markdown, a line of its own would end a paragraph or a list that it stands in.
    let begins_paragraph = is_apart && line.starts_with(|c: char| c.is_alphabetic() || "'\"“‘*_".contains(c));
    if format == Format::Markdown && (!begins_paragraph || line.starts_with("* ")) {
        return vec![beside];
    }
    let indent = &line[..line.len() - line.trim_start().len()];
    let line_end = if text.contains("\r\n") { "\r\n" } else { "\n" };
    let comment = format!("{indent}<!-- tonelint-ignore-next-line {said} -->{line_end}");
    vec![Allowance { at: start, text: comment }, beside]
}

/// Two spaces at the end of a line of Markdown are a line break, and a bar is the end of a row.
fn end_of_words(line: &str, format: Format) -> usize {
    let words = line.trim_end();
    match words.strip_suffix('|') {
        Some(row) if format == Format::Markdown && row.contains('|') => row.trim_end().len(),
        _ => words.len(),
    }
}

/// Whether a comment allows the finding it was written for, and changes nothing else: not what the customer
/// reads, nor what else is found.
pub(super) fn is_enough(before: &Report<'_>, after: &Report<'_>, allowance: &Allowance, finding: &Finding) -> bool {
    let moved = |at: usize| if allowance.at <= at { at + allowance.text.len() } else { at };
    let is = |found: &Finding, known: &Finding| found.rule == known.rule && found.span.start == moved(known.span.start);
    let is_allowed = !after.findings.iter().any(|found| is(found, finding));
    let mut rest = before.findings.iter();
    let is_known = |found: &Finding| rest.any(|known| is(found, known));
    is_allowed && after.findings.iter().all(is_known) && words(&before.document) == words(&after.document)
}

/// What the customer reads, however it is broken into lines.
fn words(document: &Document<'_>) -> Vec<String> {
    let words = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    document.passages().iter().map(|passage| words(passage.text.as_str())).collect()
}

#[cfg(test)]
mod tests {
    use tonelint::{Linter, Pack};

    use super::*;

    /// The text with the first comment that is enough.
    fn check(format: Format, text: &str, expected: &str) {
        let linter = Linter::new(Pack::builtin());
        let lint = |text| linter.lint("draft", Document::parse(text, format));
        let before = lint(text);
        let finding = before.findings.last().expect("something is found");
        let put =
            |allowance: &Allowance| format!("{}{}{}", &text[..allowance.at], allowance.text, &text[allowance.at..]);
        let mut allowances = allowances(&before.document, finding, None).into_iter();
        let written = allowances.find_map(|allowance| {
            let new = put(&allowance);
            let is_enough =
                is_enough(&before, &linter.lint("draft", Document::parse(&new, format)), &allowance, finding);
            is_enough.then_some(new)
        });
        assert_eq!(written.as_deref().unwrap_or("none"), expected, "{text}");
    }

    #[test]
    fn a_paragraph_of_markdown_has_it_above() {
        let above = "<!-- tonelint-ignore-next-line denigrating/asinine -->";
        check(Format::Markdown, "That is asinine.\n", &format!("{above}\nThat is asinine.\n"));
        check(
            Format::Markdown,
            "Hi.\r\n\r\nThat is asinine.\r\n",
            &format!("Hi.\r\n\r\n{above}\r\nThat is asinine.\r\n"),
        );
        check(Format::Markdown, "\u{FEFF}That is asinine.", &format!("\u{FEFF}{above}\nThat is asinine."));
    }

    #[test]
    fn a_line_in_the_middle_of_something_has_it_at_its_end() {
        let beside = "<!-- tonelint-ignore denigrating/asinine -->";
        check(Format::Markdown, "So\nit is asinine.  \nYes.", &format!("So\nit is asinine. {beside}  \nYes."));
        check(Format::Markdown, "- One.\n\n- It is asinine.\n", &format!("- One.\n\n- It is asinine. {beside}\n"));
        check(Format::Markdown, "# It is asinine\n", &format!("# It is asinine {beside}\n"));
        let table = "| a | b |\n| - | - |\n| It is asinine | c |\n";
        check(Format::Markdown, table, &format!("| a | b |\n| - | - |\n| It is asinine | c {beside} |\n"));
    }

    #[test]
    fn html_has_it_above_unless_that_is_inside_of_a_tag() {
        let above = "<!-- tonelint-ignore-next-line denigrating/asinine -->";
        check(Format::Html, "<p>\n  It is asinine.</p>", &format!("<p>\n  {above}\n  It is asinine.</p>"));
        let tag = "<a\n href=\"x\">It is asinine</a>";
        check(Format::Html, tag, &format!("{tag} <!-- tonelint-ignore denigrating/asinine -->"));
    }

    #[test]
    fn a_value_has_it_above_its_key() {
        let comment = "# tonelint-ignore-next-line denigrating/asinine";
        let yaml = |before: &str, after: &str| {
            check(Format::Yaml, &format!("{before}{after}"), &{
                let indent = &after[..after.len() - after.trim_start().len()];
                format!("{before}{indent}{comment}\n{after}")
            })
        };
        yaml("a: 1\nb:\n", "  body: It is asinine to wait.\n");
        yaml("- a: 1\n", "  body: |\n    Hi,\n    it is asinine to wait.\n");
        yaml("- a: 1\n", "  body: >-\n\n    It is asinine to wait.\n");
        let toml = "a = 1\nbody = \"\"\"\nIt is asinine to wait.\"\"\"\n";
        check(Format::Toml, toml, &toml.replace("body", &format!("{comment}\nbody")));
    }

    #[test]
    fn a_row_names_the_file_and_nothing_like_it() {
        let row = row("../in/who [1].json", Some("macros[id=7].\"a\""), "a/b", true);
        let expected = "[[allow]]\npath = '**/in/who\\ \\[1\\].json'\nlocator = 'macros[id=7].\"a\"'\nrule = \"a/b\"\nreason = \"[why]\"\n";
        assert_eq!(row, expected);
        assert_eq!(as_pattern(Path::new("a.json")), "a.json");
        assert_eq!(as_pattern(Path::new("/in/a.json")), "a.json");
    }

    #[test]
    fn what_would_be_sent_is_not_written() {
        check(Format::Plain, "It is asinine.", "none");
        check(Format::Json, "[\"It is asinine.\"]", "none");
        check(Format::Markdown, "Hi. <!-- tonelint-ignore -->", "none");
    }
}
