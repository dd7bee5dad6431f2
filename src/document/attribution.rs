//! Lines that mail programs put above old mail, in the languages they speak.

use super::mail::Line;

/// How sure it is that a line is an attribution.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Strength {
    /// It has an address, or a date with a time.
    Certain,
    /// A sentence of the writer could look the same; a quote below decides.
    Likely,
}

/// How one language begins an attribution, and its verb.
struct Wording {
    openers: &'static [&'static str],
    verbs: &'static [&'static str],
}

const WORDINGS: &[Wording] = &[
    Wording { openers: &["On "], verbs: &["wrote:", "writes:"] },
    Wording { openers: &["Le "], verbs: &["a écrit", "a ecrit"] },
    Wording { openers: &["El "], verbs: &["escribió", "escribio"] },
    Wording { openers: &["Il ", "In data "], verbs: &["ha scritto"] },
    Wording { openers: &["Em ", "No dia "], verbs: &["escreveu"] },
    Wording { openers: &["Am "], verbs: &["schrieb"] },
    Wording { openers: &["Op "], verbs: &["schreef", "geschreven", "verzond"] },
    Wording { openers: &["W dniu ", "Dnia "], verbs: &["napisał", "pisze"] },
    Wording { openers: &["Den ", "På "], verbs: &["skrev"] },
    Wording { openers: &["ma ", "ti ", "ke ", "to ", "pe ", "la ", "su "], verbs: &["kirjoitti"] },
    Wording { openers: &["Vào "], verbs: &["đã viết"] },
    Wording { openers: &["Dne "], verbs: &["napsal"] },
    Wording {
        openers: &["пн,", "вт,", "ср,", "чт,", "пт,", "сб,", "вс,", "Пн,", "Вт,", "Ср,", "Чт,", "Пт,", "Сб,", "Вс,"],
        verbs: &["написал", "пишет", "г. в"],
    },
    Wording {
        openers: &["0", "1", "2", "3"], verbs: &["написал", "작성", "のメッセージ", "kirjoitti", "yazdı"]
    },
    Wording { openers: &["在", "于", "於"], verbs: &["写道", "寫道"] },
];

/// Verbs that make an attribution of any line with an address in it.
const VERBS: &[&str] = &[
    "wrote",
    "writes",
    "sent",
    "a écrit",
    "escribió",
    "ha scritto",
    "escreveu",
    "schrieb",
    "schreef",
    "napisał",
    "napisał(a)",
    "napisał/a",
    "pisze",
    "skrev",
    "kirjoitti",
    "đã viết",
    "написал",
    "написала",
    "написал(а)",
    "пишет",
    "写道",
    "寫道",
    "작성",
    "님이 작성",
    "のメッセージ",
    "のメール",
    "napsal",
    "napsal(a)",
    "yazdı",
    "írta",
];

/// Somebody in the writer's own sentence: "you wrote:".
const PERSONS: &[&str] = &["you", "I", "we", "he", "she", "they", "it", "who", "customer", "colleague"];

const WEEKDAYS: &[&str] = &["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];

/// Attributions are wrapped lines of a mail, not paragraphs.
const LONGEST: usize = 400;

/// Whether a line ends as attributions do.
pub(super) fn ends_like_one(text: &str) -> bool {
    let text = text.trim_end_matches([' ', '\t', '*', '_', '\u{A0}']);
    text.ends_with(':') || text.ends_with('：')
}

/// The attribution that ends with `line`: where it starts, and how sure that is.
///
/// `starts` holds where it may start, the line itself first, then the lines above it.
pub(super) fn find(source: &str, starts: &[Option<usize>], line: Line<'_>) -> Option<(usize, Strength)> {
    let end = line.start + line.text.len();
    for (lines, start) in starts.iter().enumerate() {
        let Some(start) = *start else { break };
        if LONGEST < end - start {
            break;
        }
        let above = source[start..line.start].trim_end();
        if above.ends_with(['.', '!', '?', ':']) {
            break;
        }
        match worded(&source[start..end]) {
            Some(strength) if lines == 0 || strength == Strength::Certain => {
                return Some((start, strength));
            }
            _ => {}
        }
    }
    let text = line.text;
    let addressed = text.contains('@') && text.contains(['<', '(']);
    let sure = text.len() <= LONGEST && addressed && (says_so(text) || is_dated(text));
    let likely = text.len() <= 100 && says_so(text);
    if sure { Some((line.start, Strength::Certain)) } else { likely.then_some((line.start, Strength::Likely)) }
}

/// Whether the text begins and goes on as an attribution does in some language.
fn worded(text: &str) -> Option<Strength> {
    let text = text.trim_start_matches([' ', '*', '_', '-']);
    let says = |wording: &&Wording| {
        wording.openers.iter().any(|opener| text.starts_with(opener))
            && wording.verbs.iter().any(|verb| text.contains(verb))
    };
    WORDINGS.iter().find(says)?;
    let certain = !is_own_sentence(text) && (text.contains('@') || has_date_and_time(text));
    Some(if certain { Strength::Certain } else { Strength::Likely })
}

/// Whether the last words are a verb of writing.
fn says_so(text: &str) -> bool {
    let text = text.trim_end_matches([' ', '\t', '*', '_', '\u{A0}', ':', '：']);
    VERBS.iter().any(|verb| text.ends_with(verb))
}

fn is_own_sentence(text: &str) -> bool {
    let mut words = text.trim_end_matches([':', ' ']).rsplit(' ');
    let verb = words.next();
    let person = words.next().unwrap_or("");
    verb.is_some() && PERSONS.iter().any(|known| known.eq_ignore_ascii_case(person))
}

/// `2014-10-17 11:28 GMT+03:00 Bob <b@x.org>:` and `Thu, 26 Jun 2014 14:00:51 +0400 Bob <b@x.org>:`.
fn is_dated(text: &str) -> bool {
    let text = text.trim_start();
    let weekday = WEEKDAYS.iter().any(|day| text.starts_with(day));
    let number = text.starts_with(|mark: char| mark.is_ascii_digit());
    (weekday || number) && has_date_and_time(text)
}

/// A day or a year, and a time such as `10:12` or `10.12`.
fn has_date_and_time(text: &str) -> bool {
    let bytes = text.as_bytes();
    let time = bytes.windows(4).any(|window| {
        window[0].is_ascii_digit()
            && b":.h".contains(&window[1])
            && window[2].is_ascii_digit()
            && window[3].is_ascii_digit()
    });
    3 <= text.split(|mark: char| !mark.is_ascii_digit()).filter(|digits| !digits.is_empty()).count() && time
}

const SEPARATORS: &[&str] = &[
    "original message",
    "original appointment",
    "ursprüngliche nachricht",
    "originalnachricht",
    "oprindelig meddelelse",
    "oprindelig besked",
    "message d'origine",
    "message d’origine",
    "message original",
    "mensaje original",
    "messaggio originale",
    "mensagem original",
    "oorspronkelijk bericht",
    "ursprungligt meddelande",
    "originalmeddelande",
    "opprinnelig melding",
    "alkuperäinen viesti",
    "oryginalna wiadomość",
    "wiadomość oryginalna",
    "původní zpráva",
    "αρχικό μήνυμα",
    "исходное сообщение",
    "orijinal mesaj",
    "原始邮件",
    "原始郵件",
    "元のメッセージ",
    "원본 메시지",
    "forwarded message",
    "weitergeleitete nachricht",
    "message transféré",
    "message transmis",
    "mensaje reenviado",
    "messaggio inoltrato",
    "mensagem encaminhada",
    "doorgestuurd bericht",
    "vidarebefordrat meddelande",
    "videresendt meddelelse",
    "videresendt melding",
    "przekazana wiadomość",
    "пересылаемое сообщение",
    "转发的邮件",
    "転送メッセージ",
];

/// `-----Original Message-----` and its kin: dashes of any kind around known words.
pub(super) fn is_separator(text: &str) -> bool {
    let dash = |mark: char| "-_=*".contains(mark) || ('\u{2010}'..='\u{2015}').contains(&mark);
    let ruled = text.chars().take(2).all(dash);
    if !ruled || 200 < text.len() {
        return false;
    }
    let words = text.trim_matches(|mark: char| dash(mark) || mark.is_whitespace());
    let words = words.trim_end_matches(':').trim_end().to_lowercase();
    SEPARATORS.contains(&words.as_str())
        || (words.starts_with("on ") && words.ends_with(" wrote") && words.contains('@'))
}

/// `Begin forwarded message:`.
pub(super) fn starts_forwarding(text: &str) -> bool {
    const LINES: [&str; 7] = [
        "begin forwarded message",
        "anfang der weitergeleiteten nachricht",
        "début du message réexpédié",
        "début du message transféré",
        "inizio messaggio inoltrato",
        "inicio del mensaje reenviado",
        "begin doorgestuurd bericht",
    ];
    if 60 < text.len() || !ends_like_one(text) {
        return false;
    }
    let words = text.trim_end_matches([':', ' ', '\u{A0}']).to_lowercase();
    LINES.contains(&words.as_str())
}

/// `##- Please type your reply above this line -##`.
pub(super) fn is_reply_marker(text: &str) -> bool {
    const LINES: [&str; 7] = [
        "reply above this line",
        "type your reply above",
        "write above this line",
        "fsreplyabove",
        "oberhalb dieser zeile",
        "au-dessus de cette ligne",
        "encima de esta línea",
    ];
    if 200 < text.len() {
        return false;
    }
    let words = text.to_lowercase();
    LINES.iter().any(|line| words.contains(line))
}

/// `Sent from my phone`: a line of its own, with a name of up to three words.
pub(super) fn is_sent_from(text: &str) -> bool {
    const STARTS: [&str; 15] = [
        "Sent from my ",
        "Sent from Mail for ",
        "Sent from Outlook",
        "Sent via ",
        "Get Outlook for ",
        "Sent with ",
        "Von meinem ",
        "Gesendet mit ",
        "Envoyé de mon ",
        "Envoyé depuis mon ",
        "Enviado desde mi ",
        "Enviado do meu ",
        "Inviato da ",
        "Verzonden vanaf mijn ",
        "Skickat från min ",
    ];
    let Some(start) = STARTS.iter().find(|start| text.starts_with(*start)) else { return false };
    let name = text[start.len()..].trim_end();
    let ended = name.ends_with(['.', '!', '?', ',', ':', ';']);
    text.len() <= 60 && name.split_whitespace().count() <= 3 && !ended
}
