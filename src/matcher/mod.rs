//! Runs every rule over a document and reports where it matched.

mod cache;
mod context;
mod extent;
mod overlap;
mod pattern;
mod surroundings;

use std::{
    collections::{HashMap, hash_map::Entry},
    ops::Range,
    sync::Arc,
};

use crate::{
    document::{Passage, Quoted},
    learned::{self, Feature, Judge, Pad, Reading},
    machine::{Machine, MachineBuilder, NONE, Root, Vocabulary},
    mapped::HOLE,
    pack::Pack,
    rule::{Allowance, Rule, Scope, Severity},
    token::{Symbol, Token, set_aside_quotes, tokenize},
};
use cache::Cache;
use context::{Context, ContextLists, Tester};
use extent::{bytes, trimmed, underlined};
use pattern::Patterns;
use surroundings::Surroundings;

pub(crate) use overlap::settle;

/// Passages are judged in stretches of about this many bytes, cut at a blank line.
const STRETCH: usize = 64 * 1024;

/// Every rule, ready to run.
#[derive(Debug)]
pub(crate) struct Matcher {
    machine: Machine,
    vocabulary: Vocabulary,
    lists: ContextLists,
    /// Which rule in force each rule of the machine is; [`NONE`] for the others.
    rules: Vec<u32>,
    guards: Vec<Guards>,
    patterns: Patterns,
    judges: Vec<Judge>,
}

/// What silences one rule, ready to be searched for.
#[derive(Debug)]
struct Guards {
    /// The rule's number in the machine.
    joined: u32,
    contexts: Vec<Context>,
    scope: Scope,
    max: Option<u32>,
    severity: Severity,
    beside: bool,
    /// Phrases that a configuration allows.
    allowed: Vec<Root>,
}

/// What a search needs to write on; kept between drafts.
#[derive(Debug)]
pub(crate) struct Scratch {
    cache: Cache,
    tokens: Vec<Token>,
    pad: Pad,
}

/// Bytes of the passage's text, from and to.
pub(crate) type Place = (usize, usize);

/// One rule at one place of a passage, in bytes of the passage's text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Match {
    /// Index of the rule, in pack order.
    pub(crate) rule: u32,
    pub(crate) severity: Severity,
    /// Whether it may stand beside another on the same words.
    pub(crate) beside: bool,
    pub(crate) start: usize,
    pub(crate) end: usize,
    /// Its sentence, and whether the match stands at its start.
    pub(crate) sentence: (usize, usize),
    pub(crate) opens_sentence: bool,
    /// The words of each group of the phrase.
    pub(crate) captures: Vec<Option<(usize, usize)>>,
    /// How sure a learned rule is, and the words that weighed most.
    pub(crate) weighed: Option<(u8, Vec<Place>)>,
}

/// A match before the guards: tokens, and the phrase or the pattern's groups.
struct Candidate {
    rule: u32,
    tokens: Range<usize>,
    origin: Origin,
}

enum Origin {
    Phrase(u32),
    Pattern { number: usize, start: usize, end: usize, captures: Vec<Option<(usize, usize)>> },
}

impl Matcher {
    /// Joins what is given to what the builder holds already; `lists` are its context lists.
    pub(crate) fn new(packs: &[Pack], mut builder: MachineBuilder, lists: &[(String, Root)]) -> Matcher {
        let mut guards = Vec::new();
        let mut patterns = Patterns::default();
        let mut numbers = Vec::new();
        let mut judges = Vec::new();
        let allowed = join_allowances(packs, &mut builder);
        for pack in packs {
            judges.extend(judge(pack, guards.len() as u32));
            builder.begin_pack(&pack.sets);
            for rule in &pack.rules {
                let number = guards.len() as u32;
                let joined = builder.join_rule(pack, rule);
                numbers.push((joined, number));
                patterns.add(number, &rule.triggers.patterns, &mut builder.vocabulary);
                guards.push(Guards::new(rule, joined, &allowed));
            }
        }
        let (machine, vocabulary) = builder.finish();
        let mut rules = vec![NONE; machine.rule_count()];
        numbers.into_iter().for_each(|(joined, number)| rules[joined as usize] = number);
        Matcher { machine, vocabulary, lists: ContextLists::new(lists), rules, guards, patterns, judges }
    }

    pub(crate) fn scratch(&self) -> Scratch {
        Scratch { cache: Cache::new(&self.machine), tokens: Vec::new(), pad: Pad::default() }
    }

    /// Everything that the rules find in one passage, in text order, before
    /// overlaps are settled.
    pub(crate) fn matches(&self, passage: &Passage<'_>, quoted: Quoted, scratch: &mut Scratch) -> Vec<Match> {
        let text = passage.text.as_str();
        let mut counts =
            vec![0; if self.guards.iter().any(|guard| guard.max.is_some()) { self.guards.len() } else { 0 }];
        let mut matches = Vec::new();
        let mut judged = Vec::new();
        self.stretches(text, quoted, scratch, |tokens, scratch| {
            scratch.cache.trim(&self.machine);
            for candidate in self.candidates(text, tokens, scratch) {
                if self.speaks(text, tokens, &candidate, scratch) {
                    matches.push(self.located(text, tokens, candidate));
                }
            }
            if !self.judges.is_empty() {
                let sentences = learned::sentences(tokens);
                judged.extend(sentences.filter_map(|sentence| self.judged(text, tokens, sentence, scratch)));
            }
        });
        matches.sort_by_key(|found: &Match| (found.start, found.rule));
        matches.retain(|found| match self.guards[found.rule as usize].max {
            Some(max) => {
                counts[found.rule as usize] += 1;
                counts[found.rule as usize] > max
            }
            None => true,
        });
        // Where a written rule speaks, a learned one has nothing to add.
        judged.retain(|found: &Match| !matches.iter().any(|other| overlap(found.sentence, other.sentence)));
        matches.extend(judged);
        matches
    }

    /// Calls `see` with the tokens of one stretch of the text after the other.
    fn stretches(
        &self,
        text: &str,
        quoted: Quoted,
        scratch: &mut Scratch,
        mut see: impl FnMut(&[Token], &mut Scratch),
    ) {
        let mut from = 0;
        while from < text.len() {
            let mut tokens = std::mem::take(&mut scratch.tokens);
            from = tokenize(text, from, from + STRETCH, &self.vocabulary, &mut tokens);
            if quoted == Quoted::Skip {
                set_aside_quotes(text, &mut tokens);
            }
            see(&tokens, scratch);
            scratch.tokens = tokens;
        }
    }

    /// What learned rules make of one sentence: the surest of them, if it is sure enough.
    fn judged(&self, text: &str, tokens: &[Token], sentence: Range<usize>, scratch: &mut Scratch) -> Option<Match> {
        let pad = &mut scratch.pad;
        let read = |judge: &Judge| {
            let reading = judge.read(text, tokens, sentence.clone(), &self.vocabulary, &mut *pad)?;
            let (rule, thresholds) = judge.rule(reading.category)?;
            let severity = if thresholds.warning <= reading.confidence {
                Severity::Warning
            } else if thresholds.info.is_some_and(|info| info <= reading.confidence) {
                Severity::Info
            } else {
                return None;
            };
            Some((reading, rule, severity))
        };
        let (reading, rule, severity) = self
            .judges
            .iter()
            .filter_map(read)
            .reduce(|one, two| if one.0.confidence < two.0.confidence { two } else { one })?;
        if self.is_excused(text, tokens, &reading, scratch) {
            return None;
        }
        let weighs = |words: Range<usize>| reading.heaviest.iter().any(|at| words.contains(at));
        if self.is_allowed(rule, tokens, sentence.clone(), weighs, scratch) {
            return None;
        }
        let tokens_of = |range: Range<usize>| bytes(trimmed(&tokens[range]));
        let (start, end) = tokens_of(reading.tokens.clone());
        let words = reading.heaviest.iter().map(|at| bytes(&tokens[*at..at + 1])).collect();
        Some(Match {
            rule,
            severity,
            beside: false,
            start,
            end,
            opens_sentence: !tokens[sentence.start..reading.tokens.start].iter().any(|token| token.symbol.is_word()),
            sentence: tokens_of(sentence),
            captures: Vec::new(),
            weighed: Some((reading.confidence, words)),
        })
    }

    /// Whether the words that weigh most are what somebody else said: `you wrote that …`.
    fn is_excused(&self, text: &str, tokens: &[Token], reading: &Reading, scratch: &mut Scratch) -> bool {
        let heaviest = || reading.heaviest.iter().copied();
        let Some((first, last)) = heaviest().min().zip(heaviest().max()) else { return false };
        let around = Surroundings::new(text, tokens, first..last + 1);
        let mut tester = Tester { machine: &self.machine, lists: &self.lists, scratch };
        // The other context tests take away as many bad sentences as good ones: the weights know their words already.
        tester.reported(&around)
    }

    /// The sentences of a passage with their features, in bytes of the passage's text.
    pub(crate) fn sentences(
        &self,
        passage: &Passage<'_>,
        quoted: Quoted,
        scratch: &mut Scratch,
    ) -> Vec<(Place, Vec<(Feature, Place)>)> {
        let text = passage.text.as_str();
        let mut read = Vec::new();
        self.stretches(text, quoted, scratch, |tokens, _| {
            for sentence in learned::sentences(tokens) {
                let features = learned::features_of(text, tokens, sentence.clone(), &self.vocabulary);
                let placed = |(feature, run): (Feature, Range<usize>)| (feature, bytes(&tokens[run]));
                read.push((bytes(trimmed(&tokens[sentence])), features.into_iter().map(placed).collect()));
            }
        });
        read
    }

    /// Which phrases of rule `number`, counted from 0, and after them which
    /// patterns, stand in a passage, whatever silences the rule.
    pub(crate) fn exercised(&self, passage: &Passage<'_>, number: u32, scratch: &mut Scratch) -> Vec<usize> {
        let text = passage.text.as_str();
        let joined = self.guards[number as usize].joined;
        let phrases = self.machine.phrases_of(joined);
        let mut exercised = Vec::new();
        let mut tokens = Vec::new();
        tokenize(text, 0, text.len(), &self.vocabulary, &mut tokens);
        set_aside_quotes(text, &mut tokens);
        for at in 0..tokens.len() {
            scratch.cache.matches_at(&self.machine, &tokens, at, |phrase, _| {
                if phrases.contains(&phrase) {
                    exercised.push((phrase - phrases.start) as usize);
                }
            });
        }
        let mut found = Vec::new();
        self.patterns.find(text, &tokens, &mut found);
        let patterns = found.into_iter().filter(|candidate| candidate.rule == number);
        exercised.extend(patterns.filter_map(|candidate| match candidate.origin {
            Origin::Pattern { number, .. } => Some(phrases.len() + number),
            Origin::Phrase(_) => None,
        }));
        exercised
    }

    /// All rules at all positions: per rule the longest match from a start, non-overlapping.
    fn candidates(&self, text: &str, tokens: &[Token], scratch: &mut Scratch) -> Vec<Candidate> {
        let mut candidates: Vec<Candidate> = Vec::new();
        let mut free_from: Vec<(u32, usize)> = Vec::new();
        let mut here: Vec<(u32, u32, usize)> = Vec::new();
        for at in 0..tokens.len() {
            here.clear();
            scratch.cache.matches_at(&self.machine, tokens, at, |phrase, end| {
                let rule = self.rules[self.machine.owner(phrase) as usize];
                if rule == NONE {
                    return;
                }
                match here.iter_mut().find(|(known, _, _)| *known == rule) {
                    // Ends come shorter first; of two equally long phrases the first counts.
                    Some(found) if found.2 < end => *found = (rule, phrase, end),
                    Some(_) => {}
                    None => here.push((rule, phrase, end)),
                }
            });
            for &(rule, phrase, end) in &here {
                free_from.retain(|(_, free)| *free > at);
                if !free_from.iter().any(|(taken, _)| *taken == rule) {
                    free_from.push((rule, end));
                    candidates.push(Candidate { rule, tokens: at..end, origin: Origin::Phrase(phrase) });
                }
            }
        }
        self.patterns.find(text, tokens, &mut candidates);
        candidates
    }

    /// Whether nothing silences a candidate.
    fn speaks(&self, text: &str, tokens: &[Token], candidate: &Candidate, scratch: &mut Scratch) -> bool {
        let guards = &self.guards[candidate.rule as usize];
        let around = Surroundings::new(text, tokens, candidate.tokens.clone());
        let reach = match guards.scope {
            Scope::Sentence => around.sentence(),
            Scope::Reply => 0..tokens.len(),
        };
        let [except, unless, only_if] = self.machine.guards(guards.joined);
        let mut has = |root: Option<Root>, range: Range<usize>| {
            root.map(|root| scratch.cache.search(&self.machine, root, &tokens[range]))
        };
        if has(unless, reach.clone()).is_some_and(|found| !found.is_empty())
            || has(only_if, reach).is_some_and(|found| found.is_empty())
        {
            return false;
        }
        let sentence = around.sentence();
        let touches = |(start, end): &(usize, usize)| {
            sentence.start + start <= candidate.tokens.end && candidate.tokens.start <= sentence.start + end
        };
        if has(except, sentence.clone()).is_some_and(|found| found.iter().any(touches)) {
            return false;
        }
        let found = candidate.tokens.clone();
        if self.is_allowed(
            candidate.rule,
            tokens,
            sentence,
            |words| words.start < found.end && found.start < words.end,
            scratch,
        ) {
            return false;
        }
        let mut tester = Tester { machine: &self.machine, lists: &self.lists, scratch };
        !tester.reported(&around) && !guards.contexts.iter().any(|context| tester.holds(*context, &around))
    }

    /// Whether a phrase that is allowed for the rule stands in the sentence and touches what was found.
    fn is_allowed(
        &self,
        rule: u32,
        tokens: &[Token],
        sentence: Range<usize>,
        touches: impl Fn(Range<usize>) -> bool,
        scratch: &mut Scratch,
    ) -> bool {
        self.guards[rule as usize].allowed.iter().any(|root| {
            let found = scratch.cache.search(&self.machine, *root, &tokens[sentence.clone()]);
            found.into_iter().any(|(start, end)| touches(sentence.start + start..sentence.start + end))
        })
    }

    /// The match without the sentence start or end, and what is passed over on the way there.
    fn seen(&self, phrase: u32, tokens: &[Token], range: Range<usize>) -> Range<usize> {
        let is_seen = |at: &usize| tokens[*at].start < tokens[*at].end;
        if is_seen(&range.start) && is_seen(&(range.end - 1)) {
            return range;
        }
        let taken = cache::taken(&self.machine, phrase, &tokens[range.clone()]);
        let seen: Vec<usize> = taken.into_iter().map(|at| range.start + at).filter(is_seen).collect();
        seen.first().zip(seen.last()).map_or(range, |(first, last)| *first..last + 1)
    }

    fn located(&self, text: &str, tokens: &[Token], candidate: Candidate) -> Match {
        let sentence = surroundings::sentence_around(tokens, &candidate.tokens);
        let taken = |range: Range<usize>| bytes(&tokens[underlined(text, tokens, range)]);
        let found = &tokens[candidate.tokens.clone()];
        let (start, end, captures) = match candidate.origin {
            Origin::Phrase(phrase) => {
                let (start, end) = taken(self.seen(phrase, tokens, candidate.tokens.clone()));
                let captures = cache::captures(&self.machine, phrase, found);
                let place =
                    |(from, to): (usize, usize)| taken(candidate.tokens.start + from..candidate.tokens.start + to);
                (start, end, captures.into_iter().map(|group| group.map(place)).collect())
            }
            Origin::Pattern { start, end, captures, .. } => (start, end, captures),
        };
        let whole = bytes(trimmed(&tokens[sentence.clone()]));
        // A phrase that asks for the start of a sentence begins with it.
        let begins_with_start = usize::from(found.first().is_some_and(|token| token.symbol == Symbol::START));
        let before = &tokens[sentence.start..candidate.tokens.start + begins_with_start];
        let opens_sentence =
            !before.iter().rev().take_while(|token| token.symbol != Symbol::START).any(|token| token.symbol.is_word())
                && !text[whole.0.min(start)..start].contains(HOLE);
        Match {
            rule: candidate.rule,
            severity: self.guards[candidate.rule as usize].severity,
            beside: self.guards[candidate.rule as usize].beside,
            start,
            end,
            sentence: whole,
            opens_sentence,
            captures,
            weighed: None,
        }
    }
}

/// The judge of a learned pack, whose rules are numbered from `first`.
fn judge(pack: &Pack, first: u32) -> Option<Judge> {
    let weights = pack.weights()?.into_owned();
    let rule = |category: &str| {
        let at = pack.rules.iter().position(|rule| rule.category() == category)?;
        Some((first + at as u32, pack.rules[at].learned?))
    };
    let rules = weights.categories().iter().map(|category| rule(&category.name)).collect();
    Some(Judge::new(weights, rules))
}

/// Adds what is allowed, each once: most rules share it.
fn join_allowances(packs: &[Pack], builder: &mut MachineBuilder) -> HashMap<*const Allowance, Root> {
    let mut roots = HashMap::new();
    let rules = packs.iter().flat_map(|pack| &pack.rules);
    for allowance in rules.flat_map(|rule| &rule.triggers.allowed) {
        if let Entry::Vacant(vacant) = roots.entry(Arc::as_ptr(allowance)) {
            vacant.insert(builder.join_allowance(allowance));
        }
    }
    roots.into_iter().filter_map(|(allowance, root)| Some((allowance, root?))).collect()
}

fn overlap(one: Place, other: Place) -> bool {
    one.0 < other.1 && other.0 < one.1
}

impl Guards {
    fn new(rule: &Rule, joined: u32, allowed: &HashMap<*const Allowance, Root>) -> Guards {
        let root = |allowance: &Arc<Allowance>| allowed.get(&Arc::as_ptr(allowance)).copied();
        Guards {
            joined,
            allowed: rule.triggers.allowed.iter().filter_map(root).collect(),
            contexts: rule.quiet_when.iter().filter_map(|name| Context::named(name)).collect(),
            scope: rule.scope,
            max: rule.max,
            severity: rule.severity,
            beside: rule.beside,
        }
    }
}
