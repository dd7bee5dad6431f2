//! `tonelint audit`: a report on a whole library, for whoever decides what is rewritten first.

mod charts;
mod csv;
mod gather;
mod html;
mod island;
mod json;
mod markdown;
mod model;
mod progress;
mod record;
mod redact;
mod shown;
mod totals;
mod trend;
mod usage;

use std::{
    collections::HashSet,
    fs::File,
    io::{self, BufWriter, IsTerminal, Write},
    path::{Path, PathBuf},
};

use self::{
    model::{Audit, Reply},
    progress::Progress,
    trend::Earlier,
    usage::Usage,
};
use super::{
    args::{AuditArgs, AuditFormat},
    config::{Configuration, Flags, threads},
    crew::Crew,
    input::{self, Draft, Input, Place, resolved},
    output::{STDOUT, settled},
    summary::{Missing, Outcome, Summary},
    trouble::Trouble,
    voice::Voice,
};

/// What was read of a library.
#[derive(Debug, Default)]
struct Gathered {
    replies: Vec<Reply>,
    summary: Summary,
    remarks: Vec<(String, String)>,
}

/// Audits what the flags ask for, and writes the report.
pub(crate) fn audit(args: &AuditArgs, voice: Voice) -> Result<Outcome, Trouble> {
    let format = format(args)?;
    // What is wrong with these should be heard before a long run, not after it.
    let usage = args.usage.as_deref().map(Usage::read).transpose()?;
    let earlier = args.since.as_deref().map(Earlier::read).transpose()?;
    let gathered = gather(args, voice)?;
    let outcome = Outcome::of(&gathered.summary);
    let audit = audited(gathered, usage.as_ref(), earlier, args.redact);
    if let Some(told) = audit.usage.as_ref().filter(|told| !told.unmatched.is_empty()) {
        voice.warn(&unmatched(&told.unmatched));
    }
    write(&audit, format, file(args))?;
    if let Some(path) = file(args) {
        voice.note(&markdown::told_shortly(&audit, &path.display().to_string()));
    }
    Ok(outcome)
}

/// The file that the report goes to, if it does not go to standard output.
fn file(args: &AuditArgs) -> Option<&Path> {
    args.output.as_deref().filter(|path| *path != Path::new("-"))
}

/// The format that is asked for, or that the name behind -o tells.
fn format(args: &AuditArgs) -> Result<AuditFormat, Trouble> {
    let extension = file(args).and_then(Path::extension).and_then(|extension| extension.to_str());
    let by_name = || match extension.map(str::to_ascii_lowercase).as_deref() {
        Some("md" | "markdown") => AuditFormat::Markdown,
        Some("csv") => AuditFormat::Csv,
        Some("json") => AuditFormat::Json,
        _ => AuditFormat::Html,
    };
    let format = args.format.unwrap_or_else(by_name);
    if format == AuditFormat::Html && file(args).is_none() && io::stdout().is_terminal() {
        return Err(Trouble::with_help(
            "a page is nothing to look at in a terminal",
            "write it to a file, `-o audit.html`, and open that, or take `-f markdown`",
        ));
    }
    Ok(format)
}

/// Reads and checks the library. Of a clean reply hardly more than its title is kept.
fn gather(args: &AuditArgs, voice: Voice) -> Result<Gathered, Trouble> {
    let flags = Flags {
        reading: Some(&args.input.reading),
        stdin_filename: args.input.stdin_filename.as_deref(),
        min_severity: args.min_severity.map(Into::into),
        // A report is no test: what a configuration says about failing is about `check`.
        fail_on: Some(args.fail_on),
        no_ignore: args.input.no_ignore,
        ..Flags::rules(&args.packs)
    };
    let configuration = Configuration::new(flags)?;
    let files: Vec<&Path> = file(args).into_iter().collect();
    let inputs = input::inputs(&args.input, &configuration, &files)?;
    let tables: HashSet<PathBuf> =
        [&args.usage, &args.since].into_iter().flatten().filter_map(|path| resolved(path)).collect();
    let inputs = configuration.settle_flags(inputs.map(|input| without(&tables, input)))?;
    let crew = Crew { configuration: &configuration, threads: threads(args.input.jobs) };
    let progress = Progress::new(args.quiet);
    let mut gathered = Gathered::default();
    let read = crew.check(inputs, |_, checked| {
        match checked {
            Ok((mut report, desk)) => {
                progress.aside(|| {
                    voice.ruleless(desk.linter());
                    voice.read(&report);
                });
                gathered.summary.add(&mut report, desk.min_severity(), desk.fail_on());
                gathered.replies.extend(gather::replies(&report, args.redact));
                let remarks = report.document.remarks().iter();
                gathered.remarks.extend(remarks.map(|remark| (report.name.clone(), remark.to_string())));
                progress.read(gathered.replies.len());
            }
            Err(missing) => {
                progress.aside(|| match &missing {
                    Missing::Unusable(_, trouble) if configuration.is_news(trouble) => voice.trouble(trouble),
                    Missing::Unusable(..) => {}
                    Missing::Skipped(missed) => voice.skipped(missed),
                    Missing::Unreadable(missed) => voice.unreadable(missed, None),
                });
                gathered.summary.miss(missing);
            }
        }
        Ok(())
    });
    progress.done();
    settled(STDOUT, read)?;
    voice.guessed(gathered.summary.guessed);
    configuration.leftovers().iter().for_each(|left| voice.left_over(left));
    Ok(gathered)
}

/// A file of --usage or --since that lies in the library is no reply, unless somebody asks for it by name.
fn without(tables: &HashSet<PathBuf>, input: Input) -> Input {
    match &input {
        Input::Draft(Draft { place: Place::File(path), named: false, .. })
            if resolved(path).is_some_and(|path| tables.contains(&path)) =>
        {
            Input::skipped(path, "no part of the library")
        }
        _ => input,
    }
}

/// Ranks and counts what was gathered.
fn audited(gathered: Gathered, usage: Option<&Usage>, earlier: Option<Earlier>, is_redacted: bool) -> Audit {
    let Gathered { mut replies, mut summary, mut remarks } = gathered;
    let usage = usage.map(|usage| usage.tell(&mut replies));
    let trend = earlier.map(|earlier| earlier.compare(&mut replies));
    totals::rank(&mut replies);
    if is_redacted {
        let missed = summary.skipped.iter_mut().chain(&mut summary.unreadable).map(|missed| &mut missed.path);
        let paths = missed.chain(remarks.iter_mut().map(|(path, _)| path));
        paths.for_each(|path| *path = redact::masked(path, &[]));
    }
    let (score, score_by_use) = totals::scores(&replies);
    Audit {
        categories: totals::groups(&replies, |found| &found.category, |found| &found.category),
        rules: totals::groups(&replies, |found| &found.rule, |found| &found.category),
        phrases: totals::groups(&replies, |found| &found.phrase, |found| &found.rule),
        folders: totals::folders(&replies),
        replies,
        summary,
        remarks,
        score,
        score_by_use,
        usage,
        trend,
        is_redacted,
    }
}

/// What the table of uses names and nobody knows: a few of it.
fn unmatched(names: &[String]) -> String {
    let shown: Vec<String> = names.iter().take(5).map(|name| format!("`{name}`")).collect();
    let more =
        if shown.len() < names.len() { format!(" and {} more", names.len() - shown.len()) } else { String::new() };
    format!(
        "no reply is called {}{more}, as --usage has it\n  = help: a reply is found by its id, its title or its path",
        shown.join(", ")
    )
}

/// Writes the report to its file, or to standard output.
fn write(audit: &Audit, format: AuditFormat, path: Option<&Path>) -> Result<(), Trouble> {
    let name = path.map_or_else(|| STDOUT.to_owned(), |path| path.display().to_string());
    let mut out: Box<dyn Write> = match path {
        Some(path) => {
            let file = File::create(path).map_err(|error| Trouble::writing(&name, &error))?;
            Box::new(BufWriter::new(file))
        }
        None => Box::new(BufWriter::new(io::stdout().lock())),
    };
    let written = match format {
        AuditFormat::Html => html::write(audit, &mut out),
        AuditFormat::Markdown => out.write_all(markdown::told(audit).as_bytes()),
        AuditFormat::Csv => csv::write(audit, &mut out),
        AuditFormat::Json => json::write(audit, &mut out),
    };
    settled(&name, written.and_then(|()| out.flush()))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use tonelint::{Document, Format, Linter, Pack, Reading, Severity};

    use super::*;

    /// Pieces of which files of all formats are made, with words that are found in between.
    const PIECES: &[&str] = &[
        "you must wait",
        "obviously ",
        "nobody else ",
        "you should have known. ",
        "\n",
        "\n\n",
        "\"",
        ",",
        "{",
        "}",
        "[",
        "]",
        ": ",
        "\\u00e9",
        "\\\"",
        "<p>",
        "</p>",
        "<b>",
        "</script>",
        "<!--",
        "&amp;",
        "&lt;",
        "{{ x }}",
        "> ",
        "`",
        "```",
        "é",
        "👍",
        "\u{202e}",
        "\u{0}",
        "Hi Ana,\n",
        "4111 1111 1111 1111",
        "a@b.example",
        "{\"title\": \"",
        "\", \"body\": \"",
        "\"}",
        "\r\n",
        "\t",
        "=1",
    ];

    fn linter() -> &'static Linter {
        static LINTER: std::sync::LazyLock<Linter> = std::sync::LazyLock::new(|| Linter::new(Pack::builtin()));
        &LINTER
    }

    fn audit_of(name: &str, text: &str, is_redacted: bool) -> Audit {
        let document = Document::read(text, Format::of_name(name), &Reading::default());
        let mut report = linter().lint(name, document);
        let mut gathered = Gathered::default();
        gathered.summary.add(&mut report, Severity::Info, None);
        gathered.replies = gather::replies(&report, is_redacted);
        audited(gathered, None, None, is_redacted)
    }

    proptest! {
        #[test]
        fn any_text_is_a_library(
            pieces in prop::collection::vec(prop::sample::select(PIECES), 0..40),
            name in prop::sample::select(&["x.txt", "x.md", "x.html", "x.json", "x.jsonl", "x.csv"][..]),
            is_redacted in any::<bool>(),
        ) {
            let audit = audit_of(name, &pieces.concat(), is_redacted);
            let mut json = Vec::new();
            json::write(&audit, &mut json).expect("a vector can be written to");
            let report: serde_json::Value = serde_json::from_slice(&json).expect("it is JSON");
            let total: usize = audit.replies.iter().map(|reply| reply.findings.len()).sum();
            prop_assert_eq!(report["summary"]["findings"].as_u64(), Some(total as u64));
            let mut table = Vec::new();
            csv::write(&audit, &mut table).expect("a vector can be written to");
            let rows = ::csv::Reader::from_reader(&table[..]).into_records().filter(Result::is_ok).count();
            prop_assert_eq!(rows, total + audit.clean());
            let mut page = Vec::new();
            html::write(&audit, &mut page).expect("a vector can be written to");
            let page = String::from_utf8(page).expect("it is text");
            prop_assert_eq!(page.matches("</script>").count(), 2);
            prop_assert_eq!(page.matches("<!--").count(), 0);
            prop_assert!(markdown::told(&audit).starts_with("# Tone audit"));
            for reply in &audit.replies {
                for mark in reply.passages.iter().flat_map(|shown| shown.marks.iter().map(move |mark| &shown.text[mark.span.range()])) {
                    prop_assert!(!mark.is_empty());
                }
            }
        }
    }
}
