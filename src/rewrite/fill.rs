//! Fills in a drop-in text: its groups, in the case of the words that it replaces.

use super::Rewriter;
use crate::{mapped::HOLE, span::Span};

/// How the words found are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Case {
    Lower,
    /// The first letter alone.
    Sentence,
    /// Every Longer Word.
    Title,
    /// ALL OF THEM.
    Upper,
}

/// A part of a drop-in text.
enum Piece<'t> {
    /// As the author of the rule typed it.
    Typed(&'t str),
    /// As the writer of the draft did.
    Group(String),
}

impl Rewriter<'_> {
    /// The drop-in text, ready for its place.
    pub(super) fn filled(&self, swap: &str) -> String {
        let case = self.case();
        let mut filled = String::new();
        for piece in self.pieces(swap) {
            match piece {
                Piece::Typed(text) => {
                    // A group without words leaves no space behind.
                    let is_joined = filled.is_empty() || filled.ends_with(char::is_whitespace);
                    let text = if is_joined { text.trim_start() } else { text };
                    let text = cased(text, case, filled.is_empty());
                    filled.push_str(&text);
                }
                Piece::Group(words) if words.is_empty() => {}
                Piece::Group(words) => {
                    set_article(&mut filled, &words);
                    let opens = filled.is_empty() && case != Case::Lower;
                    filled.push_str(&if opens { capitalized(&words) } else { words });
                }
            }
        }
        let filled = filled.trim_end();
        let next = self.text()[self.found.end..].chars().next();
        without_double_mark(filled, next).to_owned()
    }

    fn pieces<'s>(&self, swap: &'s str) -> Vec<Piece<'s>> {
        let mut pieces = Vec::new();
        let mut rest = swap;
        while let Some((before, after)) = rest.split_once('{') {
            let Some((number, after)) = after.split_once('}') else { break };
            pieces.push(Piece::Typed(before));
            pieces.push(Piece::Group(self.group(number)));
            rest = after;
        }
        pieces.push(Piece::Typed(rest));
        pieces
    }

    /// The words of a group as they stand in the draft, placeholders and all.
    fn group(&self, number: &str) -> String {
        let index = number.parse::<usize>().ok().and_then(|number| number.checked_sub(1));
        let captured = index.and_then(|index| self.found.captures.get(index).copied().flatten());
        let Some((start, end)) = captured else { return String::new() };
        let seen = &self.text()[start..end];
        if !seen.contains(HOLE) {
            return seen.trim().to_owned();
        }
        self.passage.typed(Span::new(start, end), self.source).trim().to_owned()
    }

    /// How the words found are written; one capital that opens a sentence says nothing about the others.
    fn case(&self) -> Case {
        let found = &self.text()[self.found.start..self.found.end];
        let Some(first) = found.chars().find(|c| c.is_alphabetic()) else {
            return if self.found.opens_sentence { Case::Sentence } else { Case::Lower };
        };
        let words =
            || found.split(|c: char| !c.is_alphanumeric() && c != '\'' && c != '’').filter(|word| !word.is_empty());
        let is_upper = |word: &str| !word.chars().any(char::is_lowercase);
        let letters = found.chars().filter(|c| c.is_alphabetic()).count();
        // ASAP by itself is an abbreviation, and I is always a capital.
        let shouts = words().filter(|word| word.chars().any(char::is_alphabetic)).filter(|word| *word != "I").count();
        if words().all(is_upper) && (1 < shouts || 6 <= letters) {
            return Case::Upper;
        }
        let is_long = |word: &&str| 3 < word.chars().count();
        let is_title = |word: &str| word.starts_with(char::is_uppercase);
        if first.is_uppercase() && words().filter(is_long).all(is_title) && 1 < words().filter(is_long).count() {
            return Case::Title;
        }
        // I and abbreviations have their capital wherever they stand.
        let is_capital = if opens_with_capitals(found) { self.is_place_of_capital() } else { first.is_uppercase() };
        if is_capital { Case::Sentence } else { Case::Lower }
    }
}

/// Whether the first word has its capital wherever it stands: `I`, an abbreviation.
pub(super) fn opens_with_capitals(text: &str) -> bool {
    let first = text.split(|c: char| !c.is_alphanumeric()).find(|word| !word.is_empty()).unwrap_or_default();
    first == "I" || (1 < first.chars().count() && !first.chars().any(char::is_lowercase))
}

/// Typed text in the case of what it replaces; [slots] stay as they are.
fn cased(text: &str, case: Case, opens: bool) -> String {
    let text = if case == Case::Upper || case == Case::Title { word_by_word(text, case) } else { text.to_owned() };
    match case {
        _ if !opens => text,
        Case::Lower => uncapitalized(&text),
        _ => capitalized(&text),
    }
}

fn word_by_word(text: &str, case: Case) -> String {
    let mut in_slot = false;
    let mut cased = String::new();
    for word in text.split_inclusive(' ') {
        in_slot |= word.starts_with('[');
        match case {
            _ if in_slot => cased.push_str(word),
            Case::Upper => cased.push_str(&word.to_uppercase()),
            _ if 3 < word.trim_end().chars().count() => cased.push_str(&capitalized(word)),
            _ => cased.push_str(word),
        }
        in_slot &= !word.contains(']');
    }
    cased
}

/// `a` or `an` before the words of a group, as they sound.
fn set_article(filled: &mut String, words: &str) {
    let Some(article) = super::agreement::article_at_end(filled) else { return };
    if let Some(other) = super::agreement::other_article(&filled[article.range()], words) {
        filled.replace_range(article.range(), other);
    }
}

/// A mark that stands behind the words already is not typed twice.
fn without_double_mark(filled: &str, next: Option<char>) -> &str {
    let Some(next) = next else { return filled };
    if matches!(next, ',' | ';' | ':' | '.' | '!' | '?') {
        let filled = filled.trim_end_matches([',', ';', ':']);
        return filled.strip_suffix(next).unwrap_or(filled);
    }
    filled
}

/// With a capital in front.
pub(super) fn capitalized(text: &str) -> String {
    let mut characters = text.chars();
    characters.next().map_or_else(String::new, |first| first.to_uppercase().chain(characters).collect())
}

/// In the middle of a sentence only `I` and abbreviations keep their capital.
pub(super) fn uncapitalized(text: &str) -> String {
    let first_word = text.split([' ', '\'', '’', ',']).next().unwrap_or("");
    let is_abbreviation = 1 < first_word.chars().filter(|c| c.is_uppercase()).count();
    if first_word == "I" || is_abbreviation {
        return text.to_owned();
    }
    let mut characters = text.chars();
    characters.next().map_or_else(String::new, |first| first.to_lowercase().chain(characters).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slots_keep_their_letters_in_capitals() {
        assert_eq!(word_by_word("by [date and time] at most", Case::Upper), "BY [date and time] AT MOST");
        assert_eq!(word_by_word("thank you for your message", Case::Title), "Thank you for Your Message");
    }

    #[test]
    fn a_mark_is_not_typed_twice() {
        assert_eq!(without_double_mark("to recap,", Some(':')), "to recap");
        assert_eq!(without_double_mark("is that so?", Some('?')), "is that so");
        assert_eq!(without_double_mark("to recap,", Some(' ')), "to recap,");
    }

    #[test]
    fn abbreviations_and_i_keep_their_capital() {
        assert_eq!(uncapitalized("I'm sorry"), "I'm sorry");
        assert_eq!(uncapitalized("FAQ page"), "FAQ page");
        assert_eq!(uncapitalized("Please"), "please");
    }
}
