//! From the tables of a pack to its rules, collecting every mistake on the way.

use std::collections::{BTreeMap, HashMap};

use toml::de::DeTable;

use super::{
    Pack, PhraseLists,
    learned::{FindWeights, Learned},
    required,
};
use crate::{
    error::Error,
    fields::{Fields, Source, Text, listed, nearest},
    phrase::{
        self, Automaton, CompileError, Compiler, ListError, Lists, Look, MAX_ENTRIES, MAX_STEPS, Node, PhraseError,
        WordSet,
    },
    rule::{CONTEXT_TESTS, Compiled, Example, Pattern, Phrases, Prose, ProseSource, Rule, Scope, Severity, Triggers},
};

/// Longest pack file, in bytes.
const MAX_BYTES: usize = 8 * 1024 * 1024;

const TOP_KEYS: &[&str] = &["pack", "words", "rule"];
const PACK_KEYS: &[&str] =
    &["name", "title", "description", "language", "severity", "beside", "weights", "warning", "info"];
const RULE_KEYS: &[&str] = &[
    "id",
    "severity",
    "message",
    "why",
    "phrases",
    "regex",
    "except",
    "quiet-when",
    "unless",
    "only-if",
    "scope",
    "max",
    "beside",
    "swap",
    "cut",
    "write",
    "note",
    "allows",
    "example",
];
const EXAMPLE_KEYS: &[&str] = &["bad", "good"];
const SEVERITIES: &[(&str, Severity)] =
    &[("info", Severity::Info), ("warning", Severity::Warning), ("error", Severity::Error)];
const SCOPES: &[(&str, Scope)] = &[("sentence", Scope::Sentence), ("reply", Scope::Reply)];

/// Reads a pack.
pub(super) fn pack(
    origin: &str,
    text: &str,
    shared: &str,
    find_weights: &mut FindWeights<'_>,
) -> Result<Pack, Vec<Error>> {
    let source = Source::new(origin, text);
    let pack = with_table(&source, text, |top| {
        top.refuse_unknown(TOP_KEYS);
        let head = Head::read(&source, top, find_weights)?;
        let mut reader = Reader { source: &source, lists: lists(&source, top, shared), compiler: Compiler::default() };
        reader.check_lists(top);
        let rules = reader.rules(top, &head);
        Some(Pack {
            name: head.name,
            title: head.title,
            description: head.description,
            language: head.language,
            rules,
            sets: reader.compiler.into_sets(),
            weights: head.learned.map(|learned| learned.weights),
        })
    });
    match pack {
        Some(pack) if source.is_fine() => Ok(pack),
        _ => Err(source.into_mistakes()),
    }
}

/// Reads a file of phrase lists.
pub(super) fn phrase_lists(origin: &str, text: &str, shared: &str) -> Result<PhraseLists, Vec<Error>> {
    let source = Source::new(origin, text);
    let compiled = with_table(&source, text, |top| {
        top.refuse_unknown(&["words"]);
        let lists = lists(&source, top, shared);
        let mut reader = Reader { source: &source, lists, compiler: Compiler::default() };
        let table = Fields::new(&source, top.get("words")?, "[words]".to_owned())?;
        let keys = top.get("words")?.get_ref().as_table()?.keys();
        let mut compiled = Vec::new();
        for key in keys {
            let name = key.get_ref().to_string();
            let texts = table.texts(&name);
            compiled.push((name.clone(), reader.automata(&texts, &format!("list \"{name}\""))));
        }
        Some(PhraseLists { lists: compiled, sets: reader.compiler.into_sets() })
    });
    match compiled {
        Some(compiled) if source.is_fine() => Ok(compiled),
        _ => Err(source.into_mistakes()),
    }
}

/// Compiles phrases that stand by themselves, outside of a pack.
pub(super) fn phrases(
    source: &Source<'_>,
    texts: &[Text],
    owner: &str,
    shared: &str,
) -> (Vec<Automaton>, Vec<WordSet>) {
    let mut reader = Reader { source, lists: shared_lists(shared), compiler: Compiler::default() };
    let automata = reader.automata(texts, owner);
    (automata, reader.compiler.into_sets())
}

fn with_table<'t, T>(
    source: &Source<'t>,
    text: &'t str,
    read: impl FnOnce(&Fields<'_, 't, '_>) -> Option<T>,
) -> Option<T> {
    if text.len() > MAX_BYTES {
        source.mistake(0..1, format!("the pack has {} bytes; {MAX_BYTES} are the bound", text.len()), None);
        return None;
    }
    source.read("the pack", read)
}

/// What `[pack]` says.
pub(super) struct Head {
    pub(super) name: String,
    title: String,
    description: String,
    language: String,
    severity: Severity,
    beside: bool,
    learned: Option<Learned>,
}

impl Head {
    fn read<'t>(source: &Source<'t>, top: &Fields<'_, 't, '_>, find_weights: &mut FindWeights<'_>) -> Option<Head> {
        let Some(value) = top.get("pack") else {
            let help = "begin with [pack] and name = \"…\"".to_owned();
            source.mistake(0..1, "the pack has no [pack] table", help);
            return None;
        };
        let fields = Fields::new(source, value, "[pack]".to_owned())?;
        fields.refuse_unknown(PACK_KEYS);
        let name = fields.required_text("name", "the first half of its rules' ids")?;
        check_id(source, &name, "pack name");
        let or = |key: &str, default: &str| fields.text(key).map_or_else(|| default.to_owned(), |text| text.value);
        Some(Head {
            title: or("title", &name.value),
            description: or("description", ""),
            language: or("language", "en"),
            severity: fields.choice("severity", SEVERITIES).unwrap_or(Severity::Warning),
            beside: fields.flag("beside"),
            learned: Learned::read(&fields, find_weights),
            name: name.value,
        })
    }
}

fn check_id(source: &Source<'_>, text: &Text, what: &str) {
    let id = &text.value;
    let fits = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
    if id.is_empty() || !id.chars().all(fits) || id.starts_with('-') || id.ends_with('-') {
        let help = "use small letters, digits and `-`, as in \"only-one\"".to_owned();
        source.mistake(text.at.clone(), format!("`{id}` is not a {what}"), help);
    }
}

/// The word lists of the pack and the shared ones.
fn lists<'t>(source: &Source<'t>, top: &Fields<'_, 't, '_>, shared: &str) -> Lists {
    let mut lists = shared_lists(shared);
    let Some(fields) = top.get("words").and_then(|value| Fields::new(source, value, "[words]".to_owned())) else {
        return lists;
    };
    let Some(table) = top.get("words").and_then(|value| value.get_ref().as_table()) else { return lists };
    for key in table.keys() {
        let name = Text { value: key.get_ref().to_string(), at: key.span() };
        check_id(source, &name, "list name");
        if Look::NAMES.iter().any(|(look, _)| *look == name.value) {
            let help = "give the list another name".to_owned();
            source.mistake(name.at.clone(), format!("`<{}>` is built in: words that look that way", name.value), help);
        }
        let texts = fields.texts(&name.value);
        let is_empty =
            fields.get(&name.value).and_then(|value| value.get_ref().as_array()).is_some_and(|list| list.is_empty());
        if is_empty {
            source.mistake(name.at.clone(), format!("list \"{}\" has no entries", name.value), None);
        }
        if texts.len() > MAX_ENTRIES {
            source.mistake(
                name.at.clone(),
                format!("list \"{}\" has {} entries; {MAX_ENTRIES} are the bound", name.value, texts.len()),
                None,
            );
        }
        let owner = format!("list \"{}\"", name.value);
        let entries = texts.iter().filter_map(|text| parsed(source, text, &owner)).collect();
        lists.insert(name.value, entries);
    }
    lists
}

fn shared_lists(shared: &str) -> Lists {
    let mut lists = Lists::default();
    let tables: BTreeMap<String, BTreeMap<String, Vec<String>>> = toml::from_str(shared).unwrap_or_default();
    tables.into_values().flatten().for_each(|(name, entries)| lists.share(name, entries));
    lists
}

fn parsed(source: &Source<'_>, text: &Text, owner: &str) -> Option<Node> {
    phrase::parse(&text.value).map_err(|error| source.phrase_mistake(text.at.clone(), &text.value, owner, error)).ok()
}

pub(super) struct Reader<'s, 't> {
    pub(super) source: &'s Source<'t>,
    lists: Lists,
    compiler: Compiler,
}

impl<'t> Reader<'_, 't> {
    /// Looks up what the pack's own lists use, whether or not a rule uses them.
    fn check_lists(&self, top: &Fields<'_, 't, '_>) {
        let words = top.get("words").filter(|value| value.get_ref().is_table());
        let Some(fields) = words.and_then(|value| Fields::new(self.source, value, "[words]".to_owned())) else {
            return;
        };
        for name in words.and_then(|value| value.get_ref().as_table()).into_iter().flat_map(DeTable::keys) {
            let entries = fields.get(name.get_ref()).and_then(|value| value.get_ref().as_array());
            for entry in entries.into_iter().flat_map(|entries| entries.iter()) {
                let Some(text) = entry.get_ref().as_str() else { continue };
                let Ok(node) = phrase::parse(text) else { continue };
                if let Err(error) = self.lists.resolve_in(name.get_ref(), &node) {
                    let owner = format!("list \"{}\"", name.get_ref());
                    self.source.phrase_mistake(entry.span(), text, &owner, self.list_error(text, error));
                }
            }
        }
    }

    fn rules(&mut self, top: &Fields<'_, 't, '_>, head: &Head) -> Vec<Rule> {
        let name = |number: usize, table: &DeTable<'_>| {
            let id = table.get("id").and_then(|id| id.get_ref().as_str());
            id.map_or_else(|| format!("rule {} of the pack", number + 1), |id| format!("rule \"{id}\""))
        };
        let tables = top.tables("rule", "rule", name);
        if tables.is_empty() && self.source.is_fine() {
            let help = "begin one with a line [[rule]]".to_owned();
            self.source.mistake(0..1, format!("pack \"{}\" has no rules", head.name), help);
        }
        let mut rules = Vec::new();
        let mut seen: HashMap<String, usize> = HashMap::new();
        for (number, fields) in tables.iter().enumerate() {
            let rule = match &head.learned {
                Some(learned) => self.learned_rule(fields, head, learned),
                None => self.rule(fields, head),
            };
            let Some(rule) = rule else { continue };
            if let Some(first) = seen.insert(rule.id.clone(), number) {
                let at = fields.text("id").map_or(fields.at.clone(), |text| text.at);
                let help = format!("rule {} has it already; ids are how a reply allows one rule", first + 1);
                self.source.mistake(at, format!("{} is there twice", fields.name), help);
            }
            rules.push(rule);
        }
        rules
    }

    fn rule(&mut self, fields: &Fields<'_, 't, '_>, head: &Head) -> Option<Rule> {
        fields.refuse_unknown(RULE_KEYS);
        let id = fields.required_text("id", "short, naming the harm, as in \"only-one\"");
        if let Some(id) = &id {
            check_id(self.source, id, "rule id");
        }
        let message = fields.required_text("message", "what the words do to the reader");
        let why = fields.required_text("why", "why that matters, for `tonelint explain`");
        let phrases = fields.texts("phrases");
        let regex = fields.texts("regex");
        if phrases.is_empty() && regex.is_empty() {
            let help = "add phrases = [\"…\"]".to_owned();
            fields.mistake(
                head_of(fields),
                format!("{} finds nothing: it has neither phrases nor regex", fields.name),
                help,
            );
        }
        self.refuse_repeats(fields, &phrases);
        let triggers = self.triggers(fields, &phrases, &regex);
        let quiet_when = self.quiet_when(fields);
        let swap = self.swaps(fields, &phrases, &regex);
        let write = values(fields.texts("write"));
        let note = fields.text("note").map(|text| text.value);
        let cut = fields.flag("cut");
        if swap.is_empty() && write.is_empty() && note.is_none() && !cut {
            let help =
                "add one of swap = […], cut = true, write = […], or note = \"…\" where no text should be offered"
                    .to_owned();
            fields.mistake(head_of(fields), format!("{} offers nothing instead", fields.name), help);
        }
        let examples = self.examples(fields);
        // Everything is looked at before a missing part ends it.
        let severity = fields.choice("severity", SEVERITIES).unwrap_or(head.severity);
        let scope = fields.choice("scope", SCOPES).unwrap_or_default();
        let max = fields.count("max");
        let beside = head.beside || fields.flag("beside");
        let allows = values(fields.texts("allows"));
        let prose = Prose {
            message: message?.value,
            why: why?.value,
            except: values(fields.texts("except")),
            unless: values(fields.texts("unless")),
            only_if: values(fields.texts("only-if")),
            swap,
            cut,
            write,
            note,
            allows,
            examples,
            phrases: values(phrases),
            regex: values(regex),
        };
        Some(Rule {
            id: format!("{}/{}", head.name, id?.value),
            severity,
            quiet_when,
            scope,
            max,
            beside,
            learned: None,
            graded: None,
            triggers,
            prose: ProseSource::Given(Box::new(prose)),
        })
    }

    fn refuse_repeats(&self, fields: &Fields<'_, 't, '_>, phrases: &[Text]) {
        for (number, text) in phrases.iter().enumerate() {
            if phrases[..number].iter().any(|other| other.value == text.value) {
                fields.mistake(
                    text.at.clone(),
                    format!("phrase `{}` of {} is there twice", text.value, fields.name),
                    None,
                );
            }
        }
    }

    fn triggers(&mut self, fields: &Fields<'_, 't, '_>, phrases: &[Text], regex: &[Text]) -> Triggers {
        let compiled = Phrases {
            phrases: self.automata(phrases, &fields.name),
            except: self.automata(&fields.texts("except"), &fields.name),
            unless: self.automata(&fields.texts("unless"), &fields.name),
            only_if: self.automata(&fields.texts("only-if"), &fields.name),
        };
        let patterns = regex.iter().filter_map(|text| self.pattern(fields, text)).collect();
        Triggers { phrases: Compiled::Given(Box::new(compiled)), patterns, allowed: Vec::new() }
    }

    fn automata(&mut self, texts: &[Text], owner: &str) -> Vec<Automaton> {
        texts.iter().filter_map(|text| self.automaton(text, owner)).collect()
    }

    fn automaton(&mut self, text: &Text, owner: &str) -> Option<Automaton> {
        let node = parsed(self.source, text, owner)?;
        let whole =
            |message: &str| PhraseError { at: 0, length: text.value.len(), message: message.to_owned(), help: None };
        let error = match self.lists.resolve(node) {
            Ok(node) => match self.compiler.compile(&node) {
                Ok(automaton) => return Some(automaton),
                Err(CompileError::TooLarge) => PhraseError {
                    help: Some("use fewer or shorter repetitions".to_owned()),
                    ..whole(&format!("written out it has more than {MAX_STEPS} steps"))
                },
                Err(CompileError::Empty) => PhraseError {
                    help: Some("every part of it may be missing; make one part certain".to_owned()),
                    ..whole("it would match nothing at all, everywhere")
                },
                Err(CompileError::Unseen) => PhraseError {
                    help: Some("`^` and `$` only say where the words stand; add a word".to_owned()),
                    ..whole("it could find the edge of a sentence and no words")
                },
                Err(CompileError::OpenStart) => PhraseError {
                    help: Some("begin with a word, a list, a mark or `^`".to_owned()),
                    ..whole("it begins with any word at all")
                },
            },
            Err(error) => self.list_error(&text.value, error),
        };
        self.source.phrase_mistake(text.at.clone(), &text.value, owner, error);
        None
    }

    fn list_error(&self, phrase: &str, error: ListError) -> PhraseError {
        let name = match &error {
            ListError::Unknown(name) | ListError::Circular(name) | ListError::TooLong(name) => name,
        };
        let typed = format!("<{name}>");
        let at = phrase.find(&typed);
        let (message, help) = match &error {
            ListError::Unknown(name) => {
                let names: Vec<&str> = self.lists.names().into_iter().collect();
                let near = nearest(name, &names).map(|near| format!("did you mean `<{near}>`? "));
                (
                    format!("there is no word list `<{name}>`"),
                    format!("{}the lists are {}", near.unwrap_or_default(), listed(&names)),
                )
            }
            ListError::Circular(name) => {
                (format!("the word list `<{name}>` uses itself"), "take it out of its own entries".to_owned())
            }
            ListError::TooLong(name) => (
                format!("the word list `<{name}>`, with the lists it uses, has more than {MAX_ENTRIES} entries"),
                "use a shorter list".to_owned(),
            ),
        };
        PhraseError { at: at.unwrap_or(0), length: at.map_or(phrase.len(), |_| typed.len()), message, help: Some(help) }
    }

    fn pattern(&self, fields: &Fields<'_, 't, '_>, text: &Text) -> Option<Pattern> {
        match required::words(&text.value) {
            Ok(words) if words.is_empty() => {
                let message =
                    format!("regex `{}` of {} has no rare word that every match contains", text.value, fields.name);
                let help =
                    "name at least one whole word that is not in every reply, so that the pattern need not be tried on all".to_owned();
                fields.mistake(text.at.clone(), message, help);
                None
            }
            Ok(words) => Some(Pattern { regex: text.value.clone(), words }),
            Err(error) => {
                let message = format!("regex `{}` of {} cannot be read: {error}", text.value, fields.name);
                fields.mistake(text.at.clone(), message, None);
                None
            }
        }
    }

    fn quiet_when(&self, fields: &Fields<'_, 't, '_>) -> Vec<String> {
        let texts = fields.texts("quiet-when");
        for text in texts.iter().filter(|text| !CONTEXT_TESTS.contains(&text.value.as_str())) {
            fields.unknown_name(text, &format!("context test in `quiet-when` of {}", fields.name), CONTEXT_TESTS);
        }
        values(texts)
    }

    /// Swaps, whose `{1}` must be a group that every phrase has.
    fn swaps(&self, fields: &Fields<'_, 't, '_>, phrases: &[Text], regex: &[Text]) -> Vec<String> {
        let swaps = fields.texts("swap");
        let groups = phrases.iter().map(|text| phrase::parse(&text.value).map_or(0, |node| groups(&node)));
        let captures = regex.iter().map(|text| required::groups(&text.value));
        let fewest = groups.chain(captures).min().unwrap_or(0);
        for swap in &swaps {
            for number in slots(&swap.value) {
                if number == 0 || number > fewest {
                    let has = match fewest {
                        0 => "no group".to_owned(),
                        1 => "one group".to_owned(),
                        _ => format!("{fewest} groups"),
                    };
                    let message = format!(
                        "swap `{}` of {} uses {{{number}}}, but a phrase of the rule has {has}",
                        swap.value, fields.name
                    );
                    let help = "{1} is the first (group) of the phrase, {2} the second".to_owned();
                    fields.mistake(swap.at.clone(), message, help);
                }
            }
        }
        values(swaps)
    }

    pub(super) fn examples(&self, fields: &Fields<'_, 't, '_>) -> Vec<Example> {
        let name = fields.name.clone();
        let tables = fields.tables("example", "rule.example", |number, _| format!("example {} of {name}", number + 1));
        if tables.is_empty() && fields.get("example").is_none() {
            let help = "add [[rule.example]] with bad = \"…\" and good = \"…\"".to_owned();
            fields.mistake(head_of(fields), format!("{} has no example", fields.name), help);
        }
        let mut examples = Vec::new();
        for example in tables {
            example.refuse_unknown(EXAMPLE_KEYS);
            let bad = example.required_text("bad", "a reply that the rule finds");
            let good = example.required_text("good", "the same thing said kindly");
            if let (Some(bad), Some(good)) = (bad, good) {
                examples.push(Example { bad: bad.value, good: good.value });
            }
        }
        examples
    }
}

pub(super) fn head_of(fields: &Fields<'_, '_, '_>) -> std::ops::Range<usize> {
    fields.text("id").map_or(fields.at.start..fields.at.start + 1, |id| id.at)
}

pub(super) fn values(texts: Vec<Text>) -> Vec<String> {
    texts.into_iter().map(|text| text.value).collect()
}

/// How many brackets a phrase has.
fn groups(node: &Node) -> usize {
    match node {
        Node::Group(_, inner) => 1 + groups(inner),
        Node::Repeat(inner, _, _) => groups(inner),
        Node::Sequence(items) | Node::Choice(items) => items.iter().map(groups).sum(),
        _ => 0,
    }
}

/// The numbers in `{1}`, `{2}` of a swap.
pub(super) fn slots(swap: &str) -> Vec<usize> {
    let inner = swap.split('{').skip(1).filter_map(|rest| rest.split_once('}'));
    inner.filter_map(|(number, _)| number.parse().ok()).collect()
}
