//! Packs as small as a claim needs: one rule around its phrases.

use tonelint::{Document, Error, Format, Linter, Pack};

/// A pack of one error that holds these phrases, and uses these word lists.
pub(crate) fn pack(phrases: &[&str], lists: &[(&str, Vec<String>)], bad: &str) -> Result<Pack, Vec<Error>> {
    written(phrases, lists, &[], bad)
}

fn written(
    phrases: &[&str],
    lists: &[(&str, Vec<String>)],
    quiet_when: &[&str],
    bad: &str,
) -> Result<Pack, Vec<Error>> {
    let quoted = |text: &str| toml::Value::String(text.to_owned()).to_string();
    let listed = |texts: Vec<String>| format!("[{}]", texts.join(", "));
    let quoted_all = |texts: &[&str]| listed(texts.iter().map(|text| quoted(text)).collect());
    let phrases = quoted_all(phrases);
    let quiet_when = quoted_all(quiet_when);
    let lists: String = lists
        .iter()
        .map(|(name, entries)| format!("{name} = {}\n", listed(entries.iter().map(|entry| quoted(entry)).collect())))
        .collect();
    let text = format!(
        "[pack]\nname = 'small'\nseverity = 'error'\n[words]\n{lists}[[rule]]\nid = 'rule'\nmessage = 'm'\nwhy = 'w'\n\
         note = 'n'\nphrases = {phrases}\nquiet-when = {quiet_when}\n[[rule.example]]\nbad = {}\ngood = 'Thank you.'\n",
        quoted(bad)
    );
    Pack::parse("small.toml", &text)
}

/// A pack of one error that holds these phrases, silent where one of these tests holds.
pub(crate) fn quiet_pack(phrases: &[&str], quiet_when: &[&str]) -> Result<Pack, Vec<Error>> {
    written(phrases, &[], quiet_when, phrases[0])
}

/// A linter for one error with these phrases.
#[track_caller]
pub(crate) fn linter(phrases: &[&str]) -> Linter {
    let pack = pack(phrases, &[], "bad").unwrap_or_else(|mistakes| {
        panic!("{}", mistakes.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n"))
    });
    Linter::new([pack])
}

/// The words that a linter finds, in text order.
pub(crate) fn found<'t>(linter: &Linter, text: &'t str, format: Format) -> Vec<&'t str> {
    let report = linter.lint("draft", Document::parse(text, format));
    let mut spans: Vec<_> =
        report.findings.iter().flat_map(|finding| [finding.span].into_iter().chain(finding.also.clone())).collect();
    spans.sort();
    spans.into_iter().map(|span| &text[span.range()]).collect()
}
