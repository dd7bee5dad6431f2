//! `tonelint fix -i`: one finding at a time, on lines that a screen reader reads in order.

use std::io;

use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
use tonelint::{Fix, FixKind};

use super::{
    Open, Run, Tally,
    edit::{Edited, Line},
    session::{Decided, Question, Session},
    terminal::{self, Terminal, Typed},
};
use crate::cli::{args::InputArgs, clean, output, store, summary::counted, trouble::Trouble, voice::Voice};

/// A question needs somebody who can answer.
pub(super) fn refuse_without_terminal(args: &InputArgs) -> Result<(), Trouble> {
    let is_stdin = |path: &std::path::PathBuf| path.as_os_str() == "-";
    if args.paths.iter().chain(&args.files_from).any(is_stdin) {
        return Err(Trouble::with_help(
            "-i asks on standard input, so nothing can be read from there",
            "name files or folders: `tonelint fix -i drafts/`",
        ));
    }
    if terminal::is_there() {
        return Ok(());
    }
    Err(Trouble::with_help(
        "-i asks questions, and there is no terminal to ask on",
        "leave it out to apply the safe rewrites, or look at them first with --diff",
    ))
}

/// What an answer asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Answer {
    Take(usize),
    Edit,
    Skip,
    SkipRule,
    Allow,
    Undo,
    Quit,
    Help,
    /// Leave everything as it was.
    Leave,
}

/// What the line begins with where an answer is chosen, a sentence is written, a reason is given.
const ANSWER: &str = "Answer: ";
const EDIT: &str = "Edit: ";
const REASON: &str = "Reason: ";

/// The answers that the arrow keys reach after the rewrites, with the letters that reach them at once.
const ANSWERS: [(char, Answer, &str, &str); 6] = [
    ('e', Answer::Edit, "edit", "write the sentence yourself; the line begins with the rewrite that was pointed at"),
    ('s', Answer::Skip, "skip", "leave this finding as it is"),
    ('r', Answer::SkipRule, "skip rule", "leave every finding of this rule as it is, in all files, this time"),
    (
        'a',
        Answer::Allow,
        "allow",
        "write a comment that allows this rule here; where it would be sent, these words are fine this time",
    ),
    ('u', Answer::Undo, "undo", "take the last answer back"),
    ('q', Answer::Quit, "save and quit", "write what you chose so far, and leave the rest as it is"),
];

/// Asks about every draft that is open, and saves what was chosen.
pub(super) fn ask(run: Run<'_>) -> Result<Tally, Trouble> {
    let Run { args, voice, mut tally, open, .. } = run;
    if open.is_empty() {
        return Ok(tally);
    }
    let session = Session::new(open);
    let terminal = Terminal::open(args.color.color).map_err(trouble)?;
    let mut asker = Asker { session, terminal, is_new: true, pointed: 0 };
    let saves = asker.ask().map_err(trouble)?;
    let Asker { session, terminal, .. } = asker;
    // The terminal is as it was before anything is said beside it.
    drop(terminal);
    for Decided { draft, text, applied, comments, findings } in session.results() {
        let saved = if saves && text != draft.text { save(draft, text, voice, &mut tally)? } else { saves };
        if saved && text != draft.text {
            tally.apply(applied);
            tally.allowed += comments;
        }
        // What was not saved is found as it was before.
        let findings = if saved { findings.to_vec() } else { session.first_findings(draft) };
        tally.leave(&findings, &draft.desk);
    }
    let rows = session.rows();
    if saves && !rows.is_empty() {
        let lead = "In tonelint.toml, this keeps what was allowed this time:";
        output::print(&format!("\n{lead}\n\n{}\n", clean::lines(&rows.join("\n"))))?;
    }
    Ok(tally)
}

/// Writes a draft, and says so; whether it was written.
fn save(draft: &Open, text: &str, voice: Voice, tally: &mut Tally) -> Result<bool, Trouble> {
    match store::replace(&draft.path, draft.encoding, &draft.text, text) {
        Ok(()) => {
            output::print(&format!("saved {}\n", clean::line(&draft.name)))?;
            Ok(true)
        }
        Err(refusal) => {
            tally.refuse(voice, &draft.name, &refusal);
            Ok(false)
        }
    }
}

fn trouble(error: io::Error) -> Trouble {
    Trouble::new(format!("cannot ask on this terminal: {error}"))
}

struct Asker {
    session: Session,
    terminal: Terminal,
    /// Nothing was asked yet; the keys are told once.
    is_new: bool,
    /// The rewrite that was pointed at last.
    pointed: usize,
}

impl Asker {
    /// Asks until nothing is left or nobody wants to go on; whether to save.
    fn ask(&mut self) -> io::Result<bool> {
        loop {
            let Some(question) = self.session.next() else {
                match self.last()? {
                    Answer::Undo => self.undo()?,
                    Answer::Leave if self.may_leave()? => return Ok(false),
                    Answer::Leave => {}
                    _ => return Ok(true),
                }
                continue;
            };
            self.show(&question)?;
            loop {
                match self.answer(&question)? {
                    Answer::Help => self.help()?,
                    Answer::Leave if self.may_leave()? => return Ok(false),
                    Answer::Leave => {}
                    Answer::Quit => return Ok(true),
                    answer => {
                        if self.follow(&question, answer)? {
                            break;
                        }
                    }
                }
            }
        }
    }

    /// Does what an answer asks for; whether that settles the question.
    fn follow(&mut self, question: &Question, answer: Answer) -> io::Result<bool> {
        match answer {
            Answer::Take(at) => return self.take(question, question.finding.fixes.get(at)),
            Answer::Edit => {
                return self.edit(question, question.finding.fixes.get(self.pointed));
            }
            Answer::Skip => {
                self.session.skip(question);
                self.terminal.say("  Skipped.")?;
            }
            Answer::SkipRule => {
                self.session.skip_rule(question);
                self.terminal.say(&format!("  Skipped {} in all files.", clean::line(&question.finding.rule)))?;
            }
            Answer::Allow => return self.allow(question),
            _ => self.undo()?,
        }
        Ok(true)
    }

    /// Allows the finding where it stands, with a reason where one is required; whether that was done.
    fn allow(&mut self, question: &Question) -> io::Result<bool> {
        let mut reason = None;
        if self.session.wants_reason(question) {
            self.terminal.say("  The configuration asks for a reason. Enter writes it, Escape goes back.")?;
            let typed = self.write(REASON, Line::new(""))?.unwrap_or_default();
            let typed = typed.split_whitespace().collect::<Vec<_>>().join(" ");
            if typed.is_empty() {
                self.terminal.say("  Not allowed.")?;
                return Ok(false);
            }
            reason = Some(typed);
        }
        match self.session.allow(question, reason.as_deref()) {
            Ok(comment) => self.terminal.tell("  Allowed by a comment: ", &comment)?,
            Err(why) => self.terminal.tell("  Allowed this time: ", why)?,
        }
        Ok(true)
    }

    fn undo(&mut self) -> io::Result<()> {
        let undone = self.session.undo();
        self.terminal.say(if undone { "  Taken back." } else { "  There is nothing to take back." })
    }

    /// Puts a rewrite into the draft; one with a [slot] is edited first.
    fn take(&mut self, question: &Question, fix: Option<&Fix>) -> io::Result<bool> {
        let Some(fix) = fix else { return Ok(false) };
        if fix.slot().is_some() {
            return self.edit(question, Some(fix));
        }
        let (_, sentence) = self.session.rewritten(question, Some(fix));
        self.session.replace(question.draft, fix.span, &fix.replacement);
        self.terminal.tell("  Now: ", sentence.trim())?;
        Ok(true)
    }

    /// Lets people write the sentence themselves, beginning with a rewrite; whether they did.
    fn edit(&mut self, question: &Question, fix: Option<&Fix>) -> io::Result<bool> {
        let (span, sentence) = self.session.rewritten(question, fix);
        let line = Line::new(&sentence);
        let keys = "Enter takes the line, Escape goes back.";
        match line.slot() {
            Some(_) => self.terminal.say(&format!("  Tab goes to the next bracket. {keys}"))?,
            None => self.terminal.say(&format!("  Write the sentence. {keys}"))?,
        }
        let Some(text) = self.write(EDIT, line)? else {
            self.terminal.say("  Not edited.")?;
            return Ok(false);
        };
        if !self.session.may_hold(question.draft, span, &text) {
            self.terminal.say("  Not edited: that would break the file around it.")?;
            return Ok(false);
        }
        self.session.replace(question.draft, span, &text);
        self.terminal.tell("  Now: ", text.trim())?;
        Ok(true)
    }

    /// A line that somebody writes; nothing if they think better of it.
    fn write(&mut self, lead: &str, mut line: Line) -> io::Result<Option<String>> {
        let mut slot = None;
        let edited = loop {
            if line.slot() != slot {
                slot = line.slot();
                self.fill_in(slot.as_deref())?;
            }
            self.terminal.line(lead, &mut line)?;
            match self.terminal.typed()? {
                Typed::Pasted(words) => line.paste(&words),
                Typed::Key(key) => match line.press(key) {
                    Edited::Open => {}
                    edited => break edited,
                },
            }
        };
        self.terminal.end_line()?;
        Ok((edited == Edited::Done).then(|| line.text()))
    }

    /// Says which [slot] the next letter takes the place of: where the cursor stands is nothing that one can hear.
    fn fill_in(&mut self, slot: Option<&str>) -> io::Result<()> {
        let Some(slot) = slot else { return Ok(()) };
        self.terminal.end_line()?;
        self.terminal.tell("  Fill in: ", slot.trim_matches(['[', ']']))
    }

    fn show(&mut self, question: &Question) -> io::Result<()> {
        let Question { draft, finding, number, of } = question;
        let (line, column) = self.session.position(*draft, finding.span.start);
        let name = clean::line(self.session.name(*draft)).into_owned();
        let (_, sentence) = self.session.rewritten(question, None);
        let words = self.session.text(*draft)[finding.span.range()].to_owned();
        self.terminal.say("")?;
        self.terminal.say(&format!("{number} of {of}: {name}, line {line}, column {column}"))?;
        self.terminal.finding(finding)?;
        // The same words are not said twice.
        let bare = |text: &str| text.trim_matches(|letter: char| !letter.is_alphanumeric()).to_owned();
        if bare(&words) != bare(&sentence) {
            self.terminal.tell("  Words: ", &words)?;
        }
        self.terminal.tell("  Sentence: ", sentence.trim())?;
        for (at, fix) in finding.fixes.iter().enumerate() {
            let offer = self.offer(question, fix);
            self.terminal.tell(&format!("  {}: ", at + 1), &offer)?;
        }
        if let Some(note) = &finding.note {
            self.terminal.tell("  Advice: ", note)?;
        }
        if std::mem::take(&mut self.is_new) {
            let short = |name: &'static str| name.strip_prefix("save and ").unwrap_or(name);
            let letters = ANSWERS.map(|(letter, _, name, _)| format!("{letter} {}", short(name))).join(", ");
            self.terminal.tell("  Keys: ", &format!("1-9 use, {letters}, h help"))?;
        }
        Ok(())
    }

    /// A rewrite in its sentence, and what to know about it.
    fn offer(&self, question: &Question, fix: &Fix) -> String {
        let (_, sentence) = self.session.rewritten(question, Some(fix));
        let sentence = if sentence.trim().is_empty() { "the sentence goes".to_owned() } else { sentence };
        let text = self.session.text(question.draft);
        let lost: Vec<String> = fix
            .loses
            .iter()
            .filter_map(|span| text.get(span.range()))
            .map(|text| format!("`{}`", text.trim()))
            .collect();
        let mut remarks = Vec::new();
        if fix.kind == FixKind::Write {
            remarks.push("another sentence".to_owned());
        }
        if !lost.is_empty() {
            remarks.push(format!("loses {}", lost.join(", ")));
        }
        let remarks = if remarks.is_empty() { String::new() } else { format!(" ({})", remarks.join("; ")) };
        format!("{}{remarks}", sentence.trim())
    }

    /// The answer that is typed, or pointed at and confirmed.
    fn answer(&mut self, question: &Question) -> io::Result<Answer> {
        let rewrites = question.finding.fixes.len();
        let offers = question.finding.fixes.iter().enumerate();
        let mut labels: Vec<(Answer, String)> =
            offers.map(|(at, fix)| (Answer::Take(at), format!("{}, {}", at + 1, self.offer(question, fix)))).collect();
        labels.extend(ANSWERS.map(|(letter, answer, name, _)| (answer, format!("{letter}, {name}"))));
        // The first rewrite has just been shown; without any, nothing is changed by a hasty Enter.
        let mut pointed = if rewrites == 0 { 1 } else { 0 };
        let mut is_known = true;
        loop {
            let (answer, label) = &labels[pointed];
            let label = label.split(", ").next().filter(|_| is_known && pointed < rewrites).unwrap_or(label);
            self.terminal.prompt(ANSWER, label)?;
            self.pointed = if pointed < rewrites { pointed } else { self.pointed };
            let key = self.terminal.key()?;
            is_known = false;
            match (key.code, typed(key, rewrites)) {
                (KeyCode::Up | KeyCode::Left, _) => pointed = (pointed + labels.len() - 1) % labels.len(),
                (KeyCode::Down | KeyCode::Right | KeyCode::Tab, _) => pointed = (pointed + 1) % labels.len(),
                (KeyCode::Enter, _) => {
                    self.terminal.end_line()?;
                    return Ok(*answer);
                }
                (_, Some(answer)) => {
                    self.echo(key)?;
                    return Ok(answer);
                }
                (_, None) => {
                    self.refuse(key, "h tells which are")?;
                    is_known = true;
                }
            }
        }
    }

    /// Shows a key that is an answer.
    fn echo(&mut self, key: KeyEvent) -> io::Result<()> {
        if let KeyCode::Char(letter) = key.code
            && !key.modifiers.contains(KeyModifiers::CONTROL)
        {
            self.terminal.prompt(ANSWER, &letter.to_string())?;
        }
        self.terminal.end_line()
    }

    /// Says that a key does nothing, as silence would say that it did something.
    fn refuse(&mut self, key: KeyEvent, help: &str) -> io::Result<()> {
        self.terminal.end_line()?;
        let name = match key.code {
            KeyCode::Char(letter) if !key.modifiers.contains(KeyModifiers::CONTROL) => letter.to_string(),
            _ => "This key".to_owned(),
        };
        self.terminal.tell("  ", &format!("{name} is no answer here; {help}."))
    }

    /// Nothing is left to ask.
    fn last(&mut self) -> io::Result<Answer> {
        let keys = "Enter or q saves, u takes the last answer back";
        self.terminal.say("")?;
        self.terminal.say(&format!("That was the last one. {keys}."))?;
        loop {
            self.terminal.prompt(ANSWER, "q")?;
            let key = self.terminal.key()?;
            let answer = if key.code == KeyCode::Enter { Some(Answer::Quit) } else { typed(key, 0) };
            if let Some(answer @ (Answer::Quit | Answer::Undo | Answer::Leave)) = answer {
                self.echo(key)?;
                return Ok(answer);
            }
            self.refuse(key, keys)?;
        }
    }

    /// Whether what was chosen may be forgotten.
    fn may_leave(&mut self) -> io::Result<bool> {
        let changes: usize = self.session.results().map(|decided| decided.applied + decided.comments).sum();
        if changes == 0 {
            return Ok(true);
        }
        let changes = counted(changes, "change", "changes");
        self.terminal.prompt("", &format!("Leave without saving {changes}? y or n"))?;
        let key = self.terminal.key()?;
        self.terminal.end_line()?;
        let leaves = matches!(key.code, KeyCode::Char('y' | 'Y')) || typed(key, 0) == Some(Answer::Leave);
        self.terminal.say(if leaves { "  Nothing is saved." } else { "  Going on." })?;
        Ok(leaves)
    }

    fn help(&mut self) -> io::Result<()> {
        self.terminal.tell("  1 to 9: ", "use that rewrite; one with brackets is opened to be filled in")?;
        for (letter, _, _, help) in ANSWERS {
            self.terminal.tell(&format!("  {letter}: "), help)?;
        }
        self.terminal.tell("  up and down: ", "point at an answer; Enter takes it")?;
        self.terminal.tell("  Ctrl-C: ", "leave without saving")
    }
}

/// The answer that a key stands for.
fn typed(key: KeyEvent, rewrites: usize) -> Option<Answer> {
    let KeyCode::Char(letter) = key.code else { return None };
    if key.modifiers.contains(KeyModifiers::CONTROL) {
        return matches!(letter, 'c' | 'd').then_some(Answer::Leave);
    }
    if let Some(number) = letter.to_digit(10) {
        let at = (number as usize).checked_sub(1)?;
        return (at < rewrites).then_some(Answer::Take(at));
    }
    if matches!(letter, '?' | 'h') {
        return Some(Answer::Help);
    }
    ANSWERS.iter().find(|(known, ..)| letter.eq_ignore_ascii_case(known)).map(|(_, answer, ..)| *answer)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_stand_for_answers() {
        let check = |code: KeyCode, expected: Option<Answer>| assert_eq!(typed(KeyEvent::from(code), 2), expected);
        check(KeyCode::Char('2'), Some(Answer::Take(1)));
        check(KeyCode::Char('3'), None);
        check(KeyCode::Char('0'), None);
        check(KeyCode::Char('S'), Some(Answer::Skip));
        check(KeyCode::Char('?'), Some(Answer::Help));
        check(KeyCode::Char('x'), None);
        let control = KeyEvent::new(KeyCode::Char('c'), KeyModifiers::CONTROL);
        assert_eq!(typed(control, 2), Some(Answer::Leave));
    }

    #[test]
    fn every_letter_stands_for_one_answer() {
        let letters: std::collections::BTreeSet<char> = ANSWERS.iter().map(|(letter, ..)| *letter).collect();
        assert_eq!(letters.len(), ANSWERS.len());
    }
}
