//! SARIF 2.1.0, for code scanning: findings with rewrites, what is allowed and why, and the rules behind them.

use std::{
    collections::HashMap,
    io::{self, Write},
};

use serde_json::{Value, json};
use tonelint::{Document, Finding, Fix, FixKind, Report, Rule, Severity, Silenced, Silencer, Span};

use super::{
    Background, Reporter,
    fingerprint::{Fingerprints, line_hashes},
    message, write_json,
};
use crate::cli::summary::{Missed, Summary};

/// GitHub refuses longer descriptions.
const MOST_CHARACTERS: usize = 1000;

/// One run. Results are written as they come; the rules they name come last.
pub(super) struct Sarif<'l> {
    background: &'l Background<'l>,
    fingerprints: Fingerprints,
    /// The rules that were named so far, in order, with a message each.
    named: Vec<(String, String)>,
    numbers: HashMap<String, usize>,
    begun: bool,
}

impl<'l> Sarif<'l> {
    pub(super) fn new(background: &'l Background<'l>) -> Sarif<'l> {
        Sarif {
            background,
            fingerprints: Fingerprints::default(),
            named: Vec::new(),
            numbers: HashMap::new(),
            begun: false,
        }
    }

    fn begin(&mut self, out: &mut dyn Write) -> io::Result<()> {
        if std::mem::replace(&mut self.begun, true) {
            return Ok(());
        }
        out.write_all(
            b"{\"$schema\": \"https://json.schemastore.org/sarif-2.1.0.json\", \"version\": \"2.1.0\",\n \
              \"runs\": [{\"columnKind\": \"unicodeCodePoints\", \"automationDetails\": {\"id\": \"tonelint/\"},\n  \
              \"results\": [",
        )
    }

    fn number(&mut self, finding: &Finding) -> usize {
        if let Some(number) = self.numbers.get(&finding.rule) {
            return *number;
        }
        self.named.push((finding.rule.clone(), finding.message.clone()));
        self.numbers.insert(finding.rule.clone(), self.named.len() - 1);
        self.named.len() - 1
    }

    fn result(&mut self, report: &Report<'_>, finding: &Finding, lines: &HashMap<usize, String>) -> Value {
        let document = &report.document;
        let path = self.background.path(report);
        let line = document.position(finding.span.start).line;
        let mut prints = json!({"tonelint/v1": self.fingerprints.of(path, report, finding)});
        if let Some(hash) = lines.get(&line) {
            prints["primaryLocationLineHash"] = json!(hash);
        }
        let mut location = location(document, path, finding.span);
        if let Some(record) = record(report, finding) {
            location["logicalLocations"] = record;
        }
        let mut result = json!({
            "ruleId": finding.rule,
            "ruleIndex": self.number(finding),
            "level": level(finding.severity),
            "message": {"text": plain(&message::short(finding))},
            "locations": [location],
            "partialFingerprints": prints,
        });
        if !finding.fixes.is_empty() {
            result["fixes"] = finding.fixes.iter().map(|one| fix(document, path, one)).collect();
        }
        if !finding.also.is_empty() {
            result["relatedLocations"] = finding.also.iter().map(|span| again(document, path, *span)).collect();
        }
        result
    }

    fn write(&mut self, result: &Value, is_first: bool, out: &mut dyn Write) -> io::Result<()> {
        out.write_all(if is_first { b"\n   " } else { b",\n   " })?;
        write_json(result, out)
    }

    fn rules(&self) -> Value {
        let rules = self.background.packs.iter().flat_map(|pack| &pack.rules);
        let known: HashMap<&str, &Rule> = rules.map(|rule| (rule.id.as_str(), rule)).collect();
        let described = |(id, message): &(String, String)| {
            known.get(id.as_str()).map_or_else(
                // What is said about suppressions belongs to no pack.
                || descriptor(id, message, message, message.clone(), Severity::Warning),
                |rule| of_pack(rule),
            )
        };
        self.named.iter().map(described).collect()
    }
}

impl Reporter for Sarif<'_> {
    fn report(&mut self, report: &Report<'_>, out: &mut dyn Write) -> io::Result<()> {
        if report.findings.is_empty() && report.silenced.is_empty() {
            return Ok(());
        }
        let all = report.findings.iter().chain(report.silenced.iter().map(|silenced| &silenced.finding));
        let lines = all.map(|finding| report.document.position(finding.span.start).line).collect();
        let lines = line_hashes(report.document.source(), &lines);
        for finding in &report.findings {
            let is_first = !self.begun;
            self.begin(out)?;
            let result = self.result(report, finding, &lines);
            self.write(&result, is_first, out)?;
        }
        for silenced in &report.silenced {
            let is_first = !self.begun;
            self.begin(out)?;
            let mut result = self.result(report, &silenced.finding, &lines);
            result["suppressions"] = json!([suppression(silenced)]);
            self.write(&result, is_first, out)?;
        }
        Ok(())
    }

    fn finish(&mut self, summary: &Summary, out: &mut dyn Write) -> io::Result<()> {
        self.begin(out)?;
        let version = env!("CARGO_PKG_VERSION");
        let driver = json!({"name": "tonelint", "semanticVersion": version, "version": version, "rules": self.rules()});
        let unread: Vec<Value> = summary.unreadable.iter().map(notification).collect();
        let invocation = json!({"executionSuccessful": unread.is_empty(), "toolExecutionNotifications": unread});
        out.write_all(b"],\n  \"invocations\": ")?;
        write_json(&json!([invocation]), out)?;
        out.write_all(b",\n  \"tool\": ")?;
        write_json(&json!({"driver": driver}), out)?;
        out.write_all(b"}]}\n")
    }
}

fn of_pack(rule: &Rule) -> Value {
    let prose = rule.prose();
    let instead = prose
        .examples
        .first()
        .map(|example| format!("\n\nInstead of: {}\nWrite, for example: {}", example.bad, example.good));
    let help = format!("{}{}", prose.why, instead.unwrap_or_default());
    descriptor(&rule.id, &prose.message, &prose.why, help, rule.severity)
}

fn descriptor(id: &str, message: &str, why: &str, help: String, severity: Severity) -> Value {
    let category = id.split('/').next().unwrap_or(id);
    let first = |text: &str| text.chars().take(MOST_CHARACTERS).collect::<String>();
    let help = format!("{}\n\n`tonelint explain {id}` tells all about this rule.", plain(&help));
    json!({
        "id": id,
        "name": pascal_case(id.rsplit('/').next().unwrap_or(id)),
        "shortDescription": {"text": first(&plain(message))},
        "fullDescription": {"text": first(&plain(why))},
        "help": {"text": help},
        "defaultConfiguration": {"level": level(severity)},
        "properties": {"tags": ["tone", category], "problem.severity": problem(severity)},
    })
}

/// `only-one` as `OnlyOne`, which is how SARIF wants names of rules.
fn pascal_case(id: &str) -> String {
    let capitalised = |word: &str| {
        let mut letters = word.chars();
        letters.next().into_iter().flat_map(char::to_uppercase).chain(letters).collect::<String>()
    };
    id.split('-').map(capitalised).collect()
}

fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Info => "note",
    }
}

/// How GitHub calls it.
fn problem(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Info => "recommendation",
    }
}

/// In messages, `[words](target)` is a link.
fn plain(text: &str) -> String {
    text.replace("](", "] (")
}

fn artifact(path: &str) -> Value {
    json!({"uri": uri(path)})
}

/// A path as a reference: everything but plain letters is spelled out, the name of a scheme included.
fn uri(path: &str) -> String {
    let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-._~/".contains(&byte);
    let spelled = |byte: u8| if is_plain(byte) { char::from(byte).to_string() } else { format!("%{byte:02X}") };
    let path = path.bytes().map(spelled).collect::<String>();
    if path.starts_with('/') { format!("file://{path}") } else { path }
}

fn region(document: &Document<'_>, span: Span) -> Value {
    let [start, end] = [span.start, span.end].map(|offset| document.position(offset));
    json!({
        "startLine": start.line, "startColumn": start.column, "endLine": end.line, "endColumn": end.column,
    })
}

fn location(document: &Document<'_>, path: &str, span: Span) -> Value {
    let mut region = region(document, span);
    region["snippet"] = json!({"text": document.slice(span)});
    json!({"physicalLocation": {"artifactLocation": artifact(path), "region": region}})
}

fn again(document: &Document<'_>, path: &str, span: Span) -> Value {
    let mut location = location(document, path, span);
    location["message"] = json!({"text": "here again"});
    location
}

/// The record of a structured file that the finding is in.
fn record(report: &Report<'_>, finding: &Finding) -> Option<Value> {
    let passage = report.document.passages().get(finding.passage)?;
    let mut record = json!({"fullyQualifiedName": passage.locator.as_deref()?});
    if let Some(title) = &passage.title {
        record["name"] = json!(&**title);
    }
    Some(json!([record]))
}

fn fix(document: &Document<'_>, path: &str, fix: &Fix) -> Value {
    let description = match fix.kind {
        FixKind::Cut => "Leave the words out.",
        FixKind::Swap => "Write other words.",
        FixKind::Write => "Write another sentence.",
    };
    let replacement =
        json!({"deletedRegion": region(document, fix.span), "insertedContent": {"text": fix.replacement}});
    json!({
        "description": {"text": description},
        "artifactChanges": [{"artifactLocation": artifact(path), "replacements": [replacement]}],
    })
}

fn suppression(silenced: &Silenced) -> Value {
    let kind = match silenced.by {
        Silencer::Comment => "inSource",
        Silencer::Configuration | Silencer::Baseline => "external",
    };
    let mut suppression = json!({"kind": kind, "status": "accepted"});
    if let Some(reason) = &silenced.reason {
        suppression["justification"] = json!(reason);
    }
    suppression
}

fn notification(missed: &Missed) -> Value {
    json!({
        "level": "error",
        "message": {"text": plain(&format!("cannot read it: {}", missed.reason))},
        "locations": [{"physicalLocation": {"artifactLocation": artifact(&missed.path)}}],
    })
}

#[cfg(test)]
mod tests {
    use super::{
        super::tests::{NOWHERE, report, written},
        *,
    };

    fn read(reports: Vec<Report<'_>>) -> Value {
        let text = written(Sarif::new(&NOWHERE), reports);
        serde_json::from_str(&text).expect("the output is JSON")
    }

    #[test]
    fn what_is_allowed_is_listed_with_where_and_why() {
        let mut report = report("the only person, the only one", "the only person");
        for (by, reason) in [
            (Silencer::Comment, Some("agreed".to_owned())),
            (Silencer::Configuration, None),
            (Silencer::Baseline, None),
        ] {
            let finding = report.findings[0].clone();
            report.silenced.push(Silenced { finding, by, reason });
        }
        let log = read(vec![report]);
        let suppressions: Vec<&Value> =
            log["runs"][0]["results"].as_array().into_iter().flatten().map(|result| &result["suppressions"]).collect();
        let external = json!([{"kind": "external", "status": "accepted"}]);
        let in_source = json!([{"kind": "inSource", "status": "accepted", "justification": "agreed"}]);
        assert_eq!(suppressions, [&Value::Null, &in_source, &external, &external]);
    }

    #[test]
    fn a_rule_of_no_pack_is_described_by_what_it_says() {
        let log = read(vec![report("the only person", "the only")]);
        let rule = &log["runs"][0]["tool"]["driver"]["rules"][0];
        assert_eq!((&rule["id"], &rule["name"]), (&json!("isolating/only-one"), &json!("OnlyOne")));
        assert_eq!(rule["fullDescription"]["text"], "tells the customer that nobody else has this problem");
    }

    #[test]
    fn any_path_is_a_reference() {
        assert_eq!(uri("drafts/two words.md"), "drafts/two%20words.md");
        assert_eq!(uri("a:b/é%.md"), "a%3Ab/%C3%A9%25.md");
        assert_eq!(uri("/srv/late.md"), "file:///srv/late.md");
    }

    #[test]
    fn words_of_a_pack_are_no_link() {
        assert_eq!(plain("[here](https://example.org)"), "[here] (https://example.org)");
    }
}
