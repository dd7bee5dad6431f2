//! Rewrites: what to put where, and whether a person must look first.

use crate::span::Span;

/// How a rewrite changes the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FixKind {
    /// Drop-in text for exactly the words found.
    Swap,
    /// The words found go.
    Cut,
    /// A sentence in place of the whole sentence.
    Write,
}

impl FixKind {
    /// Its name in packs and in output.
    pub fn name(self) -> &'static str {
        match self {
            FixKind::Swap => "swap",
            FixKind::Cut => "cut",
            FixKind::Write => "write",
        }
    }
}

/// Whether a fix may be applied without a person looking at it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Applicability {
    /// A person has to choose it, or fill in its `[slots]`.
    Review,
    /// It keeps the meaning and can be applied as it stands.
    Safe,
}

/// One rewrite: `replacement` in place of the bytes at `span`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fix {
    /// Where it came from in the rule.
    pub kind: FixKind,
    /// The bytes of the draft that it replaces.
    pub span: Span,
    /// What stands there afterwards.
    pub replacement: String,
    /// Whether it needs a person.
    pub applicability: Applicability,
    /// Placeholders, links, code, markup and numbers of the draft that it would take away; a fix
    /// that does so is never safe.
    pub loses: Vec<Span>,
}

impl Fix {
    /// The first `[slot]` that a person has to fill in, in bytes of the replacement.
    ///
    /// ```
    /// # use tonelint::{Applicability, Fix, FixKind, Span};
    /// # let replacement = "It ships [when].".to_owned();
    /// # let applicability = Applicability::Review;
    /// # let fix = Fix { kind: FixKind::Write, span: Span::new(0, 9), replacement, applicability, loses: vec![] };
    /// assert_eq!(fix.slot().map(|slot| &fix.replacement[slot.range()]), Some("[when]"));
    /// ```
    pub fn slot(&self) -> Option<Span> {
        let start = self.replacement.find('[')?;
        let length = self.replacement[start..].find(']')?;
        Some(Span::new(start, start + length + 1))
    }

    /// Puts the fixes into a text. Of fixes that overlap, the first stays; returns the new text and
    /// which fixes were applied, in text order.
    ///
    /// ```
    /// # use tonelint::{Applicability, Fix, FixKind, Span};
    /// # let replacement = "Please".to_owned();
    /// # let (kind, applicability) = (FixKind::Swap, Applicability::Safe);
    /// let fix = Fix { kind, span: Span::new(0, 6), replacement, applicability, loses: vec![] };
    /// let (text, applied) = Fix::apply_all("Kindly sign it.", vec![fix.clone()]);
    /// assert_eq!((text.as_str(), applied), ("Please sign it.", vec![fix]));
    /// ```
    ///
    /// Panics when a span is not a range of whole characters of the text.
    pub fn apply_all(text: &str, mut fixes: Vec<Fix>) -> (String, Vec<Fix>) {
        fixes.sort_by_key(|fix| fix.span);
        let mut fixed = String::with_capacity(text.len());
        let mut applied: Vec<Fix> = Vec::new();
        let mut at = 0;
        for fix in fixes {
            // Two insertions at one place would depend on their order.
            let touches = applied.last().is_some_and(|last| last.span == fix.span);
            if fix.span.start < at || touches {
                continue;
            }
            fixed.push_str(&text[at..fix.span.start]);
            fixed.push_str(&fix.replacement);
            at = fix.span.end;
            applied.push(fix);
        }
        fixed.push_str(&text[at..]);
        (fixed, applied)
    }
}
