"""Links to other servers, which `check --external` asks for; none is asked here."""

from __future__ import annotations

from collections import Counter

import pytest
from written import load, original, translation

from jiazhu.check import external
from jiazhu.check.external import external_links
from jiazhu.check.links import Links, read_marks
from jiazhu.check.places import Places
from jiazhu.errors import Problems
from jiazhu.ingest.download import DownloadError, RefusedError
from jiazhu.site.builder import site_files
from jiazhu.site.theme import Theme
from jiazhu.site.urls import Urls


@pytest.fixture
def asked(make_content):
    """Give a function that asks for the links of an article: how far it came, what was asked, and the problems."""

    def run(body, gone=(), error=None):
        content = make_content(
            {
                "articles/one/zh.md": original(body=body),
                "articles/one/en.md": translation(body="[x](//e.org/en)"),
            }
        )
        library = load(content)
        links = Links(read_marks(site_files(library, Theme())), Urls(library.config.base_url))
        heard = []

        def ask(address):
            heard.append(address)
            if address in gone:
                raise error or DownloadError("no answer")

        problems = Problems()
        done = external_links(links, Places(content, library), ask, problems, pause=0)
        return done, Counter(heard), list(problems)

    return run


def test_each_link_elsewhere_is_asked_for_once(asked):
    """From how many pages it may be named, and whatever follows its `#`; mail and the site's own are none."""
    body = (
        "[a](https://e.org/a#1) [b](https://e.org/a#2) [c](mailto:ed@e.org) [d](../../tags/) ![e](https://e.org/p.jpg)"
    )
    done, heard, problems = asked(body)
    expected = {"https://e.org/1", "https://e.org/a", "https://e.org/p.jpg", "https://e.org/en"}
    assert expected <= set(heard)
    assert not [address for address in heard if "#" in address or "mailto" in address or "example.org" in address]
    assert set(heard.values()) == {1}
    assert (done.links, done.left, problems) == (len(heard), 0, [])


def test_what_is_not_there_is_told_where_it_was_written(asked):
    """A warning, with the reason."""
    _, _, problems = asked("一\n\n[a](https://e.org/a#1)", gone=["https://e.org/a", "https://e.org/en"])
    assert [(fault.kind, fault.severity, fault.path.name, fault.line, fault.text) for fault in problems] == [
        ("external", "warning", "zh.md", 11, "the link https://e.org/a leads nowhere: no answer"),
        ("external", "warning", "en.md", 6, "the link https://e.org/en leads nowhere: no answer"),
    ]


def test_a_check_asks_for_so_many(asked, monkeypatch):
    """What is left is counted: links beyond the bound, and those of a host that failed too often."""
    body = " ".join(f"[{number}](https://other.org/{number})" for number in range(6))
    every, _, _ = asked(body)
    failing, heard, problems = asked(body, gone=[f"https://other.org/{number}" for number in range(6)])
    assert (len(problems), failing.left, len(heard)) == (3, 3, every.links - 3)
    assert {fault.text.partition(": ")[2] for fault in problems} == {"no answer"}
    monkeypatch.setattr(external, "LINKS_AT_ONCE", 2)
    done, heard, _ = asked(body)
    assert (done.links, done.left, len(heard)) == (2, every.links - 2, 2)


@pytest.mark.parametrize(("status", "asked_of_them"), [(404, 6), (403, 6), (429, 3), (503, 3)])
def test_a_host_that_says_no_has_answered(asked, status, asked_of_them):
    """It is asked on, unless it says that it is asked too much."""
    gone = [f"https://other.org/{number}" for number in range(6)]
    body = " ".join(f"[x]({address})" for address in gone)
    done, heard, problems = asked(body, gone, RefusedError(status, "No"))
    assert len(set(gone) & set(heard)) == len(problems) == asked_of_them
    assert done.left == 6 - asked_of_them
    assert problems[0].text.endswith(f": the server says {status} No")


def test_a_link_that_a_page_makes_of_a_file_is_told_with_that_file(make_content):
    """Such as the one to a source's host."""
    rule = 'hosts = ["e.org"]\nname = { zh = "某报", en = "Paper" }\n'
    content = make_content({"articles/one/zh.md": original(source="paper"), "sources/paper.toml": rule})
    library = load(content)
    links = Links(read_marks(site_files(library, Theme())), Urls(library.config.base_url))

    def ask(address):
        if address == "https://e.org/":
            raise DownloadError("no")

    problems = Problems()
    external_links(links, Places(content, library), ask, problems, pause=0)
    assert [(fault.path, fault.line) for fault in problems] == [(content / "sources/paper.toml", 0)]
