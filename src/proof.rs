//! Holds every rule against its own examples.

use std::collections::HashSet;

use crate::{
    document::{Document, Format},
    fix::{Applicability, Fix, FixKind},
    linter::Linter,
    pack::Pack,
    rule::Rule,
};

/// One thing that is not as its rule says it should be.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Failure {
    /// Full id of the rule.
    pub rule: String,
    /// What was expected, and what happened.
    pub message: String,
}

/// How much was looked at, and what was not as it should be.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Proof {
    /// How many packs.
    pub packs: usize,
    /// How many rules.
    pub rules: usize,
    /// How many texts: both halves of the examples, innocent uses and rewrites.
    pub examples: usize,
    /// How many phrases and patterns.
    pub phrases: usize,
    /// What failed, in pack order; empty when all is well.
    pub failures: Vec<Failure>,
}

/// Checks every rule of these packs against its own examples: it finds each
/// `bad`, every phrase is needed for one, no rule finds a `good`, an `allows`
/// or a rewrite, and a swap or cut leaves nothing that the rule would find.
/// What learned rules find counts for their own examples only.
///
/// ```
/// let proof = tonelint::prove(&tonelint::Pack::builtin());
/// assert!(proof.failures.is_empty(), "{:?}", proof.failures);
/// ```
pub fn prove(packs: &[Pack]) -> Proof {
    let is_written = |pack: &&Pack| pack.weights().is_none();
    let mut prover = Prover {
        linter: Linter::new(packs.iter().cloned()),
        written: Linter::new(packs.iter().filter(is_written).cloned()),
        proof: Proof::default(),
    };
    prover.proof.packs = packs.len();
    let mut number = 0;
    for pack in packs {
        for rule in &pack.rules {
            prover.rule(rule, number);
            number += 1;
        }
    }
    prover.proof
}

struct Prover {
    linter: Linter,
    /// Without what is learned.
    written: Linter,
    proof: Proof,
}

impl Prover {
    fn fail(&mut self, rule: &Rule, message: String) {
        self.proof.failures.push(Failure { rule: rule.id.clone(), message });
    }

    fn rule(&mut self, rule: &Rule, number: u32) {
        self.proof.rules += 1;
        self.proof.phrases += rule.prose().phrases.len() + rule.prose().regex.len();
        self.proof.examples += rule.prose().examples.len() * 2 + rule.prose().allows.len() + rule.prose().write.len();
        let mut exercised = HashSet::new();
        let mut speaks = false;
        for example in &rule.prose().examples {
            let traced = self.linter.trace(&example.bad, number);
            if !traced.matches {
                self.fail(rule, format!("does not find its own bad example `{}`", example.bad));
            }
            exercised.extend(traced.phrases);
            speaks |= finds(&self.linter, &example.bad, Some(&rule.id)).is_some();
            self.rewritten(rule, number, &example.bad);
            self.silent(rule, "good example", &example.good);
        }
        if !speaks {
            self.fail(rule, "never speaks: in each of its examples another rule finds more".to_owned());
        }
        self.unexercised(rule, &exercised);
        rule.prose().allows.iter().for_each(|text| self.silent(rule, "innocent use", text));
        rule.prose().write.iter().for_each(|text| self.silent(rule, "rewrite", text));
    }

    /// Phrases are numbered first, patterns after them.
    fn unexercised(&mut self, rule: &Rule, exercised: &HashSet<usize>) {
        let sources = rule
            .prose()
            .phrases
            .iter()
            .map(|phrase| ("phrase", phrase))
            .chain(rule.prose().regex.iter().map(|regex| ("regex", regex)));
        for (number, (kind, source)) in sources.enumerate() {
            if !exercised.contains(&number) {
                self.fail(rule, format!("no bad example needs the {kind} `{source}`"));
            }
        }
    }

    /// A written rule answers for what written rules find. A learned one is right by and large, so
    /// that its report tells how often, and only its own examples are held against it.
    fn silent(&mut self, rule: &Rule, what: &str, text: &str) {
        let linter = if rule.learned.is_some() { &self.linter } else { &self.written };
        if let Some((other, words)) = finds(linter, text, None) {
            self.fail(rule, format!("its {what} `{text}` is found by {other}: `{words}`"));
        }
    }

    fn rewritten(&mut self, rule: &Rule, number: u32, bad: &str) {
        let report = self.linter.lint("example", Document::parse(bad, Format::Plain));
        let mut fixes: Vec<Fix> = report
            .findings
            .into_iter()
            .filter(|finding| finding.rule == rule.id)
            .flat_map(|finding| finding.fixes)
            .collect();
        fixes.retain(|fix| fix.kind != FixKind::Write && fix.applicability == Applicability::Safe);
        for fix in fixes {
            let fixed = format!("{}{}{}", &bad[..fix.span.start], fix.replacement, &bad[fix.span.end..]);
            self.proof.examples += 1;
            if self.linter.trace(&fixed, number).matches {
                self.fail(rule, format!("its {} leaves what it finds: `{fixed}`", fix.kind.name()));
            }
        }
    }
}

/// The first finding of a text, of one rule if it is named: its rule and words.
fn finds(linter: &Linter, text: &str, rule: Option<&str>) -> Option<(String, String)> {
    let report = linter.lint("example", Document::parse(text, Format::Plain));
    let wanted = report.findings.iter().find(|finding| rule.is_none_or(|rule| rule == finding.rule))?;
    Some((wanted.rule.clone(), report.document.slice(wanted.span).to_owned()))
}
