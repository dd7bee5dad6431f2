//! What can be wrong with a suppression, told like a finding.

use crate::rule::Severity;

/// Something about a suppression that somebody should know.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Check {
    /// It allows nothing.
    Unused,
    /// It names a rule that nobody knows.
    Unknown,
    /// Its day is over.
    Expired,
    /// It cannot be understood.
    Malformed,
    /// It says no reason where one is required.
    Unexplained,
    /// It stands in a text that is sent.
    Sent,
}

impl Check {
    /// All of them.
    pub const ALL: [Check; 6] =
        [Check::Unused, Check::Unknown, Check::Expired, Check::Malformed, Check::Unexplained, Check::Sent];

    /// The category and the first half of every id.
    pub const CATEGORY: &'static str = "suppression";

    /// The id that findings have.
    ///
    /// ```
    /// assert_eq!(tonelint::Check::Unused.id(), "suppression/unused");
    /// ```
    pub fn id(self) -> &'static str {
        match self {
            Check::Unused => "suppression/unused",
            Check::Unknown => "suppression/unknown",
            Check::Expired => "suppression/expired",
            Check::Malformed => "suppression/malformed",
            Check::Unexplained => "suppression/unexplained",
            Check::Sent => "suppression/sent",
        }
    }

    /// How much it matters, if nobody says otherwise.
    pub fn severity(self) -> Severity {
        Severity::Warning
    }

    /// What is the matter, in a few words.
    pub fn message(self) -> &'static str {
        match self {
            Check::Unused => "allows what is not found here",
            Check::Unknown => "allows a rule that does not exist",
            Check::Expired => "allowed something until a day that is over",
            Check::Malformed => "is not understood, so it allows nothing",
            Check::Unexplained => "allows something without a reason",
            Check::Sent => "is sent to the customer with the reply",
        }
    }

    /// Why it matters.
    pub fn why(self) -> &'static str {
        match self {
            Check::Unused => {
                "The words it was written for are gone, or stand elsewhere. Left in place, it would hide the next \
                 finding that nobody allowed."
            }
            Check::Unknown => {
                "A rule that is misspelled is not allowed, so its findings stay; a rule that is gone needs no \
                 permission any more."
            }
            Check::Expired => {
                "Somebody wanted to look at it again by that day. What it allowed is found again from the day \
                 after."
            }
            Check::Malformed => {
                "A mistake in a comment must not hide findings, so it is passed over until it is put right: an \
                 unknown beginning, a day that is none, a start without an end or an end without a start."
            }
            Check::Unexplained => {
                "The configuration asks for a reason, so that the next reader knows why the words were meant."
            }
            Check::Sent => {
                "The text around it goes out as it stands, and the comment with it. The customer may read which \
                 rule was switched off for them, and why."
            }
        }
    }

    /// What to do about it.
    pub fn way_out(self) -> &'static str {
        match self {
            Check::Unused => {
                "Take it out. A comment alone on its line is about that line: `tonelint-ignore-next-line` is about \
                 the one below."
            }
            Check::Unknown => "Write the id as `tonelint` prints it; a reason stands behind ` -- `.",
            Check::Expired => "Change the words, or write another day and say why.",
            Check::Malformed => {
                "Write `tonelint-ignore[-next-line|-start|-end|-file] RULE[, RULE] [until=2027-01-31] [-- reason]`."
            }
            Check::Unexplained => "Add ` -- ` and the reason at its end.",
            Check::Sent => "Take it out, and allow the rule in the configuration or accept the finding in a baseline.",
        }
    }
}
