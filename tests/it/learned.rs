//! Learned rules: where they speak, where they must not, and what a damaged weights file does.

use std::{
    fs,
    path::Path,
    process::{Command, Output},
};

use tempfile::TempDir;
use tonelint::{
    Document, Finding, Format, Linter, Pack, Severity,
    learned::{MAX_WEIGHTS_BYTES, Weights},
};

/// Nothing in it is a phrase of a rule, and every word of it weighs.
const SNIDE: &str = "I do hope this third explanation finally meets your expectations.";

fn root(name: &str) -> String {
    format!("{}/{name}", env!("CARGO_MANIFEST_DIR"))
}

fn found(linter: &Linter, text: &str, format: Format) -> Vec<Finding> {
    linter.lint("draft", Document::parse(text, format)).findings
}

fn learned(text: &str, format: Format) -> Vec<Finding> {
    let mut findings = found(&Linter::new(Pack::builtin()), text, format);
    findings.retain(|finding| finding.rule.starts_with("learned/"));
    findings
}

fn confidence(text: &str, format: Format) -> Option<u8> {
    let findings = learned(text, format);
    assert!(findings.len() < 2, "{findings:?}");
    Some(findings.first()?.weighed.as_ref()?.confidence)
}

#[test]
fn a_sentence_that_no_phrase_lists_is_found_with_the_words_that_weighed() {
    let text = format!("Hi Ana, the refund went out today. {SNIDE} It takes three days.");
    let [finding] = &learned(&text, Format::Plain)[..] else { panic!("{:?}", learned(&text, Format::Plain)) };
    let category = finding.rule.strip_prefix("learned/");
    assert_eq!((category, finding.severity), (Some(finding.category.as_str()), Severity::Warning));
    let weighed = finding.weighed.as_ref().expect("a learned rule says why");
    assert!((3..=5).contains(&weighed.words.len()), "{weighed:?}");
    let sentence = text.find(SNIDE).expect("it is there")..text.find(SNIDE).expect("it is there") + SNIDE.len();
    assert!(sentence.start <= finding.span.start && finding.span.end <= sentence.end);
    for word in &weighed.words {
        assert!(sentence.contains(&word.start) && !text[word.range()].contains(' '), "{word:?}");
    }
}

#[test]
fn where_a_written_rule_speaks_a_learned_one_is_silent() {
    let both = SNIDE.replace("finally", "finally, asinine as it is,");
    let findings = found(&Linter::new(Pack::builtin()), &both, Format::Plain);
    assert!(!findings.is_empty());
    assert!(findings.iter().all(|finding| !finding.rule.starts_with("learned/")), "{findings:?}");
}

#[test]
fn there_is_one_at_most_in_a_sentence_and_none_is_an_error() {
    let linter = Linter::new(Pack::builtin());
    for line in fs::read_to_string(root("training/retail.jsonl")).expect("it is there").lines() {
        let reply = tonelint::labelled::Reply::parse("retail", 1, line).unwrap_or_else(|mistake| panic!("{mistake}"));
        let mut sentences = Vec::new();
        for finding in found(&linter, &reply.text, Format::Plain) {
            if finding.rule.starts_with("learned/") {
                assert!(finding.severity < Severity::Error, "{finding:?}");
                assert!(!sentences.contains(&finding.sentence), "{finding:?}");
                sentences.push(finding.sentence);
            }
        }
    }
}

#[test]
fn what_is_not_the_writers_own_is_not_read() {
    assert!(confidence(SNIDE, Format::Plain).is_some());
    let quoted = format!("You wrote to us in May.\n\n> {SNIDE}\n");
    let fenced = format!("This is the log:\n\n```\n{SNIDE}\n```\n");
    let marked = format!("The old template read \"{SNIDE}\" and is gone.");
    for (text, format) in [(quoted, Format::Plain), (fenced, Format::Markdown), (marked, Format::Plain)] {
        assert_eq!(confidence(&text, format), None, "{text}");
    }
}

#[test]
fn what_somebody_else_said_is_not_held_against_the_writer() {
    let said = "accounts that argue tend to have a way of getting locked around here.";
    assert!(confidence(&said.replacen('a', "A", 1), Format::Plain).is_some());
    assert_eq!(confidence(&format!("You told us that {said}"), Format::Plain), None);
}

#[test]
fn other_languages_are_not_judged_by_the_words_that_they_share_with_english() {
    for text in [
        "Leider ist der Artikel im Moment nicht auf Lager.",
        "Der Termin war im Mai, und die Ware war in Ordnung.",
        "Man kann das Gerät auch im Laden abholen.",
        "On me dit que le colis est sur place.",
        "Has de enviar una foto del producto, no es posible sin la factura.",
    ] {
        assert_eq!(confidence(text, Format::Plain), None, "{text}");
    }
}

#[test]
fn the_same_words_weigh_the_same_in_every_shape() {
    let plain = confidence(SNIDE, Format::Plain);
    assert!(plain.is_some());
    let wrapped = SNIDE.replace(" third ", "\nthird ");
    let spaced = SNIDE.replace(' ', "\u{a0}");
    let shouted_first = SNIDE.replace("I do", "I  do");
    let marked = SNIDE.replace("finally", "*finally*");
    for (text, format) in [
        (wrapped.as_str(), Format::Plain),
        (&spaced, Format::Plain),
        (&shouted_first, Format::Plain),
        (&marked, Format::Markdown),
        (SNIDE, Format::Markdown),
    ] {
        assert_eq!(confidence(text, format), plain, "{text}");
    }
    let curly = "We've told you so twice, and I don't know what you'd have us do.";
    assert_eq!(confidence(curly, Format::Plain), confidence(&curly.replace('\'', "’"), Format::Plain));
}

#[test]
fn the_committed_weights_are_whole_and_small_and_every_category_has_a_rule() {
    let bytes = fs::read(root("rules/learned.weights")).expect("they are there");
    assert!(bytes.len() <= MAX_WEIGHTS_BYTES);
    let weights = Weights::parse(bytes).unwrap_or_else(|damage| panic!("{damage}"));
    let packs = Pack::builtin();
    let pack = packs.iter().find(|pack| pack.name == "learned").expect("it is built in");
    for category in weights.categories() {
        assert!(pack.rules.iter().any(|rule| rule.category() == category.name), "{category:?}");
        assert!(packs.iter().any(|pack| pack.name == category.name), "{category:?}");
    }
    assert_eq!(pack.rules.len(), weights.categories().len());
}

/// What is offered instead of one thing must not be another: of what the packs call good, next to
/// nothing reads badly.
#[test]
fn what_the_packs_recommend_seldom_reads_badly() {
    let packs = Pack::builtin();
    let linter = Linter::new(packs.clone());
    let (mut all, mut flagged) = (0, Vec::new());
    for prose in packs.iter().flat_map(|pack| &pack.rules).map(|rule| rule.prose()) {
        let good = prose.examples.iter().map(|example| &example.good).chain(&prose.allows).chain(&prose.write);
        for text in good {
            all += 1;
            let findings = found(&linter, text, Format::Plain);
            let warns =
                |finding: &Finding| finding.rule.starts_with("learned/") && finding.severity == Severity::Warning;
            flagged.extend(findings.iter().any(warns).then_some(text));
        }
    }
    assert!(flagged.len() * 400 < all, "{} of {all}: {flagged:#?}", flagged.len());
}

fn tonelint(folder: &Path, arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_tonelint"));
    command.current_dir(folder).args(["check", "-f", "line", "--color", "never"]).args(arguments);
    command.output().expect("the program starts")
}

fn told(output: &Output) -> String {
    String::from_utf8_lossy(&output.stderr).into_owned()
}

#[test]
fn learned_rules_are_picked_and_left_out_by_name_and_by_category() {
    let folder = TempDir::new().expect("a folder can be made");
    let category = &learned(SNIDE, Format::Plain)[0].category;
    let lines = |arguments: &[&str]| {
        let output = tonelint(folder.path(), &[&["--text", SNIDE], arguments].concat());
        String::from_utf8_lossy(&output.stdout).lines().filter(|line| line.contains("learned/")).count()
    };
    assert_eq!(lines(&[]), 1);
    assert_eq!(lines(&["--ignore", "learned"]), 0);
    assert_eq!(lines(&["--select", "learned"]), 1);
    assert_eq!(lines(&["--select", &format!("@{category}")]), 1);
    assert_eq!(lines(&["--ignore", &format!("@{category}")]), 0);
    assert_eq!(lines(&["--ignore", &format!("learned/{category}")]), 0);
    assert_eq!(lines(&["--no-builtin", "--pack", "learned"]), 1);
}

fn pack(weights: &str, keys: &str) -> String {
    format!(
        "[pack]\nname = \"ours\"\nweights = \"{weights}\"\n{keys}\n[[rule]]\nid = \"mocking\"\nmessage = \"m\"\n\
         why = \"w\"\nnote = \"n\"\n[[rule.example]]\nbad = \"b\"\ngood = \"g\"\n"
    )
}

#[test]
fn weights_that_cannot_be_used_are_named_with_the_place_that_asks_for_them() {
    let folder = TempDir::new().expect("a folder can be made");
    let whole = fs::read(root("rules/learned.weights")).expect("they are there");
    let mut damaged = whole.clone();
    damaged[5000] ^= 1;
    let oversized = vec![0; MAX_WEIGHTS_BYTES + 1];
    let files: [(&str, &[u8], &str); 5] = [
        ("damaged", &damaged, "its checksum does not fit: the file is damaged"),
        ("short", &whole[..3000], "it has 3000 bytes where"),
        ("oversized", &oversized, "bytes; 409600 are the bound"),
        ("foreign", b"PK\x03\x04", "it is not a weights file"),
        ("empty", b"", "it is not a weights file"),
    ];
    for (name, bytes, expected) in files {
        fs::write(folder.path().join(name), bytes).expect("it can be written");
        fs::write(folder.path().join("ours.toml"), pack(name, "")).expect("it can be written");
        let output = tonelint(folder.path(), &["--pack", "ours.toml", "--text", "Hi."]);
        let told = told(&output);
        assert_eq!(output.status.code(), Some(2), "{told}");
        assert!(told.contains("ours.toml:3:11: the weights") && told.contains(expected), "{told}");
    }
    fs::write(folder.path().join("ours.toml"), pack("missing", "")).expect("it can be written");
    let told = told(&tonelint(folder.path(), &["--pack", "ours.toml", "--text", "Hi."]));
    assert!(told.contains("missing: No such file") || told.contains("missing: The system cannot find"), "{told}");
}

#[test]
fn mistakes_in_a_learned_pack_are_named() {
    let folder = TempDir::new().expect("a folder can be made");
    let check = |text: &str, expected: &str| {
        fs::write(folder.path().join("ours.toml"), text).expect("it can be written");
        let output = tonelint(folder.path(), &["--pack", "ours.toml", "--text", "Hi."]);
        let told = told(&output);
        assert!(output.status.code() == Some(2) && told.contains(expected), "{told}");
    };
    fs::copy(root("rules/learned.weights"), folder.path().join("w")).expect("it can be copied");
    check(&pack("w", "").replace("mocking", "moking"), "the weights know no category `moking`");
    check(&pack("built-in", "").replace("mocking", "moking"), "the weights know no category `moking`");
    check(&pack("w", "").replace("note = \"n\"", "phrases = [\"x\"]"), "unknown key \"phrases\" in rule \"mocking\"");
    check(&pack("w", "warning = 101"), "no percentage");
    check(&pack("w", "").replace("weights = \"w\"", "warning = 90"), "`warning` is for packs that are learned");
}

#[test]
fn a_pack_of_ones_own_moves_the_thresholds_of_the_built_in_weights() {
    let folder = TempDir::new().expect("a folder can be made");
    let category = &learned(SNIDE, Format::Plain)[0].category;
    let lines = |keys: &str| {
        let text = pack("built-in", keys).replace("mocking", category);
        fs::write(folder.path().join("ours.toml"), text).expect("it can be written");
        let output = tonelint(folder.path(), &["--pack", "ours.toml", "--ignore", "learned", "--text", SNIDE]);
        String::from_utf8_lossy(&output.stdout).into_owned()
    };
    assert!(lines("warning = 60").contains("warning[ours/"), "{}", lines("warning = 60"));
    assert!(lines("warning = 100\ninfo = 60").contains("info[ours/"), "{}", lines("warning = 100\ninfo = 60"));
    assert!(!lines("warning = 100").contains("ours/"));
}

#[test]
#[cfg(unix)]
fn training_is_handed_on_and_missed_by_name() {
    use std::os::unix::fs::PermissionsExt;

    let folder = TempDir::new().expect("a folder can be made");
    let program = folder.path().join("tonelint");
    fs::copy(env!("CARGO_BIN_EXE_tonelint"), &program).expect("it can be copied");
    let run = || {
        let mut command = Command::new(&program);
        command.args(["train", "--alone", "a b.jsonl"]).env("PATH", "/nowhere").output().expect("the program starts")
    };
    let missed = run();
    assert_eq!(missed.status.code(), Some(2));
    assert!(told(&missed).contains("`tonelint-train`, and it is not installed"), "{}", told(&missed));
    assert!(told(&missed).contains("cargo install --path trainer"), "{}", told(&missed));

    let trainer = folder.path().join("tonelint-train");
    fs::write(&trainer, "#!/bin/sh\nprintf '<%s>' \"$@\"\nexit 7\n").expect("it can be written");
    fs::set_permissions(&trainer, fs::Permissions::from_mode(0o755)).expect("it can be made a program");
    let handed = run();
    assert_eq!((handed.status.code(), &*handed.stdout), (Some(7), &b"<--alone><a b.jsonl>"[..]));
}
