//! Texts and packs for benches, the same in every run.

use std::fmt::Write;

const OPENINGS: &[&str] = &[
    "Thank you for the photos",
    "I have looked at the order again",
    "The parcel left the warehouse this morning",
    "Your refund is on its way",
    "The new cable fits both sockets",
    "We have moved the appointment",
    "The update fixes the export",
];
const MIDDLES: &[&str] = &[
    "so the courier should ring before noon",
    "and the receipt is in the same mail",
    "because the old address was still on the label",
    "which is why the page asked twice",
    "although the tracking page needs an hour to notice",
    "and nothing more will be charged",
    "but the blue one is out of stock until May",
];
const ENDINGS: &[&str] = &[
    ". Reply here if it has not come by Friday.",
    ". The steps are on page 4 of the guide.",
    ", as you asked.",
    ". Is the evening better for you?",
    ".\n\nShall I book the same time again?",
    ". You don't have to do anything.",
    ".\n- It takes five minutes.\n- It costs nothing.\n\n",
];
const WHO: &[&str] = &["you", "your team", "the reader", "nobody", "other customers", "the only person"];
const DOES: &[&str] = &["fail~", "forget~", "complain~", "misread~", "ignore~", "waste~", "delay~", "break~"];
const WHAT: &[&str] = &["the manual", "our terms", "the label", "this form", "the notice", "our time", "each step"];
const HOW: &[&str] = &["again", "as usual", "for no reason", "on purpose", "like that", "every week"];

/// Picks words in an order that is always the same.
pub(crate) struct Picker(u64);

impl Picker {
    pub(crate) fn new() -> Picker {
        Picker(0x2545_F491_4F6C_DD1D)
    }

    fn pick<'w>(&mut self, words: &[&'w str]) -> &'w str {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        words[(self.0 % words.len() as u64) as usize]
    }

    /// Replies of at least this many bytes.
    pub(crate) fn text(&mut self, bytes: usize) -> String {
        let mut text = String::with_capacity(bytes + 200);
        while text.len() < bytes {
            let (opening, middle, ending) = (self.pick(OPENINGS), self.pick(MIDDLES), self.pick(ENDINGS));
            // Writing to a string cannot fail.
            let _ = write!(text, "{opening}, {middle}{ending} ");
        }
        text
    }

    /// A draft of 150 words.
    pub(crate) fn draft(&mut self) -> String {
        let text = self.text(2_000);
        let words: Vec<&str> = text.split_inclusive(char::is_whitespace).collect();
        words.into_iter().filter(|word| !word.trim().is_empty()).take(150).collect()
    }

    /// A pack of this many rules, each with choices, optional words and inflections.
    pub(crate) fn pack(&mut self, rules: usize) -> String {
        let mut pack = "[pack]\nname = \"generated\"\n".to_owned();
        for number in 0..rules {
            let (who, does, other, what, how) =
                (self.pick(WHO), self.pick(DOES), self.pick(DOES), self.pick(WHAT), self.pick(HOW));
            let _ = write!(
                pack,
                "[[rule]]\nid = \"rule-{number}\"\nmessage = \"m\"\nwhy = \"w\"\n\
                 phrases = [\"{who} <adverb>? ({does}|{other}) <adverb>{{0,2}} {what} ({how}|{number} times)?\"]\n\
                 cut = true\n[[rule.example]]\nbad = \"b\"\ngood = \"g\"\n",
            );
        }
        pack
    }
}
