"""Rules that find nothing: one warning for each source and key of an import, with a count and an example."""

from __future__ import annotations

from pathlib import Path

import pytest

from jiazhu.config import load_config
from jiazhu.errors import Problems
from jiazhu.ingest.importer import Importer
from jiazhu.ingest.silence import ENOUGH, Silence
from jiazhu.library.raw import fragment_files
from jiazhu.model import DateRule, ImageRule, Source

SOURCE = Source(id="x", date=DateRule(select="i", format="iso"), image=ImageRule(select="img", optional=True))


def warnings(folder: Path, found: list[tuple[str, ...]]) -> list[tuple[int, str]]:
    (folder / "x.toml").write_text('hosts = ["x.y"]\ndate = {}\nimage = {}\n', encoding="utf-8")
    silence = Silence(folder, [SOURCE])
    for number, missing in enumerate(found):
        silence.note(Path(f"{number}.txt"), "x", missing)
    silence.note(Path("other.txt"), "generated", ())
    problems = list(silence.problems())
    assert all(problem.severity == "warning" and problem.path == folder / "x.toml" for problem in problems)
    return [(problem.line, problem.text) for problem in problems]


@pytest.mark.parametrize(
    ("found", "expected"),
    [
        ([(), ()], []),
        ([(), ("date",), ("date",)], [(2, "`date`: nothing found in 2 of 3 fragments, such as 1.txt")]),
        ([("image",)] * (ENOUGH - 1), []),
        ([("image",)] * ENOUGH, [(3, f"`image`: nothing found in {ENOUGH} of {ENOUGH} fragments, such as 0.txt")]),
        ([("image",)] * ENOUGH + [()], []),
    ],
)
def test_silent_keys(tmp_path, found, expected):
    """A key that finds nothing is told; an optional one only where many fragments have none of it."""
    assert expected == warnings(tmp_path, found)


def test_an_import_tells_it(make_content):
    """An import warns once of a key that found nothing in its fragments, and imports them all the same."""
    fragment = "<!--1600000000000-->\n[t](https://x.y/{})\n------\n\n<p>a</p>"
    content = make_content(
        {
            "sources/x.toml": 'hosts = ["x.y"]\ndate = { select = "i", format = "iso" }\n',
            "raw/1.txt": fragment.format(1),
            "raw/2.txt": fragment.format(2),
        }
    )
    problems = Problems()
    importer = Importer(content, load_config(content / "digest.toml"), problems)
    done = importer.run(fragment_files(content / "raw"))
    assert len(done.new) == 2
    expected = ["`date`: nothing found in 2 of 2 fragments, such as 1.txt"]
    assert expected == [problem.text for problem in problems]
