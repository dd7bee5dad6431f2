//! `tonelint baseline`: findings accepted as they are, held against what is found today, and taken out when gone.

mod held;

use std::{
    collections::HashSet,
    env,
    fs::OpenOptions,
    io::{self, Write},
    path::{Path, PathBuf},
};

use tonelint::{Baseline, Encoding, Linter, Report, Row};

use self::held::Open;
pub(crate) use self::held::{Accepted, Held};
use super::{
    args::{self, BaselineAction, BaselineRunArgs, InputArgs},
    clean,
    config::{self, Configuration, Flags},
    crew::Crew,
    input::{self, Input},
    output,
    paint::Paint,
    render::{Background, Look},
    store,
    summary::{Missing, Outcome, Summary, counted},
    trouble::Trouble,
    voice::Voice,
};

/// What the file is called where nobody says otherwise.
pub(crate) const NAME: &str = "tonelint-baseline.toml";

/// Why it is passed over where drafts are looked for.
pub(crate) const REASON: &str = "a baseline";

/// Does what is asked for.
pub(crate) fn run(action: &BaselineAction, voice: Voice) -> Result<Outcome, Trouble> {
    match action {
        BaselineAction::Write(args) => write(&args.run, args.strict, voice),
        BaselineAction::Check(args) => check(&args.run, args.strict, voice),
        BaselineAction::Prune(args) => prune(args, voice),
    }
}

/// Accepts everything that is found in the drafts; what is accepted in others stays.
fn write(args: &BaselineRunArgs, is_strict: bool, voice: Voice) -> Result<Outcome, Trouble> {
    let mut open = Open::at(&file(args)?)?;
    let mut new = Baseline::default();
    let mut run = Run::new(args)?;
    let missed = run.each(voice, |path, report, _| {
        new.accept(&open.path_of(path), report);
        Ok(())
    })?;
    // Whoever looks for some rules says nothing about the others.
    let is_narrow = !(args.packs.select.is_empty() && args.packs.ignore.is_empty());
    new.keep(&open.baseline, |row| !open.is_judged(row) || (is_narrow && !run.looks_for(row)));
    if is_strict && open.text.is_some() {
        let beyond: Vec<String> =
            new.beyond(&open.baseline).map(|(row, now, before)| grown(row, now, before)).collect();
        if !beyond.is_empty() {
            output::print(&beyond.concat())?;
            let name = input::display(&open.file);
            voice.warn(&format!(
                "`{name}` is left as it is: with --strict a baseline only gets smaller\n  \
                 = help: change the words, or leave --strict out to accept them"
            ));
            return Ok(if missed { Outcome::Trouble } else { Outcome::Findings });
        }
    }
    save(&open, &new)?;
    let findings = counted(new.count(), "finding", "findings");
    output::print(&format!("{} accepts {findings}\n", clean::line(&input::display(&open.file))))?;
    Ok(if missed { Outcome::Trouble } else { Outcome::Clean })
}

/// Shows what is found beyond the baseline, and what is accepted and gone.
fn check(args: &BaselineRunArgs, is_strict: bool, voice: Voice) -> Result<Outcome, Trouble> {
    let mut open = existing(args)?;
    let mut run = Run::new(args)?;
    let stdout = io::stdout();
    let look = Look { paint: Paint::of(args.color.color, &stdout), width: None, quiet: true, verbose: false };
    let background = Background { packs: &[], folder: String::new() };
    let mut reporter = args::Format::Line.reporter(look, &background);
    let mut summary = Summary::default();
    let missed = run.each(voice, |path, report, linter| {
        let path = open.path_of(path);
        open.set_aside(&path, linter);
        open.baseline.absorb(&path, report);
        summary.add(report, tonelint::Severity::Info, None);
        reporter.report(report, &mut stdout.lock())
    })?;
    let is_gone = |row: &Row| open.is_judged(row) && run.looks_for(row);
    let stale: Vec<String> =
        open.baseline.stale().filter(|(row, ..)| is_gone(row)).map(|(row, gone, of)| told(row, gone, of)).collect();
    let beyond = counted(summary.findings, "finding", "findings");
    let rows = counted(stale.len(), "stale row", "stale rows");
    let accepted = summary.baselined;
    output::print(&format!("{}{beyond} beyond the baseline, {accepted} in it, {rows}\n", stale.concat()))?;
    if !stale.is_empty() {
        voice.note("  = help: `tonelint baseline prune` takes stale rows out");
    }
    Ok(match () {
        () if missed => Outcome::Trouble,
        () if 0 < summary.findings || (is_strict && !stale.is_empty()) => Outcome::Findings,
        () => Outcome::Clean,
    })
}

/// Takes out what is accepted and gone.
fn prune(args: &BaselineRunArgs, voice: Voice) -> Result<Outcome, Trouble> {
    let mut open = existing(args)?;
    let mut run = Run::new(args)?;
    let missed = run.each(voice, |path, report, linter| {
        let path = open.path_of(path);
        open.set_aside(&path, linter);
        open.baseline.absorb(&path, report);
        Ok(())
    })?;
    let mut new = open.baseline.clone();
    let pruned = new.prune(|row| open.is_judged(row) && run.looks_for(row));
    if 0 < pruned {
        save(&open, &new)?;
    }
    let (name, left) = (input::display(&open.file), counted(new.count(), "finding", "findings"));
    output::print(&format!("{}: {pruned} taken out, accepts {left}\n", clean::line(&name)))?;
    Ok(if missed { Outcome::Trouble } else { Outcome::Clean })
}

/// The file that is named, else the nearest one from here upwards, else one here.
fn file(args: &BaselineRunArgs) -> Result<PathBuf, Trouble> {
    if let Some(file) = &args.baseline {
        return Ok(file.clone());
    }
    let here = env::current_dir().map_err(|error| Trouble::reading(Path::new("."), &error))?;
    let nearest = held::nearest(&here).unwrap_or_else(|| here.join(NAME));
    Ok(nearest.strip_prefix(&here).map(Path::to_owned).unwrap_or(nearest))
}

fn existing(args: &BaselineRunArgs) -> Result<Open, Trouble> {
    let open = Open::at(&file(args)?)?;
    if open.text.is_some() {
        return Ok(open);
    }
    let name = input::display(&open.file);
    Err(Trouble::with_help(format!("there is no baseline `{name}`"), "`tonelint baseline write` makes one"))
}

/// Writes a baseline, unless somebody else did in the meantime.
fn save(open: &Open, new: &Baseline) -> Result<(), Trouble> {
    let name = input::display(&open.file);
    let Some(old) = &open.text else {
        let file = OpenOptions::new().write(true).create_new(true).open(&open.file);
        let written = file.and_then(|mut file| file.write_all(new.to_toml().as_bytes()));
        return written.map_err(|error| Trouble::writing(&name, &error));
    };
    store::replace(&open.file, Encoding::Utf8, old, &new.to_toml())
        .map_err(|refusal| Trouble::new(format!("cannot write `{name}`: {}", refusal.reason())))
}

/// `new: macros.json, macros[id=7].body: house/kindly (2, and 1 is accepted)`.
fn grown(row: &Row, now: usize, before: usize) -> String {
    format!("new: {} ({now}, and {before} accepted)\n", shown(row))
}

/// `stale: macros.json, macros[id=7].body: house/kindly (1 of 2 gone)`.
fn told(row: &Row, gone: usize, of: usize) -> String {
    format!("stale: {} ({gone} of {of} gone)\n", shown(row))
}

fn shown(row: &Row) -> String {
    let record = if row.record.is_empty() { String::new() } else { format!(", {}", row.record) };
    clean::line(&format!("{}{record}: {}", row.path, row.rule)).into_owned()
}

/// Drafts that are read without their baseline.
struct Run<'a> {
    args: &'a BaselineRunArgs,
    configuration: Configuration<'a>,
    /// Ids of the rules and checks that were in force for any of them.
    in_force: HashSet<String>,
}

impl Run<'_> {
    fn new(args: &BaselineRunArgs) -> Result<Run<'_>, Trouble> {
        refuse_without_name(&args.input)?;
        let flags = Flags {
            reading: Some(&args.input.reading),
            stdin_filename: args.input.stdin_filename.as_deref(),
            no_ignore: args.input.no_ignore,
            ..Flags::rules(&args.packs)
        };
        Ok(Run { args, configuration: Configuration::new(flags)?, in_force: HashSet::new() })
    }

    /// Whether the rule of a row is in force; of others nobody knows whether they are still found.
    fn looks_for(&self, row: &Row) -> bool {
        self.in_force.contains(&row.rule)
    }

    /// Hands over every draft that has a name; whether any could not be read.
    fn each(
        &mut self,
        voice: Voice,
        mut take: impl FnMut(&Path, &mut Report<'_>, &Linter) -> io::Result<()>,
    ) -> Result<bool, Trouble> {
        let Run { args, configuration, in_force } = self;
        let inputs = configuration.settle_flags(input::inputs(&args.input, configuration, &[])?)?;
        let crew = Crew { configuration, threads: config::threads(args.input.jobs) };
        let mut missed = false;
        let written = crew.check(inputs, |input: &Input, checked| match checked {
            Ok((mut report, desk)) => {
                voice.read(&report);
                let rules = desk.linter().packs().iter().flat_map(|pack| &pack.rules).map(|rule| &rule.id);
                in_force.extend(rules.cloned());
                in_force.extend(desk.linter().suppressions().checks.keys().map(|check| check.id().to_owned()));
                let path = held::real_path(input);
                path.map_or(Ok(()), |path| take(&path, &mut report, desk.linter()))
            }
            Err(Missing::Skipped(missing)) => {
                voice.skipped(&missing);
                Ok(())
            }
            Err(Missing::Unusable(_, trouble)) => {
                missed = true;
                if configuration.is_news(&trouble) {
                    voice.trouble(&trouble);
                }
                Ok(())
            }
            Err(Missing::Unreadable(missing)) => {
                missed = true;
                voice.unreadable(&missing, None);
                Ok(())
            }
        });
        output::settled(output::STDOUT, written)?;
        Ok(missed)
    }
}

/// A row begins with a path, so text that has none cannot be accepted.
fn refuse_without_name(input: &InputArgs) -> Result<(), Trouble> {
    let is_stdin = input.paths.iter().any(|path| path.as_os_str() == "-")
        || (input.paths.is_empty() && input.files_from.is_none());
    if input.stdin_filename.is_none() && (is_stdin || input.text.is_some()) {
        let help = "name files or folders: `tonelint baseline write drafts/`";
        return Err(Trouble::with_help("a baseline is about files", help));
    }
    Ok(())
}
