//! Finds the name that was probably meant.

/// The known name nearest to what was typed; none if nothing is near.
///
/// A rule may be called by the second half of its id alone, so that half is compared as well.
pub(crate) fn nearest<'n>(typed: &str, known: impl IntoIterator<Item = &'n str>) -> Option<&'n str> {
    let likeness = |name: &str| {
        let short = name.rsplit_once('/').map_or(name, |(_, short)| short);
        let alike = |name| strsim::normalized_damerau_levenshtein(typed, name);
        alike(name).max(alike(short))
    };
    known
        .into_iter()
        .map(|name| (likeness(name), name))
        .filter(|(likeness, _)| 0.5 <= *likeness)
        // The first of equals wins, so that the answer does not depend on chance.
        .fold(None, |best: Option<(f64, &str)>, next| match best {
            Some(best) if next.0 <= best.0 => Some(best),
            _ => Some(next),
        })
        .map(|(_, name)| name)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(typed: &str, expected: Option<&str>) {
        let known = ["isolating", "isolating/only-one", "blaming/you-failed", "@isolating"];
        assert_eq!(nearest(typed, known), expected);
    }

    #[test]
    fn a_slip_of_the_finger_is_understood() {
        check("isolating/olny-one", Some("isolating/only-one"));
        check("isolatng", Some("isolating"));
        check("@isolatin", Some("@isolating"));
    }

    #[test]
    fn the_second_half_of_an_id_is_enough() {
        check("you-failed", Some("blaming/you-failed"));
    }

    #[test]
    fn nothing_is_offered_when_nothing_is_near() {
        check("xyzzy", None);
    }
}
