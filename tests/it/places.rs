//! Rewrites fit the words around them: case, articles, verbs, commas, spaces, greetings, placeholders.

use tonelint::{Applicability, Document, Fix, FixKind, Format, Linter, Pack};

/// A linter for rules given as `id: phrase: repair`.
fn linter(rules: &[&str]) -> Linter {
    let rule = |rule: &&str| {
        let [id, phrase, repair] = rule.splitn(3, ": ").collect::<Vec<_>>()[..] else { panic!("{rule}") };
        let severity = if id.starts_with("grave") { "error" } else { "warning" };
        format!(
            "[[rule]]\nid = '{id}'\nseverity = '{severity}'\nmessage = 'm'\nwhy = 'w'\nphrases = ['{phrase}']\n\
             {repair}\n[[rule.example]]\nbad = 'x'\ngood = 'y'\n"
        )
    };
    let rules: String = rules.iter().map(rule).collect();
    let pack = Pack::parse("small.toml", &format!("[pack]\nname = 'small'\n{rules}"));
    Linter::new([pack.expect("the pack is written correctly")])
}

/// The first rewrite of each finding, and the text with it.
fn rewritten(rules: &[&str], text: &str) -> Vec<(Fix, String)> {
    let report = linter(rules).lint("draft", Document::parse(text, Format::Markdown));
    let first = report.findings.iter().filter_map(|finding| finding.fixes.first());
    first.map(|fix| (fix.clone(), Fix::apply_all(text, vec![fix.clone()]).0)).collect()
}

#[track_caller]
fn check(rule: &str, cases: &[(&str, &str)]) {
    for (text, expected) in cases {
        let found = rewritten(&[rule], text);
        assert_eq!(found.first().map(|(_, text)| text.as_str()), Some(*expected), "{text:?}");
        assert_eq!(found[0].0.applicability, Applicability::Safe, "{text:?}");
    }
}

/// Rewrites that are offered, not safe, with what they take away.
#[track_caller]
fn check_offered(rule: &str, cases: &[(&str, &str, &[&str])]) {
    for (text, expected, loses) in cases {
        let (fix, rewritten) = rewritten(&[rule], text).remove(0);
        let lost: Vec<&str> = fix.loses.iter().map(|span| &text[span.range()]).collect();
        assert_eq!((rewritten.as_str(), lost.as_slice()), (*expected, *loses), "{text:?}");
        assert_eq!(fix.applicability, Applicability::Review, "{text:?}");
    }
}

#[test]
fn a_swap_keeps_the_case_of_what_it_replaces() {
    check(
        "told: as I told you: swap = ['to recap once more']",
        &[
            ("It is late, as I told you before.", "It is late, to recap once more before."),
            ("As I told you it is late.", "To recap once more it is late."),
            ("as I told you it is late", "to recap once more it is late"),
            ("AS I TOLD YOU it is late.", "TO RECAP ONCE MORE it is late."),
        ],
    );
    check("title: previously stated: swap = ['noted above']", &[("# As Previously Stated", "# As Noted Above")]);
    check(
        "regret: I regret to say: swap = ['sadly']",
        &[
            ("And so I regret to say it is late.", "And so sadly it is late."),
            ("I regret to say it is late.", "Sadly it is late."),
        ],
    );
    check(
        "asap: asap: swap = ['soon']",
        &[("It comes ASAP.", "It comes soon."), ("ASAP is when it comes.", "Soon is when it comes.")],
    );
    check(
        "i: you are wrong: swap = ['I see it differently']",
        &[("Well, you are wrong.", "Well, I see it differently.")],
    );
}

#[test]
fn a_swap_holds_the_words_of_its_groups_as_they_were_typed() {
    check(
        "must: you must (kindly)? (send|sign): swap = ['please {1} {2}']",
        &[
            ("You must send it.", "Please send it."),
            ("You must SEND it.", "Please SEND it."),
            ("So you must\nkindly send it.", "So please kindly send it."),
        ],
    );
}

#[test]
fn what_stands_beside_a_swap_agrees_with_it() {
    check(
        "so: so-called (issue|plan): swap = ['{1}']",
        &[("It is a so-called issue.", "It is an issue."), ("It is a so-called plan.", "It is a plan.")],
    );
    check("rants: your rants: swap = ['your message']", &[("Your rants are here.", "Your message is here.")]);
    check(
        "recap: as I said ,?: swap = ['to recap,']",
        &[
            ("As I said, it is late.", "To recap, it is late."),
            ("It is late, as I said.", "It is late, to recap."),
            ("As I said: it is late.", "To recap: it is late."),
        ],
    );
}

#[test]
fn a_cut_leaves_no_double_space_no_stray_comma_and_a_capital() {
    check(
        "frankly: frankly: cut = true",
        &[
            ("Frankly, it is late.", "It is late."),
            ("Frankly – it is late.", "It is late."),
            ("Frankly, \"it\" is late.", "\"It\" is late."),
            ("Frankly, iPhone users wait.", "iPhone users wait."),
            ("It is, frankly, late.", "It is late."),
            ("It is frankly late.", "It is late."),
            ("It is late, frankly.", "It is late."),
            ("It is late, frankly", "It is late"),
            ("It is late, frankly\n\nBye", "It is late\n\nBye"),
            ("If it rains, frankly, we wait.", "If it rains, we wait."),
            ("Well, frankly, we wait.", "Well, we wait."),
            ("It is late, so frankly.", "It is late."),
            ("We wait\nfrankly\nfor rain.", "We wait\nfor rain."),
            ("Answer: Frankly, it is late.", "Answer: It is late."),
            ("It is a frankly old one.", "It is an old one."),
        ],
    );
}

#[test]
fn a_sentence_that_holds_nothing_else_goes_whole() {
    check(
        "ugh: ugh: cut = true",
        &[
            ("Ugh. It is late.", "It is late."),
            ("It is late. Ugh!", "It is late."),
            ("Hi,\n\nUgh.\n\nIt is late.", "Hi,\n\nIt is late."),
            ("Answer: Ugh.\nIt is late.", "Answer:\nIt is late."),
        ],
    );
}

#[test]
fn a_rewrite_leaves_lines_and_paragraphs_as_they_are() {
    check(
        "sigh: (frankly|🙄): cut = true",
        &[
            ("It is late! 🙄\n\nBest,\nAna", "It is late!\n\nBest,\nAna"),
            ("It is late! 🙄\r\n\r\nBest", "It is late!\r\n\r\nBest"),
            ("It is late. 🙄\nBest,\nAna", "It is late.\nBest,\nAna"),
            ("It is late. Frankly,\nwe wait.", "It is late. We wait."),
            ("It is late! 🙄 🙂", "It is late! 🙂"),
            ("It is late. 🙄\r\n{{name}}", "It is late.\r\n{{name}}"),
            ("Frankly,\nwe wait.", "We wait."),
        ],
    );
    let rule = "queue: wait your turn: write = ['We call you next.']";
    let found = rewritten(&[rule], "Hi,\n\nwait your turn\n\nBest,\nAna");
    assert_eq!(found[0].1, "Hi,\n\nWe call you next.\n\nBest,\nAna");
}

#[test]
fn a_bracket_is_closed_after_a_cut() {
    check(
        "sigh: (frankly ,?|🙄): cut = true",
        &[
            ("It left (does Friday do? 🙄).", "It left (does Friday do?)."),
            ("(It is late! 🙄) Bye.", "(It is late!) Bye."),
            ("(It is late. Frankly.) Bye.", "(It is late.) Bye."),
            ("It is late. (Frankly.) Bye.", "It is late. Bye."),
            ("It is late (frankly).", "It is late."),
            ("It is (frankly!) late.", "It is late."),
            ("(Frankly it is late.) Bye.", "(It is late.) Bye."),
            ("It left (frankly, too late).", "It left (too late)."),
            ("It is late—frankly, too late.", "It is late—too late."),
            ("It left (too late, frankly).", "It left (too late)."),
        ],
    );
}

#[test]
fn a_comma_stays_where_it_belongs_to_what_is_before_a_cut() {
    check(
        "frankly: ^ frankly ,?: cut = true",
        &[("Hi Ana, frankly, we wait.", "Hi Ana, we wait."), ("Hi Ana,\nfrankly, we wait.", "Hi Ana,\nwe wait.")],
    );
    check(
        "say: , so to say ,: cut = true",
        &[
            ("Hi Ana, so to say, we wait.", "Hi Ana, we wait."),
            ("If it rains, so to say, we wait.", "If it rains, we wait."),
            ("Hi Ana, we wait, so to say, in vain.", "Hi Ana, we wait in vain."),
            ("However, the date, so to say, is right.", "However, the date is right."),
            ("If it rains, the date, so to say, is off.", "If it rains, the date is off."),
        ],
    );
}

#[test]
fn what_always_has_a_capital_gives_it_to_nothing_in_the_middle_of_a_line() {
    check(
        "rude: I hate to say it ,? but: cut = true",
        &[
            ("I hate to say it, but you did.", "You did."),
            ("Hi Ana, I hate to say it, but you did.", "Hi Ana, you did."),
            ("Hi Ana,\nI hate to say it, but you did.", "Hi Ana,\nYou did."),
            ("It left (I hate to say it, but you did).", "It left (you did)."),
        ],
    );
    check("regret: I regret to say: swap = ['sadly']", &[("Hi Ana, I regret to say no.", "Hi Ana, sadly no.")]);
}

#[test]
fn a_sentence_is_replaced_with_its_marks_and_without_its_greeting() {
    let rule = "queue: wait your turn: write = ['Your turn comes [when].']";
    check_offered(
        rule,
        &[
            ("Hello. So wait your turn!! Bye.", "Hello. Your turn comes [when]. Bye.", &[]),
            ("Hi Ana, wait your turn.", "Hi Ana, your turn comes [when].", &[]),
            ("Hi {{name}},\nwait your turn", "Hi {{name}},\nYour turn comes [when].", &[]),
            ("Once it is your day, wait your turn.", "Your turn comes [when].", &[]),
        ],
    );
}

#[test]
fn what_a_rewrite_would_take_away_is_named_and_it_is_not_safe() {
    check_offered(
        "queue: (wait) ... turn: swap = ['{1} a little']",
        &[
            ("Please wait for {{name}} your turn.", "Please wait a little.", &["{{name}}"]),
            ("Please wait 20 minutes your turn.", "Please wait a little.", &["20"]),
            ("Please wait for `ls -l` your turn.", "Please wait a little.", &["`ls -l`"]),
            (
                "Please wait [at the](https://example.com) turn.",
                "Please wait a little.",
                &["[", "](https://example.com)"],
            ),
        ],
    );
    check_offered("ugh: ugh: cut = true", &[("- Ugh.\n- It is late.", "- \n- It is late.", &[])]);
    check_offered("note: note that: cut = true", &[("Note that {{name}} pays.", "{{name}} pays.", &[])]);
    let fixes = rewritten(&["pair: (wait) _ (turn): swap = ['{1} at {2}']"], "Just wait *your* turn.");
    assert_eq!((fixes[0].1.as_str(), fixes[0].0.loses.len()), ("Just wait at turn.", 0));
}

#[test]
fn the_graver_of_two_findings_offers_the_sentence() {
    let rules = [
        "mild: wait your turn: write = ['Your turn comes [when].']",
        "grave-one: stop asking: write = ['I will write to you [when].']",
    ];
    let text = "Wait your turn and stop asking. Wait your turn.";
    let report = linter(&rules).lint("draft", Document::parse(text, Format::Plain));
    let offers: Vec<(usize, usize)> =
        report.findings.iter().map(|finding| (finding.span.start, finding.fixes.len())).collect();
    assert_eq!(offers, [(0, 0), (19, 1), (32, 1)]);
    let note = report.findings[0].note.as_deref();
    assert_eq!(note, Some("the sentence that small/grave-one offers replaces these words too"));
}

#[test]
fn where_two_swaps_overlap_neither_is_offered() {
    let rules = [
        "inner: damn: swap = ['dear']\nbeside = true",
        "outer: your damn (form): swap = ['your {1}']\nwrite = ['We need it [when].']",
    ];
    let report = linter(&rules).lint("draft", Document::parse("Send your damn form.", Format::Plain));
    let kinds = |at: usize| report.findings[at].fixes.iter().map(|fix| fix.kind).collect::<Vec<_>>();
    assert_eq!((report.findings.len(), kinds(0), kinds(1)), (2, vec![FixKind::Write], vec![]));
}
