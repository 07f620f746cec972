"""PO files of any texts: out and back in, at any time, and before gettext's own judge."""

from __future__ import annotations

import re
import shutil
import subprocess
import tempfile
from pathlib import Path

import pytest
from chance import examples
from edits import WORDINGS, edited, edits
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace
from written import original, translation

from exchange.po_digest import Digest
from jiazhu.errors import Problems
from jiazhu.exchange.incoming import fault_of
from jiazhu.exchange.po import Entry, portable, read_po, stamp, write_po
from jiazhu.exchange.po_export import entries_of_all, moment_of
from jiazhu.exchange.po_import import take_file
from jiazhu.library.articles import load_article, load_articles
from jiazhu.library.blocks import changed_blocks, read_blocks
from jiazhu.library.frontmatter import rewrite_body
from jiazhu.library.markers import follow_changes, read_segments
from jiazhu.library.translations import pair_blocks

CHARACTERS = "a甲B。%\"'\\ \t\n{}#<>!-_*[]()`~|\r\x01\x0b\x0c\x1c\x85\u2028\u2029\ufeff👍"
FREE = st.text(CHARACTERS, max_size=12)
PLAIN = st.text('aB甲%"\\ \t\n*\u2028.', max_size=12).filter(str.strip)


@given(st.lists(st.tuples(FREE.filter(str.strip), FREE, st.booleans()), max_size=4))
def test_a_po_file_says_what_was_written(pieces):
    """Whatever characters there are, once they can be carried; a control character cannot."""
    entries = [
        Entry(
            article="a",
            part=str(number),
            source=portable(source),
            text=portable(text),
            fuzzy=fuzzy,
            exported=stamp(text),
        )
        for number, (source, text, fuzzy) in enumerate(pieces)
        if portable(source)
    ]
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "x.po")
        path.write_bytes(write_po(entries, code="en", project="x", moment=moment_of([])))
        problems = Problems()
        language, found = read_po(path, problems)

    assert (language, len(problems)) == ("en", 0)
    said = [(entry.part, entry.source, entry.text, entry.fuzzy, entry.exported) for entry in entries]
    assert [(entry.part, entry.source, entry.text, entry.fuzzy, entry.exported) for entry in found] == said


IDS = [block.id for block in read_blocks("甲\n\n乙\n\n丙\n\n丁")]
MARKERS = st.tuples(
    st.lists(st.sampled_from([*IDS, "00000000"]), min_size=1, max_size=2, unique=True),
    st.sampled_from(["", "", " was 11111111"]),
    st.sampled_from(["", " draft", " machine", " reviewed"]),
    st.sampled_from(["", " "]),
).map(lambda given: f"<!--{given[3]} {' '.join(given[0])}{given[1]}{given[2]} {given[3]}-->")
STATES = st.tuples(
    st.sampled_from(["", "", " was 11111111"]), st.sampled_from(["", " draft", " machine", " reviewed"])
).map("".join)
SEGMENTS = st.lists(st.tuples(MARKERS, st.one_of(FREE, PLAIN)).map("\n".join), min_size=1, max_size=5)


def english(segments: list[str], state: str, *, windows: bool = False) -> str:
    """Write a translation of segments that are as they are."""
    text = f"---\ntitle: 'T'\nstate: {state}\n---\n\n" + "\n".join(segments)
    return text.replace("\r", "").replace("\n", "\r\n") if windows else text


@settings(max_examples=examples(50, 1_500), deadline=None)
@given(SEGMENTS, st.sampled_from(["machine", "draft", "reviewed"]), st.booleans())
def test_out_and_in_changes_no_byte(segments, state, windows):
    """Of any file."""
    with tempfile.TemporaryDirectory() as folder:
        text = english(segments, state, windows=windows)
        made = Digest(Path(folder), original(body="甲\n\n乙\n\n丙\n\n丁"), text)
        made.export()

        assert made.take() == []
        assert made.read() == text


@settings(max_examples=examples(50, 1_500), deadline=None)
@given(
    st.permutations(IDS),
    st.lists(st.tuples(STATES, st.one_of(FREE, PLAIN)), max_size=4),
    st.lists(st.tuples(st.one_of(st.none(), PLAIN), st.booleans()), min_size=5, max_size=5),
)
def test_what_a_translator_writes_comes_out_again(ids, there, changes):
    """Its text, and that it has been reviewed, of every entry; all others are as they were.

    There are no orphans: what is left over finds another place when a block finds its own.
    """
    segments = [f"<!-- {id_}{state} -->\n{text}" for id_, (state, text) in zip(ids, there, strict=False)]
    changes = iter(changes)
    wanted = {}

    def change(entry: Entry) -> Entry:
        words, fuzzy = next(changes)
        changed = entry if words is None else replace(entry, text=words, fuzzy=fuzzy)
        if entry.part == "title":
            changed = replace(changed, text=" ".join(changed.text.split()))
        wanted[entry.part] = (portable(changed.text), changed.fuzzy)
        return changed

    with tempfile.TemporaryDirectory() as folder:
        made = Digest(Path(folder), original(body="甲\n\n乙\n\n丙\n\n丁"), english(segments, "draft"))
        before = {entry.part: entry for entry in made.export(change)}
        faults = {part for part, (text, _) in wanted.items() if text != before[part].text and fault_of(text)}
        assert len(made.take()) == len(faults)
        after = {entry.part: (entry.text, entry.fuzzy) for entry in made.export()}

    for part, (text, fuzzy) in wanted.items():
        if part not in faults:
            assert after[part][0] == text
            assert part == "title" or after[part][1] == fuzzy  # a title has the state of the whole


@settings(max_examples=examples(80, 3_000), deadline=None)
@given(
    st.lists(st.sampled_from(WORDINGS), min_size=1, max_size=5),
    st.lists(st.tuples(st.booleans(), st.booleans(), st.booleans()), min_size=5, max_size=5),
    edits(most=5),
    edits(most=5),
    st.lists(st.integers(0, 9), max_size=2),
)
def test_what_comes_back_late_is_never_shown_as_what_it_is_not(texts, chosen, early, late, by_hand):
    """Whatever has become of the original, and of the translation; and no words of a hand are lost.

    Each text here is its own original in brackets, so that it tells what it translates.
    """
    ids = [block.id for block in read_blocks("\n\n".join(texts))]
    segments = [
        f"<!-- {id_} -->\n[{text}]" for id_, text, (there, _, _) in zip(ids, texts, chosen, strict=False) if there
    ]

    def translated(entry: Entry) -> Entry:
        words = f"[{''.join(entry.source.split())}]"
        return entry if entry.part == "title" else replace(entry, text=words, fuzzy=next(flags))

    def follow(blocks: list[str], edits: list[tuple[str, int, int, bool]]) -> list[str]:
        for kind, at, value, by_import in edits:
            new = edited(blocks, kind, at, value)
            if by_import:
                changed = changed_blocks(read_blocks("\n\n".join(blocks)), read_blocks("\n\n".join(new)))
                made.write("en", follow_changes(made.read(), changed))
            blocks = new
        made.write("zh", original(body="\n\n".join(blocks)))
        return blocks

    with tempfile.TemporaryDirectory() as folder:
        made = Digest(Path(folder), original(body="\n\n".join(texts)), translation(body="\n\n".join(segments)))
        flags = iter([fuzzy for _, fuzzy, _ in chosen] * 9)
        blocks = follow(texts, early)
        made.export(translated)
        blocks = follow(blocks, late)
        written = set()
        body = load_article(made.article).translations["en"].body
        for number in by_hand:
            there = read_segments(body)[1]
            if there:
                old = there[number % len(there)].text
                body = body.replace(old, f"{old[:-1]} {number}]", 1)
                written.add(f"{old[:-1]} {number}]")
        made.write("en", rewrite_body(made.read(), made.article / "en.md", body))
        written = {text for text in written if text in body}
        made.take()
        after = load_article(made.article)
        found = read_segments(after.translations["en"].body)[1]
        pairing = pair_blocks([block.id for block in read_blocks(after.body)], found)

    assert written <= {segment.text for segment in found}
    for pair in pairing.pairs:
        if pair.segment and pair.freshness == "fresh":
            said = re.sub(r" \d+", "", pair.segment.text)
            assert said == f"[{''.join(blocks[place] for place in pair.blocks)}]"


# gettext's own judge

needs_msgfmt = pytest.mark.skipif(not shutil.which("msgfmt"), reason="gettext is not installed")


def judged(path: Path) -> str:
    """Give what gettext says against a PO file."""
    done = subprocess.run(
        ["msgfmt", "--check", "-o", "/dev/null", str(path)], capture_output=True, text=True, check=False
    )
    return done.stderr


@needs_msgfmt
def test_gettext_accepts_the_sample(sample):
    """As it is, with nothing to say."""
    articles = load_articles(sample / "articles", Problems())
    path = sample / "x.po"
    path.write_bytes(
        write_po(entries_of_all(articles, "en", {}, Problems()), code="en", project="x", moment=moment_of(articles))
    )

    assert judged(path) == ""


@needs_msgfmt
def test_what_gettext_writes_again_is_the_same(sample):
    """Its tools break lines and order comments in their own way: nothing has changed."""
    articles = load_articles(sample / "articles", Problems())
    entries = entries_of_all(articles, "en", {}, Problems())
    path = sample / "x.po"
    path.write_bytes(write_po(entries, code="en", project="x", moment=moment_of(articles)))
    subprocess.run(["msgcat", "--width=40", "-o", str(path), str(path)], check=True)
    problems = Problems()

    assert take_file(sample, ("zh", "en"), path, problems) == []
    assert not list(map(str, problems))


@needs_msgfmt
@settings(max_examples=examples(10, 100), deadline=None)
@given(SEGMENTS, FREE)
def test_gettext_accepts_any_article(segments, free):
    """Whatever stands in it."""
    with tempfile.TemporaryDirectory() as folder:
        body = f"甲 100% {free.replace(chr(0), '')}\n\n乙\n\n丙\n\n丁"
        made = Digest(Path(folder), original(body=body), english(segments, "draft"))
        made.export()

        assert judged(made.po) == ""
