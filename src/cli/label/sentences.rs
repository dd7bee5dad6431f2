//! Where the sentences of a reply are, so that people can name them by number.

use std::ops::Range;

use tonelint::{
    Document, Span,
    mapped::{BREAK, HOLE},
};

/// Words that end with a full stop in the middle of a sentence.
const ABBREVIATED: [&str; 16] =
    ["mr", "mrs", "ms", "dr", "prof", "st", "no", "nr", "e.g", "i.e", "eg", "ie", "etc", "approx", "vs", "cf"];

/// The sentences of the writer's own words, in text order.
pub(super) fn sentences(document: &Document<'_>) -> Vec<Span> {
    let passages = document.passages().iter();
    passages
        .flat_map(|passage| {
            let text = passage.text.as_str();
            split(text).into_iter().map(|range| passage.text.source_span(range.into()))
        })
        .collect()
}

/// The sentences of one text, without the white space around them.
fn split(text: &str) -> Vec<Range<usize>> {
    let mut sentences = Vec::new();
    let mut start = 0;
    for (at, c) in text.char_indices() {
        let end = match c {
            _ if at < start => continue,
            BREAK => at,
            '\n' if begins_block(&text[at + 1..]) => at,
            '.' | '!' | '?' | '…' => match end_of_sentence(text, start, at) {
                Some(end) => end,
                None => continue,
            },
            _ => continue,
        };
        push(text, start..end, &mut sentences);
        start = end.max(at + if c == BREAK { BREAK.len_utf8() } else { 0 });
    }
    push(text, start..text.len(), &mut sentences);
    sentences
}

/// Adds what is in a range, if there are words in it.
fn push(text: &str, range: Range<usize>, sentences: &mut Vec<Range<usize>>) {
    let is_around = |c: char| c.is_whitespace() || c == HOLE || c == BREAK;
    let sentence = &text[range.clone()];
    let start = range.start + (sentence.len() - sentence.trim_start_matches(is_around).len());
    let sentence = sentence.trim_matches(is_around);
    if sentence.contains(char::is_alphanumeric) {
        sentences.push(start..start + sentence.len());
    }
}

/// Whether a line begins a paragraph or an item of a list.
pub(super) fn begins_block(rest: &str) -> bool {
    let line = rest.split('\n').next().unwrap_or("").trim();
    let numbered = line.trim_start_matches(|c: char| c.is_ascii_digit());
    line.is_empty()
        || ["- ", "* ", "+ ", "• ", "– "].iter().any(|mark| line.starts_with(mark))
        || (numbered.len() < line.len() && [". ", ") "].iter().any(|mark| numbered.starts_with(mark)))
}

/// Where the sentence ends that began at `start`, if the mark at `at` ends it.
fn end_of_sentence(text: &str, start: usize, at: usize) -> Option<usize> {
    let rest = &text[at..];
    let marked = rest.trim_start_matches(['.', '!', '?', '…']);
    let closed = marked.trim_start_matches(['"', '\'', '”', '’', ')', ']', '*', '_']);
    let end = text.len() - closed.len();
    let stop = rest.len() - marked.len() == 1 && rest.starts_with('.');
    if stop && is_abbreviated(&text[start..at]) {
        return None;
    }
    let follows = closed.trim_start();
    let goes_on = follows.starts_with(char::is_lowercase);
    let is_apart = follows.len() < closed.len() || closed.is_empty() || closed.starts_with([BREAK, HOLE]);
    (is_apart && !goes_on).then_some(end)
}

/// Whether a full stop behind these words belongs to the last of them, which may be the number of an item.
fn is_abbreviated(before: &str) -> bool {
    let word = before.rsplit(char::is_whitespace).next().unwrap_or("").trim_start_matches(['(', '"', '“']);
    let is_initial = word.chars().count() == 1 && word != "I" && word.starts_with(char::is_uppercase);
    let is_item = before.trim().len() == word.len() && word.chars().all(|c| c.is_ascii_digit());
    is_initial || is_item || ABBREVIATED.contains(&word.to_lowercase().as_str())
}

#[cfg(test)]
mod tests {
    use tonelint::Format;

    use super::*;

    #[track_caller]
    fn check(format: Format, text: &str, expected: &[&str]) {
        let document = Document::parse(text, format);
        let found: Vec<&str> = sentences(&document).into_iter().map(|span| document.slice(span)).collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn a_sentence_ends_with_its_mark() {
        check(Format::Plain, "Look. Why? It's late!", &["Look.", "Why?", "It's late!"]);
        check(Format::Plain, "Really?! (Yes.) So be it", &["Really?!", "(Yes.)", "So be it"]);
        check(Format::Plain, "Wait… Now. ", &["Wait…", "Now."]);
    }

    #[test]
    fn a_sentence_goes_on_across_a_line_and_ends_with_a_paragraph() {
        check(Format::Plain, "Hi Ana,\n\nyou should\r\nhave asked", &["Hi Ana,", "you should\r\nhave asked"]);
        check(Format::Plain, "Please:\n- read it\n- sign it\n2) go", &["Please:", "read it", "sign it", "go"]);
    }

    #[test]
    fn an_abbreviation_and_a_number_end_nothing() {
        check(Format::Plain, "Mr. Vance paid 3.50 at 5 p.m. on Monday.", &["Mr. Vance paid 3.50 at 5 p.m. on Monday."]);
        check(Format::Plain, "J. Smith (e.g. Ann) called.", &["J. Smith (e.g. Ann) called."]);
        check(Format::Plain, "1. Read it. 2. Sign it.", &["Read it.", "2. Sign it."]);
    }

    #[test]
    fn only_the_writers_words_have_numbers() {
        check(Format::Plain, "Calm down.\n\n> Where is it?\n> Now!\n", &["Calm down."]);
        check(
            Format::Markdown,
            "# Late\n\nIt's **your** fault. Ask `me`.",
            &["Late", "It's **your** fault.", "Ask `me`."],
        );
        check(Format::Plain, " \n ?! \n", &[]);
    }
}
