"""Goes through sessions of `tonelint fix -i` with the screen reader yasr, and holds what it says against what it should.

Run by .ci/reader: fix_session.py TONELINT. With UPDATE=1, docs/fix.md is written anew.
"""

import fcntl
import os
import pathlib
import re
import select
import shutil
import struct
import subprocess
import sys
import tempfile
import termios
import time

TONELINT = pathlib.Path(sys.argv[1]).resolve()
ROOT = pathlib.Path(__file__).resolve().parents[2]
PATIENCE = 20

# The protocol of emacspeak's speech servers is plain text; keys are said, as most people have it who cannot see them.
SETTINGS = """\
[normalkeys]
[reviewkeys]
[options]
cursor tracking=full
synthesizer=emacspeak server
synthesizer port={voice}
key echo=keys
shell=/bin/sh
[Emacspeak server]
rate=175
punctuation=some
[dict]
"=quote
<=less than
>=greater than
0x5b=left bracket
]=right bracket
_=underscore
`=accent
|=bar
"""

PACK = """\
[pack]
name = "small"
[[rule]]
id = "kindly"
message = "sounds like an order"
why = "w"
phrases = ["kindly"]
swap = ["please"]
[[rule.example]]
bad = "Kindly sit."
good = "Please sit."
[[rule]]
id = "queue"
message = "makes the reader a number"
why = "w"
phrases = ["wait your turn"]
write = ["Your turn comes [when] at [place].", "We call you next."]
[[rule.example]]
bad = "Wait your turn."
good = "Your turn comes at two."
[[rule]]
id = "hm"
message = "sighs"
why = "w"
phrases = ["hm"]
note = "say what is the matter"
[[rule.example]]
bad = "Hm."
good = "The key is missing."
"""

KEYS = {
    "Enter": "\r",
    "Escape": "\x1b",
    "Tab": "\t",
    "Backspace": "\x7f",
    "Up": "\x1b[A",
    "Down": "\x1b[B",
    "Right": "\x1b[C",
    "Left": "\x1b[D",
    "Ctrl-C": "\x03",
}


class Reader:
    """yasr around a program, on a terminal of eighty columns; what it says comes out of a pipe."""

    def __init__(self, folder, command):
        self.home = tempfile.TemporaryDirectory()
        voice, settings, run = (pathlib.Path(self.home.name) / name for name in ("voice", "settings", "run"))
        os.mkfifo(voice)
        settings.write_text(SETTINGS.format(voice=voice))
        # When its program ends, yasr leaves in the middle of a word; so the last one waits for a key.
        run.write_text(f"#!/bin/sh\n{command}\nread end\n")
        run.chmod(0o755)
        self.voice = os.open(voice, os.O_RDONLY | os.O_NONBLOCK)
        self.screen, inner = os.openpty()
        fcntl.ioctl(inner, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 80, 0, 0))
        self.process = subprocess.Popen(
            ["yasr", "-C", str(settings), str(run)],
            cwd=folder,
            env={**os.environ, "LC_ALL": "C", "TERM": "xterm", "NO_COLOR": "1", "TONELINT": str(TONELINT)},
            stdin=inner,
            stdout=inner,
            stderr=inner,
            start_new_session=True,
        )
        os.close(inner)
        self.half, self.said, self.shown = b"", [], b""

    def listen(self, deadline):
        """Waits for more words, or for the screen to change."""
        ready, _, _ = select.select([self.voice, self.screen], [], [], max(0, deadline - time.monotonic()))
        assert ready, f"nothing more is said; on the screen is {self.shown[-300:]!r}"
        for stream in ready:
            new = os.read(stream, 65536)
            if stream == self.screen:
                self.shown += new
                continue
            *commands, self.half = (self.half + new).split(b"\r")
            commands = (command.decode().replace("l { }", "l {space}") for command in commands)
            spoken = (re.fullmatch(r"[ql] {(.*)}", command) for command in commands)
            words = (" ".join(match[1].split()) for match in spoken if match)
            # It calls the end of a line blank, if it is quick enough to see one.
            self.said += [said for said in words if said not in ("", "blank")]

    def hears(self, expected):
        """The next that is said is this, and it is said once; how it is broken into utterances is up to the reader."""
        expected = " ".join(expected.split())
        deadline = time.monotonic() + PATIENCE
        while True:
            heard = " ".join(self.said)
            if heard == expected:
                is_quiet(self.said)
                self.said = []
                return
            assert expected.startswith(heard), f"expected {expected!r}\nbut heard {heard!r}"
            try:
                self.listen(deadline)
            except AssertionError as error:
                raise AssertionError(f"expected {expected!r}\nbut heard {heard!r}; {error}") from None

    def hears_until(self, last):
        """Everything that is said up to this."""
        deadline = time.monotonic() + PATIENCE
        while not " ".join(self.said).endswith(last):
            self.listen(deadline)
        is_quiet(self.said)
        heard, self.said = " ".join(self.said), []
        return heard

    def press(self, key):
        os.write(self.screen, KEYS.get(key, key).encode())

    def close(self):
        """Ends the program, and sees that it had no more to say."""
        self.hears("")
        self.press("Enter")
        self.process.wait(PATIENCE)
        os.close(self.voice)
        os.close(self.screen)
        self.home.cleanup()


def is_quiet(said):
    """About one question nothing is said twice, whatever stands before it, and no row of symbols is read out."""
    known = set()
    for words in said:
        if re.match(r"\d+ of \d+:", words):
            known.clear()
        bare = re.sub(r"^(\w+: )?(\d+[,:] )?", "", words)
        assert len(bare) == 1 or bare not in known, f"said twice: {words!r}"
        known.add(bare)
        assert not re.search(r"[^\w\s]{3}|repeats \d+ times", words), f"a row of symbols: {words!r}"


def session(files, steps):
    """A whole session over these files; each step is a key and all that is said when it is pressed."""
    with tempfile.TemporaryDirectory() as folder:
        folder = pathlib.Path(folder)
        (folder / "small.toml").write_text(PACK)
        for name, text in files.items():
            (folder / name).write_text(text)
        reader = Reader(folder, f'"$TONELINT" fix -i --no-builtin --pack small.toml {" ".join(files)}')
        for key, expected in steps:
            if key:
                reader.press(key)
            reader.hears(expected)
        reader.close()
        return [(folder / name).read_text() for name in files]


def letters(word):
    """A word that is typed, and said letter by letter."""
    return [(letter, letter.replace(" ", "space")) for letter in word]


KINDLY = "warning small/kindly: sounds like an order"
FIRST = f"1 of 5: a.md, line 1, column 1 {KINDLY} Words: Kindly Sentence: Kindly sit. 1: Please sit."
LISTED = "Keys: 1-9 use, e edit, s skip, r skip rule, a allow, u undo, q quit, h help"
SECOND = """2 of 5: a.md, line 3, column 1 warning small/queue: makes the reader a number Sentence: Wait your turn.
    1: Your turn comes left bracket when right bracket at left bracket place right bracket . (another sentence)
    2: We call you next. (another sentence) Answer: 1"""
THIRD = """3 of 5: a.md, line 5, column 1 warning small/hm: sighs Words: Hm Sentence: Hm, no.
    Advice: say what is the matter Answer: s, skip"""
HELP = """1 to 9: use that rewrite; one with brackets is opened to be filled in
    e: write the sentence yourself; the line begins with the rewrite that was pointed at
    s: leave this finding as it is
    r: leave every finding of this rule as it is, in all files, this time
    a: write a comment that allows this rule here; where it would be sent, these words are fine this time
    u: take the last answer back
    q: write what you chose so far, and leave the rest as it is
    up and down: point at an answer; Enter takes it
    Ctrl-C: leave without saving"""


def every_answer_is_heard():
    files = {"a.md": "Kindly sit.\n\nWait your turn.\n\nHm, no.\n\nKindly go.\n", "b.md": "Kindly stay.\n"}
    steps = [
        (None, f"{FIRST} {LISTED} Answer: 1"),
        # Keys that do nothing, and help.
        ("x", "x is no answer here; h tells which are. Answer: 1"),
        ("2", "2 is no answer here; h tells which are. Answer: 1"),
        ("h", f"h {HELP} Answer: 1"),
        # A number, and back.
        ("1", f"Now: Please sit. {SECOND}"),
        ("u", f"u Taken back. {FIRST} Answer: 1"),
        ("1", f"Now: Please sit. {SECOND}"),
        # The arrows.
        ("Down", "2, We call you next. (another sentence)"),
        ("Down", "e, edit"),
        ("Down", "s, skip"),
        ("Up", "e, edit"),
        ("Up", "2, We call you next. (another sentence)"),
        # Two slots are filled in.
        ("1", "1 Tab goes to the next bracket. Enter takes the line, Escape goes back. Fill in: when Edit: Your turn comes"),
        *letters("now"),
        ("Tab", "Fill in: place Edit: Your turn comes now at"),
        *letters("desk"),
        ("Enter", f"Now: Your turn comes now at desk. {THIRD}"),
        # A sentence is written anew, with second thoughts.
        ("Up", "e, edit"),
        ("Enter", "Write the sentence. Enter takes the line, Escape goes back. Edit: Hm, no."),
        ("Escape", "Not edited. Answer: s, skip"),
        ("e", "e Write the sentence. Enter takes the line, Escape goes back. Edit: Hm, no."),
        ("Backspace", "."),
        ("Backspace", "o"),
        *letters("ow"),
        ("Left", "w"),
        ("Left", "o"),
        ("Backspace", "n"),
        *letters("n"),
        ("Right", "w"),
        # It is still found, and left alone now.
        ("Enter", f"Now: Hm, now {THIRD.replace('3 of 5', '4 of 6').replace('no.', 'now')}"),
        ("s", f"s Skipped. 5 of 6: a.md, line 7, column 1 {KINDLY} Words: Kindly Sentence: Kindly go. 1: Please go. Answer: 1"),
    ]
    allowed = "Allowed by a comment: tonelint-ignore-next-line small/kindly"
    last = "That was the last one. Enter or q saves, u takes the last answer back. Answer: q"
    stay = f"b.md, line 1, column 1 {KINDLY} Words: Kindly Sentence: Kindly stay. 1: Please stay. Answer: 1"
    steps += [
        ("a", f"a {allowed} 6 of 6: {stay}"),
        ("r", f"r Skipped small/kindly in all files. {last}"),
        ("z", "z is no answer here; Enter or q saves, u takes the last answer back. Answer: q"),
        ("Ctrl-C", "Leave without saving 4 changes? y or n"),
        ("n", f"Going on. {last}"),
        ("q", "saved a.md fixed 3 in 1 file; 1 allowed; 2 left"),
    ]
    a, b = session(files, steps)
    assert a == (
        "Please sit.\n\nYour turn comes now at desk.\n\nHm, now\n\n"
        "<!-- tonelint-ignore-next-line small/kindly -->\nKindly go.\n"
    ), a
    assert b == files["b.md"], b


def a_long_line_is_read_again_only_when_it_moves():
    sentence = "Hm, " + "and so on " * 12 + "at last"
    typed = [*letters(" and then some more of it before it is o"), ("v", "some more of it before it is ov"), *letters("er now")]
    reader_says = [
        (None, f"""1 of 1: a.md, line 1, column 1 warning small/hm: sighs Words: Hm Sentence: {sentence}
            Advice: say what is the matter {LISTED} Answer: s, skip"""),
        ("e", "e Write the sentence. Enter takes the line, Escape goes back. Edit: so on and so on and so on at last"),
        *typed,
        ("Escape", "Not edited. Answer: s, skip"),
        ("q", "q nothing to fix; 1 left"),
    ]
    session({"a.md": f"{sentence}\n"}, reader_says)


def the_session_in_the_documents_is_what_is_heard():
    name = "examples/drafts/paint-order.md"
    lines = []
    with tempfile.TemporaryDirectory() as folder:
        copy = pathlib.Path(folder, name)
        copy.parent.mkdir(parents=True)
        shutil.copy(ROOT / name, copy)
        reader = Reader(folder, f'"$TONELINT" fix -i {name}')
        for key, last in [(None, "Answer: 1"), ("Down", "e, edit"), ("x", "Answer: e, edit"), ("1", "Answer: 1"), ("q", "3 left")]:
            if key:
                reader.press(key)
                lines.append(f"[{key}]")
            # A sentence that goes on in the next line is one again.
            begins = r"(?<! of) (?=\d+ of \d+: |(?:warning|error|info) \S+/|(?:Words|Sentence|\d+|Keys|Answer|Now): |saved |fixed )"
            lines += re.sub(begins, "\n", reader.hears_until(last)).splitlines()
        reader.close()
    block = "\n".join(["```text", *lines, "```"])
    page = ROOT / "docs/fix.md"
    text = page.read_text(encoding="utf-8")
    start = text.index("```text", text.index("## By ear"))
    end = text.index("```", start + 3) + 3
    if os.environ.get("UPDATE"):
        page.write_text(text[:start] + block + text[end:], encoding="utf-8")
    else:
        assert text[start:end] == block, f"docs/fix.md should have, by UPDATE=1 .ci/reader:\n{block}"


def main():
    every_answer_is_heard()
    a_long_line_is_read_again_only_when_it_moves()
    the_session_in_the_documents_is_what_is_heard()


main()
