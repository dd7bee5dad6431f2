//! Reads and lints drafts on several threads, and hands the reports over in the order of the inputs.

use std::{
    io,
    sync::{
        OnceLock,
        atomic::{AtomicUsize, Ordering},
    },
    thread,
};

use tonelint::{Document, Format, Report};

use super::{
    config::{Configuration, Desk},
    input::{self, Input, Text},
    summary::Missing,
};

/// How many inputs are handed out at a time.
const BATCH: usize = 256;

/// How many bytes of text are held before reports are handed over, so that any library fits in memory.
const HELD: usize = 32 * 1024 * 1024;

/// What became of an input, and how it was checked.
pub(crate) type Checked<'t> = Result<(Report<'t>, Desk), Missing>;

/// How drafts are checked, and by how many.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Crew<'l> {
    /// What drafts are checked by.
    pub(crate) configuration: &'l Configuration<'l>,
    /// How many threads.
    pub(crate) threads: usize,
}

/// An input and the text it becomes, which the report borrows.
struct Job {
    input: Input,
    text: OnceLock<Result<Text, Missing>>,
}

impl Crew<'_> {
    /// Checks all inputs; `hand_over` sees them in order and may stop the work.
    pub(crate) fn check(
        self,
        inputs: impl Iterator<Item = Input>,
        mut hand_over: impl FnMut(&Input, Checked<'_>) -> io::Result<()>,
    ) -> io::Result<()> {
        let mut inputs = inputs.fuse();
        let mut jobs: Vec<Job> = Vec::new();
        loop {
            let more = inputs.by_ref().take(BATCH - jobs.len());
            jobs.extend(more.map(|input| Job { input, text: OnceLock::new() }));
            if jobs.is_empty() {
                return Ok(());
            }
            let mut done = 0;
            for (job, checked) in jobs.iter().zip(self.check_some(&jobs)) {
                hand_over(&job.input, checked)?;
                done += 1;
            }
            jobs.drain(..done);
        }
    }

    /// Checks the first of `jobs`: as many as may be held at once, and at least one.
    fn check_some(self, jobs: &[Job]) -> impl Iterator<Item = Checked<'_>> {
        let checked: Vec<OnceLock<Checked<'_>>> = jobs.iter().map(|_| OnceLock::new()).collect();
        let next = AtomicUsize::new(0);
        let held = AtomicUsize::new(0);
        let work = || {
            while held.load(Ordering::Relaxed) <= HELD {
                let at = next.fetch_add(1, Ordering::Relaxed);
                let Some(job) = jobs.get(at) else { return };
                checked[at].get_or_init(|| {
                    let (report, desk) = self.check_one(job)?;
                    held.fetch_add(report.document.source().len(), Ordering::Relaxed);
                    Ok((report, desk))
                });
            }
        };
        match self.threads.min(jobs.len()) {
            1 => work(),
            threads => thread::scope(|scope| {
                for _ in 0..threads {
                    scope.spawn(work);
                }
            }),
        }
        // Jobs are taken in order, so what is done stands in front of what is not.
        checked.into_iter().map_while(OnceLock::into_inner)
    }

    fn check_one(self, job: &Job) -> Checked<'_> {
        let draft = match &job.input {
            Input::Draft(draft) => draft,
            Input::Missing(missing) => return Err(missing.clone()),
        };
        let desk = self.configuration.desk(draft)?;
        let read = job.text.get_or_init(|| input::read(draft, desk.encoding()));
        let Text { text, encoding } = read.as_ref().map_err(Missing::clone)?;
        let document = Document::read(text, Format::of_name(&draft.name), desk.reading());
        let report = desk.lint(&draft.name, document.stored_as(*encoding));
        Ok((report, desk))
    }
}
