//! TOML: places through every kind of string, tables, and what `fix` may write.

use proptest::prelude::*;
use serde_json::Value;
use tonelint::{Choice, Document, Format, Reading, Remark, Span};

use super::{check_broken, check_sample, cuts_no_character, found, mended, sample};

/// What an independent parser reads.
fn parsed(source: &str) -> Value {
    basic_toml::from_str(source).unwrap_or_else(|error| panic!("{error}\n{source}"))
}

const FOUND: [(&str, &str, &str); 9] = [
    ("greeting", "", r"calm\tdown"),
    ("greeting", "", r"you\u2019re the only person"),
    ("team.late.lines", "Late: calm down", "calm \\\n   down"),
    ("team.late.html.body", "Late: calm down", "You&rsquo;re the <b>only</b> person"),
    ("team.late.json text[0].text", "Late: calm down", "calm down"),
    ("reply[id=7].verbatim", "", "wait\nyour turn"),
    ("reply[id=7].verbatim", "", "calm down"),
    ("reply[1].list[0]", "", "calm down"),
    ("reply[1].list[1].a", "", "wait your turn"),
];

#[test]
fn every_finding_names_its_record_and_its_bytes() {
    check_sample("replies.toml", Format::Toml, &FOUND, ("reply.list", &FOUND[7..8]), "since");
}

#[test]
fn a_rewrite_is_escaped_and_the_rest_of_the_file_stays() {
    let source = sample("replies.toml");
    let fixed = mended(&source, Format::Toml, Choice::First);
    let expected = source
        .replace(r"calm\tdown", r#"take \"care\" & <3"#)
        .replace("calm \\\n   down", r#"take \"care\" & <3"#)
        .replace("please calm down, it", r#"please take \"care\" & <3, it"#)
        .replace("Please wait\nyour turn, or don't: calm down.", "We call you.")
        .replace("please calm down now", r#"please take \"care\" & <3 now"#)
        .replace("now wait your turn", "We call you.");
    assert_eq!(fixed.text, expected);
    // The other parser knows no dates.
    let new = parsed(&fixed.text.replace("since = 2024-01-02", ""));
    assert_eq!(new["team"]["late"]["lines"], "Dear {{name}},\n\nplease take \"care\" & <3: é, \"now\". ");
    let inner = new["team"]["late"]["json text"].as_str().expect("it is a text");
    let inner: Value = serde_json::from_str(inner).expect("it is JSON still");
    assert_eq!(inner[0]["text"], "please take \"care\" & <3, it's \"late\"");
}

#[test]
fn a_text_without_escapes_has_no_room_for_its_own_marks() {
    let source = "a = 'well, please calm down now'\nb = '''it''s please calm down'''\n";
    let fixed = mended(source, Format::Toml, Choice::First);
    assert_eq!(fixed.text, source.replace("calm down", "take \"care\" & <3"));
    let document = Document::parse(source, Format::Toml);
    let spell = |at: usize, text: &str| document.passages()[at].spelling.spell(text, &[]);
    assert_eq!((spell(0, "it's"), spell(1, "it's").as_deref()), (None, Some("it's")));
    assert_eq!((spell(1, "it'"), spell(1, "a''b"), spell(0, "a\nb")), (None, None, None));
    assert_eq!(spell(1, "a\nb").as_deref(), Some("a\nb"));
}

#[test]
fn a_large_file_of_marks_is_plain_text_and_one_of_replies_is_not() {
    let crowd = format!("a = [{}'please calm down']", "1,".repeat(1_100_000));
    let expected = "it is not TOML (it holds far more marks and values than words)";
    assert_eq!(Document::parse(&crowd, Format::Toml).remarks(), [Remark::Broken(expected.to_owned())]);
    assert_eq!(found(&crowd, Format::Toml), ["calm down"]);
    let reply = "[[reply]]\nid = 7\ntitle = 'Late'\ntags = ['a', 'b']\n";
    let text =
        "text = 'Thank you for telling us that the parcel is late; it is on its way and arrives by tomorrow.'\n\n";
    let replies = format!("{}[[reply]]\ntext = 'please calm down'", (reply.to_owned() + text).repeat(5_000));
    assert_eq!(Document::parse(&replies, Format::Toml).format(), Format::Toml);
    assert_eq!(found(&replies, Format::Toml), ["calm down"]);
}

#[test]
fn what_is_not_toml_is_read_as_plain_text_and_says_so() {
    let deep = format!("a = 1\n{} = 1", vec!["a"; 100_000].join("."));
    let inline = format!("x = {}1{}", format!("{{{} = ", vec!["a"; 16].join(".")).repeat(70), "}".repeat(70));
    let broken = [
        ("a = 'please calm down", "line 1: invalid literal string, expected `'`"),
        ("a = 1\nb = please calm down", "line 2: "),
        ("a = 1\r\na = 2", "line 2: duplicate key"),
        (&deep, "line 2: a key has more than 16 names"),
        (&inline, "line 1: it is more than 128 levels deep"),
        (&format!("a = {}", "[".repeat(100_000)), "line 1: cannot recurse further; max recursion depth met"),
    ];
    for (source, expected) in broken {
        check_broken(source, Format::Toml, expected);
    }
    assert_eq!(Document::parse("", Format::Toml).format(), Format::Toml);
    let many: String = (0..50_000).map(|number| format!("[t.k{number}]\na = \"calm\"\n")).collect();
    assert_eq!(Document::parse(&many, Format::Toml).shape(), (Format::Toml, 50_000));
}

/// The ways to write a text.
const STYLES: [&str; 4] = ["key = \"@\"", "key = '@'", "key = \"\"\"\n@\"\"\"", "a = {key = '''@'''}"];

const WORDS: [&str; 18] = [
    "a",
    "b ",
    "é",
    "🙂",
    " ",
    "\n",
    "\n\n",
    "'",
    "\"",
    "''",
    "\\n",
    "\\\"",
    "\\u00e9",
    "\\U0001F642",
    "\\\n  ",
    "\\ \n",
    "#",
    "=",
];

fn key_of(document: &Value) -> Option<&str> {
    document.get("key").or_else(|| document.get("a").and_then(|table| table.get("key")))?.as_str()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_rewrite_changes_nothing_else(
        before in prop::collection::vec(prop::sample::select(WORDS.to_vec()), 0..8),
        after in prop::collection::vec(prop::sample::select(WORDS.to_vec()), 0..8),
        style in prop::sample::select(STYLES.to_vec()),
    ) {
        let text = format!("{} please calm down there. {}", before.concat(), after.concat());
        let source = format!("# é🙂\n{}\nother = 1\n", style.replace('@', &text));
        let Ok(old) = basic_toml::from_str::<Value>(&source) else { return Ok(()) };
        // Marks among the words may end the text before them.
        let Some(value) = key_of(&old).filter(|text| text.contains("please calm down there")) else { return Ok(()) };
        let reading = Reading { fields: vec!["key".to_owned()], ..Reading::default() };
        let document = Document::read(&source, Format::Toml, &reading);
        prop_assert_eq!(document.format(), Format::Toml);
        let passage = &document.passages()[0].text;
        let at = passage.as_str().find("calm down").expect("it was written");
        let span = passage.source_span(Span::new(at, at + 9));
        prop_assert_eq!(document.slice(span), "calm down");
        let letters = |text: &str| text.chars().filter(|c| c.is_alphanumeric()).collect::<String>();
        prop_assert_eq!(letters(passage.as_str()), letters(value));
        let fixed = mended(&source, Format::Toml, Choice::First);
        if 0 < fixed.applied {
            let new = parsed(&fixed.text);
            prop_assert_eq!(key_of(&new), Some(&*value.replace("calm down", "take \"care\" & <3")), "{}", fixed.text);
        }
    }

    #[test]
    fn any_string_is_toml(
        source in "(a|b = |é|🙂|\n|\r|\t| |\\.|\"|'|\"\"\"|'''|\\\\|\\[|\\]|\\{|\\}|,|#|2|u00e9|\u{FEFF}|\u{85}){0,30}",
    ) {
        prop_assert!(cuts_no_character(&source, Format::Toml));
    }
}
