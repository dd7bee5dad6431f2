//! Flags become settings, and what of them a configuration can say as well.

use std::{num::NonZeroUsize, thread};

use tonelint::Severity;

use crate::cli::args::{CheckArgs, ExitArgs, FailOn, Format, InputArgs, OutputArgs, PackArgs, ReadingArgs};

/// What a run of `check` goes by.
#[derive(Debug)]
pub(crate) struct Settings {
    /// Whether `check` was written out.
    pub(crate) command_named: bool,
    /// What is read.
    pub(crate) input: InputArgs,
    /// What is looked for.
    pub(crate) packs: PackArgs,
    /// Where findings go, and what is said beside them.
    pub(crate) output: OutputArgs,
    /// What counts.
    pub(crate) exit: ExitArgs,
    /// How findings are written.
    pub(crate) format: Format,
    /// How many threads.
    pub(crate) threads: usize,
}

impl Settings {
    /// What the flags say, and what holds where they are silent.
    pub(crate) fn new(args: CheckArgs, command_named: bool) -> Settings {
        let CheckArgs { input, packs, output, exit } = args;
        Settings { threads: threads(input.jobs), format: output.format, command_named, input, packs, output, exit }
    }

    /// The flags that a configuration can say as well.
    pub(crate) fn flags(&self) -> Flags<'_> {
        Flags {
            packs: &self.packs,
            reading: Some(&self.input.reading),
            stdin_filename: self.input.stdin_filename.as_deref(),
            min_severity: self.output.min_severity.map(Into::into),
            fail_on: self.exit.fail_on,
            exit_zero: self.exit.exit_zero,
            no_ignore: self.input.no_ignore,
        }
    }
}

/// The flags that a configuration can say as well; they beat it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Flags<'f> {
    pub(crate) packs: &'f PackArgs,
    pub(crate) reading: Option<&'f ReadingArgs>,
    pub(crate) stdin_filename: Option<&'f str>,
    pub(crate) min_severity: Option<Severity>,
    pub(crate) fail_on: Option<FailOn>,
    pub(crate) exit_zero: bool,
    pub(crate) no_ignore: bool,
}

impl<'f> Flags<'f> {
    /// Those of a command that only wants rules.
    pub(crate) fn rules(packs: &'f PackArgs) -> Flags<'f> {
        Flags {
            packs,
            reading: None,
            stdin_filename: None,
            min_severity: None,
            fail_on: None,
            exit_zero: false,
            no_ignore: false,
        }
    }
}

/// How many threads --jobs asks for.
pub(crate) fn threads(jobs: usize) -> usize {
    let all_cores = || thread::available_parallelism().map_or(1, NonZeroUsize::get);
    if jobs == 0 { all_cores() } else { jobs }
}
