"""An article and the text of its translation in; the same with a place for every block that it lacks out."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

from jiazhu.errors import JiazhuError
from jiazhu.exchange.comments import commented, show_above, uncommented
from jiazhu.library.articles import KIND
from jiazhu.library.blocks import Block, read_blocks
from jiazhu.library.coverage import WORDS, words_hash
from jiazhu.library.frontmatter import dump, read_mapping, rewrite_body, rewrite_matter
from jiazhu.library.markers import COMMENT, Marker, Segment, insert_segment, read_segments, write_marker, write_segment
from jiazhu.library.translations import Pair, pair_blocks
from jiazhu.model import Article, TranslationMatter
from jiazhu.record import Record
from jiazhu.text.blocks import split_blocks

_COMMENTS_ABOVE = re.compile(r"(?:<!--.*?-->(?:[ \t]*\n)*)*", re.DOTALL)


class Skeleton(Record):
    """A translation that has a place for everything."""

    text: str
    """Of the whole file."""
    added: int
    """How many blocks had no segment."""


def skeleton(article: Article, code: str, path: Path, text: str) -> Skeleton:
    """Give each block of an article, and each of its other words, a place in its translation into a language.

    `text` is that of the file at `path`, and nothing where there is none yet. Every line with words stays as it is. The
    original's wording stands as a comment where nothing is translated; what was paired by its place alone gets a marker
    that says so. Raises JiazhuError for a text without markers that has another number of blocks.
    """
    blocks = read_blocks(article.body)
    translation = article.translations.get(code)
    body, added = _with_segments(blocks, translation.body if translation else "", path)
    text = _with_words(article, translation.matter if translation else TranslationMatter(title=""), path, text)
    if translation is None or body != translation.body:
        text = rewrite_body(text, path, body)
    return Skeleton(text=text, added=added)


def source_of(blocks: Sequence[Block], pair: Pair) -> str:
    """Give the Markdown of a pair's blocks."""
    return "\n\n".join(blocks[place].text.source for place in pair.blocks)


def is_shown(blocks_ids: Sequence[str], comment: str) -> bool:
    """Tell whether the words of a comment are those of some blocks, and nothing else."""
    names = {id_.partition(".")[0] for id_ in blocks_ids}
    found = {block.id.partition(".")[0] for block in read_blocks(uncommented(comment))}
    return bool(found) and found <= names


def comments_above(segment: Segment) -> str:
    """Give the comments that stand above a segment's words, with the white space between them."""
    found = _COMMENTS_ABOVE.match(segment.text)
    return found[0] if found else ""


def words_of(segment: Segment) -> str:
    """Give a segment's words without the comments above; nothing where there are comments alone."""
    return "" if segment.blank else segment.text.removeprefix(comments_above(segment))


def comments_kept(segment: Segment) -> str:
    """Give the comments that stay above new words; one that shows the original goes where there were none."""
    if not segment.blank:
        return comments_above(segment)
    ids = (*segment.marker.ids, *segment.marker.was)
    kept = [found[0] for found in COMMENT.finditer(segment.text) if not is_shown(ids, found["words"])]
    return "".join(f"{comment}\n" for comment in kept)


def _with_words(article: Article, matter: TranslationMatter, path: Path, text: str) -> str:
    """Add the keys that are missing, and show the original's wording above those that are blank."""
    given = read_mapping(text, path)[0] if text else {}
    wordings = {name: getattr(article.matter, name) for name in WORDS}
    hashes = {name: words_hash(wording) for name, wording in wordings.items() if wording}
    blank = [name for name in hashes if not getattr(matter, name)]
    of = matter.of | {name: hash_ for name, hash_ in hashes.items() if name in blank or name not in matter.of}
    keys: dict[str, object] = {name: "" for name in ("title", *hashes) if name not in given}
    if of != matter.of:
        keys["of"] = of
    text = rewrite_matter(text, path, keys) if text else dump({**keys, "state": "draft"}, "")
    for name in blank:
        if matter.of.get(name) != hashes[name]:
            text = show_above(text, name, wordings[name], matter.of.get(name, ""))
    return text


def _with_segments(blocks: Sequence[Block], body: str, path: Path) -> tuple[str, int]:
    """Give each block a segment; tell how many had none."""
    ids = [block.id for block in blocks]
    segments = read_segments(body)[1]
    if body and not segments:
        body = _with_markers(ids, body, path)
        segments = read_segments(body)[1]
    pairs = pair_blocks(ids, segments).pairs
    for pair in pairs:
        if pair.segment:
            body = _with_place(ids, pair, pair.segment, body, source_of(blocks, pair))
    left = [pair for pair in pairs if pair.segment is None]
    for pair in left:
        marker = Marker(ids=tuple(ids[place] for place in pair.blocks))
        body = insert_segment(body, ids, marker, commented(source_of(blocks, pair)))
    return body, len(left)


def _with_place(ids: Sequence[str], pair: Pair, segment: Segment, body: str, source: str) -> str:
    """Let a segment name its blocks where it does not; show their present wording in one that has no words."""
    marker, named = segment.marker, tuple(ids[place] for place in pair.blocks)
    if not segment.blank:
        if set(named) & set(marker.ids):
            return body
        was = marker.was or marker.ids
        followed = Marker(ids=named, was=() if was == named else was, state=marker.state)
        return write_marker(body, segment.number, followed)
    ids_there = marker.ids if set(named) == set(marker.ids) else named
    present = Marker(ids=ids_there, state=marker.state)
    if segment.text and marker == present:
        return body
    return write_segment(body, segment.number, present, _showing(source, segment))


def _showing(source: str, segment: Segment) -> str:
    """Put the present wording in the place of the comment that shows an earlier one, else below what a hand wrote."""
    for comment in COMMENT.finditer(segment.text):
        if is_shown((*segment.marker.ids, *segment.marker.was), comment["words"]):
            return segment.text[: comment.start()] + commented(source) + segment.text[comment.end() :]
    return "\n".join(filter(None, (segment.text, commented(source))))


def _with_markers(ids: Sequence[str], body: str, path: Path) -> str:
    """Put a marker above each block of a translation that has none."""
    starts = [block.line for block in split_blocks(body)]
    if len(starts) != len(ids):
        raise JiazhuError(
            f"no markers, and blocks: {len(starts)} here, {len(ids)} in the original",
            path,
            hint=f"rename {path.name}, run this again, and move your text below the markers of the new file",
            kind=KIND,
        )
    lines = body.split("\n")
    for start, id_ in sorted(zip(starts, ids, strict=True), reverse=True):
        apart = [""] if start and lines[start - 1].strip() else []
        lines[start:start] = [*apart, str(Marker(ids=(id_,)))]
    return "\n".join(lines)
