//! Suppressions: comments in a draft that allow a rule in one place, and what is wrong with some of them.

mod check;
mod directive;
mod reach;

use std::{
    collections::{BTreeMap, HashSet},
    sync::OnceLock,
};

pub use self::check::Check;
use self::{
    directive::{Directive, Place, nearest, shortened},
    reach::{Placed, Reach},
};
use crate::{
    day::Day,
    document::Document,
    finding::Finding,
    mapped::Comment,
    pack::Pack,
    report::{Report, Silenced, Silencer},
    rule::{Rule, Severity},
    span::Span,
};

/// What a linter makes of the suppressions in a draft.
///
/// ```
/// use tonelint::{Document, Format, Linter, Pack, Suppressions};
/// let suppressions = Suppressions { needs_reason: true, ..Suppressions::default() };
/// let linter = Linter::new(Pack::builtin()).suppressing(suppressions);
/// let draft = Document::parse("That is asinine. <!-- tonelint-ignore denigrating/asinine -->", Format::Markdown);
/// let report = linter.lint("draft.md", draft);
/// assert_eq!(report.silenced[0].finding.rule, "denigrating/asinine");
/// assert_eq!(report.findings[0].rule, "suppression/unexplained");
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Suppressions {
    /// Today, if anybody knows; else none is ever over.
    pub today: Option<Day>,
    /// Whether each has to say why.
    pub needs_reason: bool,
    /// What is said about them, and how much it matters.
    pub checks: BTreeMap<Check, Severity>,
    /// Ids of rules that exist, beside those in force and those built in.
    pub known: Vec<String>,
}

impl Default for Suppressions {
    fn default() -> Suppressions {
        let checks = Check::ALL.into_iter().map(|check| (check, check.severity())).collect();
        Suppressions { today: None, needs_reason: false, checks, known: Vec::new() }
    }
}

/// Takes what is allowed out of reports.
#[derive(Debug, Default)]
pub(crate) struct Suppressor {
    pub(crate) suppressions: Suppressions,
    in_force: OnceLock<HashSet<String>>,
    known: OnceLock<Vec<String>>,
}

impl Suppressor {
    pub(crate) fn new(suppressions: Suppressions) -> Suppressor {
        Suppressor { suppressions, ..Suppressor::default() }
    }

    /// Sorts the findings of a report, which are in text order, into those that are allowed in the draft and those
    /// that are not, and adds what is wrong with the comments that say so. `packs` are in force.
    pub(crate) fn settle(&self, packs: &[Pack], report: &mut Report<'_>) {
        let comments = report.document.comments();
        if comments.is_empty() {
            return;
        }
        let mut judge = Judge { suppressor: self, packs, document: &report.document, findings: Vec::new() };
        let placed = judge.understood(comments);
        let reach = Reach::new(&report.document, &placed);
        let allowing = reach.allowing(&report.findings);
        let mut used = HashSet::new();
        let mut open = Vec::new();
        for (finding, by) in std::mem::take(&mut report.findings).into_iter().zip(allowing) {
            let Some((number, name)) = by else {
                open.push(finding);
                continue;
            };
            let reason = placed[number].directive.reason.clone();
            report.silenced.push(Silenced { finding, by: Silencer::Comment, reason });
            used.insert((number, name));
        }
        for (number, comment) in placed.iter().enumerate() {
            if reach.unpaired.contains(&number) {
                judge.unpaired(comment);
            } else {
                judge.paired(comment, |name| used.contains(&(number, name.to_owned())));
            }
        }
        open.append(&mut judge.findings);
        open.sort_by(|one: &Finding, two| (one.span, &one.rule).cmp(&(two.span, &two.rule)));
        report.findings = open;
    }

    fn is_in_force(&self, packs: &[Pack], name: &str) -> bool {
        let names = self.in_force.get_or_init(|| names(packs).collect());
        name == reach::EVERY || names.contains(name)
    }

    /// Everything that exists, sorted; looked up when somebody names what is not in force.
    fn known(&self, packs: &[Pack]) -> &[String] {
        self.known.get_or_init(|| {
            let builtin = Pack::builtin();
            let given = &self.suppressions.known;
            let halves = given.iter().filter_map(|id| id.split_once('/')).map(|(pack, _)| pack);
            let packs_given = halves.flat_map(|pack| [pack.to_owned(), format!("@{pack}")]);
            let all = names(packs).chain(names(&builtin)).chain(given.iter().cloned()).chain(packs_given);
            let mut known: Vec<String> = all.collect();
            known.sort();
            known.dedup();
            known
        })
    }
}

/// Rule ids, pack names and categories, as they are typed.
fn names(packs: &[Pack]) -> impl Iterator<Item = String> {
    packs.iter().flat_map(|pack| {
        let rules = pack.rules.iter().flat_map(|rule: &Rule| [rule.id.clone(), format!("@{}", rule.category())]);
        rules.chain([pack.name.clone(), format!("@{}", pack.name)])
    })
}

/// Says what is wrong with the comments of one draft.
struct Judge<'j, 't> {
    suppressor: &'j Suppressor,
    packs: &'j [Pack],
    document: &'j Document<'t>,
    findings: Vec<Finding>,
}

impl Judge<'_, '_> {
    /// The comments that can be followed.
    fn understood(&mut self, comments: Vec<(Option<usize>, Comment)>) -> Vec<Placed> {
        let mut placed = Vec::new();
        for (value, Comment { text, span }) in comments {
            match directive::read(&text) {
                Ok(directive) => {
                    let today = self.suppressor.suppressions.today;
                    let is_over = directive.until.zip(today).is_some_and(|(until, today)| until < today);
                    placed.push(Placed { directive, span, value, is_over });
                }
                Err((message, help)) => {
                    self.say(Check::Malformed, span, value, message, help);
                    self.sent(span, value);
                }
            }
        }
        placed
    }

    /// A start without its end, or the other way round.
    fn unpaired(&mut self, comment: &Placed) {
        let (message, help) = match comment.directive.place {
            Place::End => (
                "ends what has not begun",
                "write `tonelint-ignore-start` with the same rules above it, in the same text",
            ),
            _ => (
                "begins what never ends, so it allows nothing",
                "write `tonelint-ignore-end` below it, or `tonelint-ignore-file` in its place",
            ),
        };
        self.say(Check::Malformed, comment.span, comment.value, message.to_owned(), help.to_owned());
        self.sent(comment.span, comment.value);
    }

    /// Everything else; `is_used` knows which of its names allowed something.
    fn paired(&mut self, comment: &Placed, is_used: impl Fn(&str) -> bool) {
        let Placed { directive, span, value, is_over } = comment;
        self.sent(*span, *value);
        if directive.place == Place::End {
            return;
        }
        if self.suppressor.suppressions.needs_reason && directive.reason.is_none() {
            self.say_plainly(Check::Unexplained, *span, *value);
        }
        for name in &directive.names {
            self.unknown(name, *span, *value);
        }
        if let Some(until) = directive.until.filter(|_| *is_over) {
            let message = format!("allowed something until {until}, and that day is over");
            return self.say(Check::Expired, *span, *value, message, Check::Expired.way_out().to_owned());
        }
        self.unused(directive, is_used, *span, *value);
    }

    fn unknown(&mut self, name: &str, span: Span, value: Option<usize>) {
        if self.suppressor.is_in_force(self.packs, name) {
            return;
        }
        let shown = shortened(name);
        if name.trim_start_matches('@').split('/').next() == Some(Check::CATEGORY) {
            let help = format!("`--ignore {0}` leaves them out", Check::CATEGORY);
            let message = format!("allows `{shown}`, which is about comments like this one");
            return self.say(Check::Unknown, span, value, message, help);
        }
        let known = self.suppressor.known(self.packs);
        if known.binary_search_by(|known| known.as_str().cmp(name)).is_ok() {
            return;
        }
        let near = nearest(&shown, known.iter().map(String::as_str));
        let help = near.map(|near| format!("did you mean `{near}`?"));
        let message = format!("allows `{shown}`, which does not exist");
        self.say(Check::Unknown, span, value, message, help.unwrap_or_else(|| Check::Unknown.way_out().to_owned()));
    }

    /// Only of what is looked for can be said that it is not there.
    fn unused(&mut self, directive: &Directive, is_used: impl Fn(&str) -> bool, span: Span, value: Option<usize>) {
        let is_unused = |name: &&str| self.suppressor.is_in_force(self.packs, name) && !is_used(name);
        let unused: Vec<&str> = reach::names(directive).filter(is_unused).collect();
        let message = match unused.as_slice() {
            [] => return,
            [reach::EVERY] => "allows every rule, and nothing is found here".to_owned(),
            [name] => format!("allows `{}`, which is not found here", shortened(name)),
            names => {
                let listed: Vec<String> = names.iter().take(5).map(|name| format!("`{}`", shortened(name))).collect();
                let more = if listed.len() < names.len() { " and others" } else { "" };
                format!("allows {}{more}, which are not found here", listed.join(", "))
            }
        };
        self.say(Check::Unused, span, value, message, Check::Unused.way_out().to_owned());
    }

    fn sent(&mut self, span: Span, value: Option<usize>) {
        if value.is_some() {
            self.say_plainly(Check::Sent, span, value);
        }
    }

    fn say_plainly(&mut self, check: Check, span: Span, value: Option<usize>) {
        self.say(check, span, value, check.message().to_owned(), check.way_out().to_owned());
    }

    fn say(&mut self, check: Check, span: Span, value: Option<usize>, message: String, help: String) {
        let Some(&severity) = self.suppressor.suppressions.checks.get(&check) else { return };
        let passages = self.document.passages();
        let has_values = passages.iter().any(|passage| passage.locator.is_some());
        self.findings.push(Finding {
            rule: check.id().to_owned(),
            category: Check::CATEGORY.to_owned(),
            severity,
            message,
            span,
            sentence: span,
            also: Vec::new(),
            // Between values it belongs to none of them.
            passage: value.unwrap_or(if has_values { passages.len() } else { 0 }),
            fixes: Vec::new(),
            note: Some(help),
            weighed: None,
        });
    }
}
