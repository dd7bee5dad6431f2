//! What comments in a draft allow, and what is said about those that do not.

use proptest::prelude::*;
use tonelint::{Baseline, Check, Document, Finding, Format, Linter, Pack, Severity, Suppressions};

/// Finds `bad` as `small/bad` and `sad` as `small/sad`; `other/mad` is known and not in force.
fn linter(today: &str, needs_reason: bool) -> Linter {
    let rule = |word: &str| {
        format!(
            "[[rule]]\nid = '{word}'\nmessage = 'm'\nwhy = 'w'\nphrases = ['{word}']\nnote = 'n'\n\
             [[rule.example]]\nbad = '{word}'\ngood = 'x'\n"
        )
    };
    let text = format!("[pack]\nname = 'small'\n{}{}", rule("bad"), rule("sad"));
    let pack = Pack::parse("small.toml", &text).expect("the pack is written correctly");
    let today = Some(today.parse().expect("it is a day"));
    let known = vec!["other/mad".to_owned()];
    Linter::new([pack]).suppressing(Suppressions { today, needs_reason, known, ..Suppressions::default() })
}

/// What is found in a draft and what is allowed, each as the second half of its rule.
#[track_caller]
fn check_as(format: Format, text: &str, found: &[&str], allowed: &[&str]) {
    let report = linter("2027-01-31", false).lint("draft", Document::parse(text, format));
    let short = |finding: &Finding| finding.rule.split('/').nth(1).unwrap_or_default().to_owned();
    let silenced: Vec<String> = report.silenced.iter().map(|silenced| short(&silenced.finding)).collect();
    assert_eq!(report.findings.iter().map(short).collect::<Vec<_>>(), found, "{text}");
    assert_eq!(silenced, allowed, "{text}");
}

#[track_caller]
fn check(text: &str, found: &[&str], allowed: &[&str]) {
    check_as(Format::Markdown, text, found, allowed);
}

/// The message and the advice of the only finding.
#[track_caller]
fn check_said(text: &str, needs_reason: bool, rule: &str, message: &str, note: &str) {
    let report = linter("2027-01-31", needs_reason).lint("draft", Document::parse(text, Format::Markdown));
    let said: Vec<_> = report.findings.iter().map(|one| (&*one.rule, &*one.message, one.note.as_deref())).collect();
    assert_eq!(said, [(rule, message, Some(note))]);
}

#[test]
fn a_comment_allows_a_rule_on_its_line() {
    check("So bad. <!-- tonelint-ignore small/bad -->", &[], &["bad"]);
    check("So bad. <!-- tonelint-ignore small/bad -->\nSo bad.", &["bad"], &["bad"]);
    check("So bad and sad. <!-- tonelint-ignore small/bad -->", &["sad"], &["bad"]);
    check("So bad and sad. <!-- tonelint-ignore small/sad, small/bad -->", &[], &["bad", "sad"]);
}

#[test]
fn a_pack_a_category_and_everything_can_be_allowed() {
    check("So bad and sad. <!-- tonelint-ignore small -->", &[], &["bad", "sad"]);
    check("So bad and sad. <!-- tonelint-ignore @small -->", &[], &["bad", "sad"]);
    check("So bad and sad. <!-- tonelint-ignore -->", &[], &["bad", "sad"]);
}

#[test]
fn the_next_line_is_the_next_one_with_words() {
    check("<!-- tonelint-ignore-next-line small/bad -->\n\nSo bad.\nSo bad.", &["bad"], &["bad"]);
    let both = "<!-- tonelint-ignore-next-line small/bad -->\n<!-- tonelint-ignore-next-line small/sad -->\nBad, sad.";
    check(both, &[], &["bad", "sad"]);
    check("Bad. <!-- tonelint-ignore-next-line small/bad -->\n\n", &["bad", "unused"], &[]);
}

#[test]
fn a_region_goes_from_its_start_to_its_end() {
    let text =
        "Bad.\n\n<!-- tonelint-ignore-start small/bad -->\n\nBad. Sad.\n\nBad.\n\n<!-- tonelint-ignore-end -->\n\nBad.";
    check(text, &["bad", "sad", "bad"], &["bad", "bad"]);
}

#[test]
fn an_end_belongs_to_the_nearest_start_of_the_same_rules() {
    let nested = |end: &str, other: &str| {
        format!(
            "<!-- tonelint-ignore-start small/bad -->\n\n<!-- tonelint-ignore-start small/sad -->\n\nBad, sad.\n\n\
             <!-- tonelint-ignore-end{end} -->\n\nBad, sad.\n\n<!-- tonelint-ignore-end{other} -->\n\nBad, sad."
        )
    };
    check(&nested("", ""), &["sad", "bad", "sad"], &["bad", "sad", "bad"]);
    check(&nested(" small/bad", ""), &["bad", "bad", "sad"], &["bad", "sad", "sad"]);
    check(&nested(" small/sad", " small/bad"), &["sad", "bad", "sad"], &["bad", "sad", "bad"]);
}

#[test]
fn a_file_is_allowed_from_anywhere_in_it() {
    check("Bad.\n\nSad.\n\n<!-- tonelint-ignore-file small/bad -->", &["sad"], &["bad"]);
}

#[test]
fn every_template_language_has_its_comments() {
    for comment in [
        "{{!-- tonelint-ignore small/bad -- why --}}",
        "{{! tonelint-ignore small/bad }}",
        "{# tonelint-ignore small/bad #}",
        "{% comment %}tonelint-ignore small/bad{% endcomment %}",
        "{%- comment -%} tonelint-ignore small/bad {%- endcomment -%}",
        "<%# tonelint-ignore small/bad %>",
        "<%-- tonelint-ignore small/bad --%>",
        "<!-- tonelint-ignore small/bad -->",
    ] {
        for format in [Format::Plain, Format::Markdown, Format::Html] {
            check_as(format, &format!("So bad. {comment}"), &[], &["bad"]);
            check_as(format, &format!("So bad.\n{comment}"), &["bad", "unused"], &[]);
        }
    }
}

#[test]
fn a_line_of_plain_text_is_a_comment_behind_a_hash() {
    check_as(Format::Plain, "# tonelint-ignore-next-line small/bad -- why\nSo bad.\nBad.", &["bad"], &["bad"]);
    check_as(Format::Plain, "So\n# tonelint-ignore-file small/bad -- bad bad\nbad.", &[], &["bad"]);
    check_as(Format::Plain, "tonelint-ignore-file small/bad", &["bad"], &[]);
    check_as(Format::Markdown, "# tonelint-ignore-file small/bad", &["bad"], &[]);
}

#[test]
fn what_is_code_or_quoted_is_no_comment() {
    check("So bad. `<!-- tonelint-ignore -->`", &["bad"], &[]);
    check("```\n<!-- tonelint-ignore-file -->\n```\n\nSo bad.", &["bad"], &[]);
    check("> <!-- tonelint-ignore-file -->\n\nSo bad.", &["bad"], &[]);
    check("So bad. \\<!-- tonelint-ignore-file -->", &["bad"], &[]);
    check_as(Format::Plain, "So bad.\n\n> # tonelint-ignore-file", &["bad"], &[]);
    check_as(Format::Html, "<p>Bad.<blockquote><!-- tonelint-ignore-file --></blockquote>", &["bad"], &[]);
    check_as(Format::Html, "<p>Bad.<code><!-- tonelint-ignore-file --></code>", &["bad"], &[]);
    check_as(Format::Plain, "Bad.\n\n-----Original Message-----\nFrom: Ana\n\n# tonelint-ignore-file", &["bad"], &[]);
}

#[test]
fn a_comment_of_json_is_about_the_values_that_begin_on_a_line() {
    let json = "[\n  // tonelint-ignore-next-line small/bad\n  \"This is so bad.\",\n  \"This is so bad.\"]";
    check_as(Format::Json, json, &["bad"], &["bad"]);
    check_as(Format::Json, "[\"This is so bad.\" // tonelint-ignore small/bad\n]", &[], &["bad"]);
    check_as(Format::Json, "/* tonelint-ignore-file small/bad */ [\"This is so bad.\"]", &[], &["bad"]);
    let text = r#"["// tonelint-ignore-file", "/* tonelint-ignore-file */", "This is so bad."]"#;
    check_as(Format::Json, text, &["bad"], &[]);
}

#[test]
fn a_comment_between_the_replies_of_a_page_is_about_whole_replies() {
    let page = |first: &str| {
        format!(
            "## Late\n\n{first}\n\n```markdown\nHi there.\nThis is so bad.\n```\n\n## Lost\n\n```markdown\nThis is so bad.\n```\n"
        )
    };
    check(&page(""), &["bad", "bad"], &[]);
    check(&page("<!-- tonelint-ignore-next-line small/bad -->"), &["bad"], &["bad"]);
    check(&page("<!-- tonelint-ignore-file small/bad -->"), &[], &["bad", "bad"]);
    check(&page("Sad. <!-- tonelint-ignore small/sad -->"), &["bad", "bad"], &["sad"]);
}

#[test]
fn a_comment_of_yaml_and_toml_is_about_the_values_that_begin_on_a_line() {
    let yaml = "one:\n  # tonelint-ignore-next-line small/bad\n  body: |\n    Hi there,\n    this is so bad.\n";
    check_as(Format::Yaml, &format!("{yaml}two: This is so bad.\n"), &["bad"], &["bad"]);
    check_as(Format::Yaml, "one: This is so bad. # tonelint-ignore small/bad\n", &[], &["bad"]);
    check_as(Format::Yaml, "# tonelint-ignore-file small/bad\none: This is so bad.\n", &[], &["bad"]);
    check_as(Format::Toml, "# tonelint-ignore-next-line small/bad\none = \"This is so bad.\"\n", &[], &["bad"]);
    check_as(Format::Toml, "one = \"This is so bad.\" # tonelint-ignore small/bad\n", &[], &["bad"]);
}

#[test]
fn a_hash_inside_of_a_value_of_yaml_is_text_or_sent() {
    check_as(Format::Yaml, "one: \"This is so bad # tonelint-ignore small/bad\"\n", &["bad"], &[]);
    check_as(Format::Yaml, "one: This is so bad#tonelint-ignore small/bad\n", &["bad"], &[]);
    let block = "one: |\n  # tonelint-ignore-next-line small/bad\n  This is so bad.\ntwo: This is so bad.\n";
    check_as(Format::Yaml, block, &["sent", "bad"], &["bad"]);
}

#[test]
fn a_comment_inside_a_value_is_sent_and_reaches_no_further() {
    let json = r#"["<p>So bad, my friend.</p><!-- tonelint-ignore small/bad -->", "<p>So bad, my friend.</p>"]"#;
    check_as(Format::Json, json, &["sent", "bad"], &["bad"]);
    let escaped =
        r#"["\u003cp>So bad, my friend.\u003c!-- tonelint-ignore-file -- \"why\" -->", "So bad, my friend."]"#;
    check_as(Format::Json, escaped, &["sent", "bad"], &["bad"]);
    let csv = "title,body\nOne,\"# tonelint-ignore-file small/bad\nThis is so bad.\"\nTwo,This is so bad.\n";
    check_as(Format::Csv, csv, &["sent", "bad"], &["bad"]);
}

#[test]
fn a_comment_in_a_mail_is_sent() {
    let mail = "Subject: Hi\nContent-Type: text/html\n\n<p>So bad.</p><!-- tonelint-ignore small/bad -->\n";
    check_as(Format::Mail, mail, &["sent"], &["bad"]);
}

#[test]
fn a_comment_is_no_word_of_the_writer() {
    let comment = "<!-- tonelint-ignore-file small/bad -- a sad client asked for so bad a word -->";
    check_as(Format::Markdown, &format!("{comment}\n\nSo bad."), &[], &["bad"]);
    let csv = "title,body\nOne,\"# tonelint-ignore small/bad -- a sad tale\nThis is so bad.\"\n";
    check_as(Format::Csv, csv, &["sent"], &["bad"]);
}

#[test]
fn what_is_allowed_and_not_found_is_told() {
    let way_out = Check::Unused.way_out();
    let unused = |text: &str, message: &str| check_said(text, false, "suppression/unused", message, way_out);
    unused("<!-- tonelint-ignore-file small/bad -->", "allows `small/bad`, which is not found here");
    unused("<!-- tonelint-ignore-file -->", "allows every rule, and nothing is found here");
    unused("<!-- tonelint-ignore-file small @small -->", "allows `small`, `@small`, which are not found here");
    let one_of_two = "So bad. <!-- tonelint-ignore small/bad small/sad -->";
    unused(one_of_two, "allows `small/sad`, which is not found here");
}

#[test]
fn a_rule_that_is_not_in_force_is_neither_unused_nor_unknown() {
    check("<!-- tonelint-ignore-file other/mad, other, @other -->", &[], &[]);
    check("<!-- tonelint-ignore-file isolating/only-one, servile, @hostile -->", &[], &[]);
}

#[test]
fn a_rule_that_nobody_knows_is_told_with_the_nearest_one() {
    let unknown = |name: &str, message: &str, note: &str| {
        let text = format!("<!-- tonelint-ignore-file {name} -->");
        check_said(&text, false, "suppression/unknown", message, note);
    };
    unknown("small/bat", "allows `small/bat`, which does not exist", "did you mean `small/bad`?");
    unknown("zzzzzz", "allows `zzzzzz`, which does not exist", Check::Unknown.way_out());
    let own = "allows `suppression/unused`, which is about comments like this one";
    unknown("suppression/unused", own, "`--ignore suppression` leaves them out");
}

#[test]
fn a_day_is_the_last_one() {
    check("So bad. <!-- tonelint-ignore small/bad until=2027-01-31 -->", &[], &["bad"]);
    check("So bad. <!-- tonelint-ignore small/bad until=2027-01-30 -->", &["bad", "expired"], &[]);
    let region = "<!-- tonelint-ignore-start small/bad until=2027-01-30 -->\n\nBad.\n\n<!-- tonelint-ignore-end -->";
    check(region, &["expired", "bad"], &[]);
    let message = "allowed something until 2027-01-30, and that day is over";
    let text = "<!-- tonelint-ignore-file small/bad until=2027-01-30 -->";
    check_said(text, false, "suppression/expired", message, Check::Expired.way_out());
}

#[test]
fn what_is_not_understood_allows_nothing() {
    check("So bad. <!-- tonelint-ignore small/bad until=soon -->", &["bad", "malformed"], &[]);
    check("<!-- tonelint-ignore-start small/bad -->\n\nBad.", &["malformed", "bad"], &[]);
    check("Bad.\n\n<!-- tonelint-ignore-end small/bad -->", &["bad", "malformed"], &[]);
    let two = "<!-- tonelint-ignore-start small/bad -->\n\nBad.\n\n<!-- tonelint-ignore-end small/sad -->";
    check(two, &["malformed", "bad", "malformed"], &[]);
}

#[test]
fn a_reason_is_asked_for_only_where_one_is_required() {
    let text = "So bad. <!-- tonelint-ignore small/bad -->";
    check(text, &[], &["bad"]);
    let way_out = Check::Unexplained.way_out();
    check_said(text, true, "suppression/unexplained", "allows something without a reason", way_out);
    let report = linter("2027-01-31", true)
        .lint("draft", Document::parse("Bad. <!-- tonelint-ignore small -- they  asked -->", Format::Markdown));
    assert_eq!((report.findings.len(), report.silenced[0].reason.as_deref()), (0, Some("they asked")));
}

#[test]
fn what_is_said_about_comments_can_be_left_out_and_regraded() {
    let checks = [(Check::Unused, Severity::Error)].into();
    let linter = linter("2027-01-31", false).suppressing(Suppressions { checks, ..Suppressions::default() });
    let text = "<!-- tonelint-ignore small/bad --> <!-- tonelint-off -->";
    let report = linter.lint("draft", Document::parse(text, Format::Markdown));
    let said: Vec<_> = report.findings.iter().map(|finding| (&*finding.rule, finding.severity)).collect();
    assert_eq!(said, [("suppression/unused", Severity::Error)]);
}

#[test]
fn thousands_of_comments_take_no_longer_than_their_length() {
    let many = "<!-- tonelint-ignore-next-line small/bad -->\n".repeat(5_000);
    let starts = "<!-- tonelint-ignore-start small/bad -->\n".repeat(5_000);
    let text = format!("{many}{starts}\n{}", "So bad. ".repeat(500));
    let report = linter("2027-01-31", false).lint("draft", Document::parse(&text, Format::Html));
    assert_eq!(report.silenced.len(), 500);
}

const PIECES: &[&str] = &[
    "tonelint-ignore",
    "tonelint-ignore-next-line",
    "tonelint-ignore-start",
    "tonelint-ignore-end",
    "tonelint-ignore-file",
    "tonelint-",
    " small/bad",
    " small",
    ", @small",
    " until=2027-01-30",
    " until=",
    " -- ",
    "--",
    "<!--",
    "-->",
    "{{!--",
    "--}}",
    "{#",
    "#}",
    "{% comment %}",
    "{% endcomment %}",
    "<%#",
    "%>",
    "# ",
    "// ",
    "/*",
    "*/",
    "\n",
    "\r\n",
    " ",
    "é",
    "\u{FEFF}",
    "> ",
    "```\n",
    "So bad, ",
    "bad. ",
    "Sad!",
    "[\"",
    "\",\"",
    "\"]",
    "\\",
    ",",
    "<p>",
    "<blockquote>",
];

proptest! {
    #[test]
    fn whatever_a_draft_says_about_rules_is_understood_or_told(
        pieces in prop::collection::vec(prop::sample::select(PIECES), 0..30),
    ) {
        let text = pieces.concat();
        let linter = linter("2027-01-31", true);
        let formats = [Format::Plain, Format::Markdown, Format::Html, Format::Json, Format::JsonLines, Format::Csv, Format::Yaml, Format::Toml, Format::Mail];
        for format in formats {
            let mut report = linter.lint("draft", Document::parse(&text, format));
            let spans = report.findings.iter().chain(report.silenced.iter().map(|silenced| &silenced.finding));
            for finding in spans {
                prop_assert!(text.get(finding.span.range()).is_some_and(|words| !words.is_empty()), "{:?}", finding);
            }
            let is_sorted = report.findings.is_sorted_by_key(|finding| finding.span);
            prop_assert!(is_sorted && report.silenced.is_sorted_by_key(|silenced| silenced.finding.span));
            let mut baseline = Baseline::default();
            baseline.accept("draft", &report);
            let read = Baseline::parse("b.toml", &baseline.to_toml());
            prop_assert_eq!(read.as_ref(), Ok(&baseline));
            baseline.absorb("draft", &mut report);
            prop_assert!(report.findings.is_empty(), "{:?}", report.findings);
        }
    }
}
