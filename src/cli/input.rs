//! Paths, lists of paths, standard input and text from the command line become drafts, one at a time.

use std::{
    collections::HashSet,
    fs::{self, File},
    io::{self, Read},
    path::{Path, PathBuf},
};

use tonelint::Encoding;

use super::{
    args::InputArgs,
    baseline,
    config::Configuration,
    summary::{Missed, Missing},
    trouble::{Trouble, reason},
    walk::Walk,
};

/// What standard input is called in output.
const STDIN: &str = "<stdin>";

/// What stands where an input is expected.
#[derive(Debug)]
pub(crate) enum Input {
    /// A draft that can be read.
    Draft(Draft),
    /// Something else.
    Missing(Missing),
}

/// A draft that was found and not yet read.
#[derive(Debug)]
pub(crate) struct Draft {
    /// Its name in output.
    pub(crate) name: String,
    /// Where its text is.
    pub(crate) place: Place,
    /// Whether somebody asked for this very draft; then it has to be text.
    pub(crate) named: bool,
}

/// Where the text of a draft is.
#[derive(Debug)]
pub(crate) enum Place {
    /// On the command line.
    Given(String),
    /// On standard input.
    Stdin,
    /// In a file.
    File(PathBuf),
}

/// The inputs that the flags ask for, in order. `outputs` are the files that findings are written to.
pub(crate) fn inputs<'i>(
    args: &InputArgs,
    configuration: &'i Configuration<'_>,
    outputs: &[&Path],
) -> Result<impl Iterator<Item = Input> + use<'i>, Trouble> {
    let paths = paths(args)?;
    let outputs: HashSet<PathBuf> = outputs.iter().copied().filter_map(resolved).collect();
    refuse_to_overwrite(&paths, &outputs)?;
    let stdin_name = args.stdin_filename.clone().map(|name| display(Path::new(&name)));
    let text = args.text.clone().map(|text| {
        let name = stdin_name.clone().unwrap_or_else(|| "<text>".to_owned());
        Input::Draft(Draft { name, place: Place::Given(text), named: true })
    });
    let stdin_name = stdin_name.unwrap_or_else(|| STDIN.to_owned());
    let named: HashSet<PathBuf> = paths.iter().cloned().collect();
    let respect_ignore_files = !args.no_ignore;
    let found = paths.into_iter().flat_map(move |path| -> Box<dyn Iterator<Item = Input> + 'i> {
        if path == Path::new("-") {
            let draft = Draft { name: stdin_name.clone(), place: Place::Stdin, named: true };
            return Box::new(std::iter::once(Input::Draft(draft)));
        }
        let found = fs::metadata(&path);
        let is_folder = found.as_ref().is_ok_and(fs::Metadata::is_dir);
        if found.is_ok()
            && let Some(reason) = configuration.reason_to_pass_over(&path, is_folder)
        {
            return Box::new(std::iter::once(Input::skipped(&path, reason)));
        }
        match found {
            // What is named itself is read in its own turn, not twice.
            Ok(found) if found.is_dir() => {
                Box::new(Walk::new(path, configuration, named.clone(), outputs.clone(), respect_ignore_files))
            }
            // A hook names every file that changed, and the baseline is one of them.
            Ok(_) if path.file_name().is_some_and(|name| name == baseline::NAME) => {
                Box::new(std::iter::once(Input::skipped(&path, baseline::REASON)))
            }
            Ok(_) => Box::new(std::iter::once(Input::Draft(Draft {
                name: display(&path),
                place: Place::File(path),
                named: true,
            }))),
            Err(error) => Box::new(std::iter::once(Input::unreadable(&path, reason(&error)))),
        }
    });
    Ok(text.into_iter().chain(found))
}

/// Everything that is named, each once, in the order given.
fn paths(args: &InputArgs) -> Result<Vec<PathBuf>, Trouble> {
    let mut paths = args.paths.clone();
    let stdin = Path::new("-");
    match &args.files_from {
        Some(list) if list == stdin && paths.iter().any(|path| path == stdin) => {
            return Err(Trouble::new("standard input cannot be a draft and the list of --files-from at once"));
        }
        Some(list) => paths.extend(listed(list, args.null)?),
        None if paths.is_empty() && args.text.is_none() => {
            if !stdin_is_piped() {
                return Err(Trouble::with_help(
                    "nothing to check",
                    "name a file or folder, or pipe a draft in: `tonelint drafts/`, `pbpaste | tonelint`",
                ));
            }
            paths.push(stdin.to_owned());
        }
        None => {}
    }
    let mut seen = HashSet::new();
    let tidied = paths.into_iter().map(|path| tidy(&path));
    Ok(tidied.filter(|path| seen.insert(path.clone())).collect())
}

/// The paths in a list; empty lines name nothing.
fn listed(list: &Path, null: bool) -> Result<Vec<PathBuf>, Trouble> {
    let bytes = if list == Path::new("-") {
        let mut bytes = Vec::new();
        io::stdin().lock().read_to_end(&mut bytes).map(|_| bytes)
    } else {
        fs::read(list)
    };
    let bytes = bytes.map_err(|error| Trouble::reading(list, &error))?;
    let end = if null { b'\0' } else { b'\n' };
    Ok(bytes
        .split(|&byte| byte == end)
        .map(|entry| if null { entry } else { entry.strip_suffix(b"\r").unwrap_or(entry) })
        .filter(|entry| !entry.is_empty())
        .map(path_of)
        .collect())
}

/// The path that these bytes spell, as git and lists of paths hold them.
#[cfg(unix)]
pub(super) fn path_of(bytes: &[u8]) -> PathBuf {
    use std::{ffi::OsStr, os::unix::ffi::OsStrExt};
    PathBuf::from(OsStr::from_bytes(bytes))
}

#[cfg(not(unix))]
pub(super) fn path_of(bytes: &[u8]) -> PathBuf {
    PathBuf::from(String::from_utf8_lossy(bytes).into_owned())
}

/// A terminal and /dev/null have no draft to give; a pipe, a file and a socket may have one.
#[cfg(unix)]
fn stdin_is_piped() -> bool {
    use std::os::{fd::AsFd, unix::fs::FileTypeExt};
    let kind = io::stdin().as_fd().try_clone_to_owned().and_then(|stdin| File::from(stdin).metadata());
    kind.is_ok_and(|kind| !kind.file_type().is_char_device())
}

#[cfg(not(unix))]
fn stdin_is_piped() -> bool {
    use std::io::IsTerminal;
    !io::stdin().is_terminal()
}

/// `./drafts//late.md` and `drafts/late.md` are one path.
fn tidy(path: &Path) -> PathBuf {
    let tidied: PathBuf = path.components().collect();
    match tidied.strip_prefix(".") {
        // Without its `./` a file named `-` would be standard input, and the folder we are in nothing.
        Ok(rest) if rest != Path::new("") && rest != Path::new("-") => rest.to_owned(),
        _ => tidied,
    }
}

/// How a path is printed: as given, without `./`, with `/` between its parts.
pub(crate) fn display(path: &Path) -> String {
    let name = tidy(path).to_string_lossy().into_owned();
    if cfg!(windows) { name.replace('\\', "/") } else { name }
}

impl Input {
    /// Something in a folder that is passed over.
    pub(crate) fn skipped(path: &Path, reason: impl Into<String>) -> Input {
        Input::Missing(Missing::Skipped(Missed { path: display(path), reason: reason.into() }))
    }

    /// Something that should be read and cannot be.
    pub(crate) fn unreadable(path: &Path, reason: impl Into<String>) -> Input {
        Input::Missing(Missing::Unreadable(Missed { path: display(path), reason: reason.into() }))
    }
}

/// How paths begin that are in the folder the program runs in; empty if it has no name.
pub(crate) fn working_folder() -> String {
    let here = std::env::current_dir().map(|folder| display(&folder)).unwrap_or_default();
    if here.is_empty() || here.ends_with('/') { here } else { here + "/" }
}

/// Where a file is or will be, without links on the way.
pub(crate) fn resolved(path: &Path) -> Option<PathBuf> {
    path.canonicalize().ok().or_else(|| {
        let folder = path.parent().filter(|folder| *folder != Path::new("")).unwrap_or(Path::new("."));
        Some(folder.canonicalize().ok()?.join(path.file_name()?))
    })
}

fn refuse_to_overwrite(paths: &[PathBuf], outputs: &HashSet<PathBuf>) -> Result<(), Trouble> {
    let is_output = |path: &&PathBuf| path.canonicalize().is_ok_and(|path| outputs.contains(&path) && path.is_file());
    match paths.iter().find(is_output) {
        Some(path) => Err(Trouble::with_help(
            format!("writing the findings to `{}` would destroy the draft", display(path)),
            "give -o another file",
        )),
        None => Ok(()),
    }
}

/// The text of a draft, and how its file stores it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Text {
    pub(crate) text: String,
    pub(crate) encoding: Encoding,
}

/// Reads a draft, or says why it is none. `otherwise` is the encoding of what is not UTF-8.
pub(crate) fn read(draft: &Draft, otherwise: Option<Encoding>) -> Result<Text, Missing> {
    let read = match &draft.place {
        Place::Given(text) => return Ok(Text { text: text.clone(), encoding: Encoding::Utf8 }),
        Place::Stdin => text(io::stdin().lock(), otherwise),
        Place::File(path) => File::open(path).map_err(Unread::Failed).and_then(|file| text(file, otherwise)),
    };
    let missed = |reason| Missed { path: draft.name.clone(), reason };
    read.map_err(|unread| match unread {
        Unread::Failed(error) => Missing::Unreadable(missed(reason(&error))),
        // Somebody who asks for a picture by name should hear that nobody looked at it.
        Unread::NotText(reason) if draft.named => Missing::Unreadable(missed(reason.to_owned())),
        Unread::NotText(reason) => Missing::Skipped(missed(reason.to_owned())),
    })
}

enum Unread {
    NotText(&'static str),
    Failed(io::Error),
}

impl From<io::Error> for Unread {
    fn from(error: io::Error) -> Unread {
        Unread::Failed(error)
    }
}

/// Why a file in another encoding is not read.
pub(crate) const NOT_UTF8: &str = "not UTF-8 text";

/// How much of a file is enough to see that it is not text.
const HEAD: u64 = 8 * 1024;

fn text(mut file: impl Read, otherwise: Option<Encoding>) -> Result<Text, Unread> {
    let mut bytes = Vec::new();
    // A film is not read to its end to see that it is one, and a device that never ends is noticed.
    file.by_ref().take(HEAD).read_to_end(&mut bytes)?;
    let told = Encoding::of(&bytes);
    let is_wide =
        matches!(otherwise, Some(Encoding::Utf16Le | Encoding::Utf16Be)) && bytes.iter().any(|&byte| byte != 0);
    let may_have_zeros = is_wide || told != Encoding::Utf8;
    if bytes.contains(&0) && !may_have_zeros {
        return Err(Unread::NotText("not text"));
    }
    file.read_to_end(&mut bytes)?;
    let is_told = told != Encoding::Utf8 || (std::str::from_utf8(&bytes).is_ok() && !bytes.contains(&0));
    let encoding = if is_told { told } else { otherwise.or_else(|| Encoding::declared(&bytes)).unwrap_or(told) };
    let not_text = Unread::NotText(match encoding {
        Encoding::Utf8 => NOT_UTF8,
        Encoding::Utf16Le | Encoding::Utf16Be => "not UTF-16 text",
        Encoding::Windows1252 => "not windows-1252 text",
    });
    let text = encoding.decode(bytes).filter(|text| encoding == Encoding::Utf8 || !text.contains('\0'));
    Ok(Text { text: text.ok_or(not_text)?, encoding })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_is_printed_as_given_without_its_dots() {
        let check = |given: &str, expected: &str| assert_eq!(display(Path::new(given)), expected);
        check("./drafts/late.md", "drafts/late.md");
        check("drafts//./late.md", "drafts/late.md");
        check("drafts/", "drafts");
        check("../drafts/late.md", "../drafts/late.md");
        check("/tmp/late.md", "/tmp/late.md");
        check(".", ".");
    }

    #[test]
    fn text_is_told_from_what_is_not() {
        let check = |bytes: &[u8], expected: Result<&str, &str>| {
            let read = text(bytes, None).map_err(reason_of);
            assert_eq!(read.as_ref().map(|read| read.text.as_str()).map_err(String::as_str), expected);
        };
        check(b"", Ok(""));
        check("naïve".as_bytes(), Ok("naïve"));
        check(b"\x89PNG\r\n\x1a\n\0\0", Err("not text"));
        check(b"na\xefve", Err("not UTF-8 text"));
        check(b"\xff\xfeh\0i\0", Ok("\u{feff}hi"));
        check(b"\xff\xfeh\0i", Err("not UTF-16 text"));
    }

    #[test]
    fn an_encoding_that_is_asked_for_is_that_of_what_is_not_utf8() {
        let check = |bytes: &[u8], otherwise: Encoding, expected: Option<(&str, Encoding)>| {
            let read = text(bytes, Some(otherwise)).ok();
            assert_eq!(read.as_ref().map(|read| (read.text.as_str(), read.encoding)), expected, "{bytes:?}");
        };
        check(b"na\xefve", Encoding::Windows1252, Some(("naïve", Encoding::Windows1252)));
        check("naïve".as_bytes(), Encoding::Windows1252, Some(("naïve", Encoding::Utf8)));
        check(b"\xff\xfeh\0i\0", Encoding::Windows1252, Some(("\u{feff}hi", Encoding::Utf16Le)));
        check(b"\x89PNG\r\n\x1a\n\0\0", Encoding::Windows1252, None);
        check(b"h\0", Encoding::Utf16Le, Some(("h", Encoding::Utf16Le)));
        check(b"\0h", Encoding::Utf16Be, Some(("h", Encoding::Utf16Be)));
    }

    fn reason_of(unread: Unread) -> String {
        match unread {
            Unread::NotText(reason) => reason.to_owned(),
            Unread::Failed(error) => error.to_string(),
        }
    }
}
