//! `tonelint rules` and `tonelint explain`: what is looked for, and why.

use std::io::{self, IsTerminal};

use serde::Serialize;
use tonelint::{
    Pack, Rule, Scope, Set,
    guide::{self, Wording},
};

use super::{
    args::{ExplainArgs, ListFormat, RulesArgs},
    clean,
    config::{Configuration, Flags},
    output, packs,
    paint::Paint,
    render,
    summary::Outcome,
    trouble::Trouble,
};

/// Lists the rules in force, in pack order.
pub(crate) fn list(args: &RulesArgs) -> Result<Outcome, Trouble> {
    let packs = Configuration::new(Flags::rules(&args.packs))?.packs()?;
    let text = match args.format {
        ListFormat::Text => lines(&packs, Paint::of(args.color.color, &io::stdout())),
        ListFormat::Json => json(&packs).map_err(|error| Trouble::writing("the list", &error))?,
    };
    output::print(&text)?;
    Ok(Outcome::Clean)
}

/// Tells all about one rule.
pub(crate) fn explain(args: &ExplainArgs) -> Result<Outcome, Trouble> {
    let configuration = Configuration::new(Flags::rules(&args.packs))?;
    let mut packs = configuration.packs()?;
    // Somebody who meets the id of a rule that is off wants to know what it is about.
    packs.extend(configuration.known_packs()?);
    let mut rules = packs.iter().flat_map(|pack| pack.rules.iter().map(move |rule| (pack, rule)));
    let Some((pack, rule)) = rules.find(|(_, rule)| rule.id == args.rule) else {
        return Err(packs::unknown_id(&args.rule, &packs));
    };
    let stdout = io::stdout();
    let size = stdout.is_terminal().then(|| terminal_size::terminal_size_of(&stdout)).flatten();
    let width = size.map_or(WIDTH, |(width, _)| usize::from(width.0).min(WIDTH));
    output::print(&explained(pack, rule, width, Paint::of(args.color.color, &stdout)))?;
    Ok(Outcome::Clean)
}

fn lines(packs: &[Pack], paint: Paint) -> String {
    let rules = || packs.iter().flat_map(|pack| &pack.rules);
    let width = rules().map(|rule| rule.id.chars().count()).max().unwrap_or(0);
    let line = |rule: &Rule| {
        let severity = paint.severity(rule.severity, &format!("{:<7}", rule.severity.name()));
        format!("{severity}  {:<width$}  {}\n", clean::line(&rule.id), clean::line(&rule.prose().message))
    };
    rules().map(line).collect()
}

fn json(packs: &[Pack]) -> io::Result<String> {
    let rules = packs.iter().flat_map(|pack| pack.rules.iter().map(Listed::new));
    let mut lines = Vec::new();
    for rule in rules {
        let mut line = Vec::new();
        render::write_json(&rule, &mut line)?;
        lines.push(String::from_utf8_lossy(&line).into_owned());
    }
    let (schema, rules) = (render::SCHEMA, lines.join(",\n  "));
    Ok(format!("{{\"schema\": {schema},\n \"rules\": [\n  {rules}]}}\n"))
}

/// A rule as programs read it.
#[derive(Serialize)]
struct Listed<'p> {
    id: &'p str,
    category: &'p str,
    set: Option<&'static str>,
    severity: &'static str,
    message: &'p str,
    why: &'p str,
    phrases: &'p [String],
    regex: &'p [String],
    swap: &'p [String],
    cut: bool,
    write: &'p [String],
    note: Option<&'p str>,
    examples: Vec<Pair<'p>>,
}

/// What a rule finds, and the same thing said kindly.
#[derive(Serialize)]
struct Pair<'p> {
    bad: &'p str,
    good: &'p str,
}

impl<'p> Listed<'p> {
    fn new(rule: &'p Rule) -> Listed<'p> {
        let pair = |example: &'p tonelint::Example| Pair { bad: &example.bad, good: &example.good };
        Listed {
            id: &rule.id,
            category: rule.category(),
            set: rule.set().map(Set::name),
            severity: rule.severity.name(),
            message: &rule.prose().message,
            why: &rule.prose().why,
            phrases: &rule.prose().phrases,
            regex: &rule.prose().regex,
            swap: &rule.prose().swap,
            cut: rule.prose().cut,
            write: &rule.prose().write,
            note: rule.prose().note.as_deref(),
            examples: rule.prose().examples.iter().map(pair).collect(),
        }
    }
}

/// What a reader of the rule asks, in that order: what is wrong with the words, what to write, when they
/// are fine; what exactly is looked for comes last.
fn explained(pack: &Pack, rule: &Rule, width: usize, paint: Paint) -> String {
    let prose = rule.prose();
    let head = clean::line(&format!("{}[{}]", rule.severity.name(), rule.id)).into_owned();
    let head = format!("{}: {}", paint.severity(rule.severity, &head), paint.strong(&clean::line(&prose.message)));
    let mut page = Page { text: head + "\n", width, paint };
    page.item(&prose.why, "  ");
    if let Some(set @ (Set::Dignity | Set::Hints)) = rule.set() {
        let off = format!("Off unless asked for: it is in the set `{0}`, add `--pack {0}`.", set.name());
        page.item(&off, "  ");
    }
    page.section("learned", &guide::learned(pack, rule));
    page.section("write instead", &guide::wordings(pack, rule).iter().map(advice).collect::<Vec<_>>());
    let pairs = prose.examples.iter().take(PAIRS);
    let pairs = pairs.flat_map(|example| [format!("- {}", example.bad), format!("+ {}", example.good)]);
    page.section("for example", &pairs.chain(more(prose.examples.len(), PAIRS)).collect::<Vec<_>>());
    page.section("the same words are fine when", &rule.fine_when());
    page.section("left alone", &prose.allows);
    page.section("looks for", &prose.phrases);
    page.section("and for the regular expressions", &prose.regex);
    page.section("but not within", &prose.except);
    let scope = match rule.scope {
        Scope::Sentence => "sentence",
        Scope::Reply => "reply",
    };
    page.section(&format!("not if the {scope} has"), &prose.unless);
    page.section(&format!("only if the {scope} has"), &prose.only_if);
    page.text
}

/// A wording, and what it takes the place of.
fn advice(wording: &Wording) -> String {
    match wording {
        Wording::Swap { words, text } => format!("\"{text}\" in place of \"{words}\""),
        Wording::Cut { words } => format!("leave out \"{words}\""),
        Wording::Write(sentence) => sentence.clone(),
        Wording::Note(note) => format!("({note})"),
    }
}

fn more(count: usize, shown: usize) -> Option<String> {
    (shown < count).then(|| format!("and {} more, all in `tonelint rules -f json`", count - shown))
}

/// How many examples say enough.
const PAIRS: usize = 3;

/// Longer lines are hard to read.
const WIDTH: usize = 88;

/// A text that grows section by section.
struct Page {
    text: String,
    width: usize,
    paint: Paint,
}

impl Page {
    /// A heading and its items; nothing if there are none.
    fn section(&mut self, heading: &str, items: &[String]) {
        if !items.is_empty() {
            self.text += &format!("\n{}\n", self.paint.strong(heading));
            items.iter().for_each(|item| self.item(item, "    "));
        }
    }

    /// One item; what is too wide goes on below, behind `indent`.
    fn item(&mut self, item: &str, indent: &str) {
        let mut line = "  ".to_owned();
        let mut is_empty = true;
        for word in clean::line(item).split(' ') {
            if !is_empty && self.width <= line.chars().count() + word.chars().count() {
                self.text += &format!("{line}\n");
                line = indent.to_owned();
                is_empty = true;
            }
            if !is_empty {
                line.push(' ');
            }
            line += word;
            is_empty = false;
        }
        self.text += &format!("{line}\n");
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cli::packs::tests::pack;

    const ISOLATING: &str = "
[pack]
name = 'isolating'
[[rule]]
id = 'only-one'
message = 'tells the customer that nobody else has this problem'
why = 'It is rarely true.'
phrases = ['you are the only <customer>']
quiet-when = ['neg']
max = 2
cut = true
write = ['Thank you. [Next step.]']
[[rule.example]]
bad = \"You're the only one. You're the only one. You're the only one.\"
good = 'Thank you.'
";

    fn isolating() -> Pack {
        Pack::parse("isolating.toml", ISOLATING).expect("the pack is written correctly")
    }

    fn page(width: usize) -> String {
        let pack = isolating();
        explained(&pack, &pack.rules[0], width, Paint::PLAIN)
    }

    #[test]
    fn a_rule_is_explained_in_the_order_in_which_people_ask() {
        let expected = "\
warning[isolating/only-one]: tells the customer that nobody else has this problem
  It is rarely true.

write instead
  leave out \"You're the only one\"
  Thank you. [Next step.]

for example
  - You're the only one. You're the only one. You're the only one.
  + Thank you.

the same words are fine when
  the sentence says that it is not so
  they stand in a reply up to 2 times

looks for
  you are the only <customer>
";
        assert_eq!(page(WIDTH), expected);
    }

    #[test]
    fn long_lines_are_broken_between_words_and_short_ones_are_not() {
        let page = page(30);
        let lines: Vec<&str> = page.lines().skip(1).collect();
        assert!(lines.contains(&"  - You're the only one.") && lines.contains(&"    You're the only one."), "{page}");
        assert!(lines.contains(&"  you are the only <customer>"), "{page}");
    }

    #[test]
    fn of_many_examples_a_few_are_shown_and_the_rest_is_counted() {
        assert_eq!(more(3, 3), None);
        assert_eq!(more(5, 3).as_deref(), Some("and 2 more, all in `tonelint rules -f json`"));
    }

    #[test]
    fn the_list_names_severity_rule_and_message_in_columns() {
        let mut isolating = pack("isolating", &["x"]);
        let other = format!("warning  isolating/x         {}\n", isolating.rules[0].prose().message);
        isolating.rules.insert(0, self::isolating().rules.remove(0));
        let expected =
            "warning  isolating/only-one  tells the customer that nobody else has this problem\n".to_owned() + &other;
        assert_eq!(lines(&[isolating], Paint::PLAIN), expected);
    }
}
