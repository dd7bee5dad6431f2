//! Flags and their values; no behaviour.

mod shared;
mod values;

use std::{ffi::OsString, path::PathBuf};

use clap::{Args, Parser, Subcommand};

pub(crate) use self::{
    shared::{BaselineArgs, ChangeArgs, ColorArgs, ExitArgs, InputArgs, OutputArgs, PackArgs, ReadingArgs},
    values::{AuditFormat, Color, Encoding, FailOn, Format, ListFormat, Severity, Show},
};

/// Reads a draft reply before a customer does, and offers kinder wording.
#[derive(Debug, Parser)]
#[command(
    name = "tonelint",
    version,
    args_conflicts_with_subcommands = true,
    override_usage = "tonelint [check] [OPTIONS] [PATH]...\n       tonelint <COMMAND>",
    after_help = "Exit codes: 0 nothing at or above --fail-on, 1 findings, 2 something could not be read or understood.",
    after_long_help = "\
Examples:
  tonelint drafts/                 every draft in a folder
  pbpaste | tonelint               what is on the clipboard
  tonelint --text \"As I said …\"    one sentence
  tonelint -f json macros.json     for programs

A path that is named like a command is reached with `tonelint check rules` or `tonelint ./rules`.

Exit codes: 0 nothing at or above --fail-on, 1 findings, 2 something could not be read or understood."
)]
pub(crate) struct Cli {
    #[command(subcommand)]
    pub(crate) command: Option<Command>,
    #[command(flatten)]
    pub(crate) check: CheckArgs,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Find phrases that would hurt the reader (the default command)
    Check(Box<CheckArgs>),
    /// Apply rewrites: the safe ones, or one by one
    Fix(Box<FixArgs>),
    /// Report on a whole library: what to rewrite first, which habits it has, what got better
    Audit(Box<AuditArgs>),
    /// List the rules in force
    Rules(RulesArgs),
    /// Tell all about one rule: why, phrases, rewrites, examples
    Explain(ExplainArgs),
    /// Hold every rule against its own examples
    #[command(after_help = "\
Exit codes: 0 all as it should be, 1 an example that is not, or less than --floor says, 2 something could not be read or understood.")]
    Test(TestArgs),
    /// Ask about replies one by one, and keep the labels
    ///
    /// Every reply is shown once, and you say whether it is fine. When it is not, you say which words
    /// are to blame and what they do to their reader. Each answer is saved at once, in the form that
    /// `tonelint test --labelled` reads, and the next run goes on where you stopped. Questions are
    /// written to standard error, one answer a line is read from standard input.
    Label(LabelArgs),
    /// Train learned rules from replies that your team has labelled
    ///
    /// Training is a program of its own, `tonelint-train`, as few need it; `cargo install --path trainer`
    /// installs it. What follows is handed to it: `tonelint train --help` shows its flags.
    #[command(disable_help_flag = true)]
    Train {
        /// What to hand on
        #[arg(value_name = "ARGUMENT", trailing_var_arg = true, allow_hyphen_values = true)]
        arguments: Vec<OsString>,
    },
    /// Show the configuration in force for a path, and where each value comes from
    Config(ConfigArgs),
    /// Write a tonelint.toml that says what could be said, and changes nothing until it is edited
    Init(InitArgs),
    /// Accept what is found today, so that only new findings count
    #[command(subcommand)]
    Baseline(BaselineAction),
    /// Print a completion script for a shell
    Completions {
        /// The shell to complete for
        shell: clap_complete::Shell,
    },
}

#[derive(Args, Debug)]
pub(crate) struct CheckArgs {
    #[command(flatten)]
    pub(crate) input: InputArgs,
    #[command(flatten)]
    pub(crate) changes: ChangeArgs,
    #[command(flatten)]
    pub(crate) packs: PackArgs,
    #[command(flatten)]
    pub(crate) baseline: BaselineArgs,
    #[command(flatten)]
    pub(crate) output: OutputArgs,
    #[command(flatten)]
    pub(crate) exit: ExitArgs,
}

#[derive(Debug, Subcommand)]
pub(crate) enum BaselineAction {
    /// Accept everything that is found, and forget what is gone
    ///
    /// What is accepted in drafts that are not named stays as it is.
    Write(BaselineStrictArgs),
    /// Show what is found beyond the baseline, and what is gone
    #[command(
        after_help = "Exit codes: 0 nothing beyond the baseline, 1 findings beyond it, or with --strict stale rows, 2 trouble."
    )]
    Check(BaselineStrictArgs),
    /// Take out what is gone
    Prune(BaselineRunArgs),
}

#[derive(Args, Debug)]
pub(crate) struct BaselineStrictArgs {
    /// Let the baseline only get smaller
    ///
    /// `write` refuses to accept what is not accepted yet, `check` fails while stale rows are left.
    #[arg(long, help_heading = "Baseline")]
    pub(crate) strict: bool,

    #[command(flatten)]
    pub(crate) run: BaselineRunArgs,
}

#[derive(Args, Debug)]
pub(crate) struct BaselineRunArgs {
    /// The baseline; without it, the nearest tonelint-baseline.toml from here upwards, or a new one here
    #[arg(long, value_name = "FILE", help_heading = "Baseline")]
    pub(crate) baseline: Option<PathBuf>,

    #[command(flatten)]
    pub(crate) input: InputArgs,
    #[command(flatten)]
    pub(crate) packs: PackArgs,
    #[command(flatten)]
    pub(crate) color: ColorArgs,
}

#[derive(Args, Debug)]
#[command(after_help = "\
Files are changed in place; standard input and --text go to standard output.

Exit codes: 0 nothing left at or above --fail-on, 1 findings left, or with --diff something to change, 2 something
could not be read, written or understood.")]
pub(crate) struct FixArgs {
    /// Show what would change as a unified diff, and change nothing
    #[arg(long, help_heading = "Rewrites")]
    pub(crate) diff: bool,

    /// Go through the findings one by one, and choose
    #[arg(short, long, help_heading = "Rewrites", conflicts_with_all = ["diff", "not_only_safe", "text", "quiet"])]
    pub(crate) interactive: bool,

    /// Also apply the first rewrite of the rest
    ///
    /// Safe are swaps and cuts that keep the meaning. The rest replace whole sentences, among others. What
    /// has a [slot] to fill in is never applied, nor what would take away a placeholder, a link, code or a
    /// number: choose those with -i.
    #[arg(long = "unsafe", help_heading = "Rewrites")]
    pub(crate) not_only_safe: bool,

    #[command(flatten)]
    pub(crate) input: InputArgs,
    #[command(flatten)]
    pub(crate) packs: PackArgs,
    #[command(flatten)]
    pub(crate) baseline: BaselineArgs,

    /// Leave out the line that counts
    #[arg(short, long, help_heading = "Output")]
    pub(crate) quiet: bool,

    /// Tell what was read, what was skipped, and why
    #[arg(short, long, help_heading = "Output", conflicts_with = "quiet")]
    pub(crate) verbose: bool,

    #[command(flatten)]
    pub(crate) color: ColorArgs,
    #[command(flatten)]
    pub(crate) exit: ExitArgs,
}

#[derive(Args, Debug)]
#[command(after_help = "\
A reply is one file, or one record of a structured file. Its score begins at 100 and loses 30 points for every error, 10
for every warning and 3 for every hint per 100 words; a library has the mean of its replies.

Exit codes: 0 the report is written, 1 findings at or above --fail-on, 2 something could not be read or understood.")]
pub(crate) struct AuditArgs {
    /// How the report is written; without it, as the name behind -o says, or as a page
    #[arg(short, long, value_enum, value_name = "FORMAT", help_heading = "Report")]
    pub(crate) format: Option<AuditFormat>,

    /// Write the report to this file; `-` is standard output
    #[arg(short, long, value_name = "FILE", help_heading = "Report")]
    pub(crate) output: Option<PathBuf>,

    /// Rank by how often each reply is used, as this CSV file says
    ///
    /// It has a column with ids or titles, such as `id`, and one with numbers, such as `uses`.
    #[arg(long, value_name = "FILE", help_heading = "Report")]
    pub(crate) usage: Option<PathBuf>,

    /// Tell what is new, fixed and remaining since this report, which `-f json` wrote
    #[arg(long, value_name = "FILE", help_heading = "Report")]
    pub(crate) since: Option<PathBuf>,

    /// Mask e-mail addresses, phone, card and order numbers, and names behind a greeting
    #[arg(long, help_heading = "Report")]
    pub(crate) redact: bool,

    /// Count findings of this severity and above
    ///
    /// What is not counted still counts for --fail-on.
    #[arg(long, value_enum, value_name = "SEVERITY", help_heading = "Report")]
    pub(crate) min_severity: Option<Severity>,

    /// Print nothing beside the report
    #[arg(short, long, help_heading = "Report")]
    pub(crate) quiet: bool,

    /// Tell what was read, what was skipped, and why
    #[arg(short, long, conflicts_with = "quiet", help_heading = "Report")]
    pub(crate) verbose: bool,

    #[command(flatten)]
    pub(crate) input: InputArgs,
    #[command(flatten)]
    pub(crate) packs: PackArgs,
    #[command(flatten)]
    pub(crate) color: ColorArgs,

    /// Exit with 1 for findings of this severity and above; a report is no test, so nothing fails by itself
    #[arg(long, value_enum, value_name = "SEVERITY", default_value_t = FailOn::Never, help_heading = "Exit code")]
    pub(crate) fail_on: FailOn,
}

#[derive(Args, Debug)]
pub(crate) struct RulesArgs {
    /// How the list is written
    #[arg(short, long, value_enum, value_name = "FORMAT", default_value_t = ListFormat::Text)]
    pub(crate) format: ListFormat,
    #[command(flatten)]
    pub(crate) color: ColorArgs,
    #[command(flatten)]
    pub(crate) packs: PackArgs,
}

#[derive(Args, Debug)]
pub(crate) struct ExplainArgs {
    /// Full id of the rule, such as isolating/only-one
    #[arg(value_name = "RULE")]
    pub(crate) rule: String,
    #[command(flatten)]
    pub(crate) color: ColorArgs,
    #[command(flatten)]
    pub(crate) packs: PackArgs,
}

#[derive(Args, Debug)]
pub(crate) struct TestArgs {
    /// TOML files, built-in packs or sets; all built-in packs with all their rules if there is none
    #[arg(value_name = "PACK")]
    pub(crate) names: Vec<String>,
    #[command(flatten)]
    pub(crate) color: ColorArgs,
    #[command(flatten)]
    pub(crate) labelled: LabelledArgs,
    #[command(flatten)]
    pub(crate) packs: PackArgs,
}

#[derive(Args, Debug)]
#[command(next_help_heading = "Labelled replies")]
pub(crate) struct LabelledArgs {
    /// Hold the rules in force against replies that your team has labelled; `-` is standard input
    ///
    /// One JSON object a line: {"text": "…", "label": "flag"}, or "clean". If there is
    /// "spans": [{"quote": "…", "category": "…"}], the words to be found are known as well; a quote stands once
    /// in its text. "difficulty" and "id" may be there, and keys of your own.
    #[arg(long, value_name = "FILE", conflicts_with = "names")]
    pub(crate) labelled: Option<PathBuf>,

    /// Fail if less is found or more false alarms are raised than this TOML file says
    #[arg(long, value_name = "FILE", requires = "labelled")]
    pub(crate) floor: Option<PathBuf>,

    /// Write what is reached today to the file behind --floor
    #[arg(long, requires = "floor")]
    pub(crate) write_floor: bool,

    /// Show the replies that labels and findings disagree about
    #[arg(long, value_enum, value_name = "WHICH", requires = "labelled")]
    pub(crate) show: Option<Show>,

    /// Show at most so many replies
    #[arg(long, value_name = "N", default_value_t = 20, requires = "show")]
    pub(crate) limit: usize,

    /// Count findings of this severity and above
    #[arg(long, value_enum, value_name = "SEVERITY", default_value_t = Severity::Info, requires = "labelled")]
    pub(crate) min_severity: Severity,

    /// How the scores are written
    #[arg(short, long, value_enum, value_name = "FORMAT", default_value_t = ListFormat::Text, requires = "labelled")]
    pub(crate) format: ListFormat,
}

#[derive(Args, Debug)]
pub(crate) struct ConfigArgs {
    /// The draft or folder to show it for; a file need not exist
    #[arg(value_name = "PATH", default_value = ".", hide_default_value = true)]
    pub(crate) path: PathBuf,

    /// How the values are written
    #[arg(short, long, value_enum, value_name = "FORMAT", default_value_t = ListFormat::Text)]
    pub(crate) format: ListFormat,

    /// Print the JSON schema of tonelint.toml, for editors
    #[arg(long)]
    pub(crate) schema: bool,

    /// Tell which files were looked for
    #[arg(short, long)]
    pub(crate) verbose: bool,

    #[command(flatten)]
    pub(crate) reading: ReadingArgs,

    /// Show and count findings of this severity and above
    #[arg(long, value_enum, value_name = "SEVERITY", help_heading = "Output")]
    pub(crate) min_severity: Option<Severity>,

    /// Exit with 1 for findings of this severity and above
    #[arg(long, value_enum, value_name = "SEVERITY", help_heading = "Output")]
    pub(crate) fail_on: Option<FailOn>,

    #[command(flatten)]
    pub(crate) color: ColorArgs,
    #[command(flatten)]
    pub(crate) packs: PackArgs,
}

#[derive(Args, Debug)]
pub(crate) struct InitArgs {
    /// The folder to write it into
    #[arg(value_name = "FOLDER", default_value = ".", hide_default_value = true)]
    pub(crate) folder: PathBuf,

    /// Write over a tonelint.toml that is there
    #[arg(long)]
    pub(crate) force: bool,
}

#[derive(Args, Debug)]
pub(crate) struct LabelArgs {
    /// Files and folders: a file is one reply, and so is each row of a .jsonl file
    ///
    /// A row is {"text": "…"}, maybe with an "id"; a label that it has already is not shown, so that
    /// two people can label apart. Folders are walked as by `tonelint check`.
    #[arg(value_name = "PATH")]
    pub(crate) paths: Vec<PathBuf>,

    /// Add the labelled replies to this file; what is in it is not asked again
    #[arg(short, long, value_name = "FILE", default_value = "labelled.jsonl")]
    pub(crate) output: PathBuf,

    /// Read what .gitignore and .tonelintignore name as well
    #[arg(long)]
    pub(crate) no_ignore: bool,

    #[command(flatten)]
    pub(crate) color: ColorArgs,
    #[command(flatten)]
    pub(crate) packs: PackArgs,
}

impl PackArgs {
    /// Whether any of these flags was typed.
    pub(crate) fn are_given(&self) -> bool {
        self.no_builtin || !(self.packs.is_empty() && self.select.is_empty() && self.ignore.is_empty())
    }
}

impl BaselineAction {
    /// When to use colours.
    pub(crate) fn color(&self) -> Color {
        match self {
            BaselineAction::Write(args) | BaselineAction::Check(args) => args.run.color.color,
            BaselineAction::Prune(args) => args.color.color,
        }
    }
}
