//! The command line: which command runs, the pipeline of `check`, and what exit codes mean.

mod args;
mod audit;
mod baseline;
mod changed;
mod clean;
mod clock;
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
mod suppressions;
mod train;
mod trouble;
mod voice;
mod walk;

use std::{ffi::OsString, path::Path};

use args::{Cli, Command, Format};
use baseline::Held;
use clap::{CommandFactory, Parser};
use config::{Configuration, Settings};
use crew::Crew;
use output::Outputs;
use render::Background;
use summary::{Missed, Missing, Outcome, Summary};
use trouble::Trouble;
use voice::Voice;

/// Runs what the command line asks for; the exit code.
pub(crate) fn run(arguments: impl IntoIterator<Item = OsString>) -> u8 {
    let cli = match Cli::try_parse_from(arguments) {
        Ok(cli) => cli,
        Err(error) => {
            voice::usage(&error);
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
        Command::Config(args) => Voice::new(args.color.color),
        Command::Baseline(action) => Voice::new(action.color()),
        Command::Train { .. } | Command::Init(_) | Command::Completions { .. } => Voice::new(args::Color::Auto),
    };
    let outcome = match command {
        Command::Check(args) => check(&Settings::new(*args, command_named), voice),
        Command::Fix(args) => fix::fix(&args, voice),
        Command::Audit(args) => audit::audit(&args, voice),
        Command::Rules(args) => rules::list(&args),
        Command::Explain(args) => rules::explain(&args),
        Command::Test(args) => prove::test(&args, voice),
        Command::Label(args) => label::label(&args, voice),
        Command::Baseline(action) => baseline::run(&action, voice),
        Command::Train { arguments } => return train::run(arguments).unwrap_or_else(|trouble| fail(voice, &trouble)),
        Command::Config(args) => config::show(&args, voice),
        Command::Init(args) => config::init(&args),
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
    let configuration = Configuration::new(settings.flags())?;
    let targets = output::targets(&settings.output)?;
    let files: Vec<&Path> = targets.iter().filter_map(|target| target.file.as_deref()).collect();
    let inputs = configuration.settle_flags(input::inputs(&settings.input, &configuration, &files)?)?;
    let mut held = Held::new(&settings.baseline)?;
    let changes = changed::changes(&settings.changes)?;
    let lists_rules = targets.iter().any(|target| target.format == Format::Sarif);
    let packs = if lists_rules { configuration.packs()? } else { Vec::new() };
    let background = Background { packs: &packs, folder: input::working_folder() };
    let mut outputs = Outputs::open(&settings.output, &targets, &background, voice)?;
    let mut summary = Summary::default();
    summary.unchanged = changes.as_ref().map(|_| 0);
    let crew = Crew { configuration: &configuration, threads: settings.threads };
    let written = crew.check(inputs, |input, checked| match checked {
        Ok((mut report, desk)) => {
            voice.ruleless(desk.linter());
            voice.read(&report);
            if let Some(changes) = &changes {
                changes.put_unchanged_first(input, &mut report);
            }
            held.absorb(input, &mut report)?;
            if let Some(changes) = &changes {
                summary.add_unchanged(changes.keep(input, &mut report));
            }
            summary.add(&mut report, desk.min_severity(), desk.fail_on());
            outputs.report(&report)
        }
        // One unreadable file must not hide the findings in the others.
        Err(missing) => {
            tell(settings, &configuration, voice, &missing);
            summary.miss(missing);
            Ok(())
        }
    });
    held.settle()?;
    let written = written.and_then(|()| finish(settings, voice, &summary, &mut outputs));
    outputs.settle(written)?;
    configuration.leftovers().iter().for_each(|left| voice.left_over(left));
    Ok(Outcome::of(&summary))
}

fn tell(settings: &Settings, configuration: &Configuration<'_>, voice: Voice, missing: &Missing) {
    match missing {
        // What is wrong with a configuration is said once, not for every draft that it is for.
        Missing::Unusable(_, trouble) if configuration.is_news(trouble) => voice.trouble(trouble),
        Missing::Unusable(..) => {}
        Missing::Skipped(missed) => voice.skipped(missed),
        Missing::Unreadable(missed) => {
            voice.unreadable(missed, hint(settings, &missed.path).or_else(|| encoding_hint(settings, missed)))
        }
    }
}

/// Ends the output, and says on standard error what the format has no place for.
fn finish(settings: &Settings, voice: Voice, summary: &Summary, outputs: &mut Outputs<'_>) -> std::io::Result<()> {
    if settings.output.statistics {
        let statistics = render::statistics(summary);
        if !outputs.tell_people(&statistics)? {
            voice.print(&statistics);
        }
    }
    outputs.finish(summary)?;
    voice.guessed(summary.guessed);
    voice.left_out(&summary.left_out);
    if !outputs.tell_totals() {
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
    let is_other = settings.input.reading.encoding.is_none() && missed.reason == input::NOT_UTF8;
    is_other.then(|| "`--encoding windows-1252` reads what spreadsheets write in the West".to_owned())
}

fn completions(shell: clap_complete::Shell) -> Result<Outcome, Trouble> {
    // Written to memory first: the generator would not survive a closed pipe.
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut Cli::command(), "tonelint", &mut script);
    output::print(&String::from_utf8_lossy(&script))?;
    Ok(Outcome::Clean)
}
