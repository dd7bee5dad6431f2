//! Backslash escapes as YAML and TOML write them.

/// What the escape in front of `rest` stands for, and how many bytes it takes; nothing where it is none. YAML
/// knows a few more than TOML, and a parser has seen to it that a file holds only its own.
pub(super) fn escape(rest: &str) -> Option<(char, usize)> {
    let letter = rest.strip_prefix('\\')?.chars().next()?;
    let c = match letter {
        '0' => '\0',
        'a' => '\u{7}',
        'b' => '\u{8}',
        't' | '\t' => '\t',
        'n' => '\n',
        'v' => '\u{B}',
        'f' => '\u{C}',
        'r' => '\r',
        'e' => '\u{1B}',
        'N' => '\u{85}',
        '_' => '\u{A0}',
        'L' => '\u{2028}',
        'P' => '\u{2029}',
        ' ' | '"' | '/' | '\\' => letter,
        'x' => return by_number(rest, 2),
        'u' => return by_number(rest, 4),
        'U' => return by_number(rest, 8),
        _ => return None,
    };
    Some((c, 2))
}

fn by_number(rest: &str, digits: usize) -> Option<(char, usize)> {
    let number = u32::from_str_radix(rest.get(2..2 + digits)?, 16).ok()?;
    Some((char::from_u32(number)?, 2 + digits))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn escapes_stand_for_characters() {
        let check = |rest: &str, expected: Option<(char, usize)>| assert_eq!(escape(rest), expected, "{rest}");
        check(r"\nx", Some(('\n', 2)));
        check(r"\\n", Some(('\\', 2)));
        check(r"\x41b", Some(('A', 4)));
        check(r"\u00e9", Some(('é', 6)));
        check(r"\U0001F642.", Some(('🙂', 10)));
        check(r"\ud800", None);
        check(r"\u00", None);
        check("\\", None);
        check(r"\é", None);
        check("n", None);
    }
}
