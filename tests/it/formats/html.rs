//! HTML: entities, markup inside a phrase, what nobody sees and what somebody else wrote.

use proptest::prelude::*;
use tonelint::{Choice, Document, Format, Quoted, Span};

use super::{found, found_in, mended, sample};

#[test]
fn only_what_the_customer_reads_is_found_and_it_is_underlined_whole() {
    let source = sample("reply.html");
    let expected = [
        "You&rsquo;re <b>the</b>&nbsp;<i>only</i>\nperson",
        "ca<wbr>lm d<b>ow</b>n",
        "w&#97;it&#x20;your turn",
        "Calm down",
        "Calm   down",
    ];
    assert_eq!(found(&source, Format::Html), expected);
    let expected = expected.map(|raw| raw.replace('\n', "\r\n"));
    assert_eq!(found(&source.replace('\n', "\r\n"), Format::Html), expected);
}

#[test]
fn quoted_words_are_read_when_they_are_asked_for() {
    let source = sample("reply.html");
    let all = found_in(Document::parse_with(&source, Format::Html, Quoted::Include));
    assert_eq!(all.len(), 10, "{all:?}");
}

#[track_caller]
fn check(source: &str, expected: &[&str]) {
    assert_eq!(found(source, Format::Html), expected, "{source}");
}

#[test]
fn old_mail_is_left_alone_wherever_a_mail_program_marks_it() {
    let marks = [
        "<div class=\"gmail_quote gmail_quote_container\">calm down</div>",
        "<div class=\"yahoo_quoted\" id=\"yahoo_quoted_1\"><div>calm down</div></div>",
        "<div class='protonmail_quote'>calm down</div>",
        "<div class=moz-cite-prefix>calm down</div>",
        "<blockquote type=\"cite\"><p>calm down</blockquote>",
        "<p style=\"DISPLAY:NONE!important\">calm down<p>",
        "<span hidden>calm down</span>",
    ];
    for mark in marks {
        check(&format!("<p>Calm down.</p>{mark}<p>Calm down!</p>"), &["Calm down", "Calm down"]);
    }
    let ends = [
        "<div id=\"appendonsend\"></div>",
        "<div id=divRplyFwdMsg>",
        "<hr data-marker=\"__DIVIDER__\">",
        "<!-- originalMessage -->",
        "<div style=\"border:none;border-top:solid #E1E1E1 1.0pt;padding:3.0pt\">",
        "<blockquote>",
    ];
    for end in ends {
        check(&format!("<div><p>Calm down.</p>{end}<p>Calm down!</p></div>"), &["Calm down"]);
    }
}

#[test]
fn broken_markup_loses_no_words() {
    check("<div><blockquote>calm down</div>Calm down", &["Calm down"]);
    check("<p><b>Calm <p>no</b> calm</p> down</p>", &[]);
    check("<p>Calm <b>down</p>, calm down</b></b></div>", &["Calm <b>down", "calm down"]);
    check("1 < 2 > 0 & calm down &; &nope; <", &["calm down"]);
    check("<p>calm down<", &["calm down"]);
    check("\u{FEFF}<p>calm down", &["calm down"]);
    check("<a href=\"<%= url %>\">calm down</a> {{ a < b }} calm <%= x %> down", &["calm down"]);
    check("<td>calm<td>down<tr><td>calm down", &["calm down"]);
    check("I <span>said</span>\n\n  calm\n\n\tdown", &["calm\n\n\tdown"]);
    check("calm<br>down", &["calm<br>down"]);
    check("calm<br>\n<br>\ndown", &[]);
}

#[test]
fn deep_and_endless_markup_is_read_in_time() {
    let source = "<div>".repeat(50_000) + "calm down" + &"</b>".repeat(50_000);
    check(&source, &["calm down"]);
    let source = "<blockquote>".repeat(20_000) + "calm down" + &"</blockquote>".repeat(20_000) + "Calm down";
    check(&source, &["Calm down"]);
    check(&("<!--".repeat(20_000) + "calm down"), &[]);
    check(&("<p <".repeat(20_000) + "> calm down"), &["calm down"]);
}

#[test]
fn a_rewrite_is_escaped() {
    let source = "<p>Calm down &amp; w&#97;it your turn, {{ a &lt; b }}.</p>\n";
    let safe = mended(source, Format::Html, Choice::Safe);
    assert_eq!(safe.text, "<p>Take \"care\" &amp; &lt;3 &amp; w&#97;it your turn, {{ a &lt; b }}.</p>\n");
}

/// Text as a writer of HTML writes it.
fn written(text: &str) -> String {
    let entity = |c: char| match c {
        '&' => "&amp;".to_owned(),
        '<' => "&lt;".to_owned(),
        '>' => "&gt;".to_owned(),
        'é' => "&eacute;".to_owned(),
        'a' => "<b>a</b>".to_owned(),
        'b' => "&#98;".to_owned(),
        other => other.to_string(),
    };
    text.chars().map(entity).collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn text_comes_back_with_its_places(text in "[abcd&<>é日 ]{1,40}") {
        let source = format!("<p>{}</p>", written(&text));
        let document = Document::parse(&source, Format::Html);
        let passage = &document.passages()[0].text;
        prop_assert_eq!(passage.as_str(), &text);
        for (at, c) in text.char_indices() {
            let place = passage.source_span(Span::new(at, at + c.len_utf8()));
            let raw = document.slice(place);
            prop_assert!(raw == c.to_string() || raw == written(&c.to_string()), "{raw:?} for {c:?} in {source:?}");
        }
    }

    #[test]
    fn any_string_is_html(source in "(<|>|/|p|b|div|!--|-->|blockquote|code| |\"|'|=|&|;|#|\r|\n|\\{\\{|\\}\\}|é|style|\0){0,40}") {
        let document = Document::parse(&source, Format::Html);
        let passage = &document.passages()[0].text;
        for (at, c) in passage.as_str().char_indices() {
            let place = passage.source_span(Span::new(at, at + c.len_utf8()));
            prop_assert!(source.get(place.range()).is_some(), "{place:?} cuts a character of {source:?}");
        }
    }
}
