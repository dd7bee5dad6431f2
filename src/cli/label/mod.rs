//! `tonelint label`: asks about reply after reply, and keeps every answer at once.

mod ask;
mod dialogue;
mod rows;
mod sentences;
mod waiting;
mod words;

use std::collections::BTreeSet;

use tonelint::{Linter, Pack, labelled::Label};

use self::{
    ask::{Answer, Asker},
    dialogue::{Dialogue, wrapped},
    rows::{Quote, Row, Rows},
    waiting::{Waiting, key},
};
use super::{
    args::{LabelArgs, PackArgs},
    clean,
    config::{Configuration, Flags},
    summary::{Outcome, counted},
    trouble::Trouble,
    voice::Voice,
};

/// Asks about everything that the flags name.
pub(crate) fn label(args: &LabelArgs, voice: Voice) -> Result<Outcome, Trouble> {
    refuse_stdout(args)?;
    let configuration = Configuration::new(Flags { no_ignore: args.no_ignore, ..Flags::rules(&args.packs) })?;
    let linter = Linter::new(configuration.packs()?);
    let queue = waiting::queue(args, &configuration, voice)?;
    if queue.replies.is_empty() {
        return Err(Trouble::new("there are no replies to label"));
    }
    let rows = Rows::open(&args.output, voice)?;
    let mut session = Session {
        categories: categories(&args.packs, &linter, &rows),
        states: states(&queue.replies, &rows),
        replies: queue.replies,
        history: Vec::new(),
        again: None,
        linter,
        rows,
        voice,
    };
    let asked = session.ask_all(&mut Dialogue::standard());
    session.rows.close();
    asked?;
    Ok(if queue.is_incomplete { Outcome::Trouble } else { Outcome::Clean })
}

/// Rows that have gone down a pipe could neither be taken back nor taken up later.
fn refuse_stdout(args: &LabelArgs) -> Result<(), Trouble> {
    if args.output.as_os_str() != "-" {
        return Ok(());
    }
    Err(Trouble::with_help("labelled replies go to a file, not to standard output", "name one: `-o labelled.jsonl`"))
}

/// Everything that can be said about words: what the built-in and the given packs know, and what was said before.
fn categories(args: &PackArgs, linter: &Linter, rows: &Rows) -> Vec<String> {
    let builtin = if args.no_builtin { Vec::new() } else { Pack::builtin() };
    let rules = builtin.iter().chain(linter.packs()).flat_map(|pack| &pack.rules);
    let known = rules.map(|rule| rule.category().to_owned());
    let all: BTreeSet<String> = known.chain(rows.categories.iter().cloned()).collect();
    all.into_iter().collect()
}

/// What has a row is not asked about again.
fn states(replies: &[Waiting], rows: &Rows) -> Vec<State> {
    let known = rows.keys();
    let state = |reply: &Waiting| if known.contains(key(&reply.text)) { State::Labelled } else { State::Open };
    replies.iter().map(state).collect()
}

/// What became of a reply so far.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum State {
    Open,
    Skipped,
    Labelled,
}

/// One sitting.
struct Session {
    replies: Vec<Waiting>,
    states: Vec<State>,
    /// The replies that were answered in this sitting, in the order of the answers.
    history: Vec<usize>,
    /// The reply whose answer was taken back.
    again: Option<usize>,
    linter: Linter,
    categories: Vec<String>,
    rows: Rows,
    voice: Voice,
}

impl Session {
    /// Asks until nothing is left or nobody wants to go on.
    fn ask_all(&mut self, dialogue: &mut Dialogue<'_>) -> Result<(), Trouble> {
        self.greet(dialogue);
        loop {
            let next = self.again.take().or_else(|| self.states.iter().position(|state| *state == State::Open));
            let Some(at) = next else {
                if self.is_over(dialogue)? {
                    break;
                }
                continue;
            };
            let reply = &self.replies[at];
            let heading = format!("Reply {} of {}: {}", at + 1, self.replies.len(), reply.id);
            let mut asker = Asker { dialogue, linter: &self.linter, categories: &self.categories };
            match asker.ask(&heading, reply)? {
                Answer::Label(label, quotes) => self.save(at, label, &quotes, dialogue)?,
                Answer::Skip => {
                    self.settle(at, State::Skipped);
                    dialogue.say("Left for another time.\n");
                }
                Answer::Undo => self.undo(at, dialogue),
                Answer::Quit => break,
            }
        }
        self.part(dialogue);
        Ok(())
    }

    fn greet(&self, dialogue: &mut Dialogue<'_>) {
        let labelled = self.count(State::Labelled);
        if 0 < labelled {
            let all = counted(self.replies.len(), "reply", "replies");
            let told = format!("{labelled} of {all} labelled already in `{}`", self.rows.name);
            dialogue.say(&wrapped(clean::line(&told).split(' '), "", ""));
        }
    }

    fn count(&self, wanted: State) -> usize {
        self.states.iter().filter(|state| **state == wanted).count()
    }

    fn settle(&mut self, at: usize, state: State) {
        self.states[at] = state;
        self.history.push(at);
    }

    fn save(&mut self, at: usize, label: Label, spans: &[Quote], dialogue: &mut Dialogue<'_>) -> Result<(), Trouble> {
        let Waiting { id, text, .. } = &self.replies[at];
        self.rows.add(&Row { id, text, label: label.name(), spans })?;
        self.settle(at, State::Labelled);
        dialogue.say(&told(label, spans));
        Ok(())
    }

    /// Takes the last answer back, and asks about its reply again. `current` is asked again otherwise.
    fn undo(&mut self, current: usize, dialogue: &mut Dialogue<'_>) {
        let Some(at) = self.history.last().copied().or_else(|| self.last_of_earlier_sittings()) else {
            self.again = Some(current);
            dialogue.refuse("There is no answer to take back.");
            return;
        };
        if self.states[at] == State::Labelled {
            if let Err(trouble) = self.rows.take_back() {
                self.again = Some(current);
                self.voice.trouble(&trouble);
                return;
            }
            dialogue.refuse(&format!("The last row is taken back from `{}`.", self.rows.name));
        }
        self.history.pop();
        self.states[at] = State::Open;
        self.again = Some(at);
    }

    /// The reply of the last row, if it is one of those that are asked about.
    fn last_of_earlier_sittings(&self) -> Option<usize> {
        let last = self.rows.last()?;
        self.replies.iter().position(|reply| key(&reply.text) == last)
    }

    /// Whether nothing more is wanted, now that nothing is left; the last answer may have been a slip.
    fn is_over(&mut self, dialogue: &mut Dialogue<'_>) -> Result<bool, Trouble> {
        if self.history.is_empty() && self.last_of_earlier_sittings().is_none() {
            return Ok(true);
        }
        dialogue.say("\nNo reply is left to ask about.\n");
        loop {
            let answer = dialogue.ask("[u]ndo, [q]uit? ")?;
            match answer.as_deref().map(str::to_lowercase).as_deref() {
                None | Some("q" | "quit") => return Ok(true),
                Some("u" | "undo") => break,
                Some(other) => {
                    dialogue.refuse(&format!("`{other}` is neither u, to take the last answer back, nor q, to end"));
                }
            }
        }
        let last = self.replies.len() - 1;
        self.undo(last, dialogue);
        // There is no question to ask again where the last answer stays.
        self.again = self.again.filter(|at| self.states[*at] == State::Open);
        Ok(false)
    }

    /// Says how far it went.
    fn part(&self, dialogue: &mut Dialogue<'_>) {
        let labelled = self.history.iter().filter(|at| self.states[**at] == State::Labelled).count();
        let skipped = self.count(State::Skipped);
        let left = self.count(State::Open);
        let all = counted(labelled, "reply", "replies");
        let place = if 0 < labelled { format!(" in `{}`", clean::line(&self.rows.name)) } else { String::new() };
        let skipped = if 0 < skipped { format!(", {skipped} skipped") } else { String::new() };
        let told = format!("{all} labelled{place}{skipped}, {left} left");
        dialogue.say(&wrapped(told.split(' '), "", ""));
    }
}

/// What was saved, so that a slip is noticed.
fn told(label: Label, spans: &[Quote]) -> String {
    let words = |span: &Quote| {
        let category = span.category.as_deref().unwrap_or("no category");
        format!("\"{}\" ({})", clean::line(&span.quote), clean::line(category))
    };
    let saved = match (label, spans) {
        (Label::Clean, _) => "Saved as clean.".to_owned(),
        (Label::Flag, []) => "Saved as flagged, as a whole.".to_owned(),
        (Label::Flag, spans) => {
            format!("Saved as flagged: {}.", spans.iter().map(words).collect::<Vec<String>>().join(", "))
        }
    };
    wrapped(saved.split(' '), "", "  ")
}
