//! The JSON schema of tonelint.toml: it is what the tool prints, and it says what the tool says.

use std::{fs, process::Command};

use serde_json::Value;

use crate::drafts::folder;

const COMMITTED: &str = "schemas/tonelint.schema.json";

fn tonelint() -> Command {
    Command::new(env!("CARGO_BIN_EXE_tonelint"))
}

#[test]
fn the_committed_schema_is_the_one_that_is_printed() {
    let printed = tonelint().args(["config", "--schema"]).output().expect("tonelint runs").stdout;
    let committed = fs::read_to_string(COMMITTED).expect("it is part of the repository");
    assert_eq!(committed, String::from_utf8_lossy(&printed), "write it anew: tonelint config --schema > {COMMITTED}");
}

/// A pack for configurations to name.
const HOUSE: &str = "
[pack]
name = 'house'
[[rule]]
id = 'that'
message = 'm'
why = 'w'
phrases = ['that was']
note = 'n'
[[rule.example]]
bad = 'That was it.'
good = 'Here.'
";

/// Whether the schema accepts a configuration, and whether the tool does.
fn judged(text: &str) -> (bool, bool) {
    let committed = fs::read_to_string(COMMITTED).expect("it is part of the repository");
    let schema: Value = serde_json::from_str(&committed).expect("it is JSON");
    let validator = jsonschema::draft7::new(&schema).expect("it is a schema");
    let table: toml::Table = toml::from_str(text).expect("it is TOML");
    let document = serde_json::to_value(dates_as_strings(toml::Value::Table(table))).expect("it has no other types");
    let files = [(".git/HEAD", ""), ("tonelint.toml", ""), ("sub/tonelint.toml", text), ("sub/house.toml", HOUSE)];
    let folder = folder(&files);
    let output = tonelint().arg("config").current_dir(folder.path().join("sub")).output().expect("tonelint runs");
    (validator.is_valid(&document), output.status.success())
}

/// As editors hand them over.
fn dates_as_strings(value: toml::Value) -> toml::Value {
    match value {
        toml::Value::Datetime(day) => toml::Value::String(day.to_string()),
        toml::Value::Array(items) => items.into_iter().map(dates_as_strings).collect::<Vec<toml::Value>>().into(),
        toml::Value::Table(table) => {
            toml::Value::Table(table.into_iter().map(|(key, value)| (key, dates_as_strings(value))).collect())
        }
        other => other,
    }
}

#[test]
fn the_schema_accepts_what_the_tool_accepts() {
    for text in [
        "",
        "packs = ['hints', 'servile']\nbuiltin = true\nselect = ['isolating']\nignore = ['@hostile']\n",
        "terms = ['Junk Folder']\nexclude = ['*.old']\ninclude-quoted = true\nfields = ['body']\ncolumns = ['2']\n",
        "encoding = 'utf-16le'\nmin-severity = 'warning'\nfail-on = 'never'\nrequire-reason = false\n",
        "[rules]\nisolating = 'off'\n'@hostile' = 'info'\nlearned = { warning = 99, info = 90 }\n",
        "[rules.'isolating/only-one']\nseverity = 'warning'\nallow = ['the only one who can']\n",
        "[[override]]\npaths = ['a/']\npacks = ['hints']\nterms = ['x']\nrules = { isolating = 'error' }\n",
        "as = 'none'\ninclude-notes = true\ninclude-inactive = true\n[[source]]\npaths = ['a']\nas = 'zendesk-macros'\n",
        "[[source]]\npaths = ['a']\ntexts = ['x']\nmarkup = 'html'\nothers = ['a = b']\nthread = true\n",
        "[[allow]]\npath = 'a/*.md'\nlocator = 'row 3'\nrule = '@hostile'\nreason = 'x'\nuntil = 2027-01-31\n",
    ] {
        assert_eq!(judged(text), (true, true), "{text}");
    }
}

#[test]
fn the_schema_refuses_what_the_tool_refuses() {
    for text in [
        "pack = ['hints']",
        "packs = 'hints'",
        "terms = ['']",
        "builtin = 1",
        "fail-on = 'sometimes'",
        "min-severity = 'never'",
        "encoding = 'utf-8'",
        "[rules]\nisolating = 'on'",
        "[rules]\nisolating = true",
        "[rules]\nisolating = { severe = 'off' }",
        "[rules]\nlearned = { warning = 0 }",
        "[[override]]\nignore = ['isolating']",
        "[[override]]\npaths = ['a/']\nfail-on = 'info'",
        "as = 'zendesk'",
        "[[source]]\ntexts = ['x']",
        "[[source]]\npaths = ['a']\ntexts = ['x']\nmarkup = 'rtf'",
        "[[allow]]\npath = 'a.md'\nbecause = 'x'",
        "[[allow]]\npath = 'a.md'\nuntil = '31 January'",
        "[allow]\npath = 'a.md'",
    ] {
        assert_eq!(judged(text), (false, false), "{text}");
    }
}

#[test]
fn the_page_about_it_is_right() {
    let page = fs::read_to_string("docs/configuration.md").expect("it is part of the repository");
    let examples = page.split("```toml\n").skip(1).filter_map(|rest| Some(rest.split_once("```")?.0));
    let count = examples.map(|text| assert_eq!(judged(text), (true, true), "{text}")).count();
    assert_eq!(count, 5);
    let schema = fs::read_to_string(COMMITTED).expect("it is part of the repository");
    let schema: Value = serde_json::from_str(&schema).expect("it is JSON");
    let keys = schema["properties"].as_object().expect("it has keys").keys();
    let missing: Vec<&String> = keys
        .filter(|key| {
            ![format!("`{key}`"), format!("`[{key}]`"), format!("`[[{key}]]`")].iter().any(|key| page.contains(key))
        })
        .collect();
    assert!(missing.is_empty(), "{missing:?} is not in docs/configuration.md");
}
