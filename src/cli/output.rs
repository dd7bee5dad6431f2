//! Where findings go: standard output, files, or several of them at once, each in a format of its own.

mod place;
mod target;

use std::{
    env,
    fs::OpenOptions,
    io::{self, BufWriter, IsTerminal, Write},
};

use tonelint::Report;

use self::place::Place;
pub(crate) use self::target::{Target, targets};
use super::{
    args::{Format, OutputArgs},
    paint::Paint,
    render::{self, Background, Look, Reporter},
    summary::Summary,
    trouble::{Trouble, reason},
    voice::Voice,
};

/// What trouble with standard output is about.
pub(crate) const STDOUT: &str = "standard output";

/// What GitHub takes of the summary of one step.
const MOST_SUMMARY: u64 = 1024 * 1024;

/// All places that the findings of a run go to.
pub(crate) struct Outputs<'l> {
    outputs: Vec<Output<'l>>,
    /// Which of them failed.
    failed: Option<usize>,
}

/// One of them.
struct Output<'l> {
    place: Place,
    reporter: Box<dyn Reporter + 'l>,
    /// Of a summary on GitHub there is none: nobody asked for it by name.
    format: Option<Format>,
    /// Whether its reader has seen enough.
    is_closed: bool,
}

impl<'l> Outputs<'l> {
    /// Opens what the flags ask for.
    pub(crate) fn open(
        args: &OutputArgs,
        targets: &[Target],
        background: &'l Background<'l>,
        voice: Voice,
    ) -> Result<Outputs<'l>, Trouble> {
        let wants_summary = targets.iter().any(|target| target.format == Format::Github);
        let mut outputs = Vec::new();
        for Target { format, file } in targets {
            let (place, look) = match file {
                None => (Place::stdout(), look(args)),
                Some(path) => (Place::file(path)?, look_of_file(args)),
            };
            let reporter = format.reporter(look, background);
            outputs.push(Output { place, reporter, format: Some(*format), is_closed: false });
        }
        if wants_summary {
            outputs.extend(step_summary(background, voice));
        }
        Ok(Outputs { outputs, failed: None })
    }

    /// Writes one report to all of them; an error when that failed, or when nobody reads any more.
    pub(crate) fn report(&mut self, report: &Report<'_>) -> io::Result<()> {
        self.each(|output| {
            output.reporter.report(report, &mut output.place)?;
            // Both streams often end up in one place, where the order should be that of the drafts.
            if report.findings.is_empty() { Ok(()) } else { output.place.flush() }
        })
    }

    /// Ends all of them.
    pub(crate) fn finish(&mut self, summary: &Summary) -> io::Result<()> {
        self.each(|output| {
            output.reporter.finish(summary, &mut output.place)?;
            output.place.flush()
        })
    }

    /// Writes text between the findings and the totals where people read them; whether there is such a place.
    pub(crate) fn tell_people(&mut self, text: &str) -> io::Result<bool> {
        let is_for_people = |output: &Output<'_>| output.format == Some(Format::Pretty);
        let told = self.outputs.iter().any(is_for_people);
        self.each(|output| if is_for_people(output) { output.place.write_all(text.as_bytes()) } else { Ok(()) })?;
        Ok(told)
    }

    /// Whether one of them says how much was not checked.
    pub(crate) fn tell_totals(&self) -> bool {
        self.outputs.iter().filter_map(|output| output.format).any(Format::tells_totals)
    }

    fn each(&mut self, mut write: impl FnMut(&mut Output<'l>) -> io::Result<()>) -> io::Result<()> {
        for (number, output) in self.outputs.iter_mut().enumerate().filter(|(_, output)| !output.is_closed) {
            match write(output) {
                Ok(()) => {}
                // The others are to be complete all the same.
                Err(error) if error.kind() == io::ErrorKind::BrokenPipe => output.is_closed = true,
                Err(error) => {
                    self.failed = Some(number);
                    return Err(error);
                }
            }
        }
        let is_heard = self.outputs.iter().any(|output| !output.is_closed);
        if is_heard { Ok(()) } else { Err(io::ErrorKind::BrokenPipe.into()) }
    }

    /// Puts finished files in their places. A reader who has seen enough ends the run quietly; anything else
    /// is trouble, and leaves files as they were.
    pub(crate) fn settle(self, written: io::Result<()>) -> Result<(), Trouble> {
        let name = self.failed.map_or(STDOUT, |number| self.outputs[number].place.name());
        settled(name, written)?;
        self.outputs.into_iter().try_for_each(|output| {
            let name = output.place.name().to_owned();
            output.place.settle().map_err(|error| Trouble::writing(&name, &error))
        })
    }
}

fn look(args: &OutputArgs) -> Look {
    let stdout = io::stdout();
    let size = stdout.is_terminal().then(|| terminal_size::terminal_size_of(&stdout)).flatten();
    let width = size.map(|(width, _)| usize::from(width.0));
    Look { paint: Paint::of(args.color.color, &stdout), width, quiet: args.quiet, verbose: args.verbose }
}

fn look_of_file(args: &OutputArgs) -> Look {
    Look { paint: Paint::of_file(args.color.color), width: None, quiet: args.quiet, verbose: args.verbose }
}

/// What GitHub shows on the page of the run, if this is one. A summary that cannot be written is said, and
/// changes nothing else.
fn step_summary<'l>(background: &'l Background<'l>, voice: Voice) -> Option<Output<'l>> {
    let path = env::var_os("GITHUB_STEP_SUMMARY").filter(|path| !path.is_empty())?;
    let opened = OpenOptions::new().append(true).create(true).open(&path);
    match opened.and_then(|file| Ok((file.metadata()?.len(), file))) {
        Ok((length, file)) => {
            let room = usize::try_from(MOST_SUMMARY.saturating_sub(length)).unwrap_or(0);
            let place = Place::stream(BufWriter::new(file), path.display().to_string());
            let reporter = render::step_summary(background, room);
            Some(Output { place, reporter, format: None, is_closed: false })
        }
        Err(error) => {
            let path = path.display();
            voice.warn(&format!("no summary is added to `{path}`: {}", reason(&error)));
            None
        }
    }
}

/// Prints text that is not findings, such as a list or a script.
pub(crate) fn print(text: &str) -> Result<(), Trouble> {
    let mut stdout = io::stdout().lock();
    settled(STDOUT, stdout.write_all(text.as_bytes()).and_then(|()| stdout.flush()))
}

/// A reader who has seen enough ends the run quietly; anything else is trouble.
pub(crate) fn settled(name: &str, written: io::Result<()>) -> Result<(), Trouble> {
    match written {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => Err(Trouble::writing(name, &error)),
        _ => Ok(()),
    }
}
