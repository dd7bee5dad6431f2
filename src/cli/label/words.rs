//! Which words of a reply are meant: by number, as they are typed, and so that they stand there once.

use std::ops::RangeInclusive;

use tonelint::Span;

/// The places that an answer names, in the order typed, each once; or why it names none.
pub(super) fn named(answer: &str, text: &str, sentences: &[Span]) -> Result<Vec<Span>, String> {
    let parts = match parts(answer) {
        Some(parts) => parts,
        // Nobody underlines a letter, but it is typed soon where it means something in another question.
        None if answer.chars().count() == 1 => {
            return Err(format!("`{answer}` is no answer here; a single letter is meant as words in quotation marks"));
        }
        None => vec![Part::Words(answer)],
    };
    let mut places = Vec::new();
    for part in parts {
        let place = match part {
            Part::Words(words) => typed(words, text)?,
            Part::Sentences(range) => numbered(&range, text, sentences)?,
        };
        if !places.contains(&place) {
            places.push(place);
        }
    }
    Ok(places)
}

#[derive(Debug)]
enum Part<'a> {
    Sentences(RangeInclusive<usize>),
    Words(&'a str),
}

/// Numbers, stretches of numbers and words in quotation marks; none if it is anything else, and so words.
fn parts(answer: &str) -> Option<Vec<Part<'_>>> {
    let mut parts = Vec::new();
    let mut rest = answer.trim();
    while !rest.is_empty() {
        let (part, behind) = match rest.chars().next() {
            Some(open @ ('"' | '“')) => {
                let (words, behind) = rest[open.len_utf8()..].split_once(['"', '”'])?;
                (Part::Words(words), behind)
            }
            _ => {
                let end = rest.find([' ', ',']).unwrap_or(rest.len());
                let (first, last) = rest[..end].split_once('-').unwrap_or((&rest[..end], &rest[..end]));
                (Part::Sentences(first.parse().ok()?..=last.parse().ok()?), &rest[end..])
            }
        };
        parts.push(part);
        rest = behind.trim_start_matches([' ', ',']);
    }
    (!parts.is_empty()).then_some(parts)
}

fn numbered(range: &RangeInclusive<usize>, text: &str, sentences: &[Span]) -> Result<Span, String> {
    let sentence = |number: usize| {
        let index = number.checked_sub(1);
        index.and_then(|index| sentences.get(index)).ok_or_else(|| match sentences.len() {
            0 => format!("there is no sentence {number}: none of the words are the writer's own"),
            1 => format!("there is no sentence {number}, only 1"),
            count => format!("there is no sentence {number}; they go from 1 to {count}"),
        })
    };
    let (first, last) = (sentence(*range.start())?, sentence(*range.end())?);
    if range.end() < range.start() {
        return Err(format!("`{}-{}` runs backwards", range.start(), range.end()));
    }
    Ok(widened(text, Span::new(first.start, last.end)))
}

/// Where typed words stand. Typed exactly they may stand once more in another spelling.
fn typed(words: &str, text: &str) -> Result<Span, String> {
    let words = words.trim();
    if words.is_empty() {
        return Err("there are no words between the quotation marks".to_owned());
    }
    if stands_once(text, words) {
        let start = text.find(words).unwrap_or_default();
        return Ok(Span::new(start, start + words.len()));
    }
    let folded = folded(text);
    let wanted: Vec<char> = self::folded(words).into_iter().map(|(c, _)| c).collect();
    let is_here = |window: &&[(char, Span)]| window.iter().map(|(c, _)| c).eq(&wanted);
    let mut found = folded.windows(wanted.len()).filter(is_here);
    match (found.next(), found.next()) {
        (Some([(_, first), .., (_, last)]), None) => Ok(Span::new(first.start, last.end)),
        (Some([(_, only)]), None) => Ok(*only),
        (Some(_), Some(_)) => Err(format!("`{words}` is in the reply more than once; type a word more")),
        _ => Err(format!("`{words}` is not in the reply; type words as they stand there")),
    }
}

/// Letters without case, straight quotation marks and single spaces, as people type them, with their places.
fn folded(text: &str) -> Vec<(char, Span)> {
    let mut folded: Vec<(char, Span)> = Vec::new();
    for (at, c) in text.char_indices() {
        let span = Span::new(at, at + c.len_utf8());
        match c {
            _ if c.is_whitespace() => match folded.last_mut() {
                Some((' ', spaces)) => spaces.end = span.end,
                _ => folded.push((' ', span)),
            },
            '‘' | '’' | 'ʼ' => folded.push(('\'', span)),
            '“' | '”' => folded.push(('"', span)),
            '–' | '—' | '‑' => folded.push(('-', span)),
            _ => folded.extend(c.to_lowercase().map(|lower| (lower, span))),
        }
    }
    folded
}

/// Whether a quote tells which place of the text is meant.
pub(super) fn stands_once(text: &str, quote: &str) -> bool {
    let Some(start) = text.find(quote) else { return false };
    let second = start + quote.chars().next().map_or(1, char::len_utf8);
    !text.get(second..).is_some_and(|rest| rest.contains(quote))
}

/// A place and as many words around it as it takes for its words to stand in the text once.
pub(super) fn widened(text: &str, place: Span) -> Span {
    let mut place = place;
    let mut to_the_left = true;
    while !stands_once(text, &text[place.range()]) {
        let wider = if to_the_left {
            Span::new(word_before(&text[..place.start]), place.end)
        } else {
            Span::new(place.start, place.end + word_after(&text[place.end..]))
        };
        // The whole text stands in itself once, so this ends.
        place = wider;
        to_the_left = !to_the_left;
    }
    place
}

/// Where the last word begins.
fn word_before(text: &str) -> usize {
    let words = text.trim_end();
    words.char_indices().rev().find(|(_, c)| c.is_whitespace()).map_or(0, |(at, c)| at + c.len_utf8())
}

/// Where the first word ends.
fn word_after(text: &str) -> usize {
    let words = text.trim_start();
    let end = words.find(char::is_whitespace).unwrap_or(words.len());
    text.len() - words.len() + end
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use tonelint::labelled::Reply;

    use super::*;

    const TEXT: &str = "Go away. It’s YOUR own\n  fault. Go away. 24 hours, \"no\" more";

    #[track_caller]
    fn check(answer: &str, expected: Result<&[&str], &str>) {
        let sentence = |words: &str| text_span(TEXT.rfind(words).expect("it is there"), words);
        let sentences = [Span::new(0, 8), sentence("It’s YOUR own\n  fault."), sentence("Go away.")];
        let found = named(answer, TEXT, &sentences);
        let words = found.as_ref().map(|places| places.iter().map(|place| &TEXT[place.range()]).collect::<Vec<&str>>());
        assert_eq!(words.as_deref().map_err(|refusal| refusal.as_str()), expected);
    }

    fn text_span(start: usize, words: &str) -> Span {
        Span::new(start, start + words.len())
    }

    #[test]
    fn sentences_are_named_by_number() {
        check("2", Ok(&["It’s YOUR own\n  fault."]));
        check("2, 1-2 2", Ok(&["It’s YOUR own\n  fault.", "Go away. It’s YOUR own\n  fault."]));
        check("4", Err("there is no sentence 4; they go from 1 to 3"));
        check("0", Err("there is no sentence 0; they go from 1 to 3"));
        check("3-2", Err("`3-2` runs backwards"));
    }

    #[test]
    fn a_sentence_that_stands_there_twice_gets_a_word_more() {
        check("3", Ok(&["fault. Go away."]));
        check("1", Ok(&["Go away. It’s"]));
    }

    #[test]
    fn typed_words_stand_there_once() {
        check("YOUR own", Ok(&["YOUR own"]));
        check("go away", Err("`go away` is in the reply more than once; type a word more"));
        check("come here", Err("`come here` is not in the reply; type words as they stand there"));
        check("\" \"", Err("there are no words between the quotation marks"));
    }

    #[test]
    fn case_quotation_marks_and_line_breaks_need_not_be_typed() {
        check("it's your own fault", Ok(&["It’s YOUR own\n  fault"]));
    }

    #[test]
    fn words_in_quotation_marks_are_words_even_if_they_are_numbers() {
        check("\"24\"", Ok(&["24"]));
        check("2 “24”, \"fault. go\"", Ok(&["It’s YOUR own\n  fault.", "24", "fault. Go"]));
        check("f", Err("`f` is no answer here; a single letter is meant as words in quotation marks"));
        check("\"f\"", Ok(&["f"]));
        check("\"no\" more", Ok(&["\"no\" more"]));
    }

    proptest! {
        #[test]
        fn whatever_is_named_can_be_read_back(text in "[ab .\\n’é]{1,24}", start in 0usize..24, end in 0usize..24) {
            let edge = |at: usize| text.char_indices().map(|(at, _)| at).nth(at).unwrap_or(text.len());
            let place = Span::new(edge(start.min(end)), edge(start.max(end)));
            prop_assume!(!text[place.range()].trim().is_empty());
            let wide = widened(&text, place);
            prop_assert!(wide.start <= place.start && place.end <= wide.end);
            let spans = serde_json::json!([{"quote": text[wide.range()]}]);
            let row = serde_json::json!({"text": text, "label": "flag", "spans": spans}).to_string();
            prop_assert_eq!(Reply::parse("row", 1, &row).map(|reply| reply.spans[0].span), Ok(wide));
        }
    }
}
