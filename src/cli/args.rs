//! Flags and their values; no behaviour.

use std::{ffi::OsString, path::PathBuf};

use clap::{Args, Parser, Subcommand, ValueEnum, builder::PossibleValuesParser};
use tonelint::document::Shape;

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

#[derive(Args, Clone, Debug, Default)]
#[command(next_help_heading = "Baseline")]
pub(crate) struct BaselineArgs {
    /// Leave out what this baseline accepts
    ///
    /// Without it, the nearest tonelint-baseline.toml is used, from the folder of each draft upwards to that of
    /// the repository.
    #[arg(long, value_name = "FILE")]
    pub(crate) baseline: Option<PathBuf>,

    /// Show what a baseline accepts as well
    #[arg(long, conflicts_with = "baseline")]
    pub(crate) no_baseline: bool,
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
#[command(next_help_heading = "Drafts")]
pub(crate) struct ChangeArgs {
    /// Only findings on lines that changed since this revision
    ///
    /// Asks git, from the working folder. What the other side of a branch changed meanwhile does not count, a
    /// file that git does not know has changed throughout, and what was left out is counted.
    #[arg(long, value_name = "REV", conflicts_with = "changed_only")]
    pub(crate) diff_base: Option<String>,

    /// Only findings on lines that are not committed yet
    #[arg(long)]
    pub(crate) changed_only: bool,
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
#[command(next_help_heading = "Drafts")]
pub(crate) struct InputArgs {
    /// Files and folders to read; `-` is standard input
    ///
    /// Without a path, standard input is read if something is piped into it. Folders are walked in name
    /// order; hidden files, node_modules, symbolic links and what .gitignore or .tonelintignore name are
    /// passed over. A file that is named here is read, unless tonelint.toml excludes it.
    #[arg(value_name = "PATH", help_heading = None)]
    pub(crate) paths: Vec<PathBuf>,

    /// Check this text
    #[arg(long, value_name = "TEXT", allow_hyphen_values = true)]
    pub(crate) text: Option<String>,

    /// Name standard input, or --text, as if it were this file
    ///
    /// The name is printed with the findings and decides how the text is read: `reply.md` is Markdown.
    #[arg(long, value_name = "NAME")]
    pub(crate) stdin_filename: Option<String>,

    /// Also check the paths listed in this file, one a line; `-` is standard input
    #[arg(long, value_name = "FILE")]
    pub(crate) files_from: Option<PathBuf>,

    /// The paths in --files-from end with a NUL byte instead of a line break
    #[arg(short = '0', long, requires = "files_from")]
    pub(crate) null: bool,

    /// Read what .gitignore, .tonelintignore and the configuration exclude as well
    ///
    /// Hidden files and node_modules are still passed over; name them to have them read.
    #[arg(long)]
    pub(crate) no_ignore: bool,

    #[command(flatten)]
    pub(crate) reading: ReadingArgs,

    /// Use this many threads, or 0 for as many as suit the machine
    ///
    /// The output is the same whatever the number.
    #[arg(short, long, value_name = "N", default_value_t = 0)]
    pub(crate) jobs: usize,
}

#[derive(Args, Debug, Default)]
#[command(next_help_heading = "Drafts")]
pub(crate) struct ReadingArgs {
    /// Check quoted words too
    ///
    /// Quoted lines and longer quotations are usually somebody else's words and left alone.
    #[arg(long)]
    pub(crate) include_quoted: bool,

    /// Read only this field of JSON, YAML and TOML files
    ///
    /// A path of keys, such as `macros.actions.value`, or the end of one, such as `body`. May be given several
    /// times. Without it, every value that looks like a sentence is read.
    #[arg(long = "field", value_name = "PATH")]
    pub(crate) fields: Vec<String>,

    /// Read only this column of tables
    ///
    /// The name at its head, or its number from 1. May be given several times. Without it, every cell that
    /// looks like a sentence is read.
    #[arg(long = "column", value_name = "NAME|N")]
    pub(crate) columns: Vec<String>,

    /// Take structured files for those of this help-desk
    ///
    /// Without it, the files of help-desks are recognised by what is in them, and -v says as what. `none`
    /// takes every file for one that nothing is known about. docs/formats.md lists the names; one that is not
    /// known is answered with all of them. --field and --column win.
    #[arg(long = "as", value_name = "NAME", hide_possible_values = true,
        value_parser = PossibleValuesParser::new(Shape::names().chain(["none"])))]
    pub(crate) read_as: Option<String>,

    /// Check internal notes too
    ///
    /// They are read in the files of help-desks that tell them apart, and otherwise counted.
    #[arg(long)]
    pub(crate) include_notes: bool,

    /// Check replies that are switched off too
    ///
    /// They are read in the files of help-desks that tell them apart, and otherwise counted.
    #[arg(long)]
    pub(crate) include_inactive: bool,

    /// Read files that are not UTF-8 as this
    ///
    /// UTF-8, and UTF-16 with a byte order mark or in Latin letters, need no flag. Places are bytes of the
    /// file as it is stored, and `fix` writes it back in its own encoding.
    #[arg(long, value_enum, value_name = "NAME")]
    pub(crate) encoding: Option<Encoding>,
}

#[derive(Args, Debug)]
#[command(next_help_heading = "Rules")]
pub(crate) struct PackArgs {
    /// Add a pack: a TOML file, a built-in pack, or a set (core, dignity, hints)
    ///
    /// May be given several times. `core` is on by default: every error and warning of the built-in packs
    /// but servile. `dignity` is the pack servile, `hints` every matter of taste in the others. A built-in
    /// pack that is named here comes whole, with its hints. A file that is named like a pack is reached
    /// with `./name`.
    #[arg(long = "pack", value_name = "PATH|NAME")]
    pub(crate) packs: Vec<String>,

    /// Leave the built-in packs out
    #[arg(long)]
    pub(crate) no_builtin: bool,

    /// Go by this configuration, wherever the drafts are
    ///
    /// Without it, the tonelint.toml or .tonelint.toml nearest to a draft holds for it, from its folder upwards
    /// to the root of the repository. Flags beat it. Path patterns in FILE speak of the current folder.
    #[arg(short, long, value_name = "FILE", conflicts_with = "isolated")]
    pub(crate) config: Option<PathBuf>,

    /// Ignore every configuration file
    ///
    /// No tonelint.toml is looked for, and only flags count.
    #[arg(long)]
    pub(crate) isolated: bool,

    /// Use only these rules: rule ids, pack names or @categories, separated by commas
    #[arg(long, value_name = "RULES", value_delimiter = ',')]
    pub(crate) select: Vec<String>,

    /// Leave these rules out, even selected ones: ids, pack names or @categories
    #[arg(long, value_name = "RULES", value_delimiter = ',')]
    pub(crate) ignore: Vec<String>,
}

#[derive(Args, Debug)]
#[command(next_help_heading = "Output")]
pub(crate) struct OutputArgs {
    /// How findings are written
    #[arg(short, long, value_enum, value_name = "FORMAT", default_value_t = Format::Pretty)]
    pub(crate) format: Format,

    /// Write the findings to this file; the exit code stays the same
    ///
    /// `sarif=out.sarif` writes another format than --format, beside what goes to standard output. May be given
    /// several times. `-` is standard output, and `./a=b` a file with `=` in its name.
    #[arg(short, long = "output", value_name = "[FORMAT=]FILE")]
    pub(crate) outputs: Vec<PathBuf>,

    /// Show and count findings of this severity and above [default: info]
    ///
    /// What is not shown still counts for --fail-on.
    #[arg(long, value_enum, value_name = "SEVERITY")]
    pub(crate) min_severity: Option<Severity>,

    /// Add the number of findings of each rule, category and severity
    ///
    /// Printed at the end in the pretty format, and to standard error with the others.
    #[arg(long)]
    pub(crate) statistics: bool,

    /// Print findings only
    #[arg(short, long)]
    pub(crate) quiet: bool,

    /// Tell what was read, what was skipped, and why
    #[arg(short, long, conflicts_with = "quiet")]
    pub(crate) verbose: bool,

    #[command(flatten)]
    pub(crate) color: ColorArgs,
}

#[derive(Args, Clone, Copy, Debug)]
pub(crate) struct ColorArgs {
    /// When to use colours
    ///
    /// `auto` follows NO_COLOR, FORCE_COLOR, CLICOLOR_FORCE and CLICOLOR, then whether a terminal reads the output.
    #[arg(long, value_enum, value_name = "WHEN", default_value_t = Color::Auto)]
    pub(crate) color: Color,
}

#[derive(Args, Debug)]
#[command(next_help_heading = "Exit code")]
pub(crate) struct ExitArgs {
    /// Exit with 1 for findings of this severity and above [default: warning]
    #[arg(long, value_enum, value_name = "SEVERITY")]
    pub(crate) fail_on: Option<FailOn>,

    /// Exit with 0 even if there are findings; trouble is still 2
    #[arg(long)]
    pub(crate) exit_zero: bool,
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

#[derive(Clone, Copy, Debug, ValueEnum)]
pub(crate) enum Show {
    /// Flagged replies in which nothing was found
    Missed,
    /// Clean replies in which something was found
    False,
    /// Flagged replies in which only other words were found
    Wrong,
    /// All of these
    All,
}

/// An encoding that the bytes of a file do not always tell by themselves.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub(crate) enum Encoding {
    /// What spreadsheets write in the West
    #[value(name = "windows-1252", aliases = ["latin1", "iso-8859-1"])]
    Windows1252,
    /// The low byte first
    #[value(name = "utf-16le")]
    Utf16Le,
    /// The high byte first
    #[value(name = "utf-16be")]
    Utf16Be,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
pub(crate) enum Color {
    /// When a terminal reads the output and the environment does not object
    Auto,
    /// Always, even into files
    Always,
    /// Never
    Never,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Format {
    /// For people: the line, the words underlined, and what to write instead
    Pretty,
    /// One line for each finding, as grep prints it
    Line,
    /// One JSON object
    Json,
    /// One JSON object a line: each finding, then the summary
    Jsonl,
    /// SARIF 2.1.0, for code scanning
    Sarif,
    /// Annotations on GitHub, and a table in the summary of the step
    Github,
    /// GitLab's code quality report
    Gitlab,
    /// JUnit's XML: a failed test for each finding
    Junit,
    /// Checkstyle's XML
    Checkstyle,
    /// For reviewdog: one object, with suggestions
    Rdjson,
    /// For reviewdog: one object a line
    Rdjsonl,
    /// A table in Markdown
    Markdown,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum AuditFormat {
    /// A page in one file, with charts and filters
    Html,
    /// The totals and the worst replies
    Markdown,
    /// A row for each finding and each clean reply
    Csv,
    /// Everything, for programs and for --since
    Json,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
pub(crate) enum ListFormat {
    /// Lines for people
    Text,
    /// One JSON object
    Json,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
pub(crate) enum Severity {
    /// A matter of taste
    Info,
    /// Look again
    Warning,
    /// Do not send this
    Error,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
pub(crate) enum FailOn {
    /// Every finding
    Info,
    /// Warnings and errors
    Warning,
    /// Errors only
    Error,
    /// No finding
    Never,
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

impl From<Severity> for tonelint::Severity {
    fn from(severity: Severity) -> tonelint::Severity {
        match severity {
            Severity::Info => tonelint::Severity::Info,
            Severity::Warning => tonelint::Severity::Warning,
            Severity::Error => tonelint::Severity::Error,
        }
    }
}

impl From<Encoding> for tonelint::Encoding {
    fn from(encoding: Encoding) -> tonelint::Encoding {
        match encoding {
            Encoding::Utf16Le => tonelint::Encoding::Utf16Le,
            Encoding::Utf16Be => tonelint::Encoding::Utf16Be,
            Encoding::Windows1252 => tonelint::Encoding::Windows1252,
        }
    }
}

impl FailOn {
    /// The lowest severity that fails a run; none when nothing does.
    pub(crate) fn threshold(self) -> Option<tonelint::Severity> {
        match self {
            FailOn::Info => Some(tonelint::Severity::Info),
            FailOn::Warning => Some(tonelint::Severity::Warning),
            FailOn::Error => Some(tonelint::Severity::Error),
            FailOn::Never => None,
        }
    }
}
