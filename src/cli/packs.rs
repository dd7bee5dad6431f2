//! The packs in force: built-in and given, after the rules that were selected and ignored.

use std::{fs, path::Path};

use tonelint::{Pack, Rule};

use super::{args::PackArgs, nearest::nearest, trouble::Trouble};

/// The named sets, and which built-in packs belong to those that are off by default; the rest is `core`.
const SETS: [(&str, &[&str]); 3] = [("core", &[]), ("dignity", &[]), ("hints", &[])];

/// The packs that the flags ask for.
pub(crate) fn in_force(args: &PackArgs) -> Result<Vec<Pack>, Trouble> {
    let builtin = Pack::builtin();
    let mut packs = Vec::new();
    if !args.no_builtin {
        add_new(&mut packs, set(&builtin, "core"));
    }
    for given in &args.packs {
        if SETS.iter().any(|(name, _)| name == given) {
            add_new(&mut packs, set(&builtin, given));
        } else if let Some(pack) = builtin.iter().find(|pack| pack.name == *given) {
            add_new(&mut packs, vec![pack.clone()]);
        } else {
            add_file(&mut packs, given, &builtin)?;
        }
    }
    narrow(&mut packs, args)?;
    Ok(packs)
}

/// The packs that `tonelint test` is asked to prove.
pub(crate) fn to_prove(names: &[String]) -> Result<Vec<Pack>, Trouble> {
    let builtin = Pack::builtin();
    if names.is_empty() {
        return Ok(builtin);
    }
    let mut packs = Vec::new();
    for name in names {
        match builtin.iter().find(|pack| pack.name == *name) {
            Some(pack) => add_new(&mut packs, vec![pack.clone()]),
            None => add_file(&mut packs, name, &builtin)?,
        }
    }
    Ok(packs)
}

fn set(builtin: &[Pack], name: &str) -> Vec<Pack> {
    let listed_in = |pack: &Pack| {
        let listed = SETS.iter().find(|(_, packs)| packs.contains(&pack.name.as_str()));
        listed.map_or("core", |(set, _)| set)
    };
    builtin.iter().filter(|pack| listed_in(pack) == name).cloned().collect()
}

/// Asking twice for a built-in pack is not a mistake.
fn add_new(packs: &mut Vec<Pack>, more: Vec<Pack>) {
    for pack in more {
        if packs.iter().all(|known| known.name != pack.name) {
            packs.push(pack);
        }
    }
}

fn add_file(packs: &mut Vec<Pack>, given: &str, builtin: &[Pack]) -> Result<(), Trouble> {
    let path = Path::new(given);
    if !is_path(path) {
        return Err(unknown_pack(given, builtin));
    }
    let text = fs::read_to_string(path).map_err(|error| Trouble::reading(path, &error))?;
    let pack = Pack::parse(given, &text).map_err(Trouble::Packs)?;
    // Two packs of one name would have rules of one id, and nobody could tell whose finding it is.
    if packs.iter().any(|known| known.name == pack.name) {
        let help = if builtin.iter().any(|known| known.name == pack.name) {
            "give it another name, or leave the built-in packs out with --no-builtin"
        } else {
            "give one of the two another name"
        };
        return Err(Trouble::with_help(
            format!("`{given}` is named `{}`, like a pack that is already in force", pack.name),
            help,
        ));
    }
    packs.push(pack);
    Ok(())
}

/// A name that nobody knows is a typing mistake; a path that does not exist is a missing file.
fn is_path(path: &Path) -> bool {
    1 < path.components().count() || path.extension().is_some() || path.exists()
}

fn unknown_pack(given: &str, builtin: &[Pack]) -> Trouble {
    let sets = SETS.iter().map(|(name, _)| *name);
    let known = builtin.iter().map(|pack| pack.name.as_str()).chain(sets);
    let help = match nearest(given, known) {
        Some(name) => format!("did you mean `{name}`?"),
        None => "name a TOML file, a built-in pack, or one of the sets core, dignity, hints".to_owned(),
    };
    Trouble::with_help(format!("there is no pack `{given}`"), help)
}

/// Takes out the rules that were not selected, and those that were ignored.
fn narrow(packs: &mut Vec<Pack>, args: &PackArgs) -> Result<(), Trouble> {
    for typed in args.select.iter().chain(&args.ignore) {
        if !packs.iter().any(|pack| names_pack(typed, pack) || pack.rules.iter().any(|r| r.id == *typed)) {
            return Err(unknown_rule(typed, packs));
        }
    }
    for pack in packs.iter_mut() {
        let selected = picks(&args.select, pack);
        let ignored = picks(&args.ignore, pack);
        let mut rules = std::mem::take(&mut pack.rules);
        rules.retain(|rule| (args.select.is_empty() || selected(rule)) && !ignored(rule));
        pack.rules = rules;
    }
    packs.retain(|pack| !pack.rules.is_empty());
    Ok(())
}

fn names_pack(typed: &str, pack: &Pack) -> bool {
    typed.strip_prefix('@').unwrap_or(typed) == pack.name
}

fn picks<'p>(typed: &'p [String], pack: &Pack) -> impl Fn(&Rule) -> bool + use<'p> {
    let whole = typed.iter().any(|typed| names_pack(typed, pack));
    move |rule| whole || typed.contains(&rule.id)
}

/// An error for a rule, pack or category that is not in force.
pub(crate) fn unknown_rule(typed: &str, packs: &[Pack]) -> Trouble {
    let categories: Vec<String> = packs.iter().map(|pack| format!("@{}", pack.name)).collect();
    let names = packs.iter().map(|pack| pack.name.as_str());
    let ids = packs.iter().flat_map(|pack| &pack.rules).map(|rule| rule.id.as_str());
    // Somebody who types the sign means a category, somebody who types a slash means a rule.
    let near = if typed.starts_with('@') {
        nearest(typed, categories.iter().map(String::as_str))
    } else if typed.contains('/') {
        nearest(typed, ids)
    } else {
        nearest(typed, names.chain(ids))
    };
    let help = match near {
        Some(name) => format!("did you mean `{name}`?"),
        None => "`tonelint rules` lists the rules in force".to_owned(),
    };
    let what = if typed.starts_with('@') { "category" } else { "rule or pack" };
    Trouble::with_help(format!("there is no {what} `{typed}` in force"), help)
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;

    /// A pack with rules of these ids, each just enough to exist.
    pub(crate) fn pack(name: &str, ids: &[&str]) -> Pack {
        let rule = |id: &&str| {
            format!(
                "[[rule]]\nid = '{id}'\nmessage = 'm'\nwhy = 'w'\nphrases = ['x']\nnote = 'n'\n\
                 [[rule.example]]\nbad = 'x'\ngood = 'y'\n"
            )
        };
        let rules: String = ids.iter().map(rule).collect();
        Pack::parse(name, &format!("[pack]\nname = '{name}'\n{rules}")).expect("the pack is written correctly")
    }

    fn packs() -> Vec<Pack> {
        vec![pack("isolating", &["only-one", "nobody-else"]), pack("blaming", &["you-failed"])]
    }

    fn narrowed(select: &[&str], ignore: &[&str]) -> Result<Vec<String>, String> {
        let owned = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect();
        let args = PackArgs {
            packs: Vec::new(),
            no_builtin: false,
            isolated: false,
            select: owned(select),
            ignore: owned(ignore),
        };
        let mut packs = packs();
        narrow(&mut packs, &args).map_err(|trouble| trouble.to_string())?;
        Ok(packs.into_iter().flat_map(|pack| pack.rules).map(|rule| rule.id).collect())
    }

    fn check(select: &[&str], ignore: &[&str], expected: &[&str]) {
        let expected = expected.iter().map(|id| (*id).to_owned()).collect();
        assert_eq!(narrowed(select, ignore), Ok(expected));
    }

    #[test]
    fn a_rule_a_pack_and_a_category_can_be_selected() {
        check(&["isolating/only-one"], &[], &["isolating/only-one"]);
        check(&["blaming"], &[], &["blaming/you-failed"]);
        check(&["@isolating"], &[], &["isolating/only-one", "isolating/nobody-else"]);
    }

    #[test]
    fn what_is_ignored_goes_even_if_it_was_selected() {
        check(&["isolating"], &["isolating/only-one"], &["isolating/nobody-else"]);
        check(&[], &["@isolating"], &["blaming/you-failed"]);
    }

    #[test]
    fn an_unknown_name_is_answered_with_the_nearest() {
        let check = |typed: &str, expected: &str| {
            let message = narrowed(&[typed], &[]).expect_err("the name is unknown");
            assert!(message.ends_with(expected), "{message}");
        };
        check("isolating/only-on", "did you mean `isolating/only-one`?");
        check("you-failed", "did you mean `blaming/you-failed`?");
        check("blamign", "did you mean `blaming`?");
        check("@blame", "did you mean `@blaming`?");
        check("zzz", "`tonelint rules` lists the rules in force");
    }
}
