//! Masks what a report should not carry on: addresses, numbers, and the names of the people written to.

use std::sync::LazyLock;

use regex::Regex;
use tonelint::Span;
use unicode_normalization::UnicodeNormalization;

use super::model::Reply;

/// A stretch of a text, and what is put there.
type Masked = (Span, &'static str);

const EMAIL: &str = "[email]";
const PHONE: &str = "[phone]";
const CARD: &str = "[card]";
const NUMBER: &str = "[number]";
const NAME: &str = "[name]";

/// Digits of a card number, a phone number, and of anything that has to be looked up.
const CARD_DIGITS: std::ops::RangeInclusive<usize> = 13..=19;
const PHONE_DIGITS: std::ops::RangeInclusive<usize> = 7..=15;
const NUMBER_DIGITS: usize = 5;

fn pattern(pattern: &str) -> Regex {
    Regex::new(pattern).expect("the pattern is a constant, and tests compile it")
}

static ADDRESS: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"[\p{L}\p{N}._%+\-]+[@\u{FF20}][\p{L}\p{N}\-]+(?:\.[\p{L}\p{N}\-]+)+"));

/// Digits, with what stands between the groups of a number.
static DIGITS: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"[+\u{FF0B}(]?\d(?:[ \u{A0}\u{2009}\u{202F}().\-\u{2010}-\u{2015}/]{0,3}\d)+"));

/// Letters and digits in one, such as `ORD-2024-0012`.
static CODE: LazyLock<Regex> = LazyLock::new(|| pattern(r"[\p{L}\d]+(?:[\-_][\p{L}\d]+)*"));

/// Short numbers that say that they are one.
static CALLED: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i)(?:#[ ]?|\b(?:order|ticket|invoice|case|customer|account|booking|reservation|tracking|reference|ref|card|contract|policy)(?:[ ]+(?:number|no\.?|nr\.?|id|ref))?[ ]*[:#\u{2116}]?[ ]*)((?:[A-Z]{1,4}-?)?\d[\p{L}\d\-]*)",
    )
});

/// Who a greeting is for: up to four words behind it, up to the end of the line or a mark.
static GREETING: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?im)(?:^|[\n.!?>])[\s\x22'\u{201C}*_]*(?:hi|hello|hey|hiya|dear|greetings|good (?:morning|afternoon|evening|day)|hallo|bonjour|hola|ciao|cher|ch\u{E8}re|liebe[rs]?)[ \t\u{A0}]+((?:[\p{L}\p{M}][\p{L}\p{M}'\u{2019}\-]*\.?[ \t\u{A0}]*){1,4}?)[ \t\u{A0}]*(?:[,!:;\u{2013}\u{2014}.\r\n]|$|\p{Extended_Pictographic})",
    )
});

/// Words behind a greeting that name nobody.
const NOBODY: &[&str] = &[
    "there",
    "all",
    "everyone",
    "everybody",
    "team",
    "folks",
    "friend",
    "friends",
    "customer",
    "customers",
    "sir",
    "madam",
    "again",
    "guest",
    "member",
    "user",
    "you",
    "valued",
    "reader",
    "colleague",
    "colleagues",
    "or",
    "and",
    "mr",
    "mrs",
    "ms",
    "mx",
    "dr",
    "miss",
    "prof",
    "welcome",
    "the",
    "to",
    "from",
    "our",
    "we",
    "i",
];

/// The text with what is in it masked. Masking twice changes nothing.
pub(super) fn masked(text: &str, names: &[String]) -> String {
    let mut masked = String::with_capacity(text.len());
    let mut at = 0;
    for (span, label) in masks(text, names) {
        masked.push_str(&text[at..span.start]);
        masked.push_str(label);
        at = span.end;
    }
    masked + &text[at..]
}

/// Masks a reply, in its text, its findings, its title and its path. Record and id stay: they are those of the
/// macro, and without them nobody could find it.
pub(super) fn reply(reply: &mut Reply) {
    let mut names: Vec<String> = Vec::new();
    for passage in &reply.passages {
        names.extend(greeted(&passage.text).into_iter().map(|span| passage.text[span.range()].to_owned()));
    }
    names.sort();
    names.dedup();
    for passage in &mut reply.passages {
        let found = masks(&passage.text, &names);
        passage.replace(&found);
        passage.locator = passage.locator.take().map(|locator| only_addresses(&locator));
    }
    let mask = |text: &mut String| *text = masked(text, &names);
    for found in &mut reply.findings {
        mask(&mut found.words);
        found.phrase = super::gather::folded(&found.words);
        for rewrite in &mut found.rewrites {
            mask(&mut rewrite.text);
            mask(&mut rewrite.sentence);
        }
    }
    reply.title.iter_mut().for_each(mask);
    mask(&mut reply.path);
    mask(&mut reply.folder);
    for place in reply.record.iter_mut().chain(&mut reply.id) {
        *place = only_addresses(place);
    }
}

fn only_addresses(text: &str) -> String {
    ADDRESS.replace_all(text, EMAIL).into_owned()
}

/// What is masked in a text, in text order, without overlaps.
fn masks(text: &str, names: &[String]) -> Vec<Masked> {
    let span = |found: regex::Match<'_>| Span::new(found.start(), found.end());
    // What stands first in this list wins where two meet.
    let mut found: Vec<Masked> = ADDRESS.find_iter(text).map(|found| (span(found), EMAIL)).collect();
    let is_code = |code: &&regex::Match<'_>| {
        let digits = code.as_str().chars().filter(|c| c.is_numeric()).count();
        NUMBER_DIGITS <= digits && code.as_str().contains(char::is_alphabetic)
    };
    found.extend(CODE.find_iter(text).filter(|code| is_code(&code)).map(|code| (span(code), NUMBER)));
    found.extend(DIGITS.find_iter(text).filter_map(|found| Some((span(found), digits(found.as_str())?))));
    found.extend(CALLED.captures_iter(text).filter_map(|called| Some((span(called.get(1)?), NUMBER))));
    found.extend(greeted(text).into_iter().map(|span| (span, NAME)));
    found.extend(names.iter().flat_map(|name| mentions(text, name)).map(|span| (span, NAME)));
    without_overlaps(found)
}

fn without_overlaps(found: Vec<Masked>) -> Vec<Masked> {
    let mut ranked: Vec<(Masked, usize)> = found.into_iter().enumerate().map(|(at, masked)| (masked, at)).collect();
    ranked.sort_by_key(|((span, _), at)| (span.start, *at));
    let mut kept: Vec<(Masked, usize)> = Vec::new();
    for (masked, at) in ranked {
        match kept.last_mut() {
            // Two masks that meet become one, so that nothing of either is left.
            Some(((span, label), first)) if masked.0.start < span.end => {
                span.end = span.end.max(masked.0.end);
                if at < *first {
                    (*label, *first) = (masked.1, at);
                }
            }
            _ => kept.push((masked, at)),
        }
    }
    kept.into_iter().map(|(masked, _)| masked).collect()
}

/// What a run of digits is; nothing if it is too short to be anybody's.
fn digits(text: &str) -> Option<&'static str> {
    let digits: Vec<char> = text.chars().filter(|c| c.is_numeric()).collect();
    let is_written_as_phone = text.starts_with(['+', '\u{FF0B}', '(']) || text.chars().any(|c| !c.is_numeric());
    match digits.len() {
        count if CARD_DIGITS.contains(&count) && is_luhn(&digits) => Some(CARD),
        count if PHONE_DIGITS.contains(&count) && is_written_as_phone => Some(PHONE),
        // Fewer digits with marks between them are an amount or a time.
        count if NUMBER_DIGITS <= count && (!is_written_as_phone || *PHONE_DIGITS.start() <= count) => Some(NUMBER),
        _ => None,
    }
}

/// Whether the last digit is the check digit of the others.
fn is_luhn(digits: &[char]) -> bool {
    let digits: Option<Vec<u32>> =
        digits.iter().map(|digit| digit.nfkc().next().and_then(|digit| digit.to_digit(10))).collect();
    digits.is_some_and(|digits| {
        let doubled = |(at, digit): (usize, &u32)| match digit * 2 {
            _ if at % 2 == 0 => *digit,
            double if 9 < double => double - 9,
            double => double,
        };
        digits.iter().rev().enumerate().map(doubled).sum::<u32>() % 10 == 0
    })
}

/// The words behind a greeting that name somebody.
fn greeted(text: &str) -> Vec<Span> {
    let mut spans = Vec::new();
    let mut at = 0;
    // The mark behind one greeting may stand in front of the next.
    while let Some(name) = GREETING.captures_at(text, at).and_then(|greeting| greeting.get(1)) {
        spans.extend(named(name.as_str(), name.start()));
        at = name.start();
    }
    spans
}

/// The stretches of words that are not among those that name nobody.
fn named(words: &str, start: usize) -> Vec<Span> {
    let mut spans: Vec<Span> = Vec::new();
    let mut at = 0;
    let mut is_open = false;
    let is_alone = words.split_whitespace().count() == 1;
    for word in words.split_inclusive(char::is_whitespace) {
        let bare = word.trim_end().trim_end_matches('.');
        // People who write to one person in small letters write no sentence behind the name.
        let is_written_as_name = is_alone || !bare.starts_with(char::is_lowercase);
        let is_name = is_written_as_name && !bare.is_empty() && !NOBODY.contains(&bare.to_lowercase().as_str());
        let span = Span::new(start + at, start + at + bare.len());
        match spans.last_mut().filter(|_| is_open && is_name) {
            Some(last) => last.end = span.end,
            None if is_name => spans.push(span),
            None => {}
        }
        is_open = is_name;
        at += word.len();
    }
    spans
}

/// Where a name stands as whole words.
fn mentions(text: &str, name: &str) -> Vec<Span> {
    let is_apart = |c: Option<char>| c.is_none_or(|c| !c.is_alphanumeric());
    let whole = |start: usize| {
        let (before, after) = (&text[..start], &text[start + name.len()..]);
        is_apart(before.chars().next_back()) && is_apart(after.chars().next())
    };
    let found = text.match_indices(name).map(|(start, _)| start);
    found.filter(|start| whole(*start)).map(|start| Span::new(start, start + name.len())).collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn check(text: &str, expected: &str) {
        assert_eq!(masked(text, &[]), expected);
    }

    #[test]
    fn addresses_are_masked() {
        check("Write to ana.li+x@mail.example.org, please.", "Write to [email], please.");
        check("Write to grün@bücher.example.", "Write to [email].");
        check("2 @ 3 euros", "2 @ 3 euros");
    }

    #[test]
    fn cards_are_told_from_other_numbers_by_their_check_digit() {
        check("It ends here: 4111 1111 1111 1111.", "It ends here: [card].");
        check("5500-0000-0000-0004", "[card]");
        check("４１１１ １１１１ １１１１ １１１１", "[card]");
        check("Tracking 4111111111111112 is lost", "Tracking [number] is lost");
    }

    #[test]
    fn phone_numbers_are_masked_however_they_are_grouped() {
        check("Ring +44 20 7946 0000 today", "Ring [phone] today");
        check("Ring (020) 7946-0000 today", "Ring [phone] today");
        check("Ring 020.7946.0000 today", "Ring [phone] today");
        check("Ring ٠٢٠ ٧٩٤٦ ٠٠٠٠ today", "Ring [phone] today");
    }

    #[test]
    fn what_is_looked_up_by_a_number_is_masked() {
        check("Your order 20240012 left", "Your order [number] left");
        check("ORD-2024-0012 left", "[number] left");
        check("See #4711 and ticket no. 98.", "See #[number] and ticket no. [number].");
        check("Invoice: A-17 is open", "Invoice: [number] is open");
        check("https://shop.example/o/99887766?x", "https://shop.example/o/[number]?x");
    }

    #[test]
    fn other_numbers_stay() {
        for text in [
            "30 days, 2 or 3 of 1,000",
            "1,234.56 euros",
            "at 10:30 on page 4",
            "version 1.2.3",
            "{{ticket.id}} [Next step.]",
        ] {
            check(text, text);
        }
    }

    #[test]
    fn the_name_behind_a_greeting_is_masked() {
        check("Hi Ana,\nwelcome.", "Hi [name],\nwelcome.");
        check("hello zoë!", "hello [name]!");
        check("Dear Mr. O’Neill-Smith:", "Dear Mr. [name]:");
        check("Good morning Анна Мария\nwelcome", "Good morning [name]\nwelcome");
        check("Hi {{ticket.requester.name}},", "Hi {{ticket.requester.name}},");
    }

    #[test]
    fn a_greeting_to_nobody_in_particular_stays() {
        for text in [
            "Hi there,",
            "Hello team!",
            "Dear customer,",
            "Dear Sir or Madam,",
            "Thank you for waiting.",
            "Hi we are late.",
            "Hello and welcome!",
        ] {
            check(text, text);
        }
    }

    #[test]
    fn a_name_that_was_greeted_is_masked_wherever_it_stands() {
        let names = ["Ana".to_owned()];
        assert_eq!(masked("As I said, Ana: Banana, Ana's.", &names), "As I said, [name]: Banana, [name]'s.");
    }

    proptest! {
        #[test]
        fn masking_twice_changes_nothing(text in "(?:(?:Hi|Dear) |[A-Za-zé@.,+#\\[\\]() -]|[0-9]|\n|order ){0,40}") {
            let once = masked(&text, &[]);
            prop_assert_eq!(masked(&once, &[]), once);
        }

        #[test]
        fn no_long_number_and_no_address_is_left(text in any::<String>(), number in 100_000_000u64.., name in "[a-z]{1,9}") {
            let text = format!("{text} {number} {name}@{name}.example {text}");
            let masked = masked(&text, &[]);
            prop_assert!(!masked.contains(&number.to_string()), "{}", masked);
            let address = format!("{name}@{name}.example");
            prop_assert!(!masked.contains(&address), "{}", masked);
        }
    }
}
