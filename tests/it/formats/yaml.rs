//! YAML: places through every style of scalar, documents, anchors, and what `fix` may write.

use proptest::prelude::*;
use serde_norway::Value;
use tonelint::{Choice, Document, Format, Reading, Remark, Span};

use super::{check, check_broken, check_sample, cuts_no_character, found, linter, mended, sample};

/// What an independent parser reads.
fn parsed(source: &str) -> Value {
    serde_norway::from_str(source.trim_start_matches('\u{FEFF}')).unwrap_or_else(|error| panic!("{error}\n{source}"))
}

/// The texts that differ.
fn changes(old: &Value, new: &Value) -> Vec<(String, String)> {
    match (old, new) {
        (Value::Sequence(old), Value::Sequence(new)) if old.len() == new.len() => {
            old.iter().zip(new).flat_map(|(old, new)| changes(old, new)).collect()
        }
        (Value::Mapping(old), Value::Mapping(new)) if old.len() == new.len() => {
            let pairs = old.iter().zip(new);
            let same = pairs.inspect(|((old, _), (new, _))| assert_eq!(old, new, "a key is another one"));
            same.flat_map(|((_, old), (_, new))| changes(old, new)).collect()
        }
        (Value::Tagged(old), Value::Tagged(new)) if old.tag == new.tag => changes(&old.value, &new.value),
        (Value::String(old), Value::String(new)) if old != new => vec![(old.clone(), new.clone())],
        (old, new) => {
            assert_eq!(old, new);
            Vec::new()
        }
    }
}

const FOUND: [(&str, &str, &str); 16] = [
    ("greeting", "", "calm\\\n    \\  down"),
    ("greeting", "", r"you\u2019re the only\x20person"),
    ("replies[id=7].response", "Late", "calm\n      down"),
    ("replies[1].response", "Folded", "calm down"),
    ("replies[1].response", "Folded", "wait\n      your turn"),
    ("replies[2].<<.note", "Plain", "wait your turn"),
    ("replies[2].body", "Plain", "calm\n      down"),
    ("replies[2].body", "Plain", "wait your turn"),
    ("replies[2].note", "Plain", "calm\n\n      down"),
    ("replies[2].note", "Plain", "wait your\n      turn"),
    ("replies[2].html", "Plain", r"You&rsquo;re the <b>only</b>\u00a0person"),
    ("replies[2].json[0].text", "Plain", "calm down"),
    ("replies[2].list[0]", "Plain", "calm down"),
    ("replies[2].list[1]", "Plain", "wait your turn"),
    ("replies[2].list[2].a", "Plain", "calm down"),
    ("replies[2].late", "Plain", "calm down"),
];

#[test]
fn every_finding_names_its_record_and_its_bytes() {
    check_sample("replies.yaml", Format::Yaml, &FOUND, ("replies.note", &FOUND[8..10]), "position");
}

#[test]
fn documents_are_numbered_when_there_are_several() {
    let source = "%YAML 1.2\n---\n- response: please calm down\n  title: Late\n---\n# nothing\n--- |\n please calm down\n...\n---\na: please calm down\n";
    let expected = [
        ("document 1, [0].response", "Late", "calm down"),
        ("document 3", "", "calm down"),
        ("document 4, a", "", "calm down"),
    ];
    check(source, Format::Yaml, &Reading::default(), &expected);
    check(
        "- a\n- b\n- c\n- response: please calm down\n",
        Format::Yaml,
        &Reading::default(),
        &[("[3].response", "", "calm down")],
    );
    check("please calm down", Format::Yaml, &Reading::default(), &[("", "", "calm down")]);
    check("", Format::Yaml, &Reading::default(), &[]);
}

#[test]
fn a_text_is_read_once_where_its_anchor_is() {
    let mut source = "a0: &a0 [please calm down now]\n".to_owned();
    for number in 1..60 {
        let before = format!("*a{}, ", number - 1).repeat(10);
        source += &format!("a{number}: &a{number} [{before}]\n");
    }
    check(&source, Format::Yaml, &Reading::default(), &[("a0[0]", "", "calm down")]);
    check("*a : b", Format::Yaml, &Reading::default(), &[]);
    let keys = "? &k please calm down\n: please calm down\n*k : please calm down\n? [a, b]\n: please calm down\n";
    let locators = ["please calm down", "*k", "?"].map(|locator| (locator, "", "calm down"));
    check(keys, Format::Yaml, &Reading::default(), &locators);
}

#[test]
fn a_rewrite_is_escaped_and_the_rest_of_the_file_stays() {
    let source = sample("replies.yaml");
    let fixed = mended(&source, Format::Yaml, Choice::First);
    let care = "take \"care\" & <3";
    let expected = source
        .replace("please calm\n      down: é", &format!("please {care}: é"))
        .replace("deeper: calm down", &format!("deeper: {care}"))
        .replace("Do not wait your turn", "We call you.")
        .replace("please calm down, it''s", r#"please take \"care\" & <3, it''s"#)
        .replace("[please calm down now, 'wait your turn now'", &format!("[please {care} now, 'We call you.'"))
        .replace("do calm down now", r#"do take \"care\" & <3 now"#)
        .replace("Please calm down.", &format!("Please {care}."));
    assert_eq!(fixed.text, expected);
    let changes = changes(&parsed(&source), &parsed(&fixed.text));
    assert_eq!(changes.len(), 8);
    assert_eq!(changes[0].1, format!("Dear %{{ticket.name.first}},\n\nplease {care}: é, \"now\"."));
    assert_eq!(changes[1].1, format!("  deeper: {care}\nPlease wait your turn, and\ncalm down.\n"));
    assert_eq!(changes[7].1, format!("\n  Please {care}.\n\n"));
}

#[test]
fn words_on_both_sides_of_a_fold_are_not_rewritten_and_the_finding_says_so() {
    let folded = [
        "a: please calm\n  down\n",
        "a: 'please calm\n  down'\n",
        "a: \"please calm\n  down\"\n",
        "a: >\n  please calm\n  down\n",
    ];
    for source in folded {
        assert_eq!(mended(source, Format::Yaml, Choice::First).text, source);
        let report = linter().lint("sample", Document::parse(source, Format::Yaml));
        let note = report.findings[0].note.as_deref().unwrap_or_default();
        assert!(note.starts_with("no other words can be written here"), "{source}: {note}");
    }
}

#[test]
fn a_rewrite_that_would_mean_something_to_yaml_is_not_offered() {
    let spell =
        |source: &str, text: &str| Document::parse(source, Format::Yaml).passages()[0].spelling.spell(text, &[]);
    let say =
        |text: &str| (spell(&format!("a: {text}\n"), "it's\n\"x\""), spell(&format!("a: {text}\n"), "it's \"x\""));
    let written = |text: &str| Some(text.to_owned());
    assert_eq!(say("see you there"), (None, written("it's \"x\"")));
    assert_eq!(say("'see you there'"), (None, written("it''s \"x\"")));
    assert_eq!(say("\"see you there\""), (written("it's\\n\\\"x\\\""), written("it's \\\"x\\\"")));
    assert_eq!(say("|\n   see you there"), (written("it's\n   \"x\""), written("it's \"x\"")));
    assert_eq!(say(">\n   see you there"), (None, written("it's \"x\"")));
}

#[test]
fn what_is_not_yaml_is_read_as_plain_text_and_says_so() {
    let deep = |open: &str| format!("x: y\na:\n  {}", open.repeat(100_000));
    let block: String = (0..500).map(|depth| format!("{}a:\n", " ".repeat(depth))).collect();
    let broken = [
        ("a: \"please calm down\nb: c".to_owned(), "line 1: "),
        ("a: b\nc:\n\t- please calm down".to_owned(), "line 3: "),
        ("a: please calm down\n  b: c".to_owned(), "line 2: "),
        ("a: *nobody".to_owned(), "line 1: while parsing node, found unknown anchor"),
        (deep("["), "line 3: "),
        (deep("{a: "), "line 3: "),
        (deep("- "), "line 3: it is more than 400 levels deep"),
        (deep("? "), "line 3: it is more than 400 levels deep"),
        (block, "line 401: it is more than 400 levels deep"),
    ];
    for (source, expected) in broken {
        check_broken(&source, Format::Yaml, expected);
    }
    for depth in [100, 200] {
        let source = format!("{}please calm down{}", "[".repeat(depth), "]".repeat(depth));
        assert_eq!(Document::parse(&source, Format::Yaml).format(), Format::Yaml, "{depth}");
        assert_eq!(found(&source, Format::Yaml), ["calm down"]);
    }
}

#[test]
fn a_crowd_in_brackets_is_plain_text_unless_the_file_is_json() {
    let many =
        |open: &str, value: &str, close: &str| format!("{open}{}please calm down{close}\n", value.repeat(20_000));
    let crowds =
        [many("- [", "1,", "]"), many("a: [[", "[],", "]]"), many("- {", "b: c,", "}"), many("[\n", "b,\n", "]")];
    for source in crowds {
        let document = Document::parse(&source, Format::Yaml);
        let expected = "it is not YAML (line 1: there are more than 16384 short values in brackets)";
        assert_eq!(document.remarks(), [Remark::Broken(expected.to_owned())]);
        assert_eq!(found(&source, Format::Yaml), ["calm down"]);
    }
    let text = "- text: |\n    so :[ and [\n  id: 3\n";
    let read = [
        many("a: [", "1,", "]"),
        many("[", "1,", "\"please calm down\"]").replace(",please calm down", ","),
        many("", "- [1, 2]\n", "").replace("please", "- please"),
        many("", text, "").replace("please", "- please"),
        many("[", "a longer text that somebody wrote, ", "]"),
    ];
    for source in read {
        assert_eq!(Document::parse(&source, Format::Yaml).format(), Format::Yaml, "{}", &source[..40]);
        assert_eq!(found(&source, Format::Yaml), ["calm down"]);
    }
}

#[test]
fn long_and_many_texts_are_read() {
    let line = "it''s done \\n é and";
    let lines = format!("  {line}\n").repeat(20_000);
    for open in ["a: |\n", "a: >\n", "a:\n", "a: '", "a: \""] {
        let close = open.chars().last().filter(|c| matches!(c, '\'' | '"')).map_or(String::new(), String::from);
        let source = format!("{open}{lines}  please calm down{close}\n");
        let document = Document::parse(&source, Format::Yaml);
        let [passage] = document.passages() else { panic!("{open}: {:?}", document.remarks()) };
        let end = passage.text.as_str().trim_end().len();
        let last = passage.text.source_span(Span::new(end - 9, end));
        assert_eq!(document.slice(last), "calm down", "{open}");
    }
    for entry in ["- é calm down\n", "- &x |\n\n\n  calm\n", "---\na: 'calm'\n", "- [a, {b: \"c\"}, ? d, *x]\n"] {
        let source = format!("- &x |\n  calm\n{}", entry.repeat(20_000));
        let source = if entry.starts_with('-') && !entry.starts_with("---") { source } else { entry.repeat(20_000) };
        let (format, values) = Document::parse(&source, Format::Yaml).shape();
        assert_eq!(format, Format::Yaml, "{entry}");
        assert!(20_000 <= values, "{entry}");
    }
    let blank = format!("a: |\n{}  please calm down\n{0}", "\n".repeat(200_000));
    assert_eq!(Document::parse(&blank, Format::Yaml).passages().len(), 1);
}

#[test]
fn a_key_may_stand_twice_and_binary_is_no_text() {
    let source = "a: please calm down\na: please calm down\nb: !!binary |\n  calm down please\n";
    check(source, Format::Yaml, &Reading::default(), &[("a", "", "calm down"), ("a", "", "calm down")]);
}

/// The ways to write a text, with what indents its further lines.
const STYLES: [(&str, &str); 11] = [
    ("key: @", "\n  "),
    ("key:\n    @", "\n "),
    ("key: '@'", "\n  "),
    ("key: \"@\"", "\n  "),
    ("{key: @}", "\n  "),
    ("- [@]\n- a", "\n  "),
    ("- @", "\n  "),
    ("key: |\n  @", "\n  "),
    ("key: |2-\n  @", "\n  "),
    ("key: >\n  @", "\n  "),
    ("key: !!str >1-\n @", "\n "),
];

const WORDS: [&str; 22] = [
    "a",
    "b ",
    "é",
    "🙂",
    " ",
    "\n",
    "\n\n",
    "\n ",
    "''",
    "\\n",
    "\\\"",
    "\\u00e9",
    "\\\n",
    "#",
    ":",
    ",",
    "-",
    "- ",
    "!",
    "? ",
    " calm down ",
    "You should wait your turn. ",
];

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_rewrite_changes_nothing_else(
        before in prop::collection::vec(prop::sample::select(WORDS.to_vec()), 0..8),
        after in prop::collection::vec(prop::sample::select(WORDS.to_vec()), 0..8),
        (style, indent) in prop::sample::select(STYLES.to_vec()),
        is_edge in any::<bool>(),
    ) {
        let middle = if is_edge { "calm down" } else { " please calm down there. " };
        let text = format!("{}{middle}{}", before.concat(), after.concat()).replace('\n', indent);
        let source = format!("# é🙂\n{}\n", style.replace('@', &text));
        let Ok(old) = serde_norway::from_str::<Value>(&source) else { return Ok(()) };
        if Document::parse(&source, Format::Yaml).format() != Format::Yaml {
            return Ok(());
        }
        let fixed = mended(&source, Format::Yaml, Choice::First);
        let changes = changes(&old, &parsed(&fixed.text));
        prop_assert!(changes.len() <= fixed.applied, "{changes:?} in {}", fixed.text);
        let joined = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase();
        for (old, new) in changes.iter().filter(|(old, _)| !old.contains("wait")) {
            prop_assert_eq!(joined(new).replace("take \"care\" & <3", "calm down"), joined(old));
        }
    }

    #[test]
    fn any_string_is_yaml(
        source in "(a|b: |é|🙂|\n|\r|\t| |  |- |\\? |: |\"|'|\\\\|[|]|>|#|&a|\\*a|!t|!!str|---|\\[|\\]|\\{|\\}|,|2|\u{FEFF}|\u{85}|\u{2028}){0,30}",
    ) {
        prop_assert!(cuts_no_character(&source, Format::Yaml));
    }
}
