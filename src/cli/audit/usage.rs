//! How often each reply is used: a table of ids and numbers that a help-desk exports.

use std::{collections::HashMap, path::Path};

use csv::{ReaderBuilder, StringRecord};

use super::model::Reply;
use crate::cli::{
    input::{self, Draft, Place},
    summary::Missing,
    trouble::Trouble,
};

/// Heads of the column that says which reply it is, the surest first, without spaces and marks.
const NAMES: [&str; 11] =
    ["macroid", "replyid", "templateid", "responseid", "id", "macro", "reply", "title", "name", "path", "file"];

/// Heads of the column that says how often.
const USES: [&str; 11] =
    ["uses", "usage", "used", "usagecount", "timesused", "usecount", "applied", "sent", "count", "times", "total"];

/// How often replies are used, by id, title or path.
#[derive(Debug)]
pub(super) struct Usage {
    uses: HashMap<String, u64>,
    /// The names as they were typed, in file order.
    names: Vec<String>,
}

/// What became of the table.
#[derive(Debug)]
pub(super) struct Told {
    /// Replies that it knows.
    pub(super) replies: u64,
    /// How often all of them are used.
    pub(super) uses: u64,
    /// Names in it that no reply has, in file order.
    pub(super) unmatched: Vec<String>,
}

impl Usage {
    /// Reads the table, or says what is wrong with it and where.
    pub(super) fn read(path: &Path) -> Result<Usage, Trouble> {
        let name = input::display(path);
        let draft = Draft { name: name.clone(), place: Place::File(path.to_owned()), named: true };
        let text = input::read(&draft, Some(tonelint::Encoding::Windows1252)).map_err(|missing| {
            let (Missing::Skipped(missed) | Missing::Unreadable(missed) | Missing::Unusable(missed, _)) = missing;
            Trouble::new(format!("cannot read `{name}`: {}", missed.reason))
        })?;
        Usage::parse(&name, &text.text)
    }

    fn parse(origin: &str, text: &str) -> Result<Usage, Trouble> {
        let text = text.trim_start_matches('\u{FEFF}');
        let head = text.lines().next().unwrap_or_default();
        let delimiter = [b',', b';', b'\t'].into_iter().max_by_key(|&delimiter| {
            // Of equals the last one counts; commas are what is usual.
            (head.bytes().filter(|&byte| byte == delimiter).count(), delimiter == b',')
        });
        let mut reader = ReaderBuilder::new()
            .has_headers(false)
            .flexible(true)
            .delimiter(delimiter.unwrap_or(b','))
            .from_reader(text.as_bytes());
        let mut rows = reader.records().enumerate().peekable();
        let broken = |error: &csv::Error| Trouble::new(format!("cannot read `{origin}` as a table: {error}"));
        let columns = match rows.peek() {
            Some((_, Ok(first))) => Columns::of(origin, first)?,
            Some((_, Err(error))) => return Err(broken(error)),
            None => return Err(Trouble::with_help(format!("there is nothing in `{origin}`"), HELP)),
        };
        let mut usage = Usage { uses: HashMap::new(), names: Vec::new() };
        for (number, row) in rows.skip(usize::from(columns.has_head)) {
            let row = row.map_err(|error| broken(&error))?;
            let cell = |at: usize| row.get(at).unwrap_or_default().trim();
            let name = cell(columns.name);
            if name.is_empty() {
                continue;
            }
            let uses = count(cell(columns.uses)).ok_or_else(|| {
                Trouble::with_help(
                    format!("row {} of `{origin}` has no number of uses: `{}`", number + 1, cell(columns.uses)),
                    "write it in digits, such as 1200",
                )
            })?;
            usage.add(name, uses);
        }
        Ok(usage)
    }

    fn add(&mut self, name: &str, uses: u64) {
        let known = self.uses.entry(key(name)).or_insert_with(|| {
            self.names.push(name.to_owned());
            0
        });
        *known = known.saturating_add(uses);
    }

    /// Tells every reply how often it is used; by its id, else its title, its path or its record.
    pub(super) fn tell(&self, replies: &mut [Reply]) -> Told {
        let mut matched: HashMap<&str, ()> = HashMap::new();
        let mut told = Told { replies: 0, uses: 0, unmatched: Vec::new() };
        for reply in replies {
            let names = [reply.id.as_deref(), reply.title.as_deref(), Some(&reply.path), reply.record.as_deref()];
            let found = names.into_iter().flatten().find_map(|name| self.uses.get_key_value(&key(name)));
            reply.uses = Some(found.map_or(0, |(_, uses)| *uses));
            if let Some((name, uses)) = found {
                matched.insert(name, ());
                told.replies += 1;
                told.uses = told.uses.saturating_add(*uses);
            }
        }
        told.unmatched = self.names.iter().filter(|name| !matched.contains_key(key(name).as_str())).cloned().collect();
        told
    }
}

const HELP: &str = "it has a column `id` with the ids or titles of macros, and a column `uses`";

struct Columns {
    name: usize,
    uses: usize,
    has_head: bool,
}

impl Columns {
    /// Which columns count, by their heads; without heads the first two.
    fn of(origin: &str, first: &StringRecord) -> Result<Columns, Trouble> {
        let heads: Vec<String> = first.iter().map(head).collect();
        let find = |known: &[&str]| known.iter().find_map(|known| heads.iter().position(|head| head == known));
        if let Some((name, uses)) = find(&NAMES).zip(find(&USES)) {
            return Ok(Columns { name, uses, has_head: true });
        }
        if first.len() == 2 && first.get(1).and_then(count).is_some() {
            return Ok(Columns { name: 0, uses: 1, has_head: false });
        }
        let given: Vec<&str> = first.iter().map(str::trim).collect();
        Err(Trouble::with_help(
            format!("no column of `{origin}` says how often which macro is used: `{}`", given.join(", ")),
            HELP,
        ))
    }
}

/// A head without what people write differently.
fn head(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

/// Names are found however they are written.
fn key(name: &str) -> String {
    name.trim().to_lowercase()
}

/// A whole number, maybe with marks between its thousands.
fn count(text: &str) -> Option<u64> {
    let text = text.trim();
    let is_mark = |c: char| matches!(c, ',' | '.' | ' ' | '\'' | '\u{2019}' | '\u{A0}' | '\u{202F}' | '_');
    let groups: Vec<&str> = text.split(is_mark).collect();
    let is_grouped = groups.len() == 1 || (groups[0].len() <= 3 && groups[1..].iter().all(|group| group.len() == 3));
    let is_number = !text.is_empty()
        && groups.iter().all(|group| !group.is_empty() && group.bytes().all(|byte| byte.is_ascii_digit()));
    (is_grouped && is_number).then(|| groups.concat().parse().unwrap_or(u64::MAX))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &[(&str, u64)]) {
        let usage = Usage::parse("usage.csv", text).expect("it is a table");
        let told: Vec<_> = usage.names.iter().map(|name| (name.as_str(), usage.uses[&key(name)])).collect();
        assert_eq!(told, expected, "{text:?}");
    }

    fn check_trouble(text: &str, expected: &str) {
        let trouble = Usage::parse("usage.csv", text).expect_err("it is no such table").to_string();
        assert!(trouble.contains(expected), "{trouble}");
    }

    #[test]
    fn columns_are_found_by_their_heads() {
        check("Macro ID,Title,Uses\n3,Late,40\n4,Hold,2\n", &[("3", 40), ("4", 2)]);
        check("\u{FEFF}title;usage count\r\nLate;\"1,200\"\r\n", &[("Late", 1200)]);
        check("Times used\tName\n7\tA b\n", &[("A b", 7)]);
    }

    #[test]
    fn two_columns_need_no_head() {
        check("3,40\n4,2\n", &[("3", 40), ("4", 2)]);
    }

    #[test]
    fn what_stands_twice_is_added_up() {
        check("id,uses\nLate,1\nlate ,2\n\n", &[("Late", 3)]);
    }

    #[test]
    fn what_is_wrong_is_told_with_its_place() {
        check_trouble("", "nothing in `usage.csv`");
        check_trouble("colour,size\nred,2\n", "`colour, size`");
        check_trouble("id,uses\n3,many\n", "row 2 of `usage.csv` has no number of uses: `many`");
        check_trouble("id,uses\n3,-1\n", "`-1`");
        check_trouble("id,uses\n3\n", "row 2");
    }

    #[test]
    fn thousands_are_read_as_people_write_them() {
        let check = |text: &str, expected: Option<u64>| assert_eq!(count(text), expected, "{text}");
        check("1200", Some(1200));
        check("1,200", Some(1200));
        check("1.200.000", Some(1_200_000));
        check("12 000", Some(12_000));
        check("1.5", None);
        check("1e3", None);
        check("", None);
        check("99999999999999999999999", Some(u64::MAX));
    }
}
