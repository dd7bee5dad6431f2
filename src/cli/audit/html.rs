//! An audit as a page: one file that loads nothing, in which words from the library are only ever text.

use std::{
    borrow::Cow,
    io::{self, Write},
};

use minijinja::{AutoEscape, Environment, value::Serde};
use serde::Serialize;
use tonelint::{Severity, score::Counts};

use super::{
    charts::{self, Bar, Column, HEIGHT, WIDTH},
    island,
    model::{Audit, Folder, Found, Group, Reply, SEVERITIES, decimal, share},
    shown::Shown,
    trend::{Fixed, Trend},
};
use crate::cli::clean;

/// How the score comes about, in one sentence, wherever it is shown.
pub(super) const EXPLAINED: &str = "A reply begins with 100 points and loses 30 for every error, 10 for every \
    warning and 3 for every hint per 100 words, a shorter one as if it had 100; the library has the mean of its replies.";

const TEMPLATE: &str = include_str!("page.html");
const STYLE: &str = include_str!("page.css");
const SCRIPT: &str = include_str!("page.js");

/// SHA-256 of style and script: the page allows these two and nothing else. A test tells them when they change.
const STYLE_HASH: &str = "aQeRHfSmZCiGG7dN7iGZhCcBwdCKv0pUKi0xcRl1s2M=";
const SCRIPT_HASH: &str = "snEmVe+lM3IZtw0rmfFrwcZc77eb6MhZ7Kq9c2A5r/8=";

/// Where the replies go. Words from the library are escaped, so none of them reads like this.
const DATA: &str = "<script type=\"application/json\" id=\"data\">";

/// Rows of a table on the page; the filters, CSV and JSON reach all of them.
const ROWS: usize = 100;

/// Replies that are there without JavaScript.
const WORST: usize = 20;

/// Rewrites that are offered for one finding.
const REWRITES: usize = 2;

/// Stretches in which nothing was found are shortened from this length on, in bytes, and what is left at either end.
const LONG: usize = 1600;
const KEPT: usize = 500;

/// Writes the page: the template around the replies, which are written one by one.
pub(super) fn write(audit: &Audit, out: &mut dyn Write) -> io::Result<()> {
    let page = render(audit).map_err(io::Error::other)?;
    let (head, tail) =
        page.split_once(DATA).ok_or_else(|| io::Error::other("the page has no place for the replies"))?;
    out.write_all(head.as_bytes())?;
    out.write_all(DATA.as_bytes())?;
    island::write(audit, out)?;
    out.write_all(tail.as_bytes())
}

fn render(audit: &Audit) -> Result<String, minijinja::Error> {
    let mut environment = Environment::new();
    environment.set_auto_escape_callback(|_| AutoEscape::Html);
    environment.add_filter("counted", thousands);
    environment.add_template("page.html", TEMPLATE)?;
    environment.get_template("page.html")?.render(Serde(Page::new(audit)))
}

/// A number with commas between its thousands.
fn thousands(number: u64) -> String {
    let digits = number.to_string();
    let mut text = String::with_capacity(digits.len() * 4 / 3);
    for (at, digit) in digits.char_indices() {
        if 0 < at && (digits.len() - at).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

/// What the template knows.
#[derive(Serialize)]
struct Page<'a> {
    version: &'static str,
    style: &'static str,
    script: &'static str,
    style_hash: &'static str,
    script_hash: &'static str,
    explained: &'static str,
    is_redacted: bool,
    has_uses: bool,
    files: u64,
    replies: u64,
    flagged: u64,
    words: u64,
    findings: u64,
    score: Option<String>,
    score_by_use: Option<String>,
    score_then: Option<f64>,
    clean: u64,
    clean_percent: String,
    clean_width: u64,
    severities: Vec<SeverityRow>,
    columns: Vec<Column>,
    chart_height: u64,
    categories: Vec<&'a str>,
    /// Tables beside each other, each time one below the other.
    stacks: [Vec<Table<'a>>; 2],
    folders: Vec<FolderRow<'a>>,
    more_folders: usize,
    trend: Option<TrendRow<'a>>,
    worst: Vec<Article<'a>>,
    notes: Vec<Note>,
    more_notes: usize,
    skipped: usize,
}

#[derive(Serialize)]
struct SeverityRow {
    severity: &'static str,
    count: u64,
    says: &'static str,
}

#[derive(Serialize)]
struct Table<'a> {
    /// The filter that its rows set.
    key: &'static str,
    title: &'static str,
    of: &'static str,
    rows: Vec<Row<'a>>,
    more: usize,
}

#[derive(Serialize)]
struct Row<'a> {
    name: Cow<'a, str>,
    message: &'a str,
    bar: Bar,
    findings: u64,
    replies: u64,
    uses: u64,
}

#[derive(Serialize)]
struct FolderRow<'a> {
    name: Cow<'a, str>,
    score: String,
    replies: u64,
    findings: u64,
    clean_percent: String,
    clean_width: u64,
}

#[derive(Serialize)]
struct TrendRow<'a> {
    new: u64,
    remaining: u64,
    fixed: usize,
    fixed_findings: Vec<FixedRow<'a>>,
    more_fixed: usize,
}

#[derive(Serialize)]
struct FixedRow<'a> {
    severity: &'a str,
    text: Cow<'a, str>,
    name: Cow<'a, str>,
    is_gone: bool,
}

/// A reply as the page shows it without JavaScript.
#[derive(Serialize)]
struct Article<'a> {
    score: u8,
    band: u8,
    name: Cow<'a, str>,
    place: Vec<String>,
    passages: Vec<Passage<'a>>,
    findings: Vec<Fault<'a>>,
}

#[derive(Serialize)]
struct Passage<'a> {
    locator: Option<Cow<'a, str>>,
    pieces: Vec<Piece>,
}

#[derive(Serialize)]
struct Piece {
    text: String,
    severity: Option<&'static str>,
    /// Numbers, from 1, of the findings whose words end here.
    ends: Vec<usize>,
}

#[derive(Serialize)]
struct Fault<'a> {
    severity: &'static str,
    rule: &'a str,
    message: Cow<'a, str>,
    sentences: Vec<String>,
    note: Option<&'a str>,
}

#[derive(Serialize)]
struct Note {
    path: String,
    reason: String,
}

impl<'a> Page<'a> {
    fn new(audit: &'a Audit) -> Page<'a> {
        let replies = audit.replies.len() as u64;
        let clean = audit.clean() as u64;
        let counts = audit.counts();
        let summary = &audit.summary;
        let missed = summary.unreadable.iter().map(|missed| (&missed.path, &missed.reason));
        let told = missed.chain(audit.remarks.iter().map(|(path, remark)| (path, remark)));
        let note = |(path, reason): (&String, &String)| Note {
            path: clean::line(path).into_owned(),
            reason: clean::line(reason).into_owned(),
        };
        let notes: Vec<Note> = told.map(note).collect();
        let folder = |folder: &'a Folder| FolderRow {
            name: clean::line(&folder.name),
            score: folder.score.tenths().map_or_else(String::new, decimal),
            replies: folder.replies,
            findings: folder.counts.total(),
            clean_percent: decimal(share(folder.clean, folder.replies)),
            clean_width: width(folder.clean, folder.replies),
        };
        Page {
            version: env!("CARGO_PKG_VERSION"),
            style: STYLE,
            script: SCRIPT,
            style_hash: STYLE_HASH,
            script_hash: SCRIPT_HASH,
            explained: EXPLAINED,
            is_redacted: audit.is_redacted,
            has_uses: audit.usage.is_some(),
            files: summary.files as u64,
            replies,
            flagged: replies - clean,
            words: audit.words(),
            findings: counts.total(),
            score: audit.score.tenths().map(decimal),
            score_by_use: audit.score_by_use.tenths().map(decimal),
            score_then: audit.trend.as_ref().and_then(|trend| trend.score),
            clean,
            clean_percent: decimal(share(clean, replies)),
            clean_width: width(clean, replies),
            severities: severities(counts),
            columns: charts::columns(&audit.replies),
            chart_height: HEIGHT,
            categories: audit.categories.iter().map(|group| group.name.as_str()).collect(),
            stacks: [
                vec![Table::new("category", "Categories", "Category", &audit.categories)],
                vec![
                    Table::new("phrase", "Phrases", "Phrase", &audit.phrases),
                    Table::new("rule", "Rules", "Rule", &audit.rules),
                ],
            ],
            folders: audit.folders.iter().take(ROWS).map(folder).collect(),
            more_folders: audit.folders.len().saturating_sub(ROWS),
            trend: audit.trend.as_ref().map(TrendRow::new),
            worst: audit.replies.iter().filter(|reply| !reply.is_clean()).take(WORST).map(Article::new).collect(),
            more_notes: notes.len().saturating_sub(ROWS),
            notes: notes.into_iter().take(ROWS).collect(),
            skipped: summary.skipped.len(),
        }
    }
}

/// How wide a part of the whole is drawn.
fn width(part: u64, of: u64) -> u64 {
    u64::from(share(part, of)) * WIDTH / 1000
}

fn severities(counts: Counts) -> Vec<SeverityRow> {
    let says = ["do not send this", "look again", "a matter of taste"];
    let row = |(severity, says): (Severity, &'static str)| SeverityRow {
        severity: severity.name(),
        count: counts.of(severity),
        says,
    };
    SEVERITIES.into_iter().zip(says).map(row).collect()
}

impl<'a> Table<'a> {
    fn new(key: &'static str, title: &'static str, of: &'static str, groups: &'a [Group]) -> Table<'a> {
        let most = groups.iter().map(|group| group.counts.total()).max().unwrap_or(0);
        let row = |group: &'a Group| Row {
            name: clean::line(&group.name),
            message: if key == "rule" { &group.message } else { "" },
            bar: Bar::new(group.counts, most),
            findings: group.counts.total(),
            replies: group.replies,
            uses: group.uses,
        };
        let rows = groups.iter().take(ROWS).map(row).collect();
        Table { key, title, of, rows, more: groups.len().saturating_sub(ROWS) }
    }
}

impl<'a> TrendRow<'a> {
    fn new(trend: &'a Trend) -> TrendRow<'a> {
        let row = |fixed: &'a Fixed| FixedRow {
            // What an earlier report says is only words, too; the class of a badge is one of three.
            severity: SEVERITIES.into_iter().map(Severity::name).find(|name| *name == fixed.severity).unwrap_or(""),
            text: clean::line(&fixed.text),
            name: clean::line(fixed.title.as_deref().or(fixed.record.as_deref()).unwrap_or(&fixed.path)),
            is_gone: fixed.is_gone,
        };
        TrendRow {
            new: trend.new,
            remaining: trend.remaining,
            fixed: trend.fixed.len(),
            fixed_findings: trend.fixed.iter().take(ROWS).map(row).collect(),
            more_fixed: trend.fixed.len().saturating_sub(ROWS),
        }
    }
}

impl<'a> Article<'a> {
    fn new(reply: &'a Reply) -> Article<'a> {
        let fault = |found: &'a Found| Fault {
            severity: found.severity.name(),
            rule: &found.rule,
            message: clean::line(&found.message),
            sentences: sentences(found)
                .map(|sentence| if sentence.is_empty() { "(leave it out)".to_owned() } else { sentence })
                .collect(),
            note: found.note.as_deref(),
        };
        let score = reply.score.value();
        Article {
            score,
            band: [40, 80, 100].into_iter().position(|bound| score < bound).unwrap_or(3) as u8,
            name: clean::line(reply.name()),
            place: place(reply),
            passages: reply.passages.iter().map(|shown| Passage::new(shown, reply)).collect(),
            findings: reply.findings.iter().map(fault).collect(),
        }
    }
}

fn place(reply: &Reply) -> Vec<String> {
    let folder = Some(&reply.folder).filter(|folder| **folder != reply.path);
    let parts = [folder, Some(&reply.path), reply.record.as_ref()].into_iter().flatten();
    let mut parts: Vec<String> =
        parts.filter(|part| *part != reply.name()).map(|part| clean::line(part).into_owned()).collect();
    let counted =
        |count: u64, one: &str, many: &str| format!("{} {}", thousands(count), if count == 1 { one } else { many });
    parts.push(counted(reply.words, "word", "words"));
    parts.extend(reply.uses.map(|uses| format!("read {}", counted(uses, "time", "times"))));
    parts
}

/// The sentences that could be sent instead.
pub(super) fn sentences(found: &Found) -> impl Iterator<Item = String> {
    found.rewrites.iter().take(REWRITES).map(|rewrite| clean::lines(&rewrite.sentence).into_owned())
}

impl<'a> Passage<'a> {
    fn new(shown: &'a Shown, reply: &Reply) -> Passage<'a> {
        let pieces = pieces(shown);
        let next = |at: usize| pieces.get(at + 1).map_or(&[][..], |(_, findings)| findings);
        let piece = |(at, (text, findings)): (usize, &(String, Vec<usize>))| Piece {
            text: text.clone(),
            severity: findings.iter().map(|finding| reply.findings[*finding].severity).max().map(Severity::name),
            ends: findings.iter().filter(|finding| !next(at).contains(finding)).map(|finding| finding + 1).collect(),
        };
        let locator = shown.locator.as_deref().map(clean::line);
        Passage { locator, pieces: pieces.iter().enumerate().map(piece).collect() }
    }
}

/// The text in stretches, fit to be shown: cleaned, and shortened where nothing was found for long.
pub(super) fn pieces(shown: &Shown) -> Vec<(String, Vec<usize>)> {
    let mut pieces: Vec<(String, Vec<usize>)> = shown
        .pieces()
        .into_iter()
        .map(|(text, findings)| (shortened(&clean::lines(text), findings.is_empty()), findings))
        .collect();
    // What stands around a text in its file is no part of it.
    if let Some((first, _)) = pieces.first_mut() {
        *first = first.trim_start().to_owned();
    }
    if let Some((last, _)) = pieces.last_mut() {
        *last = last.trim_end().to_owned();
    }
    pieces.retain(|(text, _)| !text.is_empty());
    pieces
}

fn shortened(text: &str, is_clean: bool) -> String {
    if !is_clean || text.len() <= LONG {
        return text.to_owned();
    }
    let is_edge = |at: &usize| text.is_char_boundary(*at);
    let head = (0..=KEPT).rev().find(is_edge).unwrap_or(0);
    let tail = (text.len() - KEPT..).find(is_edge).unwrap_or(text.len());
    format!("{} […] {}", &text[..head], &text[tail..])
}

#[cfg(test)]
mod tests {
    use data_encoding::BASE64;
    use sha2::{Digest, Sha256};

    use super::*;

    #[test]
    fn the_page_allows_its_own_style_and_script() {
        let check = |text: &str, hash: &str| assert_eq!(BASE64.encode(&Sha256::digest(text)), hash);
        check(STYLE, STYLE_HASH);
        check(SCRIPT, SCRIPT_HASH);
    }

    #[test]
    fn nothing_in_the_page_needs_more_than_these_two() {
        assert!(!TEMPLATE.contains(" style=") && !TEMPLATE.contains(" on"), "the policy would refuse it");
        assert!(!SCRIPT.contains(".style") && !SCRIPT.contains("innerHTML") && !SCRIPT.contains("fetch"));
        assert!(!SCRIPT.contains("</script") && !STYLE.contains("</style"));
        assert!(!STYLE.contains("url("));
        // The only texts that are not escaped are the style and the script.
        assert_eq!(TEMPLATE.matches("|safe").count(), 2);
    }

    #[test]
    fn numbers_are_easy_to_read() {
        let check = |number: u64, expected: &str| assert_eq!(thousands(number), expected);
        check(0, "0");
        check(999, "999");
        check(1000, "1,000");
        check(1_234_567, "1,234,567");
    }

    #[test]
    fn long_stretches_without_a_finding_are_shortened_between_characters() {
        let long = "é".repeat(LONG);
        assert_eq!(shortened(&long, false), long);
        let short = shortened(&long, true);
        assert!(short.len() < LONG && short.contains(" […] ") && short.starts_with('é') && short.ends_with('é'));
    }
}
