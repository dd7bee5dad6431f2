//! Prints a made-up library of macros in the shape that Zendesk exports, the same at every run:
//! `cargo run --example macro_library -- 5000 > macros.json`.

use std::io::{self, BufWriter, Write};

use serde_json::{Value, json};

const FOLDERS: &[&str] =
    &["Refund", "Delivery", "Account", "Billing::Card", "Billing::Invoice", "Repair", "Chat", "Returns"];
const TOPICS: &[&str] =
    &["Late", "First answer", "Follow-up", "Closed", "Missing part", "Wrong address", "Reset", "Hold"];
const GREETINGS: &[&str] = &[
    "Hi {{ticket.requester.first_name}},",
    "Hello {{ticket.requester.name}},",
    "Dear {{ticket.requester.first_name}},",
];
const KIND: &[&str] = &[
    "Thank you for the photos, they show the crack in the lid clearly.",
    "The new part left the warehouse this morning and should be with you on Thursday.",
    "I have looked at the order again, and the second box is still on its way.",
    "Your refund was paid out today; banks often take three working days to show it.",
    "The link below opens the form with your order already filled in.",
    "If the light does not come on, hold the button for ten seconds.",
    "The courier rings before noon, and you can choose another day on the tracking page.",
    "The invoice is attached, with the address that you sent us.",
    "Nothing more will be charged, and the plan ends on the last day of the month.",
    "We have moved the appointment to Tuesday at nine.",
    "The update puts the export back where it was.",
    "Reply here if anything about it is unclear, and I will take another look.",
];
const UNKIND: &[&str] = &[
    "You're the only person who has had this problem.",
    "You should have read the terms before you ordered.",
    "As I already told you, the thirty days are over.",
    "Nobody else has complained about this.",
    "Calm down and read the mail again.",
    "What part of this don't you understand?",
    "Your so-called complaint has been noted.",
    "Obviously you typed the password wrong.",
    "That was an asinine thing to do.",
    "You failed to send the form back.",
    "You must confirm the order again.",
    "If you had listened, this would not have happened.",
];
const ENDINGS: &[&str] =
    &["Best wishes,\n{{current_user.name}}", "Thank you,\n{{current_user.first_name}}", "All the best"];

/// Picks in an order that is always the same.
struct Picker(u64);

impl Picker {
    fn number(&mut self, below: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 >> 11) as usize % below
    }

    fn pick<'w>(&mut self, words: &[&'w str]) -> &'w str {
        words[self.number(words.len())]
    }

    /// Some folders are kinder than others.
    fn sentences(&mut self, folder: usize) -> Vec<&'static str> {
        let count = 3 + self.number(6);
        let unkind = 4 + 6 * folder;
        (0..count).map(|_| if self.number(100) < unkind { self.pick(UNKIND) } else { self.pick(KIND) }).collect()
    }

    fn one(&mut self, number: usize) -> Value {
        let folder = self.number(FOLDERS.len());
        let title = format!("{}::{} {}", FOLDERS[folder], self.pick(TOPICS), number % 97);
        let sentences = self.sentences(folder / 2);
        let (greeting, ending) = (self.pick(GREETINGS), self.pick(ENDINGS));
        let body = if number.is_multiple_of(3) {
            let text = sentences.join(" ");
            json!({"field": "comment_value", "value": format!("{greeting}\n\n{text}\n\n{ending}")})
        } else {
            let (first, rest) = sentences.split_at(sentences.len() / 2);
            let text = format!("<p>{greeting}</p><p>{}</p><p>{}</p><p>{ending}</p>", first.join(" "), rest.join(" "));
            json!({"field": "comment_value_html", "value": text})
        };
        json!({
            "id": 360_000_000 + number, "title": title, "active": true, "position": number, "restriction": null,
            "actions": [{"field": "status", "value": "pending"}, {"field": "set_tags", "value": "macro answered"}, body],
        })
    }
}

fn main() -> io::Result<()> {
    let count = std::env::args().nth(1).and_then(|count| count.parse().ok()).unwrap_or(20);
    let mut picker = Picker(0x2545_F491_4F6C_DD1D);
    let mut out = BufWriter::new(io::stdout().lock());
    write!(out, "{{\"macros\":[")?;
    for number in 0..count {
        write!(out, "{}{}", if number == 0 { "\n" } else { ",\n" }, picker.one(number))?;
    }
    writeln!(out, "],\"count\":{count},\"next_page\":null}}")?;
    out.flush()
}
