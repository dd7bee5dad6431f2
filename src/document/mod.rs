//! What the customer will read, and where it stands in the file.

mod attribution;
mod catalogue;
mod chat;
mod comment;
mod csv;
mod encoding;
mod escape;
mod finder;
mod header;
mod helpdesk;
mod html;
mod html_cut;
mod inline;
mod json;
mod json_parser;
mod lines;
mod mail;
mod markdown;
mod message;
mod names;
mod place;
mod placeholder;
mod plain;
mod plist;
mod reading;
mod records;
mod scalar;
mod selector;
mod shape;
mod spelling;
mod tag;
mod toml;
mod tree;
mod written;
mod yaml;
mod yaml_scalar;

use std::sync::{Arc, OnceLock};

pub use self::{
    encoding::Encoding,
    reading::{ReadAs, Reading, Remark, Skip},
    selector::{Condition, Selector},
    shape::{Field, Markup, People, Shape},
    spelling::Spelling,
};
use self::{lines::Lines, records::Read};
use crate::{
    mapped::{self, Comment, MappedText},
    span::{Position, Span},
};

/// How a source is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// Plain text and e-mail as text.
    Plain,
    /// Markdown.
    Markdown,
    /// HTML, a page or a piece of one.
    Html,
    /// JSON.
    Json,
    /// One JSON value a line.
    JsonLines,
    /// A table in which commas, or what looks like it, stand between cells.
    Csv,
    /// A table in which tabs stand between cells.
    Tsv,
    /// An e-mail as mail programs save it.
    Mail,
    /// A mailbox: e-mails one after the other.
    Mbox,
    /// A template of plain text or HTML, whichever it looks like.
    Template,
    /// YAML, one document or several.
    Yaml,
    /// TOML.
    Toml,
    /// A property list of macOS, as XML.
    Plist,
}

/// Endings of templates, whose placeholders are known in every format.
const TEMPLATES: [&str; 11] =
    ["liquid", "hbs", "handlebars", "mustache", "j2", "jinja", "jinja2", "njk", "twig", "erb", "ejs"];

impl Format {
    /// The format that a file of this name has; plain text when the name does not say.
    ///
    /// ```
    /// use tonelint::Format;
    /// assert_eq!(Format::of_name("macros/Late.MD"), Format::Markdown);
    /// assert_eq!(Format::of_name("late.html.erb"), Format::Html);
    /// assert_eq!(Format::of_name("reply"), Format::Plain);
    /// ```
    pub fn of_name(name: &str) -> Format {
        let (stem, extension) = name.rsplit_once('.').unwrap_or((name, ""));
        match extension.to_ascii_lowercase().as_str() {
            "md" | "markdown" | "mdx" | "mkd" | "mdown" => Format::Markdown,
            "html" | "htm" | "xhtml" => Format::Html,
            "json" | "jsonc" => Format::Json,
            "jsonl" | "ndjson" => Format::JsonLines,
            "csv" => Format::Csv,
            "tsv" | "tab" => Format::Tsv,
            "eml" => Format::Mail,
            "mbox" | "mbx" => Format::Mbox,
            extension if TEMPLATES.contains(&extension) => Format::of_template(stem),
            "yaml" | "yml" => Format::Yaml,
            "toml" => Format::Toml,
            "plist" | "textexpander" => Format::Plist,
            _ => Format::Plain,
        }
    }

    /// What a template makes, by its name without the ending of templates.
    fn of_template(stem: &str) -> Format {
        match Format::of_name(stem) {
            Format::Plain if !stem.to_ascii_lowercase().ends_with(".txt") => Format::Template,
            inner => inner,
        }
    }

    /// Its name in output.
    pub fn name(self) -> &'static str {
        match self {
            Format::Plain => "plain text",
            Format::Markdown => "Markdown",
            Format::Html => "HTML",
            Format::Json => "JSON",
            Format::JsonLines => "JSON Lines",
            Format::Csv => "CSV",
            Format::Tsv => "TSV",
            Format::Mail => "e-mail",
            Format::Mbox => "mailbox",
            Format::Template => "template",
            Format::Yaml => "YAML",
            Format::Toml => "TOML",
            Format::Plist => "property list",
        }
    }
}

/// Whether quoted words are looked at.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Quoted {
    /// Quotes belong to somebody else.
    #[default]
    Skip,
    /// Quotes are read like the rest.
    Include,
}

/// One stretch of customer-visible text with one owner.
#[derive(Clone, Debug)]
pub struct Passage<'t> {
    /// The text, with its way back to the source.
    pub text: MappedText<'t>,
    /// Which record of a structured file it is.
    pub locator: Option<String>,
    /// The record's title, which all of its texts have in common.
    pub title: Option<Arc<str>>,
    /// How words are written there.
    pub spelling: Spelling,
}

/// A source and its passages. Any string is a document.
#[derive(Debug)]
pub struct Document<'t> {
    source: &'t str,
    format: Format,
    quoted: Quoted,
    encoding: Encoding,
    passages: Vec<Passage<'t>>,
    remarks: Vec<Remark>,
    count: usize,
    lines: OnceLock<Lines>,
}

impl<'t> Document<'t> {
    /// Reads a source; quoted words are left out.
    ///
    /// ```
    /// use tonelint::{Document, Format, Span};
    /// let document = Document::parse("> Where is it?\nIt&#39;s on its way, {{name}}.", Format::Plain);
    /// let text = &document.passages()[0].text;
    /// assert_eq!(text.as_str(), "It's on its way, \u{FFFC}.");
    /// assert_eq!(document.slice(text.source_span(Span::new(0, 4))), "It&#39;s");
    /// ```
    pub fn parse(source: &'t str, format: Format) -> Document<'t> {
        Document::parse_with(source, format, Quoted::Skip)
    }

    /// Reads a source. Quoted words that are included come without the marks in front of them.
    ///
    /// ```
    /// use tonelint::{Document, Format, Quoted};
    /// let document = Document::parse_with("> Where is it?", Format::Plain, Quoted::Include);
    /// assert_eq!(document.passages()[0].text.as_str(), "Where is it?");
    /// ```
    pub fn parse_with(source: &'t str, format: Format, quoted: Quoted) -> Document<'t> {
        Document::read(source, format, &Reading::from(quoted))
    }

    /// Reads what is asked for of a source. What is not what it should be is plain text, and says so. A source of more
    /// than four gigabytes is not read at all, which is said, too.
    ///
    /// ```
    /// use tonelint::{Document, Format, Reading};
    /// let reading = Reading { fields: vec!["body".to_owned()], ..Reading::default() };
    /// let source = r#"{"title": "Late", "body": "Say \"yes\"."}"#;
    /// let document = Document::read(source, Format::Json, &reading);
    /// let passage = &document.passages()[0];
    /// assert_eq!(passage.text.as_str(), "Say \"yes\".");
    /// assert_eq!((passage.locator.as_deref(), passage.title.as_deref()), (Some("body"), Some("Late")));
    /// ```
    pub fn read(source: &'t str, format: Format, reading: &Reading) -> Document<'t> {
        let quoted = reading.quoted;
        let format = told(source, format);
        let whole = |passages: Vec<_>| Ok(Read { count: passages.len(), passages, remarks: Vec::new() });
        let read = match format {
            _ if mapped::LARGEST < source.len() => {
                let remarks = vec![Remark::LeftOut("it is larger than four gigabytes and is not read".to_owned())];
                Ok(Read { remarks, ..Read::default() })
            }
            Format::Plain | Format::Template => whole(plain::read(source, quoted)),
            Format::Markdown if markdown::is_crowded(source) => {
                Err("more than a third of it is marks and line ends".to_owned())
            }
            Format::Markdown => Ok(read_markdown(source, reading)),
            Format::Html => whole(html::read(source, quoted)),
            Format::Json => json::read(source, reading),
            Format::JsonLines => json::read_lines(source, reading),
            Format::Csv => csv::read(source, None, reading),
            Format::Tsv => csv::read(source, Some(b'\t'), reading),
            Format::Mail => message::read(source, reading),
            Format::Mbox => message::read_mbox(source, reading),
            Format::Yaml => yaml::read(source, reading),
            Format::Toml => toml::read(source, reading),
            Format::Plist => plist::read(source, reading),
        };
        let (format, quoted, Read { passages, remarks, count }) = match read {
            Ok(read) => (format, quoted, read),
            Err(reason) => {
                let remarks = vec![Remark::Broken(reason)];
                let read = Read { passages: plain::read(source, quoted), remarks, count: 1 };
                // Quotation marks in what should have been a structured file are its own: nobody is quoted.
                let is_mail = matches!(format, Format::Mail | Format::Mbox);
                (Format::Plain, if is_mail { quoted } else { Quoted::Include }, read)
            }
        };
        let encoding = Encoding::Utf8;
        Document { source, format, quoted, encoding, passages, remarks, count, lines: OnceLock::new() }
    }

    /// The same, from a file that stores its characters in another way: places are told in its bytes.
    ///
    /// ```
    /// use tonelint::{Document, Encoding, Format};
    /// let document = Document::parse("Hé there", Format::Plain).stored_as(Encoding::Utf16Le);
    /// assert_eq!(document.position(4).byte, 6);
    /// ```
    #[must_use]
    pub fn stored_as(self, encoding: Encoding) -> Document<'t> {
        Document { encoding, ..self }
    }

    /// How the file stores its characters.
    pub fn encoding(&self) -> Encoding {
        self.encoding
    }

    /// The source as given.
    pub fn source(&self) -> &'t str {
        self.source
    }

    /// How it was read.
    pub fn format(&self) -> Format {
        self.format
    }

    /// What to know about how it was read.
    pub fn remarks(&self) -> &[Remark] {
        &self.remarks
    }

    /// How it was read, and how much is in it. A rewrite that changes this has broken the file around it.
    pub fn shape(&self) -> (Format, usize) {
        (self.format, self.count)
    }

    /// Whether quoted words are looked at.
    pub fn quoted(&self) -> Quoted {
        self.quoted
    }

    /// The passages, in source order.
    pub fn passages(&self) -> &[Passage<'t>] {
        &self.passages
    }

    /// The comments that speak to this tool, in source order, each with the passage that it is sent with: a value
    /// of a structured file, a part of a mail. What is quoted or code is none.
    ///
    /// ```
    /// use tonelint::{Document, Format};
    /// let document = Document::parse("Hi. <!-- tonelint-ignore --> `<!-- tonelint-ignore -->`", Format::Markdown);
    /// assert_eq!(document.comments()[0].1.text, "tonelint-ignore");
    /// assert_eq!(document.comments().len(), 1);
    /// ```
    pub fn comments(&self) -> Vec<(Option<usize>, Comment)> {
        let beside = comment::beside_values(self.source, self.format, &self.passages).into_iter();
        let mut comments: Vec<(Option<usize>, Comment)> = beside.map(|comment| (None, comment)).collect();
        for (number, Passage { text, locator, .. }) in self.passages.iter().enumerate() {
            let is_sent = locator.is_some() || matches!(self.format, Format::Mail | Format::Mbox);
            let own = is_sent.then_some(number);
            comments.extend(text.comments().iter().map(|comment| (own, comment.clone())));
        }
        comments.sort_by_key(|(_, comment)| comment.span);
        comments
    }

    /// The source at `span`; nothing when that is not a range of whole characters of it.
    pub fn slice(&self, span: Span) -> &'t str {
        self.source.get(span.range()).unwrap_or("")
    }

    /// Where byte `offset` of the source stands, in every unit. Inside a character that is where
    /// the character starts, past the end it is the end.
    ///
    /// ```
    /// use tonelint::{Document, Format};
    /// let document = Document::parse("Hi \u{1F642},\nsee below", Format::Plain);
    /// let position = document.position(8);
    /// assert_eq!((position.line, position.column, position.utf16, position.utf8), (1, 6, 7, 9));
    /// ```
    pub fn position(&self, offset: usize) -> Position {
        self.lines.get_or_init(|| Lines::new(self.source)).position(self.source, offset, self.encoding)
    }
}

/// Reads a page of Markdown, and the replies in its fences if that is what it is for.
fn read_markdown<'t>(source: &'t str, reading: &Reading) -> Read<'t> {
    let quoted = reading.quoted;
    let replies = match &reading.read_as {
        ReadAs::Shape(shape) if shape.is_fenced => Some((Vec::new(), catalogue::replies(source, quoted))),
        ReadAs::Recognised => {
            // What stands around the replies may be instructions or more replies, so it is read as before.
            catalogue::recognised(source, quoted).map(|replies| (markdown::read(source, quoted), replies))
        }
        ReadAs::Shape(_) | ReadAs::Unknown => None,
    };
    let (passages, remarks) = match replies {
        None => (markdown::read(source, quoted), Vec::new()),
        Some((page, replies)) => {
            (page.into_iter().chain(replies).collect(), vec![Remark::Recognised(catalogue::NAME.to_owned())])
        }
    };
    Read { count: passages.len(), passages, remarks }
}

/// The format of a source whose name leaves it open.
fn told(source: &str, format: Format) -> Format {
    match format {
        Format::Template if html::is_likely(&placeholder::mask(source)) => Format::Html,
        Format::Template => Format::Plain,
        Format::Plain if message::is_mbox(source) => Format::Mbox,
        Format::Json if json::are_lines(source) => Format::JsonLines,
        format => format,
    }
}

/// How many bytes the mark takes that some editors put in front of a file.
fn bom_length(source: &str) -> usize {
    if source.starts_with('\u{FEFF}') { '\u{FEFF}'.len_utf8() } else { 0 }
}
