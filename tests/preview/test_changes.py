"""What came of builds, told to pages."""

from __future__ import annotations

import asyncio

from jiazhu.preview.changes import Changes, Outcome

OUTCOME = Outcome(base_url="https://example.org/watch/", problems=())


def test_every_listener_is_told_of_a_build():
    """Each open page hears which build there is, of each one that follows, and its stream ends with the server."""

    async def listen():
        changes = Changes(OUTCOME.base_url)
        first = changes.build
        streams = [changes.stream(), changes.stream()]
        heard = [[await anext(stream)] for stream in streams]
        changes.take(OUTCOME)
        changes.tell()
        for stream, said in zip(streams, heard, strict=True):
            said.append(await anext(stream))
        changes.end()
        for stream, said in zip(streams, heard, strict=True):
            said.extend([event async for event in stream])
        return first, heard

    first, heard = asyncio.run(listen())
    assert heard == [[f"retry: 500\ndata: {first}\n\n", f"data: {first + 1}\n\n"]] * 2


def test_a_page_that_missed_a_build_hears_of_it(monkeypatch):
    """A stream says again and again which build there is."""
    monkeypatch.setattr("jiazhu.preview.changes.KEEP_ALIVE_S", 0.01)

    async def listen():
        changes = Changes(OUTCOME.base_url)
        stream = changes.stream()
        await anext(stream)
        changes.take(OUTCOME)
        return f"data: {changes.build}\n\n", await anext(stream)

    expected, heard = asyncio.run(listen())
    assert expected == heard


def test_builds_of_a_later_run_are_later(monkeypatch):
    """A page that was open while the preview ended and began again sees that it is behind."""
    earlier = Changes(OUTCOME.base_url)
    for _ in range(3):
        earlier.take(OUTCOME)
    monkeypatch.setattr("time.time_ns", lambda: (earlier.build + 1000) * 1_000_000)
    assert Changes(OUTCOME.base_url).build > earlier.build
