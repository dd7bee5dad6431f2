//! What a sentence-level rewrite replaces: the sentence, but not the greeting in front of it.

use super::bracket::within_brackets;
use crate::matcher::Match;

/// How replies begin.
const GREETINGS: [&str; 9] =
    ["hi", "hello", "hey", "dear", "hiya", "greetings", "good morning", "good afternoon", "good evening"];

/// Names are short; what is longer before its comma is a part of the sentence.
const MOST_WORDS: usize = 5;

/// The sentence of a match, with all its closing marks.
pub(super) fn sentence_without(text: &str, found: &Match) -> (usize, usize) {
    let start = found.sentence.0.min(found.start);
    let end = found.sentence.1.max(found.end);
    let marks = text[end..].chars().take_while(|c| matches!(c, '.' | '!' | '?' | '…'));
    let end = end + marks.map(char::len_utf8).sum::<usize>();
    let (start, end) = within_brackets(text, (start, end), (found.start, found.end));
    (start + greeting_length(&text[start..found.start.max(start)]), end)
}

/// A match that begins with the comma of a greeting, without that comma.
pub(super) fn behind_greeting(text: &str, found: &Match) -> Option<Match> {
    let sentence = found.sentence.0.min(found.start);
    let words = text[found.start..found.end].strip_prefix(',')?.trim_start();
    let before = &text[sentence..found.start + 1];
    (greeting_length(before) == before.len()).then(|| Match {
        start: found.end - words.len(),
        opens_sentence: true,
        ..found.clone()
    })
}

/// How many bytes a greeting takes at the start of a sentence, with its comma and the space behind it.
fn greeting_length(before: &str) -> usize {
    let Some(comma) = before.find(',') else { return 0 };
    let greeting = &before[..comma];
    let is_opening = |known: &str| {
        greeting.get(..known.len()).is_some_and(|start| start.eq_ignore_ascii_case(known))
            && !greeting[known.len()..].starts_with(|c: char| c.is_alphanumeric() || c == '\'' || c == '’')
    };
    if !GREETINGS.iter().any(|known| is_opening(known)) || MOST_WORDS < greeting.split_whitespace().count() {
        return 0;
    }
    let rest = &before[comma + 1..];
    comma + 1 + (rest.len() - rest.trim_start().len())
}
