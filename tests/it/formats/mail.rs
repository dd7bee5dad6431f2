//! E-mail files and mailboxes: parts, transfer encodings, charsets and flowed lines.

use mailparse::{MailHeaderMap, ParsedMail};
use proptest::prelude::*;
use tonelint::{Choice, Document, Encoding, Format, Reading, Remark, Spelling};

use super::{found, linter, located, mended, sample};

/// A message with one part: its fields beside the usual ones, an empty line and the body, with the line ends
/// of mail.
fn message(fields: &str, body: &str) -> String {
    let text = format!("From: support@example.com\nSubject: Re: parcel\nMIME-Version: 1.0\n{fields}\n\n{body}");
    text.replace('\n', "\r\n")
}

fn quoted_printable(charset: &str, body: &str) -> String {
    let fields = format!("Content-Type: text/plain; charset={charset}\nContent-Transfer-Encoding: quoted-printable");
    message(&fields, body)
}

fn base64(kind: &str, body: &[u8]) -> String {
    let encoded = data_encoding::BASE64_MIME.encode(body);
    message(&format!("Content-Type: {kind}\nContent-Transfer-Encoding: base64"), &encoded.replace("\r\n", "\n"))
}

/// The text of a file as the command line reads it, and how it is stored.
fn read(bytes: &[u8]) -> (String, Encoding) {
    let encoding = match std::str::from_utf8(bytes) {
        Ok(_) => Encoding::Utf8,
        Err(_) => Encoding::declared(bytes).expect("it begins as a mail does"),
    };
    (encoding.decode(bytes.to_vec()).expect("it has these bytes"), encoding)
}

/// The bytes of a file that findings point at.
fn cut(bytes: &[u8]) -> Vec<Vec<u8>> {
    let (text, encoding) = read(bytes);
    let report = linter().lint("sample", Document::parse(&text, Format::Mail).stored_as(encoding));
    let place = |at: usize| report.document.position(at).byte;
    report.findings.iter().map(|found| bytes[place(found.span.start)..place(found.span.end)].to_vec()).collect()
}

fn words(source: &str, format: Format) -> Vec<String> {
    Document::parse(source, format).passages().iter().map(|passage| passage.text.as_str().to_owned()).collect()
}

fn remarks(source: &str, format: Format) -> Vec<String> {
    Document::parse(source, format).remarks().iter().map(ToString::to_string).collect()
}

#[test]
fn the_parts_that_are_shown_are_read_and_found_where_they_stand() {
    let source = sample("reply.eml");
    let title = "Your parcel: calm down, Léna";
    let expected = [
        ("subject", "calm_down"),
        ("part 1.1", "ca=\nlm down"),
        ("part 1.1", "you=E2=80=99re the only=20\nperson"),
        ("part 1.1", "W=61it your=  \n turn"),
        ("part 4", "Wait&nbsp;your <b>t=\nurn"),
    ];
    let check = |source: &str, line_end: &str| {
        let raw = |raw: &str| raw.replace('\n', line_end);
        let expected = expected.map(|(locator, words)| (locator.to_owned(), title.to_owned(), raw(words)));
        assert_eq!(located(source, Format::Mail, &Reading::default()), expected);
    };
    check(&source, "\n");
    check(&source.replace('\n', "\r\n"), "\r\n");
    let document = Document::parse(&source, Format::Mail);
    assert_eq!(document.format(), Format::Mail);
    let left_out = "1 attachment and 1 forwarded message are not read".to_owned();
    assert_eq!(document.remarks(), [Remark::LeftOut(left_out)]);
}

#[test]
fn every_message_of_a_mailbox_is_read() {
    let expected = [
        ("message 1", "Late parcel", "wait your turn"),
        ("message 2", "Rückgabe", "You are the only per \nson"),
        ("message 2", "Rückgabe", "Calm  \ndown"),
        ("message 2", "Rückgabe", "wait  \nyour turn"),
        ("message 2", "Rückgabe", "calm down"),
        ("message 3", "Re: calm down", "IGNhbG0gPGk+ZG93bjwv"),
        ("message 3", "Re: calm down", "IHlvdSBh\ncmUgdGhlIG9ubHkgcGVyc29u"),
    ];
    let source = sample("archive.mbox");
    let located = located(&source, Format::Mbox, &Reading::default());
    let located: Vec<(&str, &str, &str)> = located.iter().map(|(at, title, raw)| (&**at, &**title, &**raw)).collect();
    assert_eq!(located, expected);
    assert_eq!(Document::parse(&source, Format::Plain).format(), Format::Mbox);
}

#[test]
fn a_sentence_that_begins_with_from_makes_no_mailbox() {
    let check = |source: &str| assert_eq!(Document::parse(source, Format::Plain).format(), Format::Plain, "{source}");
    check("From now on, calm down.\n");
    check("From Monday at 9:00 on:\n\nCalm down.");
    check("From 9:00 to 10:00\nCalm down: we call you.");
    check("From 9:00 to 10:00");
    check("From Monday on:\nSubject: new\nDate: old\n\nCalm down.");
    check("From 9:00 on:\nNote: calm down.\n");
    assert_eq!(words("From here on\n\nCalm down.\n", Format::Mbox), ["From here on\n\nCalm down.\n"]);
    let broken = remarks("From here on\n\nCalm down.\n", Format::Mbox);
    assert!(broken[0].contains("it is not a mailbox") && broken[0].contains("plain text"), "{broken:?}");
}

#[test]
fn what_is_cut_out_and_decoded_is_the_phrase() {
    let latin = |text: &str| Encoding::Windows1252.encode(text).expect("it has these letters");
    let soft = quoted_printable("utf-8", "Ch=C3=A8re Zo=C3=AB, you=E2=80=99re the o=\nnly person.");
    let decoded = quoted_printable::decode(&cut(soft.as_bytes())[0], quoted_printable::ParseMode::Strict);
    assert_eq!(
        String::from_utf8(decoded.expect("it is quoted-printable")).expect("it is UTF-8"),
        "you’re the only person"
    );
    let german = quoted_printable("windows-1252", "Sch=F6n, you=92re the only person.");
    let decoded = quoted_printable::decode(&cut(german.as_bytes())[0], quoted_printable::ParseMode::Strict);
    assert_eq!(decoded.expect("it is quoted-printable"), latin("you’re the only person"));
    let encoded = base64("text/plain; charset=utf-8", "Zoë, you’re the only person who asked.".as_bytes());
    let decoded = data_encoding::BASE64_MIME.decode(&cut(encoded.as_bytes())[0]).expect("it is base64");
    assert_eq!(String::from_utf8(decoded).expect("it is UTF-8"), "you’re the only person");
    for (charset, fields) in [("iso-8859-1", "8bit"), ("windows-1252", "7bit"), ("utf-8", "8bit")] {
        let fields = format!("Content-Type: text/plain; charset={charset}\nContent-Transfer-Encoding: {fields}");
        let raw = latin(&message(&fields, "Für Zoë: you’re the only person. Ça va?"));
        assert_eq!(cut(&raw), [latin("you’re the only person")], "{charset}");
    }
}

#[test]
fn each_part_has_a_charset_of_its_own() {
    let part = |charset: &str, body: &[u8]| {
        let head = format!("--b\nContent-Type: text/plain; charset={charset}\nContent-Transfer-Encoding: 8bit\n\n");
        [head.as_bytes(), body, b"\n"].concat()
    };
    let bytes_of = |label: &str, text: &str| {
        let encoding = encoding_rs::Encoding::for_label(label.as_bytes()).expect("it is known");
        encoding.encode(text).0.into_owned()
    };
    let texts = [
        ("utf-8", "Zoë: calm down – now"),
        ("windows-1251", "Привет, calm down"),
        ("iso-8859-15", "5 €, calm down"),
        ("shift_jis", "落ち着いて calm down 東京"),
        ("gb18030", "你好 calm down"),
        ("iso-2022-jp", "東京 calm down"),
    ];
    let head = b"From: a@example.org\nMIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=b\n\n".to_vec();
    let parts: Vec<u8> = texts.iter().flat_map(|(label, text)| part(label, &bytes_of(label, text))).collect();
    let bytes = [head, parts, b"--b--\n".to_vec()].concat();
    let (source, encoding) = read(&bytes);
    assert_eq!(encoding, Encoding::Windows1252);
    assert_eq!(words(&source, Format::Mail), texts.map(|(_, text)| text));
    assert_eq!(cut(&bytes), vec![b"calm down".to_vec(); texts.len()]);
    let wide: Vec<u8> = "Zoë, calm down".encode_utf16().flat_map(u16::to_le_bytes).collect();
    let source = base64("text/plain; charset=utf-16le", &wide);
    assert_eq!(words(&source, Format::Mail), ["Zoë, calm down"]);
}

#[test]
fn what_a_charset_does_not_say_is_told_by_the_bytes() {
    let check = |charset: &str, body: &str, expected: &str| {
        assert_eq!(words(&quoted_printable(charset, body), Format::Mail), [expected], "{charset}");
    };
    check("utf-8", "caf=E9", "café");
    check("us-ascii", "caf=C3=A9", "café");
    check("x-unknown", "caf=C3=A9 \u{2013}", "café \u{2013}");
    check("unknown-8bit", "50 =80", "50 €");
    check("utf-8", "a=3Db=2", "a=b=2");
    check("utf-8", "50=C3=\n=A9 =\n", "50é ");
    let raw = message("Content-Type: text/plain; charset=utf-8", "naïve – “yes” ☎");
    assert_eq!(words(&raw, Format::Mail), ["naïve – “yes” ☎"]);
}

#[test]
fn flowed_lines_are_one_paragraph() {
    let flowed = |more: &str, body: &str| {
        words(&message(&format!("Content-Type: text/plain; format=flowed{more}"), body), Format::Mail)
    };
    assert_eq!(
        flowed("", "you are the \nonly person\n  indented\n From us\n"),
        ["you are the \r\nonly person\r\n indented\r\nFrom us\r\n"]
    );
    assert_eq!(
        flowed("; DelSp=yes", "ca \nlm  \ndown\n> old \n> words\nnew \n> old"),
        ["calm down\r\n\u{2029}new \r\n"]
    );
    assert_eq!(flowed("; delsp=yes", "Calm. \n-- \nSupport"), ["Calm. \r\n"]);
}

#[test]
fn subjects_are_read_unless_they_answer_one() {
    let subject = |value: &str| {
        let source = format!("From: a@example.org\r\nSubject: {value}\r\nDate: x\r\n\r\nHi\r\n");
        let document = Document::parse(&source, Format::Mail);
        let first = &document.passages()[0];
        let is_subject = first.locator.as_deref() == Some("subject");
        (is_subject.then(|| first.text.as_str().to_owned()), first.title.as_deref().unwrap_or_default().to_owned())
    };
    let both = |text: &str| (Some(text.to_owned()), text.to_owned());
    assert_eq!(subject("Calm down"), both("Calm down"));
    assert_eq!(subject("Re: Calm down"), (None, "Re: Calm down".to_owned()));
    assert_eq!(subject("=?utf-8?q?R=65:_x?="), (None, "Re: x".to_owned()));
    assert_eq!(subject("=?UTF-8?B?Q2FsbSBkb3duLCBab8Or?="), both("Calm down, Zoë"));
    assert_eq!(subject("=?iso-8859-1*en?Q?Zo=EB?= =?utf-8?Q?_=C3?=\r\n =?utf-8?Q?=AB?= calm"), both("Zoë ë calm"));
    assert_eq!(subject("Calm down, Zoë – ☎"), both("Calm down, Zoë – ☎"));
    let (apart, _) = read(b"From: a@example.org\nSubject: Zo\xC3\xAB\nContent-Type: text/plain\n\nna\xEFve");
    assert_eq!(words(&apart, Format::Mail), ["Zoë", "naïve"]);
    assert_eq!(subject("=?nothing ?= a =?utf-8?X?a?="), both("=?nothing ?= a =?utf-8?X?a?="));
}

/// Everything about a mail but the words of its texts.
fn frame(mail: &ParsedMail<'_>) -> Vec<(String, String)> {
    let headers = mail.get_headers().get_all_values("Content-Type").join("\n");
    let body =
        if mail.ctype.mimetype.starts_with("text/") { String::new() } else { mail.get_body().expect("it is text") };
    let own = (headers, body);
    std::iter::once(own).chain(mail.subparts.iter().flat_map(frame)).collect()
}

fn texts(mail: &ParsedMail<'_>) -> Vec<String> {
    let own = mail.ctype.mimetype.starts_with("text/").then(|| mail.get_body().expect("it can be decoded"));
    own.into_iter().chain(mail.subparts.iter().flat_map(texts)).collect()
}

#[test]
fn fix_writes_as_the_part_does_and_changes_nothing_else() {
    let source = sample("reply.eml").replace('\n', "\r\n");
    let mended = mended(&source, Format::Mail, Choice::First);
    assert_eq!(mended.applied, 3, "{}", mended.text);
    let before = mailparse::parse_mail(source.as_bytes()).expect("it is a mail");
    let after = mailparse::parse_mail(mended.text.as_bytes()).expect("it is a mail still");
    assert_eq!(frame(&before), frame(&after));
    let (before, after) = (texts(&before), texts(&after));
    let expected =
        before[0].replace("calm down:", "take \"care\" & <3:").replacen("Wait your turn.", "We call you.", 1);
    assert_eq!(after[0], expected);
    assert_eq!(after[1..3], before[1..3]);
    assert_eq!(after[3], before[3].replace("Wait&nbsp;your <b>turn</b>, Müller.", "We call you."));
}

#[test]
fn a_line_that_becomes_too_long_is_broken_softly() {
    let line = format!("{} please calm down, {}", "a".repeat(30), "b".repeat(24));
    let pack = "[pack]\nname = 'k'\n[[rule]]\nid = 'k'\nmessage = 'm'\nwhy = 'w'\nphrases = ['calm down']\n\
                swap = ['have a look at the café = 3, when you find the time']\n\
                [[rule.example]]\nbad = 'Calm down.'\ngood = 'Wait.'\n";
    let pack = tonelint::Pack::parse("k.toml", pack).unwrap_or_else(|mistakes| panic!("{}", mistakes[0]));
    let linter = tonelint::Linter::new([pack]);
    for line_end in ["\r\n", "\n"] {
        let source = quoted_printable("utf-8", &format!("Zo=C3=AB,\n{line}\nbye\n")).replace("\r\n", line_end);
        let mended = tonelint::mend(&linter, &source, Format::Mail, &Reading::default(), Choice::First);
        assert_eq!(mended.applied, 1);
        assert!(mended.text.lines().all(|line| line.len() <= 76), "{}", mended.text);
        let mail = mailparse::parse_mail(mended.text.as_bytes()).expect("it is a mail");
        let text = line.replace("calm down", "have a look at the café = 3, when you find the time");
        // The other parser gives every line end as mail has it.
        let expected = format!("Zoë,\r\n{text}\r\nbye\r\n");
        assert_eq!(mail.get_body().expect("it is text"), expected);
        assert_eq!(mended.text.matches('\n').count(), mended.text.matches(line_end).count());
    }
}

#[test]
fn where_words_have_no_place_none_are_offered() {
    let spelled = |source: &str, text: &str| {
        let document = Document::parse(source, Format::Mail);
        let spelling: &Spelling = &document.passages().last().expect("there is a text").spelling;
        spelling.spell(text, &[])
    };
    let seven = message("Content-Type: text/plain; charset=us-ascii", "Hi");
    assert_eq!(spelled(&seven, "Bye").as_deref(), Some("Bye"));
    assert_eq!(spelled(&seven, "Zoë"), None);
    let nine = message("Content-Type: text/plain; charset=iso-8859-15", "Zo\u{EB}");
    assert_eq!(spelled(&nine, "€"), None);
    let eight = message("Content-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: 8bit", "Hi");
    assert_eq!(spelled(&eight, "Zoë").as_deref(), Some("Zoë"));
    assert_eq!(spelled(&quoted_printable("iso-8859-2", "Hi"), "Zoë = ő").as_deref(), Some("Zo=EB =3D =F5"));
    assert_eq!(spelled(&quoted_printable("iso-8859-2", "Hi"), "東"), None);
    assert_eq!(spelled(&base64("text/plain", b"Hi"), "Bye"), None);
}

#[test]
fn of_several_forms_the_plain_one_is_read_and_files_are_not() {
    let alternative = |parts: &[(&str, &str)]| {
        let parts: String = parts.iter().map(|(kind, body)| format!("--b\nContent-Type: {kind}\n\n{body}\n")).collect();
        words(&message("Content-Type: multipart/alternative; boundary=\"b\"", &format!("{parts}--b--\n")), Format::Mail)
    };
    assert_eq!(alternative(&[("text/html", "<b>one</b>"), ("text/plain", "two")]), ["two"]);
    assert_eq!(alternative(&[("text/plain", "  \n"), ("text/html", "<b>one</b>")]), ["one"]);
    assert_eq!(alternative(&[("text/calendar", "BEGIN"), ("text/html", "one")]), ["one"]);
    let digest = message("Content-Type: multipart/digest; boundary=b", "--b\n\nSubject: x\n\nCalm down\n--b--");
    assert_eq!(words(&digest, Format::Mail), [""; 0]);
    assert_eq!(remarks(&digest, Format::Mail), ["1 forwarded message is not read"]);
}

#[test]
fn what_is_broken_is_read_as_far_as_it_goes() {
    let multipart = |body: &str| message("Content-Type: multipart/mixed; boundary=b", body);
    assert_eq!(
        found(&multipart("--b\n\ncalm down\n--b\nno header, calm down"), Format::Mail),
        ["calm down", "calm down"]
    );
    assert_eq!(found(&multipart("calm down\n"), Format::Mail), ["calm down"]);
    let told = "the parts of 1 message cannot be told apart and are read as they stand";
    assert_eq!(remarks(&multipart("calm down\n"), Format::Mail), [told]);
    assert_eq!(remarks(&message("Content-Type: multipart/mixed", "calm down\n"), Format::Mail), [told]);
    let plain = remarks("Calm down.\n", Format::Mail);
    assert_eq!(plain, ["it has no headers of a mail, so it is read as plain text"]);
    assert_eq!(found("Calm down.\n", Format::Mail), ["Calm down"]);
    assert_eq!(found(&message("", ""), Format::Mail), [""; 0]);
    assert_eq!(found(&base64("text/plain", b"calm down").replace("==", ""), Format::Mail).len(), 1);
    let cut_off = message("Content-Type: text/plain\nContent-Transfer-Encoding: base64", "Y2FsbSBkb3du!Q");
    assert_eq!(found(&cut_off, Format::Mail), ["Y2FsbSBkb3du"]);
}

#[test]
fn deep_and_endless_mail_is_read_in_time() {
    let nested = |kind: &str, boundary: &str| format!("Content-Type: {kind}{boundary}\n\n");
    let deep: String =
        (0..20_000).map(|at| format!("{}--b{at}\n", nested("multipart/mixed", &format!("; boundary=b{at}")))).collect();
    assert!(remarks(&format!("Subject: x\n{deep}"), Format::Mail)[0].contains("too deep"));
    let forwarded = nested("message/rfc822", "").repeat(50_000);
    assert_eq!(remarks(&format!("Subject: x\n{forwarded}"), Format::Mail), ["1 forwarded message is not read"]);
    let many = message("Content-Type: multipart/mixed; boundary=b", &"--b\n\ncalm down\n".repeat(20_000));
    assert_eq!(found(&many, Format::Mail).len(), 1000);
    let subject = format!("Subject: {}\n\ncalm down", "=?utf-8?q?".repeat(50_000));
    assert_eq!(found(&subject, Format::Mail), ["calm down"]);
    let mbox = "From a 09:12\nSubject: x\n\ncalm down\n\n".repeat(5_000);
    assert_eq!(found(&mbox, Format::Mbox).len(), 5_000);
    let escaped = message("Content-Transfer-Encoding: quoted-printable", &"=\n".repeat(100_000));
    assert_eq!(found(&escaped, Format::Mail), [""; 0]);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn whatever_a_writer_makes_of_a_text_is_the_text_again(text in "[a-zé€= _.☎\u{301}]{0,90}(\r\n[a-z é]{0,40}){0,3}") {
        let source = quoted_printable("utf-8", "") + &quoted_printable::encode_to_str(&text);
        // `encode` takes line ends for bytes like any other.
        prop_assert_eq!(words(&source, Format::Mail).concat(), plain_words(&text));
        let source = base64("text/plain; charset=utf-8", text.as_bytes());
        prop_assert_eq!(words(&source, Format::Mail).concat(), plain_words(&text));
    }

    #[test]
    fn every_place_is_that_of_the_letter(before in "[a-zé€☎ ]{0,80}", after in "[a-zé☎ ]{0,20}") {
        let text = format!("{before} calm down {after}");
        let source = quoted_printable("utf-8", "") + &quoted_printable::encode_to_str(&text);
        let cuts = found(&source, Format::Mail);
        let decoded = quoted_printable::decode(cuts[0], quoted_printable::ParseMode::Robust).expect("it is quoted-printable");
        prop_assert_eq!(decoded, b"calm down".to_vec());
        let source = base64("text/plain; charset=utf-8", text.as_bytes());
        let cuts = found(&source, Format::Mail);
        let letters = cuts[0].replace(['\r', '\n', '='], "");
        let decoded = data_encoding::BASE64_NOPAD.decode(letters.as_bytes()).expect("it is base64");
        let decoded = String::from_utf8_lossy(&decoded).into_owned();
        prop_assert!(decoded.contains("calm down") && decoded.len() <= 9 + 4 + 6, "{}", decoded);
    }

    #[test]
    fn flowed_paragraphs_are_whole_again(
        paragraphs in proptest::collection::vec(" ?[a-z]{1,9}( [a-z\u{EB}]{1,9}){0,9}", 1..4),
        width in 5_usize..20,
    ) {
        let expected: String = paragraphs.iter().map(|paragraph| format!("{paragraph}\r\n")).collect();
        for delsp in ["no", "yes"] {
            let kind = format!("text/plain; charset=utf-8; format=flowed; delsp={delsp}");
            let fields = format!("Content-Type: {kind}\nContent-Transfer-Encoding: 8bit");
            let body = paragraphs.iter().map(|paragraph| flowed(paragraph, width, delsp == "yes") + "\n");
            let read = words(&message(&fields, &body.collect::<String>()), Format::Mail).concat();
            // Without `DelSp` the line ends stay, behind the space that they stand for.
            let joined = if delsp == "yes" { read } else { read.replace(" \r\n", " ") };
            prop_assert_eq!(&joined, &expected);
        }
    }

    #[test]
    fn nothing_is_too_odd_for_a_mail(pieces in proptest::collection::vec(prop::sample::select(PIECES), 0..40)) {
        let source: String = pieces.concat();
        for source in [source.clone(), format!("Subject: x\nContent-Type: multipart/mixed; boundary=b\n\n--b\n{source}")] {
            for format in [Format::Mail, Format::Mbox, Format::Plain] {
                let document = Document::parse(&source, format);
                for passage in document.passages() {
                    let whole = tonelint::Span::new(0, passage.text.as_str().len());
                    let span = passage.text.source_span(whole);
                    prop_assert!(source.get(span.start..span.end).is_some());
                }
            }
        }
    }
}

/// A paragraph in flowed lines.
fn flowed(paragraph: &str, width: usize, deletes_space: bool) -> String {
    let mut lines = vec![String::new()];
    for word in paragraph.split_inclusive(' ') {
        let last = lines.last_mut().expect("there is a line");
        if width < last.len() + word.len() && !last.trim().is_empty() {
            if deletes_space {
                last.push(' ');
            }
            lines.push(word.to_owned());
        } else {
            last.push_str(word);
        }
    }
    let stuffed = lines.iter().map(|line| if line.starts_with(' ') { format!(" {line}") } else { line.clone() });
    stuffed.collect::<Vec<String>>().join("\n")
}

/// What the reader of plain text makes of it.
fn plain_words(text: &str) -> String {
    words(text, Format::Plain).concat()
}

const PIECES: &[&str] = &[
    "From a 09:12\n",
    "From: a@example.org\n",
    "Subject: =?utf-8?Q?a=E9?=\n",
    "Subject:",
    "Content-Type: multipart/mixed; boundary=b\n",
    "Content-Type: multipart/alternative; boundary=\"b b\"\n",
    "Content-Type: text/html; charset=utf-16\n",
    "Content-Type: text/plain; charset=iso-2022-jp; format=flowed; delsp=yes\n",
    "Content-Type: message/rfc822\n",
    "Content-Type: ;;=\"\n",
    "Content-Type: text/plain; name*0*=utf-8''%; name*1=(\n",
    "Content-Transfer-Encoding: base64\n",
    "Content-Transfer-Encoding: quoted-printable\n",
    "Content-Disposition: attachment; filename*=x\n",
    "\n",
    "\r\n",
    "--b\n",
    "--b--\n",
    "--b b\n",
    "Q2FsbSBkb3du",
    "=",
    "=E9",
    "=?",
    "?=",
    "é",
    "日",
    "\u{1b}$B",
    " ",
    "\t",
    "> ",
    ">From a\n",
    "calm down",
    "<p>",
    "\0",
];
