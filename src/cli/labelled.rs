//! `tonelint test --labelled`: the rules against replies that a team has labelled.

use std::{
    ffi::OsString,
    fs::{self, File},
    io::{self, BufRead, BufReader},
    path::{Path, PathBuf},
};

use tonelint::{
    Document, Error, Finding, Format, Linter, Severity,
    labelled::{Fall, Floor, Reply, Scores, Verdict},
};

use super::{
    args::{LabelledArgs, PackArgs, Show},
    config::{Configuration, Flags},
    input, output,
    paint::Paint,
    scores,
    summary::Outcome,
    trouble::Trouble,
    voice::Voice,
};

/// So many mistakes are told at once; more would only hide the first.
pub(crate) const TOLD: usize = 20;

/// What came out of a whole file.
#[derive(Debug, Default)]
pub(crate) struct Measured {
    /// The totals.
    pub(crate) scores: Scores,
    /// The replies to show, as many as were asked for.
    pub(crate) cases: Vec<Case>,
    /// How many more there are.
    pub(crate) more: usize,
    /// The floor that was asked for, and what fell below it.
    pub(crate) floor: Option<(String, Vec<Fall>)>,
}

/// A reply that labels and findings disagree about.
#[derive(Debug)]
pub(crate) struct Case {
    /// Where it is: file and line.
    pub(crate) place: String,
    /// What became of it.
    pub(crate) verdict: Verdict,
    /// The reply.
    pub(crate) reply: Reply,
    /// What was found in it.
    pub(crate) findings: Vec<Finding>,
}

/// Measures the rules in force, prints the scores, and holds them against the floor.
pub(crate) fn measure(
    file: &Path,
    args: &LabelledArgs,
    packs: &PackArgs,
    paint: Paint,
    voice: Voice,
) -> Result<Outcome, Trouble> {
    let packs = Configuration::new(Flags::rules(packs))?.packs()?;
    if packs.is_empty() {
        voice.warn("no rules are in force, so nothing can be found; --pack adds some");
    }
    // A floor that cannot be read is told before anybody waits for the scores.
    let floor = match &args.floor {
        Some(path) if !args.write_floor => Some((input::display(path), read_floor(path)?)),
        _ => None,
    };
    let mut measured = judged(file, &Linter::new(packs), args)?;
    let now = Floor::of(&measured.scores);
    measured.floor = floor.map(|(name, floor)| (name, floor.falls(&now)));
    output::print(&scores::told(&measured, args.format, paint)?)?;
    if let Some(path) = args.floor.as_ref().filter(|_| args.write_floor) {
        write_floor(path, &now)?;
        voice.warn(&format!("wrote `{}`", input::display(path)));
    }
    let fell = measured.floor.is_some_and(|(_, falls)| !falls.is_empty());
    Ok(if fell { Outcome::Findings } else { Outcome::Clean })
}

/// Lints reply after reply; nothing is kept but the totals and what is to be shown.
fn judged(file: &Path, linter: &Linter, args: &LabelledArgs) -> Result<Measured, Trouble> {
    let mut measured = Measured::default();
    let min_severity = Severity::from(args.min_severity);
    each_reply(file, |place, reply| {
        let mut report = linter.lint(&place, Document::parse(&reply.text, Format::Plain));
        report.findings.retain(|finding| min_severity <= finding.severity);
        let findings = report.findings;
        let verdict = measured.scores.judge(&reply, &findings);
        if !args.show.is_some_and(|show| show.includes(verdict)) {
            return;
        }
        if measured.cases.len() < args.limit {
            measured.cases.push(Case { place, verdict, reply, findings });
        } else {
            measured.more += 1;
        }
    })?;
    if measured.scores.overall.flagged + measured.scores.overall.clean == 0 {
        return Err(Trouble::new(format!("there are no replies in `{}`", input::display(file))));
    }
    Ok(measured)
}

/// Reads a file line by line; empty lines hold nothing. All its first mistakes are told at once.
fn each_reply(file: &Path, mut take: impl FnMut(String, Reply)) -> Result<(), Trouble> {
    let mut lines = open(file)?;
    let origin = if file == Path::new("-") { "<stdin>".to_owned() } else { input::display(file) };
    let mut mistakes = Vec::new();
    let mut line = Vec::new();
    for number in 1.. {
        line.clear();
        let read = lines.read_until(b'\n', &mut line).map_err(|error| Trouble::reading(file, &error))?;
        if read == 0 || mistakes.len() == TOLD {
            break;
        }
        match parsed(&origin, number, &line) {
            Ok(None) => {}
            Ok(Some(reply)) if mistakes.is_empty() => take(format!("{origin}:{number}"), reply),
            Ok(Some(_)) => {}
            Err(mistake) => mistakes.push(*mistake),
        }
    }
    if mistakes.is_empty() { Ok(()) } else { Err(Trouble::Mistakes(mistakes)) }
}

fn open(file: &Path) -> Result<Box<dyn BufRead>, Trouble> {
    if file == Path::new("-") {
        return Ok(Box::new(io::stdin().lock()));
    }
    let file = File::open(file).map_err(|error| Trouble::reading(file, &error))?;
    Ok(Box::new(BufReader::new(file)))
}

/// One line of a file; none when it is empty.
pub(crate) fn parsed(origin: &str, number: usize, line: &[u8]) -> Result<Option<Reply>, Box<Error>> {
    parsed_by(Reply::parse, origin, number, line)
}

/// One line of a file, read in some way.
pub(crate) fn parsed_by<T>(
    parse: impl Fn(&str, usize, &str) -> Result<T, Box<Error>>,
    origin: &str,
    number: usize,
    line: &[u8],
) -> Result<Option<T>, Box<Error>> {
    let Ok(line) = std::str::from_utf8(line) else {
        let message = "this is not UTF-8 text".to_owned();
        let place = Some((number, 1));
        return Err(Box::new(Error { origin: origin.to_owned(), place, message, excerpt: None, help: None }));
    };
    let line = line.trim_start_matches('\u{feff}').trim_end();
    if line.is_empty() { Ok(None) } else { parse(origin, number, line).map(Some) }
}

fn read_floor(path: &Path) -> Result<Floor, Trouble> {
    let text = fs::read_to_string(path).map_err(|error| match error.kind() {
        io::ErrorKind::NotFound => Trouble::with_help(
            format!("there is no floor `{}` yet", input::display(path)),
            "add --write-floor to write it",
        ),
        _ => Trouble::reading(path, &error),
    })?;
    Floor::parse(&input::display(path), &text).map_err(|mistake| Trouble::Mistakes(vec![*mistake]))
}

/// Written beside its place and moved there, so that nobody ever meets half a floor.
fn write_floor(path: &Path, floor: &Floor) -> Result<(), Trouble> {
    let mut beside = OsString::from(path);
    beside.push(format!(".{}.new", std::process::id()));
    let beside = PathBuf::from(beside);
    fs::write(&beside, floor.to_toml()).and_then(|()| fs::rename(&beside, path)).map_err(|error| {
        // Leaving it behind would be a second trouble, and the first is worth telling.
        let _ = fs::remove_file(&beside);
        Trouble::writing(&input::display(path), &error)
    })
}

impl Show {
    fn includes(self, verdict: Verdict) -> bool {
        match self {
            Show::Missed => verdict == Verdict::Missed,
            Show::False => verdict == Verdict::False,
            Show::Wrong => verdict == Verdict::Wrong,
            Show::All => verdict != Verdict::Right,
        }
    }
}
