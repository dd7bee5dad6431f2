//! What the tool says on standard error.

use std::{
    io::{self, Write},
    sync::Once,
};

use tonelint::{Linter, Remark, Report};

use super::{
    args, clean,
    config::Leftover,
    paint::Paint,
    summary::{LeftOut, Missed},
    trouble::Trouble,
};

/// Speaks on standard error; a closed one is no reason to stop.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Voice {
    paint: Paint,
    quiet: bool,
    verbose: bool,
}

/// What is wrong with the command line, or the help that was asked for. A hook hands over the names of files,
/// and one that looks like a flag ends up here.
pub(crate) fn usage(error: &clap::Error) {
    let told = error.render().to_string();
    let clean = clean::message(&told);
    // Nobody may be listening, which changes nothing about the outcome.
    if error.use_stderr() && clean != told {
        let _ = write!(io::stderr().lock(), "{clean}");
    } else {
        let _ = error.print();
    }
}

impl Voice {
    /// A voice that reports trouble and warnings.
    pub(crate) fn new(color: args::Color) -> Voice {
        Voice { paint: Paint::of(color, &io::stderr()), quiet: false, verbose: false }
    }

    /// A voice as talkative as the flags ask for.
    pub(crate) fn for_check(output: &args::OutputArgs) -> Voice {
        let voice = Voice::new(output.color.color);
        Voice { quiet: output.quiet, verbose: output.verbose, ..voice }
    }

    /// A voice for what was applied and what was not.
    pub(crate) fn for_fix(args: &args::FixArgs) -> Voice {
        Voice { quiet: args.quiet, verbose: args.verbose, ..Voice::new(args.color.color) }
    }

    /// A voice beside a report.
    pub(crate) fn for_audit(args: &args::AuditArgs) -> Voice {
        Voice { quiet: args.quiet, verbose: args.verbose, ..Voice::new(args.color.color) }
    }

    /// Why the run ends here.
    pub(crate) fn trouble(self, trouble: &Trouble) {
        self.say(&trouble.to_string());
    }

    /// An input that should have been read; `help` may be empty.
    pub(crate) fn unreadable(self, missed: &Missed, help: Option<String>) {
        let help = help.map(|help| format!("\n  = help: {help}")).unwrap_or_default();
        self.say(&format!("cannot read `{}`: {}{help}", clean::line(&missed.path), missed.reason));
    }

    /// A file that should have been changed; `help` may be empty.
    pub(crate) fn unwritable(self, missed: &Missed, help: Option<String>) {
        let help = help.map(|help| format!("\n  = help: {help}")).unwrap_or_default();
        self.say(&format!("`{}` is left as it is: {}{help}", clean::line(&missed.path), missed.reason));
    }

    /// What was done, for people who watch.
    pub(crate) fn note(self, message: &str) {
        if !self.quiet {
            let _ = writeln!(io::stderr().lock(), "{}", clean::at_start(&clean::message(message)));
        }
    }

    /// Something that is allowed but probably not meant.
    pub(crate) fn warn(self, message: &str) {
        if !self.quiet {
            self.say(message);
        }
    }

    /// A row of the configuration that silenced nothing.
    pub(crate) fn left_over(self, left: &Leftover) {
        if left.is_certain || self.verbose {
            self.warn(&left.told);
        }
    }

    /// Without any rules nothing can be found but what is wrong with suppressions, which is worth a word.
    pub(crate) fn ruleless(self, linter: &Linter) {
        static TOLD: Once = Once::new();
        if linter.packs().is_empty() {
            let left = match linter.suppressions().checks.is_empty() {
                true => "nothing can be found",
                false => "only comments that allow rules are looked at",
            };
            TOLD.call_once(|| self.warn(&format!("no rules are in force, so {left}; --pack adds some")));
        }
    }

    /// A draft that was read.
    pub(crate) fn read(self, report: &Report<'_>) {
        if self.verbose {
            let replies = super::summary::counted(report.document.passages().len(), "reply", "replies");
            let format = report.document.format().name();
            let known = report.document.remarks().iter().find_map(|remark| match remark {
                Remark::Recognised(name) => Some(format!("{} ({format})", clean::line(name))),
                _ => None,
            });
            let taken_for = known.as_deref().unwrap_or(format);
            self.say(&format!("read `{}` as {taken_for}, {replies}", clean::line(&report.name)));
        }
        for remark in report.document.remarks() {
            let remarked = format!("`{}`: {}", clean::line(&report.name), clean::line(&remark.to_string()));
            match remark {
                Remark::Recognised(_) => {}
                Remark::Guessed { .. } | Remark::Skipped { .. } | Remark::LeftOut(_) if !self.verbose => {}
                _ => self.warn(&remarked),
            }
        }
    }

    /// In how many structured files nobody said what to read.
    pub(crate) fn guessed(self, files: usize) {
        if 0 < files {
            let files = super::summary::counted(files, "structured file", "structured files");
            self.warn(&format!(
                "in {files}, what looks like a sentence was read\n  = help: --field PATH and --column NAME say what to read"
            ));
        }
    }

    /// What was left out of files that were read.
    pub(crate) fn left_out(self, left_out: &LeftOut) {
        if let Some(counted) = left_out.counted() {
            let flags = left_out.flags().join(" and ");
            let help = if flags.is_empty() { String::new() } else { format!("\n  = help: {flags} to check them too") };
            self.warn(&format!("left out: {counted}{help}"));
        }
    }

    /// An input that was passed over.
    pub(crate) fn skipped(self, missed: &Missed) {
        if self.verbose {
            self.say(&format!("skipped `{}`: {}", clean::line(&missed.path), missed.reason));
        }
    }

    /// Text as it stands, without our name in front.
    pub(crate) fn print(self, text: &str) {
        let _ = write!(io::stderr().lock(), "{text}");
    }

    fn say(self, message: &str) {
        let name = self.paint.strong("tonelint:");
        let _ = writeln!(io::stderr().lock(), "{name} {}", clean::message(message));
    }
}
