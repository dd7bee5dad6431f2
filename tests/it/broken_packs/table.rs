//! Mistakes as typed, and what is said about the first of them.

/// Lines of a rule that is fine otherwise.
#[rustfmt::skip]
pub(super) const RULES: &[(&str, &str)] = &[
    // An unknown key.
    ("phrase = ['a']", r#"p.toml:4:1: unknown key "phrase" in rule "r"
| «phrase» = ['a']
= did you mean `phrases`?"#),
    // A key of another tool.
    ("zebra = true", r#"p.toml:4:1: unknown key "zebra" in rule "r"
| «zebra» = true
= the keys here are `id`, `severity`, `message`, `why`, `phrases`, `regex`, `except`, `quiet-when`, `unless`, `only-if`, `scope`, `max`, `beside`, `swap`, `cut`, `write`, `note`, `allows`, `example`"#),
    // An unknown severity.
    ("severity = 'fatal'", r#"p.toml:4:12: unknown severity of rule "r": `fatal`
| severity = «'fatal'»
= there are `info`, `warning`, `error`"#),
    // An unknown scope.
    ("scope = 'paragraph'", r#"p.toml:4:9: unknown scope of rule "r": `paragraph`
| scope = «'paragraph'»
= there are `sentence`, `reply`"#),
    // An unknown context test.
    ("quiet-when = ['negg']", r#"p.toml:4:15: unknown context test in `quiet-when` of rule "r": `negg`
| quiet-when = [«'negg'»]
= did you mean `neg`? there are `self`, `third`, `neg`, `cond`, `ask`, `offer`, `benefit`, `regret`, `sincere`, `safety`, `legal`, `request`, `fact`, `epistemic`, `name`, `literal`, `tech`, `quote`, `code`, `ui`"#),
    // A phrase that is no list.
    ("phrases = 'x'", r#"p.toml:4:11: `phrases` in rule "r" is a string, not a list of strings
| phrases = «'x'»
= write phrases = ["…"]"#),
    // A phrase that is no string.
    ("phrases = ['x', 5]", r#"p.toml:4:17: `phrases` in rule "r" is a number, not a string
| phrases = ['x', «5»]
= write phrases = ["…"]"#),
    // An empty phrase.
    ("phrases = ['x', ' ']", r#"p.toml:4:17: an entry of `phrases` in rule "r" is empty
| phrases = ['x', «' '»]"#),
    // A bad id.
    ("id = 'Only One'", r#"p.toml:4:6: `Only One` is not a rule id
| id = «'Only One'»
= use small letters, digits and `-`, as in "only-one""#),
    // No id.
    ("id = ", r#"p.toml:3:1: rule 1 of the pack has no `id`
| «[»[rule]]
= add id = "…": short, naming the harm, as in "only-one""#),
    // No message.
    ("message = ", r#"p.toml:3:1: rule "r" has no `message`
| «[»[rule]]
= add message = "…": what the words do to the reader"#),
    // No why.
    ("why = ", r#"p.toml:3:1: rule "r" has no `why`
| «[»[rule]]
= add why = "…": why that matters, for `tonelint explain`"#),
    // No phrases.
    ("phrases = ", r#"p.toml:4:6: rule "r" finds nothing: it has neither phrases nor regex
| id = «'r'»
= add phrases = ["…"]"#),
    // Nothing offered.
    ("note = ", r#"p.toml:4:6: rule "r" offers nothing instead
| id = «'r'»
= add one of swap = […], cut = true, write = […], or note = "…" where no text should be offered"#),
    // No example.
    ("example = ", r#"p.toml:4:6: rule "r" has no example
| id = «'r'»
= add [[rule.example]] with bad = "…" and good = "…""#),
    // An example without good.
    ("good = ", r#"p.toml:9:1: example 1 of rule "r" has no `good`
| «[»[rule.example]]
= add good = "…": the same thing said kindly"#),
    // An example with another key.
    ("goood = 'y'", r#"p.toml:12:1: unknown key "goood" in example 1 of rule "r"
| «goood» = 'y'
= did you mean `good`?"#),
    // The same phrase twice.
    ("phrases = ['x', 'x']", r#"p.toml:4:17: phrase `x` of rule "r" is there twice
| phrases = ['x', «'x'»]"#),
    // An unclosed group.
    ("phrases = ['you (should have']", r#"p.toml:4:17: phrase `you (should have` of rule "r" cannot be read: this group is never closed
| phrases = ['you «(»should have']
= close it with `)`"#),
    // An unclosed group behind an escape.
    (r#"phrases = ["caf\u00e9 \t é (should"]"#, r#"p.toml:4:28: phrase `café 	 é (should` of rule "r" cannot be read: this group is never closed
| phrases = ["caf\u00e9 \t é «(»should"]
= close it with `)`"#),
    // An unclosed group in a long string.
    (r#"phrases = ["""x (should"""]"#, r#"p.toml:4:17: phrase `x (should` of rule "r" cannot be read: this group is never closed
| phrases = ["""x «(»should"""]
= close it with `)`"#),
    // A group closed twice.
    ("phrases = ['you should) have']", r#"p.toml:4:23: phrase `you should) have` of rule "r" cannot be read: this `)` closes no group
| phrases = ['you should«)» have']
= open it with `(`; brackets cannot be asked for"#),
    // An empty choice.
    ("phrases = ['you (should|)']", r#"p.toml:4:25: phrase `you (should|)` of rule "r" cannot be read: there is nothing here to find
| phrases = ['you (should|«)»']
= every choice of a group needs a word; `(a|b)?` is a group that may be missing"#),
    // An empty group.
    ("phrases = ['you ()']", r#"p.toml:4:18: phrase `you ()` of rule "r" cannot be read: there is nothing here to find
| phrases = ['you («)»']
= every choice of a group needs a word; `(a|b)?` is a group that may be missing"#),
    // A list that is near one.
    ("phrases = ['<custommer> x']", r#"p.toml:4:13: phrase `<custommer> x` of rule "r" cannot be read: there is no word list `<custommer>`
| phrases = ['«<custommer>» x']
= did you mean `<customer>`? the lists are `adverb`, `be`, `complaint`, `customer`, `customers`, `do`, `everyone`, `have`, `insult-adjective`, `insult-noun`, `is`, `it-is`, `modal`, `nobody`, `not`, `our`, `seem`, `us`, `we`, `you-are`"#),
    // A list that is near none.
    ("phrases = ['<zzzzzz> x']", r#"p.toml:4:13: phrase `<zzzzzz> x` of rule "r" cannot be read: there is no word list `<zzzzzz>`
| phrases = ['«<zzzzzz>» x']
= the lists are `adverb`, `be`, `complaint`, `customer`, `customers`, `do`, `everyone`, `have`, `insult-adjective`, `insult-noun`, `is`, `it-is`, `modal`, `nobody`, `not`, `our`, `seem`, `us`, `we`, `you-are`"#),
    // An unclosed list.
    ("phrases = ['x <customer']", r#"p.toml:4:15: phrase `x <customer` of rule "r" cannot be read: this `<` is never closed
| phrases = ['x «<»customer']
= a word list is written `<name>`"#),
    // A bad list name.
    ("phrases = ['x <My List>']", r#"p.toml:4:15: phrase `x <My List>` of rule "r" cannot be read: `<My List>` is not a list name
| phrases = ['x «<My List>»']
= list names are made of small letters, digits and `-`"#),
    // A question mark on its own.
    ("phrases = ['x ~ y']", r#"p.toml:4:15: phrase `x ~ y` of rule "r" cannot be read: `~` has nothing before it to belong to
| phrases = ['x «~» y']
= put it right after a word, without a space"#),
    // A star on its own.
    ("phrases = ['x *']", r#"p.toml:4:15: phrase `x *` of rule "r" cannot be read: `*` has nothing before it to belong to
| phrases = ['x «*»']
= put it right after a word, without a space"#),
    // A repetition of nothing.
    ("phrases = ['x {2}']", r#"p.toml:4:15: phrase `x {2}` of rule "r" cannot be read: `{` has nothing before it to belong to
| phrases = ['x «{»2}']
= put it right after a word, without a space"#),
    // A repetition without an end.
    ("phrases = ['x{2']", r#"p.toml:4:14: phrase `x{2` of rule "r" cannot be read: this is not a repetition
| phrases = ['x«{2»']
= a repetition is written `{0,3}` or `{2}`"#),
    // A repetition too high.
    ("phrases = ['x{0,21}']", r#"p.toml:4:14: phrase `x{0,21}` of rule "r" cannot be read: `{0,21}` cannot be counted
| phrases = ['x«{0,21}»']
= the second number is at least the first, and one to 20"#),
    // A repetition backwards.
    ("phrases = ['x{3,2}']", r#"p.toml:4:14: phrase `x{3,2}` of rule "r" cannot be read: `{3,2}` cannot be counted
| phrases = ['x«{3,2}»']
= the second number is at least the first, and one to 20"#),
    // A repetition of zero.
    ("phrases = ['y x{0}']", r#"p.toml:4:16: phrase `y x{0}` of rule "r" cannot be read: `{0}` cannot be counted
| phrases = ['y x«{0}»']
= the second number is at least the first, and one to 20"#),
    // A gap too wide.
    ("phrases = ['x ...10 y']", r#"p.toml:4:15: phrase `x ...10 y` of rule "r" cannot be read: a gap is one to 9 words long
| phrases = ['x «...10» y']
= `...` is up to four words, `...2` up to two"#),
    // A gap of none.
    ("phrases = ['x ...0 y']", r#"p.toml:4:15: phrase `x ...0 y` of rule "r" cannot be read: a gap is one to 9 words long
| phrases = ['x «...0» y']
= `...` is up to four words, `...2` up to two"#),
    // A phrase too long.
    ("phrases = ['LONG']", r#"p.toml:4:13: phrase `xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx…` of rule "r" cannot be read: it has 501 characters; 500 are the bound
| phrases = ['«LONG»']
= write it as two phrases, or move a choice into a word list"#),
    // A phrase too large.
    ("phrases = ['((((x y){20} z){20}) a){20}']", r#"p.toml:4:13: phrase `((((x y){20} z){20}) a){20}` of rule "r" cannot be read: written out it has more than 5000 steps
| phrases = ['«((((x y){20} z){20}) a){20}»']
= use fewer or shorter repetitions"#),
    // A phrase of which all may be missing.
    ("phrases = ['x? y?']", r#"p.toml:4:13: phrase `x? y?` of rule "r" cannot be read: it would match nothing at all, everywhere
| phrases = ['«x? y?»']
= every part of it may be missing; make one part certain"#),
    // A phrase that begins anywhere.
    ("phrases = ['_ x']", r#"p.toml:4:13: phrase `_ x` of rule "r" cannot be read: it begins with any word at all
| phrases = ['«_ x»']
= begin with a word, a list, a mark or `^`"#),
    // A phrase that begins with a gap.
    ("phrases = ['... x']", r#"p.toml:4:13: phrase `... x` of rule "r" cannot be read: it begins with any word at all
| phrases = ['«... x»']
= begin with a word, a list, a mark or `^`"#),
    // A phrase of a sentence end alone.
    ("phrases = ['^']", r#"p.toml:4:13: phrase `^` of rule "r" cannot be read: it could find the edge of a sentence and no words
| phrases = ['«^»']
= `^` and `$` only say where the words stand; add a word"#),
    // An unknown character.
    ("phrases = ['x = y']", r#"p.toml:4:15: phrase `x = y` of rule "r" cannot be read: `=` means nothing in a phrase
| phrases = ['x «=» y']
= words, ( | ), <list>, ?, {0,3}, ~, *, _, ..., ^, $ and the marks , ; : ! ? . - can stand here"#),
    // A phrase that goes on in the next line.
    ("phrases = [\"\"\"you are \\\n  not (here\"\"\"]", r#"p.toml:5:7: phrase `you are not (here` of rule "r" cannot be read: this group is never closed
|   not «(»here"""]
= close it with `)`"#),
    // A currency sign.
    (r#"phrases = ['x £5']"#, r#"p.toml:4:15: phrase `x £5` of rule "r" cannot be read: `£` cannot be asked for
| phrases = ['x «£»5']
= currency signs, `%` and `#` are passed over in texts; leave it out"#),
    // A backslash before a letter.
    (r"phrases = ['x \y']", r#"p.toml:4:15: phrase `x \y` of rule "r" cannot be read: `\y` means nothing in a phrase
| phrases = ['x «\y»']
= `\` makes a mark literal: `\?`, `\!`, `\.`, `\,`, `\;`, `\:`, `\-`, `\…`"#),
    // A backslash at the end.
    (r"phrases = ['x \']", r#"p.toml:4:15: phrase `x \` of rule "r" cannot be read: `\` means nothing in a phrase
| phrases = ['x «\»']
= `\` makes a mark literal: `\?`, `\!`, `\.`, `\,`, `\;`, `\:`, `\-`, `\…`"#),
    // A broken regex.
    ("regex = ['x(']", r#"p.toml:4:10: regex `x(` of rule "r" cannot be read: unclosed group
| regex = [«'x('»]"#),
    // A regex without a word.
    ("regex = ['!{3,}']", r#"p.toml:4:10: regex `!{3,}` of rule "r" has no rare word that every match contains
| regex = [«'!{3,}'»]
= name at least one whole word that is not in every reply, so that the pattern need not be tried on all"#),
    // A swap of a group that is not there.
    ("swap = ['{2}']", r#"p.toml:4:9: swap `{2}` of rule "r" uses {2}, but a phrase of the rule has no group
| swap = [«'{2}'»]
= {1} is the first (group) of the phrase, {2} the second"#),
    // A limit of zero.
    ("max = 0", r#"p.toml:4:7: `max` in rule "r" is not a whole number from 1 on
| max = «0»"#),
    // A limit that is no number.
    ("max = 'two'", r#"p.toml:4:7: `max` in rule "r" is not a whole number from 1 on
| max = «'two'»"#),
    // A cut that is no yes or no.
    ("cut = 'yes'", r#"p.toml:4:7: `cut` in rule "r" is a string, not true or false
| cut = «'yes'»"#),
    // A broken exception.
    ("except = ['(x']", r#"p.toml:4:12: phrase `(x` of rule "r" cannot be read: this group is never closed
| except = ['«(»x']
= close it with `)`"#),
    // A note that is a list.
    ("note = ['n']", r#"p.toml:4:8: `note` in rule "r" is a list, not a string
| note = «['n']»
= write note = "…""#),
    // An example that is no list.
    ("example = 'x'", "p.toml:4:11: `example` is a string, not a list of tables
| example = «'x'»
= begin each one with a line [[rule.example]]"),
    // Allows that is no list.
    ("allows = 'x'", r#"p.toml:4:10: `allows` in rule "r" is a string, not a list of strings
| allows = «'x'»
= write allows = ["…"]"#),
];

/// Whole packs.
#[rustfmt::skip]
pub(super) const PACKS: &[(&str, &str)] = &[
    // What is not TOML.
    ("[pack
name = 'p'", "p.toml:1:6: this is not TOML: unclosed table, expected `]`
| [pack«»"),
    // A pack without a head.
    ("name = 'p'", r#"p.toml:1:1: unknown key "name" in the pack
| «name» = 'p'
= the keys here are `pack`, `words`, `rule`"#),
    // A head without a name.
    ("[pack]
title = 'P'
[[rule]]
id = 'r'
message = 'm'
why = 'w'
note = 'n'
phrases = ['x']
[[rule.example]]
bad = 'x'
good = 'y'
", r#"p.toml:1:1: [pack] has no `name`
| «[»pack]
= add name = "…": the first half of its rules' ids"#),
    // An empty name.
    ("[pack]
name = ' '
[[rule]]
id = 'r'
message = 'm'
why = 'w'
note = 'n'
phrases = ['x']
[[rule.example]]
bad = 'x'
good = 'y'
", "p.toml:2:8: `name` in [pack] is empty
| name = «' '»
= the first half of its rules' ids"),
    // A name with spaces.
    ("[pack]
name = 'My Pack'
[[rule]]
id = 'r'
message = 'm'
why = 'w'
note = 'n'
phrases = ['x']
[[rule.example]]
bad = 'x'
good = 'y'
", r#"p.toml:2:8: `My Pack` is not a pack name
| name = «'My Pack'»
= use small letters, digits and `-`, as in "only-one""#),
    // A head that is no table.
    ("pack = 'p'
", "p.toml:1:8: [pack] is a string, not a table
| pack = «'p'»"),
    // An unknown table.
    ("[pack]
name = 'p'
[word]
a = ['b']
[[rule]]
id = 'r'
message = 'm'
why = 'w'
note = 'n'
phrases = ['x']
[[rule.example]]
bad = 'x'
good = 'y'
", r#"p.toml:3:2: unknown key "word" in the pack
| [«word»]
= did you mean `words`?"#),
    // Rules in the plural.
    ("[pack]
name = 'p'
[[rules]]
id = 'r'
message = 'm'
why = 'w'
note = 'n'
phrases = ['x']
[[rules.example]]
bad = 'x'
good = 'y'
", r#"p.toml:3:3: unknown key "rules" in the pack
| [[«rules»]]
= did you mean `rule`?"#),
    // One rule that is no list.
    ("[pack]
name = 'p'
[rule]
id = 'r'
message = 'm'
why = 'w'
note = 'n'
phrases = ['x']
[[rule.example]]
bad = 'x'
good = 'y'
", "p.toml:3:1: `rule` is a table, not a list of tables
| «[rule]»
= begin each one with a line [[rule]]"),
    // An unknown key of the head.
    ("[pack]
nmae = 'p'
name = 'p'
[[rule]]
id = 'r'
message = 'm'
why = 'w'
note = 'n'
phrases = ['x']
[[rule.example]]
bad = 'x'
good = 'y'
", r#"p.toml:2:1: unknown key "nmae" in [pack]
| «nmae» = 'p'
= did you mean `name`?"#),
    // An unknown severity of the head.
    ("[pack]
name = 'p'
severity = 'eror'
[[rule]]
id = 'r'
message = 'm'
why = 'w'
note = 'n'
phrases = ['x']
[[rule.example]]
bad = 'x'
good = 'y'
", "p.toml:3:12: unknown severity of [pack]: `eror`
| severity = «'eror'»
= did you mean `error`? there are `info`, `warning`, `error`"),
    // A number for a name.
    ("[pack]
name = 5
[[rule]]
id = 'r'
message = 'm'
why = 'w'
note = 'n'
phrases = ['x']
[[rule.example]]
bad = 'x'
good = 'y'
", r#"p.toml:2:8: `name` in [pack] is a number, not a string
| name = «5»
= write name = "…""#),
    // No rules.
    ("[pack]
name = 'p'
", r#"p.toml:1:1: pack "p" has no rules
| «[»pack]
= begin one with a line [[rule]]"#),
    // The same id twice.
    ("[pack]
name = 'p'
[[rule]]
id = 'r'
message = 'm'
why = 'w'
note = 'n'
phrases = ['x']
[[rule.example]]
bad = 'x'
good = 'y'
[[rule]]
id = 'r'
message = 'm'
why = 'w'
note = 'n'
phrases = ['x']
[[rule.example]]
bad = 'x'
good = 'y'
", r#"p.toml:13:6: rule "r" is there twice
| id = «'r'»
= rule 1 has it already; ids are how a reply allows one rule"#),
    // A list that uses itself.
    ("[pack]
name = 'p'
[words]
a = ['b', '<c>']
c = ['<a>']
[[rule]]
id = 'r'
message = 'm'
why = 'w'
note = 'n'
phrases = ['x <a>']
[[rule.example]]
bad = 'x'
good = 'y'
", r#"p.toml:4:12: phrase `<c>` of list "a" cannot be read: the word list `<a>` uses itself
| a = ['b', '«<c>»']
= take it out of its own entries"#),
    // A list that nobody uses and that uses itself.
    ("[pack]
name = 'p'
[words]
a = ['b', '<a>']
[[rule]]
id = 'r'
message = 'm'
why = 'w'
note = 'n'
phrases = ['x']
[[rule.example]]
bad = 'x'
good = 'y'
", r#"p.toml:4:12: phrase `<a>` of list "a" cannot be read: the word list `<a>` uses itself
| a = ['b', '«<a>»']
= take it out of its own entries"#),
    // A list with an unknown list that no rule uses.
    ("[pack]
name = 'p'
[words]
a = ['b', '<zork>']
[[rule]]
id = 'r'
message = 'm'
why = 'w'
note = 'n'
phrases = ['x']
[[rule.example]]
bad = 'x'
good = 'y'
", r#"p.toml:4:12: phrase `<zork>` of list "a" cannot be read: there is no word list `<zork>`
| a = ['b', '«<zork>»']
= the lists are `a`, `adverb`, `be`, `complaint`, `customer`, `customers`, `do`, `everyone`, `have`, `insult-adjective`, `insult-noun`, `is`, `it-is`, `modal`, `nobody`, `not`, `our`, `seem`, `us`, `we`, `you-are`"#),
    // An empty list.
    ("[pack]
name = 'p'
[words]
a = []
[[rule]]
id = 'r'
message = 'm'
why = 'w'
note = 'n'
phrases = ['x']
[[rule.example]]
bad = 'x'
good = 'y'
", r#"p.toml:4:1: list "a" has no entries
| «a» = []"#),
    // A list that is no list.
    ("[pack]
name = 'p'
[words]
a = 'b'
[[rule]]
id = 'r'
message = 'm'
why = 'w'
note = 'n'
phrases = ['x']
[[rule.example]]
bad = 'x'
good = 'y'
", r#"p.toml:4:5: `a` in [words] is a string, not a list of strings
| a = «'b'»
= write a = ["…"]"#),
    // A list named like a look.
    ("[pack]
name = 'p'
[words]
number = ['b']
[[rule]]
id = 'r'
message = 'm'
why = 'w'
note = 'n'
phrases = ['x']
[[rule.example]]
bad = 'x'
good = 'y'
", "p.toml:4:1: `<number>` is built in: words that look that way
| «number» = ['b']
= give the list another name"),
    // A list with a capital letter.
    ("[pack]
name = 'p'
[words]
Mine = ['b']
[[rule]]
id = 'r'
message = 'm'
why = 'w'
note = 'n'
phrases = ['x']
[[rule.example]]
bad = 'x'
good = 'y'
", r#"p.toml:4:1: `Mine` is not a list name
| «Mine» = ['b']
= use small letters, digits and `-`, as in "only-one""#),
    // A broken entry of a list.
    ("[pack]
name = 'p'
[words]
a = ['b', '(c']
[[rule]]
id = 'r'
message = 'm'
why = 'w'
note = 'n'
phrases = ['x']
[[rule.example]]
bad = 'x'
good = 'y'
", r#"p.toml:4:12: phrase `(c` of list "a" cannot be read: this group is never closed
| a = ['b', '«(»c']
= close it with `)`"#),
    // Words that are no table.
    ("words = ['a']
[pack]
name = 'p'
[[rule]]
id = 'r'
message = 'm'
why = 'w'
note = 'n'
phrases = ['x']
[[rule.example]]
bad = 'x'
good = 'y'
", "p.toml:1:9: [words] is a list, not a table
| words = «['a']»"),
];
