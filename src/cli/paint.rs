//! Colour: whether a stream gets any, and which. The only file that knows `colored`.

use std::{env, io::IsTerminal};

use colored::{Color, ColoredString, Colorize};
use tonelint::Severity;

use super::args;

/// Colours text for one stream, or leaves it as it is.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Paint {
    on: bool,
}

impl Paint {
    /// Never a colour.
    #[cfg(test)]
    pub(crate) const PLAIN: Paint = Paint { on: false };

    /// What suits a stream.
    pub(crate) fn of(choice: args::Color, stream: &impl IsTerminal) -> Paint {
        let lookup = |name: &str| env::var(name).ok();
        Paint::decided(wanted(choice, lookup, stream.is_terminal()))
    }

    /// What suits a file: colours in it have to be asked for by name.
    pub(crate) fn of_file(choice: args::Color) -> Paint {
        Paint::decided(matches!(choice, args::Color::Always))
    }

    fn decided(on: bool) -> Paint {
        // The crate knows one answer for the whole process, judged by standard output alone. It is told
        // to always paint; what stays plain never meets it.
        colored::control::set_override(true);
        Paint { on }
    }

    /// A severity, or what belongs to a finding of that severity.
    pub(crate) fn severity(self, severity: Severity, text: &str) -> ColoredString {
        self.bold_in(text, severity_color(severity))
    }

    /// What frames a snippet.
    pub(crate) fn frame(self, text: &str) -> ColoredString {
        self.bold_in(text, Color::Blue)
    }

    /// What the reader of the output can do next.
    pub(crate) fn hint(self, text: &str) -> ColoredString {
        self.bold_in(text, Color::Green)
    }

    /// What stands out.
    pub(crate) fn strong(self, text: &str) -> ColoredString {
        if self.on { text.bold() } else { text.into() }
    }

    /// What only some readers need.
    pub(crate) fn quiet(self, text: &str) -> ColoredString {
        if self.on { text.dimmed() } else { text.into() }
    }

    /// A line that goes, in a diff.
    pub(crate) fn removed(self, text: &str) -> ColoredString {
        if self.on { text.red() } else { text.into() }
    }

    /// A line that comes, in a diff.
    pub(crate) fn added(self, text: &str) -> ColoredString {
        if self.on { text.green() } else { text.into() }
    }

    fn bold_in(self, text: &str, color: Color) -> ColoredString {
        if self.on { text.color(color).bold() } else { text.into() }
    }
}

fn severity_color(severity: Severity) -> Color {
    match severity {
        Severity::Info => Color::Cyan,
        Severity::Warning => Color::Yellow,
        Severity::Error => Color::Red,
    }
}

/// The flag decides, then the environment in the order that most tools agree on, then the terminal.
fn wanted(choice: args::Color, lookup: impl Fn(&str) -> Option<String>, terminal: bool) -> bool {
    let set = |name| lookup(name).is_some_and(|value: String| !value.is_empty());
    let forced = |name| lookup(name).is_some_and(|value| !value.is_empty() && value != "0");
    let is = |name, wanted: &str| lookup(name).is_some_and(|value| value == wanted);
    match choice {
        args::Color::Always => true,
        args::Color::Never => false,
        args::Color::Auto if set("NO_COLOR") => false,
        args::Color::Auto if forced("FORCE_COLOR") || forced("CLICOLOR_FORCE") => true,
        args::Color::Auto if is("CLICOLOR", "0") => false,
        args::Color::Auto => terminal && !is("TERM", "dumb"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(environment: &[(&str, &str)], choice: args::Color, terminal: bool, expected: bool) {
        let lookup =
            |name: &str| environment.iter().find(|(key, _)| *key == name).map(|(_, value)| (*value).to_owned());
        assert_eq!(wanted(choice, lookup, terminal), expected, "{environment:?} {choice:?}");
    }

    #[test]
    fn a_terminal_gets_colour_and_a_pipe_does_not() {
        check(&[], args::Color::Auto, true, true);
        check(&[], args::Color::Auto, false, false);
        check(&[("TERM", "dumb")], args::Color::Auto, true, false);
    }

    #[test]
    fn the_flag_wins_over_the_environment() {
        check(&[("NO_COLOR", "1")], args::Color::Always, false, true);
        check(&[("FORCE_COLOR", "1")], args::Color::Never, true, false);
    }

    #[test]
    fn no_color_wins_over_force_color() {
        check(&[("NO_COLOR", "1"), ("FORCE_COLOR", "1")], args::Color::Auto, true, false);
    }

    #[test]
    fn an_empty_no_color_says_nothing() {
        check(&[("NO_COLOR", "")], args::Color::Auto, true, true);
    }

    #[test]
    fn force_color_colours_a_pipe_unless_it_is_zero_or_empty() {
        check(&[("FORCE_COLOR", "1")], args::Color::Auto, false, true);
        check(&[("CLICOLOR_FORCE", "1")], args::Color::Auto, false, true);
        check(&[("FORCE_COLOR", "0")], args::Color::Auto, false, false);
        check(&[("CLICOLOR_FORCE", "")], args::Color::Auto, false, false);
    }

    #[test]
    fn clicolor_zero_turns_colour_off() {
        check(&[("CLICOLOR", "0")], args::Color::Auto, true, false);
    }

    #[test]
    fn plain_text_stays_plain_when_another_stream_is_painted() {
        Paint::decided(true);
        assert_eq!(Paint::PLAIN.strong("x").to_string(), "x");
    }
}
