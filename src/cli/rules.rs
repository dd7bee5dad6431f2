//! `tonelint rules` and `tonelint explain`: what is looked for, and why.

use std::io;

use serde::Serialize;
use tonelint::{Pack, Rule, Set};

use super::{
    args::{ExplainArgs, ListFormat, RulesArgs},
    clean, output, packs,
    paint::Paint,
    render,
    summary::Outcome,
    trouble::Trouble,
};

/// Lists the rules in force, in pack order.
pub(crate) fn list(args: &RulesArgs) -> Result<Outcome, Trouble> {
    let packs = packs::in_force(&args.packs)?;
    let text = match args.format {
        ListFormat::Text => lines(&packs, Paint::of(args.color.color, &io::stdout())),
        ListFormat::Json => json(&packs).map_err(|error| Trouble::writing("the list", &error))?,
    };
    output::print(&text)?;
    Ok(Outcome::Clean)
}

/// Tells all about one rule.
pub(crate) fn explain(args: &ExplainArgs) -> Result<Outcome, Trouble> {
    let mut packs = packs::in_force(&args.packs)?;
    // Somebody who meets the id of a rule that is off wants to know what it is about.
    packs.extend(Pack::builtin());
    let rule = packs.iter().flat_map(|pack| &pack.rules).find(|rule| rule.id == args.rule);
    let Some(rule) = rule else { return Err(packs::unknown_id(&args.rule, &packs)) };
    output::print(&explained(rule, Paint::of(args.color.color, &io::stdout())))?;
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
    let rules = packs.iter().flat_map(|pack| pack.rules.iter().map(|rule| Listed::new(pack, rule)));
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
    fn new(pack: &'p Pack, rule: &'p Rule) -> Listed<'p> {
        let pair = |example: &'p tonelint::Example| Pair { bad: &example.bad, good: &example.good };
        Listed {
            id: &rule.id,
            category: &pack.name,
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

fn explained(rule: &Rule, paint: Paint) -> String {
    let head = format!("{}[{}]", rule.severity.name(), rule.id);
    let mut page = Page { text: format!("{}: ", paint.severity(rule.severity, &clean::line(&head))), paint };
    page.text += &format!("{}\n", paint.strong(&clean::line(&rule.prose().message)));
    page.section("why", std::slice::from_ref(&rule.prose().why));
    page.section("phrases", &rule.prose().phrases);
    page.section("regular expressions", &rule.prose().regex);
    if let Some(max) = rule.max {
        page.section("speaks", &[format!("from match {} in one reply on", max.saturating_add(1))]);
    }
    page.section("except", &rule.prose().except);
    page.section("quiet when", &rule.quiet_when);
    page.section("not with", &rule.prose().unless);
    page.section("only with", &rule.prose().only_if);
    page.section("try", &rewrites(rule));
    page.section("note", rule.prose().note.as_slice());
    let example = |example: &tonelint::Example| [format!("- {}", example.bad), format!("+ {}", example.good)];
    page.section("examples", &rule.prose().examples.iter().flat_map(example).collect::<Vec<_>>());
    page.section("allowed", &rule.prose().allows);
    page.text
}

/// What to write instead: for the words, then for the sentence.
fn rewrites(rule: &Rule) -> Vec<String> {
    let swaps = rule.prose().swap.iter().map(|swap| format!("instead of the words: {swap}"));
    let cut = rule.prose().cut.then(|| "leave the words out".to_owned());
    let sentences = rule.prose().write.iter().map(|write| format!("instead of the sentence: {write}"));
    swaps.chain(cut).chain(sentences).collect()
}

/// A text that grows section by section.
struct Page {
    text: String,
    paint: Paint,
}

impl Page {
    /// A heading and its lines; nothing if there are none.
    fn section(&mut self, heading: &str, lines: &[String]) {
        if lines.iter().all(String::is_empty) {
            return;
        }
        self.text += &format!("\n{}\n", self.paint.strong(heading));
        for line in lines {
            self.text += &format!("  {}\n", clean::line(line));
        }
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
bad = \"You're the only one.\"
good = 'Thank you.'
";

    fn only_one() -> Rule {
        let mut pack = Pack::parse("isolating.toml", ISOLATING).expect("the pack is written correctly");
        pack.rules.remove(0)
    }

    #[test]
    fn a_rule_is_explained_without_what_it_does_not_have() {
        let expected = "\
warning[isolating/only-one]: tells the customer that nobody else has this problem

why
  It is rarely true.

phrases
  you are the only <customer>

speaks
  from match 3 in one reply on

quiet when
  neg

try
  leave the words out
  instead of the sentence: Thank you. [Next step.]

examples
  - You're the only one.
  + Thank you.
";
        assert_eq!(explained(&only_one(), Paint::PLAIN), expected);
    }

    #[test]
    fn the_list_names_severity_rule_and_message_in_columns() {
        let mut isolating = pack("isolating", &["x"]);
        let other = format!("warning  isolating/x         {}\n", isolating.rules[0].prose().message);
        isolating.rules.insert(0, only_one());
        let expected =
            "warning  isolating/only-one  tells the customer that nobody else has this problem\n".to_owned() + &other;
        assert_eq!(lines(&[isolating], Paint::PLAIN), expected);
    }
}
