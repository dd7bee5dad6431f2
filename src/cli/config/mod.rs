//! What a draft is checked by: flags, and tonelint.toml from its folder upwards.

mod allow;
mod chain;
mod desk;
mod file;
mod flags;
mod globs;
mod init;
mod keys;
mod resolve;
mod schema;
mod show;
mod source;

use std::{
    collections::{HashMap, HashSet},
    path::{Path, PathBuf},
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use tonelint::{Day, Linter, Pack};

pub(crate) use self::{
    allow::Leftover,
    desk::Desk,
    flags::{Flags, Settings, threads},
    init::init,
    show::show,
};
use self::{
    chain::{Chain, NAMES},
    desk::Plan,
    resolve::{Rules, Unusable},
};
use super::{
    clock,
    input::{Draft, Input, Place},
    packs::{self, Asked},
    summary::{Missed, Missing},
    trouble::Trouble,
};

/// The configuration of a whole run: which files hold for which drafts, each read once.
#[derive(Debug)]
pub(crate) struct Configuration<'f> {
    flags: Flags<'f>,
    /// The packs that flags name.
    asked: Vec<Asked>,
    /// The folder we are in, without links on the way.
    here: PathBuf,
    today: Day,
    /// What -c names; it holds for everything.
    given: Option<Arc<Chain>>,
    known: Mutex<Known>,
    told: Mutex<HashSet<String>>,
}

/// A configuration, nothing where there is none, or why it cannot be used.
type Found = Result<Option<Arc<Chain>>, Unusable>;

/// The file of a configuration, which of its overrides hold, and the source that a draft is.
type Which = (Option<PathBuf>, Vec<bool>, Option<usize>);

/// What was looked up so far.
#[derive(Debug, Default)]
struct Known {
    /// Folders as they were given: where they really are, and what holds there.
    folders: HashMap<PathBuf, (PathBuf, Found)>,
    /// Configurations by file.
    chains: HashMap<PathBuf, Found>,
    /// How drafts are checked, by configuration and by the overrides that hold.
    plans: HashMap<Which, Result<Arc<Plan>, Unusable>>,
    /// Linters by the rules in force.
    linters: HashMap<String, Arc<Linter>>,
}

impl<'f> Configuration<'f> {
    /// What the flags say; configurations are looked for when they are needed.
    pub(crate) fn new(flags: Flags<'f>) -> Result<Configuration<'f>, Trouble> {
        let here = std::env::current_dir().and_then(std::fs::canonicalize).unwrap_or_default();
        let asked = packs::asked_by_flags(&flags.packs.packs)?;
        let given = flags.packs.config.as_deref().map(|path| chain::given(path, &here, &asked)).transpose()?;
        Ok(Configuration {
            asked,
            today: clock::today(),
            known: Mutex::default(),
            told: Mutex::default(),
            flags,
            here,
            given,
        })
    }

    /// How a draft is checked, or why it cannot be.
    pub(crate) fn desk(&self, draft: &Draft) -> Result<Desk, Missing> {
        let path = match &draft.place {
            Place::File(path) => Some(path.as_path()),
            Place::Stdin | Place::Given(_) => self.flags.stdin_filename.map(Path::new),
        };
        let unusable = |Unusable { trouble, .. }: Unusable| {
            let reason = "its configuration cannot be used".to_owned();
            Missing::Unusable(Missed { path: draft.name.clone(), reason }, Box::new(trouble))
        };
        let (path, chain) = self.chain_for(path).map_err(unusable)?;
        let plan = self.plan(chain, &path).map_err(unusable)?;
        let is_stream = !matches!(draft.place, Place::File(_));
        if is_stream && self.flags.stdin_filename.is_some() && self.is_excluded(&path, false) {
            let missed = Missed { path: draft.name.clone(), reason: EXCLUDED.to_owned() };
            return Err(Missing::Skipped(missed));
        }
        Ok(Desk { plan, path })
    }

    /// A flag that is wrong for the first draft ends the run before it begins.
    pub(crate) fn settle_flags<'i>(
        &self,
        mut inputs: impl Iterator<Item = Input> + 'i,
    ) -> Result<Box<dyn Iterator<Item = Input> + 'i>, Trouble> {
        if !self.flags.packs.are_given() {
            return Ok(Box::new(inputs));
        }
        let mut first = Vec::new();
        for input in inputs.by_ref() {
            let is_draft = matches!(input, Input::Draft(_));
            first.push(input);
            if is_draft {
                break;
            }
        }
        let path = match first.last() {
            Some(Input::Draft(Draft { place: Place::File(path), .. })) => Some(path.as_path()),
            _ => self.flags.stdin_filename.map(Path::new),
        };
        let plan = self.chain_for(path).and_then(|(path, chain)| self.plan(chain, &path));
        match plan {
            Err(Unusable { trouble, is_flag: true }) => Err(trouble),
            _ => Ok(Box::new(first.into_iter().chain(inputs))),
        }
    }

    /// The rules in force in the folder we are in.
    pub(crate) fn packs(&self) -> Result<Vec<Pack>, Trouble> {
        let (_, chain) = self.chain_for(None).map_err(|unusable| unusable.trouble)?;
        let chain = chain.as_deref();
        let rules = Rules::new(self.flags.packs, &self.asked, chain, &[]);
        rules.packs().map_err(|unusable| unusable.trouble)
    }

    /// Every pack that the folder we are in knows, whole: the built-in ones and those in files.
    pub(crate) fn known_packs(&self) -> Result<Vec<Pack>, Trouble> {
        let (_, chain) = self.chain_for(None).map_err(|unusable| unusable.trouble)?;
        let mut known = Pack::builtin();
        known.extend(chain.iter().flat_map(|chain| chain.packs()));
        Ok(known)
    }

    /// Why a file or folder that somebody named is passed over; nothing if it is not.
    pub(crate) fn reason_to_pass_over(&self, path: &Path, is_folder: bool) -> Option<&'static str> {
        if self.flags.no_ignore {
            return None;
        }
        if !is_folder && is_configuration(path) {
            return Some(CONFIGURATION);
        }
        let real = self.real(path);
        if !is_folder && self.is_pack(&real) {
            return Some(PACK);
        }
        self.is_excluded(&real, is_folder).then_some(EXCLUDED)
    }

    /// The same for what was found in a folder that is not passed over; `real` is where it really is.
    pub(crate) fn reason_to_pass_over_found(&self, real: &Path, is_folder: bool) -> Option<&'static str> {
        if self.flags.no_ignore {
            return None;
        }
        if !is_folder && is_configuration(real) {
            return Some(CONFIGURATION);
        }
        if !is_folder && self.is_pack(real) {
            return Some(PACK);
        }
        let chain = self.chain_of_folder(real.parent()?).1.ok()??;
        excludes(&chain, real, is_folder).then_some(EXCLUDED)
    }

    /// Whether a file is a pack in force: its bad examples are bad on purpose.
    fn is_pack(&self, real: &Path) -> bool {
        let is_it = |asked: &Asked| matches!(asked, Asked::Read(file) if file.path == real);
        let by_flag = self.asked.iter().any(is_it);
        by_flag
            || (real.extension().is_some_and(|extension| extension == "toml") && self.is_pack_of_configuration(real))
    }

    fn is_pack_of_configuration(&self, real: &Path) -> bool {
        let chain = real.parent().and_then(|folder| self.chain_of_folder(folder).1.ok().flatten());
        chain.is_some_and(|chain| chain.asked().any(|asked| matches!(asked, Asked::Read(file) if file.path == real)))
    }

    /// What there is to say at the end about what is allowed.
    pub(crate) fn leftovers(&self) -> Vec<Leftover> {
        let known = lock(&self.known);
        let found = known.chains.values().filter_map(|found| found.as_ref().ok()?.as_deref());
        allow::leftovers(found.chain(self.given.as_deref()), self.today)
    }

    /// Whether nobody was told of this yet.
    pub(crate) fn is_news(&self, trouble: &Trouble) -> bool {
        lock(&self.told).insert(trouble.to_string())
    }

    /// Whether a file or a folder that holds it is excluded; each is judged by what holds where it is.
    fn is_excluded(&self, real: &Path, is_folder: bool) -> bool {
        if self.flags.no_ignore {
            return false;
        }
        for path in real.ancestors() {
            let Some(folder) = path.parent() else { return false };
            match self.chain_of_folder(folder).1 {
                Ok(Some(chain)) if excludes(&chain, path, is_folder || path != real) => return true,
                Ok(Some(_)) => {}
                Ok(None) => return false,
                Err(_) => {}
            }
        }
        false
    }

    /// Where a draft really is, and the configuration that holds for it. A draft without a path is in the folder
    /// that we are in.
    fn chain_for(&self, path: Option<&Path>) -> Result<(PathBuf, Option<Arc<Chain>>), Unusable> {
        let folder = path.and_then(Path::parent).unwrap_or(Path::new(""));
        let (real, found) = self.chain_of_folder(folder);
        let name = path.and_then(Path::file_name).unwrap_or_default();
        Ok((real.join(name), found?))
    }

    fn real(&self, path: &Path) -> PathBuf {
        let folder = path.parent().unwrap_or(Path::new(""));
        match path.file_name() {
            Some(name) => self.chain_of_folder(folder).0.join(name),
            // `..` has no name, and is a folder.
            None => path.canonicalize().unwrap_or_else(|_| path.to_owned()),
        }
    }

    fn chain_of_folder(&self, folder: &Path) -> (PathBuf, Found) {
        let mut known = lock(&self.known);
        if let Some(known) = known.folders.get(folder) {
            return known.clone();
        }
        let real = self.resolved(folder);
        let found = match &self.given {
            _ if self.flags.packs.isolated => Ok(None),
            Some(given) => Ok(Some(Arc::clone(given))),
            None => match chain::find(&real, |_, _| {}) {
                None => Ok(None),
                Some(path) => {
                    let read = || {
                        let chain = Chain::read(&self.shown(&path), None, &self.asked);
                        chain.map(|chain| Some(Arc::new(chain))).map_err(|trouble| Unusable { trouble, is_flag: false })
                    };
                    known.chains.entry(path.clone()).or_insert_with(read).clone()
                }
            },
        };
        known.folders.insert(folder.to_owned(), (real.clone(), found.clone()));
        (real, found)
    }

    /// Where a folder really is; one that does not exist is where it would be.
    fn resolved(&self, folder: &Path) -> PathBuf {
        let whole = self.here.join(folder);
        let there = whole.ancestors().find_map(|ancestor| Some((ancestor, ancestor.canonicalize().ok()?)));
        let Some((ancestor, real)) = there else { return whole };
        whole
            .strip_prefix(ancestor)
            .map_or_else(|_| whole.clone(), |rest| if rest == Path::new("") { real.clone() } else { real.join(rest) })
    }

    /// A path as somebody in this folder would type it.
    fn shown(&self, path: &Path) -> PathBuf {
        let mut up = PathBuf::new();
        for ancestor in self.here.ancestors() {
            if let Ok(below) = path.strip_prefix(ancestor) {
                // What has nothing in common but the top is named from there.
                return if ancestor.parent().is_none() { path.to_owned() } else { up.join(below) };
            }
            up.push("..");
        }
        path.to_owned()
    }

    fn plan(&self, chain: Option<Arc<Chain>>, path: &Path) -> Result<Arc<Plan>, Unusable> {
        let overrides = self.overrides(chain.as_deref(), path);
        // Of two sources that name a file, the later one has the last word.
        let source = chain.iter().flat_map(|chain| chain.sources()).enumerate();
        let source = source.filter(|(_, source)| source.paths.hold(path)).map(|(at, _)| at).last();
        let file = chain.as_ref().and_then(|chain| chain.files.last()).map(|file| file.path.clone());
        let key = (file, overrides, source);
        let mut known = lock(&self.known);
        if let Some(plan) = known.plans.get(&key) {
            return plan.clone();
        }
        let rules = Rules::new(self.flags.packs, &self.asked, chain.as_deref(), &key.1);
        let linter = match known.linters.entry(rules.key()) {
            std::collections::hash_map::Entry::Occupied(known) => Ok(Arc::clone(known.get())),
            std::collections::hash_map::Entry::Vacant(vacant) => {
                rules.linter(self.today).map(|linter| Arc::clone(vacant.insert(Arc::new(linter))))
            }
        };
        let plan = linter.map(|linter| Arc::new(Plan::new(self.flags, linter, chain, source, self.today)));
        known.plans.insert(key, plan.clone());
        plan
    }

    /// Of each override of a configuration, whether it holds for a path.
    fn overrides(&self, chain: Option<&Chain>, path: &Path) -> Vec<bool> {
        let overrides = chain.iter().flat_map(|chain| &chain.files).flat_map(|file| &file.overrides);
        overrides.map(|one| one.paths.hold(path)).collect()
    }
}

/// Why a path is passed over.
const EXCLUDED: &str = "excluded";
const CONFIGURATION: &str = "configuration";
const PACK: &str = "a pack";

fn is_configuration(path: &Path) -> bool {
    path.file_name().is_some_and(|name| NAMES.iter().any(|known| name == *known))
}

fn excludes(chain: &Chain, real: &Path, is_folder: bool) -> bool {
    let said = chain.files.iter().filter_map(|file| file.exclude.as_ref());
    said.into_iter().any(|said| said.value.1.name(real, is_folder))
}

/// What a thread that panicked has left behind is still true.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
