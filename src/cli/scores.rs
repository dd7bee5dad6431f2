//! How the scores of labelled replies are written: tables for people, one object for programs.

use std::collections::BTreeMap;

use serde::Serialize;
use tonelint::labelled::{Bar, Category, Fall, Findings, Replies, Scores, Spans, Verdict};

use super::{
    args::ListFormat,
    clean,
    labelled::{Case, Measured},
    paint::Paint,
    render,
    summary::counted,
    trouble::Trouble,
};

/// The scores in one format.
pub(crate) fn told(measured: &Measured, format: ListFormat, paint: Paint) -> Result<String, Trouble> {
    match format {
        ListFormat::Text => Ok(text(measured, paint)),
        ListFormat::Json => json(measured).map_err(|error| Trouble::writing("the scores", &error)),
    }
}

fn text(measured: &Measured, paint: Paint) -> String {
    let mut text: String = measured.cases.iter().map(|case| shown(case, paint)).collect();
    if 0 < measured.more {
        text += &format!("{} more; --limit shows them\n\n", measured.more);
    }
    text += &tables(&measured.scores, paint);
    match &measured.floor {
        Some((name, falls)) => text + &held(name, falls, paint),
        None => text.trim_end().to_owned() + "\n",
    }
}

/// One reply, what was expected in it, and what was found.
fn shown(case: &Case, paint: Paint) -> String {
    let id = case.reply.id.as_ref().map(|id| format!(" {}", clean::line(id))).unwrap_or_default();
    let difficulty = case.reply.difficulty.as_ref().map(|name| format!(" ({})", clean::line(name))).unwrap_or_default();
    let head = paint.strong(verdict(case.verdict));
    let mut text = format!("{head}: {}{id}{difficulty}\n", clean::line(&case.place));
    for line in clean::lines(&case.reply.text).lines() {
        text += format!("  | {line}").trim_end();
        text.push('\n');
    }
    for (quote, category) in expected(case) {
        let category = category.map(|category| format!(" ({})", clean::line(category))).unwrap_or_default();
        text += &format!("  expected: \"{}\"{category}\n", clean::line(quote));
    }
    for finding in &case.findings {
        let what = format!("{}[{}]", finding.severity.name(), finding.rule);
        let words = clean::line(&case.reply.text[finding.span.range()]).into_owned();
        text += &format!("  found: {} \"{words}\"\n", paint.severity(finding.severity, &clean::line(&what)));
    }
    text + "\n"
}

fn expected(case: &Case) -> impl Iterator<Item = (&str, Option<&str>)> {
    let quote = |span: tonelint::Span| &case.reply.text[span.range()];
    case.reply.spans.iter().map(move |expected| (quote(expected.span), expected.category.as_deref()))
}

fn verdict(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Right => "right",
        Verdict::Missed => "missed",
        Verdict::False => "false alarm",
        Verdict::Wrong => "wrong words",
    }
}

fn tables(scores: &Scores, paint: Paint) -> String {
    let mut text = table(
        ["replies", "flagged", "found", "recall", "clean", "alarms", "precision"],
        [("overall", scores.overall)].into_iter().chain(by_name(&scores.difficulties)).map(replies_row),
        paint,
    );
    if 0 < scores.wrong {
        let replies = counted(scores.wrong, "reply", "replies");
        text += &format!("in {replies} of those found, only other words than those expected\n\n");
    }
    if 0 < scores.spans.expected {
        let categories = by_name(&scores.categories).map(|(name, category)| (name, category.spans));
        text += &table(
            ["spans", "expected", "found", "recall", "by their own category"],
            [("overall", scores.spans)]
                .into_iter()
                .chain(categories.filter(|(_, spans)| 0 < spans.expected))
                .map(spans_row),
            paint,
        );
    }
    let severities = scores.severities.iter().rev().map(|(severity, findings)| (severity.name(), *findings));
    let categories = by_name(&scores.categories).map(|(name, category)| (name, category.findings));
    let categories = categories.filter(|(_, findings)| *findings != Findings::default());
    text += &findings_table("severity", severities, paint);
    text += &findings_table("category", categories, paint);
    let mut rules: Vec<(&str, Findings)> = by_name(&scores.rules).collect();
    // The rule to look at first is the one that is most often wrong.
    rules.sort_by_key(|(name, findings)| (usize::MAX - findings.on_clean, usize::MAX - findings.elsewhere, *name));
    text + &findings_table("rule", rules.into_iter(), paint)
}

fn by_name<T: Copy>(named: &BTreeMap<String, T>) -> impl Iterator<Item = (&str, T)> {
    named.iter().map(|(name, value)| (name.as_str(), *value))
}

fn replies_row((name, replies): (&str, Replies)) -> [String; 7] {
    let Replies { flagged, found, clean, alarmed } = replies;
    let count = |count: usize| count.to_string();
    let (recall, precision) = (percent(replies.recall()), percent(replies.precision()));
    [clean::line(name).into_owned(), count(flagged), count(found), recall, count(clean), count(alarmed), precision]
}

fn spans_row((name, spans): (&str, Spans)) -> [String; 5] {
    let name = clean::line(name).into_owned();
    [name, spans.expected.to_string(), spans.found.to_string(), percent(spans.recall()), spans.named.to_string()]
}

fn findings_table<'n>(what: &str, rows: impl Iterator<Item = (&'n str, Findings)>, paint: Paint) -> String {
    let row = |(name, findings): (&str, Findings)| {
        let Findings { on_spans, elsewhere, on_clean } = findings;
        let name = clean::line(name).into_owned();
        [name, on_spans.to_string(), elsewhere.to_string(), on_clean.to_string(), percent(findings.precision())]
    };
    table([&format!("findings by {what}"), "on spans", "elsewhere", "in clean", "precision"], rows.map(row), paint)
}

/// Columns as wide as they have to be: names to the left, numbers to the right. Nothing without rows.
fn table<const N: usize>(head: [&str; N], rows: impl Iterator<Item = [String; N]>, paint: Paint) -> String {
    let rows: Vec<[String; N]> = rows.collect();
    if rows.is_empty() {
        return String::new();
    }
    let width = |at: usize| {
        let cells = rows.iter().map(|row| row[at].chars().count());
        cells.max().unwrap_or(0).max(head[at].chars().count())
    };
    let line = |cells: [&str; N]| {
        let mut line = format!("{:<1$}", cells[0], width(0));
        for (at, cell) in cells.iter().enumerate().skip(1) {
            line += &format!("  {cell:>0$}", width(at));
        }
        line.trim_end().to_owned()
    };
    let mut text = format!("{}\n", paint.strong(&line(head)));
    for row in &rows {
        text += &line(std::array::from_fn(|at| row[at].as_str()));
        text.push('\n');
    }
    text + "\n"
}

fn percent(share: Option<f64>) -> String {
    share.map_or_else(|| "-".to_owned(), |share| format!("{:.1}%", share * 100.0))
}

/// What fell below the floor, or that nothing did.
fn held(name: &str, falls: &[Fall], paint: Paint) -> String {
    let name = clean::line(name);
    if falls.is_empty() {
        return format!("nothing fell below `{name}`\n");
    }
    let fell = falls.iter().map(|fall| format!("{}: {}\n", paint.strong(&clean::line(&fall.what)), fell(fall)));
    let count = counted(falls.len(), "score fell", "scores fell");
    format!("{}{count} below `{name}`\n", fell.collect::<String>())
}

fn fell(fall: &Fall) -> String {
    let Fall { floor, now, .. } = fall;
    let found = (now.found < floor.found).then(|| format!("{} found, at least {} expected", now.found, floor.found));
    let alarms = (floor.false_alarms < now.false_alarms).then(|| {
        let alarms = counted(now.false_alarms, "false alarm", "false alarms");
        format!("{alarms}, at most {} expected", floor.false_alarms)
    });
    found.into_iter().chain(alarms).collect::<Vec<_>>().join("; ")
}

/// One line for each part, so that two runs can be compared.
fn json(measured: &Measured) -> std::io::Result<String> {
    let scores = &measured.scores;
    let mut parts = vec![
        part("schema", &render::SCHEMA)?,
        part("overall", &RepliesOut::from(scores.overall))?,
        part("wrong", &scores.wrong)?,
        part("spans", &SpansOut::from(scores.spans))?,
        part("difficulties", &named::<_, RepliesOut>(&scores.difficulties))?,
        part("categories", &named::<_, CategoryOut>(&scores.categories))?,
        part("severities", &severities(scores))?,
        part("rules", &named::<_, FindingsOut>(&scores.rules))?,
        part("shown", &measured.cases.iter().map(CaseOut::from).collect::<Vec<_>>())?,
        part("more", &measured.more)?,
    ];
    if let Some((file, falls)) = &measured.floor {
        parts.push(part("floor", &FloorOut { file, falls: falls.iter().map(FallOut::from).collect() })?);
    }
    Ok(format!("{{{}}}\n", parts.join(",\n ")))
}

fn part(name: &str, value: &impl Serialize) -> std::io::Result<String> {
    let mut line = Vec::new();
    render::write_json(value, &mut line)?;
    Ok(format!("\"{name}\": {}", String::from_utf8_lossy(&line)))
}

fn named<T: Copy, O: From<T>>(named: &BTreeMap<String, T>) -> BTreeMap<&str, O> {
    named.iter().map(|(name, value)| (name.as_str(), O::from(*value))).collect()
}

fn severities(scores: &Scores) -> BTreeMap<&'static str, FindingsOut> {
    scores.severities.iter().map(|(severity, findings)| (severity.name(), (*findings).into())).collect()
}

/// Four digits are more than such a share ever means.
fn rounded(share: Option<f64>) -> Option<f64> {
    share.map(|share| (share * 1e4).round() / 1e4)
}

#[derive(Serialize)]
struct RepliesOut {
    flagged: usize,
    found: usize,
    recall: Option<f64>,
    clean: usize,
    false_alarms: usize,
    precision: Option<f64>,
}

impl From<Replies> for RepliesOut {
    fn from(replies: Replies) -> RepliesOut {
        let Replies { flagged, found, clean, alarmed } = replies;
        let (recall, precision) = (rounded(replies.recall()), rounded(replies.precision()));
        RepliesOut { flagged, found, recall, clean, false_alarms: alarmed, precision }
    }
}

#[derive(Serialize)]
struct SpansOut {
    expected: usize,
    found: usize,
    recall: Option<f64>,
    named: usize,
}

impl From<Spans> for SpansOut {
    fn from(spans: Spans) -> SpansOut {
        let Spans { expected, found, named } = spans;
        SpansOut { expected, found, recall: rounded(spans.recall()), named }
    }
}

#[derive(Serialize)]
struct FindingsOut {
    on_spans: usize,
    elsewhere: usize,
    in_clean: usize,
    precision: Option<f64>,
}

impl From<Findings> for FindingsOut {
    fn from(findings: Findings) -> FindingsOut {
        let Findings { on_spans, elsewhere, on_clean } = findings;
        FindingsOut { on_spans, elsewhere, in_clean: on_clean, precision: rounded(findings.precision()) }
    }
}

#[derive(Serialize)]
struct CategoryOut {
    spans: SpansOut,
    findings: FindingsOut,
}

impl From<Category> for CategoryOut {
    fn from(category: Category) -> CategoryOut {
        CategoryOut { spans: category.spans.into(), findings: category.findings.into() }
    }
}

#[derive(Serialize)]
struct CaseOut<'c> {
    place: &'c str,
    id: Option<&'c str>,
    verdict: &'static str,
    label: &'static str,
    difficulty: Option<&'c str>,
    text: &'c str,
    expected: Vec<Quote<'c>>,
    found: Vec<Found<'c>>,
}

#[derive(Serialize)]
struct Quote<'c> {
    quote: &'c str,
    category: Option<&'c str>,
}

#[derive(Serialize)]
struct Found<'c> {
    rule: &'c str,
    severity: &'static str,
    text: &'c str,
}

impl<'c> From<&'c Case> for CaseOut<'c> {
    fn from(case: &'c Case) -> CaseOut<'c> {
        let found = |finding: &'c tonelint::Finding| Found {
            rule: &finding.rule,
            severity: finding.severity.name(),
            text: &case.reply.text[finding.span.range()],
        };
        CaseOut {
            place: &case.place,
            id: case.reply.id.as_deref(),
            verdict: match case.verdict {
                Verdict::Right => "right",
                Verdict::Missed => "missed",
                Verdict::False => "false",
                Verdict::Wrong => "wrong",
            },
            label: case.reply.label.name(),
            difficulty: case.reply.difficulty.as_deref(),
            text: &case.reply.text,
            expected: expected(case).map(|(quote, category)| Quote { quote, category }).collect(),
            found: case.findings.iter().map(found).collect(),
        }
    }
}

#[derive(Serialize)]
struct FloorOut<'f> {
    file: &'f str,
    falls: Vec<FallOut<'f>>,
}

#[derive(Serialize)]
struct FallOut<'f> {
    what: &'f str,
    floor: Bar,
    now: Bar,
}

impl<'f> From<&'f Fall> for FallOut<'f> {
    fn from(fall: &'f Fall) -> FallOut<'f> {
        FallOut { what: &fall.what, floor: fall.floor, now: fall.now }
    }
}
