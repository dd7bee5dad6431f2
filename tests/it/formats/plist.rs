//! Property lists: places through entities, what stands in a text beside words, and what `fix` may write.

use proptest::prelude::*;
use roxmltree::{Document as Xml, Node, ParsingOptions};
use tonelint::{Choice, Document, Format, Reading, Remark, Span};

use super::{check, cuts_no_character, found, mended, sample};

const SAMPLE: &str = "desks/textexpander-plist.textexpander";

/// Every text of a file, as an independent parser reads it.
pub(super) fn texts(source: &str) -> Vec<String> {
    let options = ParsingOptions { allow_dtd: true, ..ParsingOptions::default() };
    let xml = Xml::parse_with_options(source, options).unwrap_or_else(|error| panic!("{error}\n{source}"));
    let strings = xml.descendants().filter(|node| node.has_tag_name("string"));
    let text =
        |node: Node<'_, '_>| node.descendants().filter_map(|part| part.text().filter(|_| part.is_text())).collect();
    strings.map(text).collect()
}

fn plist(value: &str) -> String {
    format!("<?xml version=\"1.0\"?>\n<plist version=\"1.0\">\n{value}\n</plist>\n")
}

#[test]
fn every_finding_names_its_snippet_and_its_bytes() {
    let source = sample(SAMPLE);
    let late = ("snippetsTE2[0].plainText", "Late parcel: calm down", "calm&#32;down");
    let wait = ("snippetsTE2[1].plainText", ";wait", "wait&amp;nbsp;your turn");
    check(&source, Format::Plist, &Reading::default(), &[late, wait]);
    let marked = format!("\u{FEFF}{}", source.replace("&#32;", "\n").replace('\n', "\r\n"));
    assert_eq!(found(&marked, Format::Plist), ["calm\r\ndown", wait.2]);
    let names = Reading { fields: vec!["groupName".to_owned()], ..Reading::default() };
    check(&source, Format::Plist, &names, &[("groupInfo.groupName", "", "Calm down")]);
}

#[test]
fn a_rewrite_is_escaped_and_the_rest_of_the_file_stays() {
    let source = sample(SAMPLE);
    let fixed = mended(&source, Format::Plist, Choice::First);
    let expected = source
        .replace("calm&#32;down", "take \"care\" &amp; &lt;3")
        .replace("Please wait&amp;nbsp;your turn.", "We call you.");
    assert_eq!(fixed.text, expected);
    let new = texts(&fixed.text);
    assert_eq!(
        new[3],
        "Hi %filltext:name=first name%,\nit's on its way; please take \"care\" & <3. Q&A: https://example.org"
    );
    assert_eq!(new[6], "<p>We call you.</p>");
}

#[test]
fn values_of_every_kind_stand_beside_texts() {
    let value = "<array><true/><false /><real>1.5</real><date>2025-02-03T04:05:06Z</date><data>Y2FsbSBkb3du</data>\
                 <string/><dict/><array/><!-- calm down -->\n<dict><key>on</key><true/><key>te&amp;xt</key>\
                 <string>Please calm down, you.</string></dict><string>Well, <![CDATA[please calm]]> down.</string></array>";
    let expected = [("[8].te&xt", "", "calm down"), ("[9]", "", "Well, <![CDATA[please calm]]> down.")];
    check(&plist(value), Format::Plist, &Reading::default(), &expected);
    let fixed = mended(&plist(value), Format::Plist, Choice::First);
    assert_eq!(fixed.text, plist(&value.replace("Please calm down", "Please take \"care\" &amp; &lt;3")));
}

#[test]
fn what_is_no_property_list_is_read_as_plain_text_and_says_so() {
    let deep = "<array>".repeat(100_000);
    let laughs = "<!DOCTYPE p [<!ENTITY a \"calm down calm down\"><!ENTITY b \"&a;&a;&a;\">]><plist><string>&b;</string></plist>";
    let broken = [
        ("", "line 1: it ends too early"),
        ("<plist>\n<dict>", "line 2: it ends too early"),
        ("<plist><dict><key>a</key></dict></plist>", "line 1: a key has no value"),
        ("<plist><dict><string>calm down</string></dict></plist>", "line 1: a value has no key"),
        ("<plist><dict><key>a</key><key>b</key></dict></plist>", "line 1: a key stands where a value is expected"),
        ("<plist><string>a</string><string>b</string></plist>", "line 1: it holds more than one value"),
        ("<plist>calm down</plist>", "line 1: words between values"),
        ("<plist><string>a<b>c</b></string></plist>", "line 1: a tag stands inside of a text"),
        ("<html><p>calm down</p></html>", "line 1: `<html>` is unknown"),
        ("<plist>\n</dict></plist>", "line 2: "),
        (&deep, "line 1: it is more than 128 levels deep"),
    ];
    for (source, expected) in broken {
        let document = Document::parse(source, Format::Plist);
        let [Remark::Broken(reason)] = document.remarks() else { panic!("{:?}", document.remarks()) };
        assert!(reason.starts_with(&format!("it is not a property list ({expected}")), "{reason}");
        assert_eq!(document.format(), Format::Plain);
    }
    let document = Document::parse(laughs, Format::Plist);
    assert_eq!((document.format(), found(laughs, Format::Plist).len()), (Format::Plist, 0));
}

const WORDS: [&str; 12] =
    ["a", "b ", "é", "🙂", "\n", "&amp;", "&#x1F642;", "&#233;", "&lt;3", "<!-- x -->", "<![CDATA[<&]]>", "\t"];

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_rewrite_changes_nothing_else(
        before in prop::collection::vec(prop::sample::select(WORDS.to_vec()), 0..8),
        after in prop::collection::vec(prop::sample::select(WORDS.to_vec()), 0..8),
    ) {
        let source = plist(&format!(
            "<dict><key>a</key><string>{} please calm down there. {}</string><key>b</key><string>c &amp; d</string></dict>",
            before.concat(),
            after.concat(),
        ));
        let old = texts(&source);
        let reading = Reading { fields: vec!["a".to_owned()], ..Reading::default() };
        let document = Document::read(&source, Format::Plist, &reading);
        prop_assert_eq!(document.format(), Format::Plist);
        let passage = &document.passages()[0].text;
        let at = passage.as_str().find("calm down").expect("it was written");
        let place = document.slice(passage.source_span(Span::new(at, at + 9)));
        let fixed = mended(&source, Format::Plist, Choice::First);
        let is_whole = place != "calm down";
        prop_assert_eq!(is_whole, before.iter().chain(&after).any(|word| word.starts_with("<")), "{}", place);
        let expected = if is_whole { old[0].clone() } else { old[0].replace("calm down", "take \"care\" & <3") };
        prop_assert_eq!(texts(&fixed.text), [expected, old[1].clone()]);
    }

    #[test]
    fn any_string_is_a_property_list(
        source in "(<plist>|</plist>|<array>|</array>|<dict>|</dict>|<key>|</key>|<string>|</string>|<true/>|<!--|-->|\
                   <!\\[CDATA\\[|\\]\\]>|&|;|#39|amp|é|🙂|\n|a| |<|>|\u{FEFF}){0,30}",
    ) {
        prop_assert!(cuts_no_character(&source, Format::Plist));
    }
}
