//! What only shows beside other tokens: letters spaced out, holes set off by commas.

use super::{Symbol, Token, Vocabulary};

/// `s t u p i d` and `s.t.u.p.i.d`: single letters in a row that spell a known word.
pub(super) fn join_spaced_letters(text: &str, vocabulary: &Vocabulary, tokens: &mut Vec<Token>) {
    let is_letter = |token: &Token| {
        token.symbol.is_word()
            && token.end - token.start == 1
            && text.as_bytes()[token.start as usize].is_ascii_alphabetic()
    };
    let mut at = 0;
    while at + 3 < tokens.len() {
        if !is_letter(&tokens[at]) {
            at += 1;
            continue;
        }
        let (letters, end) = spelled_run(tokens, at, is_letter);
        at = if letters.len() >= 4 { joined_run(text, vocabulary, tokens, &letters, end) } else { end };
    }
}

/// The single letters from `at` on, and where the run ends; marks between them count as part of it.
fn spelled_run(tokens: &[Token], at: usize, is_letter: impl Fn(&Token) -> bool) -> (Vec<usize>, usize) {
    let mut letters = Vec::new();
    let mut end = at;
    while let Some(token) = tokens.get(end) {
        let is_between = matches!(token.symbol, Symbol::SILENT | Symbol::HYPHEN | Symbol::START)
            || (token.symbol == Symbol::PERIOD || token.symbol == Symbol::END);
        if is_letter(token) {
            letters.push(end);
        } else if !is_between || letters.len() < 2 && token.symbol == Symbol::END {
            break;
        }
        end += 1;
    }
    (letters, end)
}

/// Replaces the longest known word that the letters spell by one token; returns where to go on.
fn joined_run(text: &str, vocabulary: &Vocabulary, tokens: &mut Vec<Token>, letters: &[usize], end: usize) -> usize {
    let spelled: String = letters
        .iter()
        .map(|at| text[tokens[*at].start as usize..].chars().next().unwrap_or(' ').to_ascii_lowercase())
        .collect();
    // An article before the letters is a word of its own: `a s t u p i d idea`.
    for skip in 0..letters.len().min(3) {
        if letters.len() - skip < 4 {
            break;
        }
        if let Some(id) = vocabulary.find(&spelled[skip..]) {
            let (first, last) = (letters[skip], letters[letters.len() - 1]);
            tokens[first].symbol = Symbol::word(id, 0);
            tokens[first].end = tokens[last].end;
            tokens.drain(first + 1..=last);
            return first + 1;
        }
    }
    end
}

/// A hole between commas, or between a comma and a sentence end, can be passed over.
pub(super) fn set_off_holes(tokens: &mut [Token]) {
    for at in 1..tokens.len().saturating_sub(1) {
        if tokens[at].symbol == Symbol::HOLE {
            let after = tokens[at + 1].symbol;
            if tokens[at - 1].symbol == Symbol::COMMA && (after == Symbol::COMMA || after == Symbol::END) {
                tokens[at].symbol = Symbol::ASIDE;
            }
        }
    }
}
