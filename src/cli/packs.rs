//! The packs in force: built-in and given, after the rules that were selected and ignored.

use std::{fs, path::Path};

use tonelint::{Check, Pack, Rule, Set, learned::MAX_WEIGHTS_BYTES};

use super::{args::PackArgs, nearest::nearest, suppressions, trouble::Trouble};

/// The packs that the flags ask for.
pub(crate) fn in_force(args: &PackArgs) -> Result<Vec<Pack>, Trouble> {
    let default = if args.no_builtin { None } else { Some(Set::Core) };
    let mut packs = gathered(&args.packs, default)?;
    narrow(&mut packs, args)?;
    Ok(packs)
}

/// Ids of the rules in files that were not selected, or ignored: they exist, so a suppression may name them.
pub(crate) fn left_out(args: &PackArgs) -> Result<Vec<String>, Trouble> {
    if args.packs.is_empty() || (args.select.is_empty() && args.ignore.is_empty()) {
        return Ok(Vec::new());
    }
    let packs = gathered(&args.packs, None)?;
    Ok(packs.into_iter().flat_map(|pack| pack.rules).map(|rule| rule.id).collect())
}

/// The packs that `tonelint test` is asked to prove.
pub(crate) fn to_prove(names: &[String]) -> Result<Vec<Pack>, Trouble> {
    if names.is_empty() { Ok(Pack::builtin()) } else { gathered(names, None) }
}

/// Built-in rules of these names and of one set more, then packs in files. Asking twice is not a mistake.
fn gathered(names: &[String], default: Option<Set>) -> Result<Vec<Pack>, Trouble> {
    let mut packs = Pack::builtin();
    let mut sets: Vec<Set> = default.into_iter().collect();
    let mut whole = Vec::new();
    let mut files = Vec::new();
    for name in names {
        if let Some(set) = set_named(name) {
            sets.push(set);
        } else if packs.iter().any(|pack| pack.name == *name) {
            whole.push(name);
        } else {
            files.push(name);
        }
    }
    for pack in &mut packs {
        let is_whole = whole.contains(&&pack.name);
        pack.rules.retain(|rule| is_whole || rule.set().is_some_and(|set| sets.contains(&set)));
        // What a learned rule is less sure of is a hint.
        if !is_whole && !sets.contains(&Set::Hints) {
            pack.rules
                .iter_mut()
                .filter_map(|rule| rule.learned.as_mut())
                .for_each(|thresholds| thresholds.info = None);
        }
    }
    packs.retain(|pack| !pack.rules.is_empty());
    files.into_iter().try_for_each(|file| add_file(&mut packs, file))?;
    Ok(packs)
}

fn set_named(name: &str) -> Option<Set> {
    Set::ALL.into_iter().find(|set| set.name() == name)
}

fn add_file(packs: &mut Vec<Pack>, given: &str) -> Result<(), Trouble> {
    let path = Path::new(given);
    if !is_path(path) {
        return Err(unknown_pack(given));
    }
    let text = fs::read_to_string(path).map_err(|error| Trouble::reading(path, &error))?;
    let folder = path.parent().unwrap_or(Path::new(""));
    let pack = Pack::parse_beside(given, &text, &mut |name| beside(folder, name)).map_err(Trouble::Mistakes)?;
    // Two packs of one name would have rules of one id, and nobody could tell whose finding it is.
    if packs.iter().any(|known| known.name == pack.name) {
        let help = if Pack::builtin().iter().any(|known| known.name == pack.name) {
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
    1 < path.components().count() || path.extension().is_some() || path.exists()
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

/// Takes out the rules that were not selected, and those that were ignored.
fn narrow(packs: &mut Vec<Pack>, args: &PackArgs) -> Result<(), Trouble> {
    let is_selectable = |typed: &&String| names_any(typed, packs) || suppressions::is_named(typed);
    if let Some(typed) = args.select.iter().find(|typed| !is_selectable(typed)) {
        return Err(not_in_force(typed).unwrap_or_else(|| unknown_rule(typed, packs)));
    }
    // What is not in force is left out anyway, so `--ignore` only has to name something that exists.
    let is_known = |typed: &&String| is_selectable(typed) || names_any(typed, &Pack::builtin());
    if let Some(typed) = args.ignore.iter().find(|typed| !is_known(typed)) {
        return Err(unknown_rule(typed, packs));
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

fn picks<'p>(typed: &'p [String], pack: &Pack) -> impl Fn(&Rule) -> bool + use<'p> {
    let whole = typed.iter().any(|typed| names_pack(typed, pack));
    move |rule| whole || typed.iter().any(|typed| names_rule(typed, rule))
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
    let names = known().map(|pack| pack.name.as_str()).chain([Check::CATEGORY]);
    let categories: Vec<String> = names.clone().map(|name| format!("@{name}")).collect();
    let ids = known().flat_map(|pack| &pack.rules).map(|rule| rule.id.as_str()).chain(Check::ALL.map(Check::id));
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
    let ids = packs.iter().flat_map(|pack| &pack.rules).map(|rule| rule.id.as_str()).chain(Check::ALL.map(Check::id));
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

    fn gathered_ids(names: &[&str], default: Option<Set>) -> Vec<String> {
        let names: Vec<String> = names.iter().map(|name| (*name).to_owned()).collect();
        let packs = gathered(&names, default).expect("the names are known");
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
