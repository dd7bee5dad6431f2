//! What people do to words, and what is underlined all the same.

use tonelint::{Format, Linter};

use super::small_pack;

/// One error; its words are the ones that the drafts below disguise.
const PHRASES: &[&str] = &[
    "stupid",
    "idiot",
    "asinine",
    "calm down",
    "you are the only person",
    "^ as I told you",
    "your damage",
    "time-waster",
    "whatever $",
    "🙄",
    "🤷",
];

fn linter() -> Linter {
    small_pack::linter(PHRASES)
}

/// Every draft has exactly these words underlined.
#[track_caller]
fn check(format: Format, cases: &[(&str, &[&str])]) {
    let linter = linter();
    let wrong: Vec<String> = cases
        .iter()
        .map(|(draft, expected)| (draft, expected, small_pack::found(&linter, draft, format)))
        .filter(|(_, expected, found)| found != *expected)
        .map(|(draft, expected, found)| format!("{draft:?}\n  expected {expected:?}\n  found    {found:?}"))
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[track_caller]
fn check_plain(cases: &[(&str, &[&str])]) {
    check(Format::Plain, cases);
}

#[track_caller]
fn check_silent(drafts: &[&str]) {
    let cases: Vec<(&str, &[&str])> = drafts.iter().map(|draft| (*draft, &[][..])).collect();
    check_plain(&cases);
}

#[test]
fn every_apostrophe_is_one_and_so_is_none() {
    for apostrophe in ["'", "’", "‘", "ʼ", "`", "´", "′", "＇", ""] {
        let words = format!("You{apostrophe}re the only person");
        check_plain(&[(&format!("{words} here."), &[&words])]);
    }
    check_plain(&[("YOU'RE THE ONLY PERSON", &["YOU'RE THE ONLY PERSON"])]);
}

#[test]
fn an_apostrophe_may_be_an_entity() {
    check(
        Format::Markdown,
        &[
            ("Well, you&#39;re the only person.", &["you&#39;re the only person"]),
            ("Well, you&rsquo;re the only person.", &["you&rsquo;re the only person"]),
            ("Please calm&nbsp;down.", &["calm&nbsp;down"]),
        ],
    );
}

#[test]
fn a_possessive_is_not_a_contraction() {
    check_silent(&["Your damages were paid.", "The idiots' guide sold out."]);
}

#[test]
fn any_white_space_separates_words() {
    check_plain(&[
        ("calm  down", &["calm  down"]),
        ("calm\tdown", &["calm\tdown"]),
        ("calm\u{a0}down", &["calm\u{a0}down"]),
        ("calm\u{202f}down", &["calm\u{202f}down"]),
        ("calm\u{3000}down", &["calm\u{3000}down"]),
        ("Please calm\ndown now", &["calm\ndown"]),
        ("Please calm\r\n  down now", &["calm\r\n  down"]),
        ("Please calm \u{a0}\t down", &["calm \u{a0}\t down"]),
    ]);
}

#[test]
fn a_blank_line_keeps_words_apart() {
    check_silent(&["Please stay calm\n\ndown here", "Please stay calm\r\n \t\r\ndown here"]);
}

#[test]
fn invisible_characters_hide_nothing() {
    check_plain(&[
        ("so stu\u{ad}pid!", &["stu\u{ad}pid"]),
        ("so s\u{200b}t\u{200b}upid!", &["s\u{200b}t\u{200b}upid"]),
        ("so stu\u{2060}pid!", &["stu\u{2060}pid"]),
        ("so stu\u{feff}pid!", &["stu\u{feff}pid"]),
        ("so stu\u{200d}pid!", &["stu\u{200d}pid"]),
        ("calm\u{200b} down", &["calm\u{200b} down"]),
        ("calm \u{200b}down", &["calm \u{200b}down"]),
        ("calm\u{200b} \u{200b}down", &["calm\u{200b} \u{200b}down"]),
        ("\u{200b}stupid\u{200b}", &["stupid"]),
    ]);
}

#[test]
fn a_hyphen_at_a_line_end_joins_the_halves_of_a_word() {
    check_plain(&[
        ("How stu-\npid of us", &["stu-\npid"]),
        ("How stu-\r\n  pid of us", &["stu-\r\n  pid"]),
        ("Another time-\nwaster here", &["time-\nwaster"]),
    ]);
    check_silent(&["A stu-\n\npid"]);
}

#[test]
fn hyphens_between_words_are_passed_over() {
    check_plain(&[
        ("A calm-down moment", &["calm-down"]),
        ("A calm‑down moment", &["calm‑down"]),
        ("A time waster", &["time waster"]),
        ("A time-waster", &["time-waster"]),
    ]);
    check_silent(&["Keep calm - down is the way."]);
}

#[test]
fn letters_of_other_shapes_are_read_as_what_they_look_like() {
    check_plain(&[
        ("so ｓｔｕｐｉｄ", &["ｓｔｕｐｉｄ"]),
        ("so stuріd", &["stuріd"]),
        ("so ѕtupid", &["ѕtupid"]),
        ("so stüpid", &["stüpid"]),
        ("so stu\u{308}pid", &["stu\u{308}pid"]),
        ("so STÚPÏD", &["STÚPÏD"]),
        ("so 𝐬𝐭𝐮𝐩𝐢𝐝", &["𝐬𝐭𝐮𝐩𝐢𝐝"]),
    ]);
}

#[test]
fn masked_letters_are_guessed() {
    check_plain(&[
        ("so st*pid of you", &["st*pid"]),
        ("so st**id of you", &["st**id"]),
        ("an id1ot", &["id1ot"]),
        ("an 1diot", &["1diot"]),
        ("an idi0t", &["idi0t"]),
        ("how a$inine", &["a$inine"]),
        ("how $tupid", &["$tupid"]),
        ("how stup!d", &["stup!d"]),
        ("an id|ot", &["id|ot"]),
        ("how st#pid!", &["st#pid"]),
    ]);
}

#[test]
fn stretched_letters_are_counted_once() {
    check_plain(&[
        ("stuuupid", &["stuuupid"]),
        ("STUUUUPIDDDD", &["STUUUUPIDDDD"]),
        ("Calmmmm dooown.", &["Calmmmm dooown"]),
        ("whateverrrr", &["whateverrrr"]),
    ]);
}

#[test]
fn spaced_and_dotted_letters_spell_their_word() {
    check_plain(&[
        ("You are s t u p i d.", &["s t u p i d"]),
        ("You are s.t.u.p.i.d.", &["s.t.u.p.i.d"]),
        ("You are s-t-u-p-i-d.", &["s-t-u-p-i-d"]),
        ("You are S T U P I D!", &["S T U P I D"]),
        ("That is a s t u p i d idea", &["s t u p i d"]),
        ("i d i o t", &["i d i o t"]),
    ]);
    check_silent(&["Plan B: A, B, C and D", "Press i d and o."]);
}

#[test]
fn emphasis_in_a_phrase_is_not_heard() {
    check_plain(&[
        ("Please *calm* down.", &["*calm* down"]),
        ("Please **calm** down.", &["**calm** down"]),
        ("Please calm **down**.", &["calm **down**"]),
        ("Please _calm down_.", &["calm down"]),
        ("Please **calm** **down**.", &["calm** **down"]),
        ("You're *the only* person.", &["You're *the only* person"]),
    ]);
    check(
        Format::Markdown,
        &[
            ("Please **calm** down.", &["calm** down"]),
            ("You're *the only* person.", &["You're *the only* person"]),
            ("Please [calm down](https://example.com/help).", &["calm down"]),
            ("Please [calm](https://example.com/help) down.", &["calm](https://example.com/help) down"]),
            ("You're the <b>only</b> person.", &["You're the <b>only</b> person"]),
            ("st<b>up</b>id", &["st<b>up</b>id"]),
            ("st**up**id", &["st**up**id"]),
        ],
    );
}

#[test]
fn a_placeholder_between_commas_is_passed_over() {
    check_plain(&[
        ("You, {{name}}, are the only person.", &["You, {{name}}, are the only person"]),
        (
            "You're the only, {{ ticket.requester.first_name }}, person.",
            &["You're the only, {{ ticket.requester.first_name }}, person"],
        ),
        ("Calm down, {{name}}.", &["Calm down"]),
        ("{{name}}, calm down.", &["calm down"]),
        ("Hi {{name}}, as I told you, no.", &["as I told you"]),
    ]);
    check_silent(&["You're the only {{kind}} person.", "{{calm down}}", "Calm {{stupid}} down"]);
}

#[test]
fn three_words_in_quotation_marks_are_somebody_elses() {
    check_silent(&[
        "She told us \"calm down now\" twice.",
        "She told us “calm down now” twice.",
        "She told us „calm down now“ twice.",
        "She told us «calm down now» twice.",
        "She told us 'calm down now' twice.",
        "She told us ‘calm down now’ twice.",
        "Your note, \"Calm down. You are the only person. OK?\", came.",
    ]);
}

#[test]
fn scare_quotes_are_the_writers_own() {
    check_plain(&[
        ("We checked your \"damage\" again.", &["your \"damage\""]),
        ("We checked your “damage” again.", &["your “damage”"]),
        ("We checked your 'damage' again.", &["your 'damage'"]),
        ("So you might \"calm down\" first.", &["calm down"]),
        ("That \"stupid\", \"asinine\" plan", &["stupid", "asinine"]),
    ]);
}

#[test]
fn labels_in_quotation_marks_are_no_words_of_ours() {
    check_silent(&[
        "Tap \"Calm down\" to pause.",
        "The status changes to \"stupid\" by mistake.",
        "The button says “Calm down”.",
        "The \"Calm down\" button pauses it.",
        "'Calm down' is not something we should have said.",
    ]);
}

#[test]
fn apostrophes_are_no_quotation_marks() {
    check_plain(&[
        ("Don't be stupid, it's ours.", &["stupid"]),
        ("The drivers' plan was stupid and the owners' was not.", &["stupid"]),
    ]);
}

#[test]
fn what_somebody_said_is_not_said_by_the_writer() {
    check_silent(&[
        "You said you are the only person on the lease.",
        "You wrote that it was stupid.",
        "You told us that the driver said calm down.",
    ]);
    check_plain(&[("You said so, but calm down.", &["calm down"])]);
}

#[test]
fn code_addresses_and_files_are_not_words() {
    check_silent(&[
        "Run `calm down` first.",
        "See https://example.com/calm/down or www.example.com/stupid.",
        "Write to stupid@example.com or idiot@example.com.",
        "The file is called calm_down.txt here.",
        "The file is stupid.png here.",
    ]);
    check(
        Format::Markdown,
        &[
            ("Run `calm down` first.", &[]),
            ("```\ncalm down\n```\n", &[]),
            ("> calm down\n\nThanks.", &[]),
            ("<!-- calm down --> Thanks.", &[]),
        ],
    );
}

#[test]
fn codes_of_products_are_not_masked_words() {
    check_silent(&["The Galaxy A55 is here.", "Order 1D10T-4 and B2B.", "Room 5TU, pass.", "a $20 idea", "5 * 3 = 15"]);
}

#[test]
fn an_abbreviation_ends_no_sentence() {
    check_silent(&["Mr. As I told you, no.", "Ask Dr. Whatever about it.", "We met J. As I told you there."]);
    check_plain(&[
        ("No. As I told you, no.", &["As I told you"]),
        ("Order no. 5 came. As I told you.", &["As I told you"]),
    ]);
}

#[test]
fn an_ellipsis_ends_a_sentence_before_a_capital() {
    check_plain(&[
        ("Well... As I told you.", &["As I told you"]),
        ("Well… As I told you.", &["As I told you"]),
        ("Calm... down", &["Calm... down"]),
        ("Whatever... Next.", &["Whatever"]),
        ("Whatever…", &["Whatever"]),
    ]);
    check_silent(&["Well... as I told you.", "Calm... Down there."]);
}

#[test]
fn a_sentence_starts_after_a_greeting() {
    check_plain(&[
        ("As I told you, no.", &["As I told you"]),
        ("Hi Ana, as I told you, no.", &["as I told you"]),
        ("Dear Mr Smith,\nas I told you, no.", &["as I told you"]),
        ("Well, as I told you, no.", &["as I told you"]),
        ("Note: as I told you, no.", &["as I told you"]),
        ("- as I told you", &["as I told you"]),
    ]);
    check_silent(&["Just as I told you.", "It ships today, as I told you.", "Hello. {{name}} wrote, as I told you."]);
}

#[test]
fn a_sentence_ends_at_its_mark() {
    check_plain(&[
        ("Whatever.", &["Whatever"]),
        ("Whatever!!!", &["Whatever"]),
        ("Oh \"whatever\".", &["whatever"]),
        ("*Whatever*", &["Whatever"]),
        ("Whatever\n\nNext", &["Whatever"]),
        ("Oh, whatever, {{name}}!", &["whatever"]),
    ]);
    check_silent(&["Whatever you like.", "Whatever, it works."]);
}

#[test]
fn a_pictogram_is_one_word_with_its_skin_tone() {
    check_plain(&[
        ("Right 🙄", &["🙄"]),
        ("Sure 🤷🏽‍♀️ then", &["🤷🏽‍♀️"]),
        ("Sure🤷‍♂️!", &["🤷‍♂️"]),
        ("🙄🙄", &["🙄", "🙄"]),
        ("Calm🙄down", &["🙄"]),
    ]);
    check_silent(&["Your refund has landed 🎉", "Thanks :)"]);
}

#[test]
fn letters_inside_other_words_mean_nothing() {
    check_silent(&["Stupidity", "Scunthorpe", "idiotic", "calmdown", "becalm downtown", "time-wasters", "Run fsck."]);
}

#[test]
fn a_row_of_marks_has_an_end() {
    let linter = small_pack::linter(&["calm !"]);
    for (count, expected) in [(3, 1), (500, 1), (700, 0), (20_000, 0)] {
        let draft = format!("Be calm{}!", ",".repeat(count));
        assert_eq!(small_pack::found(&linter, &draft, Format::Plain).len(), expected, "{count}");
    }
}
