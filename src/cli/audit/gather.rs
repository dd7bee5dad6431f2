//! Reports become replies: passages of one record belong together, and findings are seen as readers see them.

use std::collections::HashMap;

use tonelint::{
    Document, Finding, Fix, Format, Passage, Report, Span,
    score::{Counts, Score, words},
};

use super::{
    model::{Found, Reply, Rewrite},
    record::{folder, id, record},
    redact,
    shown::View,
};

/// The replies of one report, in the order in which they stand in the file.
pub(super) fn replies(report: &Report<'_>, is_redacted: bool) -> Vec<Reply> {
    let mut findings: HashMap<usize, Vec<&Finding>> = HashMap::new();
    for finding in &report.findings {
        findings.entry(finding.passage).or_default().push(finding);
    }
    let mut replies: Vec<Reply> = Vec::new();
    let mut places: HashMap<Option<&str>, usize> = HashMap::new();
    let is_mail = report.document.format() == Format::Mail;
    let mut passages: Vec<(usize, &Passage<'_>)> = report.document.passages().iter().enumerate().collect();
    // Shapes of help-desks may hand a subject over behind its body; people read in the order of the file.
    passages.sort_by_key(|(_, passage)| passage.text.source_span(Span::new(0, passage.text.as_str().len())).start);
    for (number, passage) in passages {
        // A mail in a file of its own is one reply, its subject included.
        let key = passage.locator.as_deref().filter(|_| !is_mail).map(record);
        let place = *places.entry(key).or_insert_with(|| {
            replies.push(empty(report, key, passage.locator.as_deref(), passage.title.as_deref()));
            replies.len() - 1
        });
        let reply = &mut replies[place];
        reply.words += words(passage.text.as_str());
        if let Some(findings) = findings.get(&number) {
            let view = View { document: &report.document, passage };
            add(reply, view, findings);
        }
    }
    if replies.is_empty() {
        // A file in which nobody wrote anything is still one that was looked at.
        replies.push(empty(report, None, None, None));
    }
    for reply in &mut replies {
        reply.score = Score::of(reply.counts, reply.words);
        if is_redacted {
            redact::reply(reply);
        }
    }
    replies
}

/// A reply of which nothing was read yet.
fn empty(report: &Report<'_>, record: Option<&str>, locator: Option<&str>, title: Option<&str>) -> Reply {
    Reply {
        path: report.name.clone(),
        record: record.map(str::to_owned),
        id: locator.and_then(id).map(str::to_owned),
        title: title.map(str::to_owned),
        folder: folder(&report.name, record.is_some(), title),
        words: 0,
        counts: Counts::default(),
        score: Score::BEST,
        uses: None,
        passages: Vec::new(),
        findings: Vec::new(),
    }
}

/// Adds a passage in which something was found.
fn add(reply: &mut Reply, view: View<'_, '_>, findings: &[&Finding]) {
    let passage = reply.passages.len();
    let mut places = Vec::with_capacity(findings.len());
    for finding in findings {
        let number = reply.findings.len();
        let text = &view.passage.text;
        places.extend(finding.also.iter().chain([&finding.span]).map(|span| (text.text_span(*span), number)));
        reply.counts.add(finding.severity);
        reply.findings.push(found(view, finding, passage));
    }
    reply.passages.push(view.shown(places));
}

fn found(view: View<'_, '_>, finding: &Finding, passage: usize) -> Found {
    let document: &Document<'_> = view.document;
    let words = view.words(view.passage.text.text_span(finding.span));
    Found {
        rule: finding.rule.clone(),
        category: finding.category.clone(),
        severity: finding.severity,
        message: finding.message.clone(),
        passage,
        phrase: folded(&words),
        words,
        rewrites: finding.fixes.iter().map(|fix| rewrite(view, finding, fix)).collect(),
        note: finding.note.clone(),
        start: document.position(finding.span.start),
        end: document.position(finding.span.end),
        status: None,
    }
}

/// A rewrite, and the sentence as it would read with it.
fn rewrite(view: View<'_, '_>, finding: &Finding, fix: &Fix) -> Rewrite {
    let text = &view.passage.text;
    let replaced = text.text_span(fix.span);
    let sentence = text.text_span(finding.sentence);
    let sentence = if sentence.overlaps(replaced) { sentence } else { replaced };
    let before = view.words(Span::new(sentence.start.min(replaced.start), replaced.start));
    let after = view.words(Span::new(replaced.end, sentence.end.max(replaced.end)));
    let words = view.passage.spelling.read(&fix.replacement);
    Rewrite {
        kind: fix.kind,
        sentence: format!("{before}{words}{after}").trim().to_owned(),
        text: words,
        is_safe: fix.applicability == tonelint::Applicability::Safe,
    }
}

/// Words as they are counted: however they are written, broken or quoted, they are one phrase.
pub(super) fn folded(words: &str) -> String {
    let plain =
        words.to_lowercase().replace(['\u{2018}', '\u{2019}', '\u{2BC}'], "'").replace(['\u{201C}', '\u{201D}'], "\"");
    let folded = plain.split_whitespace().collect::<Vec<_>>().join(" ");
    let ends = |c: char| c.is_whitespace() || ".,;:!?\u{2026}\"'".contains(c);
    let trimmed = folded.trim_matches(ends);
    if trimmed.is_empty() { folded } else { trimmed.to_owned() }
}

#[cfg(test)]
mod tests {
    use tonelint::{Linter, Pack, Reading};

    use super::*;

    const PACK: &str = "[pack]\nname = 'house'\n[[rule]]\nid = 'obviously'\nmessage = 'm'\nwhy = 'w'\n\
        phrases = ['obviously']\ncut = true\nwrite = ['Say [what].']\n[[rule.example]]\nbad = 'Obviously so.'\ngood = 'So.'\n";

    fn gathered(name: &str, source: &str) -> Vec<Reply> {
        let linter = Linter::new([Pack::parse("house.toml", PACK).expect("it is written correctly")]);
        let document = Document::read(source, Format::of_name(name), &Reading::default());
        replies(&linter.lint(name, document), false)
    }

    #[test]
    fn passages_of_one_record_are_one_reply() {
        let replies = gathered(
            "macros.json",
            r#"{"macros": [
                {"id": 7, "title": "Refund::Late", "actions": [{"value": "Your refund is late"}, {"value": "Obviously, it is late."}]},
                {"id": 8, "title": "Hold", "actions": [{"value": "One moment, please, I look."}]}]}"#,
        );
        let told: Vec<_> = replies.iter().map(|reply| (reply.name(), reply.words, reply.findings.len())).collect();
        assert_eq!(told, [("Refund::Late", 8, 1), ("Hold", 5, 0)]);
        assert_eq!((replies[0].id.as_deref(), replies[0].folder.as_str()), (Some("7"), "Refund"));
        assert_eq!(replies[0].score.value(), 90);
    }

    #[test]
    fn the_subject_of_a_mail_is_no_reply_of_its_own() {
        let mail = "From: a@shop.example\nSubject: Obviously late\n\nIt leaves today.\n";
        let check = |name: &str, source: &str, expected: &[(&str, usize)]| {
            let replies = gathered(name, source);
            let told: Vec<_> = replies.iter().map(|reply| (reply.folder.as_str(), reply.findings.len())).collect();
            assert_eq!(told, expected, "{name}");
        };
        check("mails/late.eml", mail, &[("mails", 1)]);
        check("late.mbox", &format!("From a@shop.example Mon Nov  3 09:12:00 2025\n{mail}"), &[("late.mbox", 1)]);
        check(
            "late.json",
            r#"{"subject": "Obviously we are late", "body": "It leaves today."}"#,
            &[("late.json", 1), ("late.json", 0)],
        );
    }

    #[test]
    fn a_rewrite_is_shown_without_the_escapes_of_its_file() {
        let replies = gathered("page.html", "<p>Hi {{ name }}, obviously, a &lt;b&gt; is <i>bold</i>.</p>");
        let found = &replies[0].findings[0];
        let sentences: Vec<&str> = found.rewrites.iter().map(|rewrite| rewrite.sentence.as_str()).collect();
        assert_eq!(sentences, ["a <b> is bold.", "say [what]."]);
        assert_eq!(
            (found.words.as_str(), replies[0].passages[0].text.trim()),
            ("obviously", "Hi {{ name }}, obviously, a <b> is bold.")
        );
    }

    #[test]
    fn a_file_without_words_is_a_clean_reply() {
        let replies = gathered("empty.txt", "");
        assert_eq!((replies.len(), replies[0].words, replies[0].score), (1, 0, Score::BEST));
    }

    #[test]
    fn words_are_one_phrase_however_they_are_written() {
        let check = |words: &str, expected: &str| assert_eq!(folded(words), expected);
        check("You Should\n have,", "you should have");
        check("don\u{2019}t you", "don't you");
        check("!!!", "!!!");
    }
}
