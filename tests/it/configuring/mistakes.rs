//! What is wrong with a configuration is told with its place and the way out.

use std::fs;

use super::{DRAFT, check_one, err, folder, found, out, run};

#[test]
fn a_configuration_that_is_wrong_is_told_once_and_hides_nothing_else() {
    let folder = folder(&[
        (".git/HEAD", ""),
        ("a/tonelint.toml", "ignore = ['isolating']"),
        ("a/draft.md", DRAFT),
        ("b/tonelint.toml", "ignored = ['isolating']"),
        ("b/one.md", DRAFT),
        ("b/two.md", DRAFT),
    ]);
    let output = run(folder.path(), &["-f", "json", "."]);
    assert_eq!(found(&output), ["a/draft.md denigrating/asinine error"]);
    assert_eq!(output.status.code(), Some(2));
    assert_eq!(err(&output).matches("b/tonelint.toml:1:1: unknown key \"ignored\"").count(), 1, "{}", err(&output));
    assert_eq!(out(&output).matches("its configuration cannot be used").count(), 2);
}

#[test]
fn mistakes_name_the_place_what_was_typed_and_the_way_out() {
    let check = |text: &str, message: &str, help: &str| {
        let output = check_one(text, &[]);
        let told = err(&output);
        assert!(told.contains(message) && told.contains(help), "{told}");
        assert_eq!(output.status.code(), Some(2), "{told}");
    };
    check("rules.suppression.warning = 90", "`suppression` is not learned, so it has no", "give this one a severity");
    check("rules.suppression.allow = ['x']", "`suppression` is about comments", "`[[allow]]` allows it in a file");
    check("term = ['x']", "tonelint.toml:1:1: unknown key \"term\"", "did you mean `terms`?");
    check("terms = ['(x']", "tonelint.toml:1:11: phrase `(x` of `terms`", "close it with `)`");
    check(
        "[rules]\n'isolating/only' = 'off'",
        "tonelint.toml:2:1: there is no rule or pack `isolating/only`",
        "`isolating/only-one`",
    );
    check("[rules]\n'@isolatin' = 'off'", "tonelint.toml:2:1: there is no category `@isolatin`", "`@isolating`");
    check(
        "[rules]\nisolating = 'of'",
        "tonelint.toml:2:13: unknown severity of \"isolating\": `of`",
        "did you mean `off`?",
    );
    check(
        "[rules]\nisolating = 3",
        "tonelint.toml:2:13: `isolating` in [rules] is a number",
        "write isolating = \"…\"",
    );
    check("[rules]\nlearned = 'error'", "tonelint.toml:2:1: `learned` is learned", "make it \"warning\"");
    check(
        "[rules]\nhostile = { warning = 9 }",
        "tonelint.toml:2:1: `hostile` is not learned",
        "give this one a severity",
    );
    check(
        "[rules]\nlearned = { warning = 70, info = 80 }",
        "tonelint.toml:2:23: warning = 70",
        "sure enough to be mentioned",
    );
    check("[rules]\nlearned = { warning = 101 }", "tonelint.toml:2:23: warning = 101", "from 1 to 100 percent");
    check("select = ['hints']", "tonelint.toml:1:11: there is no rule or pack `hints`", "help");
    check("ignore = ['isolatin']", "tonelint.toml:1:11: there is no rule or pack `isolatin`", "`isolating`");
    check("packs = ['hint']", "tonelint.toml:1:10: there is no pack `hint`", "did you mean `hints`?");
    check("packs = ['x.toml']", "tonelint.toml:1:10: cannot read `x.toml`: no such file or folder", "");
    check("exclude = ['[z-a]']", "tonelint.toml:1:12: the pattern `[z-a]` cannot be read", "");
    check("exclude = ['../x']", "tonelint.toml:1:12: the pattern `../x` leads out of its folder", "below");
    check("encoding = 'latin'", "tonelint.toml:1:12: unknown encoding", "`windows-1252`");
    check("fail-on = 1", "tonelint.toml:1:11: `fail-on` in the configuration is a number", "write fail-on = \"…\"");
    check("builtin = 'no'", "tonelint.toml:1:11: `builtin` in the configuration is a string", "");
    check("[[override]]\nignore = ['hostile']", "tonelint.toml:1:1: override 1 says for no file", "add paths");
    check("[[allow]]\nreason = 'x'", "tonelint.toml:1:1: allow 1 would silence everything", "add path");
    check("allow = ['x']", "tonelint.toml:1:9: `allow` in the configuration is a list of strings", "terms = [");
    check(
        "[[allow]]\nrule = 'x'\nuntil = '2027-1-1'",
        "tonelint.toml:3:9: `2027-1-1` in allow 1 is no day",
        "until = 2027-01-31",
    );
    check("as = 'zendesk-macro'", "tonelint.toml:1:6: unknown help-desk in `as`", "did you mean `zendesk-macros`?");
    check("[[source]]\npaths = ['a']", "tonelint.toml:1:1: source 1 does not say how it is read", "add texts");
    check("[[source]]\ntexts = ['a']", "tonelint.toml:1:1: source 1 says for no file", "add paths");
    check("[[source]]\npaths = ['a']\ntexts = ['a[b']", "tonelint.toml:3:10: `a[b` cannot be read", "");
    check("extends = 'tonelint.toml'", "tonelint.toml:1:11: `tonelint.toml` extends itself", "take one");
    check("extends = 'x.toml'", "tonelint.toml:1:11: cannot read `x.toml`", "");
    check("[rules", "tonelint.toml:1:7: this is not TOML", "");
}

#[test]
fn a_configuration_that_is_no_text_is_refused() {
    let folder = folder(&[(".git/HEAD", ""), ("draft.md", DRAFT)]);
    fs::write(folder.path().join("tonelint.toml"), b"fail-on = '\xff'").expect("it can be written");
    let output = run(folder.path(), &["draft.md"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(err(&output).contains("cannot read `tonelint.toml`: not UTF-8 text"), "{}", err(&output));
}

#[test]
fn many_configurations_that_extend_each_other_end_somewhere() {
    let mut files = vec![(".git/HEAD".to_owned(), String::new()), ("draft.md".to_owned(), DRAFT.to_owned())];
    files.push(("tonelint.toml".to_owned(), "extends = '0.toml'".to_owned()));
    files.extend((0..40).map(|at| (format!("{at}.toml"), format!("extends = '{}.toml'", at + 1))));
    let files: Vec<(&str, &str)> = files.iter().map(|(name, text)| (name.as_str(), text.as_str())).collect();
    let folder = folder(&files);
    let output = run(folder.path(), &["draft.md"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(err(&output).contains("more than 16 configurations extend each other"), "{}", err(&output));
}
