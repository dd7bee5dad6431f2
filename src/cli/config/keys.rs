//! What can be said in tonelint.toml: the one table that reading, `init` and the schema go by.

/// One key.
#[derive(Debug)]
pub(super) struct Key {
    /// As it is typed.
    pub(super) name: &'static str,
    /// What it takes.
    pub(super) kind: Kind,
    /// What holds if nobody says anything, as TOML; nothing for what is not there then.
    pub(super) default: &'static str,
    /// What it is good for, in a sentence or two.
    pub(super) about: &'static str,
    /// A value that shows what can be said, as TOML.
    pub(super) example: &'static str,
}

/// What a key takes.
#[derive(Clone, Copy, Debug)]
pub(super) enum Kind {
    /// True or false.
    Flag,
    /// A string.
    Text,
    /// A list of strings.
    Texts,
    /// One of a few words.
    Choice(&'static [&'static str]),
    /// A whole number from 1 to 100.
    Percent,
    /// A day.
    Day,
    /// The name of a help-desk whose files are known.
    Desk,
    /// Rules, packs and categories, each with a severity or a table.
    Rules,
    /// Tables with these keys, of which the named ones must be there.
    Tables(&'static [Key], &'static [&'static str]),
}

/// What a rule can be made.
pub(super) const GRADES: &[&str] = &["error", "warning", "info", "off"];
/// What is shown.
pub(super) const SEVERITIES: &[&str] = &["info", "warning", "error"];
/// What fails a run.
pub(super) const FAILURES: &[&str] = &["info", "warning", "error", "never"];
/// How a file may be stored.
pub(super) const ENCODINGS: &[&str] = &["windows-1252", "utf-16le", "utf-16be"];

/// How texts are written.
pub(super) const MARKUPS: &[&str] = &["auto", "plain", "html", "markdown"];

const fn key(name: &'static str, kind: Kind, default: &'static str, about: &'static str, example: &'static str) -> Key {
    Key { name, kind, default, about, example }
}

const PACKS: Key = key(
    "packs",
    Kind::Texts,
    "[]",
    "Packs to add: TOML files, relative to this file, built-in packs, or sets (core, dignity, hints).",
    "[\"hints\", \"house.toml\"]",
);
const SELECT: Key = key(
    "select",
    Kind::Texts,
    "[]",
    "Use only these rules: rule ids, pack names or @categories. All that are in force, if the list is empty.",
    "[\"@hostile\", \"isolating/only-one\"]",
);
const IGNORE: Key = key(
    "ignore",
    Kind::Texts,
    "[]",
    "Leave these rules out, even selected ones: rule ids, pack names or @categories.",
    "[\"learned\"]",
);
const TERMS: Key = key(
    "terms",
    Kind::Texts,
    "[]",
    "Names and terms of yours, written as phrases: no rule speaks about words that share one with them.",
    "[\"Dumb Waiter (2000|3000)\", \"Junk Folder\"]",
);
const RULES: Key = key(
    "rules",
    Kind::Rules,
    "{}",
    "How much rules matter: a severity or \"off\" for a rule, a pack or a @category; or a table of its own.",
    "{ \"isolating/only-one\" = \"warning\", \"@commanding\" = \"off\" }",
);
const REASON: Key = key("reason", Kind::Text, "", "Why, for those who read this later.", "\"the title of our course\"");

/// The keys of the file.
pub(super) const KEYS: &[Key] = &[
    key(
        "extends",
        Kind::Text,
        "",
        "Another configuration to begin with, relative to this file. Without it, nothing above this file counts.",
        "\"../tonelint.toml\"",
    ),
    PACKS,
    key("builtin", Kind::Flag, "true", "Whether the set `core` of the built-in packs is in force.", "false"),
    SELECT,
    IGNORE,
    TERMS,
    key(
        "exclude",
        Kind::Texts,
        "[]",
        "Files and folders to pass over, even when they are named on the command line. Written as in .gitignore.",
        "[\"archive/\", \"*.draft.md\"]",
    ),
    key("include-quoted", Kind::Flag, "false", "Whether quoted words are looked at, too.", "true"),
    key(
        "fields",
        Kind::Texts,
        "[]",
        "Read only these fields of JSON files: paths of keys, or the ends of such paths.",
        "[\"macros.actions.value\", \"body\"]",
    ),
    key("columns", Kind::Texts, "[]", "Read only these columns of tables: heads, or numbers from 1.", "[\"reply\"]"),
    key(
        "as",
        Kind::Desk,
        "",
        "Take structured files for those of this help-desk; `none` for no one's.",
        "\"zendesk-macros\"",
    ),
    key("include-notes", Kind::Flag, "false", "Whether internal notes are looked at, too.", "true"),
    key("include-inactive", Kind::Flag, "false", "Whether what is switched off is looked at, too.", "true"),
    key("encoding", Kind::Choice(ENCODINGS), "", "How files are stored that are not UTF-8.", "\"windows-1252\""),
    key(
        "min-severity",
        Kind::Choice(SEVERITIES),
        "\"info\"",
        "Show and count findings of this severity and above.",
        "\"warning\"",
    ),
    key(
        "fail-on",
        Kind::Choice(FAILURES),
        "\"warning\"",
        "Exit with 1 for findings of this severity and above.",
        "\"error\"",
    ),
    key("require-reason", Kind::Flag, "false", "Whether what is allowed needs a reason.", "true"),
    RULES,
    key(
        "source",
        Kind::Tables(SOURCE, &["paths"]),
        "[]",
        "How some structured files are read: a shape of your own, or that of a help-desk.",
        "",
    ),
    key(
        "override",
        Kind::Tables(OVERRIDE, &["paths"]),
        "[]",
        "Other rules for some files. Of two that speak of a file, the later one has the last word.",
        "",
    ),
    key(
        "allow",
        Kind::Tables(ALLOW, &[]),
        "[]",
        "Findings that are fine where they are: all that fit a row are silenced, and counted.",
        "",
    ),
];

/// The keys of `[[source]]`.
pub(super) const SOURCE: &[Key] = &[
    key("paths", Kind::Texts, "", "The files that are meant, written as in .gitignore.", "[\"answers/*.json\"]"),
    key("name", Kind::Text, "", "What it is called when a run tells how a file was read.", "\"our answers\""),
    key("as", Kind::Desk, "", "The name of a help-desk, in place of all that follows.", "\"zendesk-macros\""),
    key("records", Kind::Texts, "[]", "Where the records are.", "[\"answers\"]"),
    key(
        "texts",
        Kind::Texts,
        "[]",
        "What customers read of a record. Of several with | between them, the first one that is there is read.",
        "[\"reply.html | reply.text\"]",
    ),
    key("titles", Kind::Texts, "[]", "What a record is called.", "[\"topic\"]"),
    key("markup", Kind::Choice(MARKUPS), "\"auto\"", "How the texts are written.", "\"markdown\""),
    key("only", Kind::Texts, "[]", "All of these hold for what the team wrote.", "[\"author.role = agent|admin\"]"),
    key("others", Kind::Texts, "[]", "One of these holds for what somebody else wrote.", "[\"direction = incoming\"]"),
    key("notes", Kind::Texts, "[]", "One of these holds for a note among colleagues.", "[\"public = false\"]"),
    key("inactive", Kind::Texts, "[]", "One of these holds for what is switched off.", "[\"retired = true\"]"),
    key("thread", Kind::Flag, "false", "Whether records are messages of a conversation.", "true"),
];

/// The keys of `[[override]]`.
pub(super) const OVERRIDE: &[Key] = &[
    key(
        "paths",
        Kind::Texts,
        "",
        "The files that are meant, written as in .gitignore, relative to this file.",
        "[\"macros/legal/\"]",
    ),
    PACKS,
    SELECT,
    IGNORE,
    TERMS,
    RULES,
];

/// The keys of `[[allow]]`.
pub(super) const ALLOW: &[Key] = &[
    key("path", Kind::Text, "", "The files that are meant, written as in .gitignore.", "\"macros/*.json\""),
    key(
        "locator",
        Kind::Text,
        "",
        "The record that is meant, or the start of its locator, as findings name it.",
        "\"macros[id=360001]\"",
    ),
    key("rule", Kind::Text, "", "The rule, pack or @category that is meant.", "\"isolating/only-one\""),
    REASON,
    key("until", Kind::Day, "", "The last day on which it holds, in UTC.", "2027-01-31"),
];

/// The keys of `[rules."…"]`.
pub(super) const RULE: &[Key] = &[
    key("severity", Kind::Choice(GRADES), "", "How much its findings matter.", "\"warning\""),
    key("allow", Kind::Texts, "[]", "Phrases about which it says nothing.", "[\"the only customer who can\"]"),
    key("warning", Kind::Percent, "", "For learned rules: how sure they have to be of a warning, in percent.", "80"),
    key("info", Kind::Percent, "", "For learned rules: how sure they have to be to mention it, in percent.", "70"),
];

/// The names of keys.
pub(super) fn names(keys: &'static [Key]) -> Vec<&'static str> {
    keys.iter().map(|key| key.name).collect()
}
