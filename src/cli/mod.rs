//! The command line: which command runs, the pipeline of `check`, and what exit codes mean.

mod args;
mod audit;
mod clean;
mod config;
mod crew;
mod fix;
mod input;
mod label;
mod labelled;
mod nearest;
mod output;
mod packs;
mod paint;
mod prove;
mod render;
mod rules;
mod scores;
mod store;
mod summary;
mod train;
mod trouble;
mod voice;
mod walk;

use std::ffi::OsString;

use clap::{CommandFactory, Parser};
use tonelint::Linter;

use args::{Cli, Command, Format};
use config::Settings;
use crew::Crew;
use output::Output;
use summary::{Missed, Missing, Outcome, Summary};
use trouble::Trouble;
use voice::Voice;

/// Runs what the command line asks for; the exit code.
pub(crate) fn run(arguments: impl IntoIterator<Item = OsString>) -> u8 {
    let cli = match Cli::try_parse_from(arguments) {
        Ok(cli) => cli,
        Err(error) => {
            // Nobody may be listening, which changes nothing about the outcome.
            let _ = error.print();
            return if error.use_stderr() { Outcome::Trouble.code() } else { Outcome::Clean.code() };
        }
    };
    let command_named = cli.command.is_some();
    let command = cli.command.unwrap_or_else(|| Command::Check(Box::new(cli.check)));
    let voice = match &command {
        Command::Check(args) => Voice::for_check(&args.output),
        Command::Fix(args) => Voice::for_fix(args),
        Command::Audit(args) => Voice::for_audit(args),
        Command::Rules(args) => Voice::new(args.color.color),
        Command::Explain(args) => Voice::new(args.color.color),
        Command::Test(args) => Voice::new(args.color.color),
        Command::Label(args) => Voice::new(args.color.color),
        Command::Train { .. } | Command::Completions { .. } => Voice::new(args::Color::Auto),
    };
    let outcome = match command {
        Command::Check(args) => check(&Settings::new(*args, command_named), voice),
        Command::Fix(args) => fix::fix(&args, voice),
        Command::Audit(args) => audit::audit(&args, voice),
        Command::Rules(args) => rules::list(&args),
        Command::Explain(args) => rules::explain(&args),
        Command::Test(args) => prove::test(&args, voice),
        Command::Label(args) => label::label(&args, voice),
        Command::Train { arguments } => return train::run(arguments).unwrap_or_else(|trouble| fail(voice, &trouble)),
        Command::Completions { shell } => completions(shell),
    };
    outcome.map_or_else(|trouble| fail(voice, &trouble), Outcome::code)
}

fn fail(voice: Voice, trouble: &Trouble) -> u8 {
    voice.trouble(trouble);
    Outcome::Trouble.code()
}

/// The whole pipeline, in reading order.
fn check(settings: &Settings, voice: Voice) -> Result<Outcome, Trouble> {
    let packs = packs::in_force(&settings.packs)?;
    if packs.is_empty() && settings.packs.no_builtin {
        voice.warn("no rules are in force, so nothing can be found; --pack adds some");
    }
    let linter = Linter::new(packs);
    let inputs = input::inputs(&settings.input, settings.output.output.as_deref())?;
    let mut output = Output::open(&settings.output)?;
    let mut reporter = settings.format.reporter(output.look);
    let mut summary = Summary::default();
    let encoding = settings.input.encoding.map(Into::into);
    let crew = Crew { linter: &linter, reading: &settings.reading, encoding, threads: settings.threads };
    let out = &mut output.out;
    let written = crew.check(inputs, |_, checked| match checked {
        Ok(mut report) => {
            voice.read(&report);
            summary.add(&mut report, settings.min_severity);
            reporter.report(&report, out)?;
            // Both streams often end up in one place, where the order should be that of the drafts.
            if report.findings.is_empty() { Ok(()) } else { out.flush() }
        }
        // One unreadable file must not hide the findings in the others.
        Err(missing) => {
            tell(settings, voice, &missing);
            summary.miss(missing);
            Ok(())
        }
    });
    let written = written.and_then(|()| finish(settings, voice, &summary, &mut *reporter, out));
    output.settle(written)?;
    Ok(Outcome::of(&summary, settings.fail_on))
}

fn tell(settings: &Settings, voice: Voice, missing: &Missing) {
    match missing {
        Missing::Skipped(missed) => voice.skipped(missed),
        Missing::Unreadable(missed) => {
            voice.unreadable(missed, hint(settings, &missed.path).or_else(|| encoding_hint(settings, missed)))
        }
    }
}

/// Ends the output, and says on standard error what the format has no place for.
fn finish(
    settings: &Settings,
    voice: Voice,
    summary: &Summary,
    reporter: &mut dyn render::Reporter,
    out: &mut dyn std::io::Write,
) -> std::io::Result<()> {
    if settings.output.statistics {
        let statistics = render::statistics(summary);
        match settings.format {
            Format::Pretty => out.write_all(statistics.as_bytes())?,
            Format::Line | Format::Json | Format::Jsonl => voice.print(&statistics),
        }
    }
    reporter.finish(summary, out)?;
    out.flush()?;
    voice.guessed(summary.guessed);
    voice.left_out(&summary.left_out);
    if settings.format == Format::Line {
        render::passed_over(summary).iter().for_each(|line| voice.warn(line));
    }
    Ok(())
}

/// What was typed first, without a command, and is no path either was probably meant as a command.
fn hint(settings: &Settings, path: &str) -> Option<String> {
    let typed = settings.input.paths.iter().any(|typed| typed.as_os_str() == path);
    if settings.command_named || !typed || path.contains(['/', '.']) {
        return None;
    }
    let cli = Cli::command();
    let names: Vec<&str> = cli.get_subcommands().map(clap::Command::get_name).collect();
    let near = nearest::nearest(path, names)?;
    Some(if near == path {
        format!("the command comes first: `tonelint {near} …`")
    } else {
        format!("did you mean the command `{near}`?")
    })
}

/// Bytes that are not UTF-8 are mostly what spreadsheets write.
fn encoding_hint(settings: &Settings, missed: &Missed) -> Option<String> {
    let is_other = settings.input.encoding.is_none() && missed.reason == input::NOT_UTF8;
    is_other.then(|| "`--encoding windows-1252` reads what spreadsheets write in the West".to_owned())
}

fn completions(shell: clap_complete::Shell) -> Result<Outcome, Trouble> {
    // Written to memory first: the generator would not survive a closed pipe.
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut Cli::command(), "tonelint", &mut script);
    output::print(&String::from_utf8_lossy(&script))?;
    Ok(Outcome::Clean)
}
