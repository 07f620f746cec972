"""Words by groups in, the content of a digest that holds each of them wherever somebody may write, out.

Given attacks, it is an enemy's digest; given harmless words in their place, a digest of the same build, whose pages
must be built alike.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import cycle
from pathlib import Path

from hostile import HAND_WRITTEN
from msgspec.structs import replace

from jiazhu.config import load_config
from jiazhu.errors import Problems
from jiazhu.ingest.convert import convert_fragment
from jiazhu.library.blocks import read_blocks
from jiazhu.library.frontmatter import scalar
from jiazhu.library.load import load_library
from jiazhu.library.originals import original_text
from jiazhu.model import ImageRule, Source, TextRule
from jiazhu.site.builder import build
from jiazhu.site.theme import Theme
from jiazhu.text.characters import first_control

GROUP = 16
GROUP_CHARACTERS = 900
"""So many attacks are in an article, with what belongs to it: all of them are its title."""

DIGEST = """\
title = {{ zh = {0}, en = {0} }}
description = {{ zh = {0}, en = {0} }}
base_url = "https://example.org/watch/"
languages = ["zh", "en"]
timezone = "Asia/Shanghai"
period = "day"
authority = "example.org,2023"
metadata.cards = false
theme.footer = {{ zh = {0}, en = {0} }}
"""

ON_EACH_PAGE = 3
"""So many are in the settings, whose words each page shows."""
SOURCES = 4
"""So many groups give the name of a source, which costs six feeds each."""
FURTHER_DAYS = 200
"""After so many days come articles that were imported."""
MISSING = "此言不在" * 10
"""What a quote begins with whose words are gone: enough not to be taken for what follows."""


RULE = Source(
    id="s0",
    hosts=("fragment.example",),
    authors=TextRule(select=".author"),
    image=ImageRule(select=".lead"),
    caption=TextRule(select=".caption"),
    remove=(".gone",),
)


def by_hand(attack: str) -> str:
    """Reduce an attack to what can be in a file that a hand writes: neither half characters nor control characters."""
    attack = attack.encode("utf-8", "replace").decode()
    return "".join(char for char in attack if not first_control(char))


def build_sites(folder: Path, share: int = 1) -> tuple[Path, Path]:
    """Build two sites: of each `share`th attack that is written in the files, and its harmless twin."""
    attacks = [f"词{number} {by_hand(attack)} 词" for number, attack in enumerate(HAND_WRITTEN[::share])]
    groups: list[list[str]] = [[]]
    for attack in attacks:
        if len(groups[-1]) == GROUP or len(" ".join([*groups[-1], attack])) > GROUP_CHARACTERS:
            groups.append([])
        groups[-1].append(attack)
    harmless = [[f"词{word.split()[0]} good 词" for word in words] for words in groups]
    return _site(folder / "poisoned", groups), _site(folder / "harmless", harmless)


def _site(folder: Path, groups: Sequence[Sequence[str]]) -> Path:
    for name, text in poison(groups).items():
        path = folder / "content" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    problems = Problems()
    library = load_library(folder / "content", load_config(folder / "content" / "digest.toml"), problems)
    assert list(map(str, problems)) == []
    build(library, Theme(), folder / "site")
    return folder / "site"


def fragment(words: Sequence[str], title: str = "题", url: str = "https://fragment.example/") -> bytes:
    """Write a fragment whose every part holds words."""
    said = " ".join(words)
    parts = ["<p>文</p>"]
    for word in words:
        parts += [
            f"<p>{word}</p><p>文 {word} 文</p>",
            f'<p><a href="{word}" title="{word}">{word}</a><a href=\'{word}\'>b</a><a href={word}>c</a></p>',
            f'<figure><img src="{word}" alt="{word}" title="{word}"><figcaption>{word}</figcaption></figure>',
            f"<video src='{word}' title='{word}'></video><pre>{word}</pre><table><tr><th>{word}<td>{word}</table>",
        ]
    parts += [
        f'<p class="author">{said}</p><p class="caption">{said}</p>',
        f'<img class="lead" src="https://e.org/a.png" alt="{said}" title="{said}"><p class="gone">{said}</p>',
    ]
    header = f"<!--1692353702000-->\n[{title}]({url})\n------\n\n"
    return (header + "\n".join(parts)).encode("utf-8", "surrogatepass")


def poison(groups: Sequence[Sequence[str]]) -> dict[str, str]:
    """Write the files of a content folder: path and text."""
    tags, entities, files = [], [], {}
    files["digest.toml"] = DIGEST.format(_toml(" ".join(groups[0][:ON_EACH_PAGE])))
    for number, words in enumerate(groups):
        name = f"g{number:03}"
        said = " ".join(words)
        tags.append(f"- {{id: t{name}, label: {_both(f'T{name} {said}')}, about: {_both(said)}}}")
        entities.append(
            f"- {{id: e{name}, type: Person, name: {_both(f'E{name} {said}')}, about: {_both(said)},"
            f" match: {_both_lists([f'E{name} {word}' for word in words])}, never: {_both_lists(words)},"
            f" same_as: [{scalar(_address(said))}]}}"
        )
        files[f"articles/i{name}/zh.md"] = _imported(name, number, words)
        files |= {f"articles/{name}/{file}": text for file, text in _article(name, number, words).items()}
        if number < SOURCES:
            files[f"sources/s{number}.toml"] = f"name = {{ zh = {_toml(said)}, en = {_toml(said)} }}\n"
        for code in ("zh", "en"):
            files[f"pages/p{name}.{code}.md"] = f"---\ntitle: {scalar(said)}\n---\n\n{_body(words)}\n"
            files[f"digests/d{name}.{code}.md"] = _digest(name, said, words)
    files["tags.yaml"] = "\n".join([*tags, ""])
    files["entities.yaml"] = "\n".join([*entities, ""])
    return files


def _article(name: str, number: int, words: Sequence[str]) -> dict[str, str]:
    said = " ".join(words)
    body = _body(words)
    original = {
        "id": name,
        "title": scalar(said),
        "lang": "zh-Hans",
        "epoch": f"{_epoch(number)}",
        "url": scalar(_address(said)),
        "source": f"s{number % SOURCES}",
        "authors": _list(words),
        "image": f"{{src: {scalar(_address(said))}, alt: {scalar(said)}}}",
        "caption": scalar(said),
        "summary": scalar(said),
        "tags": f"[t{name}]",
        "entities": f"{{add: [e{name}]}}",
        "remark": scalar(said),
    }
    translated = {"title": scalar(said), "caption": scalar(said), "summary": scalar(said), "translator": scalar(said)}
    blocks = read_blocks(body)[:-1]
    segments = [f"<!-- {block.id} -->\n{text}" for block, text in zip(blocks, cycle(words), strict=False)]
    return {
        "zh.md": _file(original, body),
        "en.md": _file({**translated, "state": "reviewed"}, "\n\n".join(segments)),
        "notes.yaml": "\n".join(_notes(name, words)) + "\n",
    }


def _imported(name: str, number: int, words: Sequence[str]) -> str:
    """Write the original that comes of a fragment."""
    said = " ".join(" ".join(words).split())
    url = f"https://fragment.example/{name}?{''.join(char for char in said if char not in '()[]')}"
    made = convert_fragment(fragment(words, said, url), Path(f"{name}.txt"), [RULE])
    # Whether the other parts of its group were found hangs on what an attack before them took in.
    matter = replace(made.matter, authors=(), image=None, caption="", epoch=_epoch(FURTHER_DAYS + number))
    return original_text(matter, made.body)


def _epoch(day: int) -> int:
    """Give each article a day of its own: else digests would tell which are alike."""
    return (1692353702 + day * 86400) * 1000


def _notes(name: str, words: Sequence[str]) -> Iterator[str]:
    """Write a note on words of the body for each word, one on the title, and one on words that are gone."""
    said = " ".join(words)
    for number, word in enumerate(words):
        kind = ("context", "correction", "claim")[number % 3]
        further = {"context": "", "correction": f", replacement: {scalar(word)}"}
        claim = f", claim: {{by: e{name}, verdict: false}}"
        yield (
            f"- {{id: n{number}, kind: {kind}, in: zh, quote: 「话{number}」,"
            f" note: {_both(word)}, by: {scalar(word)}{further.get(kind, claim)},"
            f" sources: [{{url: {scalar(_address(word))}, title: {scalar(word)}, lang: en}}]}}"
        )
    yield f"- {{id: title, kind: context, in: zh, at: title, quote: {scalar(said)}, note: {_both(said)}}}"
    yield f"- {{id: caption, kind: context, in: en, at: caption, quote: {scalar(said)}, note: {_both(said)}}}"
    yield f"- {{id: gone, kind: context, in: zh, quote: {scalar(MISSING + words[0][:20])},"
    yield f"  before: {scalar(said)}, after: {scalar(said)}, note: {_both(said)}}}"


def _body(words: Sequence[str]) -> str:
    """Write each word as a block, in a line of text, and as the parts of links and pictures."""
    blocks = ["## 题", *(f"话{number}「话{number}」。" for number in range(len(words)))]
    for word in words:
        blocks += [
            word,
            f"文 {word} 文",
            f'文 [{word}]({word}) ![{word}]({word} "{word}")',
            f'![{word}](https://e.org/a.png "{word}")\\\n{word}',
        ]
    return "\n\n".join(blocks)


def _digest(name: str, said: str, words: Sequence[str]) -> str:
    stories = f"[{{headline: {scalar(said)}, lead: {name}, also: [{{article: g000, adds: {scalar(said)}}}]}}]"
    if name == "g000":
        stories = f"[{{headline: {scalar(said)}, lead: {name}}}]"
    return _file({"title": scalar(said), "stories": stories}, _body(words))


def _file(keys: dict[str, str], body: str) -> str:
    return "\n".join(["---", *(f"{key}: {value}" for key, value in keys.items()), "---", "", body, ""])


def _both(word: str) -> str:
    return f"{{zh: {scalar(word)}, en: {scalar(word)}}}"


def _both_lists(words: Sequence[str]) -> str:
    return f"{{zh: {_list(words)}, en: {_list(words)}}}"


def _list(words: Sequence[str]) -> str:
    return "[" + ", ".join(map(scalar, words)) + "]"


def _address(word: str) -> str:
    return f"https://e.org/{word}"


def _toml(word: str) -> str:
    escaped = "".join(char if char.isprintable() and char not in '"\\' else f"\\U{ord(char):08x}" for char in word)
    return f'"{escaped}"'
