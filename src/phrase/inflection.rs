//! Every inflection of a word: regular by spelling rules, irregular by table.

/// The word and all its inflected forms, as a verb and as a noun. A form that
/// no text contains costs nothing, so doubtful spellings are given both ways
/// (`cancelled`, `canceled`).
pub(super) fn forms(word: &str) -> Vec<String> {
    let mut forms = vec![word.to_owned()];
    let irregular = IRREGULAR.iter().find(|(base, _)| *base == word);
    if let Some((_, others)) = irregular {
        forms.extend(others.split(' ').map(str::to_owned));
    }
    forms.extend(with_s(word));
    forms.extend(with_ing(word));
    if irregular.is_none() {
        forms.extend(with_ed(word));
    }
    forms.sort();
    forms.dedup();
    forms
}

fn with_s(word: &str) -> Vec<String> {
    if ends_in_consonant_y(word) {
        return vec![format!("{}ies", &word[..word.len() - 1])];
    }
    let hisses = ["s", "x", "z", "ch", "sh", "o"].iter().any(|end| word.ends_with(end));
    let mut forms = vec![if hisses { format!("{word}es") } else { format!("{word}s") }];
    if word.ends_with('o') {
        forms.push(format!("{word}s"));
    }
    forms
}

fn with_ing(word: &str) -> Vec<String> {
    if let Some(stem) = word.strip_suffix("ie") {
        return vec![format!("{stem}ying")];
    }
    let keeps_e = ["ee", "oe", "ye"].iter().any(|end| word.ends_with(end));
    match word.strip_suffix('e') {
        Some(stem) if !keeps_e && stem.len() > 1 => vec![format!("{stem}ing"), format!("{word}ing")],
        _ => doubled(word).into_iter().map(|stem| format!("{stem}ing")).collect(),
    }
}

fn with_ed(word: &str) -> Vec<String> {
    if ends_in_consonant_y(word) {
        return vec![format!("{}ied", &word[..word.len() - 1])];
    }
    if word.ends_with('e') {
        return vec![format!("{word}d")];
    }
    doubled(word).into_iter().map(|stem| format!("{stem}ed")).collect()
}

/// The stem, and the stem with its last consonant doubled where that may be.
fn doubled(word: &str) -> Vec<String> {
    let mut stems = vec![word.to_owned()];
    let letters: Vec<char> = word.chars().rev().take(3).collect();
    if let [last, middle, before] = letters[..] {
        let doubles = !is_vowel(last) && !matches!(last, 'w' | 'x' | 'y') && is_vowel(middle);
        // `quit` ends in consonant, vowel, consonant too: its u is not a vowel.
        if doubles && (!is_vowel(before) || word.contains("qu")) {
            stems.push(format!("{word}{last}"));
        }
    }
    stems
}

fn ends_in_consonant_y(word: &str) -> bool {
    let mut letters = word.chars().rev();
    letters.next() == Some('y') && letters.next().is_some_and(|c| !is_vowel(c))
}

fn is_vowel(c: char) -> bool {
    matches!(c, 'a' | 'e' | 'i' | 'o' | 'u')
}

/// Irregular forms, beside the regular ones in -s and -ing.
#[rustfmt::skip]
const IRREGULAR: &[(&str, &str)] = &[
    ("arise", "arose arisen"), ("awake", "awoke awoken"), ("be", "am is are was were been"), ("bear", "bore borne"), ("beat", "beaten"),
    ("become", "became"), ("begin", "began begun"), ("bend", "bent"), ("bet", "bet"), ("bind", "bound"), ("bite", "bit bitten"),
    ("bleed", "bled"), ("blow", "blew blown"), ("break", "broke broken"), ("breed", "bred"), ("bring", "brought"),
    ("build", "built"), ("burn", "burned burnt"), ("burst", "burst"), ("buy", "bought"), ("catch", "caught"), ("choose", "chose chosen"),
    ("cling", "clung"), ("come", "came"), ("cost", "cost"), ("creep", "crept"), ("cut", "cut"), ("deal", "dealt"), ("dig", "dug"),
    ("do", "does did done"), ("draw", "drew drawn"), ("dream", "dreamed dreamt"), ("drink", "drank drunk"), ("drive", "drove driven"), ("eat", "ate eaten"),
    ("fall", "fell fallen"), ("feed", "fed"), ("feel", "felt"), ("fight", "fought"), ("find", "found"), ("flee", "fled"),
    ("fling", "flung"), ("fly", "flew flown"), ("forbid", "forbade forbidden"), ("forget", "forgot forgotten"), ("forgive", "forgave forgiven"),
    ("freeze", "froze frozen"), ("get", "got gotten"), ("give", "gave given"), ("go", "went gone"), ("grind", "ground"),
    ("grow", "grew grown"), ("hang", "hung hanged"), ("have", "has had"), ("hear", "heard"), ("hide", "hid hidden"), ("hit", "hit"),
    ("hold", "held"), ("hurt", "hurt"), ("keep", "kept"), ("kneel", "knelt kneeled"), ("know", "knew known"), ("lay", "laid"), ("lead", "led"),
    ("lean", "leaned leant"), ("leap", "leaped leapt"), ("learn", "learned learnt"), ("leave", "left"), ("lend", "lent"), ("let", "let"), ("lie", "lay lain lied"), ("light", "lit lighted"),
    ("lose", "lost"), ("make", "made"), ("mean", "meant"), ("meet", "met"), ("misread", "misread"), ("mislead", "misled"), ("mislay", "mislaid"),
    ("mistake", "mistook mistaken"), ("misunderstand", "misunderstood"), ("mishear", "misheard"), ("overcome", "overcame"),
    ("overhear", "overheard"), ("overlook", "overlooked"), ("oversleep", "overslept"), ("overthink", "overthought"), ("overdo", "overdid overdone"),
    ("pay", "paid"), ("prove", "proved proven"), ("put", "put"), ("quit", "quit"), ("read", "read"), ("resend", "resent"), ("rewrite", "rewrote rewritten"), ("ride", "rode ridden"), ("ring", "rang rung"),
    ("rise", "rose risen"), ("run", "ran"), ("say", "said"), ("see", "saw seen"), ("seek", "sought"), ("sell", "sold"),
    ("send", "sent"), ("set", "set"), ("shake", "shook shaken"), ("shine", "shone"), ("shoot", "shot"), ("show", "showed shown"),
    ("shrink", "shrank shrunk"), ("shut", "shut"), ("sing", "sang sung"), ("sink", "sank sunk"), ("sit", "sat"), ("sleep", "slept"),
    ("slide", "slid"), ("smell", "smelled smelt"), ("speak", "spoke spoken"), ("speed", "sped"), ("spell", "spelled spelt"), ("spend", "spent"), ("spill", "spilled spilt"),
    ("spin", "spun"), ("spit", "spat"), ("split", "split"), ("spoil", "spoiled spoilt"), ("spread", "spread"), ("spring", "sprang sprung"), ("stand", "stood"), ("steal", "stole stolen"),
    ("stick", "stuck"), ("sting", "stung"), ("stink", "stank stunk"), ("strike", "struck stricken"), ("strive", "strove striven"), ("swear", "swore sworn"), ("sweep", "swept"),
    ("swim", "swam swum"), ("swing", "swung"), ("take", "took taken"), ("teach", "taught"), ("tear", "tore torn"), ("tell", "told"),
    ("think", "thought"), ("throw", "threw thrown"), ("undergo", "underwent undergone"), ("understand", "understood"), ("undo", "undid undone"), ("upset", "upset"),
    ("wake", "woke woken"), ("wear", "wore worn"), ("weep", "wept"), ("win", "won"), ("wind", "wound"), ("withdraw", "withdrew withdrawn"), ("withhold", "withheld"), ("withstand", "withstood"), ("write", "wrote written"),
    ("child", "children"), ("half", "halves"), ("knife", "knives"), ("leaf", "leaves"), ("life", "lives"), ("man", "men"), ("person", "people"),
    ("self", "selves"), ("shelf", "shelves"), ("thief", "thieves"), ("wife", "wives"), ("woman", "women"), ("foot", "feet"), ("tooth", "teeth"), ("mouse", "mice"), ("analysis", "analyses"), ("half-wit", "half-wits"),
];

#[cfg(test)]
mod tests {
    use super::forms;

    fn check(word: &str, expected: &str) {
        let forms = forms(word);
        for form in expected.split(' ') {
            assert!(forms.iter().any(|known| known == form), "`{word}` lacks `{form}`: {forms:?}");
        }
    }

    #[test]
    fn regular_verbs_follow_their_spelling() {
        check("fail", "fail fails failed failing");
        check("stop", "stops stopped stopping");
        check("cancel", "cancels cancelled canceled cancelling canceling");
        check("refuse", "refuses refused refusing");
        check("try", "tries tried trying");
        check("play", "plays played playing");
        check("die", "dies died dying");
        check("agree", "agrees agreed agreeing");
        check("miss", "misses missed missing");
        check("veto", "vetoes vetos vetoed vetoing");
        check("fix", "fixes fixed fixing");
        check("refer", "refers referred referring");
    }

    #[test]
    fn irregular_words_have_their_own() {
        check("write", "writes wrote written writing");
        check("read", "reads read reading");
        check("quit", "quits quitting quit");
        check("person", "persons people");
        check("lie", "lies lied lying");
        check("forget", "forgets forgot forgotten forgetting");
    }

    #[test]
    fn an_irregular_verb_has_no_regular_past() {
        assert!(!forms("write").contains(&"writed".to_owned()));
    }
}
