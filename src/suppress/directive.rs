//! What a comment says: how far it reaches, which rules it allows, until when and why.

use crate::day::{Day, NoDay};

/// Which part of a draft a comment is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Place {
    /// The line it stands on.
    Line,
    /// The next line that has words.
    NextLine,
    /// From here on.
    Start,
    /// Up to here.
    End,
    /// The whole file.
    File,
}

/// The ways to begin, as they are typed.
const PLACES: [(&str, Place); 5] = [
    ("tonelint-ignore", Place::Line),
    ("tonelint-ignore-next-line", Place::NextLine),
    ("tonelint-ignore-start", Place::Start),
    ("tonelint-ignore-end", Place::End),
    ("tonelint-ignore-file", Place::File),
];

/// More letters of a name are not repeated in a message.
const LONGEST: usize = 60;

/// A comment that names more rules than this is no comment.
const MOST_NAMES: usize = 64;

/// What a comment says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Directive {
    pub(super) place: Place,
    /// Rule ids, pack names and @categories as typed; none means every rule.
    pub(super) names: Vec<String>,
    pub(super) until: Option<Day>,
    pub(super) reason: Option<String>,
}

/// What is wrong with a comment, and the way out.
pub(super) type Mistake = (String, String);

/// Reads what stands between the marks of a comment.
pub(super) fn read(text: &str) -> Result<Directive, Mistake> {
    let (head, reason) = split_reason(text);
    let mut words = head.split(|c: char| c.is_whitespace() || c == ',').filter(|word| !word.is_empty());
    let typed = words.next().unwrap_or_default();
    let place = PLACES.iter().find(|(known, _)| *known == typed).map(|(_, place)| *place);
    let place = place.ok_or_else(|| unknown_beginning(typed))?;
    let mut directive = Directive { place, names: Vec::new(), until: None, reason };
    for word in words {
        match word.strip_prefix("until=") {
            Some(_) if directive.until.is_some() => {
                let help = "one day is enough: until=2027-01-31";
                return Err(("says twice until when it holds".to_owned(), help.to_owned()));
            }
            Some(day) => directive.until = Some(day.parse().map_err(|error| no_day(day, error))?),
            None if directive.names.len() == MOST_NAMES => {
                let help = "name a pack or a category in place of its rules";
                return Err((format!("names more than {MOST_NAMES} rules"), help.to_owned()));
            }
            None if !directive.names.iter().any(|name| name == word) => directive.names.push(word.to_owned()),
            None => {}
        }
    }
    Ok(directive)
}

/// A reason stands behind two hyphens with white space around them.
fn split_reason(text: &str) -> (&str, Option<String>) {
    let is_white = |c: Option<char>| c.is_none_or(char::is_whitespace);
    let mark = text.match_indices("--").find(|(at, mark)| {
        let before = text[..*at].chars().next_back();
        before.is_some() && is_white(before) && is_white(text[at + mark.len()..].chars().next())
    });
    let Some((at, mark)) = mark else { return (text, None) };
    let reason = text[at + mark.len()..].split_whitespace().collect::<Vec<_>>().join(" ");
    (&text[..at], Some(reason).filter(|reason| !reason.is_empty()))
}

fn unknown_beginning(typed: &str) -> Mistake {
    let shown = shortened(typed);
    let near = nearest(&shown, PLACES.iter().map(|(name, _)| *name)).unwrap_or("tonelint-ignore");
    (format!("begins with `{shown}`, which means nothing"), format!("did you mean `{near}`?"))
}

fn no_day(typed: &str, error: NoDay) -> Mistake {
    (format!("holds until `{}`, and that is {error}", shortened(typed)), "write until=2027-01-31".to_owned())
}

/// What was typed, or as much of it as somebody needs to find it again.
pub(super) fn shortened(typed: &str) -> String {
    let mut shown: String = typed.chars().take(LONGEST).collect();
    if shown.len() < typed.len() {
        shown.push('…');
    }
    shown
}

/// The known name that was probably meant, by its whole or by the second half of an id; the first of equals.
pub(super) fn nearest<'n>(typed: &str, known: impl IntoIterator<Item = &'n str>) -> Option<&'n str> {
    let likeness = |name: &str| {
        let short = name.rsplit_once('/').map_or(name, |(_, short)| short);
        let alike = |name| strsim::normalized_damerau_levenshtein(typed, name);
        alike(name).max(alike(short))
    };
    let mut best: Option<(f64, &str)> = None;
    for name in known {
        let likeness = likeness(name);
        if 0.5 <= likeness && best.is_none_or(|(most, _)| most < likeness) {
            best = Some((likeness, name));
        }
    }
    best.map(|(_, name)| name)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, place: Place, names: &[&str], until: Option<&str>, reason: Option<&str>) {
        let names = names.iter().map(|name| (*name).to_owned()).collect();
        let until = until.map(|day| day.parse().expect("it is a day"));
        let expected = Directive { place, names, until, reason: reason.map(str::to_owned) };
        assert_eq!(read(text), Ok(expected), "{text}");
    }

    #[test]
    fn rules_an_end_and_a_reason_are_read() {
        check("tonelint-ignore", Place::Line, &[], None, None);
        check("tonelint-ignore a/b", Place::Line, &["a/b"], None, None);
        check("tonelint-ignore-next-line a/b, c ,@d", Place::NextLine, &["a/b", "c", "@d"], None, None);
        check("tonelint-ignore-file a a", Place::File, &["a"], None, None);
        check(
            "tonelint-ignore-start a/b-c until=2027-01-31 -- their own -- words\n  and more",
            Place::Start,
            &["a/b-c"],
            Some("2027-01-31"),
            Some("their own -- words and more"),
        );
        check("tonelint-ignore-end -- done", Place::End, &[], None, Some("done"));
        check("tonelint-ignore a --", Place::Line, &["a"], None, None);
        check("tonelint-ignore a--b", Place::Line, &["a--b"], None, None);
    }

    #[test]
    fn a_mistake_says_what_was_typed_and_what_was_probably_meant() {
        let check = |text: &str, message: &str, help: &str| {
            assert_eq!(read(text), Err((message.to_owned(), help.to_owned())));
        };
        let no_beginning = "begins with `tonelint-ignore-nextline`, which means nothing";
        let names: Vec<String> = (0..65).map(|number| format!("a/b{number}")).collect();
        let help = "name a pack or a category in place of its rules";
        check(&format!("tonelint-ignore {}", names.join(" ")), "names more than 64 rules", help);
        check("tonelint-ignore-nextline a", no_beginning, "did you mean `tonelint-ignore-next-line`?");
        check(
            "tonelint-disable",
            "begins with `tonelint-disable`, which means nothing",
            "did you mean `tonelint-ignore`?",
        );
        let no_day = "holds until `31.1.2027`, and that is no day, which is written like 2027-01-31";
        check("tonelint-ignore a until=31.1.2027", no_day, "write until=2027-01-31");
        let twice = "tonelint-ignore until=2027-01-31 until=2027-02-28";
        check(twice, "says twice until when it holds", "one day is enough: until=2027-01-31");
    }

    #[test]
    fn what_is_endless_is_not_repeated() {
        let (message, _) = read(&format!("tonelint-{}", "x".repeat(10_000))).expect_err("it means nothing");
        assert!(message.len() < 200, "{message}");
    }
}
