//! Phrases that a configuration allows.

use super::{SHARED_WORDS, read};
use crate::{
    error::Error,
    fields::{Source, Text},
    rule::Allowance,
};

impl Allowance {
    /// Reads phrases; `origin` names where they are from in errors. All mistakes are returned, in order.
    ///
    /// ```
    /// assert!(tonelint::Allowance::parse("terms", &["Dumb Waiter (2000|3000)"]).is_ok());
    /// assert!(tonelint::Allowance::parse("terms", &["Dumb (Waiter"]).is_err());
    /// ```
    ///
    /// # Errors
    /// When a phrase cannot be read.
    pub fn parse(origin: &str, phrases: &[&str]) -> Result<Allowance, Vec<Error>> {
        let quoted: Vec<String> = phrases.iter().map(|phrase| format!("'{phrase}'")).collect();
        let text = quoted.join("\n");
        let source = Source::new(origin, &text);
        let mut end = 0;
        let texts: Vec<Text> = phrases
            .iter()
            .zip(&quoted)
            .map(|(phrase, quoted)| {
                let at = end..end + quoted.len();
                end = at.end + 1;
                Text { value: (*phrase).to_owned(), at }
            })
            .collect();
        let allowance = Allowance::read(&source, &texts, origin);
        if source.is_fine() { Ok(allowance) } else { Err(source.into_mistakes()) }
    }

    /// Compiles phrases of a file, and notes what is wrong with them; `owner` is what messages call the list.
    pub fn read(source: &Source<'_>, texts: &[Text], owner: &str) -> Allowance {
        let (phrases, sets) = read::phrases(source, texts, owner, SHARED_WORDS);
        Allowance { phrases, sets }
    }
}
