//! Brackets and curly quotation marks, of which no rewrite may take away one half.

/// Marks that come in pairs.
pub(super) const BRACKETS: [(char, char); 4] = [('(', ')'), ('[', ']'), ('“', '”'), ('«', '»')];

pub(super) fn is_opening(letter: char) -> bool {
    BRACKETS.iter().any(|(open, _)| *open == letter)
}

pub(super) fn is_closing(letter: char) -> bool {
    BRACKETS.iter().any(|(_, close)| *close == letter)
}

/// The part of a sentence that holds whole pairs and words found: from behind what closes there and did not open there, or
/// opens and does not close, and up to what closes behind the words and opened before the sentence.
pub(super) fn within_brackets(text: &str, sentence: (usize, usize), found: (usize, usize)) -> (usize, usize) {
    let (mut start, mut end) = sentence;
    let mut open = [const { Vec::new() }; BRACKETS.len()];
    for (at, letter) in text[start..end].char_indices().map(|(at, letter)| (sentence.0 + at, letter)) {
        let is_one = |(opens, closes): &(char, char)| [*opens, *closes].contains(&letter);
        let Some(kind) = BRACKETS.iter().position(is_one) else { continue };
        if letter == BRACKETS[kind].0 {
            open[kind].push(at + letter.len_utf8());
        } else if open[kind].pop().is_none() {
            let is_before = at < found.0 || text[start..at].trim().is_empty();
            if !is_before {
                end = at;
                break;
            }
            let behind = at + letter.len_utf8();
            start = sentence.1 - text[behind..sentence.1].trim_start().len();
        }
    }
    let last = open.iter().flatten().copied().filter(|at| *at < found.1).max();
    (last.map_or(start, |last| last.max(start)), end)
}
