//! Transcripts of chats: whose turn it is, so that only the turns of the team are read.
//!
//! A line that begins with a name and a colon is no rare thing in a reply (`Note:`, `Step 1:`), so a text has
//! to look like a conversation throughout before anything of it is set aside.

use super::mail;
use crate::span::Span;

/// Who speaks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Speaker {
    Team,
    Customer,
    Unknown,
}

/// Words that say on which side somebody is.
const TEAM: [&str; 19] = [
    "agent",
    "advisor",
    "adviser",
    "assistant",
    "bot",
    "chatbot",
    "helpdesk",
    "me",
    "operator",
    "rep",
    "representative",
    "specialist",
    "staff",
    "supervisor",
    "support",
    "team",
    "technician",
    "associate",
    "us",
];
const CUSTOMER: [&str; 10] =
    ["buyer", "caller", "client", "customer", "guest", "requester", "shopper", "subscriber", "user", "visitor"];

/// The start of a turn.
#[derive(Debug)]
struct Turn<'t> {
    start: usize,
    /// Where the words of the speaker begin.
    words: usize,
    name: &'t str,
    is_timed: bool,
    speaker: Speaker,
}

/// Fewer turns are no conversation.
const FEWEST: usize = 3;

/// What of a text from byte `start` on is not the team's: names, times, and the turns of others. Nothing when
/// it is no transcript, or one that does not say who is who.
pub(super) fn set_aside(source: &str, start: usize) -> Vec<Span> {
    let turns: Vec<Turn<'_>> = mail::lines_from(source, start).filter_map(|line| turn(line.text, line.start)).collect();
    let Some(team) = team_of(source, start, &turns) else { return Vec::new() };
    let ends = turns.iter().skip(1).map(|next| next.start).chain([source.len()]);
    let aside = turns.iter().zip(ends).map(|(turn, end)| {
        let is_read = if team { turn.speaker == Speaker::Team } else { turn.speaker != Speaker::Customer };
        Span::new(turn.start, if is_read { turn.words } else { end })
    });
    aside.collect()
}

/// Whether the team is told from everybody else, or only customers from the others; nothing when the turns are
/// those of no conversation.
fn team_of(source: &str, start: usize, turns: &[Turn<'_>]) -> Option<bool> {
    let first = turns.first()?;
    let opens = source[start..first.start].trim().is_empty();
    let is_timed = turns.iter().all(|turn| turn.is_timed);
    let is_timeless = turns.iter().all(|turn| !turn.is_timed);
    let mut names: Vec<&str> = turns.iter().map(|turn| turn.name).collect();
    names.sort_unstable();
    names.dedup();
    let has = |speaker: Speaker| turns.iter().any(|turn| turn.speaker == speaker);
    let (has_team, has_customer) = (has(Speaker::Team), has(Speaker::Customer));
    // Without times, names that are no one's role may be labels such as `Note`.
    let are_all_known = !has(Speaker::Unknown) && has_team && has_customer;
    let are_two_in_turn = names.len() == 2 && opens && turns.windows(2).all(|pair| pair[0].name != pair[1].name);
    let is_talk = FEWEST <= turns.len()
        && 2 <= names.len()
        && (is_timed || (is_timeless && opens && (are_all_known || (are_two_in_turn && FEWEST < turns.len()))));
    (is_talk && (has_team || has_customer)).then_some(has_team)
}

/// `[14:02] Customer: …`, `14:02 Anna (Support): …`, `Agent: …`.
fn turn(text: &str, start: usize) -> Option<Turn<'_>> {
    const LONGEST: usize = 100;
    let line = text.trim_start_matches([' ', '\t', '*']);
    let rest = after_time(line);
    let is_timed = rest.len() < line.len();
    let head = rest.as_bytes().get(..rest.len().min(LONGEST))?;
    let colon = memchr::memchr(b':', head)?;
    let name = rest[..colon].trim_matches(['*', ' ']);
    let after = rest[colon + 1..].trim_start_matches('*');
    if !(after.is_empty() || after.starts_with([' ', '\t'])) || !is_name(name) {
        return None;
    }
    let words = start + text.len() - after.trim_start().len();
    Some(Turn { start, words, name, is_timed, speaker: speaker(name) })
}

/// What stands behind a time at the start of a line: `[14:02]`, `(2:02:10 PM)`, `2025-01-13 14:02 -`.
fn after_time(line: &str) -> &str {
    let is_part = |c: char| c.is_ascii_digit() || "[]()-/.,: \tTZ".contains(c);
    let length = line.find(|c: char| !is_part(c)).unwrap_or(line.len());
    let rest = &line[length..];
    let half = ["AM", "PM", "am", "pm", "a.m.", "p.m."].iter().find_map(|half| rest.strip_prefix(half));
    let is_time =
        line.as_bytes()[..length].windows(3).any(|w| w[0].is_ascii_digit() && w[1] == b':' && w[2].is_ascii_digit());
    match half {
        _ if !is_time => line,
        Some(rest) => rest.trim_start_matches([']', ')', ' ', '-', ',']),
        None => rest,
    }
}

/// Up to four words of letters that begin with a capital, one of them perhaps in brackets.
fn is_name(name: &str) -> bool {
    let is_letter = |c: char| c.is_alphanumeric() || " .'-_()#@".contains(c);
    let words = name.split_whitespace().count();
    name.starts_with(char::is_uppercase) && name.len() <= 60 && words <= 4 && name.chars().all(is_letter)
}

fn speaker(name: &str) -> Speaker {
    let mut words = name.split(|c: char| !c.is_alphabetic()).filter(|word| !word.is_empty());
    let is_one_of = |word: &str, known: &[&str]| known.iter().any(|known| known.eq_ignore_ascii_case(word));
    // `Customer Support` is the team: the last word says what the others are about.
    let role = words.rfind(|word| is_one_of(word, &TEAM) || is_one_of(word, &CUSTOMER));
    match role {
        Some(role) if is_one_of(role, &TEAM) => Speaker::Team,
        Some(_) => Speaker::Customer,
        None => Speaker::Unknown,
    }
}
