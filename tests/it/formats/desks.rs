//! Help-desks by name: what is read of their files, what is left out, and where exactly it stands.

mod table;

use std::{borrow::Cow, collections::BTreeSet, fs, path::Path};

use serde_json::Value;
use tonelint::{
    Choice, Document, Format, Reading, Remark,
    document::{ReadAs, Shape, Skip},
};

use self::table::DESKS;
use super::{located, mended, plist, sample};

/// Locator, title and raw words.
type Place = (&'static str, &'static str, &'static str);

fn file_of(id: &str) -> String {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/formats/desks");
    let files = fs::read_dir(folder).expect("the samples are there");
    let names = files.map(|file| file.expect("it can be listed").file_name().to_string_lossy().into_owned());
    let found: Vec<String> = names.filter(|name| name.split('.').next() == Some(id)).collect();
    let [name] = &found[..] else { panic!("one sample is named `{id}`: {found:?}") };
    format!("desks/{name}")
}

fn as_found(found: &[(String, String, String)]) -> Vec<(&str, &str, &str)> {
    found.iter().map(|(locator, title, raw)| (&**locator, &**title, &**raw)).collect()
}

fn skipped(document: &Document<'_>) -> String {
    let skipped = document.remarks().iter().filter_map(|remark| match remark {
        Remark::Skipped { why, count } => Some(why.counted(*count)),
        _ => None,
    });
    skipped.collect::<Vec<_>>().join(", ")
}

fn shape_of<'d>(document: &'d Document<'_>) -> Option<&'d str> {
    document.remarks().iter().find_map(|remark| match remark {
        Remark::Recognised(name) => Some(name.as_str()),
        _ => None,
    })
}

/// The words of a place as a customer reads them: out of the escapes of the file, without markup.
fn decoded(raw: &str, id: &str, format: Format) -> String {
    let mut text = Cow::Borrowed(raw);
    if format == Format::Csv {
        let cell = format!("\"{raw}\"");
        let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(cell.as_bytes());
        text = Cow::Owned(reader.records().next().expect("it is a cell").expect("it can be read")[0].to_owned());
    }
    if format == Format::Plist {
        text = Cow::Owned(htmlize::unescape(raw).into_owned());
    } else if format != Format::Markdown && (format != Format::Csv || id == "zendesk-csv") {
        text = Cow::Owned(serde_json::from_str(&format!("\"{text}\"")).expect("it is part of a JSON string"));
    }
    let mut words = String::new();
    for part in text.split('<') {
        words.push_str(part.split_once('>').map_or(part, |(_, after)| after));
    }
    let words = htmlize::unescape(words.as_str()).replace(['*', '_'], "");
    words.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase()
}

/// Every text of a file, as another parser reads it, with the way to it.
fn leaves(source: &str, format: Format) -> Vec<(String, String)> {
    fn of(value: &Value, way: &str, leaves: &mut Vec<(String, String)>) {
        match value {
            Value::Object(entries) => {
                entries.iter().for_each(|(key, value)| of(value, &format!("{way}.{key}"), leaves))
            }
            Value::Array(elements) => {
                elements.iter().enumerate().for_each(|(at, value)| of(value, &format!("{way}[{at}]"), leaves));
            }
            value => leaves.push((way.to_owned(), value.as_str().map_or(value.to_string(), str::to_owned))),
        }
    }
    let mut found = Vec::new();
    match format {
        Format::Json => of(&serde_json::from_str(source).expect("it is JSON"), "", &mut found),
        Format::JsonLines => {
            for (number, line) in source.lines().enumerate() {
                of(&serde_json::from_str(line).expect("the line is JSON"), &number.to_string(), &mut found);
            }
        }
        Format::Csv => {
            let delimiter = if source.starts_with("name;") { b';' } else { b',' };
            let mut reader =
                csv::ReaderBuilder::new().has_headers(false).delimiter(delimiter).from_reader(source.as_bytes());
            for (row, record) in reader.records().enumerate() {
                for (column, cell) in record.expect("it is a table").iter().enumerate() {
                    match serde_json::from_str(cell) {
                        Ok(value @ Value::Array(_)) => of(&value, &format!("{row}/{column}"), &mut found),
                        _ => found.push((format!("{row}/{column}"), cell.to_owned())),
                    }
                }
            }
        }
        Format::Plist => {
            found.extend(plist::texts(source).into_iter().enumerate().map(|(at, text)| (at.to_string(), text)))
        }
        _ => found.extend(source.lines().enumerate().map(|(at, line)| (at.to_string(), line.to_owned()))),
    }
    found
}

#[test]
fn every_help_desk_has_a_sample_and_is_recognised() {
    let known: Vec<&str> = Shape::names().collect();
    let tested: Vec<&str> = DESKS.iter().map(|(id, ..)| *id).collect();
    assert_eq!(tested, known);
    for id in known {
        let file = file_of(id);
        let source = sample(&file);
        let document = Document::parse(&source, Format::of_name(&file));
        assert_eq!(shape_of(&document), Shape::builtin(id).map(|shape| shape.name).as_deref(), "{id}");
    }
}

/// What stands in one cell of a Markdown table.
fn cell(words: impl std::fmt::Display) -> String {
    format!("`{}`", words.to_string().replace('|', "\\|"))
}

fn row(id: &str) -> String {
    let shape = Shape::builtin(id).expect("it is known");
    let list = |words: Vec<String>, between: &str| words.join(between);
    let texts = |is_note| {
        let fields = shape.texts.iter().filter(move |fields| fields.iter().any(|field| field.is_note == is_note));
        fields.map(|fields| list(fields.iter().map(|field| cell(&field.at)).collect(), " or ")).collect::<Vec<_>>()
    };
    let read = if shape.is_fenced { "what stands in fences".to_owned() } else { list(texts(false), ", ") };
    let reasons = [
        ("inactive", &shape.inactive),
        ("notes", &shape.notes),
        ("others", &shape.others),
        ("languages", &shape.foreign),
    ];
    let left_out = reasons
        .iter()
        .filter(|(_, conditions)| !conditions.is_empty())
        .map(|(why, conditions)| format!("{why}: {}", list(conditions.iter().map(cell).collect(), ", ")));
    let asides = texts(true).into_iter().map(|texts| format!("notes: {texts}"));
    let people = shape
        .people
        .iter()
        .map(|people| format!("others: whom {} lists with {}", cell(&people.list), cell(&people.others)));
    format!("| {} | `{id}` | {read} | {} |\n", shape.name, list(left_out.chain(asides).chain(people).collect(), "; "))
}

/// `UPDATE=1 cargo test formats` writes the table of the page anew.
#[test]
fn the_page_about_formats_says_what_is_read() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/formats.md");
    let page = fs::read_to_string(&path).expect("the page is there");
    let (before, rest) = page.split_once("| --- | --- | --- | --- |\n").expect("there is a table in it");
    let after = rest.find("\n\n").map(|at| &rest[at + 1..]).expect("there is text behind it");
    let after = if rest.starts_with('\n') { rest } else { after };
    let table: String = Shape::names().map(row).collect();
    let written = format!("{before}| --- | --- | --- | --- |\n{table}{after}");
    if std::env::var_os("UPDATE").is_some() {
        fs::write(&path, &written).expect("the page can be written");
    }
    assert!(page == written || std::env::var_os("UPDATE").is_some(), "docs/formats.md is not what the table says");
}

#[test]
fn only_what_customers_read_is_found_and_the_rest_is_counted() {
    for (id, expected, left_out) in DESKS {
        let file = file_of(id);
        let (source, format) = (sample(&file), Format::of_name(&file));
        let found = located(&source, format, &Reading::default());
        assert_eq!(as_found(&found), *expected, "{id}");
        for (_, _, raw) in expected.iter() {
            let words = decoded(raw, id, format);
            assert!(["calm down", "you are the only person", "wait your turn"].contains(&&*words), "{id}: {words}");
        }
        assert_eq!(skipped(&Document::parse(&source, format)), *left_out, "{id}");
    }
}

/// What the products answer when they are asked for one record, or for others around it.
#[test]
fn the_same_records_are_recognised_in_other_answers() {
    let answers = [
        (
            r#"{"data": {"meta": {}, "payload": [{"id": 6, "messages": [
                {"id": 1, "content": "Calm down.", "message_type": 0, "private": false, "conversation_id": 6},
                {"id": 2, "content": "Wait your turn.", "message_type": 1, "private": false, "conversation_id": 6}]}]}}"#,
            "Chatwoot messages",
            ("message 2 of thread 6", "", "Wait your turn"),
        ),
        (
            r#"{"data": {"viewer": {"savedReplies": {"nodes": [
                {"title": "Duplicate", "body": "Please *calm* down.", "bodyHTML": "<p>Please <em>calm</em> down.</p>"}]}}}}"#,
            "GitHub saved replies",
            ("data.viewer.savedReplies.nodes[0].body", "Duplicate", "calm* down"),
        ),
        (
            r#"{"id": 8, "subject": "Kiln", "description": "<p>Calm down?</p>", "conversations": [
                {"id": 1, "body": "<p>Calm down.</p>", "incoming": true, "private": false},
                {"id": 2, "body": "<p>Wait your turn.</p>", "incoming": false, "private": false}]}"#,
            "Freshdesk conversations",
            ("message 2 of thread 8", "Kiln", "Wait your turn"),
        ),
    ];
    for (source, name, expected) in answers {
        assert_eq!(shape_of(&Document::parse(source, Format::Json)), Some(name));
        assert_eq!(as_found(&located(source, Format::Json, &Reading::default())), [expected], "{name}");
    }
}

#[test]
fn notes_and_what_is_switched_off_are_read_when_they_are_asked_for() {
    for (id, expected, _) in DESKS {
        let file = file_of(id);
        let (source, format) = (sample(&file), Format::of_name(&file));
        let count = |include_notes, include_inactive| {
            let reading = Reading { include_notes, include_inactive, ..Reading::default() };
            let document = Document::read(&source, format, &reading);
            let left = document.remarks().iter().map(|remark| match remark {
                Remark::Skipped { why: Skip::Notes, count } => (*count, 0),
                Remark::Skipped { why: Skip::Inactive, count } => (0, *count),
                _ => (0, 0),
            });
            let left = left.fold((0, 0), |all, one| (all.0 + one.0, all.1 + one.1));
            (located(&source, format, &reading).len(), left)
        };
        let (_, (notes, inactive)) = count(false, false);
        assert_eq!(count(true, false), (expected.len() + notes, (0, inactive)), "{id}");
        assert_eq!(count(false, true), (expected.len() + inactive, (notes, 0)), "{id}");
    }
}

#[test]
fn a_rewrite_changes_those_texts_and_no_other() {
    for (id, expected, _) in DESKS {
        let file = file_of(id);
        let (source, format) = (sample(&file), Format::of_name(&file));
        let fixed = mended(&source, format, Choice::First);
        let (old, new) = (leaves(&source, format), leaves(&fixed.text, format));
        assert_eq!(old.len(), new.len(), "{id}");
        let changed: Vec<_> = old.iter().zip(&new).filter(|(old, new)| old != new).collect();
        for ((way, old), (same_way, new)) in &changed {
            assert_eq!(way, same_way, "{id}");
            let (said, says) = (decoded_text(old), decoded_text(new));
            let is_rewritten = |words: &str| said.contains(words) && !says.contains(words);
            assert!(is_rewritten("calm down") || is_rewritten("wait your turn"), "{id}: {old} became {new}");
        }
        // Where markup begins inside the words nothing may be written, and one rule has nothing to write.
        let locators = |only_plain: bool| {
            let is_sure = |raw: &str| !decoded(raw, id, format).contains("only") && !raw.contains(['<', '*', '_']);
            let places = expected.iter().filter(|(_, _, raw)| !only_plain || is_sure(raw));
            places.map(|(locator, ..)| *locator).collect::<BTreeSet<&str>>().len()
        };
        let likely = locators(true)..=locators(false);
        assert!(likely.contains(&changed.len()), "{id}: {changed:?}");
    }
}

fn decoded_text(text: &str) -> String {
    decoded(text, "", Format::Markdown)
}

#[test]
fn what_is_asked_for_wins_over_what_is_recognised() {
    let source = sample("desks/zendesk-macros.json");
    let reading = Reading { fields: vec!["description".to_owned()], ..Reading::default() };
    let expected = [("macros[id=41001].description", "Parcel::Late", "calm down")];
    assert_eq!(as_found(&located(&source, Format::Json, &reading)), expected);
    let reading = Reading { read_as: ReadAs::Unknown, ..Reading::default() };
    let document = Document::read(&source, Format::Json, &reading);
    assert_eq!(shape_of(&document), None);
    assert!(matches!(document.remarks(), [Remark::Guessed { .. }]), "{:?}", document.remarks());
    let columns = Reading { columns: vec!["instruction".to_owned()], ..Reading::default() };
    let expected = [("row 2, column instruction", "", "calm down")];
    assert_eq!(as_found(&located(&sample("desks/bitext.csv"), Format::Csv, &columns)), expected);
}

#[test]
fn a_file_that_is_no_such_thing_says_so_and_is_read() {
    let shape = Shape::builtin("zendesk-macros").expect("it is known");
    let reading = Reading { read_as: ReadAs::Shape(shape.into()), ..Reading::default() };
    let source = r#"[{"title": "Late", "text": "Please calm down."}]"#;
    let document = Document::read(source, Format::Json, &reading);
    assert_eq!(document.remarks()[0], Remark::Unfit("Zendesk macros".to_owned()));
    assert_eq!(located(source, Format::Json, &reading).len(), 1);
}

#[test]
fn a_shape_that_is_named_is_not_asked_for_its_marks() {
    let source =
        r#"{"actions": [{"field": "comment_value", "value": "Please calm down."}], "note": "Calm down, all."}"#;
    let shape = Shape::builtin("zendesk-macros").expect("it is known");
    let reading = Reading { read_as: ReadAs::Shape(shape.into()), ..Reading::default() };
    assert_eq!(as_found(&located(source, Format::Json, &reading)), [("actions[0].value", "", "calm down")]);
    let snippets = "late,please calm down\nwait,wait your turn\n";
    let shape = Shape::builtin("textexpander").expect("it is known");
    let reading = Reading { read_as: ReadAs::Shape(shape.into()), ..Reading::default() };
    let expected = [("row 1, column 2", "late", "calm down"), ("row 2, column 2", "wait", "wait your turn")];
    assert_eq!(as_found(&located(snippets, Format::Csv, &reading)), expected);
}

#[test]
fn previews_say_that_they_are_cut_short() {
    let source = sample("desks/helpscout-replies.json");
    let document = Document::parse(&source, Format::Json);
    assert!(document.remarks().contains(&Remark::Previews(1)), "{:?}", document.remarks());
}

#[test]
fn a_page_with_code_in_it_is_no_catalogue() {
    let replies = sample("desks/markdown-catalogue.md");
    let count = |source: &str| Document::parse(source, Format::Markdown).passages().len();
    assert_eq!(count(&replies), 3);
    assert_eq!(count(&format!("{replies}\n## Setting up\n\n```sh\nmake it so, please. Now.\n```\n")), 1);
    assert_eq!(count("## Late\n\n```md\nPlease wait, it is on its way.\n```\n"), 1);
    let named = "## A\n\n```\nThank you, it is on its way.\n```\n\n## B\n\n```text\nWell, please calm down.\n```\n";
    assert_eq!(count(named), 3);
    let code =
        "## A\n\n```\nlet a = b(c, d); // well then.\n```\n\n## B\n\n```\nfn x(y: &z) -> a { b[0] = {c}; }\n```\n";
    assert_eq!(count(code), 1);
    let import =
        "Import these:\n\n```\n###[Q] Late\nPlease calm down.\n###[A, C] Queue\nYou have to wait your turn.\n```\n";
    let expected = [("reply 1", "Late", "calm down"), ("reply 2", "Queue", "wait your turn")];
    assert_eq!(as_found(&located(import, Format::Markdown, &Reading::default())), expected);
    let with_code = format!("{import}\n```sh\nmake it calm down\n```\n");
    assert_eq!(as_found(&located(&with_code, Format::Markdown, &Reading::default())), expected);
    let shape = Shape::builtin("markdown-catalogue").expect("it is known");
    let reading = Reading { read_as: ReadAs::Shape(shape.into()), ..Reading::default() };
    let source = "Calm down, colleagues.\n\n> ```\n> Please calm down.\n> ```\n\n```rust\n// calm down\n```\n";
    assert_eq!(as_found(&located(source, Format::Markdown, &reading)), [("reply 1", "", "calm down")]);
}

#[test]
fn files_of_a_help_desk_that_are_cut_or_odd_are_read_all_the_same() {
    let odd = ["null", "0", "\"\"", "[]", "{}", "[[]]", "[{}]", "\"calm down, please\""];
    for (id, ..) in DESKS {
        let file = file_of(id);
        let (source, format) = (sample(&file), Format::of_name(&file));
        let ends = (0..source.len()).step_by(7).filter(|end| source.is_char_boundary(*end));
        ends.for_each(|end| drop(Document::parse(&source[..end], format)));
        if format != Format::Json {
            continue;
        }
        let shape = Shape::builtin(id).expect("it is known");
        let reading = Reading { read_as: ReadAs::Shape(shape.into()), ..Reading::default() };
        let value: Value = serde_json::from_str(&source).expect("it is JSON");
        for (at, odd) in (0..count(&value)).flat_map(|at| odd.map(|odd| (at, odd))) {
            let mut left = at;
            let mut changed = value.clone();
            replace(&mut changed, &mut left, &serde_json::from_str(odd).expect("it is JSON"));
            let text = changed.to_string();
            assert_eq!(Document::parse(&text, format).format(), format);
            assert_eq!(Document::read(&text, format, &reading).format(), format);
        }
    }
}

fn count(value: &Value) -> usize {
    1 + match value {
        Value::Object(entries) => entries.values().map(count).sum(),
        Value::Array(elements) => elements.iter().map(count).sum(),
        _ => 0,
    }
}

/// Puts `other` in the place of the value that stands as the `at`th in the file.
fn replace(value: &mut Value, at: &mut usize, other: &Value) {
    if *at == 0 {
        *value = other.clone();
    }
    *at = at.wrapping_sub(1);
    match value {
        Value::Object(entries) if *at < usize::MAX / 2 => {
            entries.values_mut().for_each(|inner| replace(inner, at, other))
        }
        Value::Array(elements) if *at < usize::MAX / 2 => {
            elements.iter_mut().for_each(|inner| replace(inner, at, other))
        }
        _ => {}
    }
}

#[test]
fn depth_and_size_do_no_harm() {
    let deep = format!("{}\"calm down\"{}", "[".repeat(100), "]".repeat(100));
    let source = format!(
        r#"{{"macros": [{{"title": "a", "actions": [{{"field": "comment_value", "value": {deep}}}, {deep}]}}]}}"#
    );
    assert_eq!(located(&source, Format::Json, &Reading::default()), []);
    let lists = format!(
        "{}{{\"field\": \"comment_value\", \"value\": \"Please calm down.\"}}{}",
        "[".repeat(90),
        "]".repeat(90)
    );
    let source = format!(r#"{{"macros": [{{"title": "a", "actions": {lists}}}]}}"#);
    assert_eq!(located(&source, Format::Json, &Reading::default()).len(), 1);
    // A selector that goes through text after text is done when there is no text left.
    let mut nested = r#"[{"field": "comment_value", "value": "Please calm down."}]"#.to_owned();
    for _ in 0..6 {
        nested = serde_json::to_string(&[nested]).expect("it can be written");
    }
    let cell = nested.replace('"', "\"\"");
    let table = format!("title,active,actions_json\nLate,true,\"{cell}\"\n");
    assert!(located(&table, Format::Csv, &Reading::default()).len() <= 1);
}

#[test]
fn who_is_a_customer_is_told_by_the_list_of_people() {
    let check = |users: &str, expected: usize| {
        let source = format!(
            r#"{{"id": 1, "requester_id": 9, {users} "comments": [
                {{"author_id": 5, "public": true, "body": "Please calm down."}},
                {{"author_id": 6, "public": true, "body": "Please calm down."}}]}}"#
        );
        assert_eq!(located(&source, Format::Json, &Reading::default()).len(), expected, "{users}");
    };
    check("", 2);
    check(r#""users": [{"id": 5, "role": "end-user"}, {"id": 6, "role": "agent"}],"#, 1);
    check(r#""users": [{"id": 5, "role": "admin"}, {"id": "6", "role": "end-user"}],"#, 1);
    check(r#""users": "5","#, 2);
}

#[test]
fn the_same_shapes_are_seen_in_yaml() {
    for (id, expected, left_out) in DESKS {
        let file = file_of(id);
        let source = sample(&file);
        // JSON is YAML, but for characters that are written as two.
        if !file.ends_with(".json") || source.contains("\\ud83d") {
            continue;
        }
        let found = located(&source, Format::Yaml, &Reading::default());
        assert_eq!(as_found(&found), *expected, "{id}");
        assert_eq!(skipped(&Document::parse(&source, Format::Yaml)), *left_out, "{id}");
    }
    let source = sample("desks-late.yml");
    let expected = [("[0].response", "Late parcel", "calm\n    <b>down")];
    assert_eq!(as_found(&located(&source, Format::Yaml, &Reading::default())), expected);
    let all = Reading { include_inactive: true, ..Reading::default() };
    assert_eq!(located(&source, Format::Yaml, &all).len(), 2);
}
