//! Joins packs and context lists, for the build script and for packs that are given.

use super::{MachineBuilder, Root, build::RulePhrases};
use crate::{
    pack::{Pack, PhraseLists},
    rule::{Allowance, Compiled, Rule, Severity},
};

impl MachineBuilder {
    /// Adds the phrases of a rule that was read; returns its number.
    pub(crate) fn join_rule(&mut self, pack: &Pack, rule: &Rule) -> u32 {
        match &rule.triggers.phrases {
            Compiled::BuiltIn(number) => *number,
            Compiled::Given(given) => {
                let guards = [given.except.as_slice(), &given.unless, &given.only_if];
                let is_error = rule.severity == Severity::Error;
                self.add_rule(&pack.sets, &RulePhrases { phrases: &given.phrases, guards, is_error })
            }
        }
    }

    /// Adds what a configuration allows; none if it is nothing.
    pub(crate) fn join_allowance(&mut self, allowance: &Allowance) -> Option<Root> {
        self.begin_pack(&allowance.sets);
        self.add_root(&allowance.sets, &allowance.phrases)
    }

    /// Adds lists that are searched for on demand: name and root of each.
    pub(crate) fn join_lists(&mut self, source: &PhraseLists) -> Vec<(String, Root)> {
        self.begin_pack(&source.sets);
        let root = |(name, automata): &(String, Vec<_>)| Some((name.clone(), self.add_root(&source.sets, automata)?));
        source.lists.iter().filter_map(root).collect()
    }
}
