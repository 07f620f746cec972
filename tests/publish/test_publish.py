"""`publish`, against a real bare repository: what is on the branch afterwards, and what is refused."""

from __future__ import annotations

import stat

import pytest
from click.testing import CliRunner
from conftest import DIGEST
from written import original

from jiazhu.check import broken_links, read_marks
from jiazhu.cli import main
from jiazhu.errors import JiazhuError
from jiazhu.publish.github_pages import Target, fetch, prepare, push
from jiazhu.publish.repository import Repository
from jiazhu.site.output import MARK
from jiazhu.site.urls import Urls
from publish.repositories import git


def write_hook(path, *lines):
    """Write a hook of git's."""
    path.parent.mkdir(exist_ok=True)
    path.write_text("\n".join(["#!/bin/sh", *lines, ""]))
    path.chmod(path.stat().st_mode | stat.S_IXUSR)


def test_first_publish_makes_the_branch(desk):
    """The branch holds the site and nothing else, whole under its base path, in one commit that names its content."""
    done = desk.publish()
    assert (done.exit_code, done.stderr) == (0, "")
    files = desk.published()
    assert f"added {len(files)} · changed 0 · removed 0 · pushed to origin/gh-pages\n" == done.stdout
    assert {"index.html", "404.html", MARK, "zh/articles/one/index.html", "en/articles/one/index.html"} <= set(files)
    assert not {"content", "CNAME", ".gitignore"} & set(files)
    marks = read_marks(files.items())
    assert [] == [*broken_links(marks, Urls("https://example.org/watch/"))]
    head = git(desk.folder, "rev-parse", "HEAD")
    assert [f"Publish the site|Built-from: {head}|Editor at desk|desk@example.org"] == desk.commits("%s|%b|%an|%ce")


def test_clone_of_the_branch_is_the_built_site(desk, tmp_path):
    """What a host checks out is byte for byte what `build` writes."""
    desk.publish()
    git(tmp_path, "clone", "--quiet", "--branch=gh-pages", str(desk.remote), "host")
    output = tmp_path / "site"
    CliRunner().invoke(main, ["build", "--content", str(desk.content), "--output", str(output), "--no-cache"])

    def read(folder):
        paths = (path for path in folder.rglob("*") if path.is_file())
        files = {path.relative_to(folder).as_posix(): path.read_bytes() for path in paths}
        return {name: data for name, data in files.items() if not name.startswith(".git/")}

    assert read(output) == read(tmp_path / "host")


def test_clone_keeps_its_branches_and_files(desk):
    """Publishing leaves no branch and no file in the clone: it only knows the remote's branch."""
    before = desk.refs()
    desk.publish()
    assert before == desk.refs()
    assert not git(desk.folder, "status", "--porcelain")


def test_second_publish_is_a_commit_more(desk):
    """What was edited is changed on the branch, what is gone is removed, on top of the first commit."""
    desk.publish()
    (first,) = desk.commits()
    desk.commit("articles/two/zh.md", original("a2", title="第二"))
    assert desk.publish().exit_code == 0
    git(desk.folder, "rm", "--quiet", "-r", str(desk.content / "articles" / "two"))
    git(desk.folder, "commit", "--quiet", "--message=Drop")
    done = desk.publish("--message=Without the second")
    assert (done.exit_code, done.stderr) == (0, "")
    assert "removed 0" not in done.stdout
    assert not [name for name in desk.published() if "two" in name]
    assert ["Without the second", "Publish the site", "Publish the site"] == desk.commits("%s")
    assert first == desk.commits()[-1]


def test_any_script_may_be_in_names_and_message(desk):
    """Names of files and the message are UTF-8, whatever the locale; a message without words is wrong usage."""
    desk.commit("tags.yaml", "- {id: arms, label: {zh: 武器, en: Arms}, aliases: [军备]}\n")
    assert desk.publish("--message=发布").exit_code == 0
    assert "zh/tags/军备/index.html" in desk.published()
    assert ["发布"] == desk.commits("%s")
    assert desk.publish("--message= ").exit_code == 2


def test_same_bytes_are_no_commit(desk):
    """A second publish of the same content, or of a change that no page shows, pushes nothing."""
    desk.publish()
    assert "nothing has changed on origin/gh-pages\n" == desk.publish().stdout
    desk.commit("raw/ignore.txt", "")
    assert desk.publish().exit_code == 0
    assert 1 == len(desk.commits())


def test_dry_run_shows_and_pushes_nothing(desk):
    """A dry run names each file that would be added, changed or removed, and leaves the remote as it is."""
    desk.publish()
    before = desk.commits()
    desk.commit("articles/one/zh.md", original(title="新题"))
    done = desk.publish("--dry-run")
    assert done.exit_code == 0
    assert "M zh/articles/one/index.html\n" in done.stdout
    assert "dry run: nothing was pushed" in done.stdout
    shown = [line for line in done.stdout.splitlines() if line[:2] in {"A ", "M ", "D "}]
    assert before == desk.commits()
    desk.publish()
    changed = git(desk.remote, "diff-tree", "-r", "--no-renames", "--name-status", "gh-pages^", "gh-pages")
    assert sorted(changed.replace("\t", " ").split("\n")) == sorted(shown)


def test_uncommitted_changes_are_refused(desk):
    """What is not committed is named and not published, unless that is wanted."""
    (desk.content / "articles" / "one" / "zh.md").write_text(original(title="新题"))
    (desk.folder / "new.txt").write_text("x")
    done = desk.publish()
    assert done.exit_code == 1
    assert "error: there are uncommitted changes: content/articles/one/zh.md, new.txt (commit them" in done.stderr
    assert not git(desk.remote, "branch", "--list", "gh-pages")
    assert desk.publish("--allow-dirty").exit_code == 0
    assert "新题" in desk.published()["zh/articles/one/index.html"].decode()


def test_newer_site_of_somebody_else_is_not_overwritten(desk, clone):
    """A site of commits that are not here stays, with a word on whose it is, until they are here."""
    desk.publish()
    other = clone("other")
    other.commit("articles/two/zh.md", original("a2", title="第二"))
    assert other.publish().exit_code == 0
    desk.commit("articles/three/zh.md", original("a3", title="第三"))
    refused = desk.publish()
    assert refused.exit_code == 1
    assert "Editor at other, " in refused.stderr
    assert "(commits: 1) (`git pull`, if theirs is newer; --force" in refused.stderr
    assert "zh/articles/two/index.html" in desk.published()

    git(other.folder, "push", "--quiet", "origin", "HEAD:main")
    git(desk.folder, "pull", "--quiet", "--rebase", "origin", "main")
    assert desk.publish().exit_code == 0
    assert {"zh/articles/two/index.html", "zh/articles/three/index.html"} <= set(desk.published())


def test_force_says_whose_place_it_takes_and_keeps_their_commits(desk, clone):
    """--force names each commit that it publishes over, even with --quiet; they stay in the branch's history."""
    desk.publish()
    other = clone("other")
    other.commit("articles/two/zh.md", original("a2", title="第二"))
    other.publish("--message=Mine")
    theirs = desk.commits()[0]
    done = desk.publish("--force", "--quiet")
    assert done.exit_code == 0
    assert done.stdout.startswith(f"taking the place of {theirs[:8]} Editor at other, ")
    assert done.stdout.endswith(": Mine\n")
    assert theirs == desk.commits()[1]
    assert "zh/articles/two/index.html" not in desk.published()


def test_foreign_branch_is_not_overwritten(desk, clone):
    """A branch that another program or a hand wrote is refused, and a dry run says so too."""
    other = clone("other")
    git(other.folder, "checkout", "--quiet", "--orphan", "gh-pages")
    git(other.folder, "commit", "--quiet", "--message=By hand")
    git(other.folder, "push", "--quiet", "origin", "gh-pages")
    for options in ((), ("--dry-run",)):
        done = desk.publish(*options)
        assert done.exit_code == 1
        assert ": By hand (commits: 1)" in done.stderr
    assert ["By hand"] == desk.commits("%s")


def test_push_meanwhile_is_refused(desk):
    """Who pushes between our look and our push is not overwritten, not even with --force."""
    desk.publish()
    theirs = git(desk.folder, "commit-tree", "origin/gh-pages^{tree}", "-p", "origin/gh-pages", "-m", "Theirs")
    git(desk.folder, "push", "--quiet", "origin", f"{theirs}:refs/heads/theirs")
    hook = f"git -C '{desk.remote}' update-ref refs/heads/gh-pages {theirs}"
    write_hook(desk.folder / ".git" / "hooks" / "pre-push", hook)
    desk.commit("articles/one/zh.md", original(title="新题"))
    done = desk.publish("--force")
    assert done.exit_code == 1
    assert "somebody else has pushed to origin/gh-pages meanwhile: nothing was pushed" in done.stderr
    assert theirs == desk.commits()[0]


@pytest.mark.parametrize("branch", ["gh-pages", "new"])
def test_push_between_commit_and_push_is_refused(desk, tmp_path, branch):
    """A branch that moved, or came to be, after the commit was made on top of it is left as it is."""
    (tmp_path / "site").mkdir()
    (tmp_path / "site" / "index.html").write_text("ours")
    repository, place = Repository(desk.content), Target(remote="origin", branch=branch)
    if branch == "gh-pages":
        desk.publish()
    ready = prepare(repository, tmp_path / "site", fetch(repository, place), message="Ours", domain="")
    git(desk.folder, "push", "--quiet", "origin", f"HEAD:refs/heads/{branch}", "--force")
    with pytest.raises(JiazhuError, match=f"somebody else has pushed to origin/{branch} meanwhile"):
        push(repository, place, ready)
    assert "content/digest.toml" in desk.published(branch)


def test_refusal_of_the_remote_is_told(desk):
    """A hook or a rule of the remote that refuses the push is named, with status 1."""
    write_hook(desk.remote / "hooks" / "pre-receive", "exit 1")
    done = desk.publish()
    assert (done.exit_code, done.stdout) == (1, "")
    assert "`origin` refuses the push: [remote rejected] (pre-receive hook declined)" in done.stderr


@pytest.mark.parametrize(
    ("base_url", "domain"),
    [
        ("https://news.example.org/", "news.example.org"),
        ("https://例子.example/", "xn--fsqu00a.example"),
        ("https://example.org/watch/", ""),
        ("https://ed.github.io/", ""),
        ("https://ed.github.io/watch/", ""),
    ],
)
def test_own_domain_has_its_cname(desk, base_url, domain):
    """CNAME names an own domain, which has the site at its root; below a path the domain is another site's."""
    assert desk.publish("--base-url", base_url).exit_code == 0
    assert domain == desk.published().get("CNAME", b"").decode().strip()
    assert desk.publish("--base-url", base_url).stdout == "nothing has changed on origin/gh-pages\n"


def test_lack_of_fonts_is_told(desk, monkeypatch):
    """Where nothing can draw the cards, as on a small machine, it is said: the site would lose those that it has."""
    monkeypatch.setattr("jiazhu.site.metadata.machines.system_fonts", lambda: None)
    desk.commit("digest.toml", DIGEST.replace("metadata.cards = false\n", ""))
    assert " · no font for cards (install one such as Noto Serif CJK)\n" in desk.publish().stdout


@pytest.mark.parametrize("inside", [".", "digests/中俄"])
def test_content_may_be_anywhere_in_its_repository(start, inside):
    """The content may be the repository itself or deep in it; all of the repository must be committed."""
    desk = start(inside)
    assert desk.publish().exit_code == 0
    assert "zh/articles/one/index.html" in desk.published()
    (desk.folder / "elsewhere.txt").write_text("x")
    assert "uncommitted changes: elsewhere.txt" in desk.publish().stderr


def test_detached_commit_is_published(desk):
    """A clone that is on no branch, as in CI, publishes the commit that it has."""
    git(desk.folder, "checkout", "--quiet", "--detach")
    assert desk.publish().exit_code == 0
    assert git(desk.folder, "rev-parse", "HEAD") in desk.commits("%b")[0]


def test_faults_of_the_content_stop_it(desk):
    """An error of `check` and a fault of the build stop it; what is not translated does not, unless it is strict."""
    desk.commit("articles/one/zh.md", original(body="[x](nope/)"))
    done = desk.publish()
    assert done.exit_code == 1
    (fault,) = done.stderr.splitlines()
    assert "the link `nope/` leads nowhere" in fault
    assert "nothing was published · problems 1\n" == done.stdout
    desk.commit("articles/one/zh.md", original(tags="[nope]"))
    assert "there is no tag `nope`" in desk.publish().stderr
    (desk.content / "articles" / "one" / "en.md").unlink()
    desk.commit("articles/one/zh.md", original())
    assert desk.publish("--strict").exit_code == 1
    assert not git(desk.remote, "branch", "--list", "gh-pages")
    done = desk.publish()
    assert (done.exit_code, done.stderr) == (0, "")
    assert done.stdout.endswith(" · warnings 1: `check` lists them\n")


def test_warning_of_the_content_stops_it_with_strict_alone(desk):
    """A note that says nothing yet is told as a warning, and the site without it is published."""
    desk.commit("articles/one/notes.yaml", "- {id: n1, kind: context, in: zh, quote: 正文, note: {zh: ''}}\n")
    strict = desk.publish("--strict")
    assert strict.exit_code == 1
    assert "warning: the note `n1` says nothing yet" in strict.stderr
    assert not git(desk.remote, "branch", "--list", "gh-pages")
    done = desk.publish()
    assert (done.exit_code, done.stderr) == (0, "")
    assert done.stdout.endswith(" · pushed to origin/gh-pages · warnings 1: `check` lists them\n")


def test_branch_and_remote_are_what_is_said(desk, tmp_path):
    """--remote and --branch name where the site goes."""
    git(tmp_path, "init", "--quiet", "--bare", "pages.git")
    git(desk.folder, "remote", "add", "pages", str(tmp_path / "pages.git"))
    assert desk.publish("--remote", "pages", "--branch", "live/site").exit_code == 0
    assert "refs/heads/live/site" == git(tmp_path / "pages.git", "for-each-ref", "--format=%(refname)")
    assert not git(desk.remote, "branch", "--list", "gh-pages")


def test_branch_of_the_content_is_refused(desk):
    """A branch that shares history with the content is never taken, not even with --force, wherever the clone is."""
    on_it = desk.publish("--branch", "main", "--force")
    git(desk.folder, "checkout", "--quiet", "-b", "draft")
    beside_it = desk.publish("--branch", "main", "--force")
    assert (on_it.exit_code, beside_it.exit_code) == (1, 1)
    assert "`main` is the branch you are on" in on_it.stderr
    assert "the branch origin/main holds content" in beside_it.stderr
    assert "content/digest.toml" in desk.published("main")


def test_no_repository_is_told(desk, make_content, tmp_path, monkeypatch):
    """Content outside any repository, and a repository without a commit, are answered with what to do."""
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path))
    desk.content = make_content({})
    done = desk.publish()
    assert done.exit_code == 1
    assert f"{desk.content}: error: is in no git repository: not a git repository" in done.stderr
    git(desk.content, "init", "--quiet")
    assert "is in a repository without a commit: " in desk.publish().stderr


def test_no_remote_is_told(desk):
    """A remote that is not there is answered with the one that is, or with how to add it."""
    nearly = desk.publish("--remote", "orign")
    git(desk.folder, "remote", "remove", "origin")
    none = desk.publish()
    assert (nearly.exit_code, none.exit_code) == (1, 1)
    assert "its repository has no remote `orign` (did you mean `origin`?)" in nearly.stderr
    assert "its repository has no remote `origin` (`git remote add origin ADDRESS`)" in none.stderr


@pytest.mark.parametrize("branch", ["a..b", "--all", "x y"])
def test_wrong_name_of_a_branch_is_told(desk, branch):
    """What cannot name a branch is refused before anything is built."""
    done = desk.publish(f"--branch={branch}")
    assert done.exit_code == 1
    assert f"`{branch}` is no name of a branch" in done.stderr


def test_unreachable_remote_is_told(desk, tmp_path):
    """A remote that does not answer is a fault with git's reason, and nothing is left of the attempt."""
    git(desk.folder, "remote", "set-url", "origin", str(tmp_path / "gone.git"))
    before = desk.refs()
    done = desk.publish()
    assert (done.exit_code, done.stdout) == (1, "")
    assert f"`origin` cannot be read: '{tmp_path / 'gone.git'}' does not appear to be a git repository" in done.stderr
    assert before == desk.refs()


def test_no_git_is_told(desk, monkeypatch, tmp_path):
    """Without git there is a word on that, and no traceback."""
    monkeypatch.setenv("PATH", str(tmp_path))
    done = desk.publish()
    assert done.exit_code == 1
    assert "error: git cannot be run: No such file or directory (install git" in done.stderr


def test_nobody_to_commit_is_told(desk):
    """Where git does not know who commits, it says how to tell it."""
    git(desk.folder, "config", "--unset", "user.email")
    git(desk.folder, "config", "user.useConfigOnly", "true")
    done = desk.publish()
    assert done.exit_code == 1
    assert "git does not know who commits: " in done.stderr
    assert "`git config user.email ADDRESS`" in done.stderr


def test_shallow_clone_is_told_how_to_mend_itself(desk, tmp_path):
    """A clone without history cannot tell whether the site is of it: the hint says how to get the history."""
    desk.publish()
    head = desk.commit("articles/one/zh.md", original(title="新题"))
    git(desk.folder, "push", "--quiet", "origin", "HEAD:main")
    git(tmp_path, "clone", "--quiet", "--depth=1", f"file://{desk.remote}", "shallow")
    desk.folder, desk.content = tmp_path / "shallow", tmp_path / "shallow" / "content"
    git(desk.folder, "config", "user.name", "CI")
    git(desk.folder, "config", "user.email", "ci@example.org")
    assert "`git fetch --unshallow`" in desk.publish().stderr
    git(desk.folder, "fetch", "--quiet", "--unshallow")
    assert desk.publish().exit_code == 0
    assert [f"Built-from: {head}"] == desk.commits("%b")[0:1]


def test_modules_in_the_repository_are_not_run(desk):
    """A file of the repository that has the name of a module is not run."""
    (desk.folder / "ghp_import.py").write_text("raise SystemExit('run')\n")
    desk.commit()
    assert desk.publish().exit_code == 0
