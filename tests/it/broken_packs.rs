//! What the author of a pack is told about a mistake in it.

mod table;

use tonelint::{Error, Pack};

/// A rule that is fine, by key.
const FINE: &[(&str, &str)] = &[
    ("id", "id = 'r'"),
    ("message", "message = 'm'"),
    ("why", "why = 'w'"),
    ("note", "note = 'n'"),
    ("phrases", "phrases = ['x']"),
    ("example", "[[rule.example]]"),
    ("bad", "bad = 'x'"),
    ("good", "good = 'y'"),
];

/// A pack of one fine rule with another line at the start; `key =` only takes a line out.
fn with(line: &str) -> String {
    let key = line.split(" =").next().unwrap_or("");
    let of_example = ["bad", "good"].contains(&key) || line.starts_with("goood");
    let is_kept = |known: &str| known != key && !(key == "example" && ["bad", "good"].contains(&known));
    let mut lines: Vec<&str> = FINE.iter().filter(|(known, _)| is_kept(known)).map(|(_, line)| *line).collect();
    if !line.ends_with("= ") {
        lines.insert(if of_example { lines.len() } else { 0 }, line);
    }
    format!("[pack]\nname = 'p'\n[[rule]]\n{}\n", lines.join("\n"))
}

fn mistakes(text: &str) -> Vec<Error> {
    Pack::parse("p.toml", text).err().unwrap_or_default()
}

/// The place, the message, `« »` around what the carets underline, and the help.
fn told(error: &Error) -> String {
    let (line, column) = error.place.unwrap_or_default();
    let (text, width) = error.excerpt.clone().unwrap_or_default();
    let characters: Vec<char> = text.chars().collect();
    let from = (column - 1).min(characters.len());
    let to = (from + width).min(characters.len());
    let part = |range: std::ops::Range<usize>| characters[range].iter().collect::<String>();
    let excerpt = format!("{}«{}»{}", part(0..from), part(from..to), part(to..characters.len()));
    let help = error.help.as_ref().map(|help| format!("\n= {help}")).unwrap_or_default();
    format!("{}:{line}:{column}: {}\n| {excerpt}{help}", error.origin, error.message)
}

/// Stands for a phrase that is one character too long.
const LONG: &str = "LONG";

fn check(cases: &[(&str, &str)], source: impl Fn(&str) -> String) {
    let long = "x".repeat(501);
    let mut wrong = String::new();
    for (typed, expected) in cases {
        let source = source(&typed.replace(LONG, &long));
        let shown = mistakes(&source).first().map_or("it is accepted".to_owned(), told).replace(&long, LONG);
        if shown != *expected {
            wrong += &format!("@@@{typed}\n@@expected\n{expected}\n@@shown\n{shown}\n");
        }
    }
    assert!(wrong.is_empty(), "{wrong}@@end");
}

#[test]
fn a_mistake_in_a_rule_is_explained_where_it_is() {
    check(table::RULES, with);
}

#[test]
fn a_mistake_in_a_pack_is_explained_where_it_is() {
    check(table::PACKS, str::to_owned);
}

#[test]
fn all_mistakes_are_told_at_once_in_file_order() {
    let text = "[pack]\nname = 'P'\n[[rule]]\nid = 'r'\nmax = 0\nphrases = ['(x', 'y)']\nwhy = 'w'\ncut = 1\n";
    let places: Vec<(usize, usize)> = mistakes(text).iter().filter_map(|mistake| mistake.place).collect();
    assert_eq!(places, [(2, 8), (3, 1), (4, 6), (4, 6), (5, 7), (6, 13), (6, 20), (8, 7)]);
}

#[test]
fn carets_stand_under_what_is_wrong() {
    let shown = mistakes(&with("phrases = ['café (should']"))[0].to_string();
    let expected = "\
p.toml:4:18: phrase `café (should` of rule \"r\" cannot be read: this group is never closed
  |
4 | phrases = ['café (should']
  |                  ^
  = help: close it with `)`";
    assert_eq!(shown, expected);
}

#[test]
fn a_long_line_is_shown_around_its_carets() {
    let far = format!("phrases = ['{} (x', '{}']", "a ".repeat(100).trim_end(), "b ".repeat(100).trim_end());
    let shown = mistakes(&with(&far))[0].to_string();
    let lines: Vec<&str> = shown.lines().collect();
    assert!(lines.iter().skip(1).all(|line| line.chars().count() <= 110), "{shown}");
    let caret = lines[3].chars().position(|c| c == '^').expect("something is underlined");
    assert_eq!(lines[2].chars().nth(caret), Some('('));
    assert!(lines[2].starts_with("4 | …") && lines[2].ends_with('…'), "{shown}");
}

#[test]
fn carets_end_where_a_long_line_is_cut() {
    let shown = mistakes(&with(&format!("phrases = ['{}']", "x".repeat(501))))[0].to_string();
    let lines: Vec<&str> = shown.lines().collect();
    assert!(lines[2].chars().count() <= 110, "{shown}");
    assert!(lines[3].chars().count() <= lines[2].chars().count(), "{shown}");
}
