//! Spellings that hide a word: look-alike letters, digits for letters, masked and stretched ones.
//!
//! Only tokens that contain something unusual come here; plain text never pays for it.

use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};

use crate::machine::{Vocabulary, WordId};

/// Characters that show nothing and only split words.
pub(super) fn is_invisible(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2060}'..='\u{2064}' | '\u{feff}' | '\u{34f}' | '\u{180e}' | '\u{fe00}'..='\u{fe0f}')
}

/// Every apostrophe that people type or paste.
pub(super) fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '’' | '‘' | 'ʼ' | 'ʹ' | '＇' | '`' | '´' | '′')
}

/// The word as a reader sees it: lower-case, without marks on letters or
/// invisible characters, look-alikes of Latin letters as those letters.
pub(super) fn folded(word: &str) -> String {
    let has_latin = word.bytes().any(|byte| byte.is_ascii_alphabetic());
    let mut folded = String::with_capacity(word.len());
    // Apostrophes first: some of them are a space with an accent to Unicode.
    let straight = word.chars().map(|c| if is_apostrophe(c) { '\'' } else { c });
    for c in straight.nfkd().filter(|c| !is_combining_mark(*c) && !is_invisible(*c)) {
        // A whole word in another script is that script's, not a disguise.
        let c = if has_latin { look_alike(c).unwrap_or(c) } else { c };
        folded.extend(c.to_lowercase());
    }
    folded
}

/// The Latin letter that a letter of another script looks like.
fn look_alike(c: char) -> Option<char> {
    Some(match c {
        'а' | 'А' | 'α' | 'Α' | 'ɑ' => 'a',
        'В' | 'Β' | 'Ь' | 'ь' => 'b',
        'с' | 'С' | 'ϲ' | 'Ϲ' => 'c',
        'ԁ' | 'ɗ' => 'd',
        'е' | 'Е' | 'Ε' | 'ҽ' | '℮' => 'e',
        'ɡ' | 'ց' => 'g',
        'һ' | 'Н' | 'Η' | 'հ' => 'h',
        'і' | 'І' | 'ι' | 'Ι' | 'ı' | 'ɩ' | 'Ӏ' | 'ӏ' => 'i',
        'ј' | 'Ј' => 'j',
        'к' | 'К' | 'κ' | 'Κ' => 'k',
        'ⅼ' | 'ł' => 'l',
        'М' | 'Μ' | 'м' => 'm',
        'Ν' | 'ո' | 'п' => 'n',
        'о' | 'О' | 'ο' | 'Ο' | 'օ' | 'ø' => 'o',
        'р' | 'Р' | 'ρ' | 'Ρ' => 'p',
        'ԛ' => 'q',
        'г' | 'ᴦ' => 'r',
        'ѕ' | 'Ѕ' | 'ʂ' => 's',
        'т' | 'Т' | 'τ' | 'Τ' => 't',
        'υ' | 'ս' | 'ц' => 'u',
        'ѵ' | 'ν' => 'v',
        'ԝ' | 'ѡ' | 'ω' => 'w',
        'х' | 'Х' | 'χ' | 'Χ' => 'x',
        'у' | 'У' | 'γ' | 'Υ' | 'ү' => 'y',
        'Ζ' | 'ᴢ' => 'z',
        _ => return None,
    })
}

/// Whether three or more of one letter stand in a row.
pub(super) fn is_stretched(word: &str) -> bool {
    let letters: Vec<char> = word.chars().map(|c| c.to_ascii_lowercase()).collect();
    letters.windows(3).any(|run| run[0].is_alphabetic() && run[0] == run[1] && run[1] == run[2])
}

/// Whether letters are repeated to be heard, in a word that has three of one in a row.
pub(super) fn is_drawled(word: &str) -> bool {
    let letters: Vec<char> = word.chars().collect();
    // `AllllTheThings` is a name.
    let is_camel = letters.windows(2).any(|pair| pair[0].is_lowercase() && pair[1].is_uppercase());
    let runs: Vec<&[char]> = letters.chunk_by(char::eq_ignore_ascii_case).collect();
    let is_long = |(at, run): (usize, &&[char])| {
        let is_vowel = matches!(run[0].to_ascii_lowercase(), 'a' | 'e' | 'i' | 'o' | 'u' | 'y');
        // A consonant that slipped in once inside a word, as in `folllwed`, is a typing mistake.
        let slipped = !is_vowel && 0 < at && at + 1 < runs.len();
        run[0].is_alphabetic() && run.len() >= if slipped { 4 } else { 3 }
    };
    !is_camel && runs.iter().enumerate().any(is_long)
}

/// The known word that a stretched one stands for: each run cut to one or two.
pub(super) fn unstretched(word: &str, vocabulary: &Vocabulary) -> Option<WordId> {
    let cut = |keep: usize| {
        let mut kept = String::new();
        let mut run = 0;
        let mut last = None;
        for c in word.chars() {
            run = if last == Some(c) { run + 1 } else { 1 };
            last = Some(c);
            if run <= keep {
                kept.push(c);
            }
        }
        kept
    };
    [2, 1].iter().find_map(|keep| vocabulary.find(&cut(*keep)))
}

/// Whether a byte is one that people put in place of a letter.
pub(super) fn is_mask(byte: u8) -> bool {
    matches!(byte, b'*' | b'@' | b'$' | b'!' | b'#' | b'+' | b'|')
}

/// The known word behind digits and marks, as in `id1ot`, `a$inine`, `st*pid`.
pub(super) fn unmasked(word: &str, vocabulary: &Vocabulary) -> Option<WordId> {
    let letters = word.bytes().filter(u8::is_ascii_alphabetic).count();
    let has_digit = word.bytes().any(|byte| byte.is_ascii_digit());
    // A55, B2B and 4K are product codes; st*pid and id1ot are not.
    let shortest = if has_digit { 4 } else { 3 };
    if word.len() < shortest || letters == 0 || !word.is_ascii() || (has_digit && letters * 2 <= word.len()) {
        return None;
    }
    [b'i', b'l'].iter().find_map(|one| vocabulary.find_masked(&shown(word, *one)))
}

/// The letters that a masked word shows, 0 where it shows none.
fn shown(word: &str, one: u8) -> Vec<u8> {
    let letter = |byte: u8| match byte.to_ascii_lowercase() {
        b'0' => b'o',
        b'1' | b'!' | b'|' => one,
        b'3' => b'e',
        b'4' | b'@' => b'a',
        b'5' | b'$' => b's',
        b'7' | b'+' => b't',
        b'8' => b'b',
        b'9' => b'g',
        b'*' | b'#' | b'_' => 0,
        letter => letter,
    };
    word.bytes().map(letter).collect()
}
