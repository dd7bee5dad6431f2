//! Makes the words around a rewrite agree with it: a or an, is or are.

use super::Change;
use crate::span::Span;

/// The verbs that show whether their subject is one or many.
const VERBS: [(&str, &str); 9] = [
    ("is", "are"),
    ("was", "were"),
    ("has", "have"),
    ("does", "do"),
    ("isn't", "aren't"),
    ("wasn't", "weren't"),
    ("hasn't", "haven't"),
    ("doesn't", "don't"),
    ("goes", "go"),
];

/// Words that end like a plural and are none, or that say nothing about how many there are.
const NO_PLURALS: [&str; 22] = [
    "this", "his", "its", "as", "is", "was", "has", "does", "always", "thus", "us", "yes", "perhaps", "plus", "less",
    "news", "series", "besides", "hers", "ours", "yours", "theirs",
];

/// The change, with the article before it and the verb behind it as the new words want them.
pub(super) fn agreed(text: &str, change: Change) -> Change {
    let change = with_verb(text, change);
    let mut change = with_article_before(text, change);
    if let Some(article) = article_at_end(&change.replacement)
        && let Some(after) = text[change.end..].strip_prefix(' ')
        && let Some(other) = other_article(&change.replacement[article.range()], after)
    {
        change.replacement.replace_range(article.range(), other);
    }
    change
}

/// The change, reaching back to the article before it when that has to change.
pub(super) fn with_article_before(text: &str, change: Change) -> Change {
    let before = &text[..change.start];
    let words = if change.replacement.is_empty() { &text[change.end..] } else { change.replacement.as_str() };
    let Some(article) = article_at_end(before) else { return change };
    let Some(other) = other_article(&before[article.range()], words) else { return change };
    let replacement = format!("{other}{}{}", &before[article.end..], change.replacement);
    Change { start: article.start, replacement, ..change }
}

/// The change, reaching on to the verb behind it when one became many or many became one.
fn with_verb(text: &str, change: Change) -> Change {
    let Some(after) = text[change.end..].strip_prefix(' ') else { return change };
    let verb = after.split([' ', ',', '.', '!', '?', '\n']).next().unwrap_or_default();
    let old = text[change.start..change.end].split_whitespace().next_back().unwrap_or_default();
    let new = change.replacement.split_whitespace().next_back().unwrap_or_default();
    let pair = VERBS.iter().find(|(one, many)| verb == *one || verb == *many);
    let (Some(was_many), Some(is_many), Some((one, many))) = (is_plural(old), is_plural(new), pair) else {
        return change;
    };
    if was_many == is_many || was_many != (verb == *many) {
        return change;
    }
    let verb_now = if is_many { many } else { one };
    let replacement = format!("{} {verb_now}", change.replacement);
    Change { end: change.end + 1 + verb.len(), replacement, ..change }
}

/// Whether a noun stands for many; nothing for what is probably no noun.
fn is_plural(word: &str) -> Option<bool> {
    let is_word = !word.is_empty() && word.chars().all(|c| c.is_ascii_alphabetic());
    let is_pronoun = ["you", "we", "they", "i", "people", "it", "that", "which", "who"];
    let lower = word.to_ascii_lowercase();
    if !is_word || is_pronoun.contains(&lower.as_str()) || NO_PLURALS.contains(&lower.as_str()) {
        return None;
    }
    if lower.ends_with("ly") || lower.ends_with("ing") || lower.ends_with("ed") {
        return None;
    }
    Some(lower.ends_with('s') && !lower.ends_with("ss") && !lower.ends_with("us"))
}

/// Where `a` or `an` stands as the last word, with one space or line break behind it.
pub(super) fn article_at_end(text: &str) -> Option<Span> {
    let words = text.trim_end_matches([' ', '\n', '\r']);
    let start = words
        .rfind(|c: char| !c.is_alphanumeric() && c != '\'' && c != '’')
        .map_or(0, |at| at + words[at..].chars().next().map_or(0, char::len_utf8));
    let is_article = ["a", "an"].iter().any(|article| words[start..].eq_ignore_ascii_case(article));
    // `plan A` is no article.
    let is_letter = &words[start..] == "A" && words[..start].ends_with(|c: char| c == ' ' && 0 < start);
    (is_article && !is_letter).then_some(Span::new(start, words.len()))
}

/// The other article, in the case of this one, if these words need it.
pub(super) fn other_article(article: &str, words: &str) -> Option<&'static str> {
    let word: &str = words.split(|c: char| !c.is_alphanumeric()).next().filter(|word| !word.is_empty())?;
    let wants_an = begins_with_vowel_sound(word);
    match (article, wants_an) {
        ("a", true) => Some("an"),
        ("A", true) => Some("An"),
        ("an", false) => Some("a"),
        ("An", false) => Some("A"),
        _ => None,
    }
}

/// Whether people say `an` before this word.
fn begins_with_vowel_sound(word: &str) -> bool {
    let lower = word.to_lowercase();
    let starts = |starts: &[&str]| starts.iter().any(|start| lower.starts_with(start));
    let is_spelled_out =
        word.len() == 1 || (word.len() <= 4 && word.chars().all(|c| c.is_ascii_uppercase() || c.is_ascii_digit()));
    if word.starts_with(|c: char| c.is_ascii_digit()) {
        return lower.starts_with('8') || lower == "11" || lower == "18";
    }
    if is_spelled_out {
        return lower.starts_with(['a', 'e', 'f', 'h', 'i', 'l', 'm', 'n', 'o', 'r', 's', 'x']);
    }
    if starts(&["hour", "honest", "honour", "honor", "heir"]) {
        return true;
    }
    let said_as_you = ["uni", "us", "uti", "eu", "ubi", "ura", "one", "once", "ute"];
    if starts(&said_as_you) && !starts(&["unin", "unim", "unid", "usher", "us-"]) {
        return false;
    }
    lower.starts_with(['a', 'e', 'i', 'o', 'u'])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, words: &str, replacement: &str, expected: &str) {
        let start = text.find(words).expect("the words are in the text");
        let change = Change { start, end: start + words.len(), replacement: replacement.to_owned() };
        let Change { start, end, replacement } = agreed(text, change);
        assert_eq!(format!("{}{replacement}{}", &text[..start], &text[end..]), expected);
    }

    #[test]
    fn the_article_goes_by_how_the_new_word_sounds() {
        check("It is a damn issue.", "damn issue", "issue", "It is an issue.");
        check("It is an idiotic plan.", "idiotic plan", "plan", "It is a plan.");
        check("An idiotic unit", "idiotic unit", "unit", "A unit");
        check("It is a silly FAQ.", "silly FAQ", "FAQ", "It is an FAQ.");
        check("It took a bloody hour.", "bloody hour", "hour", "It took an hour.");
        check("That is a silly plan.", "silly plan", "plan", "That is a plan.");
    }

    #[test]
    fn an_article_at_the_end_of_the_new_words_goes_by_the_next_one() {
        check("just a easy way", "just a", "it is a", "it is an easy way");
    }

    #[test]
    fn a_verb_follows_its_subject_from_many_to_one_and_back() {
        check("Your rants are noted.", "rants", "message", "Your message is noted.");
        check("Your rant has arrived.", "rant", "messages", "Your messages have arrived.");
        check("Your rants were noted.", "rants", "messages", "Your messages were noted.");
        check("This is noted.", "This", "Your messages", "Your messages is noted.");
        check("We always are here.", "always", "mostly", "We mostly are here.");
    }
}
