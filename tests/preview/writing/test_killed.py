"""Saves that are killed: every file is what it was before, or what it was to become."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from written import marked, original, translation

from jiazhu.library.blocks import read_blocks
from jiazhu.library.frontmatter import split
from jiazhu.library.markers import read_segments
from jiazhu.library.note_entries import read_entries

BODY = "正文在此。"
HERE = Path(__file__).parent


@pytest.mark.parametrize("times", [20, pytest.param(200, marks=pytest.mark.slow)])
def test_kill_9_leaves_each_file_old_or_new(make_content, times):
    """Each time, at random moments while a translation and notes are saved one after the other."""
    english = translation(body=marked("0 " * 5_000, BODY))
    content = make_content({"articles/one/zh.md": original(body=BODY), "articles/one/en.md": english})
    (block,) = read_blocks(BODY)
    environment = {**os.environ, "PYTHONPATH": str(HERE.parents[2])}
    command = [sys.executable, str(HERE / "killing.py"), str(content), block.id, str(times)]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)
    found = json.loads(done.stdout)
    assert len(found) == times
    written = set()
    for each in found:
        (segment,) = read_segments(split(each["en.md"], Path("en.md"))[1])[1]
        numbers = segment.text.split()
        assert len(numbers) == 5_000
        assert len(set(numbers)) == 1  # of one save, and whole
        translated = int(numbers[0])
        notes = [entry["note"]["en"] for entry in read_entries(each["notes.yaml"], Path("notes.yaml"))]
        assert notes == [f"Note {number}. {f'{number} ' * 5_000}".strip() + "\n" for number in range(1, len(notes) + 1)]
        assert each["done"] <= len(notes) <= translated <= each["done"] + 1
        written.add(translated)
    assert len(written) > 2  # else nothing was ever in the midst of being written
    assert not re.search("Traceback", done.stderr)
