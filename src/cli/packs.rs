//! The packs in force: built-in and given, after the rules that were selected and ignored.

use std::{
    fs,
    path::{Path, PathBuf},
    sync::Arc,
};

use tonelint::{Pack, Rule, Set, learned::MAX_WEIGHTS_BYTES};

use super::{nearest::nearest, trouble::Trouble};

/// A pack that somebody asked for.
#[derive(Clone, Debug)]
pub(crate) enum Asked {
    /// The built-in rules of a set.
    Set(Set),
    /// A built-in pack, with its hints.
    Whole(String),
    /// A pack in a file.
    Read(Arc<FromFile>),
}

/// A pack that was read, and where.
#[derive(Debug)]
pub(crate) struct FromFile {
    /// The file as it was named.
    pub(crate) typed: String,
    /// The file without links on the way.
    pub(crate) path: PathBuf,
    /// What is in it.
    pub(crate) pack: Pack,
}

/// The pack that a name stands for; files are looked for in `folder`.
pub(crate) fn asked(typed: &str, folder: &Path) -> Result<Asked, Trouble> {
    if let Some(set) = set_named(typed) {
        return Ok(Asked::Set(set));
    }
    if Pack::builtin().iter().any(|pack| pack.name == typed) {
        return Ok(Asked::Whole(typed.to_owned()));
    }
    read_file(typed, &folder.join(typed)).map(|file| Asked::Read(Arc::new(file)))
}

/// The packs that flags name.
pub(crate) fn asked_by_flags(names: &[String]) -> Result<Vec<Asked>, Trouble> {
    names.iter().map(|name| asked(name, Path::new(""))).collect()
}

/// The packs that `tonelint test` is asked to prove; all that are known, if it is asked for nothing.
pub(crate) fn to_prove(
    names: &[String],
    known: impl FnOnce() -> Result<Vec<Pack>, Trouble>,
) -> Result<Vec<Pack>, Trouble> {
    if names.is_empty() { known() } else { gathered(&asked_by_flags(names)?, None, |_| false) }
}

/// Built-in rules that are asked for, of one set more, and those that are called by their ids; then packs in
/// files. Asking twice is not a mistake.
pub(crate) fn gathered(
    asked: &[Asked],
    default: Option<Set>,
    is_called: impl Fn(&str) -> bool,
) -> Result<Vec<Pack>, Trouble> {
    let mut packs = Pack::builtin();
    let has_set =
        |set: Set| default == Some(set) || asked.iter().any(|one| matches!(one, Asked::Set(one) if *one == set));
    for pack in &mut packs {
        let is_whole = asked.iter().any(|one| matches!(one, Asked::Whole(name) if *name == pack.name));
        pack.rules.retain(|rule| is_whole || rule.set().is_some_and(has_set) || is_called(&rule.id));
        // What a learned rule is less sure of is a hint.
        if !is_whole && !has_set(Set::Hints) {
            pack.rules
                .iter_mut()
                .filter_map(|rule| rule.learned.as_mut())
                .for_each(|thresholds| thresholds.info = None);
        }
    }
    packs.retain(|pack| !pack.rules.is_empty());
    for one in asked {
        if let Asked::Read(file) = one {
            refuse_double(&packs, file)?;
            packs.push(file.pack.clone());
        }
    }
    Ok(packs)
}

fn set_named(name: &str) -> Option<Set> {
    Set::ALL.into_iter().find(|set| set.name() == name)
}

fn read_file(typed: &str, path: &Path) -> Result<FromFile, Trouble> {
    if !is_path(Path::new(typed)) && !path.exists() {
        return Err(unknown_pack(typed));
    }
    let text = fs::read_to_string(path).map_err(|error| Trouble::reading(path, &error))?;
    let folder = path.parent().unwrap_or(Path::new(""));
    let name = path.to_string_lossy();
    let pack = Pack::parse_beside(&name, &text, &mut |name| beside(folder, name)).map_err(Trouble::Mistakes)?;
    let path = path.canonicalize().unwrap_or_else(|_| path.to_owned());
    Ok(FromFile { typed: typed.to_owned(), path, pack })
}

/// Two packs of one name would have rules of one id, and nobody could tell whose finding it is.
fn refuse_double(packs: &[Pack], file: &FromFile) -> Result<(), Trouble> {
    let FromFile { typed, pack, .. } = file;
    if !packs.iter().any(|known| known.name == pack.name) {
        return Ok(());
    }
    let help = if Pack::builtin().iter().any(|known| known.name == pack.name) {
        "give it another name, or leave the built-in packs out with --no-builtin"
    } else {
        "give one of the two another name"
    };
    let message = format!("`{typed}` is named `{}`, like a pack that is already in force", pack.name);
    Err(Trouble::with_help(message, help))
}

/// The weights file that a pack names, relative to the pack.
fn beside(folder: &Path, name: &str) -> Result<Vec<u8>, String> {
    let path = folder.join(name);
    let told = |error: &dyn std::fmt::Display| format!("{}: {error}", path.display());
    let length = fs::metadata(&path).map_err(|error| told(&error))?.len();
    if MAX_WEIGHTS_BYTES as u64 <= length {
        return Err(told(&format!("it has {length} bytes; {MAX_WEIGHTS_BYTES} are the bound")));
    }
    fs::read(&path).map_err(|error| told(&error))
}

/// A name that nobody knows is a typing mistake; a path that does not exist is a missing file.
fn is_path(path: &Path) -> bool {
    1 < path.components().count() || path.extension().is_some()
}

fn unknown_pack(given: &str) -> Trouble {
    let builtin = Pack::builtin();
    let known = builtin.iter().map(|pack| pack.name.as_str()).chain(Set::ALL.map(Set::name));
    let help = match nearest(given, known) {
        Some(name) => format!("did you mean `{name}`?"),
        None => "name a TOML file, a built-in pack, or one of the sets core, dignity, hints".to_owned(),
    };
    Trouble::with_help(format!("there is no pack `{given}`"), help)
}

/// Says what is wrong with a name that should be that of a rule in force.
pub(crate) fn check_selected(typed: &str, packs: &[Pack]) -> Result<(), Trouble> {
    if names_any(typed, packs) {
        return Ok(());
    }
    Err(not_in_force(typed).unwrap_or_else(|| unknown_rule(typed, packs)))
}

/// Says what is wrong with a name that nobody knows. What is not in force is left out anyway, so whoever leaves it
/// out only has to name something that exists.
pub(crate) fn check_known(typed: &str, packs: &[Pack]) -> Result<(), Trouble> {
    if names_any(typed, packs) || names_any(typed, &Pack::builtin()) {
        return Ok(());
    }
    Err(unknown_rule(typed, packs))
}

/// Takes out the rules that were not selected, and those that were ignored.
pub(crate) fn narrow(packs: &mut Vec<Pack>, select: &[&str], ignore: &[&str]) {
    for pack in packs.iter_mut() {
        let mut rules = std::mem::take(&mut pack.rules);
        let picks = |typed: &[&str], rule: &Rule| typed.iter().any(|typed| picks(typed, pack, rule));
        rules.retain(|rule| (select.is_empty() || picks(select, rule)) && !picks(ignore, rule));
        pack.rules = rules;
    }
    packs.retain(|pack| !pack.rules.is_empty());
}

/// Whether this names the rule, its pack or its category.
pub(crate) fn picks(typed: &str, pack: &Pack, rule: &Rule) -> bool {
    names_pack(typed, pack) || names_rule(typed, rule)
}

/// Whether this names a rule, pack or category among these.
fn names_any(typed: &str, packs: &[Pack]) -> bool {
    packs.iter().any(|pack| names_pack(typed, pack) || pack.rules.iter().any(|rule| names_rule(typed, rule)))
}

/// Whether this is the rule's id, or the category that a learned rule reads.
fn names_rule(typed: &str, rule: &Rule) -> bool {
    let reads = || rule.learned.is_some() && typed.strip_prefix('@').is_some_and(|name| rule.category() == name);
    rule.id == typed || reads()
}

fn names_pack(typed: &str, pack: &Pack) -> bool {
    typed.strip_prefix('@').unwrap_or(typed) == pack.name
}

/// An error for what is built in and has to be asked for; nothing for a name that nobody knows.
fn not_in_force(typed: &str) -> Option<Trouble> {
    if let Some(set) = set_named(typed) {
        let help = format!("add `--pack {typed}`, and `--no-builtin` to have it alone");
        return Some(Trouble::with_help(format!("`{}` is a set, not a rule or pack", set.name()), help));
    }
    let builtin = Pack::builtin();
    let pack = builtin.iter().find(|pack| names_any(typed, std::slice::from_ref(pack)))?;
    let rule = pack.rules.iter().find(|rule| rule.id == typed);
    let set = rule.or(pack.rules.first()).and_then(Rule::set)?;
    let help = match set {
        Set::Core => format!("it is left out with the built-in packs; add `--pack {}`", pack.name),
        Set::Dignity | Set::Hints => format!("it is in the set `{0}`; add `--pack {0}`", set.name()),
    };
    Some(Trouble::with_help(format!("`{typed}` is not in force"), help))
}

/// An error for a rule, pack or category that does not exist.
fn unknown_rule(typed: &str, packs: &[Pack]) -> Trouble {
    let builtin = Pack::builtin();
    let known = || packs.iter().chain(&builtin);
    let categories: Vec<String> = known().map(|pack| format!("@{}", pack.name)).collect();
    let names = known().map(|pack| pack.name.as_str());
    let ids = known().flat_map(|pack| &pack.rules).map(|rule| rule.id.as_str());
    // Somebody who types the sign means a category, somebody who types a slash means a rule.
    let near = if typed.starts_with('@') {
        nearest(typed, categories.iter().map(String::as_str))
    } else if typed.contains('/') {
        nearest(typed, ids)
    } else {
        nearest(typed, names.chain(ids))
    };
    let what = if typed.starts_with('@') { "category" } else { "rule or pack" };
    Trouble::with_help(format!("there is no {what} `{typed}`"), did_you_mean(near))
}

/// An error for a rule to be explained that does not exist.
pub(crate) fn unknown_id(typed: &str, packs: &[Pack]) -> Trouble {
    let ids = packs.iter().flat_map(|pack| &pack.rules).map(|rule| rule.id.as_str());
    Trouble::with_help(format!("there is no rule `{typed}`"), did_you_mean(nearest(typed, ids)))
}

fn did_you_mean(near: Option<&str>) -> String {
    match near {
        Some(name) => format!("did you mean `{name}`?"),
        None => "`tonelint rules` lists the rules in force".to_owned(),
    }
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
        let mut packs = packs();
        let checked = select.iter().try_for_each(|typed| check_selected(typed, &packs));
        let checked = checked.and_then(|()| ignore.iter().try_for_each(|typed| check_known(typed, &packs)));
        checked.map_err(|trouble| trouble.to_string())?;
        narrow(&mut packs, select, ignore);
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

    fn gathered_ids(names: &[&str], default: Option<Set>) -> Vec<String> {
        let names: Vec<String> = names.iter().map(|name| (*name).to_owned()).collect();
        let asked = asked_by_flags(&names).expect("the names are known");
        let packs = gathered(&asked, default, |_| false).expect("no two have one name");
        packs.into_iter().flat_map(|pack| pack.rules).map(|rule| rule.id).collect()
    }

    fn builtin_ids(is_wanted: impl Fn(&Rule) -> bool) -> Vec<String> {
        Pack::builtin().into_iter().flat_map(|pack| pack.rules).filter(is_wanted).map(|rule| rule.id).collect()
    }

    #[test]
    fn a_set_is_its_rules_and_no_others() {
        for set in Set::ALL {
            assert_eq!(gathered_ids(&[set.name()], None), builtin_ids(|rule| rule.set() == Some(set)));
        }
    }

    #[test]
    fn a_built_in_pack_comes_with_its_hints() {
        let whole = builtin_ids(|rule| rule.id.starts_with("isolating/"));
        assert_eq!(gathered_ids(&["isolating"], None), whole);
        assert!(builtin_ids(|rule| rule.set() == Some(Set::Hints)).iter().any(|id| whole.contains(id)));
    }

    #[test]
    fn what_is_asked_for_twice_is_there_once_and_in_its_place() {
        let all = builtin_ids(|_| true);
        assert_eq!(gathered_ids(&["hints", "isolating", "core", "dignity", "hints"], Some(Set::Core)), all);
    }

    #[test]
    fn what_is_not_in_force_can_be_ignored_but_not_selected() {
        let hint = &builtin_ids(|rule| rule.set() == Some(Set::Hints))[0];
        check(&[], &[hint], &["isolating/only-one", "isolating/nobody-else", "blaming/you-failed"]);
        let message = narrowed(&[hint], &[]).expect_err("it is not in force");
        let expected = format!("`{hint}` is not in force\n  = help: it is in the set `hints`; add `--pack hints`");
        assert_eq!(message, expected);
    }

    #[test]
    fn a_set_is_asked_for_with_pack_and_not_with_select() {
        let message = narrowed(&["hints"], &[]).expect_err("it is no rule");
        assert!(message.starts_with("`hints` is a set") && message.contains("add `--pack hints`"), "{message}");
    }
}
