//! Reads one labelled reply from one line of JSON.

use serde_json::{Map, Value};

use super::{Expected, Label, Reply, Unlabelled};
use crate::{error::Error, span::Span};

/// What is read of a reply. It may hold more, such as a date or a queue.
const KEYS: [&str; 5] = ["text", "label", "spans", "difficulty", "id"];

/// How alike two keys are when one was meant to be the other.
const MISTYPED: f64 = 0.7;

/// Most characters of a quote that are repeated in a message.
const SHOWN: usize = 60;

impl Reply {
    /// Reads one line of a file; `origin` and `number` name it in errors.
    ///
    /// ```
    /// use tonelint::{Span, labelled::Reply};
    /// let line = r#"{"text": "Hi Ana, calm down.", "label": "flag", "spans": [{"quote": "calm down"}]}"#;
    /// assert_eq!(Reply::parse("replies.jsonl", 1, line).unwrap().spans[0].span, Span::new(8, 17));
    ///
    /// let error = Reply::parse("replies.jsonl", 2, r#"{"text": "Hi Ana."}"#).unwrap_err();
    /// assert!(error.to_string().starts_with("replies.jsonl:2:1: the reply has no `label`"));
    /// ```
    pub fn parse(origin: &str, number: usize, line: &str) -> Result<Reply, Box<Error>> {
        read(line).map_err(|mistake| mistake.placed(origin, number))
    }
}

impl Unlabelled {
    /// Reads one line of a file; `origin` and `number` name it in errors. What people have said about
    /// the reply already is left alone, and so are all other keys.
    ///
    /// ```
    /// use tonelint::labelled::Unlabelled;
    /// let reply = Unlabelled::parse("queue.jsonl", 1, r#"{"id": 7, "text": "Hi Ana.", "queue": "returns"}"#).unwrap();
    /// assert_eq!((reply.id.as_deref(), reply.text.as_str()), (Some("7"), "Hi Ana."));
    ///
    /// let error = Unlabelled::parse("queue.jsonl", 2, r#"{"txet": "Hi Ana."}"#).unwrap_err();
    /// assert!(error.to_string().starts_with("queue.jsonl:2:1: unknown key `txet`"));
    /// ```
    pub fn parse(origin: &str, number: usize, line: &str) -> Result<Unlabelled, Box<Error>> {
        read_unlabelled(line).map_err(|mistake| mistake.placed(origin, number))
    }
}

/// What is wrong with a row.
#[derive(Debug)]
struct Mistake {
    column: usize,
    message: String,
    help: Option<String>,
}

impl Mistake {
    fn new(message: impl Into<String>) -> Mistake {
        Mistake { column: 1, message: message.into(), help: None }
    }

    fn with_help(message: impl Into<String>, help: impl Into<String>) -> Mistake {
        Mistake { help: Some(help.into()), ..Mistake::new(message) }
    }

    fn placed(self, origin: &str, number: usize) -> Box<Error> {
        let place = Some((number, self.column));
        Box::new(Error { origin: origin.to_owned(), place, message: self.message, excerpt: None, help: self.help })
    }
}

fn read(line: &str) -> Result<Reply, Mistake> {
    let row = object(line)?;
    refuse_mistyped_keys(&row)?;
    let text = text(&row)?;
    let label = label(&row)?;
    let spans = spans(&row, text)?;
    if label == Label::Clean && !spans.is_empty() {
        let help = "label it `flag`, or take its spans out";
        return Err(Mistake::with_help("a clean reply has nothing to underline, but this one has spans", help));
    }
    let difficulty = string(&row, "difficulty")?.map(str::to_owned);
    Ok(Reply { id: id(&row)?, text: text.to_owned(), label, spans, difficulty })
}

fn read_unlabelled(line: &str) -> Result<Unlabelled, Mistake> {
    let row = object(line)?;
    if !row.contains_key("text") {
        refuse_mistyped_keys(&row)?;
    }
    Ok(Unlabelled { id: id(&row)?, text: text(&row)?.to_owned() })
}

fn text(row: &Map<String, Value>) -> Result<&str, Mistake> {
    let text = string(row, "text")?.filter(|text| !text.trim().is_empty());
    text.ok_or_else(|| Mistake::new("the reply has no `text`"))
}

fn object(line: &str) -> Result<Map<String, Value>, Mistake> {
    match serde_json::from_str(line) {
        Ok(Value::Object(row)) => Ok(row),
        Ok(_) => {
            let help = r#"write {"text": "…", "label": "flag"}, one reply a line"#;
            Err(Mistake::with_help("this is not a JSON object", help))
        }
        Err(error) => {
            let before = line.get(..error.column().saturating_sub(1)).unwrap_or(line);
            let told = error.to_string();
            let told = told.split(" at line ").next().unwrap_or(&told);
            Err(Mistake { column: before.chars().count() + 1, ..Mistake::new(format!("this is not JSON: {told}")) })
        }
    }
}

/// A key that is almost one of ours would otherwise be left out in silence.
fn refuse_mistyped_keys(row: &Map<String, Value>) -> Result<(), Mistake> {
    for typed in row.keys().filter(|typed| !KEYS.contains(&typed.as_str())) {
        let alike = |key: &&str| MISTYPED <= strsim::normalized_damerau_levenshtein(typed, key);
        if let Some(key) = KEYS.into_iter().find(|key| alike(key)) {
            return Err(Mistake::with_help(format!("unknown key `{typed}`"), format!("did you mean `{key}`?")));
        }
    }
    Ok(())
}

/// A string; nothing if the key is absent or null.
fn string<'r>(row: &'r Map<String, Value>, key: &str) -> Result<Option<&'r str>, Mistake> {
    match row.get(key) {
        None | Some(Value::Null) => Ok(None),
        Some(Value::String(text)) => Ok(Some(text)),
        Some(other) => Err(Mistake::new(format!("`{key}` is not a string but {}", kind(other)))),
    }
}

fn label(row: &Map<String, Value>) -> Result<Label, Mistake> {
    const HELP: &str = "there are `flag` and `clean`";
    match string(row, "label")? {
        Some("flag" | "hostile") => Ok(Label::Flag),
        Some("clean") => Ok(Label::Clean),
        Some(other) => Err(Mistake::with_help(format!("unknown label `{}`", shortened(other)), HELP)),
        None => Err(Mistake::with_help("the reply has no `label`", HELP)),
    }
}

fn id(row: &Map<String, Value>) -> Result<Option<String>, Mistake> {
    match row.get("id") {
        Some(Value::Number(number)) => Ok(Some(number.to_string())),
        _ => Ok(string(row, "id")?.map(str::to_owned)),
    }
}

fn spans(row: &Map<String, Value>, text: &str) -> Result<Vec<Expected>, Mistake> {
    match row.get("spans") {
        None | Some(Value::Null) => Ok(Vec::new()),
        Some(Value::Array(spans)) => {
            spans.iter().enumerate().map(|(at, value)| expected(value, at + 1, text)).collect()
        }
        Some(other) => Err(Mistake::new(format!("`spans` is not a list but {}", kind(other)))),
    }
}

fn expected(value: &Value, number: usize, text: &str) -> Result<Expected, Mistake> {
    const HELP: &str = r#"write {"quote": "…", "category": "…"}"#;
    let Value::Object(span) = value else {
        return Err(Mistake::with_help(format!("span {number} is not an object but {}", kind(value)), HELP));
    };
    if let Some(typed) = span.keys().find(|typed| !["quote", "category"].contains(&typed.as_str())) {
        return Err(Mistake::with_help(format!("unknown key `{typed}` in span {number}"), HELP));
    }
    let Some(quote) = string(span, "quote")?.filter(|quote| !quote.trim().is_empty()) else {
        return Err(Mistake::with_help(format!("span {number} has no `quote`"), HELP));
    };
    let category = string(span, "category")?.filter(|category| !category.is_empty()).map(str::to_owned);
    Ok(Expected { span: place(quote, number, text)?, category })
}

/// Where the quote is; it has to be clear which place is meant.
fn place(quote: &str, number: usize, text: &str) -> Result<Span, Mistake> {
    let shown = shortened(quote);
    let Some(start) = text.find(quote) else {
        let help = "copy it from the text, letter by letter";
        return Err(Mistake::with_help(format!("span {number} quotes `{shown}`, which is not in the text"), help));
    };
    let second = start + quote.chars().next().map_or(1, char::len_utf8);
    if text[second..].contains(quote) {
        let help = "quote a word more, so that it is clear which place is meant";
        return Err(Mistake::with_help(format!("span {number} quotes `{shown}`, which is there more than once"), help));
    }
    Ok(Span::new(start, start + quote.len()))
}

fn kind(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "true or false",
        Value::Number(_) => "a number",
        Value::String(_) => "a string",
        Value::Array(_) => "a list",
        Value::Object(_) => "an object",
    }
}

fn shortened(text: &str) -> String {
    match text.char_indices().nth(SHOWN) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What is said about a row, without the name of the file.
    fn told(line: &str) -> String {
        match Reply::parse("f", 1, line) {
            Ok(_) => "it is accepted".to_owned(),
            Err(error) => error.to_string().trim_start_matches("f:1:").replace("\n  = help: ", " = "),
        }
    }

    const BROKEN: &[(&str, &str)] = &[
        ("{", "1: this is not JSON: EOF while parsing an object"),
        (r#"{"text": "é" "label"}"#, "14: this is not JSON: expected `,` or `}`"),
        (r#"["a"]"#, r#"1: this is not a JSON object = write {"text": "…", "label": "flag"}, one reply a line"#),
        (r#"{"label": "flag"}"#, "1: the reply has no `text`"),
        (r#"{"text": null, "label": "flag"}"#, "1: the reply has no `text`"),
        (r#"{"text": " ", "label": "flag"}"#, "1: the reply has no `text`"),
        (r#"{"text": 3, "label": "flag"}"#, "1: `text` is not a string but a number"),
        (r#"{"text": "a"}"#, "1: the reply has no `label` = there are `flag` and `clean`"),
        (r#"{"text": "a", "label": "bad"}"#, "1: unknown label `bad` = there are `flag` and `clean`"),
        (r#"{"text": "a", "label": 1}"#, "1: `label` is not a string but a number"),
        (r#"{"text": "a", "lable": "flag"}"#, "1: unknown key `lable` = did you mean `label`?"),
        (r#"{"text": "a", "label": "flag", "span": []}"#, "1: unknown key `span` = did you mean `spans`?"),
        (r#"{"text": "a", "label": "flag", "spans": "a"}"#, "1: `spans` is not a list but a string"),
        (
            r#"{"text": "a", "label": "flag", "spans": ["a"]}"#,
            r#"1: span 1 is not an object but a string = write {"quote": "…", "category": "…"}"#,
        ),
        (
            r#"{"text": "a", "label": "flag", "spans": [{"qoute": "a"}]}"#,
            r#"1: unknown key `qoute` in span 1 = write {"quote": "…", "category": "…"}"#,
        ),
        (
            r#"{"text": "a", "label": "flag", "spans": [{"quote": ""}]}"#,
            r#"1: span 1 has no `quote` = write {"quote": "…", "category": "…"}"#,
        ),
        (
            r#"{"text": "a b", "label": "flag", "spans": [{"quote": "a"}, {"quote": "B"}]}"#,
            "1: span 2 quotes `B`, which is not in the text = copy it from the text, letter by letter",
        ),
        (
            r#"{"text": "hahaha", "label": "flag", "spans": [{"quote": "haha"}]}"#,
            "1: span 1 quotes `haha`, which is there more than once \
             = quote a word more, so that it is clear which place is meant",
        ),
        (
            r#"{"text": "a", "label": "flag", "spans": [{"quote": "a", "category": 1}]}"#,
            "1: `category` is not a string but a number",
        ),
        (
            r#"{"text": "a", "label": "clean", "spans": [{"quote": "a"}]}"#,
            "1: a clean reply has nothing to underline, but this one has spans \
             = label it `flag`, or take its spans out",
        ),
        (r#"{"text": "a", "label": "flag", "difficulty": 3}"#, "1: `difficulty` is not a string but a number"),
        (r#"{"text": "a", "label": "flag", "id": true}"#, "1: `id` is not a string but true or false"),
    ];

    #[test]
    fn what_is_wrong_with_a_row_is_said() {
        for (line, expected) in BROKEN {
            assert_eq!(told(line), *expected, "{line}");
        }
    }

    #[test]
    fn a_row_may_hold_more_and_leave_out_what_it_can() {
        for line in [
            r#"{"text": "a", "label": "clean", "queue": "returns", "agent": null}"#,
            r#"{"text": "a", "label": "hostile", "spans": null, "difficulty": null, "id": 7}"#,
        ] {
            assert_eq!(told(line), "it is accepted", "{line}");
        }
    }

    #[test]
    fn a_row_that_waits_for_a_label_needs_a_text_and_nothing_else() {
        let told = |line| match Unlabelled::parse("f", 1, line) {
            Ok(reply) => format!("{:?} {}", reply.id, reply.text),
            Err(error) => error.to_string(),
        };
        assert_eq!(told(r#"{"text": "a"}"#), "None a");
        assert_eq!(told(r#"{"id": "x", "text": "a", "label": 3, "labels": [], "spans": 0}"#), "Some(\"x\") a");
        assert_eq!(told(r#"{"text": ""}"#), "f:1:1: the reply has no `text`");
        assert_eq!(told("["), "f:1:1: this is not JSON: EOF while parsing a list");
    }

    #[test]
    fn everything_that_is_asked_for_is_read() {
        let line = r#"{"id": 7, "text": "ä b", "label": "hostile", "difficulty": "plain",
            "spans": [{"quote": "b", "category": "blaming"}]}"#;
        let expected = Reply {
            id: Some("7".to_owned()),
            text: "ä b".to_owned(),
            label: Label::Flag,
            spans: vec![Expected { span: Span::new(3, 4), category: Some("blaming".to_owned()) }],
            difficulty: Some("plain".to_owned()),
        };
        assert_eq!(Reply::parse("f", 1, line), Ok(expected));
    }
}
