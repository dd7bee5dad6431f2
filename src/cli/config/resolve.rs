//! From everything that is said, to the rules in force.

use std::collections::HashSet;

use tonelint::{Pack, Rule, Set, Severity, Thresholds};

use super::{
    chain::Chain,
    file::{Edits, Grade, RuleEdit, Said},
};
use crate::cli::{
    args::PackArgs,
    packs::{self, Asked},
    trouble::Trouble,
};

/// Why there are no rules to check by.
#[derive(Clone, Debug)]
pub(crate) struct Unusable {
    /// What is wrong.
    pub(crate) trouble: Trouble,
    /// Whether a flag is, and not the configuration.
    pub(super) is_flag: bool,
}

/// What is said about rules, by flags and by the parts of a configuration that hold for a draft.
#[derive(Debug)]
pub(super) struct Rules<'r> {
    pub(super) flags: &'r PackArgs,
    /// The packs that flags name.
    pub(super) asked: &'r [Asked],
    /// The layers of a configuration, the first said first, and whether each is for some paths only.
    layers: Vec<(&'r Edits, bool)>,
    builtin: bool,
}

/// No learned rule is ever as sure as this.
const NEVER: u8 = 101;

impl<'r> Rules<'r> {
    /// `overrides` says of each override of the chain, in order, whether it holds.
    pub(super) fn new(
        flags: &'r PackArgs,
        asked: &'r [Asked],
        chain: Option<&'r Chain>,
        overrides: &[bool],
    ) -> Rules<'r> {
        let mut holds = overrides.iter();
        let mut layers = Vec::new();
        for file in chain.iter().flat_map(|chain| &chain.files) {
            layers.push((&file.edits, false));
            let meant = file.overrides.iter().filter(|_| holds.next() == Some(&true));
            layers.extend(meant.map(|one| (&one.edits, true)));
        }
        let said = chain.and_then(|chain| chain.last(|file| file.builtin.as_ref()));
        Rules { builtin: !flags.no_builtin && said.is_none_or(|said| said.value), flags, asked, layers }
    }

    /// The packs with the rules in force, as they are graded and with what they allow.
    pub(super) fn packs(&self) -> Result<Vec<Pack>, Unusable> {
        let mut packs = self.gathered()?;
        self.narrow(&mut packs)?;
        for pack in &mut packs {
            let mut rules = std::mem::take(&mut pack.rules);
            rules.retain_mut(|rule| self.edit(pack, rule));
            pack.rules = rules;
        }
        packs.retain(|pack| !pack.rules.is_empty());
        Ok(packs)
    }

    /// What tells rules in force from others: linters are built once for each.
    pub(super) fn key(&self) -> String {
        use std::fmt::Write;
        let mut key =
            format!("{:?} {} {:?} {:?}", self.asked_names(), self.builtin, self.flags.select, self.flags.ignore);
        for (edits, is_override) in &self.layers {
            let select = edits.select.as_ref().map(|said| typed(said));
            let terms = edits.terms.as_ref().map(|said| &said.value.typed);
            // Writing to a string cannot fail.
            let _ = write!(key, " {is_override} {select:?} {:?} {terms:?}", typed(&edits.ignore));
            for RuleEdit { name, grade, allow, warning, info } in &edits.rules {
                let allow = allow.as_ref().map(|terms| &terms.typed);
                let _ = write!(key, " {:?} {grade:?} {allow:?} {warning:?} {info:?}", name.value);
            }
        }
        key
    }

    /// Every pack that is asked for, each file once.
    fn all_asked(&self) -> Vec<Asked> {
        let said = self.layers.iter().flat_map(|(edits, _)| &edits.packs);
        let mut asked: Vec<Asked> = Vec::new();
        let is_there = |asked: &[Asked], one: &Asked| match one {
            Asked::Read(file) => {
                asked.iter().any(|other| matches!(other, Asked::Read(other) if other.path == file.path))
            }
            Asked::Set(_) | Asked::Whole(_) => false,
        };
        for one in said.map(|said| &said.value.asked) {
            if !is_there(&asked, one) {
                asked.push(one.clone());
            }
        }
        let by_flags = self.asked.iter().filter(|one| !is_there(&asked, one)).cloned();
        let by_flags: Vec<Asked> = by_flags.collect();
        asked.extend(by_flags);
        asked
    }

    fn asked_names(&self) -> Vec<String> {
        let name = |asked: Asked| match asked {
            Asked::Set(set) => set.name().to_owned(),
            Asked::Whole(name) => name,
            Asked::Read(file) => file.path.display().to_string(),
        };
        self.all_asked().into_iter().map(name).collect()
    }

    fn gathered(&self) -> Result<Vec<Pack>, Unusable> {
        let edits = self.layers.iter().flat_map(|(edits, _)| &edits.rules);
        let is_on = |edit: &&RuleEdit| matches!(edit.grade, Some(Grade::Of(_)));
        let called: HashSet<&str> = match self.flags.no_builtin {
            true => HashSet::new(),
            false => edits.filter(is_on).map(|edit| edit.name.value.as_str()).collect(),
        };
        let default = self.builtin.then_some(Set::Core);
        packs::gathered(&self.all_asked(), default, |id| called.contains(id)).map_err(|trouble| Unusable {
            trouble,
            is_flag: self.asked.iter().any(|one| matches!(one, Asked::Read(_))),
        })
    }

    fn narrow(&self, packs: &mut Vec<Pack>) -> Result<(), Unusable> {
        let by_flag = |trouble| Unusable { trouble, is_flag: true };
        let flags = self.flags;
        flags.select.iter().try_for_each(|typed| packs::check_selected(typed, packs)).map_err(by_flag)?;
        flags.ignore.iter().try_for_each(|typed| packs::check_known(typed, packs)).map_err(by_flag)?;
        let said = self.layers.iter().filter_map(|(edits, _)| edits.select.as_ref()).next_back();
        for said in said.into_iter().flatten().filter(|_| flags.select.is_empty()) {
            packs::check_selected(&said.value, packs)
                .map_err(|trouble| Unusable { trouble: Trouble::Mistakes(said.at.blame(trouble)), is_flag: false })?;
        }
        let select: Vec<&str> = match said {
            Some(said) if flags.select.is_empty() => typed(said),
            _ => flags.select.iter().map(String::as_str).collect(),
        };
        let ignored =
            self.layers.iter().filter(|layer| self.may_take_out(layer.1)).flat_map(|(edits, _)| &edits.ignore);
        let ignored = ignored.map(|said| said.value.as_str());
        let ignore: Vec<&str> = flags.ignore.iter().map(String::as_str).chain(ignored).collect();
        packs::narrow(packs, &select, &ignore);
        Ok(())
    }

    /// Whoever selects a rule by flag wants to see it, unless the file is one in which it is out of place.
    fn may_take_out(&self, is_override: bool) -> bool {
        is_override || self.flags.select.is_empty()
    }

    /// Grades a rule and gives it what it allows; whether it stays in force.
    fn edit(&self, pack: &Pack, rule: &mut Rule) -> bool {
        let mut grade = None;
        let mut is_on = true;
        for (edits, is_override) in &self.layers {
            if let Some(terms) = &edits.terms {
                rule.allow(&terms.value.allowance);
            }
            for edit in &edits.rules {
                if !packs::picks(&edit.name.value, pack, rule) {
                    continue;
                }
                match edit.grade {
                    Some(Grade::Off) => is_on &= !self.may_take_out(*is_override),
                    Some(Grade::Of(severity)) => (is_on, grade) = (true, Some(severity)),
                    None => {}
                }
                if let Some(terms) = &edit.allow {
                    rule.allow(&terms.allowance);
                }
                if let Some(thresholds) = &mut rule.learned {
                    move_thresholds(thresholds, edit);
                }
            }
        }
        if let Some(severity) = grade {
            regrade(rule, severity);
        }
        is_on
    }
}

fn move_thresholds(thresholds: &mut Thresholds, edit: &RuleEdit) {
    thresholds.warning = edit.warning.unwrap_or(thresholds.warning);
    thresholds.info = edit.info.or(thresholds.info);
    // Whoever is sure enough for a warning warns.
    thresholds.info = thresholds.info.filter(|info| *info < thresholds.warning);
}

/// A learned rule has thresholds in place of a severity: all that it says is a warning, or is mentioned.
fn regrade(rule: &mut Rule, severity: Severity) {
    match &mut rule.learned {
        None => rule.regrade(severity),
        Some(thresholds) => {
            let least = thresholds.info.unwrap_or(thresholds.warning);
            *thresholds = match severity {
                Severity::Info => Thresholds { warning: NEVER, info: Some(least) },
                Severity::Warning | Severity::Error => Thresholds { warning: least, info: None },
            };
        }
    }
}

fn typed(said: &[Said<String>]) -> Vec<&str> {
    said.iter().map(|said| said.value.as_str()).collect()
}
