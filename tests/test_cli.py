"""The command line: each command, each option, what it says and how it ends."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner
from conftest import DIGEST
from written import original, translation

from jiazhu import __version__
from jiazhu.cli import main
from jiazhu.ingest.download import Downloader

REPOSITORY = Path(__file__).parent.parent
SLUG = "2023-08-18-li-shang-fu-nuo-yu-2-e-jia-qiang-jun-shi-he-zuo"


@pytest.fixture
def run(tmp_path, monkeypatch):
    """Give a function that runs a command beside the content folder."""
    monkeypatch.chdir(tmp_path)
    return lambda *arguments: CliRunner().invoke(main, [*map(str, arguments)])


@pytest.fixture
def small(make_content):
    """Give a content folder with one article in two languages."""
    return make_content({"articles/one/zh.md": original(), "articles/one/en.md": translation()})


def files_in(folder):
    """Read a folder."""
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_build_writes_a_site_and_sums_up(run, small):
    """`build` says how many articles and files there are, and where; the second time nothing is written."""
    first = run("build")
    assert (first.exit_code, first.stderr) == (0, "")
    count = len(files_in(Path("site")))
    assert f"articles 1 · written {count} · unchanged 0 · removed 0 · site/ · problems 0\n" == first.stdout
    assert f"articles 1 · written 0 · unchanged {count} · removed 0 · site/ · problems 0\n" == run("build").stdout


@pytest.mark.parametrize("arguments", [(), ("--jobs", "1"), ("--quiet",)])
def test_without_a_command_it_imports_and_builds(run, sample, arguments):
    """No command means import, then build; options may stand there too."""
    shutil.rmtree(sample / "articles" / SLUG)
    shutil.rmtree(sample / "digests")
    done = run(*arguments)
    assert (done.exit_code, done.stderr) == (0, "")
    assert Path("content/articles", SLUG, "zh.md").exists()
    assert Path("site/zh/articles", SLUG, "index.html").exists()
    named = f"content/articles/{SLUG}\nimported 1"
    assert ("" if "--quiet" in arguments else named) == done.stdout.partition(" ·")[0]


def test_import_twice_is_import_once(run, sample):
    """What is an article already is passed over."""
    before = files_in(sample)
    done = run("import")
    assert (done.exit_code, done.stdout) == (0, "imported 0 · already articles 5 · problems 0\n")
    assert before == files_in(sample)


def test_import_takes_fragments_from_elsewhere(run, sample, tmp_path):
    """A fragment given by its path is copied to content/raw and becomes an article."""
    shutil.rmtree(sample / "articles" / SLUG)
    fragment = next(path for path in (sample / "raw").glob("*.txt") if "李尚福诺" in path.read_text(encoding="utf-8"))
    moved = fragment.rename(tmp_path / fragment.name)
    done = run("import", moved)
    summary = "imported 1 · already articles 0 · problems 0"
    assert (done.exit_code, done.stdout) == (0, f"content/articles/{SLUG}\n{summary}\n")
    assert moved.read_bytes() == fragment.read_bytes()


def test_dropped_article_does_not_come_back(run, sample):
    """`drop` takes the folder away and names the fragment as ignored, with the reason."""
    done = run("drop", SLUG, "--reason", "twice")
    assert (0, f"dropped {SLUG} · ignored 1 fragments · problems 0\n") == (done.exit_code, done.stdout)
    assert f"\ttwice: {SLUG}\n" in (sample / "raw" / "ignore.txt").read_text(encoding="utf-8")
    again = run("import")
    assert again.stdout == "imported 0 · already articles 4 · ignored 1 · problems 0\n"
    assert not (sample / "articles" / SLUG).exists()


def test_dropping_nothing_is_a_fault(run, sample):
    """A name that is nearly an article's is answered with that."""
    done = run("drop", SLUG[:-1])
    assert done.exit_code == 1
    assert f"did you mean `{SLUG}`?" in done.stderr


def test_check_finds_and_writes_nothing(run, make_content):
    """`check` lists warnings, with status 0, and leaves everything as it is."""
    content = make_content({"articles/one/zh.md": original()})
    before = files_in(content)
    done = run("check", "--no-cache")
    assert done.exit_code == 0
    assert (
        done.stderr
        == "content/articles/one/zh.md: warning: not translated into `en` (`translate one --to en` begins it)\n"
    )
    assert done.stdout.startswith("checked ")
    assert done.stdout.endswith(" pages · problems 1\n")
    assert before == files_in(content)
    assert {"content"} == {path.name for path in Path().iterdir()}


def test_check_fails_on_errors(run, make_content):
    """A link that leads nowhere is an error: status 1."""
    make_content({"articles/one/zh.md": original(body="[x](nope/)"), "articles/one/en.md": translation()})
    assert run("check").exit_code == 1


def test_check_lists_file_by_file(run, make_content):
    """Whatever found it: what is wrong with a file stands together, by line."""
    body = "一\n\n[x](nope/)\n\n![](/p.png)"
    make_content({f"articles/{name}/zh.md": original(f"a-{name}", body=body) for name in ("one", "two")})
    places = [line.split(": ")[0] for line in run("check").stderr.strip().split("\n")]
    files = [place.partition(":")[0] for place in places]
    assert files == sorted(files)
    assert [place.partition(".md:")[2] for place in places[:4]] == ["", "11", "13", "13"]


def test_check_tells_programs(run, make_content):
    """With --json: nothing but an array, with keys that stay; the exit status is the same."""
    make_content({"articles/one/zh.md": original(body="一\n\n[x](nope/)")})
    done = run("check", "--json")
    assert done.exit_code == 1
    assert done.stderr == ""
    assert json.loads(done.stdout) == [
        {
            "kind": "translation",
            "severity": "warning",
            "file": "content/articles/one/zh.md",
            "line": 0,
            "text": "not translated into `en`",
            "hint": "`translate one --to en` begins it",
        },
        {
            "kind": "link",
            "severity": "error",
            "file": "content/articles/one/zh.md",
            "line": 11,
            "text": "the link `nope/` leads nowhere",
            "hint": "mend what it stands in",
        },
    ]


def test_check_tells_programs_of_faulty_settings_too(run, make_content):
    """What ends a check is in the array; an empty one means that nothing was found."""
    content = make_content({"digest.toml": "languages = 1\n"})
    done = run("check", "--json")
    assert done.exit_code == 1
    assert {problem["kind"] for problem in json.loads(done.stdout)} == {"settings"}
    (content / "digest.toml").write_text(DIGEST, encoding="utf-8")
    assert json.loads(run("check", "--json").stdout) == []


def test_check_asks_other_servers_only_if_told(run, make_content, monkeypatch):
    """With --external, by a name that says who asks; how many it asked stands in the summary."""
    asked = []
    monkeypatch.setattr(Downloader, "look", lambda _, address: asked.append(address))
    make_content({"articles/one/zh.md": original(), "articles/one/en.md": translation()})
    assert "links to other servers" not in run("check").stdout
    assert asked == []
    said = run("check", "--external").stdout
    assert "https://e.org/1" in asked
    assert f"pages · links to other servers {len(asked)} · problems " in said


def test_faulty_article_is_left_out_and_the_rest_built(run, small):
    """One fault makes status 1, says its place, and stops nothing else."""
    (small / "articles" / "two").mkdir()
    (small / "articles" / "two" / "zh.md").write_text(original("a2", tags="[nope]"), encoding="utf-8")
    done = run("build")
    assert done.exit_code == 1
    line = "content/articles/two/zh.md:7: error: there is no tag `nope` (add it to content/tags.yaml)\n"
    assert line == done.stderr
    assert "articles 1 · " in done.stdout
    assert done.stdout.endswith(" · problems 1\n")
    assert Path("site/zh/articles/one/index.html").exists()
    assert not Path("site/zh/articles/two").exists()


@pytest.mark.parametrize("command", [["build"], []])
def test_strict_changes_nothing_where_anything_is_wrong(run, small, command):
    """With --strict a fault leaves site and content as they were: nothing is imported either."""
    run("build")
    before = files_in(Path("site"))
    (small / "raw").mkdir()
    (small / "raw" / "1.txt").write_text("<!--1690125304000-->\n[题](https://e.org/x)\n------\n\n<p>文</p>")
    (small / "articles" / "one" / "zh.md").write_text(original(tags="[nope]"), encoding="utf-8")
    done = run(*command, "--strict")
    assert done.exit_code == 1
    assert "nothing was changed" in done.stdout
    assert before == files_in(Path("site"))
    assert [path.name for path in (small / "articles").iterdir()] == ["one"]


def test_strict_warnings_fail(run, make_content):
    """With --strict a warning is status 1."""
    make_content({"articles/one/zh.md": original()})
    assert run("check", "--strict").exit_code == 1
    assert run("check").exit_code == 0


def test_faulty_settings_leave_the_site(run, small):
    """A fault in digest.toml is status 1, with its line, and the last site stays."""
    run("build")
    before = files_in(Path("site"))
    toml = (small / "digest.toml").read_text(encoding="utf-8")
    (small / "digest.toml").write_text(f"{toml}titel = 1\n", encoding="utf-8")
    done = run("build")
    assert (done.exit_code, done.stdout) == (1, "")
    assert "content/digest.toml:7: error: unknown key `titel`" in done.stderr
    assert before == files_in(Path("site"))


def test_faulty_theme_leaves_the_site(run, small, tmp_path):
    """A fault in a template is status 1, with its place, and the last site stays."""
    run("build")
    before = files_in(Path("site"))
    (tmp_path / "mine" / "templates").mkdir(parents=True)
    (tmp_path / "mine" / "templates" / "tags.html").write_text("\n{{ nope }}")
    done = run("build", "--theme", "mine")
    assert done.exit_code == 1
    assert done.stderr == "mine/templates/tags.html:2: error: template: 'nope' is undefined (mend the template)\n"
    assert before == files_in(Path("site"))


def test_foreign_output_is_refused(run, small):
    """A folder that holds something else is not written to."""
    Path("docs").mkdir()
    Path("docs/thesis.txt").write_text("x")
    done = run("build", "--output", "docs")
    assert done.exit_code == 1
    assert {"thesis.txt"} == set(files_in(Path("docs")))


@pytest.mark.parametrize(
    "arguments",
    [
        ("nope",),
        ("build", "--nope"),
        ("build", "extra"),
        ("build", "--jobs", "0"),
        ("build", "--now", "tomorrow"),
        ("build", "--base-url", "example.org/x"),
        ("drop",),
        ("serve", "--port", "70000"),
        ("import", "nope.txt"),
    ],
)
def test_wrong_usage_is_status_2(run, small, arguments):
    """What the command line does not know is status 2, with a word on what it knows."""
    done = run(*arguments)
    assert done.exit_code == 2
    assert "Usage:" in done.stderr


@pytest.mark.parametrize("arguments", [("--help",), ("-h",), ("build", "--help"), ("build", "-h")])
def test_help_is_status_0(run, arguments):
    """Help is given for the whole and for each command."""
    done = run(*arguments)
    assert done.exit_code == 0
    assert ("Commands:" in done.stdout) == (len(arguments) == 1)


def test_version(run):
    """The version is the package's."""
    assert f"jiazhu, version {__version__}\n" == run("--version").stdout


def test_base_url_takes_the_place_of_the_settings(run, small):
    """Every link is under the path that is given, with one slash at its end."""
    for given in ("https://a.example/x", "https://a.example/x//"):
        assert run("build", "--base-url", given).exit_code == 0
        page = Path("site/zh/index.html").read_text(encoding="utf-8")
        assert '<link rel="canonical" href="https://a.example/x/zh/">' in page
        assert 'href="/x/zh/tags/"' in page
        assert "/watch/" not in page


@pytest.mark.parametrize(
    ("now", "shown"),
    [("2023-08-18T11:59", 0), ("2023-08-18T12:00", 1), ("2023-08-18T04:00+00:00", 1), ("2023-08-18T03:59Z", 0)],
)
def test_now_leaves_out_what_is_dated_later(run, small, now, shown):
    """An article is shown from its date on; a time without a zone is in the digest's."""
    done = run("build", "--now", now)
    assert done.exit_code == 0
    assert done.stdout.startswith(f"articles {shown} · ")


def test_draft_is_left_out(run, small):
    """A draft is in no page."""
    (small / "articles" / "one" / "zh.md").write_text(original(draft="true"), encoding="utf-8")
    assert run("build").stdout.startswith("articles 0 · ")


def test_quiet_says_nothing_but_what_is_wrong(run, small):
    """--quiet leaves problems alone to speak."""
    assert run("build", "--quiet").output == ""
    (small / "articles" / "one" / "zh.md").write_text(original(tags="[nope]"), encoding="utf-8")
    done = run("build", "--quiet")
    assert done.stdout == ""
    assert "there is no tag `nope`" in done.stderr


def test_cache_is_beside_the_content(run, small):
    """What makes the next build cheap is in .cache, and not written where that is not wanted."""
    run("build", "--no-cache")
    assert not Path(".cache").exists()
    run("build")
    assert Path(".cache").is_dir()


def test_folders_may_be_elsewhere(run, small, tmp_path):
    """--content and --output say where to read and to write."""
    small.rename(tmp_path / "words")
    assert run("build", "--content", "words", "--output", "out/site").exit_code == 0
    assert Path("out/site/index.html").exists()


def test_jobs_change_nothing(run, sample):
    """One process and several build the same site."""
    run("build", "--jobs", "1", "--output", "one")
    run("build", "--jobs", "3", "--output", "three")
    assert files_in(Path("one")) == files_in(Path("three"))


def test_no_digest_is_a_fault(run):
    """A folder without digest.toml is answered with what to do."""
    done = run("build")
    assert done.exit_code == 1
    assert "content/digest.toml: error: cannot be read" in done.stderr


def test_door_is_the_command_line(tmp_path, small):
    """`python build.py` in any folder is the same program, with the same statuses, and shows no bar off a terminal."""
    environment = {**os.environ, "PYTHONPATH": str(REPOSITORY)}
    command = [sys.executable, str(REPOSITORY / "build.py"), "build"]
    done = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("articles 1 · written ")


def test_import_keeps_copies_of_pictures_where_it_is_asked_to(run, make_content):
    """And tells of each that could not be had; addresses in private networks are not asked."""
    content = make_content({"articles/one/zh.md": original(image="{src: 'http://127.0.0.1:9/1.jpg'}")})
    said = "imported 0 · already articles 0 · edited by hand, left alone 1 ·"
    assert run("import", "--content", content).stdout == f"{said} problems 0\n"
    with (content / "digest.toml").open("a", encoding="utf-8") as settings:
        settings.write('images = "mirror"\n')
    done = run("import", "--content", content)
    assert (
        "zh.md:7: warning: no copy of the picture http://127.0.0.1:9/1.jpg: its host is in a private network"
        in done.stderr
    )
    assert done.stdout == f"{said} pictures not to be had 1 · problems 1\n"
    assert done.exit_code == 0
