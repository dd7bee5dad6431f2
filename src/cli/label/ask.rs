//! The questions about one reply: whether it is fine, which words are to blame, what they do to their reader.

use tonelint::{Document, Finding, Linter, Span, labelled::Label};

use super::{
    dialogue::{Dialogue, shown, wrapped},
    rows::Quote,
    sentences,
    waiting::Waiting,
    words,
};
use crate::cli::{clean, trouble::Trouble};

const ANSWERS: &str = "[f]lag, [c]lean, [s]kip, [u]ndo, [q]uit? ";
const HELP: &str = "  f  it should not be sent as it is
  c  it is fine
  s  leave it for another time
  u  take the last answer back
  q  stop here; every answer so far is saved
";

/// What came of a reply.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Answer {
    /// What people say about it, and the words that they would underline.
    Label(Label, Vec<Quote>),
    /// Nothing yet.
    Skip,
    /// The answer before is taken back.
    Undo,
    /// No more questions.
    Quit,
}

/// What came of one of the questions about a flagged reply.
enum Step<T> {
    On(T),
    Back,
    Quit,
}

/// Asks about replies.
pub(super) struct Asker<'a, 'd> {
    /// Who answers.
    pub(super) dialogue: &'a mut Dialogue<'d>,
    /// What offers words and categories.
    pub(super) linter: &'a Linter,
    /// Every category that can be named, by name.
    pub(super) categories: &'a [String],
}

/// Words that are offered, and the category that the rules give them.
struct Offer {
    place: Span,
    category: String,
}

impl Asker<'_, '_> {
    /// Shows a reply, and asks until there is an answer.
    pub(super) fn ask(&mut self, heading: &str, reply: &Waiting) -> Result<Answer, Trouble> {
        self.dialogue.say(&format!("\n{}\n{}", clean::line(heading), shown(&reply.text)));
        loop {
            let Some(answer) = self.dialogue.ask(ANSWERS)? else { return Ok(Answer::Quit) };
            match answer.to_lowercase().as_str() {
                "f" | "flag" => match self.flagged(reply)? {
                    Step::On(quotes) => return Ok(Answer::Label(Label::Flag, quotes)),
                    Step::Back => {}
                    Step::Quit => return Ok(Answer::Quit),
                },
                "c" | "clean" => return Ok(Answer::Label(Label::Clean, Vec::new())),
                "s" | "skip" => return Ok(Answer::Skip),
                "u" | "undo" => return Ok(Answer::Undo),
                "q" | "quit" => return Ok(Answer::Quit),
                "?" | "h" | "help" => self.dialogue.say(HELP),
                _ => {
                    self.dialogue.refuse(&format!("`{answer}` is none of the answers:"));
                    self.dialogue.say(HELP);
                }
            }
        }
    }

    /// What a reader would underline in a flagged reply.
    fn flagged(&mut self, reply: &Waiting) -> Result<Step<Vec<Quote>>, Trouble> {
        let document = Document::parse(&reply.text, reply.format);
        let sentences = sentences::sentences(&document);
        let report = self.linter.lint(&reply.id, document);
        let offers = offers(&reply.text, &report.findings);
        self.dialogue.say(&listed(&reply.text, &sentences, &offers));
        'words: loop {
            let places = match self.places(&reply.text, &sentences, &offers)? {
                Step::On(places) => places,
                Step::Back => return Ok(Step::Back),
                Step::Quit => return Ok(Step::Quit),
            };
            let mut quotes = Vec::new();
            if !places.is_empty() {
                self.list_categories();
            }
            for place in places {
                let words = &reply.text[place.range()];
                let offer = offers.iter().find(|offer| offer.place.overlaps(place));
                match self.category(words, offer.map(|offer| offer.category.as_str()))? {
                    Step::On(category) => quotes.push(Quote { quote: words.to_owned(), category }),
                    Step::Back => continue 'words,
                    Step::Quit => return Ok(Step::Quit),
                }
            }
            return Ok(Step::On(quotes));
        }
    }

    /// Which words; none when the reply is flagged as a whole.
    fn places(&mut self, text: &str, sentences: &[Span], offers: &[Offer]) -> Result<Step<Vec<Span>>, Trouble> {
        let enter = if offers.is_empty() { "" } else { "; Enter for what tonelint finds" };
        let question = format!(
            "Which words? Numbers of sentences (such as 1 or 2-3), or words of the reply,\n\
             [w]hole reply, [u]ndo, [q]uit{enter}: "
        );
        loop {
            let Some(answer) = self.dialogue.ask(&question)? else { return Ok(Step::Quit) };
            match answer.to_lowercase().as_str() {
                "w" | "whole" => return Ok(Step::On(Vec::new())),
                "u" | "undo" => return Ok(Step::Back),
                "q" | "quit" => return Ok(Step::Quit),
                "" if offers.is_empty() => self.dialogue.refuse("tonelint finds nothing here, so the words are yours:"),
                "" => return Ok(Step::On(offers.iter().map(|offer| offer.place).collect())),
                _ => match words::named(&answer, text, sentences) {
                    Ok(places) => return Ok(Step::On(places)),
                    Err(refusal) => self.dialogue.refuse(&refusal),
                },
            }
        }
    }

    fn list_categories(&mut self) {
        let item = |(number, name): (usize, &String)| format!("{number} {},", clean::line(name));
        let items: Vec<String> = (1..).zip(self.categories).map(item).collect();
        let items = items.iter().map(String::as_str).chain(["- none of them"]);
        self.dialogue.say("What words can do to their reader:\n");
        self.dialogue.say(&wrapped(items, "  ", "  "));
    }

    /// What words do to their reader; none if nobody wants to say.
    fn category(&mut self, words: &str, offer: Option<&str>) -> Result<Step<Option<String>>, Trouble> {
        let words = format!("\"{}\"", clean::line(words));
        let asked = format!("What does it do? {words}");
        self.dialogue.say(&wrapped(asked.split(' '), "", "  "));
        let enter = offer.map(|offer| format!("; Enter for {}", clean::line(offer))).unwrap_or_default();
        let question = format!("A number or first letters, -, [u]ndo, [q]uit{enter}: ");
        loop {
            let Some(answer) = self.dialogue.ask(&question)? else { return Ok(Step::Quit) };
            match (answer.to_lowercase().as_str(), offer) {
                ("-", _) => return Ok(Step::On(None)),
                ("u" | "undo", _) => return Ok(Step::Back),
                ("q" | "quit", _) => return Ok(Step::Quit),
                ("?" | "h" | "help", _) => self.list_categories(),
                ("", Some(offer)) => return Ok(Step::On(Some(offer.to_owned()))),
                (typed, _) => match category_named(typed, self.categories) {
                    Ok(name) => return Ok(Step::On(Some(name.to_owned()))),
                    Err(refusal) => self.dialogue.refuse(&refusal),
                },
            }
        }
    }
}

/// What the rules find, so that its words stand in the text once.
fn offers(text: &str, findings: &[Finding]) -> Vec<Offer> {
    let mut offers: Vec<Offer> = Vec::new();
    for finding in findings {
        let place = words::widened(text, finding.span);
        // Two rules may speak of the same words; one underline is enough.
        if !text[place.range()].trim().is_empty() && !offers.iter().any(|offer| offer.place.overlaps(place)) {
            offers.push(Offer { place, category: finding.category.clone() });
        }
    }
    offers
}

fn listed(text: &str, sentences: &[Span], offers: &[Offer]) -> String {
    let sentence = |(number, span): (usize, &Span)| {
        let words = clean::line(&text[span.range()]);
        wrapped(words.split_whitespace(), &format!("{number:>3}  "), "     ")
    };
    let offer = |offer: &Offer| {
        let words = clean::line(&text[offer.place.range()]);
        let found = format!("tonelint finds: \"{words}\" ({})", clean::line(&offer.category));
        wrapped(found.split_whitespace(), "", "  ")
    };
    (1..).zip(sentences).map(sentence).chain(offers.iter().map(offer)).collect()
}

/// The category of a number, a name or the first letters of one.
fn category_named<'c>(typed: &str, categories: &'c [String]) -> Result<&'c str, String> {
    let count = categories.len();
    if let Ok(number) = typed.parse::<usize>() {
        let named = number.checked_sub(1).and_then(|index| categories.get(index));
        return named
            .map(String::as_str)
            .ok_or_else(|| format!("there is no number {number}; type 1 to {count}, or -"));
    }
    if let Some(exact) = categories.iter().find(|name| name.to_lowercase() == typed) {
        return Ok(exact);
    }
    let begins = |name: &&String| !typed.is_empty() && name.to_lowercase().starts_with(typed);
    let near: Vec<&str> = categories.iter().filter(begins).map(String::as_str).collect();
    match near[..] {
        [only] => Ok(only),
        [] if typed.is_empty() => Err(format!("type a number from 1 to {count}, first letters, or - for none of them")),
        [] => Err(format!("no category begins with `{typed}`; type 1 to {count}, first letters, or -")),
        _ => Err(format!("`{typed}` could be {}; type a letter more", near.join(", "))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(typed: &str, expected: Result<&str, &str>) {
        let categories = ["denigrating", "dis", "dismissive", "Haus"].map(str::to_owned);
        let named = category_named(typed, &categories);
        assert_eq!(named.as_ref().map_err(String::as_str).copied(), expected);
    }

    #[test]
    fn a_category_is_a_number_a_name_or_its_first_letters() {
        check("1", Ok("denigrating"));
        check("de", Ok("denigrating"));
        check("dis", Ok("dis"));
        check("dism", Ok("dismissive"));
        check("haus", Ok("Haus"));
    }

    #[test]
    fn what_could_be_several_categories_is_asked_again() {
        check("d", Err("`d` could be denigrating, dis, dismissive; type a letter more"));
        check("5", Err("there is no number 5; type 1 to 4, or -"));
        check("x", Err("no category begins with `x`; type 1 to 4, first letters, or -"));
        check("", Err("type a number from 1 to 4, first letters, or - for none of them"));
    }
}
