//! What every stage relies on: passages hold the writer's words, and know where they stand.

mod any_string;
mod chat;

use tonelint::{
    Document, Format, Quoted, Span,
    mapped::{BREAK, HOLE, MappedText},
};

fn visible(source: &str, format: Format, quoted: Quoted) -> String {
    let document = Document::parse_with(source, format, quoted);
    let texts: Vec<&str> = document.passages().iter().map(|passage| passage.text.as_str()).collect();
    texts.join("¦").replace(HOLE, "▢").replace(BREAK, "¶")
}

/// Every source shows what stands beside it, holes as `▢` and sentence ends as `¶`.
#[track_caller]
fn check(format: Format, cases: &[(&str, &str)]) {
    let wrong: Vec<String> = cases
        .iter()
        .map(|(source, expected)| (source, expected, visible(source, format, Quoted::Skip)))
        .filter(|(_, expected, shown)| shown != *expected)
        .map(|(source, expected, shown)| format!("{source:?}\n  expected {expected:?}\n  shown    {shown:?}"))
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[track_caller]
fn check_plain(cases: &[(&str, &str)]) {
    check(Format::Plain, cases);
}

#[track_caller]
fn check_markdown(cases: &[(&str, &str)]) {
    check(Format::Markdown, cases);
}

/// These sources show as they are.
#[track_caller]
fn check_untouched(sources: &[&str]) {
    let cases: Vec<(&str, &str)> = sources.iter().map(|source| (*source, *source)).collect();
    check_plain(&cases);
}

#[test]
fn plain_words_borrow_the_source() {
    for source in
        ["", "Hi Ana,\r\n\r\nthe fee is £5 & due. See you!\r\n", "a\rb\u{A0}c\u{200B}d", "50% off, and 3 < 4."]
    {
        let document = Document::parse(source, Format::Plain);
        let text = &document.passages()[0].text;
        assert_eq!(text.as_str(), source);
        assert!(text.is_borrowed(), "{source:?}");
    }
}

#[test]
fn a_byte_order_mark_is_not_text() {
    check_plain(&[("\u{FEFF}Hi", "Hi"), ("\u{FEFF}> quoted\nHi", "Hi")]);
    check_markdown(&[("\u{FEFF}# Hi", "Hi"), ("\u{FEFF}---\ntitle: x\n---\nHi", "Hi")]);
}

#[test]
fn quoted_lines_are_not_the_writers() {
    check_plain(&[
        ("> calm down\nSorry.", "Sorry."),
        (">> you people\r\n> ok\r\nThanks.\r\n", "Thanks.\r\n"),
        ("Hi.\n\n> > never\n   > again\n\nSorry.", "Hi.\n\n¶\nSorry."),
        ("&gt; calm down\nSorry.", "Sorry."),
        ("    > indented too far", "    > indented too far"),
        ("a > b\nand b > c", "a > b\nand b > c"),
    ]);
}

#[test]
fn quotes_come_back_when_asked_for() {
    let show = |source| visible(source, Format::Plain, Quoted::Include);
    assert_eq!(show("Hi.\n> calm\n>> down\nSorry."), "Hi.\n¶calm\ndown\n¶Sorry.");
    assert_eq!(show("Hi.\n\nOn 5 Oct 2026, at 10:12, Ann <a@b.org> wrote:\n\n> calm\n"), "Hi.\n\n¶\n¶calm\n");
    assert_eq!(show("Hi <blockquote>calm down</blockquote> you"), "Hi ¶calm down¶ you");
    let show = |source| visible(source, Format::Markdown, Quoted::Include);
    assert_eq!(show("Hi.\n\n> calm\n> down\n\nSorry."), "Hi.¶calm\ndown¶Sorry.");
}

#[test]
fn attributions_are_known_in_every_language() {
    for line in [
        "On Mon, 5 Oct 2026 at 10:12, Ann Lee <ann@example.org> wrote:",
        "On Oct 5, 2026, at 10:12 AM, Ann Lee wrote:",
        "On Mon, 5 Oct 2026 at 10:12, Ann Lee\n<ann@example.org> wrote:",
        "On Mon, 5 Oct 2026\nat 10:12, Ann Lee\n<ann@example.org> wrote:",
        "Ann Lee <ann@example.org> wrote:",
        "Le lun. 5 oct. 2026 à 10:12, Ann Lee <ann@example.org> a écrit :",
        "El lun, 5 oct 2026 a las 10:12, Ann Lee (<ann@example.org>) escribió:",
        "Il giorno lun 5 ott 2026 alle ore 10:12 Ann Lee <ann@example.org> ha scritto:",
        "In data lunedì 5 ottobre 2026 10:12:00, Ann Lee ha scritto:",
        "Em seg., 5 de out. de 2026 às 10:12, Ann Lee <ann@example.org> escreveu:",
        "Am Mo., 5. Okt. 2026 um 10:12 Uhr schrieb Ann Lee <ann@example.org>:",
        "Am 05.10.2026 um 10:12 schrieb Ann Lee:",
        "Ann Lee <ann@example.org> schrieb:",
        "Op ma 5 okt 2026 om 10:12 schreef Ann Lee <ann@example.org>:",
        "W dniu 05.10.2026 o 10:12, Ann Lee pisze:",
        "pon., 5 paź 2026 o 10:12 użytkownik Ann Lee <ann@example.org> napisał:",
        "W dniu pon., 5.10.2026 o 10:12 użytkownik Ann Lee <ann@example.org> napisał(a):",
        "Den mån 5 okt. 2026 kl 10:12 skrev Ann Lee <ann@example.org>:",
        "På 5. oktober 2026 kl. 10:12:00, skrev Ann Lee:",
        "ma 5. lokak. 2026 klo 10.12 Ann Lee (ann@example.org) kirjoitti:",
        "Vào Th 2, 5 thg 10, 2026 vào lúc 10:12 Ann Lee <ann@example.org> đã viết:",
        "05.10.2026 10:12, пользователь Ann Lee написал:",
        "пн, 5 окт. 2026 г. в 10:12, Ann Lee <ann@example.org>:",
        "在 2026年10月5日 10:12，Ann Lee <ann@example.org> 写道：",
        "2026년 10월 5일 (월) 오전 10:12, Ann Lee <ann@example.org>님이 작성:",
        "2026年10月5日(月) 10:12 Ann Lee <ann@example.org>のメッセージ:",
        "2014-10-17 11:28 GMT+03:00 Bob <bob@example.org>:",
        "Thu, 26 Jun 2014 14:00:51 +0400 Bob <bob@example.org>:",
    ] {
        let below = format!("Sorry about that.\n\n{line}\n\nYou never listen.\nNever.\n");
        assert_eq!(visible(&below, Format::Plain, Quoted::Skip), "Sorry about that.\n\n", "{line}");
        let quoted = format!("{line}\r\n> You never listen.\r\nSorry about that.\r\n");
        assert_eq!(visible(&quoted, Format::Plain, Quoted::Skip), "Sorry about that.\r\n", "{line}");
    }
}

#[test]
fn an_attribution_without_date_or_address_needs_a_quote_below() {
    check_plain(&[
        (
            "On 5 Oct at 10:12 our courier wrote to ann@example.org:\nno answer.",
            "On 5 Oct at 10:12 our courier wrote to ▢:\nno answer.",
        ),
        ("Here is what ann@example.org wrote:\nit works.", "Here is what ▢ wrote:\nit works."),
        ("Ann wrote:\n> calm down\nSorry.", "Sorry."),
        ("On Monday he wrote:\nthe parcel is lost.", "On Monday he wrote:\nthe parcel is lost."),
        ("Ann wrote:\n\"calm down\" to me.", "Ann wrote:\n\"calm down\" to me."),
    ]);
    check_untouched(&[
        "On 3 May 2026 at 10:12 you wrote:\nwhere is it? It ships today.",
        "On Monday we shipped it.\nHere is how it went:\nwell.",
        "We need:\n\na photo",
        "The steps you wrote:\n\nall fine",
    ]);
}

#[test]
fn inline_replies_stay() {
    check_plain(&[
        (
            "Hi,\n\nOn 5 Oct 2026, at 10:12, Ann <a@example.org> wrote:\n\n> Where is it?\n\nIt ships today.\n\n> And the fee?\n\nNo fee.\n",
            "Hi,\n\n¶\n¶\nIt ships today.\n\n¶\nNo fee.\n",
        ),
        ("-----Original Message-----\n> Where?\nHere.", "Here."),
    ]);
}

#[test]
fn below_a_separator_everything_is_old_mail() {
    for separator in [
        "-----Original Message-----",
        "----- Original Message -----",
        "-----Ursprüngliche Nachricht-----",
        "-----Oprindelig meddelelse-----",
        "-----Message d'origine-----",
        "-----Αρχικό μήνυμα-----",
        "------------------ 原始邮件 ------------------",
        "‐‐‐‐‐‐‐ Original Message ‐‐‐‐‐‐‐",
        "---------- Forwarded message ---------",
        "---------- Forwarded message ----------\nFrom: Ann <a@example.org>\nDate: Mon, 5 Oct 2026\nSubject: Late\nTo: us",
        "Begin forwarded message:",
        "________________________________\nFrom: Ann Lee <ann@example.org>\nSent: Monday, October 5, 2026\nTo: us\nSubject: Late",
        "From: Ann Lee\nSent: Monday, October 5, 2026 10:12\nTo: Support\nSubject: Late",
        "**From:** Ann Lee\n**Sent:** Monday\n**Subject:** Late",
        "Von: Ann Lee\nGesendet: Montag, 5. Oktober 2026 10:12\nAn: Support\nBetreff: Spät",
        "De : Ann Lee\nEnvoyé : lundi 5 octobre 2026\nÀ : Support\nObjet : Retard",
        "Van: Ann Lee\nDatum: maandag 5 oktober 2026\nAan: Support\nOnderwerp: Laat",
        "Från: Ann Lee\nSkickat: den 5 oktober 2026\nTill: Support\nÄmne: Sent",
        "Fra: Ann Lee\nSendt: 5. oktober 2026\nTil: Support\nEmne: Forsinket",
        "##- Please type your reply above this line -##",
        "-- Please reply above this line --",
    ] {
        let source = format!("Sorry.\n\n{separator}\n\nYou never listen.\n\nNever.\n");
        assert_eq!(visible(&source, Format::Plain, Quoted::Skip), "Sorry.\n\n", "{separator}");
    }
    check_untouched(&[
        "From: Berlin\nTo: Munich\nDate: 4 May\nSee you there.",
        "Before.\n________________________________\nAfter.",
        "To: be clear, it ships.\nDate: tomorrow.",
        "Original message: see the ticket.",
    ]);
}

#[test]
fn a_drafts_own_headers_leave_their_subject() {
    check_plain(&[
        (
            "From: us <us@example.org>\nTo: Ann <a@example.org>\nSubject: Your refund\n\nHi Ann.",
            "Your refund¶\nHi Ann.",
        ),
        ("To: Ann\nSubject: Re: where is it\n\nHi Ann.", "\nHi Ann."),
        (
            "Received: by x\n\twith y\nMIME-Version: 1.0\nFrom: us\nSubject: AW: x\nContent-Type: text/plain\n\nHi.",
            "\nHi.",
        ),
        ("##- Please type your reply above this line -##\nHi Ann.", "Hi Ann."),
        ("Subject: Your refund\n\nHi Ann.", "Subject: Your refund\n\nHi Ann."),
    ]);
}

#[test]
fn signatures_are_not_read() {
    check_plain(&[
        ("Bye.\n-- \nAnn\nNobody else has this job\n", "Bye.\n"),
        ("Bye.\r\n-- \r\nAnn\r\n", "Bye.\r\n"),
        ("Bye.\n--\nAnn\nSupport\n", "Bye.\n"),
        ("Bye.\n\nSent from my iPhone\n", "Bye.\n\n"),
        ("Bye.\n\nVon meinem iPhone gesendet\n", "Bye.\n\n"),
    ]);
    check_untouched(&["It was\nSent from my warehouse on Monday, as promised.", "Two\n--- three", "Yes --\nthat one."]);
    let long = format!(
        "Yes.\n--\n{}",
        "A line of an ordinary reply that goes on and on and on, well beyond sixty.\n".repeat(3)
    );
    check_plain(&[(&long, &long)]);
    check_markdown(&[("Bye.\n\n-- \nAnn\n\nSupport", "Bye.")]);
}

#[test]
fn list_items_end_sentences() {
    check_plain(&[
        ("Try this:\n- restart it\n* calm down\n• wait", "Try this:\n¶restart it\n¶calm down\n¶wait"),
        ("1. One\n2) Two\na) Three\n10. Ten", "One\n¶Two\n¶Three\n¶Ten"),
    ]);
    check_untouched(&["in\n2026. That year", "-5 degrees", "*the only* one", "a - b", "I) x".get(..0).unwrap_or("")]);
}

#[test]
fn entities_are_seen_through() {
    check_plain(&[
        ("you&#39;re the only&nbsp;one", "you're the only\u{A0}one"),
        ("R&amp;D &lt;b&gt; &#x27;", "R&D <b> '"),
    ]);
    check_untouched(&["Q&A & more; R&D", "&nosuchthing; &#; &", "&amp without an end"]);
}

#[test]
fn inline_tags_disappear_and_block_tags_end_sentences() {
    check_plain(&[
        ("You're the <b>only</b> one", "You're the only one"),
        ("<a href=\"https://x.org/?a>b\">calm</a> <SPAN class='x'>down</SPAN>", "calm down"),
        ("<p>No.</p>\n<p>Never</p>", "No.¶\n¶Never"),
        ("one<br/>two<br>three", "one\ntwo\nthree"),
        ("run <code>calm down</code> now", "run ▢ now"),
        ("a<pre>calm\ndown</pre>b<style>p {}</style>", "a▢b▢"),
        ("a<!-- calm\n- down -->b", "ab"),
        ("He said<blockquote>calm <b>down</b></blockquote>sorry", "He said¶sorry"),
        ("<q>calm</q>", "\"calm\""),
    ]);
    check_untouched(&["a < b and c > d", "<3", "I <really> mean it", "<!-- not closed", "if x <b and y", "<- here"]);
    check_plain(&[("a <code>b", "a b"), ("a <blockquote>b", "a ¶b")]);
}

#[test]
fn markdown_links_and_code_are_seen_in_plain_text() {
    check_plain(&[
        ("Please [calm down](https://example.com/help \"x\").", "Please calm down."),
        ("![calm down](x.png) ok", " ok"),
        ("run `calm down` or ``a ` b`` now", "run ▢ or ▢ now"),
        ("See:\n```\ncalm down\n```\nOk.", "See:\n¶Ok."),
        ("See:\n~~~text\ncalm down", "See:\n"),
    ]);
    check_untouched(&["don`t do that, it`s fine", "a ` b", "[calm down] (really)", "[calm](never\nclosed)"]);
}

#[test]
fn names_of_things_are_holes() {
    check_plain(&[
        ("See https://example.com/calm-down/ for it.", "See ▢ for it."),
        ("(see https://example.com/a_(b)), or www.example.com.", "(see ▢), or ▢."),
        ("<https://example.com/x>, mailto:a@example.org", "<▢>, ▢"),
        ("Write to ann.lee+x@mail.example.org, please.", "Write to ▢, please."),
        ("The file is called not_our_problem.txt on", "The file is called ▢ on"),
        ("Open invoice-3.PDF, C:\\Users\\ann and /etc/hosts.", "Open ▢, ▢ and ▢."),
        ("in ~/notes or docs/setup.md, not_our_problem!", "in ▢ or ▢, ▢!"),
        ("Thanks @ann_lee. Visit example.com/help.", "Thanks ▢. Visit ▢."),
        ("*example.org* and _Next.js_", "*▢* and _▢_"),
    ]);
    check_untouched(&[
        "This is the end.Next time, and/or 24/7, w/o he/she.",
        "I told you.go on. See it.it is i.e. this, e.g. that.",
        "You are s.t.u.p.i.d. and f@ck, @sshole, a$$ and $hit",
        "call @ 5pm, version 1.2.3, 3.5mm, #sorry, _only_ __you__ ____",
        "You are st_pid, f_ck.",
        "http: //x and note: this",
    ]);
}

#[test]
fn placeholders_are_holes() {
    for placeholder in [
        "{{ticket.requester.first_name}}",
        "{{ Order Number }}",
        "{{{ raw }}}",
        "{{first_name | fallback:\"there\"}}",
        "{{contact.first_name || \"Unknown\"}}",
        "{{> partial}}",
        "{{- x -}}",
        "{%customer.firstName%}",
        "{%customer.firstName,fallback=there%}",
        "<%= user.name %>",
        "#{ticket.customer.firstname}",
        "%{ticket.name.first}",
        "%{reply_to_username,fallback:there}",
        "%(name)s",
        "%filltext:name=first name%",
        "%FIRST_NAME%",
        "${name}",
        "$NAME",
        "$FIRST_NAME",
        "$SITENAME$",
        "{!Contact.FirstName}",
        "{first_name}",
        "{0}",
        "[NAME]",
        "[First Name]",
        "[order number]",
        "[Next step.]",
        "[[value]]",
        "<account_id>",
        "<insert issue>",
        "<your name>",
        "<attribute key=\"first_name\" default=\"there\"/>",
    ] {
        let source = format!("Calm {placeholder} down, {placeholder}.");
        check_plain(&[(&source, "Calm ▢ down, ▢.")]);
        check_markdown(&[(&source, "Calm ▢ down, ▢.")]);
    }
}

#[test]
fn what_only_looks_like_a_placeholder_is_text() {
    check_untouched(&[
        "50% off and 20% more, 100%sure%",
        "a fee of $5, US$20 or $TUPID",
        "{ not a name } and {calm down}",
        "[sic] [calm down] [x] [1] [ ]",
        "<calm down> <you>",
        "{{ never closed, {% neither, <%= nor, ${this, %{that",
        "{{ not over\na line }}",
        "{{{{{{{{ } {",
        "C# and #1",
    ]);
    check_plain(&[("[First Name](https://x.org)", "First Name"), ("{{ open {{name}}", "{{ open ▢")]);
}

#[test]
fn tags_of_templates_are_markup_and_their_branches_text() {
    let cases = [
        ("Hi{{#if vip}} dear{{else}} you{{/if}}!", "Hi dear¶ you!"),
        ("Hi{% if x\n and y %} dear{%- else -%} you{% endif %}!", "Hi dear¶ you!"),
        ("Hi<% if x %> dear<% else %> you<% end %>!", "Hi dear¶ you!"),
        ("Hi{# calm\ndown #}{{!-- calm --}}{{! c }}<%# c %>!", "Hi!"),
        ("Hi{% comment %}calm down{% endcomment %}!", "Hi!"),
        ("Hi$|$!", "Hi!"),
    ];
    check_plain(&cases);
    check_markdown(&cases);
}

#[test]
fn markdown_shows_what_is_rendered() {
    check_markdown(&[
        ("# Title\n\nYou're *the* **only** ~~one~~.", "Title¶You're the only one."),
        ("a\nb  \nc\\\nd", "a\nb\nc\nd"),
        ("a\r\nb", "a\nb"),
        ("- one\n- two\n  more\n\n1. three", "one¶two\nmore¶three"),
        ("- [ ] one\n- [x] two", "one¶two"),
        ("| a | b |\n|---|---|\n| c | d |", "a¶b¶c¶d"),
        ("[calm *down*](https://x.org \"t\") ![alt](x.png)!", "calm down !"),
        ("see [text][ref]\n\n[ref]: https://x.org", "see text"),
        ("run `calm down` now", "run ▢ now"),
        ("a\n\n```\ncalm down\n```\n\nb\n\n    calm down\n\nc", "a¶b¶c"),
        ("a\n\n> calm\ndown\n\nb", "a¶b"),
        ("---\ntitle: calm down\n---\n\nHi", "Hi"),
        ("+++\ntitle = 'calm down'\n+++\n\nHi", "Hi"),
        ("it&#39;s R&amp;D, \\*calm\\* a\\_b", "it's R&D, *calm* a_b"),
        ("the <b>only</b> <code>calm *x* down</code> one", "the only ▢ one"),
        ("<div>\nHi <em>you</em>\n</div>\n\n<!-- calm\n\ndown -->\n\nBye", "\nHi you\n¶\n¶\n¶Bye"),
        ("note[^1] here\n\n[^1]: small print", "note▢ here¶small print"),
        ("see https://x.org/a_b_c, ann@x.org, <https://x.org> and a_b.txt", "see ▢, ▢, ▢ and ▢"),
        ("Hi\n\nOn 5 Oct 2026, at 10:12, Ann <a@b.org> wrote:\n\n> calm\n\nSorry", "Hi¶Sorry"),
        ("a {{ x_y }} *b* {{ z_y }} c", "a ▢ b ▢ c"),
        ("[go]({{ url }}) now", "go now"),
        ("one\n\n***\n\ntwo", "one¶two"),
    ]);
}

#[test]
fn places_in_the_text_lead_back_to_the_source() {
    let find = |source: &'static str, format, words: &str| {
        let document = Document::parse(source, format);
        let text = &document.passages()[0].text;
        let at = text.as_str().find(words).expect("the words are visible");
        document.slice(text.source_span(Span::new(at, at + words.len())))
    };
    assert_eq!(find("You're the <b>only</b> one", Format::Plain, "only"), "only");
    assert_eq!(find("You're the <b>only</b> one", Format::Plain, "the only one"), "the <b>only</b> one");
    assert_eq!(find("it&#39;s ok", Format::Plain, "it's"), "it&#39;s");
    assert_eq!(find("it&#39;s ok", Format::Plain, "'"), "&#39;");
    assert_eq!(find("so *calm* down", Format::Markdown, "calm down"), "calm* down");
    assert_eq!(find("\u{FEFF}é &amp; 🙂!", Format::Plain, "& 🙂"), "&amp; 🙂");
}

#[test]
fn a_part_of_something_replaced_counts_whole() {
    let source = "a&hellip;b";
    let mut text = MappedText::verbatim(source, Span::new(0, 1));
    text.push_replaced("...", Span::new(1, 9));
    text.push_verbatim(source, Span::new(9, 10));
    assert_eq!(text.source_span(Span::new(2, 3)), Span::new(1, 9));
    assert_eq!(text.source_span(Span::new(0, 2)), Span::new(0, 9));
    assert_eq!(text.source_span(Span::new(4, 5)), Span::new(9, 10));
    assert_eq!(text.source_span(Span::new(5, 9)), Span::new(10, 10));
}

#[test]
fn breaks_do_not_repeat_and_have_no_width() {
    let source = "ab";
    let mut text = MappedText::new();
    text.push_break(0);
    text.push_verbatim(source, Span::new(0, 1));
    text.push_break(1);
    text.push_break(1);
    text.push_verbatim(source, Span::new(1, 2));
    assert_eq!(text.as_str(), "a\u{2029}b");
    assert_eq!(text.source_span(Span::new(1, 4)), Span::new(1, 1));
    assert_eq!(text.source_span(Span::new(0, 5)), Span::new(0, 2));
}

#[test]
fn positions_count_in_every_unit_and_on_long_lines() {
    let source = format!("é🙂\n{}x", "ü🙂".repeat(5000));
    let document = Document::parse(&source, Format::Plain);
    let end = document.position(source.len());
    assert_eq!((end.line, end.column, end.utf16), (2, 10_002, 15_002));
    let inside = document.position(4);
    assert_eq!((inside.byte, inside.line, inside.column, inside.utf16), (2, 1, 2, 2));
    assert_eq!(document.position(usize::MAX), end);
    assert_eq!(document.slice(Span::new(1, 4)), "");
}

#[test]
fn a_byte_order_mark_has_no_column() {
    let document = Document::parse("\u{FEFF}é!\nx", Format::Plain);
    let columns = |offset| {
        let position = document.position(offset);
        (position.byte, position.line, position.column, position.utf16, position.utf8)
    };
    assert_eq!([0, 3, 5].map(columns), [(0, 1, 1, 1, 1), (3, 1, 1, 1, 4), (5, 1, 2, 2, 6)]);
    assert_eq!(columns(7), (7, 2, 1, 1, 1));
}

#[test]
fn a_name_says_the_format() {
    for (name, format) in [
        ("a.md", Format::Markdown),
        ("b/A.MarkDown", Format::Markdown),
        ("a.mdx", Format::Markdown),
        ("a.txt", Format::Plain),
        ("md", Format::Plain),
        ("", Format::Plain),
    ] {
        assert_eq!(Format::of_name(name), format, "{name}");
    }
}
