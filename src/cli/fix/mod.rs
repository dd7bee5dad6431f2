//! `tonelint fix`: rewrites applied, shown as a diff, or asked about one by one.

mod allowance;
mod ask;
mod diff;
mod edit;
mod session;
mod terminal;

use std::{
    io::{self, IsTerminal},
    path::{Path, PathBuf},
};

use tonelint::{Choice, Document, Encoding, Finding, Format, Mended, Report, mend_by};

use super::{
    args::FixArgs,
    baseline::{Accepted, Held},
    clean,
    config::{self, Configuration, Desk, Flags},
    crew::{Checked, Crew},
    input::{self, Input, Place},
    output,
    paint::Paint,
    store::{self, Refusal},
    summary::{LeftOut, Missed, Missing, Outcome, counted, is_guessed},
    trouble::Trouble,
    voice::Voice,
};

/// Files that are read as plain text although they have a syntax of their own, which drop-in text could break.
const STRUCTURED: [&str; 17] = [
    "json",
    "jsonl",
    "ndjson",
    "csv",
    "tsv",
    "yaml",
    "yml",
    "toml",
    "xml",
    "po",
    "pot",
    "xliff",
    "strings",
    "properties",
    "eml",
    "mbox",
    "mbx",
];

/// Applies rewrites, or shows them.
pub(crate) fn fix(args: &FixArgs, voice: Voice) -> Result<Outcome, Trouble> {
    let configuration = Configuration::new(flags(args))?;
    if args.interactive {
        ask::refuse_without_terminal(&args.input)?;
    }
    let inputs = configuration.settle_flags(input::inputs(&args.input, &configuration, &[])?)?;
    let crew = Crew { configuration: &configuration, threads: config::threads(args.input.jobs) };
    let mut held = Held::new(&args.baseline)?;
    let mut run = Run { args, voice, configuration: &configuration, tally: Tally::default(), open: Vec::new() };
    let written = crew.check(inputs, |input, checked| {
        let accepted = if checked.is_ok() { held.accepted(input)? } else { Accepted::default() };
        run.take(input, checked, accepted)
    });
    held.settle()?;
    output::settled(output::STDOUT, written)?;
    let tally = if args.interactive { ask::ask(run)? } else { run.tally };
    tell(args, voice, &tally);
    voice.guessed(tally.guessed);
    voice.left_out(&tally.left_out);
    Ok(outcome(args, &tally))
}

/// The flags that a configuration can say as well.
fn flags(args: &FixArgs) -> Flags<'_> {
    Flags {
        reading: Some(&args.input.reading),
        stdin_filename: args.input.stdin_filename.as_deref(),
        fail_on: args.exit.fail_on,
        exit_zero: args.exit.exit_zero,
        no_ignore: args.input.no_ignore,
        ..Flags::rules(&args.packs)
    }
}

/// The totals of a run.
#[derive(Debug, Default)]
struct Tally {
    /// Rewrites applied, or shown in a diff.
    applied: usize,
    /// Files in which there were any.
    files: usize,
    /// Comments written that allow something.
    allowed: usize,
    /// What is still found, and whether some of it fails the run.
    left: usize,
    failed: bool,
    /// How many drafts or results could not be read or written.
    missed: usize,
    /// Structured files in which what looks like a sentence was read.
    guessed: usize,
    /// Records that were left out of what was read.
    left_out: LeftOut,
}

impl Tally {
    fn leave(&mut self, findings: &[Finding], desk: &Desk) {
        self.left += findings.len();
        let fails = |finding: &Finding| desk.fail_on().is_some_and(|fail_on| fail_on <= finding.severity);
        self.failed |= findings.iter().any(fails);
    }

    fn refuse(&mut self, voice: Voice, name: &str, refusal: &Refusal) {
        self.missed += 1;
        let help = match refusal {
            Refusal::Changed => Some("run it again to look at what is there now".to_owned()),
            Refusal::NoFile => Some("leave the name out to have what is piped in go out".to_owned()),
            Refusal::Letters(_) | Refusal::Owner | Refusal::Failed(_) => None,
        };
        voice.unwritable(&Missed { path: name.to_owned(), reason: refusal.reason() }, help);
    }

    fn apply(&mut self, count: usize) {
        self.applied += count;
        self.files += usize::from(0 < count);
    }
}

/// A draft that is asked about.
struct Open {
    name: String,
    path: PathBuf,
    text: String,
    encoding: Encoding,
    desk: Desk,
    accepted: Accepted,
}

struct Run<'a> {
    args: &'a FixArgs,
    voice: Voice,
    configuration: &'a Configuration<'a>,
    tally: Tally,
    open: Vec<Open>,
}

impl Run<'_> {
    /// One input, in its turn.
    fn take(&mut self, input: &Input, checked: Checked<'_>, accepted: Accepted) -> io::Result<()> {
        let (mut report, desk) = match checked {
            Ok(checked) => checked,
            Err(missing) => {
                self.miss(&missing);
                return self.pass_through(input, &missing);
            }
        };
        self.voice.ruleless(desk.linter());
        self.voice.read(&report);
        accepted.absorb(&mut report);
        self.tally.guessed += usize::from(is_guessed(&report));
        self.tally.left_out.add(&report);
        match input {
            Input::Draft(draft) => match &draft.place {
                Place::File(path) if self.args.interactive => self.keep(path, &report, desk, accepted),
                Place::File(path) => return self.file(path, &report, &desk, &accepted),
                Place::Given(_) | Place::Stdin => return self.stream(&report, &desk, &accepted),
            },
            Input::Missing(missing) => self.miss(missing),
        }
        Ok(())
    }

    fn miss(&mut self, missing: &Missing) {
        match missing {
            Missing::Skipped(missed) => self.voice.skipped(missed),
            Missing::Unreadable(missed) => {
                self.tally.missed += 1;
                self.voice.unreadable(missed, None);
            }
            Missing::Unusable(_, trouble) => {
                self.tally.missed += 1;
                if self.configuration.is_news(trouble) {
                    self.voice.trouble(trouble);
                }
            }
        }
    }

    /// What is piped through must not be lost because it is excluded.
    fn pass_through(&self, input: &Input, missing: &Missing) -> io::Result<()> {
        let Input::Draft(draft) = input else { return Ok(()) };
        if self.args.diff || !matches!(missing, Missing::Skipped(_)) {
            return Ok(());
        }
        match &draft.place {
            Place::File(_) => Ok(()),
            Place::Given(text) => self.print(text),
            Place::Stdin => io::copy(&mut io::stdin().lock(), &mut io::stdout().lock()).map(drop),
        }
    }

    fn keep(&mut self, path: &Path, report: &Report<'_>, desk: Desk, accepted: Accepted) {
        if report.findings.is_empty() {
            return;
        }
        if is_structured(path, report) {
            self.leave_alone(report, &desk);
            return;
        }
        let text = report.document.source().to_owned();
        let encoding = report.document.encoding();
        self.open.push(Open { name: report.name.clone(), path: path.to_owned(), text, encoding, desk, accepted });
    }

    fn file(&mut self, path: &Path, report: &Report<'_>, desk: &Desk, accepted: &Accepted) -> io::Result<()> {
        let old = report.document.source();
        if is_structured(path, report) {
            self.leave_alone(report, desk);
            return Ok(());
        }
        let Some(mended) = self.mended(report, desk, accepted) else { return Ok(()) };
        let encoding = report.document.encoding();
        let done = match self.args.diff {
            true => self.print_diff(path, encoding, old, &mended.text)?,
            false => store::replace(path, encoding, old, &mended.text),
        };
        if let Err(refusal) = done {
            self.tally.refuse(self.voice, &report.name, &refusal);
            self.tally.leave(&report.findings, desk);
            return Ok(());
        }
        self.tally.apply(mended.applied);
        self.tally.leave(&mended.findings, desk);
        Ok(())
    }

    /// What came in goes out, with its rewrites.
    fn stream(&mut self, report: &Report<'_>, desk: &Desk, accepted: &Accepted) -> io::Result<()> {
        let old = report.document.source();
        let mended = self.mended(report, desk, accepted);
        let new = mended.as_ref().map_or(old, |mended| &mended.text);
        if !self.args.diff {
            self.give_back(report.document.encoding(), new)?;
        } else if old != new {
            let name = report.name.trim_matches(['<', '>']);
            if let Err(refusal) = self.print_diff(Path::new(name), report.document.encoding(), old, new)? {
                self.tally.refuse(self.voice, &report.name, &refusal);
            }
        }
        if let Some(mended) = mended {
            self.tally.apply(mended.applied);
            self.tally.leave(&mended.findings, desk);
        }
        Ok(())
    }

    /// The draft with its rewrites; nothing, and what is found left to be counted, if it has none.
    fn mended(&mut self, report: &Report<'_>, desk: &Desk, accepted: &Accepted) -> Option<Mended> {
        let choice = if self.args.not_only_safe { Choice::First } else { Choice::Safe };
        if report.findings.iter().all(|finding| choice.of(finding).is_none()) {
            self.tally.leave(&report.findings, desk);
            return None;
        }
        let document = &report.document;
        let mended = mend_by(
            |document| lint(desk, &report.name, document, accepted),
            document.source(),
            document.format(),
            desk.reading(),
            choice,
        );
        if 0 < mended.held_back {
            let held_back = counted(mended.held_back, "rewrite is", "rewrites are");
            let name = clean::line(&report.name);
            self.voice.note(&format!("`{name}`: {held_back} not applied, as something else would be found then"));
        }
        if mended.applied == 0 {
            self.tally.leave(&report.findings, desk);
            return None;
        }
        Some(mended)
    }

    fn leave_alone(&mut self, report: &Report<'_>, desk: &Desk) {
        self.tally.leave(&report.findings, desk);
        if report.findings.iter().any(|finding| !finding.fixes.is_empty()) {
            let name = clean::line(&report.name);
            self.voice.warn(&format!(
                "`{name}` is left alone: it is read as plain text, and a rewrite could break its syntax\n  \
                 = help: `tonelint {name}` shows what to write instead"
            ));
        }
    }

    /// Shows what would change: to programs in the bytes of the file, so that they can apply it.
    fn print_diff(&self, path: &Path, encoding: Encoding, old: &str, new: &str) -> io::Result<Result<(), Refusal>> {
        use io::Write;
        let mut stdout = io::stdout().lock();
        let for_terminal = stdout.is_terminal();
        let look = diff::Look { paint: Paint::of(self.args.color.color, &stdout), for_terminal };
        let bytes = |text| encoding.encode(text);
        let (Some(stored_old), Some(stored_new)) = (bytes(old), bytes(new)) else {
            return Ok(Err(Refusal::Letters(encoding)));
        };
        let shown = match for_terminal {
            true => diff::unified(path, old.as_bytes(), new.as_bytes(), look),
            false => diff::unified(path, &stored_old, &stored_new, look),
        };
        stdout.write_all(&shown)?;
        stdout.flush().map(Ok)
    }

    /// Prints a whole draft, as it came in.
    fn give_back(&self, encoding: Encoding, text: &str) -> io::Result<()> {
        use io::Write;
        if encoding == Encoding::Utf8 || io::stdout().is_terminal() {
            return self.print(text);
        }
        let bytes = encoding.encode(text).ok_or_else(|| {
            let name = encoding.name();
            io::Error::new(io::ErrorKind::InvalidData, format!("a rewrite has letters that {name} does not have"))
        })?;
        io::stdout().lock().write_all(&bytes)?;
        io::stdout().flush()
    }

    fn print(&self, text: &str) -> io::Result<()> {
        use io::Write;
        let mut stdout = io::stdout().lock();
        if stdout.is_terminal() {
            stdout.write_all(clean::lines(text).as_bytes())?;
        } else {
            stdout.write_all(text.as_bytes())?;
        }
        stdout.flush()
    }
}

/// What is found in a draft and not accepted.
fn lint<'t>(desk: &Desk, name: &str, document: Document<'t>, accepted: &Accepted) -> Report<'t> {
    let mut report = desk.lint(name, document);
    accepted.absorb(&mut report);
    report
}

/// Whether a file has a syntax that it was not read by.
fn is_structured(path: &Path, report: &Report<'_>) -> bool {
    let extension = path.extension().and_then(|extension| extension.to_str()).unwrap_or_default();
    let is_known = STRUCTURED.iter().any(|known| known.eq_ignore_ascii_case(extension));
    is_known && report.document.format() == Format::Plain
}

/// `fixed 12 in 4 files; 3 left`.
fn tell(args: &FixArgs, voice: Voice, tally: &Tally) {
    let done = if args.diff { "would fix" } else { "fixed" };
    let fixed = match tally.applied {
        0 => "nothing to fix".to_owned(),
        count => format!("{done} {count} in {}", counted(tally.files, "file", "files")),
    };
    let beside = [(tally.allowed, "allowed"), (tally.left, "left")].into_iter().filter(|(count, _)| 0 < *count);
    let beside: String = beside.map(|(count, what)| format!("; {count} {what}")).collect();
    voice.note(&format!("{fixed}{beside}"));
}

fn outcome(args: &FixArgs, tally: &Tally) -> Outcome {
    let failed = if args.diff { 0 < tally.applied } else { tally.failed };
    match failed {
        _ if 0 < tally.missed => Outcome::Trouble,
        true if !args.exit.exit_zero => Outcome::Findings,
        _ => Outcome::Clean,
    }
}
