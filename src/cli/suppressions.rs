//! What a run makes of suppressions in drafts: which checks of them there are.

use tonelint::Check;

/// Whether this names one of the checks.
pub(crate) fn is_named(typed: &str) -> bool {
    Check::ALL.into_iter().any(|check| names(typed, check))
}

/// Whether this names the check: its id, or the category of all of them.
pub(crate) fn names(typed: &str, check: Check) -> bool {
    typed == check.id() || typed.strip_prefix('@').unwrap_or(typed) == Check::CATEGORY
}

/// The check of this id.
pub(crate) fn of_id(id: &str) -> Option<Check> {
    Check::ALL.into_iter().find(|check| check.id() == id)
}
