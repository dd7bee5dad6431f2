//! Comments that speak to this tool, in the syntax of every format.

use memchr::memmem;

use super::{
    Format, Passage, bom_length,
    mail::{self, Line},
};
use crate::{mapped::Comment, span::Span};

/// How a comment begins that speaks to this tool.
const NAME: &str = "tonelint-";

/// What opens a comment and what closes it, the longer forms first.
const MARKS: [(&str, &str); 8] = [
    ("<!--", "-->"),
    ("{{!--", "--}}"),
    ("{{~!--", "--}}"),
    ("{{!", "}}"),
    ("{#", "#}"),
    ("<%--", "--%>"),
    ("<%#", "%>"),
    ("/*", "*/"),
];

/// Whether a source has comments that speak to this tool. Most have none, and are not looked through again.
pub(super) fn are_in(source: &str) -> bool {
    memmem::find(source.as_bytes(), NAME.as_bytes()).is_some()
}

/// What a comment says to this tool, without its marks; nothing if it speaks to somebody else.
pub(super) fn told(comment: &str) -> Option<&str> {
    let inside = marked(comment).or_else(|| liquid(comment)).or_else(|| line(comment))?;
    // Marks may have a sign that takes the white space around them away.
    let inside = inside.trim().trim_start_matches(['-', '~', '+']);
    let inside = inside.strip_suffix(['-', '~', '+']).unwrap_or(inside).trim();
    inside.starts_with(NAME).then_some(inside)
}

fn marked(comment: &str) -> Option<&str> {
    let inside = |(open, close): &(&str, &str)| comment.strip_prefix(open)?.strip_suffix(close);
    MARKS.iter().find_map(inside)
}

/// `{% comment %}…{% endcomment %}`.
fn liquid(comment: &str) -> Option<&str> {
    if !comment.starts_with("{%") {
        return None;
    }
    let (_, inside) = comment.split_once("%}")?;
    Some(inside.rsplit_once("{%")?.0)
}

/// `# …` and `// …`.
fn line(comment: &str) -> Option<&str> {
    let trimmed = comment.trim_start();
    let inside = trimmed.trim_start_matches('#');
    if inside.len() < trimmed.len() { Some(inside) } else { trimmed.strip_prefix("//") }
}

/// A line of plain text that holds nothing but what is said to this tool, behind a `#`.
pub(super) fn is_line(line: Line<'_>) -> bool {
    line.text.trim_start().starts_with('#') && told(line.text).is_some()
}

/// The comments of a structured file that stand outside of its values.
pub(super) fn beside_values(source: &str, format: Format, passages: &[Passage<'_>]) -> Vec<Comment> {
    match format {
        Format::Json | Format::JsonLines if are_in(source) => in_json(source),
        Format::Yaml | Format::Toml if are_in(source) => behind_hashes(source, passages),
        _ => Vec::new(),
    }
}

/// `# …` outside of the texts that are read: behind white space, up to the end of the line.
fn behind_hashes(source: &str, passages: &[Passage<'_>]) -> Vec<Comment> {
    let mut comments: Vec<Comment> = Vec::new();
    let mut after = 0;
    for found in memmem::find_iter(source.as_bytes(), NAME.as_bytes()) {
        let before = source[..found].trim_end_matches([' ', '\t']);
        let start = before.trim_end_matches('#').len();
        let is_apart = start == 0 || source[..start].ends_with([' ', '\t', '\n']);
        if start < after || start == before.len() || !is_apart {
            continue;
        }
        let line = mail::line_at(source, start);
        after = start + line.text.len();
        if let Some(text) = told(line.text) {
            comments.push(Comment { text: text.to_owned(), span: Span::new(start, after) });
        }
    }
    let mut is_text = vec![false; comments.len()];
    let numbers = |span: Span| {
        let number_at = |at: usize| comments.partition_point(|comment| comment.span.start < at);
        number_at(span.start)..number_at(span.end)
    };
    for Passage { text, .. } in passages {
        for number in text.extent().map(numbers).unwrap_or_default() {
            is_text[number] |= text.covers(comments[number].span.start);
        }
        // What is said inside of a text is handed over with it.
        let own = text.comments().iter().flat_map(|comment| numbers(comment.span));
        own.for_each(|number| is_text[number] = true);
    }
    let beside = comments.into_iter().zip(is_text).filter(|(_, is_text)| !is_text);
    beside.map(|(comment, _)| comment).collect()
}

/// `// …` and `/* … */` outside of texts.
fn in_json(source: &str) -> Vec<Comment> {
    let bytes = source.as_bytes();
    let mut comments = Vec::new();
    let mut at = bom_length(source);
    while let Some(found) = memchr::memchr2(b'"', b'/', &bytes[at..]) {
        at += found;
        let end = match &bytes[at..] {
            [b'"', ..] => end_of_text(bytes, at + 1),
            [b'/', b'/', ..] => memchr::memchr(b'\n', &bytes[at..]).map_or(bytes.len(), |length| at + length),
            [b'/', b'*', ..] => memmem::find(&bytes[at..], b"*/").map_or(bytes.len(), |length| at + length + 2),
            _ => at + 1,
        };
        if bytes[at] == b'/'
            && let Some(text) = told(&source[at..end])
        {
            comments.push(Comment { text: text.to_owned(), span: Span::new(at, end) });
        }
        at = end;
    }
    comments
}

/// One past the quotation mark that ends the text whose first byte is at `at`.
fn end_of_text(bytes: &[u8], mut at: usize) -> usize {
    while let Some(found) = memchr::memchr2(b'"', b'\\', &bytes[at.min(bytes.len())..]) {
        at += found;
        if bytes[at] == b'"' {
            return at + 1;
        }
        at += 2;
    }
    bytes.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_said_is_found_between_the_marks_of_every_syntax() {
        let check = |comment: &str, expected: Option<&str>| assert_eq!(told(comment), expected, "{comment}");
        for comment in [
            "<!-- tonelint-ignore a/b -- c -->",
            "<!--tonelint-ignore a/b -- c-->",
            "{{!-- tonelint-ignore a/b -- c --}}",
            "{{! tonelint-ignore a/b -- c }}",
            "{# tonelint-ignore a/b -- c #}",
            "{#- tonelint-ignore a/b -- c -#}",
            "{% comment %} tonelint-ignore a/b -- c {% endcomment %}",
            "{%- comment -%}tonelint-ignore a/b -- c{%- endcomment -%}",
            "<%# tonelint-ignore a/b -- c %>",
            "<%# tonelint-ignore a/b -- c -%>",
            "<%-- tonelint-ignore a/b -- c --%>",
            "# tonelint-ignore a/b -- c",
            "  ## tonelint-ignore a/b -- c\r",
            "// tonelint-ignore a/b -- c",
            "/* tonelint-ignore a/b -- c */",
            "<!--\n  tonelint-ignore a/b -- c\n-->",
        ] {
            check(comment, Some("tonelint-ignore a/b -- c"));
        }
        check("<!-- see tonelint-ignore -->", None);
        check("<!-- tonelint is on -->", None);
        check("tonelint-ignore", None);
        check("{% comment tonelint-ignore", None);
        check("", None);
    }

    #[test]
    fn a_comment_of_json_stands_outside_of_texts() {
        let source = r#"{"a": "// tonelint-ignore \" /* tonelint-ignore */", // tonelint-ignore x
            /* tonelint-ignore y */ "b": 1} // tonelint-ignore z"#;
        let texts: Vec<String> = in_json(source).into_iter().map(|comment| comment.text).collect();
        assert_eq!(texts, ["tonelint-ignore x", "tonelint-ignore y", "tonelint-ignore z"]);
        assert!(in_json(r#""tonelint- \"#).is_empty());
        assert_eq!(in_json("/* tonelint-ignore").len(), 0);
    }
}
