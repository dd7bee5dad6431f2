//! What a token is to the matcher, as one number.

use crate::{machine::WordId, phrase::Mark};

/// What a token is to the matcher: a mark, a hole, or a word with its looks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct Symbol(pub(crate) u32);

impl Symbol {
    pub(crate) const BREAK: Symbol = Symbol(0);
    pub(crate) const HOLE: Symbol = Symbol(1);
    /// A hole set off by commas: it can be passed over.
    pub(crate) const ASIDE: Symbol = Symbol(2);
    pub(crate) const COMMA: Symbol = Symbol(3);
    pub(crate) const SEMICOLON: Symbol = Symbol(4);
    pub(crate) const COLON: Symbol = Symbol(5);
    pub(crate) const PERIOD: Symbol = Symbol(6);
    pub(crate) const EXCLAMATION: Symbol = Symbol(7);
    pub(crate) const QUESTION: Symbol = Symbol(8);
    /// A dash between words: a clause ends there.
    pub(crate) const DASH: Symbol = Symbol(9);
    /// A hyphen inside a word.
    pub(crate) const HYPHEN: Symbol = Symbol(10);
    /// The start of a sentence; covers no text.
    pub(crate) const START: Symbol = Symbol(11);
    /// The end of a sentence, before its mark; covers no text.
    pub(crate) const END: Symbol = Symbol(12);
    /// Emphasis and other marks that a reader does not hear.
    pub(crate) const SILENT: Symbol = Symbol(13);
    pub(crate) const DOUBLE_QUOTE: Symbol = Symbol(14);
    pub(crate) const SINGLE_QUOTE: Symbol = Symbol(15);
    /// Any other mark.
    pub(crate) const OTHER: Symbol = Symbol(16);
    /// An ellipsis in the middle of a sentence.
    pub(crate) const ELLIPSIS: Symbol = Symbol(17);
    /// An ellipsis at the end of one.
    pub(crate) const LAST_ELLIPSIS: Symbol = Symbol(18);
    const FIRST_WORD: u32 = 32;
    const LOOKS_SHIFT: u32 = 27;
    const ID_MASK: u32 = (1 << Symbol::LOOKS_SHIFT) - 1;

    pub(crate) fn word(id: WordId, looks: u8) -> Symbol {
        Symbol((id + Symbol::FIRST_WORD) | (u32::from(looks) << Symbol::LOOKS_SHIFT))
    }

    /// The word's number and looks, if it is a word.
    #[inline]
    pub(crate) fn as_word(self) -> Option<(WordId, u8)> {
        let id = (self.0 & Symbol::ID_MASK).checked_sub(Symbol::FIRST_WORD)?;
        Some((id, (self.0 >> Symbol::LOOKS_SHIFT) as u8))
    }

    pub(crate) fn is_word(self) -> bool {
        self.as_word().is_some()
    }

    /// Whether a phrase that does not ask for it passes over it.
    #[inline]
    pub(crate) fn is_passed_over(self) -> bool {
        const PASSED: u32 = 1 << Symbol::ASIDE.0
            | 1 << Symbol::COMMA.0
            | 1 << Symbol::HYPHEN.0
            | 1 << Symbol::START.0
            | 1 << Symbol::END.0
            | 1 << Symbol::SILENT.0
            | 1 << Symbol::ELLIPSIS.0
            | 1 << Symbol::DOUBLE_QUOTE.0
            | 1 << Symbol::SINGLE_QUOTE.0;
        self.0 < 32 && PASSED >> self.0 & 1 == 1
    }

    /// Whether a sentence ends with it.
    #[inline]
    pub(crate) fn ends_sentence(self) -> bool {
        const ENDS: u32 = 1 << Symbol::BREAK.0
            | 1 << Symbol::PERIOD.0
            | 1 << Symbol::EXCLAMATION.0
            | 1 << Symbol::QUESTION.0
            | 1 << Symbol::LAST_ELLIPSIS.0;
        self.0 < 32 && ENDS >> self.0 & 1 == 1
    }

    /// Whether a position that asks for `mark` takes it.
    pub(crate) fn is_mark(self, mark: Mark) -> bool {
        match mark {
            Mark::Comma => self == Symbol::COMMA,
            Mark::Semicolon => self == Symbol::SEMICOLON,
            Mark::Colon => self == Symbol::COLON,
            Mark::Period => self == Symbol::PERIOD || self == Symbol::LAST_ELLIPSIS,
            Mark::Ellipsis => self == Symbol::ELLIPSIS || self == Symbol::LAST_ELLIPSIS,
            Mark::Exclamation => self == Symbol::EXCLAMATION,
            Mark::Question => self == Symbol::QUESTION,
            Mark::Quote => self == Symbol::DOUBLE_QUOTE,
            Mark::Dash => self == Symbol::DASH || self == Symbol::HYPHEN,
        }
    }
}
