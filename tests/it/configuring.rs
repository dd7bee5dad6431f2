//! tonelint.toml: which one holds, what it changes, and that nothing else does.

mod mistakes;

use std::{
    fs,
    io::Write,
    path::Path,
    process::{Command, Output, Stdio},
};

use crate::drafts::folder;

/// One finding of each of two rules.
const DRAFT: &str = "That was asinine. You're the only person who has this problem.\n";
const ASININE: &str = "denigrating/asinine";
const ONLY_ONE: &str = "isolating/only-one";

fn tonelint(folder: &Path, arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_tonelint"));
    command.args(arguments).current_dir(folder).stdin(Stdio::null()).env_remove("SOURCE_DATE_EPOCH");
    command
}

fn run(folder: &Path, arguments: &[&str]) -> Output {
    tonelint(folder, arguments).output().expect("tonelint runs")
}

fn fed(folder: &Path, arguments: &[&str], input: &str) -> Output {
    let command = &mut tonelint(folder, arguments);
    let mut child =
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("tonelint runs");
    child.stdin.take().expect("it is piped").write_all(input.as_bytes()).expect("tonelint listens");
    child.wait_with_output().expect("tonelint ends")
}

fn out(output: &Output) -> String {
    String::from_utf8_lossy(&output.stdout).into_owned()
}

fn err(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

/// What written rules found, as `path rule severity`, in the order of the output.
fn found(output: &Output) -> Vec<String> {
    // Where a written rule is silent, a learned one may have something to say; that is not what is asked here.
    found_by_all(output).into_iter().filter(|found| !found.contains(" learned/")).collect()
}

fn found_by_all(output: &Output) -> Vec<String> {
    let all: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap_or_else(|_| panic!("{}", err(output)));
    let text = |finding: &serde_json::Value, key: &str| finding[key].as_str().unwrap_or("?").to_owned();
    let all = all["findings"].as_array().cloned().unwrap_or_default();
    let told = |one| format!("{} {} {}", text(one, "path"), text(one, "rule"), text(one, "severity"));
    all.iter().map(told).collect()
}

/// Files in a folder, and what is found in `draft.md` there.
#[track_caller]
fn check(files: &[(&str, &str)], arguments: &[&str], expected: &[&str]) -> Output {
    let all: Vec<(&str, &str)> = files.iter().copied().chain([("draft.md", DRAFT), (".git/HEAD", "")]).collect();
    let folder = folder(&all);
    let output = run(folder.path(), &[&["-f", "json", "draft.md"], arguments].concat());
    let expected: Vec<String> = expected.iter().map(|found| format!("draft.md {found}")).collect();
    assert_eq!(found(&output), expected, "{}", err(&output));
    output
}

/// What one configuration makes of `draft.md`.
#[track_caller]
fn check_one(configuration: &str, expected: &[&str]) -> Output {
    check(&[("tonelint.toml", configuration)], &[], expected)
}

const BOTH: [&str; 2] = ["denigrating/asinine error", "isolating/only-one error"];

#[test]
fn the_nearest_configuration_holds_alone() {
    let folder = folder(&[
        (".git/HEAD", ""),
        ("tonelint.toml", "ignore = ['denigrating']"),
        ("draft.md", DRAFT),
        ("a/tonelint.toml", "ignore = ['isolating']"),
        ("a/draft.md", DRAFT),
        ("a/b/draft.md", DRAFT),
        ("c/.tonelint.toml", "extends = '../tonelint.toml'\nignore = ['isolating']"),
        ("c/draft.md", DRAFT),
        ("d/.git/HEAD", ""),
        ("d/draft.md", DRAFT),
    ]);
    let output = run(folder.path(), &["-f", "json", "."]);
    let expected = [
        "a/b/draft.md denigrating/asinine error",
        "a/draft.md denigrating/asinine error",
        "d/draft.md denigrating/asinine error",
        "d/draft.md isolating/only-one error",
        "draft.md isolating/only-one error",
    ];
    assert_eq!(found(&output), expected);
    // The folder that we are in has nothing to say about drafts elsewhere.
    let output = run(&folder.path().join("a"), &["-f", "json", "../draft.md", "../d/draft.md"]);
    let expected = [
        "../draft.md isolating/only-one error",
        "../d/draft.md denigrating/asinine error",
        "../d/draft.md isolating/only-one error",
    ];
    assert_eq!(found(&output), expected);
}

#[test]
fn rules_of_a_pack_that_a_flag_names_can_be_named() {
    let pack = "[pack]\nname = 'own'\n[[rule]]\nid = 'late'\nmessage = 'm'\nwhy = 'w'\nphrases = ['late']\nnote = 'n'\n\
                [[rule.example]]\nbad = 'Late.'\ngood = 'On time.'\n";
    let folder = folder(&[
        ("own.toml", pack),
        ("tonelint.toml", "[rules]\n'own/late' = 'error'\n[[allow]]\npath = 'b.md'\nrule = 'own/late'\n"),
        ("a.md", "It is late.\n"),
        ("b.md", "It is late.\n"),
    ]);
    for more in [&["a.md", "b.md"][..], &["-c", "tonelint.toml", "a.md", "b.md"]] {
        let output = run(folder.path(), &[&["-f", "json", "--pack", "own.toml"], more].concat());
        assert_eq!(found(&output), ["a.md own/late error"]);
    }
    let output = run(folder.path(), &["-f", "json", "a.md"]);
    assert_eq!(output.status.code(), Some(2));
    let told = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(told.contains("tonelint.toml:2:1: there is no rule or pack `own/late`"), "{told}");
}

#[test]
fn what_is_piped_in_goes_by_its_name_or_by_the_folder_we_are_in() {
    let folder = folder(&[
        (".git/HEAD", ""),
        ("tonelint.toml", "ignore = ['denigrating']"),
        ("a/tonelint.toml", "ignore = ['isolating']\n[[override]]\npaths = ['*.txt']\nignore = ['denigrating']"),
    ]);
    let check = |arguments: &[&str], expected: &[&str]| {
        let output = fed(folder.path(), &[&["-f", "json"], arguments].concat(), DRAFT);
        assert_eq!(found(&output), expected, "{arguments:?}");
    };
    check(&[], &["<stdin> isolating/only-one error"]);
    check(&["--text", DRAFT], &["<text> isolating/only-one error"]);
    check(&["--stdin-filename", "a/new.md"], &["a/new.md denigrating/asinine error"]);
    check(&["--stdin-filename", "a/new/new.txt"], &[]);
    check(&["--stdin-filename", "a/new.md", "--text", DRAFT], &["a/new.md denigrating/asinine error"]);
}

#[test]
fn flags_beat_the_configuration() {
    let configuration =
        "ignore = ['denigrating']\nfail-on = 'never'\nmin-severity = 'error'\n[rules]\nisolating = 'off'\n";
    let files = [("tonelint.toml", configuration), ("other.toml", "ignore = ['isolating']")];
    let output = check(&files, &[], &[]);
    assert_eq!(output.status.code(), Some(0));
    let output = check(&files, &["--fail-on", "error", "--select", ASININE], &[BOTH[0]]);
    assert_eq!(output.status.code(), Some(1));
    check(&files, &["--select", "isolating"], &[BOTH[1]]);
    check(&files, &["--isolated"], &BOTH);
    check(&files, &["-c", "other.toml"], &[BOTH[0]]);
    check(&files, &["-c", "other.toml", "--ignore", ASININE], &[]);
    let hint = [("tonelint.toml", "min-severity = 'error'\n[rules]\nisolating = 'info'")];
    check(&hint, &[], &[BOTH[0]]);
    check(&hint, &["--min-severity", "info"], &[BOTH[0], "isolating/only-one info"]);
}

#[test]
fn severities_decide_what_fails() {
    let output = check_one(
        "[rules]\nisolating = 'info'\n'@denigrating' = 'info'",
        &["denigrating/asinine info", "isolating/only-one info"],
    );
    assert_eq!(output.status.code(), Some(0));
    let output = check_one(
        "fail-on = 'info'\nselect = ['isolating']\n[rules]\nisolating = 'info'",
        &["isolating/only-one info"],
    );
    assert_eq!(output.status.code(), Some(1));
}

#[test]
fn what_names_a_rule_more_exactly_has_the_last_word() {
    check_one(
        "[rules]\n'isolating/only-one' = 'warning'\nisolating = 'off'\n'@isolating' = 'error'",
        &[BOTH[0], "isolating/only-one warning"],
    );
    check_one("builtin = false\n[rules]\n'isolating/only-one' = 'warning'", &["isolating/only-one warning"]);
}

#[test]
fn a_rule_of_two_severities_is_counted_as_both() {
    let graded = "[[override]]\npaths = ['draft.md']\nrules = { denigrating = 'info' }\n";
    let folder = folder(&[("tonelint.toml", graded), ("draft.md", DRAFT), ("other.md", DRAFT)]);
    let output = run(folder.path(), &["-q", "--statistics", "--select", "denigrating", "."]);
    assert!(out(&output).contains("count  severity\n    1  error\n    1  info\n"), "{}", out(&output));
}

#[test]
fn a_later_override_has_the_last_word() {
    let rules = |paths: &str, severity: &str| {
        format!("[[override]]\npaths = ['{paths}']\nrules = {{ isolating = '{severity}' }}\n")
    };
    let text = rules("*.md", "off") + &rules("/draft.md", "info") + &rules("other/", "off");
    check_one(&text, &[BOTH[0], "isolating/only-one info"]);
    let text = "select = ['isolating']\n[[override]]\npaths = ['*.md']\nselect = ['denigrating']\npacks = ['hints']";
    check_one(text, &[BOTH[0]]);
    // Whoever selects by flag still does not see what is out of place in a file.
    let text = [("tonelint.toml", "[[override]]\npaths = ['*.md']\nignore = ['isolating']")];
    check(&text, &["--select", "isolating,denigrating"], &[BOTH[0]]);
}

#[test]
fn a_configuration_beats_what_it_extends_and_adds_to_it() {
    let base = "packs = ['house.toml']\nfail-on = 'never'\nignore = ['denigrating']\n[rules]\nisolating = 'off'\n";
    let house = "[pack]\nname = 'house'\n[[rule]]\nid = 'that'\nmessage = 'm'\nwhy = 'w'\nphrases = ['that was']\n\
                 note = 'n'\n[[rule.example]]\nbad = 'That was it.'\ngood = 'Here.'\n";
    let files = [
        ("base/base.toml", base),
        ("base/house.toml", house),
        ("tonelint.toml", "extends = 'base/base.toml'\n[rules]\n'isolating/only-one' = 'info'\n"),
    ];
    let output = check(&files, &[], &["house/that warning", "isolating/only-one info"]);
    assert_eq!(output.status.code(), Some(0));
    check(&files, &["--pack", "base/house.toml", "--ignore", "isolating"], &["house/that warning"]);
}

#[test]
fn what_is_excluded_is_passed_over_even_when_it_is_named() {
    let folder = folder(&[
        (".git/HEAD", ""),
        ("tonelint.toml", "exclude = ['archive/', '*.old.md', '/top.md']"),
        ("archive/tonelint.toml", ""),
        ("archive/a.md", DRAFT),
        ("archive/deep/a.md", DRAFT),
        ("b.old.md", DRAFT),
        ("top.md", DRAFT),
        ("sub/top.md", DRAFT),
    ]);
    let count = |arguments: &[&str]| {
        let output = run(folder.path(), &[&["-f", "json", "--select", ASININE], arguments].concat());
        let all: serde_json::Value = serde_json::from_slice(&output.stdout).expect("the output is JSON");
        let skipped = all["summary"]["skipped"].as_array().cloned().unwrap_or_default();
        let excluded = skipped.iter().filter(|missed| missed["reason"] == "excluded").count();
        (found(&output).len(), excluded)
    };
    assert_eq!(count(&["."]), (1, 3));
    assert_eq!(count(&["archive/a.md", "archive/deep/a.md", "b.old.md", "top.md", "sub/top.md"]), (1, 4));
    assert_eq!(count(&["archive", "archive/deep"]), (0, 2));
    assert_eq!(count(&["--no-ignore", "archive/a.md", "b.old.md"]), (2, 0));
    assert_eq!(count(&["--isolated", "archive/a.md", "b.old.md"]), (2, 0));
    assert_eq!(count(&["--stdin-filename", "archive/new.md", "--text", DRAFT]), (0, 1));
}

#[test]
fn a_pack_in_force_is_no_draft() {
    let pack = "[pack]\nname = 'house'\n[[rule]]\nid = 'well'\nmessage = 'm'\nwhy = 'w'\nphrases = ['well then']\n\
                note = 'n'\n[[rule.example]]\nbad = 'That was asinine, well then.'\ngood = 'It is late.'\n";
    let with =
        |configuration| folder(&[(".git/HEAD", ""), ("tonelint.toml", configuration), ("rules/house.toml", pack)]);
    let passed_over = |folder: &Path, arguments: &[&str]| {
        let output = run(folder, &[&["-f", "json"], arguments].concat());
        assert_eq!(found(&output), [""; 0], "{arguments:?}");
        assert!(out(&output).contains(r#"{"path": "rules/house.toml", "reason": "a pack"}"#), "{}", out(&output));
    };
    let named = with("packs = ['rules/house.toml']");
    passed_over(named.path(), &["."]);
    passed_over(named.path(), &["rules/house.toml"]);
    let unnamed = with("");
    passed_over(unnamed.path(), &[".", "--pack", "rules/house.toml"]);
    let output = run(unnamed.path(), &["-f", "json", "."]);
    assert_eq!(found(&output), ["rules/house.toml denigrating/asinine error"]);
}

#[test]
fn what_is_piped_through_fix_is_not_lost_when_it_is_excluded() {
    let folder = folder(&[(".git/HEAD", ""), ("tonelint.toml", "exclude = ['archive/']")]);
    let draft = "You must send the form.\n";
    let output = fed(folder.path(), &["fix", "--stdin-filename", "archive/a.md"], draft);
    assert_eq!((out(&output).as_str(), output.status.code()), (draft, Some(0)));
    let output = fed(folder.path(), &["fix", "--stdin-filename", "a.md"], draft);
    assert_eq!(out(&output), "Please send the form.\n");
}

#[test]
fn names_and_phrases_can_be_allowed() {
    check_one("terms = ['asinine']", &[BOTH[1]]);
    check_one("[rules.'denigrating/asinine']\nallow = ['was asinine']", &[BOTH[1]]);
    check_one("[rules.isolating]\nallow = ['was asinine', 'only person who']", &[BOTH[0]]);
    check_one("[[override]]\npaths = ['*.txt']\nterms = ['asinine']", &BOTH);
    check_one("[[override]]\npaths = ['*.md']\nterms = ['asinine']", &[BOTH[1]]);
}

#[test]
fn learned_rules_have_thresholds_that_can_be_moved() {
    const SURE: &str = "I do hope this third explanation finally meets your expectations.";
    let check = |rules: &str, expected: &[&str]| {
        let folder = folder(&[(".git/HEAD", ""), ("tonelint.toml", &format!("[rules]\n{rules}"))]);
        let output = run(folder.path(), &["-f", "json", "--text", SURE]);
        let expected: Vec<String> =
            expected.iter().map(|one| format!("<text> learned/passive-aggressive {one}")).collect();
        assert_eq!(found_by_all(&output), expected, "{rules} {}", err(&output));
    };
    check("", &["warning"]);
    check("learned = { warning = 99 }", &[]);
    check("learned = { warning = 100, info = 98 }", &["info"]);
    check("'learned/passive-aggressive' = { warning = 98 }\nlearned = { warning = 100 }", &["warning"]);
    check("'learned/mocking' = { warning = 1 }\nlearned = 'off'", &[]);
    check("learned = 'info'", &["info"]);
    check("'@passive-aggressive' = 'off'", &[]);
}

const ROWS: &str = "
[[allow]]
path = '*.md'
rule = 'isolating'
reason = 'they are'
until = 2030-05-01
[[allow]]
rule = 'hostile'
[[allow]]
path = 'other.md'
[[allow]]
path = 'draft.txt'
rule = 'mocking'
";

#[test]
fn a_row_silences_what_fits_it_until_it_is_over() {
    let folder = folder(&[(".git/HEAD", ""), ("tonelint.toml", ROWS), ("draft.md", DRAFT), ("draft.txt", DRAFT)]);
    let at = |seconds: &str, arguments: &[&str]| {
        let mut command = tonelint(folder.path(), &[&["-f", "json"], arguments].concat());
        command.env("SOURCE_DATE_EPOCH", seconds).output().expect("tonelint runs")
    };
    // The last second of the day, and the first after it.
    let (last, over) = ("1903910399", "1903910400");
    let output = at(last, &["draft.md"]);
    assert_eq!(found(&output), ["draft.md denigrating/asinine error"]);
    assert!(out(&output).contains("\"suppressed\": 1"), "{}", out(&output));
    assert_eq!(err(&output), "");
    let output = at(over, &["draft.md"]);
    assert_eq!(found(&output).len(), 2);
    let told = "tonelint.toml:2:1: this was allowed until 2030-05-01, so it silences nothing: path = \"*.md\", rule = \"isolating\"";
    assert!(err(&output).contains(told), "{}", err(&output));
    // Of the files that a row is for, others may need it; of a file that it names, nothing is left to read.
    let output = at(last, &["draft.txt"]);
    assert_eq!(found(&output).len(), 2);
    let told =
        "tonelint: tonelint.toml:11:1: nothing was found that this allows: path = \"draft.txt\", rule = \"mocking\"\n";
    assert_eq!(err(&output), told);
    let told = "tonelint.toml:7:1: nothing was found that this allows: rule = \"hostile\"\n";
    assert!(err(&at(last, &["-v", "draft.txt"])).contains(told));
    // A row for what is not looked for cannot show what it is good for.
    assert_eq!(err(&at(last, &["--select", "isolating", "draft.txt"])), "");
}

#[test]
fn a_row_for_what_is_said_about_comments_is_told_when_it_is_idle() {
    let row = "[[allow]]\npath = 'draft.md'\nrule = 'suppression/sent'\n";
    let output = check(&[("tonelint.toml", row)], &[], &BOTH);
    assert!(err(&output).contains("tonelint.toml:1:1: nothing was found that this allows"), "{}", err(&output));
    let output = check(&[("tonelint.toml", row)], &["--ignore", "suppression"], &BOTH);
    assert_eq!(err(&output), "");
}

#[test]
fn a_row_can_name_a_record() {
    let macros = r#"[{"id": 7, "body": "That was asinine."}, {"id": 77, "body": "That was asinine."}]"#;
    let rows = "[[allow]]\nlocator = '[id=7]'\n";
    let folder = folder(&[(".git/HEAD", ""), ("tonelint.toml", rows), ("macros.json", macros)]);
    let output = run(folder.path(), &["-f", "json", "macros.json"]);
    assert_eq!(found(&output), ["macros.json denigrating/asinine error"]);
    assert!(out(&output).contains("[id=77]"), "{}", out(&output));
}

const ANSWERS: &str = r#"{"answers": [
  {"topic": "Late", "role": "agent", "text": "That was *asinine*."},
  {"topic": "Old", "role": "agent", "text": "Also asinine.", "retired": true},
  {"topic": "Rich", "role": "agent", "html": "<p>Asinine too.</p>", "text": "Asinine twice."},
  {"topic": "Lost", "role": "customer", "text": "That was asinine."}]}"#;

#[test]
fn a_team_says_how_its_own_files_are_read() {
    let source = "fields = ['topic']\n[[source]]\npaths = ['answers/*.json']\nrecords = ['answers']\n\
                  texts = ['html | text']\ntitles = ['topic']\nonly = ['role = agent']\ninactive = ['retired = true']\n";
    let folder = folder(&[
        (".git/HEAD", ""),
        ("tonelint.toml", source),
        ("answers/a.json", ANSWERS),
        ("others/a.json", ANSWERS),
    ]);
    let titles = |arguments: &[&str]| {
        let output = run(folder.path(), &[&["-f", "json"], arguments].concat());
        let all: serde_json::Value = serde_json::from_slice(&output.stdout).expect("the output is JSON");
        let findings = all["findings"].as_array().cloned().unwrap_or_default();
        findings.iter().map(|finding| finding["title"].as_str().unwrap_or("?").to_owned()).collect::<Vec<String>>()
    };
    assert_eq!(titles(&["answers/a.json"]), ["Late", "Rich"]);
    assert_eq!(titles(&["answers/a.json", "--include-inactive"]), ["Late", "Old", "Rich"]);
    assert_eq!(titles(&["answers/a.json", "--field", "topic"]), [""; 0]);
    assert_eq!(titles(&["answers/a.json", "--as", "none"]), ["?", "?"]);
    assert_eq!(titles(&["others/a.json"]), [""; 0]);
}

#[test]
fn fix_leaves_alone_what_is_allowed() {
    let draft = "You must send the form.\n";
    let rows = "[[allow]]\nrule = 'commanding/you-must'\n";
    let folder = folder(&[(".git/HEAD", ""), ("tonelint.toml", rows), ("draft.md", draft)]);
    run(folder.path(), &["fix", "draft.md"]);
    assert_eq!(fs::read_to_string(folder.path().join("draft.md")).expect("it is there"), draft);
    run(folder.path(), &["fix", "--isolated", "draft.md"]);
    assert_eq!(fs::read_to_string(folder.path().join("draft.md")).expect("it is there"), "Please send the form.\n");
}

#[test]
fn a_reason_can_be_required() {
    let output = check_one("require-reason = true\n[[allow]]\nrule = 'isolating'\n", &[]);
    assert!(err(&output).contains("tonelint.toml:2:1: what is allowed here has no reason"), "{}", err(&output));
    assert_eq!(output.status.code(), Some(2));
    check_one("require-reason = true\n[[allow]]\nrule = 'isolating'\nreason = 'they are'", &[BOTH[0]]);
    let row = "[[allow]]\nrule = 'isolating'\nuntil = 2031-01-31\nreason = 'they are'\n";
    let folder = folder(&[("tonelint.toml", row)]);
    let shown = out(&run(folder.path(), &["config", "."]));
    assert!(shown.contains(r#"{ reason = "they are", rule = "isolating", until = "2031-01-31" }"#), "{shown}");
}

/// Two configurations, and drafts that tell them apart.
fn two_houses() -> tempfile::TempDir {
    let mut files = vec![
        (".git/HEAD".to_owned(), String::new()),
        ("a/tonelint.toml".to_owned(), "fail-on = 'never'\n[rules]\nisolating = 'info'\n[[override]]\npaths = ['*3.md']\nignore = ['denigrating']\n".to_owned()),
        ("b/tonelint.toml".to_owned(), "min-severity = 'error'\nterms = ['asinine']\n[[allow]]\npath = '*5.md'\n".to_owned()),
    ];
    for at in 0..8 {
        let text = DRAFT.repeat(at % 3 + 1);
        files.extend(["a", "b", "c"].map(|house| (format!("{house}/{at}.md"), text.clone())));
    }
    let files: Vec<(&str, &str)> = files.iter().map(|(name, text)| (name.as_str(), text.as_str())).collect();
    folder(&files)
}

#[test]
fn a_draft_is_checked_as_if_it_was_alone() {
    let folder = two_houses();
    let names: Vec<String> = (0..8).flat_map(|at| ["a", "b", "c"].map(|house| format!("{house}/{at}.md"))).collect();
    let alone: Vec<(Vec<String>, Option<i32>)> = names
        .iter()
        .map(|name| {
            let output = run(folder.path(), &["-f", "json", name]);
            (found(&output), output.status.code())
        })
        .collect();
    assert!(alone.iter().any(|(_, code)| *code == Some(1)) && alone.iter().any(|(found, _)| found.is_empty()));
    // Strides without a common divisor with 24 visit every name once.
    for stride in [1, 5, 7, 11] {
        let order: Vec<usize> = (0..names.len()).map(|at| at * stride % names.len()).collect();
        let expected: Vec<String> = order.iter().flat_map(|at| alone[*at].0.clone()).collect();
        for threads in ["1", "4"] {
            let mut arguments = vec!["-f", "json", "-j", threads];
            arguments.extend(order.iter().map(|at| names[*at].as_str()));
            let output = run(folder.path(), &arguments);
            assert_eq!(found(&output), expected, "{arguments:?}");
            assert_eq!(output.status.code(), alone.iter().map(|(_, code)| *code).max().flatten());
        }
    }
}

#[test]
fn the_other_commands_go_by_the_folder_we_are_in() {
    let house = "[pack]\nname = 'house'\n[[rule]]\nid = 'that'\nmessage = 'm'\nwhy = 'w'\nphrases = ['that was']\n\
                 note = 'n'\n[[rule.example]]\nbad = 'That was it.'\ngood = 'Here.'\n";
    let folder = folder(&[
        (".git/HEAD", ""),
        ("tonelint.toml", "packs = ['house.toml']\nbuiltin = false\n[rules]\n'house/that' = 'info'"),
        ("house.toml", house),
        ("replies.jsonl", "{\"text\": \"That was it.\", \"label\": \"flag\"}\n"),
    ]);
    let check = |arguments: &[&str], expected: &str| {
        let output = run(folder.path(), arguments);
        assert!(out(&output).contains(expected), "{arguments:?} {}{}", out(&output), err(&output));
    };
    assert_eq!(out(&run(folder.path(), &["rules"])), "info     house/that  m\n");
    check(&["explain", "house/that"], "info[house/that]: m");
    check(&["explain", ONLY_ONE], "error[isolating/only-one]");
    check(&["test", "--labelled", "replies.jsonl"], "house");
    let with = out(&run(folder.path(), &["test"]));
    let without = out(&run(folder.path(), &["test", "--isolated"]));
    assert_ne!(with, without);
    assert!(with.contains("18 packs") && without.contains("17 packs"), "{with}{without}");
}

#[test]
fn the_page_of_init_can_be_taken_into_use_line_by_line() {
    let folder = folder(&[
        (".git/HEAD", ""),
        ("tonelint.toml", ""),
        (
            "sub/house.toml",
            "[pack]\nname = 'house'\n[[rule]]\nid = 'that'\nmessage = 'm'\nwhy = 'w'\nphrases = ['that was']\nnote = 'n'\n[[rule.example]]\nbad = 'That was it.'\ngood = 'Here.'\n",
        ),
        ("sub/draft.md", DRAFT),
    ]);
    let sub = folder.path().join("sub");
    let plain = out(&run(&sub, &["config", "--isolated"]));
    assert_eq!(run(&sub, &["init"]).status.code(), Some(0));
    let values = |text: &str| text.lines().skip(1).map(str::to_owned).collect::<Vec<String>>();
    assert_eq!(values(&out(&run(&sub, &["config"]))), values(&plain));
    let path = sub.join("tonelint.toml");
    let page = fs::read_to_string(&path).expect("it was written");
    let is_said = |line: &str| line.starts_with('#') && !line.starts_with("# ");
    let used = page.lines().map(|line| if is_said(line) { &line[1..] } else { line });
    let used: Vec<&str> = used.filter(|line| !line.starts_with("builtin")).collect();
    fs::write(&path, used.join("\n")).expect("it can be written");
    let output = run(&sub, &["config"]);
    assert_eq!(err(&output), "");
    assert!(values(&out(&output)).iter().all(|line| !line.ends_with("default") || line.starts_with("builtin")));
}
