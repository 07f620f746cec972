"""What the search finds, what it costs a reader, and what it takes to build.

    make benchmark-search FRAGMENTS=folder

The articles are those of the sample and of a folder of fragments. Asked are, in each language, the 400 most frequent
words and 200 random strings: of two to four characters in Chinese, of up to three words in English. What should be
found is told by looking for the same in the articles' texts, folded and read as plain text. Questions go through the
search page's own script, run by node, which has read nothing before; bytes and requests are those of one question.

Time and memory are measured in a process of their own, on ARTICLES articles made of the same sentences in random order:
a build of the index without cache, one of the same again, and one after an edit. Prints fractions, bytes and seconds.
"""

from __future__ import annotations

import random
import re
import resource
import statistics
import subprocess
import sys
import tempfile
import time
import zlib
from collections import Counter
from collections.abc import Iterator, Sequence
from html import escape
from pathlib import Path

from engine import Engine
from msgspec.structs import replace

from jiazhu.config import load_config
from jiazhu.errors import JiazhuError, Problems
from jiazhu.ingest.convert import convert_fragment
from jiazhu.library.blocks import read_blocks
from jiazhu.library.load import load_library
from jiazhu.library.sources import load_sources
from jiazhu.site.material import Material
from jiazhu.site.search import SEGMENT, index_files
from jiazhu.site.searched import Searched, SearchedWords, searched
from jiazhu.site.segments import segment_of
from jiazhu.site.urls import Urls
from jiazhu.site.view import View
from jiazhu.text.anchor import words
from jiazhu.text.han import HAN
from jiazhu.text.script import simplified_table
from jiazhu.text.tokens import fold

REPOSITORY = Path(__file__).parents[1]
CONTENT = REPOSITORY / "content"
WORDS = 400
STRINGS = 200
ARTICLES = 5_000
LENGTH = {"zh": 1_700, "en": 3_400}
"""Characters of a made article: some 5 KB of Markdown in Chinese, and what is translated of it."""
NO_LABELS = {"labels": {"source": {}, "tag": {}, "entity": {}}, "names": {}}
TABLE = simplified_table()

_RUN = {"zh": re.compile(f"[{HAN}]+"), "en": re.compile("[a-z]+(?: [a-z]+)*")}
_SENTENCE = {"zh": re.compile("[^。！？]+[。！？]?"), "en": re.compile(r"[^.!?]+[.!?]?\s*")}


def main(folder: Path) -> None:
    """Measure everything."""
    with tempfile.TemporaryDirectory() as scratch:
        engine = Engine(Path(scratch))
        for language in ("zh", "en"):
            articles = articles_of(language, folder)
            print(f"\n{language}: {len(articles)} articles")
            index = Path(scratch) / language
            measure_index(index, articles)
            texts = [text_of(article) for article in articles]
            ask(engine, index, texts, "words", frequent_words(language, texts))
            ask(engine, index, texts, "strings", random_strings(language, texts))
            print(f"\n{language}: {ARTICLES} articles of {LENGTH[language]} characters")
            index = Path(scratch) / f"{language}-large"
            command = [sys.executable, __file__, str(folder), language, str(index)]
            subprocess.run(command, check=True)
            made = [text_of(article) for article in made_articles(language, articles)]
            ask(engine, index, made, "words", frequent_words(language, texts)[::8])
            ask(engine, index, made, "strings", random_strings(language, texts)[::8])
        engine.close()


def articles_of(language: str, folder: Path) -> list[Searched]:
    """Read the sample's articles in a language, and the fragments of a folder."""
    config = load_config(CONTENT / "digest.toml")
    library = load_library(CONTENT, config, Problems())
    view = View(Material(library, Urls(config.base_url)), language)
    found = [searched(view, shown) for shown in map(view.article, view.library.articles) if shown.translated]
    sources = list(load_sources(CONTENT / "sources").values())
    for path in sorted(folder.glob("*.txt")):
        try:
            converted = convert_fragment(path.read_bytes(), path, sources)
        except JiazhuError:
            continue
        if converted.matter.lang.startswith(language):
            blocks = tuple(block.text.html for block in read_blocks(converted.body))
            found.append(article_of(found[0], path.stem, escape(converted.matter.title), blocks))
    return found


def made_articles(language: str, articles: Sequence[Searched]) -> list[Searched]:
    """Make articles of the sentences of others, in random order: the same each time."""
    chance = random.Random(2)  # noqa: S311 -- the same articles each time
    sentences = [
        sentence
        for article in articles
        for text in article.words().blocks
        for sentence in _SENTENCE[language].findall(words(text))
    ]
    made = []
    for number in range(ARTICLES):
        blocks: list[str] = []
        while sum(map(len, blocks)) < LENGTH[language]:
            blocks.append("".join(chance.choices(sentences, k=4)))
        texts = tuple(escape(block, quote=False) for block in blocks)
        title = escape(chance.choice(articles).words().title)
        made.append(article_of(articles[0], f"made-{number}", title, texts))
    return made


def article_of(other: Searched, slug: str, title: str, blocks: tuple[str, ...]) -> Searched:
    """Make an article that is as another but for its words."""
    said = SearchedWords(title=title, blocks=blocks, notes=())
    return replace(other, slug=slug, version=slug, words=lambda: said)


def text_of(article: Searched) -> str:
    """Write an article's words as they are compared, with a mark for whatever interrupts them."""
    said = article.words()
    parts = (words(html) for html in (said.title, *said.blocks, *said.notes))
    return "\n".join(comparable(part) for part in parts)


def comparable(text: str) -> str:
    """Fold a text; spaces stay only between words, and punctuation is one and the same mark."""
    text = re.sub(rf"(?<=[{HAN}]) +(?=[{HAN}])", "·", fold(text, TABLE))
    text = re.sub(rf"(?<=[{HAN}]) +| +(?=[{HAN}])", "", text)
    return re.sub(rf"(?: *[^\w\s{HAN}] *)+", "·", text)


def frequent_words(language: str, texts: Sequence[str]) -> list[str]:
    """Give the most frequent words; in Chinese, strings of two to four characters that stand apart, and pairs."""
    if language == "en":
        count = Counter(word for text in texts for word in re.findall("[a-z]{3,}", text))
    else:
        count = Counter(run for text in texts for run in re.findall(f"(?<![{HAN}])[{HAN}]{{2,4}}(?![{HAN}])", text))
        count.update(Counter(text[at : at + 2] for text in texts for at in range(0, len(text), 7)))
        count = Counter({word: much for word, much in count.items() if _RUN["zh"].fullmatch(word) and len(word) > 1})
    return [word for word, _ in count.most_common(WORDS)]


def random_strings(language: str, texts: Sequence[str]) -> list[str]:
    """Cut strings out of the texts, wherever it falls: what is asked for in quotation marks."""
    chance = random.Random(3)  # noqa: S311 -- the same strings each time
    found: list[str] = []
    while len(found) < STRINGS:
        run = chance.choice(_RUN[language].findall(chance.choice(texts)) or [""])
        if language == "zh":
            size = chance.randint(2, 4)
            start = chance.randint(0, max(0, len(run) - size))
            found += [run[start : start + size]] if len(run) >= size else []
        elif run:
            parts = run.split(" ")
            start = chance.randrange(len(parts))
            found.append(f'"{" ".join(parts[start : start + chance.randint(1, 3)])}"')
    return found


def expected(texts: Sequence[str], query: str) -> set[int]:
    """Look for something in all texts: Han anywhere, a word where one begins so, or in quotation marks is whole."""
    wanted = re.escape(query.strip('"'))
    if query.isascii():
        wanted = rf"(?<![^\W_{HAN}]){wanted}" + (rf"(?![^\W_{HAN}])" if query.startswith('"') else "")
    pattern = re.compile(wanted)
    return {number for number, text in enumerate(texts) if pattern.search(text)}


def ask(engine: Engine, index: Path, texts: Sequence[str], kind: str, queries: Sequence[str]) -> None:
    """Ask for everything, and print what was found and what it cost."""
    precisions, recalls, answers = [], [], []
    for query in queries:
        found = engine.find(index, query, cold=True)
        wanted, given = expected(texts, query), set(found["numbers"])
        precisions.append(len(wanted & given) / len(given) if given else 1.0)
        recalls.append(len(wanted & given) / len(wanted) if wanted else 1.0)
        answers.append(found["cost"])
    print(
        f"  {len(queries)} {kind}: precision {statistics.mean(precisions):.4f}, recall {statistics.mean(recalls):.4f}"
    )
    for step in ("opening", "searching", "showing"):
        of = {unit: sorted(answer[step][unit] for answer in answers) for unit in ("bytes", "requests")}
        print(
            f"    {step:10} {_middle(of['bytes']) / 1000:7.1f} KB (95 %: {_late(of['bytes']) / 1000:.1f}) in "
            f"{_middle(of['requests'])} requests (95 %: {_late(of['requests'])})"
        )


def _middle(values: Sequence[int]) -> int:
    return values[len(values) // 2]


def _late(values: Sequence[int]) -> int:
    return values[int(len(values) * 0.95)]


def measure_index(index: Path, articles: Sequence[Searched]) -> None:
    """Write an index, and print how large it is."""
    sizes: Counter[str] = Counter()
    raw: Counter[str] = Counter()
    count = 0
    for name, data in files_of(articles, None):
        path = index / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
        kind = re.sub(r"[^a-z].*", "", path.name)
        sizes[kind] += len(data)
        raw[kind] += len(zlib.decompress(data)) if name.endswith(".bin") else len(data)
        count += 1
    texts = sum(len(text_of(article).encode()) for article in articles)
    parts = ", ".join(f"{kind} {sizes[kind] / 1e6:.2f} ({raw[kind] / 1e6:.2f})" for kind in sizes)
    print(f"  {count} files, {sum(sizes.values()) / 1e6:.2f} MB (inflated {sum(raw.values()) / 1e6:.2f}): {parts}")
    print(f"  the texts themselves: {texts / 1e6:.2f} MB")


def files_of(articles: Sequence[Searched], cache: Path | None) -> Iterator[tuple[str, bytes]]:
    """Go through the files of an index, as a build does; `cache` is the beginning of the names of its files."""
    segments = []
    for start in range(0, len(articles), SEGMENT):
        kept = cache and cache.with_name(f"{cache.name}-{start}")
        segment, files = segment_of(articles[start : start + SEGMENT], TABLE, kept)
        segments.append(segment)
        yield from files
    yield from index_files(segments, TABLE, NO_LABELS)


def measure_build(folder: Path, language: str, index: Path) -> None:
    """Build a large index without cache, then the segment of an edited article again; print time and memory."""
    made = made_articles(language, articles_of(language, folder))
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    cache = index.with_suffix(".cache")

    def build(articles: Sequence[Searched]) -> None:
        begun, worked = time.perf_counter(), time.process_time()
        for _ in files_of(articles, cache):
            pass
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        took, work = time.perf_counter() - begun, time.process_time() - worked
        print(f"{took:6.2f} s (CPU {work:.2f}), peak {peak / 1024:.0f} MB, {(peak - before) / 1024:.0f} over the texts")

    edited = [article_of(made[0], "edited", "New", ("New.",)), *made[1:SEGMENT]]
    for name, articles in [("without cache", made), ("after an edit", edited)]:
        print(f"  {name:14}", end="")
        build(articles)
    measure_index(index, made)


if __name__ == "__main__":
    fragments = Path(sys.argv[1]) if sys.argv[1:] else CONTENT / "raw"
    if sys.argv[2:]:
        measure_build(fragments, sys.argv[2], Path(sys.argv[3]))
    else:
        main(fragments)
