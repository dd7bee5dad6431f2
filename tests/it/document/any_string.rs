//! Whatever a draft holds, it is read, in time, and every place leads back to it.

use proptest::prelude::*;

use super::*;

const NASTY: &[&str] = &[
    "{",
    "}",
    "{{",
    "}}",
    "{%",
    "%}",
    "%",
    "<",
    ">",
    "<%",
    "%>",
    "</",
    "[",
    "]",
    "](",
    "(",
    ")",
    "&",
    ";",
    "#",
    "$",
    "`",
    "```",
    "~~~",
    "*",
    "**",
    "_",
    "__",
    "\n",
    "\r\n",
    "\r",
    " ",
    "  ",
    "    ",
    "\t",
    "> ",
    "'",
    "\"",
    "\\",
    "é",
    "🙂",
    "\u{A0}",
    "\u{200B}",
    "\u{FFFC}",
    "\u{2029}",
    "\u{FEFF}",
    "：",
    "-- ",
    "--",
    "- ",
    "---",
    "+++",
    "1. ",
    "|",
    "!",
    "@",
    "/",
    ".",
    ":",
    "://",
    "www.",
    "mailto:",
    "<b>",
    "</b>",
    "<code>",
    "</code>",
    "<blockquote>",
    "</blockquote>",
    "<!--",
    "-->",
    "<br>",
    "<p",
    "=",
    "&nbsp;",
    "&#39;",
    "On ",
    " wrote:",
    "10:12",
    "5 Oct 2026",
    "a@b.org",
    "From: ",
    "Subject: ",
    "Sent: ",
    "Re: ",
    "____________________",
    "-----Original Message-----",
    "Sent from my x",
    "word",
    "calm down",
    "name",
    "NAME",
    "x_y",
    "file.txt",
    "if",
    "else",
    "endcomment",
    "[^1]",
    "^",
    "~~",
];

fn nasty() -> impl Strategy<Value = String> {
    prop::collection::vec(prop::sample::select(NASTY), 0..40).prop_map(|parts| parts.concat())
}

fn documents(source: &str) -> Vec<Document<'_>> {
    let mut documents = Vec::new();
    for format in [Format::Plain, Format::Markdown, Format::Html] {
        for quoted in [Quoted::Skip, Quoted::Include] {
            documents.push(Document::parse_with(source, format, quoted));
        }
    }
    documents
}

fn check_places(document: &Document<'_>) -> Result<(), TestCaseError> {
    let source = document.source();
    for passage in document.passages() {
        let text = passage.text.as_str();
        let mut last = Span::new(0, 0);
        for (at, mark) in text.char_indices() {
            let place = passage.text.source_span(Span::new(at, at + mark.len_utf8()));
            prop_assert!(source.get(place.range()).is_some(), "{:?} is no range of {:?}", place, source);
            prop_assert!(
                last.start <= place.start && last.end <= place.end,
                "{:?} after {:?} in {:?}",
                place,
                last,
                source
            );
            // What was neither replaced nor a hole stands there as it is.
            let as_it_is = !"\u{2029}\u{FFFC}".contains(mark) && place.len() == mark.len_utf8();
            if as_it_is && !mark.is_whitespace() {
                prop_assert_eq!(&source[place.range()], &text[at..at + mark.len_utf8()]);
            }
            last = place;
        }
        let whole = passage.text.source_span(Span::new(0, text.len()));
        prop_assert!(whole.end <= source.len());
    }
    Ok(())
}

/// A word read again from its own place is the same word, when no half of some markup is inside.
fn check_words(document: &Document<'_>) -> Result<(), TestCaseError> {
    let passage = &document.passages()[0];
    let text = passage.text.as_str();
    let is_letter = |mark: char| mark.is_alphabetic();
    for word in text.split(|mark: char| !is_letter(mark)).filter(|word| !word.is_empty()) {
        let at = word.as_ptr() as usize - text.as_ptr() as usize;
        let place = passage.text.source_span(Span::new(at, at + word.len()));
        if document.slice(place).contains(|mark: char| "[]<>{}()*_~`\\$%|!".contains(mark)) {
            continue;
        }
        let again = Document::parse_with(document.slice(place), document.format(), document.quoted());
        prop_assert_eq!(again.passages()[0].text.as_str(), word, "in {:?}", document.source());
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_string_is_a_document(source in nasty()) {
        for document in documents(&source) {
            check_places(&document)?;
        }
    }

    #[test]
    fn any_characters_are_a_document(source in "\\PC{0,60}") {
        for document in documents(&source) {
            check_places(&document)?;
        }
    }

    #[test]
    fn a_word_is_found_at_its_own_place(source in nasty()) {
        for document in documents(&source) {
            check_words(&document)?;
        }
    }
}

#[test]
fn long_runs_of_opening_marks_are_read() {
    for part in [
        "{",
        "{{ ",
        "{% ",
        "{{a ",
        "%{",
        "%a",
        "<",
        "<b ",
        "<a \"",
        "<!--",
        "<% ",
        "<code>",
        "<blockquote>",
        "[",
        "[a](",
        "![",
        "`",
        "`` ` ",
        "> ",
        "a@",
        "a.b",
        "a_",
        "/a",
        "http://",
        "&",
        "&amp",
        "$A",
        "#{",
        "*",
        "- ",
    ] {
        let source = part.repeat(100_000 / part.len());
        Document::parse(&source, Format::Plain);
        Document::parse(&source, Format::Markdown);
        Document::parse(&source, Format::Html);
    }
}

#[test]
fn long_runs_of_suspicious_lines_are_read() {
    for line in [
        "```x",
        "--\n",
        "To: x\n",
        "From: x\n",
        "Ann wrote:\n",
        "On 5 wrote:\n",
        "____________________\n",
        "\n",
        ">\n",
        "- a\n",
        "Sent from my\n",
        "x:\n\n",
        "-----\n",
    ] {
        let source = line.repeat(100_000 / line.len());
        Document::parse(&source, Format::Plain);
        Document::parse(&source, Format::Markdown);
        Document::parse(&source, Format::Html);
    }
}
