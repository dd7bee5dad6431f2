//! Markdown catalogues: pages on which every reply stands in a fence of its own, under a heading that names it.

use std::sync::Arc;

use pulldown_cmark::{CodeBlockKind, Event, Options, Parser, Tag, TagEnd};

use super::{Passage, Quoted, bom_length, markdown, place, placeholder, reading, spelling::Spelling};
use crate::{mapped::MappedText, span::Span};

/// What a run calls such a page.
pub(super) const NAME: &str = "a catalogue of replies";

/// What stands in a fence.
struct Fence<'t> {
    text: MappedText<'t>,
    title: Option<Arc<str>>,
    /// It says that it holds Markdown.
    is_markdown: bool,
    /// It says that it holds code.
    is_code: bool,
}

/// The replies of a page that holds nothing but replies in its fences. Pages about something else have code
/// in them, or only one example.
pub(super) fn recognised(source: &str, quoted: Quoted) -> Option<Vec<Passage<'_>>> {
    if !source.contains("```") && !source.contains("~~~") {
        return None;
    }
    let mut fences = fences(source);
    let is_reply = |fence: &Fence<'_>| !fence.is_code && is_reply(fence);
    if !(fences.iter().all(is_reply) && are_named(&fences)) {
        fences.retain(|fence| entry(first_line(fence.text.as_str())).is_some());
    }
    (!fences.is_empty()).then(|| passages(fences, quoted))
}

/// The replies of a page that is said to be a catalogue: whatever stands in fences that do not name a language.
pub(super) fn replies(source: &str, quoted: Quoted) -> Vec<Passage<'_>> {
    passages(fences(source).into_iter().filter(|fence| !fence.is_code).collect(), quoted)
}

/// Each stands under a heading, and under one of its own if it does not say that it is Markdown. There is more
/// than one.
fn are_named(fences: &[Fence<'_>]) -> bool {
    let is_next = |(one, next): (&Fence<'_>, &Fence<'_>)| one.title != next.title || next.is_markdown;
    let first = fences.first().and_then(|fence| fence.title.as_ref());
    fences.iter().all(|fence| fence.title.is_some())
        && fences.iter().zip(fences.iter().skip(1)).all(is_next)
        && fences.iter().any(|fence| fence.title.as_ref() != first)
}

/// Whether it is prose, which in a fence that does not say so has to be plain to see.
fn is_reply(fence: &Fence<'_>) -> bool {
    let text = fence.text.as_str();
    let is_prose = |c: &char| c.is_alphabetic() || c.is_whitespace() || ".,!?'’\"():;-".contains(*c);
    let (all, prose) = (text.chars().count(), text.chars().filter(is_prose).count());
    let ends = text.lines().any(|line| line.trim_end().ends_with(['.', '!', '?']));
    reading::is_sentence(text) && (fence.is_markdown || (ends && all * 9 < prose * 10))
}

fn fences(source: &str) -> Vec<Fence<'_>> {
    let start = bom_length(source);
    let masked = placeholder::mask(source);
    let options = Options::ENABLE_YAML_STYLE_METADATA_BLOCKS | Options::ENABLE_TABLES;
    let mut fences = Vec::new();
    let mut title = None;
    let mut heading: Option<String> = None;
    let mut open: Option<Fence<'_>> = None;
    for (event, range) in Parser::new_ext(&masked[start..], options).into_offset_iter() {
        let span = Span::new(start + range.start, start + range.end);
        match event {
            Event::Start(Tag::Heading { .. }) => heading = Some(String::new()),
            Event::End(TagEnd::Heading(_)) => title = heading.take().and_then(|heading| place::shown(&heading)),
            Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(info))) => {
                let language = info.split([' ', ',', '{']).next().unwrap_or_default().to_ascii_lowercase();
                let is_markdown = ["markdown", "md", "mdx"].contains(&language.as_str());
                let is_code = !is_markdown && !["", "text", "txt", "plain"].contains(&language.as_str());
                open = Some(Fence { text: MappedText::new(), title: title.clone(), is_markdown, is_code });
            }
            Event::End(TagEnd::CodeBlock) => fences.extend(open.take()),
            Event::Text(_) | Event::Code(_) => {
                if let Some(fence) = &mut open {
                    fence.text.push_verbatim(source, span);
                } else if let Some(heading) = &mut heading {
                    heading.push_str(source.get(span.range()).unwrap_or_default());
                }
            }
            _ => {}
        }
    }
    fences
}

fn passages<'t>(fences: Vec<Fence<'t>>, quoted: Quoted) -> Vec<Passage<'t>> {
    let mut passages = Vec::new();
    for fence in fences {
        for (title, span) in entries(fence.text.as_str()) {
            let part = MappedText::verbatim(fence.text.as_str(), span);
            if part.as_str().trim().is_empty() {
                continue;
            }
            let words = markdown::text(part.as_str(), quoted).within(&part).within(&fence.text);
            // Where something stands in front of each line, new lines would come without it.
            let spelling = if fence.text.is_borrowed() { Spelling::plain() } else { Spelling::fixed() };
            let locator = Some(format!("reply {}", passages.len() + 1));
            let title = title.or_else(|| fence.title.clone());
            passages.push(Passage { text: words, locator, title, spelling });
        }
    }
    passages
}

/// The replies in a fence: one, or those of a list to import, under lines such as `###[Q] Vandalism`.
fn entries(text: &str) -> Vec<(Option<Arc<str>>, Span)> {
    let mut entries: Vec<(Option<Arc<str>>, Span)> = Vec::new();
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let end = at + line.len();
        match (entry(line), entries.last_mut()) {
            (Some(title), _) => entries.push((Some(title), Span::new(end, end))),
            (None, Some((_, last))) => last.end = end,
            (None, None) => entries.push((None, Span::new(at, end))),
        }
        at = end;
    }
    entries
}

/// What the reply under such a line is called.
fn entry(line: &str) -> Option<Arc<str>> {
    let (places, title) = line.trim().strip_prefix("###")?.trim_start().strip_prefix('[')?.split_once(']')?;
    let is_place = !places.is_empty() && places.chars().all(|c| c.is_ascii_uppercase() || ", ".contains(c));
    place::shown(title).filter(|_| is_place)
}

fn first_line(text: &str) -> &str {
    text.lines().next().unwrap_or_default()
}
