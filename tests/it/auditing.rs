//! The report on a library: its numbers, what it does with hostile words, and what changed since the last one.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::Path,
    process::{Command, Output, Stdio},
};

use pulldown_cmark::{Event, Options, Parser, Tag};
use serde_json::{Value, json};
use tempfile::TempDir;

/// Id, words, errors, warnings, hints and score, worked out by hand: 30 points for an error, 10 for a warning, 3 for
/// a hint, times 100 and divided by the words or by 100, whichever is more, rounded up, off 100.
const BY_HAND: [(u64, u64, u64, u64, u64, u64); 20] = [
    (1, 30, 0, 0, 0, 100),
    (2, 30, 0, 0, 1, 97),
    (3, 50, 0, 1, 0, 90),
    (4, 100, 1, 0, 0, 70),
    (5, 200, 1, 0, 0, 85),
    (6, 300, 0, 0, 1, 99),
    (7, 30, 0, 2, 0, 80),
    (8, 40, 1, 2, 1, 47),
    (9, 30, 3, 0, 0, 10),
    (10, 40, 4, 0, 0, 0),
    (11, 250, 5, 0, 0, 40),
    (12, 150, 0, 1, 0, 93),
    (13, 120, 0, 0, 0, 100),
    (14, 30, 0, 0, 0, 100),
    (15, 30, 1, 1, 0, 60),
    (16, 11, 0, 0, 0, 100),
    (17, 10, 0, 0, 0, 100),
    (18, 10, 0, 1, 0, 90),
    (19, 20, 0, 0, 2, 94),
    (20, 4, 0, 0, 0, 100),
];

/// Replies of the table above by what is lost in them, the worst first; those that are equal are in file order.
const WORST_FIRST: [u64; 20] = [10, 9, 11, 8, 15, 4, 7, 5, 3, 18, 12, 19, 2, 6, 1, 13, 14, 16, 17, 20];

const LIBRARY: &str = "tests/cmd/audit.in";

/// A copy of the library with these files beside it.
fn folder(files: &[(&str, String)]) -> TempDir {
    let folder = tempfile::tempdir().expect("there is a place for temporary files");
    for name in ["macros.json", "usage.csv", "blunt.toml", "cold.toml"] {
        let from = Path::new(env!("CARGO_MANIFEST_DIR")).join(LIBRARY).join(name);
        fs::copy(from, folder.path().join(name)).expect("the library is there");
    }
    for (name, text) in files {
        fs::write(folder.path().join(name), text).expect("it can be written");
    }
    folder
}

fn audit(folder: &TempDir, arguments: &[&str]) -> Command {
    let packs = ["audit", "--no-builtin", "--pack", "blunt.toml", "--pack", "cold.toml"];
    let mut command = Command::new(env!("CARGO_BIN_EXE_tonelint"));
    command.args(packs).args(arguments).current_dir(folder.path()).stdin(Stdio::null());
    command
}

fn run(folder: &TempDir, arguments: &[&str]) -> Output {
    audit(folder, arguments).output().expect("tonelint runs")
}

/// What is written to standard output; that it succeeds is part of the claim.
fn written(folder: &TempDir, arguments: &[&str]) -> String {
    let output = run(folder, arguments);
    assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).expect("reports are text")
}

fn json(folder: &TempDir, arguments: &[&str]) -> Value {
    let arguments = [arguments, &["-f", "json"]].concat();
    serde_json::from_str(&written(folder, &arguments)).expect("it is JSON")
}

fn list(value: &Value) -> &[Value] {
    value.as_array().map_or(&[], Vec::as_slice)
}

fn ids(report: &Value) -> Vec<u64> {
    let id = |reply: &Value| reply["id"].as_str().and_then(|id| id.parse().ok()).expect("every macro has an id");
    list(&report["replies"]).iter().map(id).collect()
}

/// The replies on the page, as its script reads them.
fn island(page: &str) -> Value {
    let (_, data) = page.split_once("<script type=\"application/json\" id=\"data\">").expect("the data is there");
    let (data, _) = data.split_once("</script>").expect("the data ends");
    serde_json::from_str(data).expect("it is JSON")
}

fn rows(table: &str) -> Vec<BTreeMap<String, String>> {
    let mut reader = csv::Reader::from_reader(table.trim_start_matches('\u{FEFF}').as_bytes());
    reader.deserialize().map(|row| row.expect("it is a table")).collect()
}

#[test]
fn the_numbers_are_those_of_a_table_made_by_hand() {
    let report = json(&folder(&[]), &["macros.json"]);
    let mut replies: Vec<_> = list(&report["replies"]).iter().collect();
    replies.sort_by_key(|reply| reply["id"].as_str().and_then(|id| id.parse::<u64>().ok()));
    let told = |reply: &&Value| {
        let number = |key: &str| reply[key].as_u64().expect("it is a number");
        let id = reply["id"].as_str().and_then(|id| id.parse().ok()).expect("it is a number");
        (id, number("words"), number("error"), number("warning"), number("info"), number("score"))
    };
    assert_eq!(replies.iter().map(told).collect::<Vec<_>>(), BY_HAND);
    assert_eq!(ids(&report), WORST_FIRST);
    assert_eq!(report["score"], 77.7, "1555 points in 20 replies");
    let summary = &report["summary"];
    let expected = json!([20, 6, 30.0, 1485, 29, 16, 8, 5]);
    let keys = ["replies", "clean", "clean_percent", "words", "findings", "error", "warning", "info"];
    assert_eq!(Value::from_iter(keys.map(|key| summary[key].clone())), expected);
    let groups = |groups: &str, keys: &[&str]| -> Value {
        list(&report[groups]).iter().map(|group| keys.iter().map(|key| group[key].clone()).collect::<Value>()).collect()
    };
    assert_eq!(groups("categories", &["name", "findings", "replies"]), json!([["blunt", 21, 9], ["cold", 8, 6]]));
    let expected = json!([["nobody else complains", 16, 7], ["you must", 5, 4], ["kindly", 5, 4], ["obviously", 3, 3]]);
    assert_eq!(groups("phrases", &["name", "findings", "replies"]), expected);
    let expected = json!([
        ["B", 45.0, 6, 0],
        ["macros.json", 90.0, 1, 0],
        ["A", 90.1, 6, 1],
        ["C", 92.0, 5, 4],
        ["D / E", 97.0, 2, 1]
    ]);
    assert_eq!(groups("folders", &["name", "score", "replies", "clean"]), expected);
}

#[test]
fn every_format_has_the_same_numbers() {
    let folder = folder(&[]);
    let report = json(&folder, &["macros.json"]);
    let rows = rows(&written(&folder, &["macros.json", "-f", "csv"]));
    let mut seen = BTreeSet::new();
    let order: Vec<u64> = rows.iter().filter_map(|row| row["id"].parse().ok()).filter(|id| seen.insert(*id)).collect();
    assert_eq!(order, WORST_FIRST);
    for (id, words, error, warning, info, score) in BY_HAND {
        let of = |severity: &str| {
            let is_it = |row: &&BTreeMap<String, String>| row["id"] == id.to_string() && row["severity"] == severity;
            rows.iter().filter(is_it).count() as u64
        };
        let first = rows.iter().find(|row| row["id"] == id.to_string()).expect("every macro has a row");
        assert_eq!((&first["score"], &first["words"]), (&score.to_string(), &words.to_string()), "{id}");
        assert_eq!((of("error"), of("warning"), of("info")), (error, warning, info), "{id}");
        assert_eq!(of("") == 1, error + warning + info == 0, "{id}");
    }
    let markdown = written(&folder, &["macros.json", "-f", "markdown"]);
    let told = "**Score 77.7 of 100**: 6 of 20 replies in 1 file clean (30.0 %), 16 errors, 8 warnings, 5 hints.";
    assert!(markdown.contains(told), "{markdown}");
    let heads: Vec<String> = markdown.lines().filter(|line| line.starts_with("### ")).map(str::to_owned).collect();
    let expected = list(&report["replies"]).iter().filter(|reply| !list(&reply["findings"]).is_empty());
    let expected: Vec<String> =
        expected.map(|reply| format!("### {}: `{}`", reply["score"], reply["title"].as_str().unwrap_or("?"))).collect();
    assert_eq!(heads, expected);
    let page = written(&folder, &["macros.json"]);
    for told in ["77.7<small>", "30.0<small>", "16</a>", "14 of 20 replies", "1,485 words, 29 findings in 2 categories"]
    {
        assert!(page.contains(told), "{told} is not on the page");
    }
    let island = island(&page);
    let on_page: Vec<_> =
        list(&island["replies"]).iter().map(|reply| (&reply["i"], &reply["s"], &reply["w"])).collect();
    let in_report: Vec<_> =
        list(&report["replies"]).iter().map(|reply| (&reply["id"], &reply["score"], &reply["words"])).collect();
    assert_eq!(on_page, in_report);
}

#[test]
fn a_table_of_uses_ranks_by_how_many_read_it() {
    let folder = folder(&[]);
    let output = run(&folder, &["macros.json", "--usage", "usage.csv", "-f", "json"]);
    let told = String::from_utf8_lossy(&output.stderr);
    assert!(told.contains("no reply is called `999`, as --usage has it"), "{told}");
    let report: Value = serde_json::from_slice(&output.stdout).expect("it is JSON");
    // What is lost times how often: 3 × 10,000, 90 × 100, 100 × 5; nobody reads the others.
    assert_eq!(ids(&report)[..5], [2, 9, 10, 11, 8]);
    assert_eq!(
        (&report["score"], &report["score_by_use"]),
        (&json!(77.7), &json!(96.1)),
        "976,000 points in 10,155 uses"
    );
    assert_eq!(report["usage"], json!({"replies": 4, "uses": 10_155, "unmatched": ["999"]}));
    let phrases: Vec<_> = list(&report["phrases"]).iter().map(|phrase| (&phrase["name"], &phrase["uses"])).collect();
    let expected = [("kindly", 10_000), ("nobody else complains", 105), ("you must", 0), ("obviously", 0)];
    assert_eq!(
        phrases,
        expected.map(|(name, uses)| (json!(name), json!(uses))).each_ref().map(|(name, uses)| (name, uses))
    );
}

/// The library as it was: in another order and another file, with one fault less in macro 3, one more in macro 1, and a
/// macro that is gone by now.
fn earlier(folder: &TempDir) -> String {
    let text = fs::read_to_string(folder.path().join("macros.json")).expect("it is there");
    let mut library: Value = serde_json::from_str(&text).expect("it is JSON");
    let macros = library["macros"].as_array_mut().expect("it is a list");
    macros[2]["actions"][0]["value"] = json!("Please send the old box back to us today.");
    macros[0]["actions"][0]["value"] = json!("KINDLY\nopen the link in the mail and sign there.");
    macros.reverse();
    let body = json!([{"field": "comment_value", "value": "You must send the old box back to us today."}]);
    macros.push(json!({"id": 21, "title": "Gone", "active": true, "actions": body}));
    library.to_string()
}

#[test]
fn what_changed_since_a_report_is_told_whatever_the_order_was() {
    let folder = folder(&[]);
    fs::write(folder.path().join("last.json"), earlier(&folder)).expect("it can be written");
    run(&folder, &["last.json", "-o", "report.json"]);
    let report = json(&folder, &["macros.json", "--since", "report.json"]);
    let trend = &report["trend"];
    let numbers = ["new", "fixed", "remaining"].map(|key| &trend[key]);
    assert_eq!(numbers, [&json!(1), &json!(2), &json!(28)]);
    let fixed: Vec<_> = list(&trend["fixed_findings"])
        .iter()
        .map(|fixed| (fixed["title"].as_str().unwrap_or("?"), fixed["reply_is_gone"] == json!(true)))
        .collect();
    assert_eq!(BTreeSet::from_iter(fixed), BTreeSet::from([("A::Clean", false), ("Gone", true)]));
    let replies = list(&report["replies"]);
    let findings = replies.iter().flat_map(|reply| list(&reply["findings"]).iter().map(move |found| (reply, found)));
    let new: Vec<_> = findings.filter(|(_, found)| found["status"] == "new").map(|(reply, _)| &reply["id"]).collect();
    assert_eq!(new, [&json!("3")]);
    let same = json(&folder, &["macros.json", "--since", "report.json", "--redact"]);
    assert_eq!(same["trend"]["remaining"], 28);
}

#[test]
fn a_report_in_a_file_is_told_in_a_line() {
    let folder = folder(&[]);
    let told = |more: &[&str]| {
        let output = run(&folder, &[&["macros.json", "-o", "page.html"], more].concat());
        String::from_utf8(output.stderr).expect("it is text")
    };
    assert_eq!(told(&[]), "wrote page.html: score 77.7 of 100, 6 of 20 replies clean\n");
    assert_eq!(told(&["-q"]), "");
    let on_standard_output = written(&folder, &["macros.json", "-q", "-f", "csv", "-o", "-"]);
    assert_eq!(on_standard_output, written(&folder, &["macros.json", "-q", "-f", "csv"]));
    assert!(!folder.path().join("-").exists());
}

#[test]
fn what_an_audit_is_told_by_is_no_part_of_the_library() {
    let folder = folder(&[]);
    let alone = json(&folder, &["macros.json"]);
    let library = folder.path().join("library");
    fs::create_dir(&library).expect("there is room");
    for name in ["macros.json", "usage.csv"] {
        fs::rename(folder.path().join(name), library.join(name)).expect("it is there");
    }
    fs::write(library.join("last.json"), alone.to_string()).expect("it can be written");
    let report = json(&folder, &["library", "--usage", "library/usage.csv", "--since", "library/last.json"]);
    for key in ["replies", "words", "findings"] {
        assert_eq!(report["summary"][key], alone["summary"][key]);
    }
}

#[test]
fn a_file_that_is_no_report_is_refused() {
    let folder = folder(&[("other.json", r#"{"schema": 1, "findings": []}"#.to_owned())]);
    for (arguments, expected) in [
        (["--since", "other.json"], "`other.json` is no earlier report: missing field `kind`"),
        (["--since", "usage.csv"], "`usage.csv` is no earlier report"),
        (["--since", "nowhere.json"], "cannot read `nowhere.json`"),
        (["--usage", "nowhere.csv"], "cannot read `nowhere.csv`"),
        (["--usage", "blunt.toml"], "no column of `blunt.toml` says how often which macro is used"),
    ] {
        let output = run(&folder, &[&["macros.json"][..], &arguments].concat());
        let told = String::from_utf8_lossy(&output.stderr);
        assert!(told.contains(expected), "{told}");
        assert_eq!((output.status.code(), output.stdout.len()), (Some(2), 0));
    }
}

/// Titles and bodies that would do something if anybody let them.
const HOSTILE: [(&str, &str); 9] = [
    ("<script>alert(1)</script>", "You must </script><script>alert(1)</script> wait for the <!-- box."),
    (
        "\"><img src=x onerror=alert(1)>",
        "Obviously <img src=x onerror=\"alert(1)\"> the box is <b onclick=x()>late</b>.",
    ),
    ("</style></title></textarea><svg onload=alert(1)>", "Kindly wait until the box is here </style>."),
    ("=HYPERLINK(\"http://evil.example\",\"click\")", "=cmd|' /C calc'!A0 you must wait for it now"),
    ("+1+cmd", "-2+3 you must wait for the box now"),
    ("@SUM(A1:A9)", "@here you must wait for the box now"),
    ("\t=1+1", "{{ 7*7 }}{% for x in y %} you must wait for the box now {% endfor %}"),
    (
        "\u{202e}gnp.exe | [x](javascript:alert(1)) `a` ![y](http://evil.example/p.png)",
        "You must \u{202e}wait\u{2066} for the box ``` <b>now</b>.",
    ),
    ("# <!-- --!> ]]> &lt;b&gt; https://evil.example @team", "You must \u{1b}[31m wait for the box now \u{0}."),
];

fn hostile() -> TempDir {
    let one = |(id, (title, body)): (usize, &(&str, &str))| json!({"id": format!("<i>{id}"), "title": title, "actions": [{"field": "comment_value", "value": body}]});
    let macros: Vec<Value> = HOSTILE.iter().enumerate().map(one).collect();
    folder(&[
        ("hostile.json", json!({ "macros": macros }).to_string()),
        ("<b onclick=x>.txt", "You must wait.".to_owned()),
    ])
}

/// What a browser would build from a page: its elements and the names of their attributes.
fn elements(page: &str) -> Vec<(String, BTreeSet<String>)> {
    let mut elements = Vec::new();
    let mut emitter = html5gum::emitters::default::DefaultEmitter::<()>::default();
    emitter.naively_switch_states(true);
    for token in html5gum::Tokenizer::new_with_emitter(page, emitter) {
        if let Ok(html5gum::Token::StartTag(tag)) = token {
            let name = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
            elements.push((name(&tag.name), tag.attributes.keys().map(|key| name(key)).collect()));
        }
    }
    elements
}

#[test]
fn hostile_words_are_only_words_on_the_page() {
    let page = written(&hostile(), &["hostile.json", "<b onclick=x>.txt"]);
    let elements = elements(&page);
    let of = |wanted: &str| elements.iter().filter(|(name, _)| name == wanted).count();
    assert_eq!(["script", "style", "img", "textarea", "iframe"].map(of), [2, 1, 0, 0, 0]);
    for (name, attributes) in &elements {
        let handlers: Vec<_> =
            attributes.iter().filter(|key| key.starts_with("on") || *key == "style" || *key == "src").collect();
        assert!(handlers.is_empty(), "{name} has {handlers:?}");
    }
    assert!(page.contains("default-src 'none'; script-src 'sha256-"));
    assert!(!page.contains(['\u{202e}', '\u{2066}', '\u{1b}']), "what would turn or steer text is spelled out");
    assert!(page.contains("{{ 7*7 }}") && !page.contains(">49<"), "words are no template");
    let links = page.matches("href=\"").count();
    assert_eq!(links, page.matches("href=\"#").count(), "every link stays on the page");
    let titles: Vec<String> =
        list(&island(&page)["replies"]).iter().filter_map(|reply| Some(reply["t"].as_str()?.to_owned())).collect();
    assert!(titles.iter().any(|title| title == HOSTILE[0].0) && titles.iter().any(|title| title == HOSTILE[2].0));
}

#[test]
fn hostile_words_are_only_words_in_a_spreadsheet() {
    let rows = rows(&written(&hostile(), &["hostile.json", "-f", "csv"]));
    assert_eq!(rows.iter().map(|row| &row["title"]).collect::<BTreeSet<_>>().len(), HOSTILE.len());
    for cell in rows.iter().flat_map(BTreeMap::values) {
        let start = cell.trim_start_matches([' ', '\u{A0}', '\u{FEFF}']).chars().next();
        assert!(!start.is_some_and(|start| "=+-@\t\r\n".contains(start)), "{cell:?}");
        assert!(!cell.contains('\u{202e}') && !cell.contains('\u{1b}'), "{cell:?}");
    }
    assert!(rows.iter().any(|row| row["title"] == "'=HYPERLINK(\"http://evil.example\",\"click\")"));
}

#[test]
fn hostile_words_are_only_words_in_markdown() {
    let markdown = written(&hostile(), &["hostile.json", "<b onclick=x>.txt", "-f", "markdown"]);
    for event in Parser::new_ext(&markdown, Options::all()) {
        match event {
            Event::Html(html) | Event::InlineHtml(html) => panic!("{html} is HTML"),
            Event::Start(Tag::Link { dest_url, .. } | Tag::Image { dest_url, .. }) => panic!("{dest_url} is a link"),
            Event::Start(Tag::CodeBlock(_)) => panic!("a fence was opened"),
            Event::Text(text) => assert!(!text.contains("evil.example") && !text.contains("@team"), "{text}"),
            _ => {}
        }
    }
    assert!(!markdown.contains('\u{202e}') && !markdown.contains('\u{1b}'));
}

#[test]
fn what_should_not_be_passed_on_is_masked_in_every_format() {
    let body = "Hi Zoë,\nyou must send order 20240012 to ana@mail.example or ring +44 20 7946 0000, Zoë. \
                Your card 4111 1111 1111 1111 is charged, obviously.";
    let library = json!([{"id": 1, "title": "For ana@mail.example", "content": body}]).to_string();
    let folder = folder(&[("library.json", library), ("zoe@mail.example.txt", format!("{body} Kindly wait."))]);
    for format in ["html", "markdown", "csv", "json"] {
        let given = ["library.json", "zoe@mail.example.txt", "-f", format];
        let plain = written(&folder, &given);
        let redacted = written(&folder, &[&given[..], &["--redact"]].concat());
        for private in ["ana@mail.example", "zoe@mail.example"] {
            assert!(plain.contains(private), "{format} shows {private} unless it should not");
        }
        for private in ["mail.example", "20240012", "7946", "4111", "Zoë", "Zo\\u00eb"] {
            assert!(!redacted.contains(private), "{format} shows {private}");
        }
        assert!(redacted.contains("[email]"), "{format}");
    }
    let report = json(&folder, &["library.json", "--redact"]);
    let text = report["replies"][0]["passages"][0]["text"].as_str().unwrap_or_default().to_owned();
    let expected = "Hi [name],\nyou must send order [number] to [email] or ring [phone], [name]. Your card [card] is charged, obviously.";
    assert_eq!(text, expected);
    assert_eq!(report["replies"][0]["record"], "[id=1]");
}

#[test]
fn an_audit_reports_and_only_fails_when_it_is_asked_to() {
    let folder = folder(&[]);
    let code = |arguments: &[&str]| run(&folder, &[&["macros.json", "-f", "csv"], arguments].concat()).status.code();
    assert_eq!(code(&[]), Some(0));
    assert_eq!(code(&["--fail-on", "error"]), Some(1));
    assert_eq!(code(&["--min-severity", "error", "--fail-on", "info"]), Some(1));
    assert_eq!(code(&["nowhere.json"]), Some(2));
    let errors = json(&folder, &["macros.json", "--min-severity", "error"]);
    assert_eq!(
        (&errors["summary"]["findings"], &errors["score"]),
        (&json!(16), &json!(82.2)),
        "1645 points in 20 replies"
    );
}

#[test]
fn the_format_follows_the_name_of_the_file() {
    let folder = folder(&[]);
    for (name, start) in [
        ("a.html", "<!doctype html>"),
        ("a.md", "# Tone audit"),
        ("a.csv", "\u{FEFF}\"score\""),
        ("a.json", "{\"schema\": 1,"),
    ] {
        assert_eq!(written(&folder, &["macros.json", "-o", name]), "");
        let text = fs::read_to_string(folder.path().join(name)).expect("it was written");
        assert!(text.starts_with(start), "{name}");
    }
    let output = run(&folder, &["macros.json", "-o", "macros.json"]);
    assert_eq!(output.status.code(), Some(2));
}

#[cfg(unix)]
#[test]
fn a_page_is_not_written_to_a_terminal() {
    use std::{ffi::OsStr, os::unix::ffi::OsStrExt};

    use rustix::pty::{OpenptFlags, grantpt, openpt, ptsname, unlockpt};

    let folder = folder(&[]);
    let pty = openpt(OpenptFlags::RDWR | OpenptFlags::NOCTTY).expect("there are terminals");
    grantpt(&pty).and_then(|()| unlockpt(&pty)).expect("the terminal is ours");
    let name = ptsname(&pty, Vec::new()).expect("it has a name");
    let open = || fs::File::options().write(true).open(OsStr::from_bytes(name.as_bytes())).expect("it can be opened");
    let command = |format: &[&str]| {
        let mut command = audit(&folder, &[&["macros.json", "-q"], format].concat());
        command.stdout(open()).stderr(Stdio::piped());
        command.spawn().and_then(std::process::Child::wait_with_output).expect("tonelint runs")
    };
    let refused = command(&[]);
    assert_eq!(refused.status.code(), Some(2));
    let told = String::from_utf8_lossy(&refused.stderr);
    assert!(told.contains("a page is nothing to look at in a terminal") && told.contains("-o audit.html"), "{told}");
    assert_eq!(command(&["-f", "html", "-o", "a.html"]).status.code(), Some(0));
}

#[test]
fn a_library_without_anything_in_it_is_reported_too() {
    let folder = folder(&[("empty.txt", String::new())]);
    let report = json(&folder, &["empty.txt"]);
    assert_eq!((&report["score"], &report["summary"]["clean_percent"]), (&json!(100.0), &json!(100.0)));
    assert!(written(&folder, &["empty.txt"]).contains("Nothing to rewrite"));
    fs::create_dir(folder.path().join("none")).expect("it can be made");
    let report = json(&folder, &["none"]);
    assert_eq!((&report["score"], &report["summary"]["replies"]), (&Value::Null, &json!(0)));
}
