"""What a new digest is made of."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from jiazhu.config import load_config
from jiazhu.errors import JiazhuError, Problems
from jiazhu.ingest.importer import Importer
from jiazhu.model import Config
from jiazhu.scaffold import digest
from jiazhu.scaffold.digest import check_free, digest_files, new_digest, rule_alone, workflow
from jiazhu.scaffold.settings import default_authority, default_base_url, digest_toml
from jiazhu.text.characters import first_control

REPOSITORY = Path(__file__).parent.parent
SAMPLE = Path(digest.__file__).parent / "sample"
MINE = Config(
    title={"zh": "观察", "en": "Watch"},
    base_url="https://example.org/watch/",
    languages=("zh", "en"),
    timezone="Asia/Shanghai",
    authority="example.org,2026",
)
TITLES = st.text(
    st.characters(exclude_categories=["Cs"], exclude_characters="\r").filter(lambda one: not first_control(one)),
    min_size=1,
)


@given(title=TITLES, other=TITLES)
def test_settings_come_back_as_they_were_given(tmp_path_factory, title, other):
    """Whatever a title holds that a file may hold: quotes, backslashes."""
    path = tmp_path_factory.mktemp("settings") / "digest.toml"
    config = Config(
        title={"zh": title, "en": other},
        base_url="https://example.org/",
        languages=("zh", "en"),
        timezone="Europe/Paris",
        authority="me@example.org,2026",
    )
    path.write_bytes(digest_toml(config).encode())
    assert config == load_config(path)


@pytest.mark.parametrize("languages", [("zh",), ("en",), ("en", "zh")])
def test_each_line_of_the_settings_that_is_commented_out_may_be_used(tmp_path, languages):
    """What the file proposes in comments is right as it stands."""
    config = Config(title=MINE.title, base_url=MINE.base_url, languages=languages, authority=MINE.authority)
    text = digest_toml(config).replace("\n# ", "\n")
    (tmp_path / "digest.toml").write_text(text, encoding="utf-8")
    assert load_config(tmp_path / "digest.toml").variants == (("zh-Hant",) if "zh" in languages else ())


@pytest.mark.parametrize(
    ("name", "url"),
    [("china-watch", "china-watch"), ("My Watch!", "My-Watch"), ("观察", "news"), ("../x", "x"), ("", "news")],
)
def test_an_address_is_made_of_the_folders_name(name, url):
    """It is on a host that is nobody's, and one can see that it must be changed."""
    assert default_base_url(name) == f"https://example.org/{url}/"


def test_an_authority_is_the_host_in_a_year():
    """A user's host at GitHub is the user's."""
    assert default_authority("https://me.github.io/watch/", 2026) == "me.github.io,2026"


def test_sample_is_what_the_import_makes_of_its_fragment(tmp_path):
    """The article that a new digest has is that of its fragment and rule, with a tag."""
    for name in ("raw", "sources"):
        shutil.copytree(SAMPLE / name, tmp_path / name)
    problems = Problems()
    done = Importer(tmp_path, MINE, problems).run([tmp_path / "raw" / "sample.txt"])
    (slug,) = done.new
    assert not list(problems)
    made = (tmp_path / "articles" / slug / "zh.md").read_text(encoding="utf-8")
    shipped = (SAMPLE / "articles" / slug / "zh.md").read_text(encoding="utf-8")
    assert made.replace("tags: []", "tags: [sample]") == shipped


def test_sample_says_that_it_is_one():
    """In each language, where readers see it: no reader takes it for news."""
    (article,) = (SAMPLE / "articles").iterdir()
    assert "虚构" in (article / "zh.md").read_text(encoding="utf-8")
    assert "made up" in (article / "en.md").read_text(encoding="utf-8")


def test_rules_are_those_of_the_program():
    """Each comes with the digest, without the tests that need its fragments."""
    files = dict(digest_files(MINE))
    for path in (REPOSITORY / "content" / "sources").glob("*.toml"):
        copy = files[f"content/sources/{path.name}"].decode()
        assert path.read_text(encoding="utf-8").startswith(copy.partition("[[test]]")[0].rstrip())
        assert "\nfragment" not in copy
        assert "[[test]]" in copy


def test_a_rule_keeps_what_stands_alone():
    """A test goes with its fields and the comment above it; those on both sides stay."""
    head, html = 'hosts = ["e.org"]\n\n', '[[test]]\nhtml = "x"\n[test.fields]\ntitle = "y"\n\n'
    needs = '# of the archive\n[[test]]\nfragment = "1.txt"\n[test.fields]\ntitle = "z"\n\n'
    assert rule_alone(head + html + needs + html) == f"{head}{html}{html}".rstrip() + "\n"
    assert rule_alone(head + needs) == head.rstrip() + "\n"


def leaves(tree, path=()):
    """Go through what is in lists and mappings: where it is, and what it is."""
    if isinstance(tree, dict | list):
        for key, value in tree.items() if isinstance(tree, dict) else enumerate(tree):
            yield from leaves(value, (*path, key))
    else:
        yield path, tree


def test_workflow_is_this_repositorys_but_for_the_program():
    """Step for step the same; only where the program comes from, and what its cache is known by, differ."""
    ours = digest.WORKFLOW.read_text(encoding="utf-8")
    steps, theirs = (dict(leaves(yaml.safe_load(text))) for text in (ours, workflow()))
    assert steps.keys() == theirs.keys()
    changed = {path[-1] for path in steps if steps[path] != theirs[path]}
    assert {"run"} <= changed <= {"run", "cache-dependency-path", "key", "restore-keys"}
    commands = [command for path, command in theirs.items() if path[-1] == "run"]
    assert any("pip install -r requirements.txt" in command for command in commands)
    assert any(command.startswith("jiazhu build ") for command in commands)
    for here in ("constraints.txt", "pyproject.toml", "build.py", "jiazhu/**", "theme/", "make "):
        assert here not in workflow()
    assert dict(digest_files(MINE))["requirements.txt"].endswith(b"\njiazhu==0.1.0\n")


def test_workflow_passes_the_checks(tmp_path):
    """GitHub's schema, and zizmor's search for holes."""
    new_digest(tmp_path / "mine", MINE)
    path = tmp_path / "mine" / ".github" / "workflows" / "pages.yml"
    tools = Path(sys.executable).parent
    schema = [tools / "check-jsonschema", "--builtin-schema", "vendor.github-workflows", path]
    for command in (schema, [tools / "zizmor", "--offline", "--quiet", path]):
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize("holds", ["README.md", ".gitignore", "content/digest.toml"])
def test_nothing_is_overwritten(tmp_path, holds):
    """A folder that holds anything is refused, and stays as it is."""
    (tmp_path / holds).parent.mkdir(exist_ok=True)
    (tmp_path / holds).write_text("mine")
    with pytest.raises(JiazhuError, match="it holds something already"):
        new_digest(tmp_path, MINE)
    assert [path.read_text() for path in tmp_path.rglob("*") if path.is_file()] == ["mine"]


def test_a_new_repository_is_free(tmp_path):
    """An empty folder, and one with nothing but git's, can be made a digest."""
    (tmp_path / ".git").mkdir()
    check_free(tmp_path)
    assert len(new_digest(tmp_path, MINE)) == len([path for path in tmp_path.rglob("*") if path.is_file()])


def test_what_cannot_be_written_leaves_nothing(tmp_path, monkeypatch):
    """A disk that is full ends it with a word, and without half a digest."""

    def full(self, _data):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "write_bytes", full)
    with pytest.raises(JiazhuError, match="cannot be written: No space left on device"):
        new_digest(tmp_path / "mine", MINE)
    assert not list(tmp_path.iterdir())


def test_translations_are_those_of_the_digests_languages():
    """An original is there in any case; pages and translations only where they are asked for."""
    english = Config(title={"en": "W"}, base_url=MINE.base_url, languages=("en",), authority=MINE.authority)
    chinese = Config(title={"zh": "察"}, base_url=MINE.base_url, languages=("zh",), authority=MINE.authority)
    names = [{Path(name).name for name, _ in digest_files(config)} for config in (english, chinese)]
    assert {"zh.md", "en.md", "about.en.md"} <= names[0]
    assert "about.zh.md" not in names[0]
    assert {"zh.md", "about.zh.md"} <= names[1]
    assert not {"en.md", "about.en.md"} & names[1]
