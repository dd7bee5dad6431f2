//! What a run makes of suppressions in drafts, and the page that explains what is wrong with one.

use tonelint::{Check, Suppressions};

use super::{args::PackArgs, packs, today::today, trouble::Trouble};

/// What the flags ask for: `--select` and `--ignore` know these checks like rules.
pub(crate) fn suppressions(args: &PackArgs) -> Result<Suppressions, Trouble> {
    let all = Suppressions::default();
    let is_wanted = |check: &Check| {
        let named = |typed: &[String]| typed.iter().any(|typed| names(typed, *check));
        (args.select.is_empty() || named(&args.select)) && !named(&args.ignore)
    };
    let checks = all.checks.into_iter().filter(|(check, _)| is_wanted(check)).collect();
    Ok(Suppressions { today: Some(today()), checks, known: packs::left_out(args)?, ..Suppressions::default() })
}

/// Whether this names one of the checks.
pub(crate) fn is_named(typed: &str) -> bool {
    Check::ALL.into_iter().any(|check| names(typed, check))
}

fn names(typed: &str, check: Check) -> bool {
    typed == check.id() || typed.strip_prefix('@').unwrap_or(typed) == Check::CATEGORY
}

/// The check of this id.
pub(crate) fn of_id(id: &str) -> Option<Check> {
    Check::ALL.into_iter().find(|check| check.id() == id)
}
