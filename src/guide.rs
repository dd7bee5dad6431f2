//! What a rule tells people in words: when its words are fine, and what to write instead.

use crate::{
    document::{Document, Format},
    fix::FixKind,
    learned::Record,
    linter::Linter,
    pack::Pack,
    phrase::{self, Mark, Node},
    rule::{Rule, Scope},
};

/// How many innocent phrases are quoted; the rest would only be more of the same.
const QUOTED: usize = 3;

/// What can be written instead of the words that a rule finds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Wording {
    /// Another text in place of the words.
    Swap {
        /// The words, as they stand in an example.
        words: String,
        /// What takes their place there.
        text: String,
    },
    /// Nothing in place of the words.
    Cut {
        /// The words, as they stand in an example.
        words: String,
    },
    /// A sentence in place of the whole sentence, with `[slots]` for facts.
    Write(String),
    /// Advice.
    Note(String),
}

/// What to write instead, best first; never empty.
///
/// ```
/// use tonelint::{Pack, guide};
/// let packs = Pack::builtin();
/// assert!(!guide::wordings(&packs[0], &packs[0].rules[0]).is_empty());
/// ```
pub fn wordings(pack: &Pack, rule: &Rule) -> Vec<Wording> {
    let prose = rule.prose();
    let changes = if prose.swap.is_empty() && !prose.cut { Vec::new() } else { changed(pack, rule) };
    let sentences = prose.write.iter().cloned().map(Wording::Write);
    let note = prose.note.iter().cloned().map(Wording::Note);
    changes.into_iter().chain(sentences).chain(note).collect()
}

/// What a learned rule is and how often it is wrong, in sentences; nothing for a written one.
///
/// ```
/// use tonelint::{Pack, guide};
/// let packs = Pack::builtin();
/// let learned = packs.iter().find(|pack| pack.name == "learned").unwrap();
/// assert!(guide::learned(learned, &learned.rules[0])[0].starts_with("It has no phrases"));
/// assert!(guide::learned(&packs[0], &packs[0].rules[0]).is_empty());
/// ```
pub fn learned(pack: &Pack, rule: &Rule) -> Vec<String> {
    let (Some(weights), Some(thresholds)) = (pack.weights(), rule.learned) else { return Vec::new() };
    let category = rule.category();
    let record = weights.categories().iter().find(|known| known.name == category).map(|known| known.record);
    let Record { found, named, right } = record.unwrap_or_default();
    let speaks = match (thresholds.warning, thresholds.info) {
        (warning @ ..=100, None) => format!("From {warning} percent on a sentence is a warning."),
        (warning @ ..=100, Some(info)) => {
            format!("From {warning} percent on a sentence is a warning, and from {info} percent on mentioned as info.")
        }
        (_, info) => format!("From {} percent on a sentence is mentioned as info.", info.unwrap_or(100)),
    };
    vec![
        "It has no phrases: every word and every run of two or three words has a weight, and a sentence is read by \
         the sum. It speaks only where no written rule does."
            .to_owned(),
        speaks,
        weights.card().to_owned(),
        format!(
            "Of the sentences labelled {category} it found {found} percent and called {named} percent of those by \
             this name; of what it called {category}, {right} percent deserved a warning. So it misses most of them, \
             and it is wrong at times: read the sentence, and trust your ear."
        ),
    ]
}

/// The swaps and cuts of the first example in which the rule speaks.
fn changed(pack: &Pack, rule: &Rule) -> Vec<Wording> {
    let alone = Pack { rules: vec![rule.clone()], ..pack.clone() };
    let linter = Linter::new([alone]);
    for example in &rule.prose().examples {
        let report = linter.lint("example", Document::parse(&example.bad, Format::Plain));
        let Some(finding) = report.findings.first() else { continue };
        let words = || report.document.slice(finding.span).to_owned();
        let fixes = finding.fixes.iter().filter_map(|fix| match fix.kind {
            FixKind::Swap => Some(Wording::Swap { words: words(), text: fix.replacement.clone() }),
            FixKind::Cut => Some(Wording::Cut { words: words() }),
            FixKind::Write => None,
        });
        return fixes.collect();
    }
    Vec::new()
}

impl Rule {
    /// When the same words are fine; each continues "the same words are fine when".
    pub fn fine_when(&self) -> Vec<String> {
        let prose = self.prose();
        let place = match self.scope {
            Scope::Sentence => "sentence",
            Scope::Reply => "reply",
        };
        let tests = self.quiet_when.iter().filter_map(|test| in_words(test)).map(str::to_owned);
        let counted = self.max.map(|max| match max {
            1 => "they stand in a reply once".to_owned(),
            max => format!("they stand in a reply up to {max} times"),
        });
        // Innocent uses show the fixed phrases better than the phrases themselves.
        let except = if prose.allows.is_empty() { quoted(&prose.except) } else { None };
        let except = except.map(|phrases| format!("they are part of a phrase such as {phrases}"));
        let unless = quoted(&prose.unless).map(|phrases| format!("the {place} also has words such as {phrases}"));
        let only_if = quoted(&prose.only_if).map(|phrases| format!("the {place} has nothing like {phrases}"));
        tests.chain(counted).chain(except).chain(unless).chain(only_if).collect()
    }
}

/// What a context test asks, as it is asked of every pack; nothing for those that no rule decides.
fn in_words(test: &str) -> Option<&'static str> {
    Some(match test {
        "self" => "they are about the writer or the writer's own side",
        "third" => "they are about somebody or something else than the reader",
        "neg" => "the sentence says that it is not so",
        "cond" => "they only hold under a condition, behind “if”, “when” or “unless”",
        "ask" => "the sentence asks for a fact or a choice, or help follows the question",
        "offer" => "help follows in the same sentence or the next",
        "benefit" => "the sentence holds something good for the reader",
        "regret" => "the writer is sorry for it",
        "sincere" => "honest thanks or gladness come with them",
        "safety" => "they keep somebody from harm",
        "legal" => "the sentence names law, terms or rights",
        "request" => "the reader asked for it",
        "fact" => "the sentence gives a number, a date or a record",
        "epistemic" => "“must” or “should” only infers something, or says what the writer owes",
        "name" => "they are a name or a title",
        _ => return None,
    })
}

/// Some of the phrases as somebody might say them; none if they cannot be said without their word lists.
fn quoted(phrases: &[String]) -> Option<String> {
    let mut said: Vec<String> = Vec::new();
    for phrase in phrases.iter().filter_map(|phrase| phrase::parse(phrase).ok()) {
        if let Some(words) = spoken(&phrase).filter(|words| !said.contains(words) && said.len() < QUOTED) {
            said.push(words);
        }
    }
    let quotes: Vec<String> = said.iter().map(|words| format!("“{}”", words.trim())).collect();
    match quotes.split_last() {
        None => None,
        Some((only, [])) => Some(only.clone()),
        Some((last, others)) => Some(format!("{} or {last}", others.join(", "))),
    }
}

/// One way to say a phrase: the first of each choice, and nothing that may be left out.
fn spoken(node: &Node) -> Option<String> {
    Some(match node {
        Node::Word(word) | Node::Inflected(word) | Node::Prefix(word) => pronounced(word),
        Node::Shouted(word) => word.to_uppercase(),
        Node::List(_) | Node::Look(_) => return None,
        Node::Any => "…".to_owned(),
        Node::Mark(mark) => written(*mark).to_owned(),
        Node::Start | Node::End | Node::Repeat(_, 0, _) => String::new(),
        Node::Repeat(node, ..) | Node::Group(_, node) => spoken(node)?,
        Node::Choice(nodes) => nodes.iter().find_map(spoken)?,
        Node::Sequence(nodes) => {
            let parts = nodes.iter().map(spoken).collect::<Option<Vec<String>>>()?;
            let mut words = String::new();
            for part in parts.iter().filter(|part| !part.is_empty()) {
                let is_mark = part.chars().all(|c| matches!(c, ',' | ';' | ':' | '.' | '!' | '?'));
                if !words.is_empty() && !is_mark {
                    words.push(' ');
                }
                words += part;
            }
            words
        }
    })
}

fn pronounced(word: &str) -> String {
    if word == "i" { "I".to_owned() } else { word.to_owned() }
}

fn written(mark: Mark) -> &'static str {
    match mark {
        Mark::Comma => ",",
        Mark::Semicolon => ";",
        Mark::Colon => ":",
        Mark::Period => ".",
        Mark::Exclamation => "!",
        Mark::Question => "?",
        Mark::Dash => "–",
        Mark::Ellipsis => "…",
        Mark::Quote => "\"",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rule::CONTEXT_TESTS;

    fn house(keys: &str) -> Pack {
        let text = format!(
            "[pack]\nname = 'house'\n[[rule]]\nid = 'x'\nmessage = 'm'\nwhy = 'w'\n\
             phrases = ['(completely|fully) (fixed|solved)']\n{keys}\n\
             [[rule.example]]\nbad = 'It is fully fixed.'\ngood = 'It is fixed.'\n"
        );
        Pack::parse("house.toml", &text).expect("the pack is written correctly")
    }

    fn check_fine(keys: &str, expected: &[&str]) {
        assert_eq!(house(&format!("note = 'n'\n{keys}")).rules[0].fine_when(), expected);
    }

    fn check_wordings(keys: &str, expected: &[Wording]) {
        let pack = house(keys);
        assert_eq!(wordings(&pack, &pack.rules[0]), expected);
    }

    #[test]
    fn a_context_test_is_told_in_words() {
        check_fine(
            "quiet-when = ['neg', 'literal', 'name']",
            &["the sentence says that it is not so", "they are a name or a title"],
        );
    }

    #[test]
    fn every_context_test_that_a_rule_decides_has_words() {
        let silent: Vec<&&str> = CONTEXT_TESTS.iter().filter(|test| in_words(test).is_none()).collect();
        assert_eq!(silent, [&"literal", &"tech", &"quote", &"code", &"ui"]);
    }

    #[test]
    fn phrases_are_said_and_not_spelled() {
        check_fine(
            "except = ['(a|the)? (fully|quite) fixed (price|rate)', '<we> fix~ it, <adverb>? now']",
            &["they are part of a phrase such as “fully fixed price”"],
        );
        check_fine(
            "unless = ['I think', 'as far as', '(once|if) you']\nscope = 'reply'",
            &["the reply also has words such as “I think”, “as far as” or “once you”"],
        );
        check_fine(
            "only-if = ['well, then!']\nmax = 2",
            &["they stand in a reply up to 2 times", "the sentence has nothing like “well, then!”"],
        );
    }

    #[test]
    fn what_to_write_instead_is_shown_on_an_example() {
        let words = || "fully fixed".to_owned();
        check_wordings("swap = ['{2}']", &[Wording::Swap { words: words(), text: "fixed".to_owned() }]);
        check_wordings("cut = true", &[Wording::Cut { words: words() }]);
        check_wordings(
            "write = ['[Fact].']\nnote = 'n'",
            &[Wording::Write("[Fact].".to_owned()), Wording::Note("n".to_owned())],
        );
    }
}
