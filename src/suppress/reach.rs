//! Which comment allows a finding: every finding asks a few tables, however many comments there are.

use std::collections::{HashMap, HashSet};

use super::directive::{Directive, Place};
use crate::{document::Document, finding::Finding, span::Span};

/// The name that stands for every rule.
pub(super) const EVERY: &str = "";

/// A comment that is understood and in force.
#[derive(Debug)]
pub(super) struct Placed {
    pub(super) directive: Directive,
    pub(super) span: Span,
    /// The value that it is part of; it reaches no further.
    pub(super) value: Option<usize>,
    /// Its day is over, so it only marks where something was allowed.
    pub(super) is_over: bool,
}

/// Where in a draft a name is allowed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
enum Spot {
    Line(usize),
    /// Every value that begins on the line.
    ValuesFrom(usize),
    File,
}

/// A name at a spot, inside of one value or anywhere.
type Key<'d> = (Option<usize>, Spot, &'d str);

/// A name in a region, from one byte on.
struct Region {
    start: usize,
    end: usize,
    comment: usize,
}

/// What the comments of a draft allow.
pub(super) struct Reach<'d, 't> {
    document: &'d Document<'t>,
    comments: &'d [Placed],
    spots: HashMap<Key<'d>, usize>,
    /// In order of their starts.
    regions: Vec<Region>,
    /// On which line the words of each passage begin, if any comment asks.
    values_from: Vec<Option<usize>>,
    /// Comments whose other half is missing.
    pub(super) unpaired: HashSet<usize>,
}

impl<'d, 't> Reach<'d, 't> {
    /// `comments` are in source order.
    pub(super) fn new(document: &'d Document<'t>, comments: &'d [Placed]) -> Reach<'d, 't> {
        let mut reach = Reach {
            document,
            comments,
            spots: HashMap::new(),
            regions: Vec::new(),
            values_from: Vec::new(),
            unpaired: HashSet::new(),
        };
        let has_values = document.passages().iter().any(|passage| passage.locator.is_some());
        let mut words = Words::default();
        for (number, comment) in comments.iter().enumerate() {
            // Beside values, a comment is also about all of those that begin on a line and go on below it.
            let on =
                |line| [Some(Spot::Line(line)), has_values.then_some(Spot::ValuesFrom(line))].into_iter().flatten();
            let last = reach.line(comment.span.end.saturating_sub(1));
            match comment.directive.place {
                Place::Start | Place::End => {}
                _ if comment.is_over => {}
                // An export may be one long line, so lines say nothing inside of a value.
                Place::Line | Place::NextLine if comment.value.is_some() => reach.allow(number, Spot::File),
                Place::File => reach.allow(number, Spot::File),
                Place::Line => {
                    let lines = [reach.line(comment.span.start), last];
                    lines.into_iter().flat_map(on).for_each(|spot| reach.allow(number, spot));
                }
                Place::NextLine => {
                    if let Some(line) = words.line_after(document, last) {
                        on(line).for_each(|spot| reach.allow(number, spot));
                    }
                }
            }
        }
        if has_values && reach.spots.keys().any(|(_, spot, _)| matches!(spot, Spot::ValuesFrom(_))) {
            let begins = document.passages().iter().map(|passage| passage.text.word_places().next());
            reach.values_from = begins.map(|begin| begin.map(|at| document.position(at).line)).collect();
        }
        reach.pair();
        reach
    }

    fn line(&self, offset: usize) -> usize {
        self.document.position(offset).line
    }

    fn allow(&mut self, number: usize, spot: Spot) {
        let Placed { directive, value, .. } = &self.comments[number];
        for name in names(directive) {
            // Of two that say the same, the first is the one that is needed.
            self.spots.entry((*value, spot, name)).or_insert(number);
        }
    }

    /// Finds the start for every end: the nearest one before it with the same names, or the nearest at all for
    /// an end without names.
    fn pair(&mut self) {
        let mut open: HashMap<(Option<usize>, Option<String>), Vec<usize>> = HashMap::new();
        let mut is_closed = vec![false; self.comments.len()];
        for (number, comment) in self.comments.iter().enumerate() {
            let mut named: Vec<&str> = names(&comment.directive).collect();
            named.sort_unstable();
            let named = named.join(",");
            match comment.directive.place {
                Place::Start => {
                    for key in [None, Some(named)] {
                        open.entry((comment.value, key)).or_default().push(number);
                    }
                }
                Place::End => {
                    let key = if comment.directive.names.is_empty() { None } else { Some(named) };
                    let starts = open.entry((comment.value, key)).or_default();
                    while starts.pop_if(|start| is_closed[*start]).is_some() {}
                    match starts.pop() {
                        Some(start) => {
                            is_closed[start] = true;
                            let (start_at, end) = (self.comments[start].span.start, comment.span.end);
                            if !self.comments[start].is_over {
                                self.regions.push(Region { start: start_at, end, comment: start });
                            }
                        }
                        None => {
                            self.unpaired.insert(number);
                        }
                    }
                }
                Place::Line | Place::NextLine | Place::File => {}
            }
        }
        let is_open = |number: &usize| self.comments[*number].directive.place == Place::Start && !is_closed[*number];
        self.unpaired.extend((0..self.comments.len()).filter(is_open));
        self.regions.sort_by_key(|region| region.start);
    }

    /// For each finding, which are in text order, the comment that allows it, and by which of its names: the
    /// nearest comment, and in it the most exact name.
    pub(super) fn allowing(&self, findings: &[Finding]) -> Vec<Option<(usize, String)>> {
        let mut regions = self.regions.iter().peekable();
        let mut open: Open<'_> = HashMap::new();
        let mut allowing = Vec::with_capacity(findings.len());
        for finding in findings {
            let at = finding.span.start;
            while let Some(region) = regions.next_if(|region| region.start <= at) {
                let comment = &self.comments[region.comment];
                for name in names(&comment.directive) {
                    open.entry(name).or_default().entry(comment.value).or_default().push(region);
                }
            }
            let names = names_of(finding);
            let begins = self.values_from.get(finding.passage).copied().flatten();
            let by_line = self.look_up(finding, &names, Spot::Line(self.line(at)));
            let by_value = || self.look_up(finding, &names, Spot::ValuesFrom(begins?));
            let by_file = || self.look_up(finding, &names, Spot::File);
            allowing.push(by_line.or_else(by_value).or_else(|| inside(&mut open, finding, &names)).or_else(by_file));
        }
        allowing
    }

    fn look_up(&self, finding: &Finding, names: &[String], spot: Spot) -> Option<(usize, String)> {
        let scopes = [Some(finding.passage), None];
        let mut keys = names.iter().flat_map(|name| scopes.map(|scope| (scope, spot, name.as_str())));
        keys.find_map(|key| Some((self.spots.get(&key).copied()?, key.2.to_owned())))
    }
}

/// Regions that are not over, by name and by the value that they are in.
type Open<'r> = HashMap<&'r str, HashMap<Option<usize>, Vec<&'r Region>>>;

/// The innermost region around a finding.
fn inside(open: &mut Open<'_>, finding: &Finding, names: &[String]) -> Option<(usize, String)> {
    let at = finding.span.start;
    let mut innermost: Option<(&Region, &String)> = None;
    for name in names {
        let Some(values) = open.get_mut(name.as_str()) else { continue };
        for scope in [Some(finding.passage), None] {
            let Some(regions) = values.get_mut(&scope) else { continue };
            // Findings are in text order, so what is over stays over.
            while regions.pop_if(|region| region.end <= at).is_some() {}
            let is_nearer = |last: &&Region| innermost.is_none_or(|(most, _)| most.start < last.start);
            innermost = regions.last().copied().filter(is_nearer).map(|region| (region, name)).or(innermost);
        }
    }
    innermost.map(|(region, name)| (region.comment, name.clone()))
}

/// What a comment allows by name.
pub(super) fn names(directive: &Directive) -> impl Iterator<Item = &str> {
    let every = directive.names.is_empty().then_some(EVERY);
    directive.names.iter().map(String::as_str).chain(every)
}

/// Every name that allows a finding, the most exact first.
fn names_of(finding: &Finding) -> Vec<String> {
    let pack = finding.rule.split('/').next().unwrap_or_default();
    let (as_pack, category) = (format!("@{pack}"), format!("@{}", finding.category));
    vec![finding.rule.clone(), pack.to_owned(), as_pack, category, EVERY.to_owned()]
}

/// Where words stand in a draft; looked up when the first comment asks.
#[derive(Default)]
struct Words {
    places: Option<Vec<usize>>,
}

impl Words {
    /// The first line below `line` that has words.
    fn line_after(&mut self, document: &Document<'_>, line: usize) -> Option<usize> {
        let places = self.places.get_or_insert_with(|| {
            let places = document.passages().iter().flat_map(|passage| passage.text.word_places());
            let mut lines: Vec<usize> = places.map(|at| document.position(at).line).collect();
            lines.sort_unstable();
            lines.dedup();
            lines
        });
        places.get(places.partition_point(|known| *known <= line)).copied()
    }
}
