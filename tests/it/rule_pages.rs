//! The pages about the built-in rules say what the packs say. `UPDATE=1 cargo test rule_pages` writes them anew.

use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
};

use tonelint::{
    Pack, Rule, Set, Severity,
    guide::{Wording, learned, wordings},
};

/// How many innocent uses of a rule are shown.
const ALLOWED: usize = 3;

const SEVERITIES: [(Severity, &str); 3] = [
    (Severity::Error, "Errors: do not send this"),
    (Severity::Warning, "Warnings: look again"),
    (Severity::Info, "Hints: a matter of taste"),
];

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/rules")
}

/// Text as Markdown shows it: on one line, with nothing that would be read as markup.
fn plain(text: &str) -> String {
    let mut escaped = String::new();
    for c in text.split_whitespace().collect::<Vec<_>>().join(" ").chars() {
        if matches!(c, '\\' | '*' | '_' | '<' | '`' | '~' | '|') {
            escaped.push('\\');
        }
        escaped.push(c);
    }
    escaped
}

fn capitalised(text: &str) -> String {
    let mut rest = text.chars();
    rest.next().map_or_else(String::new, |first| first.to_uppercase().chain(rest).collect())
}

/// `12 rules`, `1 rule`.
fn counted(count: usize, one: &str) -> String {
    format!("{count} {one}{}", if count == 1 { "" } else { "s" })
}

fn instead(wording: &Wording) -> String {
    match wording {
        Wording::Swap { words, text } => format!("- Instead of “{}”: “{}”\n", plain(words), plain(text)),
        Wording::Cut { words } => format!("- Leave out “{}”.\n", plain(words)),
        Wording::Write(sentence) => format!("- Instead: “{}”\n", plain(sentence)),
        Wording::Note(note) => format!("- {}.\n", capitalised(&plain(note)).trim_end_matches('.')),
    }
}

/// One reason goes on the line, several get one each.
fn fine(reasons: &[String]) -> String {
    match reasons {
        [] => String::new(),
        [only] => format!("- The same words are fine when {}.\n", plain(only)),
        several => {
            let lines: String = several.iter().map(|reason| format!("  - {}\n", plain(reason))).collect();
            format!("- The same words are fine when\n{lines}")
        }
    }
}

fn entry(pack: &Pack, rule: &Rule) -> String {
    let prose = rule.prose();
    let (_, name) = rule.id.split_once('/').expect("an id has two halves");
    let mut text = format!("### {name}\n\n");
    let set = rule.set().map_or("", Set::name);
    text += &format!("`{}` · {} · set `{set}`\n\n", rule.id, rule.severity.name());
    text += &format!("**{}.** {}\n\n", capitalised(&plain(&prose.message)), plain(&prose.why));
    let example = &prose.examples[0];
    text += &format!("- Not: *{}*\n- But: *{}*\n", plain(&example.bad), plain(&example.good));
    wordings(pack, rule).iter().for_each(|wording| text += &instead(wording));
    // The rest is the same for all of them and stands on top of the page.
    learned(pack, rule).last().into_iter().for_each(|record| text += &format!("- {}\n", plain(record)));
    text += &fine(&rule.fine_when());
    if !prose.allows.is_empty() {
        let allows: Vec<String> = prose.allows.iter().take(ALLOWED).map(|text| format!("“{}”", plain(text))).collect();
        text += &format!("- Left alone: {}\n", allows.join(" · "));
    }
    text + "\n"
}

fn page(pack: &Pack) -> String {
    let mut text = format!("# {}\n\n{}\n\n", pack.title, plain(&pack.description));
    text += "[All packs](README.md) · words in [brackets] are facts for you to fill in.\n\n";
    if let [what, when, card, _] = &pack.rules.first().map_or_else(Vec::new, |rule| learned(pack, rule))[..] {
        text += &format!("{} {} {}\n\n", plain(what), plain(when), plain(card));
    }
    for (severity, heading) in SEVERITIES {
        let rules: Vec<&Rule> = pack.rules.iter().filter(|rule| rule.severity == severity).collect();
        if !rules.is_empty() {
            text += &format!("## {heading}\n\n");
            rules.iter().for_each(|rule| text += &entry(pack, rule));
        }
    }
    text.trim_end().to_owned() + "\n"
}

fn index(packs: &[Pack]) -> String {
    let rules: Vec<&Rule> = packs.iter().flat_map(|pack| &pack.rules).collect();
    let mut text = format!(
        "# The built-in rules\n\n\
         {} in {}. Each page says what the words do to their reader, why that matters, what to\n\
         write instead, and when the same words are fine.\n\n\
         | pack | what it does | errors | warnings | hints |\n| --- | --- | ---: | ---: | ---: |\n",
        counted(rules.len(), "rule"),
        counted(packs.len(), "pack"),
    );
    for pack in packs {
        let count = |severity| pack.rules.iter().filter(|rule| rule.severity == severity).count().to_string();
        let counts = SEVERITIES.map(|(severity, _)| count(severity)).join(" | ");
        text += &format!("| [{}]({}.md) | {} | {counts} |\n", pack.title, pack.name, plain(&pack.description));
    }
    text += "\nAn error should not be sent, a warning deserves a second look, a hint is a matter of taste.\n\n\
             | set | what is in it | rules | |\n| --- | --- | ---: | --- |\n";
    let what = |set| match set {
        Set::Core => ("errors and warnings of every pack but servile", "on by default"),
        Set::Dignity => ("the pack servile: replies in which the writer grovels", "`--pack dignity`"),
        Set::Hints => ("hints of every other pack, and what learned rules are less sure of", "`--pack hints`"),
    };
    for set in Set::ALL {
        let count = rules.iter().filter(|rule| rule.set() == Some(set)).count();
        let (holds, how) = what(set);
        text += &format!("| `{}` | {holds} | {count} | {how} |\n", set.name());
    }
    text + "\n`--pack` and the name of a pack adds all its rules, hints too. `tonelint explain` and the id of a rule\n\
            shows everything about it, in the terminal.\n"
}

fn expected() -> BTreeMap<String, String> {
    let packs = Pack::builtin();
    let pages = packs.iter().map(|pack| (format!("{}.md", pack.name), page(pack)));
    pages.chain([("README.md".to_owned(), index(&packs))]).collect()
}

fn written() -> BTreeMap<String, String> {
    let Ok(entries) = fs::read_dir(folder()) else { return BTreeMap::new() };
    let paths = entries.map(|entry| entry.expect("a folder lists its files").path());
    let name = |path: &Path| path.file_name().expect("a file has a name").to_string_lossy().into_owned();
    paths.map(|path| (name(&path), fs::read_to_string(&path).expect("a page is text"))).collect()
}

fn write_anew(expected: &BTreeMap<String, String>) {
    let _ = fs::remove_dir_all(folder());
    fs::create_dir_all(folder()).expect("the folder can be made");
    for (name, page) in expected {
        fs::write(folder().join(name), page).expect("a page can be written");
    }
}

#[test]
fn every_page_about_rules_is_current() {
    let expected = expected();
    if std::env::var_os("UPDATE").is_some_and(|value| !value.is_empty()) {
        write_anew(&expected);
    }
    let written = written();
    let names: Vec<&String> = written.keys().collect();
    assert_eq!(names, expected.keys().collect::<Vec<_>>(), "UPDATE=1 cargo test rule_pages writes them anew");
    let stale = expected.iter().filter(|(name, page)| written[*name] != **page).map(|(name, _)| name);
    let stale: Vec<&String> = stale.collect();
    assert!(stale.is_empty(), "{stale:?} are not current; UPDATE=1 cargo test rule_pages writes them anew");
}

#[test]
fn words_of_a_rule_are_not_read_as_markup() {
    assert_eq!(plain("sh*t,\n  _you_ <b>"), "sh\\*t, \\_you\\_ \\<b>");
}
