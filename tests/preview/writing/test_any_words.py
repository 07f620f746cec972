"""Whatever is typed into a form: it stands in the file as it was typed, or it is refused; all else stays."""

from __future__ import annotations

import json
import tempfile
from pathlib import Path

import pytest
from conftest import DIGEST
from hypothesis import given, settings
from hypothesis import strategies as st
from written import marked, original, translation

from jiazhu.config import load_config
from jiazhu.errors import JiazhuError, Problems
from jiazhu.library.articles import load_article
from jiazhu.library.blocks import read_blocks
from jiazhu.library.markers import read_segments
from jiazhu.library.saving import file_hash
from jiazhu.preview.writing.written import Writing
from jiazhu.text.characters import writable

BODY = "正文。\n\n第二段。"
PARTS = [*(block.id for block in read_blocks(BODY)), "title"]
PIECES = [
    "<!-- 0123abcd -->",
    "```",
    "<b>",
    "<!--",
    "-->",
    "---",
    "- id: x",
    "title:",
    "# ",
    "\n",
    "\n\n",
    " ",
    "\t",
    "x",
]
TEXT = (
    st.text(st.characters(codec="utf-8"))
    | st.text("ab \n\t\r#:-'\"|>\\\u2028\x85\ufeff<!*`~[]{}&%@—“中")
    | st.lists(st.sampled_from([*PIECES, "中"])).map("".join)
)


def begin(folder: str) -> tuple[Writing, Path]:
    """Write a small digest; give what writes into it, and the folder of its article."""
    content = Path(folder)
    article = content / "articles" / "one"
    article.mkdir(parents=True)
    (content / "digest.toml").write_text(DIGEST, encoding="utf-8")
    (article / "zh.md").write_text(original(body=BODY), encoding="utf-8")
    (article / "en.md").write_text(translation(body=marked("One.\n\nTwo.", BODY)), encoding="utf-8")
    (article / "notes.yaml").write_text("# c\n- {id: a, kind: context, in: zh, quote: 第二, note: {en: x}}\n")
    return Writing(content, lambda: load_config(content / "digest.toml")), article


def typed(text: str) -> str:
    """Give a text as a file has it."""
    return writable(text.replace("\r\n", "\n").replace("\r", "\n"))


@pytest.mark.slow
@settings(max_examples=1_000)
@given(TEXT)
def test_a_note_says_any_words_at_length(text):
    """The same as below, often."""
    _note_says(text)


@settings(max_examples=60)
@given(TEXT)
def test_a_note_says_any_words(text):
    """Its entry comes behind the others, which stay to the byte, and reads as it was typed."""
    _note_says(text)


def _note_says(text: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        writing, article = begin(folder)
        path = article / "notes.yaml"
        before = path.read_bytes()
        place = {"quote": "正文", "language": "zh", "at": "body"}
        form = {"hash": file_hash(path), "place": place, "kind": "context", "note": {"zh": text, "en": "ok"}}
        writing.save("one", "note", json.dumps(form).encode())
        problems = Problems()
        notes = load_article(article, problems).notes
        assert path.read_bytes().startswith(before)
        assert list(problems) == []
        assert notes[1].note.get("zh", "").strip() == typed(text).strip()


@pytest.mark.slow
@settings(max_examples=1_000)
@given(TEXT, st.sampled_from(PARTS))
def test_a_translation_says_any_words_at_length(text, part):
    """The same as below, often."""
    _translation_says(text, part)


@settings(max_examples=60)
@given(TEXT, st.sampled_from(PARTS))
def test_a_translation_says_any_words(text, part):
    """It reads as it was typed, or is refused and the file stays; the other parts stay in any case."""
    _translation_says(text, part)


def _translation_says(text: str, part: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        writing, article = begin(folder)
        path = article / "en.md"
        before = path.read_bytes()
        form = {"hash": file_hash(path), "language": "en", "part": part, "text": text, "state": "reviewed"}
        expected = dict(zip(PARTS, ["One.", "Two.", "Title"], strict=True))
        try:
            writing.save("one", "translation", json.dumps(form).encode())
        except JiazhuError:
            assert path.read_bytes() == before
        else:
            words = typed(text)
            expected[part] = " ".join(words.split()) if part == "title" else words.strip("\n").rstrip()
        after = load_article(article).translations["en"]
        segments = [segment.text for segment in read_segments(after.body)[1]]
        assert dict(zip(PARTS, [*segments, after.matter.title], strict=True)) == expected
