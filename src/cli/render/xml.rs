//! Writes XML: one event a line, indented.

use std::io::{self, Write};

use quick_xml::{Writer, events::Event};

/// Writes one event on a line of its own, so many levels deep.
pub(super) fn event(out: &mut dyn Write, depth: usize, event: Event<'_>) -> io::Result<()> {
    write!(out, "{:indent$}", "", indent = 2 * depth)?;
    Writer::new(&mut *out).write_event(event)?;
    out.write_all(b"\n")
}
