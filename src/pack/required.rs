//! Which words a regular expression cannot match without, so that it need not be tried on every text.

use regex_syntax::hir::{Hir, HirKind, Look};

/// Words of which every match contains at least one; empty if there are none.
/// The error says what is wrong with the pattern.
pub(super) fn words(pattern: &str) -> Result<Vec<String>, String> {
    // Case is folded by the tokens; the pattern is compiled without regard to it.
    let hir = parsed(pattern)?;
    let flat = flatten(&hir);
    let words = required(&flat).unwrap_or_default();
    let is_common = |word: &String| COMMON.contains(&word.as_str());
    // A word that every reply has would let the pattern through to every reply.
    Ok(if words.iter().any(is_common) { Vec::new() } else { words })
}

/// Words that no gate can be made of.
const COMMON: &[&str] = &[
    "a", "about", "all", "an", "and", "any", "are", "as", "at", "be", "been", "but", "by", "can", "do", "for", "from",
    "had", "has", "have", "i", "if", "in", "is", "it", "me", "my", "no", "not", "of", "on", "or", "our", "please",
    "so", "that", "the", "this", "to", "us", "was", "we", "were", "what", "when", "which", "will", "with", "would",
    "you", "your",
];

/// Sets of few and rare words come first.
#[allow(clippy::ptr_arg, reason = "a key of an iterator over vectors")]
fn cost(words: &Vec<String>) -> (usize, usize) {
    (words.iter().filter(|word| COMMON.contains(&word.as_str())).count(), words.len())
}

/// How many capture groups a pattern has.
pub(super) fn groups(pattern: &str) -> usize {
    parsed(pattern).map_or(0, |hir| hir.properties().explicit_captures_len())
}

fn parsed(pattern: &str) -> Result<Hir, String> {
    regex_syntax::Parser::new().parse(pattern).map_err(|error| {
        let text = match error {
            regex_syntax::Error::Parse(error) => error.kind().to_string(),
            regex_syntax::Error::Translate(error) => error.kind().to_string(),
            error => error.to_string(),
        };
        text.lines().last().unwrap_or("it is not a regular expression").to_owned()
    })
}

/// The parts of a pattern one after the other, brackets opened.
fn flatten(hir: &Hir) -> Vec<&Hir> {
    match hir.kind() {
        HirKind::Concat(parts) => parts.iter().flat_map(flatten).collect(),
        HirKind::Capture(capture) => flatten(&capture.sub),
        _ => vec![hir],
    }
}

/// The shortest of the word sets that the parts ask for.
fn required(parts: &[&Hir]) -> Option<Vec<String>> {
    let of_part = |at: usize| {
        let before = at.checked_sub(1).is_none_or(|before| ends_word(parts[before], true));
        let after = parts.get(at + 1).is_none_or(|after| ends_word(after, false));
        let edge = at == 0 || at + 1 == parts.len();
        required_by(parts[at], before && !(edge && at == 0), after && !(edge && at + 1 == parts.len()))
    };
    (0..parts.len()).filter_map(of_part).min_by_key(cost)
}

/// The words of one part; `before` and `after` say whether a word cannot go on there.
fn required_by(part: &Hir, before: bool, after: bool) -> Option<Vec<String>> {
    match part.kind() {
        HirKind::Literal(literal) => {
            let text = std::str::from_utf8(&literal.0).ok()?;
            whole_word(text, before, after).map(|word| vec![word])
        }
        HirKind::Alternation(options) => {
            let mut words = Vec::new();
            for option in options {
                let parts = flatten(option);
                words.extend(within(&parts, before, after)?);
            }
            Some(words)
        }
        HirKind::Capture(capture) => within(&flatten(&capture.sub), before, after),
        HirKind::Repetition(repetition) if repetition.min > 0 => within(&flatten(&repetition.sub), before, after),
        _ => None,
    }
}

/// Like [`required`], inside a part whose surroundings are known.
fn within(parts: &[&Hir], before: bool, after: bool) -> Option<Vec<String>> {
    let of_part = |at: usize| {
        let left = at.checked_sub(1).map_or(before, |left| ends_word(parts[left], true));
        let right = parts.get(at + 1).map_or(after, |right| ends_word(right, false));
        required_by(parts[at], left, right)
    };
    (0..parts.len()).filter_map(of_part).min_by_key(cost)
}

/// The longest word of a literal that is whole: bounded on both sides.
fn whole_word(text: &str, before: bool, after: bool) -> Option<String> {
    let is_letter = |c: char| c.is_alphanumeric() || c == '\'';
    let mut best: Option<String> = None;
    let mut at = 0;
    for piece in text.split(|c| !is_letter(c)) {
        let starts = at > 0 || before;
        let ends = at + piece.len() < text.len() || after;
        let longer = best.as_ref().is_none_or(|best| piece.len() > best.len());
        if !piece.is_empty() && starts && ends && longer {
            best = Some(piece.to_lowercase());
        }
        at += piece.len() + 1;
    }
    best
}

/// Whether no word can go on across this part, on the side towards the literal.
fn ends_word(part: &Hir, is_before: bool) -> bool {
    match part.kind() {
        HirKind::Look(look) => matches!(
            look,
            Look::WordAscii
                | Look::WordUnicode
                | Look::WordStartAscii
                | Look::WordEndAscii
                | Look::WordStartUnicode
                | Look::WordEndUnicode
                | Look::Start
                | Look::End
        ),
        HirKind::Literal(literal) => {
            let text = String::from_utf8_lossy(&literal.0).into_owned();
            let c = if is_before { text.chars().next_back() } else { text.chars().next() };
            c.is_some_and(|c| !c.is_alphanumeric() && c != '\'')
        }
        HirKind::Class(_) => excludes_letters(part),
        HirKind::Repetition(repetition) => repetition.min > 0 && excludes_letters(&repetition.sub),
        _ => false,
    }
}

fn excludes_letters(part: &Hir) -> bool {
    match part.kind() {
        HirKind::Class(regex_syntax::hir::Class::Unicode(class)) => class.ranges().iter().all(|range| {
            let word = |c: char| c.is_alphanumeric() || c == '\'';
            // Ranges of marks and spaces are short; a long one surely holds letters.
            (range.end() as u32 - range.start() as u32) < 64 && (range.start()..=range.end()).all(|c| !word(c))
        }),
        HirKind::Literal(literal) => {
            literal.0.iter().all(|byte| byte.is_ascii() && !byte.is_ascii_alphanumeric() && *byte != b'\'')
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::words;

    fn check<const N: usize>(pattern: &str, expected: [&str; N]) {
        assert_eq!(words(pattern).as_deref(), Ok(expected.map(str::to_owned).as_slice()), "of {pattern}");
    }

    #[test]
    fn whole_words_between_boundaries_are_required() {
        check(r"\bcalm\s+down\b", ["calm"]);
        check(r"\bper\s+my\s+(?:last|previous)\s+email\b", ["per"]);
        check(r#"your "damage""#, ["damage"]);
    }

    #[test]
    fn every_choice_must_ask_for_one() {
        check(r"\b(idiots?|fool)\b", []);
        check(r"\b(idiot|fool)\b", ["idiot", "fool"]);
    }

    #[test]
    fn half_a_word_is_not_required() {
        check(r"stup", []);
        check(r"\w+ing\b", []);
        check(r"!{3,}", []);
    }
}
