//! The grammar of JSON over the tokens of a library: values are told as they come, and no tree of them is kept.

use jsonc_parser::{ParseStringErrorKind, Scanner, ScannerOptions, errors::ParseErrorKind, tokens::Token};

use super::{tree::Builder, written::Written};
use crate::span::Span;

/// How deep lists and objects may stand inside each other.
const DEEPEST: usize = 512;

/// What many tools write: comments and a comma too many do no harm, everything else is a mistake.
const OPTIONS: ScannerOptions = ScannerOptions {
    allow_single_quoted_strings: false,
    allow_hexadecimal_numbers: false,
    allow_unary_plus_numbers: false,
    allow_bare_decimal_point_numbers: false,
    allow_non_finite_numbers: true,
    allow_extended_string_escapes: false,
};

/// The one value that stands at `span`.
pub(super) fn parse<'t>(source: &str, span: Span, may_comment: bool) -> Result<Builder<'t>, Slip> {
    let mut parser = Parser { tokens: Tokens::new(source, span, may_comment), built: Builder::default() };
    let first = parser.tokens.next()?.ok_or_else(|| Slip("it is empty".to_owned()))?;
    parser.value(first)?;
    match parser.tokens.next()? {
        None => Ok(parser.built),
        Some(_) => Err(ParseErrorKind::MultipleRootJsonValues.into()),
    }
}

/// Why a text is not JSON, in the words of the library where it has some.
#[derive(Debug)]
pub(super) struct Slip(pub(super) String);

impl From<ParseErrorKind> for Slip {
    fn from(kind: ParseErrorKind) -> Slip {
        Slip(kind.to_string())
    }
}

/// What a token is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Sort {
    String,
    /// A number, a truth value or nothing.
    Plain,
    Word,
    BeginMap,
    EndMap,
    BeginList,
    EndList,
    Comma,
    Colon,
}

/// A token, and where it stands in the source.
#[derive(Clone, Copy, Debug)]
struct Piece {
    sort: Sort,
    span: Span,
}

/// The tokens of a source without its comments.
struct Tokens<'s> {
    source: &'s str,
    /// Where the scanner began, and where all ends.
    whole: Span,
    may_comment: bool,
    scanner: Scanner<'s>,
}

impl<'s> Tokens<'s> {
    fn new(source: &'s str, whole: Span, may_comment: bool) -> Tokens<'s> {
        Tokens { source, whole, may_comment, scanner: Scanner::new(&source[whole.range()], &OPTIONS) }
    }

    fn next(&mut self) -> Result<Option<Piece>, Slip> {
        loop {
            let sort = match self.scanner.scan() {
                Ok(None) => return Ok(None),
                Ok(Some(Token::CommentLine(_) | Token::CommentBlock(_))) if self.may_comment => continue,
                Ok(Some(Token::CommentLine(_) | Token::CommentBlock(_))) => {
                    return Err(ParseErrorKind::CommentsNotAllowed.into());
                }
                Ok(Some(Token::String(_))) => Sort::String,
                Ok(Some(Token::Number(_) | Token::Boolean(_) | Token::Null)) => Sort::Plain,
                Ok(Some(Token::Word(_))) => Sort::Word,
                Ok(Some(Token::OpenBrace)) => Sort::BeginMap,
                Ok(Some(Token::CloseBrace)) => Sort::EndMap,
                Ok(Some(Token::OpenBracket)) => Sort::BeginList,
                Ok(Some(Token::CloseBracket)) => Sort::EndList,
                Ok(Some(Token::Comma)) => Sort::Comma,
                Ok(Some(Token::Colon)) => Sort::Colon,
                Err(error) => return self.halved(error.kind()).map(Some),
            };
            let start = self.whole.start;
            let span = Span::new(start + self.scanner.token_start(), start + self.scanner.token_end());
            return Ok(Some(Piece { sort, span }));
        }
    }

    /// A string in which half of a character is written by its number, as tools do that cut texts short. That
    /// is no reason to give up the file, so the scanner goes on behind it.
    fn halved(&mut self, kind: &ParseErrorKind) -> Result<Piece, Slip> {
        if !matches!(kind, ParseErrorKind::String(ParseStringErrorKind::InvalidUnicodeEscapeSequence(_))) {
            return Err(Slip(kind.to_string()));
        }
        let start = self.whole.start + self.scanner.token_start();
        let end = string_end(&self.source.as_bytes()[..self.whole.end], start).map_err(ParseErrorKind::String)?;
        *self = Tokens::new(self.source, Span::new(end, self.whole.end), self.may_comment);
        Ok(Piece { sort: Sort::String, span: Span::new(start, end) })
    }
}

/// Behind the closing mark of the string that begins at `start`.
fn string_end(source: &[u8], start: usize) -> Result<usize, ParseStringErrorKind> {
    let mut at = start + 1;
    while let Some(found) = memchr::memchr2(b'"', b'\\', &source[at..]) {
        at += found;
        match source[at..] {
            [b'"', ..] => return Ok(at + 1),
            [_, b'"' | b'\\' | b'/' | b'b' | b'f' | b'n' | b'r' | b't', ..] => at += 2,
            [_, b'u', a, b, c, d, ..] if [a, b, c, d].iter().all(u8::is_ascii_hexdigit) => at += 6,
            [_, b'u', ..] => return Err(ParseStringErrorKind::ExpectedFourHexDigits),
            _ => return Err(ParseStringErrorKind::InvalidEscape),
        }
    }
    Err(ParseStringErrorKind::UnterminatedStringLiteral)
}

struct Parser<'s, 't> {
    tokens: Tokens<'s>,
    built: Builder<'t>,
}

impl Parser<'_, '_> {
    /// The value that begins with a token.
    fn value(&mut self, first: Piece) -> Result<(), Slip> {
        match first.sort {
            Sort::String => self.built.text(inner(first.span), Written::Json),
            Sort::Plain => self.built.plain(first.span),
            Sort::BeginList => return self.list(),
            Sort::BeginMap => return self.map(),
            Sort::EndList => return Err(ParseErrorKind::UnexpectedCloseBracket.into()),
            Sort::EndMap => return Err(ParseErrorKind::UnexpectedCloseBrace.into()),
            Sort::Comma => return Err(ParseErrorKind::UnexpectedComma.into()),
            Sort::Colon => return Err(ParseErrorKind::UnexpectedColon.into()),
            Sort::Word => return Err(ParseErrorKind::UnexpectedWord.into()),
        }
        Ok(())
    }

    fn list(&mut self) -> Result<(), Slip> {
        self.built.begin_list();
        self.deeper()?;
        let mut next = self.tokens.next()?;
        loop {
            let first = next.ok_or(ParseErrorKind::UnterminatedArray)?;
            if first.sort == Sort::EndList {
                break;
            }
            self.value(first)?;
            next = self.after_value()?;
        }
        self.built.end();
        Ok(())
    }

    fn map(&mut self) -> Result<(), Slip> {
        self.built.begin_map();
        self.deeper()?;
        let mut next = self.tokens.next()?;
        loop {
            let key = next.ok_or(ParseErrorKind::UnterminatedObject)?;
            match key.sort {
                Sort::EndMap => break,
                Sort::String => self.built.key(inner(key.span), Written::Json),
                Sort::Plain | Sort::Word => return Err(ParseErrorKind::ExpectedStringObjectProperty.into()),
                _ => return Err(ParseErrorKind::UnexpectedTokenInObject.into()),
            }
            if self.tokens.next()?.is_none_or(|token| token.sort != Sort::Colon) {
                return Err(ParseErrorKind::ExpectedColonAfterObjectKey.into());
            }
            let first = self.tokens.next()?.ok_or(ParseErrorKind::ExpectedObjectValue)?;
            self.value(first)?;
            next = self.after_value()?;
        }
        self.built.end();
        Ok(())
    }

    fn deeper(&self) -> Result<(), Slip> {
        if DEEPEST < self.built.depth() { Err(ParseErrorKind::NestingDepthExceeded.into()) } else { Ok(()) }
    }

    /// The token behind a value and its comma: the next value, or the end of what both are in.
    fn after_value(&mut self) -> Result<Option<Piece>, Slip> {
        let Some(next) = self.tokens.next()? else { return Ok(None) };
        match next.sort {
            Sort::Comma => self.tokens.next(),
            Sort::EndList | Sort::EndMap => Ok(Some(next)),
            _ => Err(ParseErrorKind::ExpectedComma.into()),
        }
    }
}

/// A string without its quotation marks.
fn inner(span: Span) -> Span {
    Span::new(span.start + 1, span.end - 1)
}
