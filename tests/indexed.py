"""A view in, the files of its index out: as a build makes them, without one."""

from __future__ import annotations

from jiazhu.site.search import index_files, index_step, segment_steps
from jiazhu.site.segments import segment_of
from jiazhu.text.script import simplified_table

TABLE = simplified_table()


def search_files(shown, cache=None):
    """Go through the files of the index of a view."""
    segments = []
    for step in segment_steps(shown, segments.append, cache):
        yield from step.make()
    yield from index_step(shown, segments).make()


def index_of(articles):
    """Go through the files of an index of one segment."""
    segment, files = segment_of(articles, TABLE)
    return [*files, *index_files([segment], TABLE, {"labels": {}, "names": {}})]


def write(folder, files, above=""):
    """Write the files of an index."""
    for name, data in files:
        path = folder / name.removeprefix(above)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
