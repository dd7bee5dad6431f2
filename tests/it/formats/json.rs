//! JSON and JSON Lines: places through escapes, locators, titles, and values that hold HTML or JSON.

use proptest::prelude::*;
use serde_json::Value;
use tonelint::{Choice, Document, Format, Reading, Remark, Span};

use super::{check, found, found_in, linter, located, mended, sample};

fn fields(names: &[&str]) -> Reading {
    Reading { fields: names.iter().map(|name| (*name).to_owned()).collect(), ..Reading::default() }
}

#[test]
fn every_finding_names_its_record_and_its_bytes() {
    let actions = "macros[id=360001].actions";
    let (plain, html) = (format!("{actions}[1].value"), format!("{actions}[2].value"));
    let expected = [
        (plain.as_str(), "Refund::Late", "calm\\ndown"),
        (&html, "Refund::Late", r"You\u2019re&nbsp;<b>the<\/b> only\u00a0person"),
        (&html, "Refund::Late", "calm down"),
        ("macros[id=b-2].description", "Calm down, please do", "wait your turn"),
        ("note[0].text", "", r"wait\\nyour turn"),
    ];
    check(&sample("macros.json"), Format::Json, &Reading::default(), &expected);
}

#[test]
fn only_the_fields_that_are_asked_for_are_read() {
    let source = sample("macros.json");
    let expected = [("macros[id=b-2].description", "Calm down, please do", "wait your turn")];
    check(&source, Format::Json, &fields(&["macros[].description"]), &expected);
    let expected = [("macros[id=b-2].title", "Calm down, please do", "Calm down")];
    check(&source, Format::Json, &fields(&["title"]), &expected);
    let document = Document::read(&source, Format::Json, &fields(&["title", "body"]));
    assert_eq!(document.remarks(), [Remark::Missing("body".to_owned())]);
    let document = Document::read(&source, Format::Json, &Reading::default());
    assert_eq!(document.remarks(), [Remark::Guessed { read: 4, values: 12 }]);
}

#[test]
fn a_text_under_id_is_no_name_for_its_place() {
    let source =
        r#"{"values": [{"id": "Please calm down.", "label": "Late"}, {"id": "a-1", "text": "You, calm down."}]}"#;
    let found = located(source, Format::Json, &fields(&["id", "text"]));
    let places: Vec<&str> = found.iter().map(|(locator, ..)| &**locator).collect();
    assert_eq!(places, ["values[0].id", "values[id=a-1].text"]);
}

#[test]
fn lines_are_values_and_a_broken_one_is_plain_text() {
    let source = sample("tickets.jsonl");
    let expected = [
        ("line 1, comments[id=1].body", "Refund", "calm down"),
        ("line 3", "", "calm down"),
        ("line 4, [1]", "", "wait your turn"),
    ];
    check(&source, Format::JsonLines, &Reading::default(), &expected);
    let fixed = mended(&source, Format::JsonLines, Choice::First).text;
    let lines: Vec<&str> = fixed.lines().collect();
    let first: Value = serde_json::from_str(lines[0]).expect("it is JSON");
    assert_eq!(first["comments"][0]["body"], "Please take \"care\" & <3.");
    assert_eq!(lines[2], "{broken, please calm down");
    let report = linter().lint("sample", Document::parse(&source, Format::JsonLines));
    assert_eq!(report.findings[1].note.as_deref().map(|note| note.starts_with("no other words")), Some(true));
}

#[test]
fn broken_lines_that_follow_each_other_are_one_text() {
    let source = "{\"a\": 1}\n{please calm down.\nPlease calm\ndown\n[1]\n{please calm down";
    let found = located(source, Format::JsonLines, &Reading::default());
    let found: Vec<_> = found.iter().map(|(locator, _, raw)| (&**locator, &**raw)).collect();
    let expected = [("lines 2 to 4", "calm down"), ("lines 2 to 4", "calm\ndown"), ("line 6", "calm down")];
    assert_eq!(found, expected);
    let document = Document::parse(source, Format::JsonLines);
    let told = "4 lines are not JSON and read as plain text, first line 2";
    assert!(document.remarks().contains(&Remark::Partly(told.to_owned())), "{:?}", document.remarks());
}

#[test]
fn objects_on_lines_are_told_whatever_the_file_is_called() {
    let line = r#"{"id": 7, "title": "Late", "body": "please calm down"}"#;
    let check = |source: &str, format: Format, expected: usize| {
        let document = Document::parse(source, Format::Json);
        assert_eq!(document.format(), format, "{source}");
        assert_eq!(found_in(document).len(), expected, "{source}");
    };
    check(&format!("{line}\n{line}\n"), Format::JsonLines, 2);
    check(&format!("\u{FEFF}\r\n{line}\r\n\r\n{line}"), Format::JsonLines, 2);
    check(&format!("{line}\n{}", &line[..30]), Format::JsonLines, 1);
    check(line, Format::Json, 1);
    check(&format!("[\n{line},\n{line}\n]"), Format::Json, 2);
    check(&format!("{line}\n]"), Format::Plain, 1);
    check(&format!("{{\"a\": {{}}\n}}\n{line}"), Format::Plain, 1);
}

#[test]
fn a_rewrite_is_escaped_for_every_format_around_it() {
    let source = sample("macros.json");
    let fixed = mended(&source, Format::Json, Choice::Safe);
    assert_eq!(fixed.applied, 1);
    let (old, new) = ("person, calm down", r#"person, take \"care\" &amp; &lt;3"#);
    assert_eq!(fixed.text, source.replace(old, new));
    let all = mended(&source, Format::Json, Choice::First).text;
    let value: Value = serde_json::from_str(&all).expect("it is JSON still");
    assert_eq!(value["macros"][0]["actions"][1]["value"], "Hi {{name}},\n\nplease take \"care\" & <3 – \"at once\".");
    assert_eq!(value["macros"][1]["description"], "We call you.");
    let inner: Value = value["note"].as_str().and_then(|text| serde_json::from_str(text).ok()).expect("it is JSON too");
    assert_eq!(inner[0]["text"], "We call you.");
}

#[test]
fn what_is_not_json_is_read_as_plain_text_and_says_so() {
    let broken = [
        r#"{"a": "please calm down""#,
        r#"["please calm down \q"]"#,
        r#"["please calm down", "\ud800 \q"]"#,
        r#"["please calm down", "\ud800\u12"]"#,
        r#"["please calm down", "\ud800]"#,
        "please calm down",
        r#"["please calm down"] 2"#,
        "",
    ];
    for source in broken {
        let document = Document::parse(source, Format::Json);
        assert_eq!(document.format(), Format::Plain, "{source}");
        let [Remark::Broken(reason)] = document.remarks() else { panic!("{source}: {:?}", document.remarks()) };
        assert!(reason.starts_with("it is not JSON ("), "{reason}");
        // The quotation marks are those of the file.
        assert_eq!(found_in(document).len(), usize::from(!source.is_empty()), "{source}");
    }
    assert!(found("He wrote: \"please calm down\".", Format::Mail).is_empty());
    assert_eq!(found("\u{FEFF}// well\n[\"please calm down\",]", Format::Json), ["calm down"]);
}

#[test]
fn half_of_a_character_is_a_hole_and_the_rest_of_the_file_is_read() {
    let source = r#"{"macros": [{"id": 7, "title": "Late \ude42\ud83d", "active": true, "actions": [
        {"field": "comment_value", "value": "Hi \ud83d\ude42, calm down, Ana \ud83d. Do wait your turn \uD83D now.\ud83d"}]}]}"#;
    let document = Document::parse(source, Format::Json);
    assert_eq!(document.remarks(), [Remark::Recognised("Zendesk macros".to_owned())]);
    let text = &document.passages()[0].text;
    assert_eq!(text.as_str(), "Hi 🙂, calm down, Ana \u{FFFC}. Do wait your turn \u{FFFC} now.\u{FFFC}");
    let halves = text.as_str().match_indices('\u{FFFC}');
    let halves = halves.map(|(at, hole)| document.slice(text.source_span(Span::new(at, at + hole.len()))));
    assert_eq!(halves.collect::<Vec<_>>(), [r"\ud83d", r"\uD83D", r"\ud83d"]);
    let expected =
        |raw: &str| ("macros[id=7].actions[0].value".to_owned(), "Late \u{FFFC}\u{FFFC}".to_owned(), raw.to_owned());
    let found = located(source, Format::Json, &Reading::default());
    assert_eq!(found, ["calm down", "wait your turn"].map(expected));
    let calm = source.replace("calm down", r#"take \"care\" & <3"#);
    assert_eq!(mended(source, Format::Json, Choice::Safe).text, calm);
    let rewritten = mended(source, Format::Json, Choice::First).text;
    assert_eq!(rewritten.matches(r"\ud83d").count() + rewritten.matches(r"\uD83D").count(), 5, "{rewritten}");
    assert_eq!(Document::parse(&rewritten, Format::Json).format(), Format::Json);
}

#[test]
fn depth_is_bounded() {
    for depth in [100, 400] {
        let source = format!("{}\"please calm down\"{}", "[".repeat(depth), "]".repeat(depth));
        assert_eq!(found(&source, Format::Json).len(), 1);
        assert_eq!(Document::parse(&source, Format::Json).format(), Format::Json, "{depth}");
    }
    for (open, close) in [("[", "]"), ("{\"a\":", "}")] {
        let source = format!("{}\"please calm down\"{}", open.repeat(100_000), close.repeat(100_000));
        let document = Document::parse(&source, Format::Json);
        assert_eq!(document.format(), Format::Plain);
    }
    let mut nested = "please calm down".to_owned();
    for _ in 0..8 {
        nested = serde_json::to_string(&[nested]).expect("it can be written");
    }
    assert!(Document::parse(&nested, Format::Json).passages().len() <= 1);
}

/// A JSON string with every character escaped in a way of its own.
fn written(text: &str, seed: usize) -> String {
    let escape = |(at, c): (usize, char)| {
        let by_number = || c.encode_utf16(&mut [0; 2]).iter().map(|unit| format!("\\u{unit:04X}")).collect();
        let plain = serde_json::to_string(&c).map(|text| text.trim_matches('"').to_owned());
        match (at + seed) % 3 {
            0 => by_number(),
            _ if c == '"' => "\\\"".to_owned(),
            1 if c == '/' => "\\/".to_owned(),
            _ => plain.unwrap_or_else(|_| by_number()),
        }
    };
    text.chars().enumerate().map(escape).collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn text_comes_back_with_its_places(text in "[a-f\"\\\\/\n\r\té日🙂 ]{0,30}", seed in 0usize..3) {
        // Words around it keep the reader of mail from seeing a quotation or a path.
        let source = format!("{{\"a\": \"{}\"}}", written(&text, seed));
        let read: Value = serde_json::from_str(&source).expect("it is JSON");
        prop_assert_eq!(read["a"].as_str(), Some(text.as_str()));
        let reading = fields(&["a"]);
        let document = Document::read(&source, Format::Json, &reading);
        prop_assert_eq!(document.format(), Format::Json);
        let passage = &document.passages()[0].text;
        for (at, c) in passage.as_str().char_indices().filter(|(_, c)| c.is_alphanumeric()) {
            let raw = document.slice(passage.source_span(Span::new(at, at + c.len_utf8())));
            let back: Result<String, _> = serde_json::from_str(&format!("\"{raw}\""));
            prop_assert_eq!(back.ok(), Some(c.to_string()), "{} in {}", raw, source);
        }
    }

    #[test]
    fn a_rewrite_leaves_json_behind(before in "[a-z\"\\\\é\n ]{0,20}", after in "[a-z\"\\\\é\n ]{0,20}") {
        let text = format!("{before} please calm down. {after}");
        let source = serde_json::to_string(&[&text]).expect("it can be written");
        let fixed = mended(&source, Format::Json, Choice::First);
        let read: Vec<String> = serde_json::from_str(&fixed.text).expect("it is JSON still");
        if 0 < fixed.applied {
            prop_assert_eq!(&read[0], &text.replace("calm down", "take \"care\" & <3"));
        }
    }
}

#[test]
fn long_keys_do_not_make_places_long() {
    let key = "k".repeat(20_000);
    let texts = vec![r#""Please calm down.""#; 2_000].join(",");
    let nested = (0..90).fold(format!("[{texts}]"), |inner, _| format!(r#"{{"{}": {inner}}}"#, "inside".repeat(20)));
    let check = |source: &str| {
        let document = Document::parse(source, Format::Json);
        assert_eq!(document.passages().len(), 2_000);
        let places: usize =
            document.passages().iter().filter_map(|passage| passage.locator.as_ref()).map(String::len).sum();
        assert!(places < 2_000 * 600, "{places} bytes of places for {} of file", source.len());
    };
    check(&format!(r#"{{"{key}": [{texts}]}}"#));
    check(&nested);
    let last = Document::parse(&nested, Format::Json).passages()[1_999].locator.clone().unwrap_or_default();
    assert!(last.starts_with('…') && last.ends_with("[1999]"), "{last}");
}
