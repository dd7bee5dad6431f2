//! The sets of built-in rules: what is on by default, and what is asked for by name.

use crate::rule::{Rule, Severity};

/// A set of built-in rules. Every built-in rule is in exactly one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Set {
    /// On by default: the errors and warnings about how the reader is treated.
    Core,
    /// Off by default: replies in which the writer grovels.
    Dignity,
    /// Off by default: matters of taste.
    Hints,
}

/// The pack about the writer's own dignity: some houses like it humble.
const DIGNITY: &str = "servile";

impl Set {
    /// All sets.
    pub const ALL: [Set; 3] = [Set::Core, Set::Dignity, Set::Hints];

    /// Its name on the command line.
    ///
    /// ```
    /// use tonelint::Set;
    /// assert_eq!(Set::ALL.map(Set::name), ["core", "dignity", "hints"]);
    /// ```
    pub fn name(self) -> &'static str {
        match self {
            Set::Core => "core",
            Set::Dignity => "dignity",
            Set::Hints => "hints",
        }
    }

    /// The set for the rules of one severity in one built-in pack.
    fn holding(pack: &str, severity: Severity) -> Set {
        match severity {
            _ if pack == DIGNITY => Set::Dignity,
            Severity::Info => Set::Hints,
            Severity::Warning | Severity::Error => Set::Core,
        }
    }
}

impl Rule {
    /// The set that the rule is in; none for a rule of a pack that was read.
    ///
    /// ```
    /// for rule in tonelint::Pack::builtin().iter().flat_map(|pack| &pack.rules) {
    ///     assert!(rule.set().is_some());
    /// }
    /// ```
    pub fn set(&self) -> Option<Set> {
        let pack = self.id.split_once('/').map_or("", |(pack, _)| pack);
        self.is_builtin().then(|| Set::holding(pack, self.first_severity()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_default_holds_errors_and_warnings() {
        assert_eq!(Set::holding("hostile", Severity::Error), Set::Core);
        assert_eq!(Set::holding("hostile", Severity::Warning), Set::Core);
        assert_eq!(Set::holding("hostile", Severity::Info), Set::Hints);
    }

    #[test]
    fn the_pack_about_dignity_is_a_set_of_its_own_as_a_whole() {
        assert_eq!(Set::holding(DIGNITY, Severity::Warning), Set::Dignity);
        assert_eq!(Set::holding(DIGNITY, Severity::Info), Set::Dignity);
    }

    #[test]
    fn a_rule_of_a_pack_that_was_read_is_in_no_set() {
        let pack = crate::Pack::parse(
            "x.toml",
            "[pack]\nname = 'x'\n[[rule]]\nid = 'x'\nmessage = 'm'\nwhy = 'w'\nphrases = ['x']\nnote = 'n'\n\
             [[rule.example]]\nbad = 'x'\ngood = 'y'\n",
        );
        assert_eq!(pack.expect("the pack is written correctly").rules[0].set(), None);
    }
}
