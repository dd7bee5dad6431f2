//! What other programs read: every format against its schema or the rules that its reader documents.

use std::{
    collections::HashSet,
    fs,
    path::Path,
    process::{Command, Output, Stdio},
};

use quick_xml::{Reader, events::Event};
use serde_json::Value;

use crate::drafts;

/// Every format there is.
pub(crate) const FORMATS: [&str; 12] = [
    "pretty",
    "line",
    "json",
    "jsonl",
    "sarif",
    "github",
    "gitlab",
    "junit",
    "checkstyle",
    "rdjson",
    "rdjsonl",
    "markdown",
];

pub(crate) const PACK: &str = r#"
[pack]
name = "house"
title = "House rules"
description = "What our own replies leave out."

[[rule]]
id = "late"
severity = "error"
message = "says it twice"
why = "Once is enough."
regex = ['(?s)\blate\b.{0,200}?\bparcel\b']
write = ["It comes [when]."]
[[rule.example]]
bad = "This is a late parcel."
good = "It comes on Friday."

[[rule]]
id = "kindly"
severity = "info"
message = "makes a request sound like an order"
why = "Nobody says it out loud, so the reader hears a form talking."
phrases = ["kindly (send|use|wait)"]
swap = ["please {1}"]
[[rule.example]]
bad = "Kindly send the form."
good = "Please send the form."
"#;

const ARGUMENTS: [&str; 6] = ["--isolated", "--no-builtin", "--pack", "house.toml", "--field", "body"];

pub(crate) fn run(folder: &Path, arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_tonelint"));
    for name in ["NO_COLOR", "FORCE_COLOR", "CLICOLOR_FORCE", "CLICOLOR", "GITHUB_STEP_SUMMARY"] {
        command.env_remove(name);
    }
    command.args(ARGUMENTS).args(arguments).current_dir(folder).stdin(Stdio::null());
    command.output().expect("tonelint runs")
}

pub(crate) fn text(bytes: &[u8]) -> String {
    String::from_utf8(bytes.to_vec()).expect("output is UTF-8")
}

/// What the runs print that schemas are held against: many findings, the same several times, and none.
fn runs(format: &str) -> Vec<String> {
    let folder = drafts::folder(&[
        ("house.toml", PACK),
        ("drafts/a.md", "Hi 👍, kindly wait for the late\n*parcel*. Kindly wait. Kindly wait.\n"),
        ("drafts/b.md", "Kindly wait.\n\nKindly wait.\n"),
        ("drafts/c.json", r#"[{"id": 7, "title": "Late", "body": "Kindly \u0073end the late\nparcel."}]"#),
        ("kind.txt", "Thank you.\n"),
    ]);
    let output = |path| text(&run(folder.path(), &["-f", format, path]).stdout);
    vec![output("drafts"), output("kind.txt"), output("missing.txt")]
}

fn parsed(text: &str) -> Value {
    serde_json::from_str(text).unwrap_or_else(|error| panic!("{error}: {text}"))
}

#[track_caller]
fn check(schema: &Value, text: &str) {
    let validator = jsonschema::validator_for(schema).expect("the schema is one");
    let errors: Vec<String> =
        validator.iter_errors(&parsed(text)).map(|error| format!("{} at {}", error, error.instance_path())).collect();
    assert_eq!(errors, Vec::<String>::new(), "{text}");
}

fn schema(name: &str) -> Value {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/schemas").join(name);
    parsed(&fs::read_to_string(path).expect("the schema is part of the repository"))
}

#[test]
fn sarif_passes_its_schema() {
    let schema = schema("sarif-2.1.0.json");
    runs("sarif").iter().for_each(|text| check(&schema, text));
    let broken = runs("sarif")[0].replace("\"ruleId\"", "\"rule\"");
    let validator = jsonschema::validator_for(&schema).expect("the schema is one");
    assert!(!validator.is_valid(&parsed(&broken)), "the schema says nothing");
}

// What GitHub asks for beyond the schema.
#[test]
fn sarif_has_what_code_scanning_needs() {
    let log = parsed(&runs("sarif")[0]);
    let run = &log["runs"][0];
    let rules = run["tool"]["driver"]["rules"].as_array().expect("there are rules");
    for rule in rules {
        for field in ["shortDescription", "fullDescription", "help"] {
            let text = rule[field]["text"].as_str().unwrap_or_default();
            assert!(!text.is_empty() && text.len() <= 1024, "{field} of {rule}");
        }
        assert!(rule["properties"]["tags"].as_array().is_some_and(|tags| tags.len() <= 20));
    }
    let results = run["results"].as_array().expect("there are results");
    assert_eq!(results.len(), 8);
    for result in results {
        let number = result["ruleIndex"].as_u64().expect("it has a number") as usize;
        assert_eq!(rules[number]["id"], result["ruleId"]);
        let place = &result["locations"][0]["physicalLocation"];
        let uri = place["artifactLocation"]["uri"].as_str().unwrap_or_default();
        assert!(uri.starts_with("drafts/"), "{uri}");
        for name in ["startLine", "startColumn", "endLine", "endColumn"] {
            assert!(place["region"][name].is_u64(), "{name} of {place}");
        }
        for print in ["primaryLocationLineHash", "tonelint/v1"] {
            assert!(result["partialFingerprints"][print].is_string(), "{result}");
        }
    }
    assert_eq!(run["automationDetails"]["id"], "tonelint/");
}

/// reviewdog's schema lets anything pass that is named otherwise; here a name that it does not know is a mistake.
fn without_more(schema: &mut Value) {
    match schema {
        Value::Object(members) => {
            if members.contains_key("properties") {
                members.insert("additionalProperties".to_owned(), false.into());
            } else {
                members.remove("additionalProperties");
            }
            members.values_mut().for_each(without_more);
        }
        Value::Array(members) => members.iter_mut().for_each(without_more),
        _ => {}
    }
}

#[test]
fn what_reviewdog_reads_passes_its_schema() {
    let mut whole = schema("reviewdog.json");
    without_more(&mut whole);
    runs("rdjson").iter().for_each(|text| check(&whole, text));
    let mut line = whole;
    line["$ref"] = "#/definitions/reviewdog.rdf.Diagnostic".into();
    let lines = runs("rdjsonl");
    assert_eq!(lines[0].lines().count(), 8);
    lines.iter().flat_map(|text| text.lines()).for_each(|text| check(&line, text));
}

// As its documentation says; there is no schema.
#[test]
fn gitlab_gets_unique_fingerprints_severities_and_places_that_it_knows() {
    let issues = parsed(&runs("gitlab")[0]);
    let issues = issues.as_array().expect("it is a list");
    assert_eq!(issues.len(), 8);
    let mut fingerprints = HashSet::new();
    for issue in issues {
        let field = |name: &str| issue[name].as_str().unwrap_or_default().to_owned();
        assert!(!field("description").is_empty() && !field("check_name").is_empty(), "{issue}");
        assert!(["info", "minor", "major", "critical", "blocker"].contains(&&*field("severity")), "{issue}");
        assert!(fingerprints.insert(field("fingerprint")), "twice: {issue}");
        let path = issue["location"]["path"].as_str().unwrap_or_default();
        assert!(path.starts_with("drafts/"), "{issue}");
        assert!(issue["location"]["lines"]["begin"].as_u64() <= issue["location"]["lines"]["end"].as_u64(), "{issue}");
    }
    assert_eq!(parsed(&runs("gitlab")[1]), Value::Array(Vec::new()));
}

/// Names of elements with their attributes, in order; fails on what is not XML.
pub(crate) fn elements(text: &str) -> Vec<(String, Vec<(String, String)>)> {
    let mut reader = Reader::from_str(text);
    let mut elements = Vec::new();
    loop {
        match reader.read_event().unwrap_or_else(|error| panic!("{error}: {text}")) {
            Event::Start(start) | Event::Empty(start) => {
                let attributes = start.attributes().map(|attribute| {
                    let attribute = attribute.unwrap_or_else(|error| panic!("{error}: {text}"));
                    let value = attribute
                        .normalized_value(quick_xml::XmlVersion::Implicit1_0)
                        .unwrap_or_else(|error| panic!("{error}: {text}"));
                    (attribute.key.as_ref().to_owned(), value.into_owned())
                });
                let name = start.name().as_ref().to_owned();
                elements.push((name, attributes.collect()));
            }
            Event::Eof => return elements,
            _ => {}
        }
    }
}

#[test]
fn junit_counts_what_it_holds() {
    for (text, expected) in runs("junit").iter().zip([["8", "8", "0"], ["1", "0", "0"], ["1", "0", "1"]]) {
        let elements = elements(text);
        let counts = |(_, attributes): &(String, Vec<(String, String)>)| {
            ["tests", "failures", "errors"].map(|name| {
                let found = attributes.iter().find(|(key, _)| key == name);
                found.map(|(_, value)| value.clone()).unwrap_or_default()
            })
        };
        let number = |name: &str| elements.iter().filter(|(found, _)| found == name).count().to_string();
        assert_eq!(counts(&elements[0]), expected);
        assert_eq!([number("testcase"), number("failure"), number("error")], expected);
    }
}

#[test]
fn checkstyle_has_a_file_for_each_draft_with_findings() {
    let elements = elements(&runs("checkstyle")[0]);
    let names: Vec<&str> = elements.iter().map(|(name, _)| name.as_str()).collect();
    assert_eq!(names[..3], ["checkstyle", "file", "error"]);
    assert_eq!(names.iter().filter(|name| **name == "file").count(), 3);
    assert_eq!(names.iter().filter(|name| **name == "error").count(), 8);
    let error: Vec<&str> = elements[2].1.iter().map(|(key, _)| key.as_str()).collect();
    assert_eq!(error, ["line", "column", "severity", "message", "source"]);
}

#[test]
fn every_format_is_the_same_with_any_number_of_threads_and_finds_the_same() {
    let many: Vec<(String, String)> =
        (0..300).map(|n| (format!("drafts/{n:03}.md"), format!("{}Kindly wait.\n", "\n".repeat(n % 7)))).collect();
    let mut files: Vec<(&str, &str)> = many.iter().map(|(name, text)| (name.as_str(), text.as_str())).collect();
    files.push(("house.toml", PACK));
    let folder = drafts::folder(&files);
    for format in FORMATS {
        let one = run(folder.path(), &["-q", "-f", format, "-j1", "drafts"]);
        let four = run(folder.path(), &["-q", "-f", format, "-j4", "drafts"]);
        assert_eq!(text(&one.stdout), text(&four.stdout), "{format}");
        let (written, number) = (text(&one.stdout), |word: &str| text(&one.stdout).matches(word).count());
        let found = match format {
            "sarif" => number("\"ruleId\""),
            "github" => number("::notice file="),
            "gitlab" => number("\"check_name\""),
            "junit" => number("<failure "),
            "checkstyle" => number("<error "),
            "rdjson" | "rdjsonl" => number("\"code\""),
            "json" | "jsonl" => number("\"rule\""),
            "markdown" => number("| info |"),
            "pretty" => number("info[house/kindly]"),
            _ => written.lines().count(),
        };
        assert_eq!(found, 300, "{format}");
    }
}

#[test]
fn outputs_do_not_change_the_exit_code_and_are_written_whole() {
    let folder = drafts::folder(&[("house.toml", PACK), ("a.md", "A late parcel.\n"), ("kind.md", "Thank you.\n")]);
    let path = folder.path();
    fs::write(path.join("old.json"), "old").expect("it can be written");
    let output = run(path, &["-o", "json=old.json", "-o", "sarif=new.sarif", "-f", "line", "a.md"]);
    assert_eq!(output.status.code(), Some(1));
    assert!(text(&output.stdout).starts_with("a.md:1:3: error[house/late]"));
    assert_eq!(parsed(&fs::read_to_string(path.join("old.json")).expect("it is there"))["summary"]["findings"], 1);
    check(&schema("sarif-2.1.0.json"), &fs::read_to_string(path.join("new.sarif")).expect("it is there"));
    assert_eq!(run(path, &["-o", "junit=new.xml", "kind.md"]).status.code(), Some(0));
    assert_eq!(run(path, &["-o", "junit=new.xml", "missing.md"]).status.code(), Some(2));
    let names = fs::read_dir(path).expect("it is a folder").count();
    assert_eq!(names, 6, "nothing else was left behind");
    // A folder that does not exist is noticed before anything is read, and nothing is printed.
    let output = run(path, &["-o", "json=none/a.json", "a.md"]);
    assert_eq!((output.status.code(), output.stdout.len()), (Some(2), 0));
    assert!(text(&output.stderr).contains("cannot write `none/a.json`: no such file or folder"));
}

#[cfg(unix)]
#[test]
fn a_file_keeps_its_permissions_and_a_new_one_is_readable() {
    use std::os::unix::fs::PermissionsExt;
    let folder = drafts::folder(&[("house.toml", PACK), ("a.md", "A late parcel.\n"), ("old.txt", "old")]);
    let path = folder.path();
    let mode = |name: &str| fs::metadata(path.join(name)).expect("it is there").permissions().mode() & 0o777;
    fs::set_permissions(path.join("old.txt"), fs::Permissions::from_mode(0o640)).expect("it is ours");
    std::os::unix::fs::symlink("old.txt", path.join("link.txt")).expect("it can be made");
    run(path, &["-o", "link.txt", "-o", "line=new.txt", "a.md"]);
    assert_eq!(mode("old.txt"), 0o640);
    assert!(path.join("link.txt").is_symlink());
    assert!(fs::read_to_string(path.join("old.txt")).expect("it is there").contains("1 error in 1 file"));
    assert_eq!(mode("new.txt") & 0o400, 0o400);
    assert_eq!(mode("new.txt"), mode("house.toml"), "as other new files");
}

#[test]
fn the_summary_of_a_step_is_added_to_and_never_decides() {
    let folder = drafts::folder(&[("house.toml", PACK), ("a.md", "A late parcel.\n"), ("summary.md", "before\n")]);
    let github = |summary: &str| {
        let mut command = Command::new(env!("CARGO_BIN_EXE_tonelint"));
        command.args(ARGUMENTS).args(["-f", "github", "a.md"]).current_dir(folder.path()).stdin(Stdio::null());
        command.env("GITHUB_STEP_SUMMARY", summary).output().expect("tonelint runs")
    };
    assert_eq!(github("summary.md").status.code(), Some(1));
    let summary = fs::read_to_string(folder.path().join("summary.md")).expect("it is there");
    assert!(summary.starts_with("before\n## tonelint: 1 error in 1 file\n"), "{summary}");
    let output = github("none/summary.md");
    assert_eq!(output.status.code(), Some(1));
    assert!(text(&output.stderr).contains("no summary is added to `none/summary.md`: no such file or folder"));
    assert!(text(&output.stdout).starts_with("::error file=a.md"));
    fs::write(folder.path().join("summary.md"), "x".repeat(1024 * 1024)).expect("it can be written");
    github("summary.md");
    assert_eq!(fs::metadata(folder.path().join("summary.md")).expect("it is there").len(), 1024 * 1024);
}

#[test]
fn a_reader_who_has_seen_enough_does_not_cut_the_other_outputs_short() {
    let many: Vec<(String, &str)> = (0..3000).map(|n| (format!("drafts/{n:04}.md"), "Kindly wait.\n")).collect();
    let mut files: Vec<(&str, &str)> = many.iter().map(|(name, text)| (name.as_str(), *text)).collect();
    files.push(("house.toml", PACK));
    let folder = drafts::folder(&files);
    let mut command = Command::new(env!("CARGO_BIN_EXE_tonelint"));
    command.args(ARGUMENTS).args(["-o", "json=all.json", "drafts"]).current_dir(folder.path()).stdin(Stdio::null());
    let mut child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("tonelint runs");
    drop(child.stdout.take());
    let output = child.wait_with_output().expect("tonelint ends");
    assert_eq!((output.status.code(), text(&output.stderr)), (Some(0), String::new()));
    let all = fs::read_to_string(folder.path().join("all.json")).expect("it is there");
    assert_eq!(parsed(&all)["summary"]["findings"], 3000);
}
