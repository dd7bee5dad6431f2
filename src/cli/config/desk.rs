//! How one draft is checked.

use std::{path::PathBuf, sync::Arc};

use tonelint::{Day, Document, Encoding, Linter, Quoted, Reading, Report, Severity, document::ReadAs};

use super::{
    Flags, allow,
    chain::Chain,
    file::{File, Said},
    source::{Source, read_as_named},
};
use crate::cli::args::{FailOn, ReadingArgs};

/// What some drafts have in common.
#[derive(Debug)]
pub(super) struct Plan {
    linter: Arc<Linter>,
    reading: Reading,
    encoding: Option<Encoding>,
    min_severity: Severity,
    fail_on: Option<Severity>,
    chain: Option<Arc<Chain>>,
    today: Day,
}

impl Plan {
    /// What the flags say, and the configuration where they are silent.
    pub(super) fn new(
        flags: Flags<'_>,
        linter: Arc<Linter>,
        chain: Option<Arc<Chain>>,
        source: Option<usize>,
        today: Day,
    ) -> Plan {
        let said = chain.as_deref();
        let min_severity = said.and_then(|chain| chain.last(|file| file.min_severity.as_ref())).map(|said| said.value);
        let fail_on = said.and_then(|chain| chain.last(|file| file.fail_on.as_ref())).map(|said| said.value);
        let encoding = said.and_then(|chain| chain.last(|file| file.encoding.as_ref())).map(|said| said.value);
        let fail_on = flags.fail_on.map(FailOn::threshold).or(fail_on).unwrap_or(Some(Severity::Warning));
        Plan {
            reading: reading(flags.reading, said, source.and_then(|at| said?.sources().nth(at))),
            encoding: flags.reading.and_then(|flags| flags.encoding).map(Into::into).or(encoding),
            min_severity: flags.min_severity.or(min_severity).unwrap_or(Severity::Info),
            // With --exit-zero findings never matter; trouble has a code of its own.
            fail_on: if flags.exit_zero { None } else { fail_on },
            today,
            linter,
            chain,
        }
    }
}

/// How one draft is checked.
#[derive(Clone, Debug)]
pub(crate) struct Desk {
    pub(super) plan: Arc<Plan>,
    /// Where the draft really is.
    pub(super) path: PathBuf,
}

impl Desk {
    /// One without a configuration, for what is tested at it.
    #[cfg(test)]
    pub(crate) fn of(linter: Linter) -> Desk {
        let plan = Plan {
            linter: Arc::new(linter),
            reading: Reading::default(),
            encoding: None,
            min_severity: Severity::Info,
            fail_on: None,
            chain: None,
            today: crate::cli::clock::today(),
        };
        Desk { plan: Arc::new(plan), path: PathBuf::new() }
    }

    /// What finds, before anything is allowed.
    pub(crate) fn linter(&self) -> &Linter {
        &self.plan.linter
    }

    /// What of the draft is read.
    pub(crate) fn reading(&self) -> &Reading {
        &self.plan.reading
    }

    /// How it is stored, if it does not tell itself.
    pub(crate) fn encoding(&self) -> Option<Encoding> {
        self.plan.encoding
    }

    /// Findings below this are not shown.
    pub(crate) fn min_severity(&self) -> Severity {
        self.plan.min_severity
    }

    /// Findings from this on fail the run; none when nothing does.
    pub(crate) fn fail_on(&self) -> Option<Severity> {
        self.plan.fail_on
    }

    /// Finds what is not allowed.
    pub(crate) fn lint<'t>(&self, name: &str, document: Document<'t>) -> Report<'t> {
        let mut report = self.plan.linter.lint(name, document);
        if let Some(chain) = &self.plan.chain {
            allow::silence(&mut report, chain, &self.plan.linter, &self.path, self.plan.today);
        }
        report
    }
}

/// Which words of a draft are read: what flags say, then the source that it is, then the keys for all files.
fn reading(flags: Option<&ReadingArgs>, chain: Option<&Chain>, source: Option<&Source>) -> Reading {
    let last = |said: fn(&File) -> Option<&Said<bool>>| {
        chain.and_then(|chain| chain.last(said)).is_some_and(|said| said.value)
    };
    let is_on = |flag: fn(&ReadingArgs) -> bool, said| flags.is_some_and(flag) || last(said);
    let include_quoted = is_on(|flags| flags.include_quoted, |file| file.include_quoted.as_ref());
    // What is said about some files is meant to be read there, whatever is read of the others.
    let general = chain.filter(|_| source.is_none());
    let fields = general.and_then(|chain| chain.last(|file| file.fields.as_ref())).map(|said| &said.value);
    let columns = general.and_then(|chain| chain.last(|file| file.columns.as_ref())).map(|said| &said.value);
    let read_as = general.and_then(|chain| chain.last(|file| file.read_as.as_ref())).map(|said| said.value.as_str());
    let flag = flags.and_then(|flags| flags.read_as.as_deref());
    let typed = |typed: Option<&Vec<String>>, said: Option<&Vec<String>>| {
        typed.filter(|typed| !typed.is_empty()).or(said).cloned().unwrap_or_default()
    };
    Reading {
        quoted: if include_quoted { Quoted::Include } else { Quoted::Skip },
        fields: typed(flags.map(|flags| &flags.fields), fields),
        columns: typed(flags.map(|flags| &flags.columns), columns),
        read_as: match (flag, source) {
            (None, Some(source)) => source.read_as.clone(),
            _ => flag.or(read_as).map_or(ReadAs::Recognised, read_as_named),
        },
        include_notes: is_on(|flags| flags.include_notes, |file| file.include_notes.as_ref()),
        include_inactive: is_on(|flags| flags.include_inactive, |file| file.include_inactive.as_ref()),
    }
}
