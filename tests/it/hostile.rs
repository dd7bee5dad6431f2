//! Nothing that a draft contains, nor its name, is a command, a sequence or markup in any output.

use std::{fs, path::Path};

use pulldown_cmark::{Event, Options, Parser, Tag};

use crate::outputs::{FORMATS, PACK, elements, run, text};

/// Words between which the pack of these tests finds anything at all.
const HOSTILE: &[&str] = &[
    "\n::error file=app.js,line=1::injected",
    "\n  ::stop-commands::x\n",
    "\n::set-output name=x::y%0A::error::z",
    "##vso[task.setvariable variable=x]y",
    "##[error]injected ###[group]x",
    "\n##teamcity[buildProblem description='x']",
    "\u{1b}[31mred\u{1b}]0;title\u{7}\u{1b}[2J",
    "\u{9b}31m\u{85}\u{8}\u{c}\u{7f}\u{1}",
    "]]> <![CDATA[ --> <!-- &amp; &lt; &#x41; \" '",
    "<script>alert(1)</script><img src=x onerror=alert(1)>",
    "\u{202e}\u{2066}\u{200f}\u{2028}\u{2029}\u{feff}\u{fffe}\u{ffff}",
    "=cmd|' /C calc'!A0 @SUM(1) +1 -1",
    "%0A::error::x %0D%25",
    "| `code` ``two`` ```three | [link](https://example.org) ![image](x) @somebody *a* _b_ <https://example.org>",
    "\\ \\| \\` ${{ secrets.X }} $(id) `id` {0} {{x}}",
    "\r::error::after a lone return",
];

/// Names of files, where the file system takes them.
const NAMES: &[&str] = &[
    "::error file=x::y.md",
    " ::warning::z.md",
    "a\n::error::x.md",
    "a,b:c%0A.md",
    "##vso[task.complete]x.md",
    "\u{1b}[31m.md",
    "<script>alert(1)<\\script>.md",
    "=cmd|calc!A0.md",
    "`a` | [b](c).md",
    "\u{202e}dm.txt",
    "]]>&amp;\"'.md",
];

/// A draft that has all of it in one finding each.
fn draft() -> String {
    let line = |words: &&str| format!("Dear Ana, the late {words} parcel.\n\nKindly wait.\n\n");
    HOSTILE.iter().map(line).collect::<String>() + "##late[x] parcel\n"
}

fn fill(folder: &Path) {
    let write = |name: &str, text: String| fs::write(folder.join(name), text).expect("it can be written");
    write("house.toml", PACK.to_owned());
    write("plain.txt", draft());
    write("marked.md", draft());
    write("page.html", draft().replace('<', "&lt;"));
    let rows = HOSTILE.iter().map(|words| {
        serde_json::json!({"id": words, "title": words, "body": format!("the late {words} parcel. Kindly wait.")})
    });
    write("macros.json", serde_json::Value::Array(rows.collect()).to_string());
    if cfg!(unix) {
        NAMES.iter().for_each(|name| write(name, draft()));
    }
}

/// As in the product: what a terminal or a log would act on.
fn steers(c: char) -> bool {
    c.is_control()
        || matches!(c, '\u{61C}' | '\u{200E}' | '\u{200F}' | '\u{2028}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
        || matches!(c, '\u{FFFE}' | '\u{FFFF}')
}

#[track_caller]
fn check(format: &str, text: &str) {
    assert!(!text.contains(|c| steers(c) && c != '\n'), "{format}: {text:?}");
    for command in ["##vso[", "##[", "##teamcity[", "##late["] {
        assert!(!text.contains(command), "{format}: {command}");
    }
    for line in text.split('\n').filter(|line| line.trim_start().starts_with("::")) {
        let own = ["::error file=", "::warning file=", "::notice file=", "::notice title=tonelint::"];
        assert!(format == "github" && own.iter().any(|own| line.starts_with(own)), "{format}: {line}");
    }
}

#[test]
fn every_format_is_inert() {
    let folder = tempfile::tempdir().expect("there is a place for temporary files");
    fill(folder.path());
    for format in FORMATS {
        let output = run(folder.path(), &["-v", "-f", format, ".", "::error::missing\n::error::x.md"]);
        assert_eq!(output.status.code(), Some(2), "{format}");
        let (stdout, stderr) = (text(&output.stdout), text(&output.stderr));
        check(format, &stdout);
        check("standard error", &stderr);
        assert!(HOSTILE.len() * 4 <= stdout.matches("house/late").count(), "{format} shows too little to tell");
        match format {
            "json" | "sarif" | "gitlab" | "rdjson" => {
                serde_json::from_str::<serde_json::Value>(&stdout).unwrap_or_else(|error| panic!("{format}: {error}"));
            }
            "jsonl" | "rdjsonl" => stdout.lines().for_each(|line| {
                serde_json::from_str::<serde_json::Value>(line).unwrap_or_else(|error| panic!("{error}: {line}"));
            }),
            "junit" | "checkstyle" => {
                let known = ["testsuites", "testsuite", "testcase", "failure", "error", "checkstyle", "file"];
                let elements = elements(&stdout);
                assert!(elements.iter().all(|(name, _)| known.contains(&name.as_str())), "{format}");
            }
            "markdown" => no_markup(&stdout),
            _ => {}
        }
    }
}

fn no_markup(markdown: &str) {
    let options = Options::ENABLE_TABLES | Options::ENABLE_STRIKETHROUGH;
    let mut rows = 0;
    let mut cells = 0;
    for event in Parser::new_ext(markdown, options) {
        match event {
            Event::Html(_) | Event::InlineHtml(_) => panic!("markup: {event:?}"),
            Event::Start(
                Tag::Link { .. } | Tag::Image { .. } | Tag::Emphasis | Tag::Strong | Tag::CodeBlock(_) | Tag::List(_),
            ) => panic!("markup: {event:?}"),
            Event::Text(text) => assert!(!text.contains('@'), "somebody is notified: {text}"),
            Event::Start(Tag::TableRow) => rows += 1,
            Event::Start(Tag::TableCell) => cells += 1,
            _ => {}
        }
    }
    // A bar in a draft must not begin a cell.
    assert_eq!(cells, 5 * (rows + 1));
    let lines = markdown.lines().filter(|line| line.starts_with("| ")).count();
    assert_eq!(rows, lines - 2);
}

#[test]
fn errors_on_the_command_line_are_inert() {
    let folder = tempfile::tempdir().expect("there is a place for temporary files");
    fill(folder.path());
    let hostile = "x\n::error::y ##vso[a]\u{1b}[31m";
    for arguments in [
        vec!["--pack", hostile, "plain.txt"],
        vec!["--select", hostile, "plain.txt"],
        vec!["-o", hostile, "-o", hostile, "plain.txt"],
        vec!["-o", "none/x\n::error::y ##vso[a]\u{1b}[31m", "plain.txt"],
        vec!["--files-from", hostile],
        vec!["--diff-base", hostile, "plain.txt"],
        vec!["-f", hostile, "plain.txt"],
        vec!["-x\n::error::y ##vso[a].md"],
    ] {
        let output = run(folder.path(), &arguments);
        assert_eq!(output.status.code(), Some(2), "{arguments:?}");
        assert!(output.stdout.is_empty(), "{arguments:?}");
        check("standard error", &text(&output.stderr));
    }
}
