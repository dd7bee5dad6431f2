//! Checkstyle's XML, which many tools read; it has places for a start, and none for an end or a rewrite.

use std::io::{self, Write};

use quick_xml::events::{BytesDecl, BytesEnd, BytesStart, Event};
use tonelint::Report;

use super::{Background, Reporter, message, xml};
use crate::cli::{clean, summary::Summary};

/// One element for each draft with findings. Written as it comes.
pub(super) struct Checkstyle<'l> {
    background: &'l Background<'l>,
    begun: bool,
}

impl<'l> Checkstyle<'l> {
    pub(super) fn new(background: &'l Background<'l>) -> Checkstyle<'l> {
        Checkstyle { background, begun: false }
    }

    fn begin(&mut self, out: &mut dyn Write) -> io::Result<()> {
        if std::mem::replace(&mut self.begun, true) {
            return Ok(());
        }
        let root = BytesStart::new("checkstyle").with_attributes([("version", "4.3")]);
        xml::event(out, 0, Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), None)))?;
        xml::event(out, 0, Event::Start(root))
    }
}

impl Reporter for Checkstyle<'_> {
    fn report(&mut self, report: &Report<'_>, out: &mut dyn Write) -> io::Result<()> {
        if report.findings.is_empty() {
            return Ok(());
        }
        self.begin(out)?;
        let name = clean::line(self.background.path(report));
        xml::event(out, 1, Event::Start(BytesStart::new("file").with_attributes([("name", &*name)])))?;
        for finding in &report.findings {
            let start = report.document.position(finding.span.start);
            let error = BytesStart::new("error").with_attributes([
                ("line", &*start.line.to_string()),
                ("column", &*start.column.to_string()),
                ("severity", finding.severity.name()),
                ("message", &*message::with_words(report, finding)),
                ("source", &*clean::line(&format!("tonelint.{}", finding.rule))),
            ]);
            xml::event(out, 2, Event::Empty(error))?;
        }
        xml::event(out, 1, Event::End(BytesEnd::new("file")))
    }

    fn finish(&mut self, _: &Summary, out: &mut dyn Write) -> io::Result<()> {
        self.begin(out)?;
        xml::event(out, 0, Event::End(BytesEnd::new("checkstyle")))
    }
}
