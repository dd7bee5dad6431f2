//! How far a long run is, on standard error, for people who watch a terminal.

use std::{env, fmt::Write, time::Duration};

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressState, ProgressStyle};

/// How often the line is drawn anew.
const TICK: Duration = Duration::from_millis(200);

/// A run that is over by then needs no line.
const LATE: Duration = Duration::from_millis(600);

/// A line that says what has been read. It is gone when the report is there.
#[derive(Debug)]
pub(super) struct Progress {
    bar: ProgressBar,
}

impl Progress {
    /// A line on standard error, unless nobody would see it or it would end up in a log.
    pub(super) fn new(quiet: bool) -> Progress {
        let is_log = env::var_os("CI").is_some_and(|value| !value.is_empty() && value != "false");
        let hidden = quiet || is_log || env::var_os("TERM").is_some_and(|terminal| terminal == "dumb");
        // What is no terminal is hidden by the target itself.
        let target = if hidden { ProgressDrawTarget::hidden() } else { ProgressDrawTarget::stderr() };
        let bar = ProgressBar::with_draw_target(None, target);
        if let Ok(style) = ProgressStyle::with_template("{told}") {
            bar.set_style(style.with_key("told", tell));
        }
        if !bar.is_hidden() {
            bar.enable_steady_tick(TICK);
        }
        Progress { bar }
    }

    /// What has been read so far.
    pub(super) fn read(&self, replies: usize) {
        self.bar.set_position(replies as u64);
    }

    /// Says something while the line is out of the way.
    pub(super) fn aside(&self, say: impl FnOnce()) {
        self.bar.suspend(say);
    }

    /// Takes the line away.
    pub(super) fn done(&self) {
        self.bar.finish_and_clear();
    }
}

/// What the line says.
fn tell(state: &ProgressState, line: &mut dyn Write) {
    if LATE <= state.elapsed() {
        let replies = state.pos();
        // The line is drawn anew in a moment, should this fail.
        let _ = write!(line, "reading: {replies} {} so far", if replies == 1 { "reply" } else { "replies" });
    }
}
