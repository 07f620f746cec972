"""Builds beside those of Hugo, Eleventy and Pelican: the same posts, one after the other in one run.

    make benchmark-build PEERS=folder [POSTS=5000] [RUNS=3]

`folder` holds the peers, set up alike (a post page, lists of posts, tag pages, one feed), and `run.sh`, which prints a
JSON line a peer: the median wall and CPU seconds and the peak memory of a build from nothing, of another without a
change, and of one after an edit of one post, each a process of its own. The same is measured here of the same posts,
put into this project's format: in one language, without what the peers do not have (cards, search, what is told to
machines, feeds of single tags); then with all of that; then in two languages; and, where so many have been made, four
times as many posts, once from nothing. Prints seconds, megabytes and ratios.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from zlib import crc32

from jiazhu.library.blocks import read_blocks
from jiazhu.text.han import HAN

REPOSITORY = Path(__file__).parents[1]
MEMORY = Path("/dev/shm")  # noqa: S108 -- a tmpfs, where there is one
TAGS = 50
LEAN = """\
period = "month"
topic_feeds = false
feeds = "summary"
[metadata]
canonical = false
hreflang = false
open_graph = false
cards = false
json_ld = false
sitemap = false
robots = false
"""
BOUNDS = {
    ("edit", "hugo"): (0.25, 0.15),
    ("nochange", "hugo"): (0.15, 0.10),
    ("cold", "hugo"): (3.5, 2.6),
    ("cold", "eleventy"): (1.1, None),
    ("cold", "pelican"): (0.45, None),
}
"""What must be reached, and what is aimed at, as ratios of the medians of wall time."""

WORDS = """the of and to in that for as was with by not from have which their government people china russia war
president minister sanctions percent economic company million border talks military statement""".split()
_HAN = re.compile(f"[{HAN}]{{1,3}}")
_HAN_RUN = re.compile(f"[{HAN}]+")
_POST = re.compile(r"---\ntitle: (.*)\ndate: (.*)\nslug: (.*)\nlang: (.*)\ntags: \[(.*)\]\n---\n\n(.*)", re.DOTALL)

Figures = Mapping[str, float]


def main(peers: Path, posts: int = 5000, runs: int = 3) -> None:
    """Measure the peers and this project, and print what came of it."""
    place = MEMORY if MEMORY.is_dir() else None
    with tempfile.TemporaryDirectory(dir=place, prefix="benchmark-") as scratch:
        folder = Path(scratch)
        measured: dict[str, dict[str, Figures]] = {}
        environment = {**os.environ, "WORK": str(folder / "peers")}
        home = Path(environment.get("PEERS_HOME", Path.home() / ".peers"))
        run = subprocess.run(
            ["sh", str(peers / "run.sh"), str(posts), str(runs)],
            env=environment,
            capture_output=True,
            text=True,
            check=True,
        )
        for line in run.stdout.splitlines():
            told = json.loads(line)
            measured[told["tool"]] = {kind: told[kind] for kind in ("cold", "nochange", "edit")}
            show(told["tool"], measured[told["tool"]], told["html"])
        source = home / "content" / str(posts)
        for name, settings, languages, options in (
            ("jiazhu", LEAN, ("zh",), ["--no-search"]),
            ("jiazhu, all on", "", ("zh",), []),
            ("jiazhu, two languages", LEAN, ("zh", "en"), ["--no-search"]),
        ):
            content = folder / name.replace(" ", "-") / "content"
            write_content(source, content, settings, languages)
            measured[name] = measure(content, options, posts, runs)
            show(name, measured[name], sum(1 for _ in (content.parent / "site").rglob("*.html")))
            shutil.rmtree(content.parent)
        print()
        for (kind, peer), (must, aim) in BOUNDS.items():
            ratio = measured["jiazhu"][kind]["wall"] / measured[peer][kind]["wall"]
            aimed = f", aim {aim}" if aim else ""
            print(f"{kind:9} / {peer:9} {ratio:5.2f}  (must {must}{aimed})")
        one = measured["jiazhu"]["cold"]
        two = measured["jiazhu, two languages"]["cold"]["wall"] / one["wall"]
        print(f"two languages / one {two:5.2f}  (must 1.9)")
        many = home / "content" / f"{4 * posts}"
        if many.is_dir():
            content = folder / "many" / "content"
            write_content(many, content, LEAN, ("zh",))
            four = measure(content, ["--no-search"], 4 * posts, 1, kinds=("cold",))["cold"]
            grown = (
                f"{four['wall'] / one['wall']:.2f} times the seconds, {four['peak_mb'] / one['peak_mb']:.2f} the memory"
            )
            print(f"four times the posts: {four['wall']:.2f} s, peak {four['peak_mb']:.0f} MB: {grown}")


def show(name: str, figures: Mapping[str, Figures], pages: int) -> None:
    """Print a row: wall and CPU seconds of each kind of build, peak memory of the first, and HTML pages."""
    told = "  ".join(f"{kind} {one['wall']:6.2f} s ({one['cpu']:6.2f} CPU)" for kind, one in figures.items())
    print(f"{name:22} {told}  peak {figures['cold']['peak_mb']:4.0f} MB  {pages} pages", flush=True)


def write_content(source: Path, content: Path, settings: str, languages: tuple[str, ...]) -> None:
    """Put posts into this project's format; in a second language, each has a translation, paragraph by paragraph."""
    (content / "articles").mkdir(parents=True)
    (content / "sources").mkdir()
    named = ", ".join(f'"{language}"' for language in languages)
    titles = ", ".join(f'{language} = "Benchmark"' for language in languages)
    head = f'title = {{ {titles} }}\nbase_url = "https://example.org/"\nlanguages = [{named}]\n'
    (content / "digest.toml").write_text(f'{head}authority = "example.org,2023"\n{settings}', encoding="utf-8")
    tags = (f"- id: tag{number:02}\n  label: {{zh: tag{number:02}}}\n" for number in range(TAGS))
    (content / "tags.yaml").write_text("".join(tags), encoding="utf-8")
    for path in sorted(source.glob("*.md")):
        found = _POST.match(path.read_text(encoding="utf-8"))
        if not found:
            raise ValueError(path)
        title, date, slug, _, tagged, body = found.groups()
        article = content / "articles" / slug
        article.mkdir()
        id_, epoch = hashlib.sha256(slug.encode()).hexdigest()[:12], datetime.fromisoformat(date).timestamp() * 1000
        front = f'id: {id_}\ntitle: {title}\nepoch: {epoch:.0f}\nurl: "https://example.org/{slug}"\ntags: [{tagged}]\n'
        (article / "zh.md").write_text(f"---\n{front}---\n\n{body}", encoding="utf-8")
        for language in languages[1:]:
            pairs = (f"<!-- {block.id} -->\n{in_words(block.text.source)}\n\n" for block in read_blocks(body))
            text = f"---\ntitle: {in_words(title)}\n---\n\n{''.join(pairs)}"
            (article / f"{language}.md").write_text(text, encoding="utf-8")


def in_words(text: str) -> str:
    """Put words in the place of characters, about as many as a translation has, and mark the same."""

    def words(run: re.Match[str]) -> str:
        return " ".join(WORDS[crc32(some.encode()) % len(WORDS)] for some in _HAN.findall(run[0]))

    return _HAN_RUN.sub(words, text)


def measure(
    content: Path, options: list[str], posts: int, runs: int, kinds: Sequence[str] = ("cold", "nochange", "edit")
) -> dict[str, Figures]:
    """Build from nothing, again without a change, and after an edit: each so many times."""
    folder = content.parent
    edited = content / "articles" / f"post-{posts // 2:05}" / "zh.md"
    command = [sys.executable, str(REPOSITORY / "build.py"), "build", "--quiet", *options]
    time.sleep(3)  # what has just been written might change without a trace

    def forget() -> None:
        shutil.rmtree(folder / "site", ignore_errors=True)
        shutil.rmtree(folder / ".cache", ignore_errors=True)

    def edit() -> None:
        time.sleep(1.1)
        with edited.open("a", encoding="utf-8") as file:
            file.write("\n\nEdited.\n")

    before: dict[str, Callable[[], None]] = {"cold": forget, "nochange": lambda: None, "edit": edit}
    figures = {}
    for kind in kinds:
        rows = []
        for _ in range(runs):
            before[kind]()
            rows.append(run_once(command, folder))
        wall, cpu, peak = (statistics.median(column) for column in zip(*rows, strict=True))
        figures[kind] = {"wall": wall, "cpu": cpu, "peak_mb": peak}
    return figures


def run_once(command: list[str], folder: Path) -> tuple[float, float, float]:
    """Run a build: wall seconds, CPU seconds and peak memory in MB, its workers' included in the CPU time."""
    environment = {key: value for key, value in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"}
    start = time.monotonic()
    process = subprocess.Popen(command, cwd=folder, env=environment)
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = status
    if status:
        raise SystemExit(f"failed: {' '.join(command)}")
    return time.monotonic() - start, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


if __name__ == "__main__":
    main(Path(sys.argv[1]), *map(int, sys.argv[2:4]))
