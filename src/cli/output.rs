//! Where findings go: standard output or a file.

use std::{
    fs::File,
    io::{self, BufWriter, IsTerminal, Write},
};

use super::{args::OutputArgs, paint::Paint, render::Look, trouble::Trouble};

/// What trouble with standard output is about.
pub(crate) const STDOUT: &str = "standard output";

/// An open place for findings.
pub(crate) struct Output {
    /// Where to write.
    pub(crate) out: Box<dyn Write>,
    /// What suits it.
    pub(crate) look: Look,
    name: String,
}

impl Output {
    /// Opens what the flags ask for.
    pub(crate) fn open(args: &OutputArgs) -> Result<Output, Trouble> {
        let Some(path) = &args.output else { return Ok(Output::stdout(args)) };
        let name = path.display().to_string();
        let file = File::create(path).map_err(|error| Trouble::writing(&name, &error))?;
        let look =
            Look { paint: Paint::of_file(args.color.color), width: None, quiet: args.quiet, verbose: args.verbose };
        Ok(Output { out: Box::new(BufWriter::new(file)), look, name })
    }

    fn stdout(args: &OutputArgs) -> Output {
        let stdout = io::stdout();
        let size = stdout.is_terminal().then(|| terminal_size::terminal_size_of(&stdout)).flatten();
        let width = size.map(|(width, _)| usize::from(width.0));
        let look =
            Look { paint: Paint::of(args.color.color, &stdout), width, quiet: args.quiet, verbose: args.verbose };
        Output { out: Box::new(BufWriter::new(stdout.lock())), look, name: STDOUT.to_owned() }
    }

    /// A reader who has seen enough ends the run quietly; anything else is trouble.
    pub(crate) fn settle(&self, written: io::Result<()>) -> Result<(), Trouble> {
        settled(&self.name, written)
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
