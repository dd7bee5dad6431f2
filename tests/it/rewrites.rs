//! Every rewrite, put into its place: in the examples of its own rule, and in a thousand drafts.

use tonelint::{Applicability, Choice, Document, Finding, Fix, Format, Linter, Pack, Reading, Span, mend};

/// How many drafts are made up.
const DRAFTS: u64 = 1000;

/// All built-in rules, with every matter of taste.
fn linter() -> Linter {
    Linter::new(Pack::builtin())
}

/// Placeholders, links, code, markup and numbers of a draft, sorted.
fn kept(document: &Document<'_>) -> Vec<String> {
    let mut kept: Vec<String> = Vec::new();
    for passage in document.passages() {
        let text = passage.text.as_str();
        let unseen = passage.text.unseen(Span::new(0, text.len()));
        kept.extend(unseen.into_iter().map(|span| document.slice(span).trim().to_owned()));
        kept.extend(numbers(text));
    }
    kept.retain(|text| !text.is_empty() && !is_emphasis(text));
    kept.sort();
    kept
}

/// Emphasis goes with its words.
fn is_emphasis(text: &str) -> bool {
    ["<b>", "</b>", "*"].contains(&text)
}

fn numbers(text: &str) -> Vec<String> {
    let words = text.split(|c: char| c.is_whitespace() || c == '\u{FFFC}');
    let trimmed = words.map(|word| word.trim_matches(|c: char| !c.is_alphanumeric()));
    trimmed.filter(|word| word.contains(|c: char| c.is_numeric())).map(str::to_owned).collect()
}

/// Where bytes of the text with the fix stand in the text without it.
fn before(fix: &Fix, span: Span) -> Span {
    let end = fix.span.start + fix.replacement.len();
    let place = |at: usize, inside: usize| match at {
        _ if at <= fix.span.start => at,
        _ if at < end => inside,
        _ => at + fix.span.len() - fix.replacement.len(),
    };
    Span::new(place(span.start, fix.span.start), place(span.end, fix.span.end))
}

/// Whether words were found before the fix of finding number `at`. A sentence beside a rewrite may lose or gain an
/// excuse by it; then another rule speaks of the words that one spoke of before.
fn was_there(findings: &[Finding], at: usize, fix: &Fix, found: &Finding) -> bool {
    let place = before(fix, found.span);
    findings.iter().enumerate().any(|(number, known)| {
        let first = (number != at).then_some(known.span);
        // A learned rule speaks of a sentence as a whole.
        let whole = (number != at && found.weighed.is_some()).then_some(known.sentence);
        first.iter().chain(&whole).chain(&known.also).any(|span| span.overlaps(place))
    })
}

/// What is wrong with a rewrite in its place; nothing when all is well.
fn complaint(linter: &Linter, text: &str, format: Format, at: usize, fix: &Fix) -> Option<String> {
    let report = linter.lint("draft", Document::parse(text, format));
    let (fixed, _) = Fix::apply_all(text, vec![fix.clone()]);
    let outside = (&text[..fix.span.start], &text[fix.span.end..]);
    if !fixed.starts_with(outside.0) || !fixed.ends_with(outside.1) {
        return Some("changes more than its span".to_owned());
    }
    let after = linter.lint("draft", Document::parse(&fixed, format));
    let own = &report.findings[at];
    if let Some(new) = after.findings.iter().find(|found| !was_there(&report.findings, at, fix, found)) {
        let what = if new.rule == own.rule { "leaves" } else { "creates" };
        let words = after.document.slice(new.span);
        return Some(format!("{what} {} in {words:?}: {fixed:?}", new.rule));
    }
    let mut expected = kept(&report.document);
    let losses = fix.loses.iter().map(|lost| report.document.slice(*lost).trim());
    for lost in losses.filter(|lost| !is_emphasis(lost)) {
        match expected.iter().position(|text| text == lost) {
            Some(at) => drop(expected.remove(at)),
            None => return Some(format!("says that it loses `{lost}`, which is not there")),
        }
    }
    let mut found = kept(&after.document);
    // A rewrite may bring numbers and markup of its own; what the writer had must still be there.
    found.retain(|text| expected.contains(text));
    if found != expected {
        return Some(format!("loses one of {expected:?}: {fixed:?}"));
    }
    if fix.applicability == Applicability::Safe && !fix.loses.is_empty() {
        return Some("is called safe and loses something".to_owned());
    }
    let doubled = |text: &str| text.matches("  ").count() + text.matches(" ,").count() + text.matches(",,").count();
    if doubled(text) < doubled(&fixed) {
        return Some(format!("leaves a double space or a stray comma: {fixed:?}"));
    }
    None
}

/// What is wrong with the rewrites of one draft.
fn complaints(linter: &Linter, text: &str, format: Format) -> Vec<String> {
    let report = linter.lint("draft", Document::parse(text, format));
    let mut complaints = Vec::new();
    for (at, finding) in report.findings.iter().enumerate() {
        for fix in &finding.fixes {
            let found = complaint(linter, text, format, at, fix);
            let about = |found| format!("{} {} of {text:?} {found}", finding.rule, fix.kind.name());
            complaints.extend(found.map(about));
        }
    }
    complaints
}

/// What is wrong with a draft after all its rewrites.
fn mended(linter: &Linter, text: &str, format: Format, choice: Choice) -> Option<String> {
    let before = linter.lint("draft", Document::parse(text, format));
    let mended = mend(linter, text, format, &Reading::default(), choice);
    let after = linter.lint("draft", Document::parse(&mended.text, format));
    let again = mend(linter, &mended.text, format, &Reading::default(), choice);
    let places = |findings: &[Finding]| findings.iter().map(|found| 1 + found.also.len()).sum::<usize>();
    if kept(&before.document) != kept(&after.document) && choice == Choice::Safe {
        return Some(format!("{text:?} loses something: {:?}", mended.text));
    }
    if places(&before.findings) < places(&after.findings) + mended.applied && choice == Choice::Safe {
        return Some(format!("{text:?} is not better off: {:?}", mended.text));
    }
    (again.text != mended.text).then(|| format!("{text:?} is not done: {:?}", mended.text))
}

#[test]
fn every_rewrite_fits_the_examples_of_its_rule() {
    let linter = linter();
    let examples: Vec<String> = Pack::builtin()
        .iter()
        .flat_map(|pack| &pack.rules)
        .flat_map(|rule| rule.prose().examples.iter().map(|example| example.bad.clone()))
        .collect();
    assert!(2000 < examples.len(), "{}", examples.len());
    let found: Vec<String> = examples.iter().flat_map(|text| complaints(&linter, text, Format::Plain)).collect();
    assert!(found.is_empty(), "{} of them:\n{}", found.len(), found.join("\n"));
}

#[test]
fn every_rewrite_fits_a_thousand_drafts() {
    let linter = linter();
    let mut maker = Maker::new();
    let mut found = Vec::new();
    let mut rewrites = 0;
    for number in 0..DRAFTS {
        let (text, format) = maker.draft(number);
        let report = linter.lint("draft", Document::parse(&text, format));
        rewrites += report.findings.iter().map(|finding| finding.fixes.len()).sum::<usize>();
        found.extend(complaints(&linter, &text, format));
        found.extend(mended(&linter, &text, format, Choice::Safe));
        found.extend(mended(&linter, &text, format, Choice::First));
    }
    assert!(1000 < rewrites, "only {rewrites} rewrites were tried");
    assert!(found.is_empty(), "{} of them:\n{}", found.len(), found.join("\n"));
}

#[test]
fn no_rewrite_tears_brackets_or_paragraphs() {
    let linter = linter();
    let packs = Pack::builtin();
    let rules = packs.iter().flat_map(|pack| &pack.rules);
    let examples: Vec<&str> =
        rules.flat_map(|rule| &rule.prose().examples).map(|example| example.bad.as_str()).collect();
    let mut torn = Vec::new();
    for bad in examples {
        let bare = bad.trim_end_matches(['.', '!', '?']);
        let texts =
            [format!("It left today ({bare})."), format!("Hi.\n\n({bad})\n\nBye."), format!("{bare}\n\nBest, Ana")];
        for text in texts {
            let report = linter.lint("draft", Document::parse(&text, Format::Plain));
            let fixes = report.findings.iter().flat_map(|finding| &finding.fixes);
            let fixed = fixes.map(|fix| Fix::apply_all(&text, vec![fix.clone()]).0);
            torn.extend(fixed.filter(|fixed| is_torn(&text, fixed)).map(|fixed| format!("{text:?} {fixed:?}")));
        }
    }
    assert!(torn.is_empty(), "{} of them:\n{}", torn.len(), torn.join("\n"));
}

/// Whether a bracket has lost its other half or everything in it, or what stood in lines of its own does not any more.
fn is_torn(text: &str, fixed: &str) -> bool {
    let open = |text: &str| text.matches('(').count() as isize - text.matches(')').count() as isize;
    let is_empty = ["()", "( ", " )"].iter().any(|pair| fixed.contains(pair));
    let ends: [&str; 2] = ["\n\nBye.", "\n\nBest, Ana"];
    let is_joined = ends.iter().any(|end| text.ends_with(end) && fixed.len() > end.len() && !fixed.ends_with(end));
    open(text) != open(fixed) || is_empty || is_joined
}

/// Makes up drafts from the examples of all rules, the same ones every time.
struct Maker {
    seed: u64,
    bad: Vec<String>,
    good: Vec<String>,
}

impl Maker {
    fn new() -> Maker {
        let packs = Pack::builtin();
        let rules = || packs.iter().flat_map(|pack| &pack.rules);
        let repairs = |rule: &&tonelint::Rule| rule.prose().cut || !rule.prose().swap.is_empty();
        let examples = |rule: &tonelint::Rule| rule.prose().examples.clone();
        let mut bad: Vec<String> = rules().flat_map(examples).map(|example| example.bad).collect();
        // Rules with drop-in text are few, and what this is about.
        for _ in 0..8 {
            bad.extend(rules().filter(repairs).flat_map(examples).map(|example| example.bad));
        }
        let good = rules().flat_map(examples).map(|example| example.good).collect();
        Maker { seed: 0x2545_F491_4F6C_DD1D, bad, good }
    }

    fn below(&mut self, bound: usize) -> usize {
        self.seed ^= self.seed << 13;
        self.seed ^= self.seed >> 7;
        self.seed ^= self.seed << 17;
        (self.seed % bound as u64) as usize
    }

    fn pick<'t>(&mut self, from: &[&'t str]) -> &'t str {
        from[self.below(from.len())]
    }

    fn draft(&mut self, number: u64) -> (String, Format) {
        let format = if number.is_multiple_of(2) { Format::Markdown } else { Format::Plain };
        let mut text =
            self.pick(&["", "Hi {{ticket.requester.first_name}}, ", "Hello Ana,\n\n", "\u{FEFF}Hi,\n"]).to_owned();
        for _ in 0..=self.below(4) {
            let sentence = self.sentence();
            text.push_str(&sentence);
            text.push_str(self.pick(&[" ", "\n", "\n\n", "\n\n- ", "\n\n> "]));
        }
        text.push_str(self.pick(&["", "Best, Ana", "See [page 4](https://example.com/4) or `ls -l`.\n"]));
        if self.below(4) == 0 {
            text = text.replace('\n', "\r\n");
        }
        (text, format)
    }

    fn sentence(&mut self) -> String {
        let at = self.below(self.bad.len());
        let bad = self.bad[at].clone();
        let at = self.below(self.good.len());
        let good = self.good[at].clone();
        let odd =
            self.pick(&["{{ticket.id}}", "https://example.com/a?b=1", "order 4711", "<b>now</b>", "`code`", "£24.99"]);
        let lower = || {
            let mut letters = bad.chars();
            letters.next().map_or(String::new(), |first| first.to_lowercase().chain(letters).collect())
        };
        match self.below(10) {
            0 => good,
            1 => shouted(&bad),
            2 => format!("{odd} {bad}"),
            3 => format!("{} {odd}.", bad.trim_end_matches(['.', '!', '?'])),
            4 => bad.replacen(' ', "\n", 1),
            5 => bad.replace('\'', "’"),
            6 => bad.replacen(", ", &format!(", {odd} "), 1),
            7 => format!("As for {odd}, {}", lower()),
            8 => bad.replacen(' ', "  ", 1),
            _ => bad,
        }
    }
}

/// With the first words in capitals, too few to count as shouting by themselves.
fn shouted(text: &str) -> String {
    let end = text.match_indices(' ').nth(1).map_or(text.len(), |(at, _)| at);
    format!("{}{}", text[..end].to_uppercase(), &text[end..])
}
