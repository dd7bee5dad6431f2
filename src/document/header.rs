//! Header lines of mail in the middle of text: `From:`, `Sent:`, `Subject:` in several languages.

use super::mail::{line_at, lines_from};
use crate::span::Span;

/// What a header line tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Header {
    From,
    Date,
    To,
    Copy,
    Subject,
}

const NAMES: &[(Header, &[&str])] = &[
    (
        Header::From,
        &[
            "from",
            "von",
            "de",
            "van",
            "från",
            "fra",
            "da",
            "od",
            "från",
            "lähettäjä",
            "от",
            "发件人",
            "寄件者",
            "差出人",
            "보낸 사람",
            "보낸사람",
            "gönderen",
            "kimden",
            "feladó",
            "απο",
            "từ",
        ],
    ),
    (
        Header::Date,
        &[
            "sent",
            "date",
            "gesendet",
            "datum",
            "envoyé",
            "envoyé le",
            "fecha",
            "enviado",
            "enviado el",
            "enviada em",
            "data",
            "inviato",
            "verzonden",
            "skickat",
            "sendt",
            "dato",
            "wysłano",
            "lähetetty",
            "päivämäärä",
            "дата",
            "отправлено",
            "发送时间",
            "日期",
            "寄件日期",
            "送信日時",
            "日付",
            "보낸 날짜",
            "날짜",
            "gönderilen",
            "tarih",
        ],
    ),
    (
        Header::To,
        &[
            "to",
            "an",
            "à",
            "para",
            "a",
            "aan",
            "till",
            "til",
            "do",
            "vastaanottaja",
            "кому",
            "收件人",
            "收件者",
            "宛先",
            "받는 사람",
            "kime",
        ],
    ),
    (
        Header::Copy,
        &["cc", "bcc", "kopie", "kopia", "kopi", "kopio", "копия", "抄送", "참조", "reply-to", "antwort an"],
    ),
    (
        Header::Subject,
        &[
            "subject",
            "betreff",
            "objet",
            "asunto",
            "oggetto",
            "assunto",
            "onderwerp",
            "ämne",
            "emne",
            "aihe",
            "temat",
            "předmět",
            "тема",
            "主题",
            "主旨",
            "件名",
            "제목",
            "konu",
        ],
    ),
];

/// A run of header lines.
#[derive(Clone, Debug, Default)]
pub(super) struct Block {
    /// One past the last line.
    pub(super) end: usize,
    /// The words of the subject.
    pub(super) subject: Option<Span>,
    kinds: Vec<Header>,
    addressed: bool,
}

impl Block {
    /// Whether these are the headers of a mail, and not, say, the legs of a journey: they name a
    /// sender, and a subject or an address.
    pub(super) fn is_mail(&self) -> bool {
        let telling = self.kinds.contains(&Header::Subject) || self.addressed;
        2 <= self.kinds.len() && self.kinds.contains(&Header::From) && telling
    }

    /// Whether these are the draft's own headers: at least two, and a blank line below.
    pub(super) fn is_own(&self, source: &str) -> bool {
        let telling = self.kinds.contains(&Header::Subject) || self.addressed;
        let blank = self.end < source.len() && line_at(source, self.end).text.trim().is_empty();
        2 <= self.kinds.len() && telling && blank
    }
}

/// What a header line tells, and where in the line its value begins.
pub(super) fn parse(text: &str) -> Option<(Header, usize)> {
    // The longest name has 18 bytes; marks of emphasis stand around some.
    let window = text.as_bytes().get(..text.len().min(32))?;
    let ascii = window.iter().position(|&byte| byte == b':').map(|at| (at, 1));
    let wide = || text.find('：').filter(|&at| at < 32).map(|at| (at, '：'.len_utf8()));
    let (colon, width) = ascii.or_else(wide)?;
    let name = text.get(..colon)?.trim_matches(['*', '_', ' ', '\u{A0}']);
    let known = |names: &[&str]| {
        names
            .iter()
            .any(|known| known.eq_ignore_ascii_case(name) || (!name.is_ascii() && *known == name.to_lowercase()))
    };
    let (header, _) = NAMES.iter().find(|(_, names)| known(names))?;
    let value = &text[colon + width..];
    let marks = value.len() - value.trim_start_matches(['*', '_', ' ', '\t']).len();
    Some((*header, colon + width + marks))
}

/// The run of header lines that starts at byte `start`; none may be there.
pub(super) fn block_at(source: &str, start: usize) -> Block {
    let mut block = Block { end: start, ..Block::default() };
    for line in lines_from(source, start) {
        match parse(line.text) {
            Some((header, value)) => {
                if !block.kinds.contains(&header) {
                    block.kinds.push(header);
                }
                if header == Header::Subject && block.subject.is_none() {
                    block.subject = Some(Span::new(line.start + value, line.start + line.text.len()));
                }
                block.addressed |= line.text.contains('@');
            }
            None if !continues(line.text) || (block.end == start && line.text.starts_with([' ', '\t'])) => {
                break;
            }
            None => {}
        }
        block.end = line.next;
    }
    block
}

/// The run of header lines below byte `at`, after blank lines.
pub(super) fn block_below(source: &str, at: usize) -> Option<Block> {
    let line = lines_from(source, at).find(|line| !line.text.trim().is_empty())?;
    parse(line.text).map(|_| block_at(source, line.start))
}

/// A header goes on in an indented line; between headers stand technical ones.
fn continues(text: &str) -> bool {
    let indented = text.starts_with([' ', '\t']) && !text.trim().is_empty();
    let name = text.split(':').next().unwrap_or("");
    let technical = name.contains('-') && name.len() < text.len() && !name.contains(' ');
    indented || technical || text.starts_with("Received:")
}

/// Whether a subject is the one of the mail that is answered or forwarded.
pub(super) fn is_answer(subject: &str) -> bool {
    const MARKS: [&str; 14] =
        ["re", "fwd", "fw", "aw", "wg", "sv", "vs", "tr", "rv", "antw", "rif", "odp", "回复", "答复"];
    let Some((mark, _)) = subject.split_once([':', '：']) else { return false };
    let mark = mark.trim();
    MARKS.iter().any(|known| known.eq_ignore_ascii_case(mark))
}
