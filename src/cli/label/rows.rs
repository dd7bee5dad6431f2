//! The file that labelled replies are kept in: a row is added at its end, or taken back from there.

use std::{
    collections::HashSet,
    ffi::OsString,
    fs::{self, File, OpenOptions},
    io::{self, Read, Seek, SeekFrom, Write},
    path::{Path, PathBuf},
};

use serde::Serialize;
use tonelint::labelled::Reply;

use super::waiting::key;
use crate::cli::{
    input,
    labelled::{TOLD, parsed},
    store::{self, Refusal},
    trouble::Trouble,
    voice::Voice,
};

/// How a row begins that is written here; what does not was not cut off by us.
const START: &[u8] = b"{\"id\":";

/// One labelled reply, as it is written.
#[derive(Debug, Serialize)]
pub(super) struct Row<'r> {
    /// The name of the reply.
    pub(super) id: &'r str,
    /// The reply.
    pub(super) text: &'r str,
    /// `flag` or `clean`.
    pub(super) label: &'static str,
    /// What a reader would underline.
    pub(super) spans: &'r [Quote],
}

/// Words of a reply, and what they do to its reader.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub(super) struct Quote {
    /// Words that stand once in the reply.
    pub(super) quote: String,
    /// The name of a category.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) category: Option<String>,
}

/// The file and what is in it.
#[derive(Debug)]
pub(super) struct Rows {
    /// The file itself: a link is followed once, so that it stays one when the file is replaced.
    path: PathBuf,
    /// How the file is called in output.
    pub(super) name: String,
    /// The rows, in order, by what tells their replies apart.
    keys: Vec<String>,
    /// The categories that were given so far.
    pub(super) categories: Vec<String>,
    /// Whether it was made by this run.
    is_new: bool,
}

impl Rows {
    /// Opens a file, which is made if there is none. A last row that was cut off is set aside.
    pub(super) fn open(path: &Path, voice: Voice) -> Result<Rows, Trouble> {
        let name = input::display(path);
        let is_new = match fs::metadata(path) {
            Ok(found) if found.is_file() => false,
            Ok(_) => return Err(Trouble::new(format!("`{name}` is not a file that rows can be added to"))),
            Err(error) if error.kind() == io::ErrorKind::NotFound => true,
            Err(error) => return Err(Trouble::reading(path, &error)),
        };
        // A place that cannot be written to is told before anybody has answered anything.
        let made = OpenOptions::new().append(true).create(true).open(path).and_then(|_| path.canonicalize());
        let path = made.map_err(|error| Trouble::writing(&name, &error))?;
        let bytes = fs::read(&path).map_err(|error| Trouble::reading(&path, &error))?;
        let mut rows = Rows { path, name, keys: Vec::new(), categories: Vec::new(), is_new };
        let whole = rows.read(&bytes)?;
        if whole < bytes.len() {
            rows.set_aside(&bytes, whole, voice)?;
        }
        Ok(rows)
    }

    /// Reads all rows; where a last one begins that was cut off, or else the end.
    fn read(&mut self, bytes: &[u8]) -> Result<usize, Trouble> {
        let mut mistakes = Vec::new();
        let mut at = 0;
        for (number, line) in bytes.split_inclusive(|&byte| byte == b'\n').enumerate() {
            match parsed(&self.name, number + 1, line) {
                Ok(Some(reply)) => self.take(&reply),
                Ok(None) => {}
                Err(_) if is_cut_off(line) && mistakes.is_empty() => return Ok(at),
                Err(mistake) => mistakes.push(*mistake),
            }
            if mistakes.len() == TOLD {
                break;
            }
            at += line.len();
        }
        if mistakes.is_empty() { Ok(at) } else { Err(Trouble::Mistakes(mistakes)) }
    }

    fn take(&mut self, reply: &Reply) {
        self.keys.push(key(&reply.text).to_owned());
        self.categories.extend(reply.spans.iter().filter_map(|expected| expected.category.clone()));
    }

    /// Moves everything from `whole` on into a file beside this one.
    fn set_aside(&self, bytes: &[u8], whole: usize, voice: Voice) -> Result<(), Trouble> {
        let aside = aside(&self.path);
        let name = aside.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let kept = OpenOptions::new().append(true).create(true).open(&aside).and_then(|mut file| {
            file.write_all(&bytes[whole..])?;
            file.write_all(b"\n")?;
            file.sync_data()
        });
        kept.map_err(|error| Trouble::writing(&name, &error))?;
        self.cut(bytes, whole)?;
        voice.warn(&format!(
            "the last line of `{}` was cut off in the middle and is set aside in `{name}`; its reply is asked about again",
            self.name
        ));
        Ok(())
    }

    /// What tells the replies apart that have a row.
    pub(super) fn keys(&self) -> HashSet<&str> {
        self.keys.iter().map(String::as_str).collect()
    }

    /// What tells the reply of the last row apart.
    pub(super) fn last(&self) -> Option<&str> {
        self.keys.last().map(String::as_str)
    }

    /// Adds a row at the end; it is on the disk when this returns.
    pub(super) fn add(&mut self, row: &Row<'_>) -> Result<(), Trouble> {
        let line = serde_json::to_string(row).expect("strings can be written") + "\n";
        self.append(&line).map_err(|error| Trouble::writing(&self.name, &error))?;
        self.keys.push(key(row.text).to_owned());
        Ok(())
    }

    fn append(&self, line: &str) -> io::Result<()> {
        let mut file = OpenOptions::new().read(true).append(true).create(true).open(&self.path)?;
        // A last row that somebody wrote by hand may lack its line break.
        let line = if is_open(&mut file)? { format!("\n{line}") } else { line.to_owned() };
        file.write_all(line.as_bytes())?;
        file.sync_data()
    }

    /// Takes the last row back, if it is still the one that was read or written last.
    pub(super) fn take_back(&mut self) -> Result<(), Trouble> {
        let bytes = fs::read(&self.path).map_err(|error| Trouble::reading(&self.path, &error))?;
        let rows = bytes.trim_ascii_end();
        let start = rows.iter().rposition(|&byte| byte == b'\n').map_or(0, |newline| newline + 1);
        let reply = parsed(&self.name, 1, &rows[start..]).ok().flatten();
        if reply.as_ref().map(|reply| key(&reply.text)) != self.last() {
            let message = format!("somebody else has changed `{}`, so its last row stays", self.name);
            return Err(Trouble::new(message));
        }
        self.cut(&bytes, start)?;
        self.keys.pop();
        Ok(())
    }

    /// Keeps only the first `length` of these bytes, which the file holds now.
    fn cut(&self, bytes: &[u8], length: usize) -> Result<(), Trouble> {
        let refused = |refusal: Refusal| Trouble::new(format!("cannot write `{}`: {}", self.name, refusal.reason()));
        store::replace_bytes(&self.path, bytes, &bytes[..length]).map_err(refused)
    }

    /// Ends the work; a file that was made for rows that never came is removed.
    pub(super) fn close(self) {
        let is_empty = fs::metadata(&self.path).is_ok_and(|file| file.len() == 0);
        if self.is_new && is_empty {
            // An empty file that stays is in nobody's way.
            let _ = fs::remove_file(&self.path);
        }
    }
}

/// Where rows are set aside that were cut off.
pub(super) fn aside(path: &Path) -> PathBuf {
    let mut aside = OsString::from(path);
    aside.push(".torn");
    PathBuf::from(aside)
}

/// Whether a line is the beginning of a row that was being written when somebody pulled the plug.
fn is_cut_off(line: &[u8]) -> bool {
    !line.ends_with(b"\n")
        && (line.starts_with(START) || START.starts_with(line))
        && serde_json::from_slice::<serde::de::IgnoredAny>(line).is_err()
}

/// Whether the last line lacks its line break.
fn is_open(file: &mut File) -> io::Result<bool> {
    if file.metadata()?.len() == 0 {
        return Ok(false);
    }
    let mut last = [0];
    file.seek(SeekFrom::End(-1))?;
    file.read_exact(&mut last)?;
    Ok(last != *b"\n")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cli::args::Color;

    fn voice() -> Voice {
        Voice::new(Color::Never)
    }

    fn row(text: &str) -> Row<'_> {
        Row { id: "x", text, label: "clean", spans: &[] }
    }

    /// What becomes of a file when it is opened and `work` is done.
    fn check(before: &[u8], work: impl FnOnce(&mut Rows), expected: &str) {
        let folder = tempfile::tempdir().expect("there is a place for temporary files");
        let path = folder.path().join("rows.jsonl");
        fs::write(&path, before).expect("it can be written");
        let mut rows = Rows::open(&path, voice()).expect("it can be read");
        work(&mut rows);
        assert_eq!(fs::read_to_string(&path).expect("it is text"), expected);
    }

    const A: &str = "{\"id\":\"x\",\"text\":\"a\",\"label\":\"clean\",\"spans\":[]}\n";

    #[test]
    fn a_row_begins_a_line_of_its_own() {
        check(b"", |rows| rows.add(&row("a")).expect("there is room"), A);
        check(A.trim_end().as_bytes(), |rows| rows.add(&row("a")).expect("there is room"), &A.repeat(2));
    }

    #[test]
    fn a_row_is_taken_back_whole_and_alone() {
        let both = A.to_owned() + "\n" + &A.replace("\"a\"", "\"b\"") + "\n";
        check(both.as_bytes(), |rows| rows.take_back().expect("it is the last"), &(A.to_owned() + "\n"));
        check(A.trim_end().as_bytes(), |rows| rows.take_back().expect("it is the last"), "");
    }

    #[test]
    fn the_row_of_somebody_else_is_not_taken_back() {
        let both = A.to_owned() + &A.replace("\"a\"", "\"b\"");
        let work = |rows: &mut Rows| {
            fs::write(&rows.path, &both).expect("it can be written");
            assert!(rows.take_back().is_err());
            assert_eq!(rows.last(), Some("a"));
        };
        check(A.as_bytes(), work, &both);
    }

    #[test]
    fn a_row_that_was_cut_off_anywhere_is_set_aside() {
        let long = "{\"id\":\"x\",\"text\":\"naïve\",\"label\":\"clean\",\"spans\":[]}";
        for end in 1..long.len() {
            let torn = [A.as_bytes(), &long.as_bytes()[..end]].concat();
            let work = |rows: &mut Rows| {
                let aside = fs::read(aside(&rows.path)).expect("it is there");
                assert_eq!(aside, [&long.as_bytes()[..end], b"\n"].concat());
            };
            check(&torn, work, A);
        }
    }

    #[test]
    fn what_was_never_a_row_is_a_mistake_and_stays() {
        let folder = tempfile::tempdir().expect("there is a place for temporary files");
        let path = folder.path().join("rows.jsonl");
        for text in ["buy milk", "{\"id\":\"x\"\n", "{\"id\":\"x\"}", "{\"text\": \"a"] {
            fs::write(&path, text).expect("it can be written");
            let told = Rows::open(&path, voice()).map(drop).expect_err(text).to_string();
            assert!(told.contains("rows.jsonl:1:"), "{told}");
            assert_eq!(fs::read_to_string(&path).expect("it is there"), text);
        }
    }
}
