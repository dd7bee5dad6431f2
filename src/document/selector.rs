//! The small language of shapes: where values are in a record, and what holds for it.

use std::{borrow::Cow, fmt, str::FromStr};

use super::{
    place::Place,
    tree::{Kind, Node},
};

/// The way from a record to values in it.
///
/// Keys stand between dots, and lists are gone through as if they were not there:
///
/// | write | it means |
/// | --- | --- |
/// | `reply.text` | the value of `text` in `reply`, or in each element of the list `reply` |
/// | `actions[field=subject].value` | only where a [`Condition`] holds in what is gone into; several may follow each other |
/// | `turns.1` | the second element of a list, counted from 0 |
/// | `responses.*` | the value of every key |
/// | `lines[]` | every text of a list of texts |
/// | `Contact\.Name` | a key with a dot in it |
///
/// A key is also found in another letter case. What a key at the beginning cannot find in the record is looked
/// for in what is around the record. A value that is a text with JSON in it is gone into like any other.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Selector {
    steps: Vec<Step>,
    /// Texts may stand in a list.
    each: bool,
    typed: String,
}

#[derive(Clone, Debug, PartialEq, Eq)]
struct Step {
    /// Empty where there are only conditions.
    key: String,
    only: Vec<Condition>,
}

/// Something that holds for a record, or does not.
///
/// | write | it holds where |
/// | --- | --- |
/// | `public = false` | the value says so, in any letter case; of a list, one of the values |
/// | `author.type = admin\|bot` | it is one of these; `*` at the beginning or the end of a word stands for anything |
/// | `part_type != comment` | there is a value, and it is none of these |
/// | `author_id = @requester_id` | both are the same |
/// | `html_body\|body` | one of these is there |
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Condition {
    at: Vec<Selector>,
    test: Test,
    words: Vec<Word>,
    typed: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Test {
    Present,
    OneOf,
    NoneOf,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Word {
    Text(String),
    /// What another value of the record says.
    Value(Selector),
}

/// A value, and what it stands in.
#[derive(Clone, Copy, Debug)]
pub(super) struct Scope<'s, 't> {
    pub(super) node: Node<'s, 't>,
    pub(super) outer: Option<&'s Scope<'s, 't>>,
}

impl<'s, 't> Scope<'s, 't> {
    pub(super) fn of(node: Node<'s, 't>) -> Scope<'s, 't> {
        Scope { node, outer: None }
    }

    fn inside(node: Node<'s, 't>, outer: &'s Scope<'s, 't>) -> Scope<'s, 't> {
        Scope { node, outer: Some(outer) }
    }

    /// Itself, then what is around it.
    pub(super) fn outwards(&'s self) -> impl Iterator<Item = &'s Scope<'s, 't>> {
        std::iter::successors(Some(self), |scope| scope.outer)
    }
}

/// A value that a selector found, where it stands, and as which element of a list.
pub(super) struct Found<'f, 't> {
    pub(super) scope: &'f Scope<'f, 't>,
    pub(super) place: Option<&'f Place>,
    pub(super) index: Option<usize>,
}

type Take<'a, 't> = &'a mut dyn FnMut(Found<'_, 't>);

impl Selector {
    /// Hands out the records that it leads to, elements of lists one by one: at most so many of every list.
    pub(super) fn records<'t>(&self, root: &Scope<'_, 't>, place: Option<&Place>, most: usize, take: Take<'_, 't>) {
        let way = Way { home: root, most };
        go(&self.steps, root, &way, place, None, &mut |found| each(&found, most, take));
    }

    /// Hands out the values that it leads to in a record.
    pub(super) fn values<'t>(&self, record: &Scope<'_, 't>, place: Option<&Place>, take: Take<'_, 't>) {
        let begins = |scope: &&Scope<'_, 't>| match (self.steps.first(), scope.node.kind()) {
            (Some(step), Kind::Map) => step.key.is_empty() || step.key == "*" || scope.node.get(&step.key).is_some(),
            (Some(step), Kind::List) => std::ptr::eq(*scope, record) && step.index().is_some(),
            _ => false,
        };
        // Everything in a file may ask for what is around it, so that is only looked through where it is small.
        let is_near = |scope: &&Scope<'_, 't>| std::ptr::eq(*scope, record) || scope.node.is_small();
        let Some(begin) = record.outwards().filter(is_near).find(begins) else { return };
        let way = Way { home: record, most: usize::MAX };
        go(&self.steps, begin, &way, place, None, &mut |found| {
            if self.each { each(&found, way.most, take) } else { take(found) }
        });
    }

    /// What the first value that says something says.
    pub(super) fn text(&self, record: &Scope<'_, '_>) -> Option<String> {
        let mut text = None;
        self.values(record, None, &mut |found| {
            each(&found, usize::MAX, &mut |found| {
                let said = || found.scope.node.said().filter(|said| !said.trim().is_empty() && said != "null");
                if text.is_none() {
                    text = said().map(Cow::into_owned);
                }
            });
        });
        text
    }

    /// Whether it is one place in a list, such as a column of a table without heads.
    pub(super) fn is_number(&self) -> bool {
        matches!(&self.steps[..], [step] if step.index().is_some())
    }
}

/// What holds on the whole way of a selector.
struct Way<'w, 't> {
    /// Where other values are looked for that conditions compare with.
    home: &'w Scope<'w, 't>,
    /// How many elements of each list are looked at.
    most: usize,
}

/// Hands out the elements of a list, or what is none.
fn each<'t>(found: &Found<'_, 't>, most: usize, take: Take<'_, 't>) {
    if found.scope.node.kind() != Kind::List {
        return take(Found { scope: found.scope, place: found.place, index: found.index });
    }
    for (index, element) in found.scope.node.elements().enumerate().take(most) {
        let place = found.place.map(|place| place.element(index, element));
        let scope = Scope { node: element, outer: found.scope.outer };
        take(Found { scope: &scope, place: place.as_ref(), index: Some(index) });
    }
}

impl Step {
    fn index(&self) -> Option<usize> {
        self.key.parse().ok()
    }
}

fn go<'t>(
    steps: &[Step],
    scope: &Scope<'_, 't>,
    way: &Way<'_, 't>,
    place: Option<&Place>,
    index: Option<usize>,
    take: Take<'_, 't>,
) {
    let Some((step, rest)) = steps.split_first() else { return take(Found { scope, place, index }) };
    if step.key.is_empty() {
        return enter(step, rest, scope.node, scope, way, place, take);
    }
    match scope.node.kind() {
        Kind::Map if step.key == "*" => {
            for (key, value) in scope.node.entries() {
                let place = place.map(|place| place.key(&key).with_title(Some(key.into())));
                enter(step, rest, value, scope, way, place.as_ref(), take);
            }
        }
        Kind::Map => {
            if let Some((key, value)) = scope.node.found(&step.key) {
                enter(step, rest, value, scope, way, place.map(|place| place.key(&key)).as_ref(), take);
            }
        }
        Kind::List => match step.index() {
            Some(at) => {
                if let Some(element) = scope.node.elements().nth(at) {
                    let place = place.map(|place| place.element(at, element));
                    enter(step, rest, element, scope, way, place.as_ref(), take);
                }
            }
            None => each(&Found { scope, place, index }, way.most, &mut |found| {
                go(steps, found.scope, way, found.place, found.index, take);
            }),
        },
        Kind::Text => {
            if let Some(inner) = scope.node.opened() {
                go(steps, &Scope { node: inner.value(0), outer: scope.outer }, way, place, index, take);
            }
        }
        Kind::Plain => {}
    }
}

/// Goes on in what was found under a step, where its conditions hold.
fn enter<'t>(
    step: &Step,
    rest: &[Step],
    node: Node<'_, 't>,
    outer: &Scope<'_, 't>,
    way: &Way<'_, 't>,
    place: Option<&Place>,
    take: Take<'_, 't>,
) {
    let inside = |scope: &Scope<'_, 't>, place: Option<&Place>, index, take: Take<'_, 't>| {
        let alone = Scope::of(scope.node);
        if step.only.iter().all(|condition| condition.holds_in(&alone, way.home)) {
            // Where nothing was gone into, nothing new is around it.
            let outer = if step.key.is_empty() { outer.outer } else { Some(outer) };
            go(rest, &Scope { node: scope.node, outer }, way, place, index, take);
        }
    };
    match node.kind() {
        _ if step.only.is_empty() => inside(&Scope::inside(node, outer), place, None, take),
        Kind::List => {
            let list = Scope::inside(node, outer);
            each(&Found { scope: &list, place, index: None }, way.most, &mut |found| {
                inside(found.scope, found.place, found.index, take);
            });
        }
        Kind::Text => {
            if let Some(inner) = node.opened() {
                enter(step, rest, inner.value(0), outer, way, place, take);
            }
        }
        Kind::Plain | Kind::Map => inside(&Scope::inside(node, outer), place, None, take),
    }
}

impl Condition {
    pub(super) fn holds(&self, record: &Scope<'_, '_>) -> bool {
        self.holds_in(record, record)
    }

    /// Whether it holds for `scope`; what it compares with is looked for in `home`.
    fn holds_in(&self, scope: &Scope<'_, '_>, home: &Scope<'_, '_>) -> bool {
        let (mut is_there, mut is_one) = (false, false);
        for selector in &self.at {
            selector.values(scope, None, &mut |found| {
                is_there |= found.scope.node.said().as_deref() != Some("null");
                each(&found, usize::MAX, &mut |found| {
                    let said = found.scope.node.said();
                    is_one |= said.is_some_and(|said| self.words.iter().any(|word| word.is(said.trim(), home)));
                });
            });
        }
        match self.test {
            Test::Present => is_there,
            Test::OneOf => is_one,
            Test::NoneOf => is_there && !is_one,
        }
    }
}

impl Word {
    fn is(&self, said: &str, home: &Scope<'_, '_>) -> bool {
        let begins = |start: &str| said.get(..start.len()).is_some_and(|said| said.eq_ignore_ascii_case(start));
        let ends = |end: &str| {
            let from = said.len().checked_sub(end.len());
            from.and_then(|from| said.get(from..)).is_some_and(|said| said.eq_ignore_ascii_case(end))
        };
        match self {
            Word::Value(selector) => selector.text(home).is_some_and(|text| text.trim() == said),
            Word::Text(word) => match (word.strip_prefix('*'), word.strip_suffix('*')) {
                (Some(_), Some(_)) => said.to_ascii_lowercase().contains(&word.trim_matches('*').to_ascii_lowercase()),
                (Some(end), None) => ends(end),
                (None, Some(start)) => begins(start),
                (None, None) => said.eq_ignore_ascii_case(word),
            },
        }
    }
}

impl FromStr for Selector {
    type Err = String;

    fn from_str(typed: &str) -> Result<Selector, String> {
        let mut steps = Vec::new();
        let mut step = Step { key: String::new(), only: Vec::new() };
        let mut each = false;
        let mut rest = typed.trim();
        while let Some(c) = rest.chars().next() {
            rest = &rest[c.len_utf8()..];
            each &= !matches!(c, '.');
            match c {
                '.' => steps.push(std::mem::replace(&mut step, Step { key: String::new(), only: Vec::new() })),
                '[' => {
                    let (inside, after) = bracketed(rest).ok_or_else(|| format!("`[` has no `]` in `{typed}`"))?;
                    rest = after;
                    each |= inside.trim().is_empty();
                    if !inside.trim().is_empty() {
                        step.only.push(inside.parse()?);
                    }
                }
                ']' => return Err(format!("`]` has no `[` in `{typed}`")),
                '\\' => {
                    let escaped = rest.chars().next().ok_or_else(|| format!("`\\` is the end of `{typed}`"))?;
                    rest = &rest[escaped.len_utf8()..];
                    step.key.push(escaped);
                }
                _ if !step.only.is_empty() => return Err(format!("a `.` is missing after `]` in `{typed}`")),
                c => step.key.push(c),
            }
        }
        steps.push(step);
        let is_empty = |step: &Step| step.key.trim().is_empty() && step.only.is_empty();
        if steps.iter().skip(1).any(|step| step.key.is_empty()) || steps.iter().any(is_empty) {
            return Err(format!("a key is missing in `{typed}`"));
        }
        Ok(Selector { steps, each, typed: typed.trim().to_owned() })
    }
}

/// What stands before the bracket that closes, and after it.
fn bracketed(text: &str) -> Option<(&str, &str)> {
    let mut depth = 0_usize;
    for (at, c) in text.char_indices() {
        match c {
            '[' => depth += 1,
            ']' if depth == 0 => return Some((&text[..at], &text[at + 1..])),
            ']' => depth -= 1,
            _ => {}
        }
    }
    None
}

impl fmt::Display for Selector {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.typed)
    }
}

impl fmt::Display for Condition {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.typed)
    }
}

impl FromStr for Condition {
    type Err = String;

    fn from_str(typed: &str) -> Result<Condition, String> {
        let at = outside_brackets(typed, '=').next();
        let (left, test, right) = match at {
            None => (typed, Test::Present, None),
            Some(at) => match typed[..at].strip_suffix('!') {
                Some(left) => (left, Test::NoneOf, Some(&typed[at + 1..])),
                None => (&typed[..at], Test::OneOf, Some(&typed[at + 1..])),
            },
        };
        let mut start = 0;
        let mut at = Vec::new();
        for end in outside_brackets(left, '|').chain([left.len()]) {
            at.push(left[start..end].parse()?);
            start = end + 1;
        }
        let word = |word: &str| match word.trim().strip_prefix('@') {
            Some(selector) => selector.parse().map(Word::Value),
            None => Ok(Word::Text(word.trim().to_owned())),
        };
        let words = right.map_or(Ok(Vec::new()), |right| right.split('|').map(word).collect())?;
        if words.iter().any(|word| matches!(word, Word::Text(text) if text.is_empty())) {
            return Err(format!("a word is missing after `=` in `{}`", typed.trim()));
        }
        Ok(Condition { at, test, words, typed: typed.trim().to_owned() })
    }
}

/// Where `mark` stands outside of brackets.
fn outside_brackets(text: &str, mark: char) -> impl Iterator<Item = usize> {
    let mut depth = 0_usize;
    text.char_indices().filter_map(move |(at, c)| {
        match c {
            '[' => depth += 1,
            ']' => depth = depth.saturating_sub(1),
            _ => {}
        }
        (c == mark && depth == 0).then_some(at)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::{json, tree::Tree};

    const RECORD: &str = r#"{"id": 7, "public": true, "tags": ["a", "b"], "author": {"type": "Admin"}, "empty": null,
        "asker": "7", "turns": [["agent", "well"]], "nested": "[{\"k\": \"x\", \"v\": \"y\"}]", "a.b": "dot",
        "actions": [{"field": "one", "value": "1st"}, {"field": "two", "value": "2nd"}], "all": {"p": {"t": "q"}}}"#;

    fn check(selector: &str, expected: &[&str]) {
        let tree = Tree::new(RECORD, json::built(RECORD).expect("it is JSON"));
        let selector: Selector = selector.parse().expect("it is a selector");
        let mut found = Vec::new();
        selector.values(&Scope::of(tree.value(0)), None, &mut |value| {
            found.extend(value.scope.node.said().map(Cow::into_owned))
        });
        assert_eq!(found, expected, "{selector}");
    }

    fn check_holds(condition: &str, expected: bool) {
        let tree = Tree::new(RECORD, json::built(RECORD).expect("it is JSON"));
        let condition: Condition = condition.parse().expect("it is a condition");
        assert_eq!(condition.holds(&Scope::of(tree.value(0))), expected, "{condition}");
    }

    fn check_refused<T: FromStr<Err = String> + fmt::Debug>(typed: &str, expected: &str) {
        assert_eq!(typed.parse::<T>().expect_err("it cannot be read"), expected);
    }

    #[test]
    fn a_selector_goes_through_keys_lists_and_texts() {
        check("author.type", &["Admin"]);
        check("AUTHOR.Type", &["Admin"]);
        check("actions.value", &["1st", "2nd"]);
        check("actions[field=two].value", &["2nd"]);
        check("actions[field != two][value=1*].value", &["1st"]);
        check("[public = true].id", &["7"]);
        check("[public = false].id", &[]);
        check("turns.0.1", &["well"]);
        check("tags", &[]);
        check("tags[]", &["a", "b"]);
        check("all.*.t", &["q"]);
        check("nested.v", &["y"]);
        check("nested[k=x].v", &["y"]);
        check(r"a\.b", &["dot"]);
        check("a.b", &[]);
        check("nothing.at.all", &[]);
    }

    #[test]
    fn a_condition_holds_or_does_not() {
        check_holds("public = TRUE", true);
        check_holds("public = false|yes", false);
        check_holds("public != false", true);
        check_holds("tags = b", true);
        check_holds("tags != b", false);
        check_holds("id = @asker", true);
        check_holds("asker = @author.type", false);
        check_holds("author.type = *min", true);
        check_holds("author.type = ad*", true);
        check_holds("author.type = *dmi*", true);
        check_holds("author.type = dmi*", false);
        check_holds("nothing", false);
        check_holds("nothing != x", false);
        check_holds("empty", false);
        check_holds("nothing|actions.field", true);
        check_holds("actions[field=two].value = 2nd", true);
    }

    #[test]
    fn what_is_around_a_record_is_found_from_inside() {
        let tree = Tree::new(RECORD, json::built(RECORD).expect("it is JSON"));
        let root = Scope::of(tree.value(0));
        let actions: Selector = "actions".parse().expect("it is a selector");
        let mut found = Vec::new();
        let condition: Condition = "author.type = admin".parse().expect("it is a condition");
        actions
            .records(&root, None, usize::MAX, &mut |record| found.push((record.index, condition.holds(record.scope))));
        assert_eq!(found, [(Some(0), true), (Some(1), true)]);
    }

    #[test]
    fn a_slip_is_told_as_it_was_typed() {
        check_refused::<Selector>("a..b", "a key is missing in `a..b`");
        check_refused::<Selector>("", "a key is missing in ``");
        check_refused::<Selector>("a[b=c", "`[` has no `]` in `a[b=c`");
        check_refused::<Selector>("a]", "`]` has no `[` in `a]`");
        check_refused::<Selector>("a[b=c]d", "a `.` is missing after `]` in `a[b=c]d`");
        check_refused::<Selector>("a\\", "`\\` is the end of `a\\`");
        check_refused::<Condition>("a = ", "a word is missing after `=` in `a =`");
        check_refused::<Condition>("= b", "a key is missing in ``");
    }
}
