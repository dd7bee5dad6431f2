//! Subjects: header text with encoded words in it, such as `=?utf-8?Q?caf=C3=A9?=`.

use super::{
    super::mail,
    stored::{Charset, Stored},
};
use crate::{mapped::MappedText, span::Span};

/// A header's value as it is shown, and whether some of it is encoded.
pub(super) fn decoded(source: &str, value: Span) -> (MappedText<'_>, bool) {
    let mut reader = Reader { source, text: MappedText::new(), run: None };
    let mut is_encoded = false;
    let mut at = value.start;
    let mut plain = value.start;
    while let Some(found) = source[at..value.end].find("=?") {
        at += found;
        let Some(word) = word_at(source, at, value.end) else {
            at += 2;
            continue;
        };
        is_encoded = true;
        // Only spaces between two encoded words are not shown.
        let between = &source[plain..at];
        if plain == value.start || !between.trim().is_empty() {
            reader.plain(Span::new(plain, at));
        }
        reader.word(&word);
        at = word.end;
        plain = at;
    }
    reader.plain(Span::new(plain, value.end));
    reader.end_run();
    (reader.text, is_encoded)
}

struct Word<'t> {
    charset: &'t str,
    is_base64: bool,
    content: Span,
    end: usize,
}

/// The encoded word that begins at `at`.
fn word_at(source: &str, at: usize, limit: usize) -> Option<Word<'_>> {
    let rest = &source[at + 2..limit];
    let (charset, rest) = rest.split_once('?')?;
    let (kind, rest) = rest.split_once('?')?;
    let (content, _) = rest.split_once("?=")?;
    let is_base64 = kind.eq_ignore_ascii_case("b");
    let is_word = is_base64 || kind.eq_ignore_ascii_case("q");
    let fits = charset.bytes().all(|byte| byte.is_ascii_graphic()) && !content.contains([' ', '\n', '\t']);
    let start = at + 2 + charset.len() + 1 + kind.len() + 1;
    let content = Span::new(start, start + content.len());
    // A language may stand behind the charset.
    let charset = charset.split('*').next().unwrap_or(charset);
    (is_word && fits).then_some(Word { charset, is_base64, content, end: content.end + 2 })
}

struct Reader<'t> {
    source: &'t str,
    text: MappedText<'t>,
    /// Words of one charset in a row: writers cut letters in two between them.
    run: Option<(&'t str, Stored)>,
}

impl<'t> Reader<'t> {
    fn plain(&mut self, span: Span) {
        if !span.is_empty() {
            self.end_run();
        }
        // A line end in a header is only a place to fold it.
        for line in mail::lines_from(&self.source[..span.end], span.start) {
            let mut stored = Stored::default();
            stored.bits(self.source, Span::new(line.start, line.start + line.text.len()));
            stored.decode(self.source, Charset::Unknown, &mut self.text);
        }
    }

    fn word(&mut self, word: &Word<'t>) {
        if self.run.as_ref().is_some_and(|(charset, _)| !charset.eq_ignore_ascii_case(word.charset)) {
            self.end_run();
        }
        let (_, stored) = self.run.get_or_insert_with(|| (word.charset, Stored::default()));
        if word.is_base64 {
            stored.base64(self.source, word.content);
        } else {
            stored.header_words(self.source, word.content);
        }
    }

    fn end_run(&mut self) {
        if let Some((charset, stored)) = self.run.take() {
            let charset = Charset::named(Some(charset));
            stored.decode(self.source, charset, &mut self.text);
        }
    }
}
