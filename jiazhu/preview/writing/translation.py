"""A translation's file and what a form says of one of its parts in; its text with that part, and no other, out."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from jiazhu.errors import JiazhuError
from jiazhu.exchange.incoming import fault_of
from jiazhu.exchange.skeleton import comments_kept
from jiazhu.library.articles import parse_translation
from jiazhu.library.blocks import read_blocks
from jiazhu.library.coverage import WORDS, words_hash
from jiazhu.library.frontmatter import dump, lines_above, read_mapping, rewrite_body, rewrite_matter
from jiazhu.library.markers import Marker, Segment, insert_segment, is_blank, own_state, read_segments, write_segment
from jiazhu.library.saving import ChangedError
from jiazhu.library.translations import pair_blocks
from jiazhu.model import Article, Translation
from jiazhu.preview.writing.forms import TranslationForm

KIND: Final = "article"


def with_translation(article: Article, path: Path, text: str, form: TranslationForm) -> tuple[str, int]:
    """Put a form's words in the place of those of its part; give the text, and the line that they are at.

    `text` is that of the translation's file, empty where there is none yet. Who saves a stale part has seen the present
    words of the original beside it: it is stale no longer. Raises ChangedError where the original's blocks are others
    now, and JiazhuError where the words cannot be a translation.
    """
    words = form.text.strip("\n").rstrip()
    if is_blank(words):
        raise JiazhuError("a translation without words", path, hint="write it; to take one back, use git", kind=KIND)
    if not text:
        text = dump({"title": "", "state": form.state}, "")
    if form.part in WORDS:
        return _with_words(article, path, text, form.part, " ".join(words.split()))
    return _with_block(article, path, text, form, words)


def _with_words(article: Article, path: Path, text: str, part: str, words: str) -> tuple[str, int]:
    of = parse_translation(path, text).matter.of
    hash_ = words_hash(getattr(article.matter, part))
    keys: dict[str, object] = {part: words, **({"of": {**of, part: hash_}} if of.get(part, hash_) != hash_ else {})}
    new = rewrite_matter(text, path, keys)
    _, _, line_of = read_mapping(new, path)
    parse_translation(path, new)  # what cannot be read again must not be written
    return new, line_of(part)


def _with_block(article: Article, path: Path, text: str, form: TranslationForm, words: str) -> tuple[str, int]:
    translation = parse_translation(path, text)
    ids = [block.id for block in read_blocks(article.body)]
    segments = read_segments(translation.body)[1]
    if translation.body and not segments:
        hint = f"`translate {article.slug}` puts them there"
        raise JiazhuError("no markers tell which blocks it translates", path, hint=hint, kind=KIND)
    wanted = tuple(form.part.split())
    pair = next(
        (pair for pair in pair_blocks(ids, segments).pairs if tuple(ids[at] for at in pair.blocks) == wanted), None
    )
    if pair is None:
        hint = "copy what you wrote, and open the form again"
        raise ChangedError("the original has other words here by now", article.path, hint=hint, kind=KIND)
    segment = pair.segment
    state = own_state(form.state, segment.marker.state if segment else None, translation.matter.state)
    marker = Marker(ids=_ids(wanted, segment), state=state)
    if fault := fault_of(words):
        raise JiazhuError(f"{fault[0]} in the words", path, hint=fault[1], kind=KIND)
    written = (comments_kept(segment) if segment else "") + words
    if segment:
        body = write_segment(translation.body, segment.number, marker, written)
    else:
        body = insert_segment(translation.body, ids, marker, written)
    new = rewrite_body(text, path, body)
    return new, _line(path, new, translation, segment, (marker, written))


def _ids(wanted: tuple[str, ...], segment: Segment | None) -> tuple[str, ...]:
    """Name the blocks as the marker does, if it names these."""
    return segment.marker.ids if segment and set(segment.marker.ids) == set(wanted) else wanted


def _line(path: Path, text: str, before: Translation, segment: Segment | None, written: tuple[Marker, str]) -> int:
    """Find what was written, and see that all else is as it was. Raises JiazhuError where it is not."""
    after = parse_translation(path, text)
    others = [
        (one.marker, one.text) for one in read_segments(before.body)[1] if one.number != (segment and segment.number)
    ]
    now = read_segments(after.body)[1]
    for place, one in enumerate(now):
        left = [(each.marker, each.text) for each in (*now[:place], *now[place + 1 :])]
        if (one.marker, one.text) == written and left == others:
            return lines_above(text, after.body) + one.line + 1
    hint = "write it into the file by hand"
    raise JiazhuError("these words cannot stand there as they are", path, hint=hint, kind=KIND)
