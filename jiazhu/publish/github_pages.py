"""A built site and a repository in; the branch that GitHub Pages serves, with one commit more, out.

The commit is made on top of the remote's branch as it is now, and pushed without force: what somebody else has pushed
meanwhile is never lost. Each commit names the one that its site was built from, so that an older state is not published
over a newer one in silence.
"""

from __future__ import annotations

import os
import re
from pathlib import Path

from jiazhu.publish.repository import Repository, fault, reason
from jiazhu.record import Record
from jiazhu.site.urls import Urls
from jiazhu.text.addresses import host_of

BUILT_FROM = "Built-from"
"""The trailer of a commit's message that names the commit of the content."""
LOOKED_AT = 100
"""So many commits of the branch are looked at for the last one that was published from here."""
GITHUB = "github.io"
_COMMIT = re.compile(r"[0-9a-f]{40,64}")


class Target(Record):
    """Where a site is published."""

    remote: str
    branch: str

    @property
    def ref(self) -> str:
        """The branch's full name, on the remote."""
        return f"refs/heads/{self.branch}"

    def __str__(self) -> str:
        return f"{self.remote}/{self.branch}"


class Earlier(Record):
    """A commit of the branch that was not published from the history of the content here."""

    id: str
    by: str
    day: str
    subject: str

    def __str__(self) -> str:
        return f"{self.id[:8]} {self.by}, {self.day}: {self.subject}"


class Prepared(Record):
    """A commit that is ready to be pushed."""

    before: str
    """The commit that the branch was at; nothing where there was no such branch."""
    commit: str
    changes: tuple[tuple[str, str], ...]
    """Of each file that is not as on the branch: `A`, `M` or `D` (added, changed, removed), and its name."""
    overwritten: tuple[Earlier, ...]
    """Whose work it takes the place of, newest first."""

    def count(self, what: str) -> int:
        """Count the files that are added (`A`), changed (`M`) or removed (`D`)."""
        return sum(how == what for how, _ in self.changes)


def own_domain(base_url: str) -> str:
    """Give the domain that the branch's `CNAME` must name; nothing where there must be none.

    An own domain has the site at its root. Below a path, the domain is that of the user's site, and a `CNAME` would
    take it away from there.
    """
    host = host_of(base_url)
    own = host != GITHUB and not host.endswith(f".{GITHUB}") and Urls(base_url).base_path == "/"
    return host.encode("idna").decode() if own else ""


def require_target(repository: Repository, target: Target) -> None:
    """Make sure that a site may be published there.

    Raises JiazhuError where there is no such remote, the branch's name is none, or it is the content's own.
    """
    repository.require_remote(target.remote)
    unnamed = f"`{target.branch}` is no name of a branch"
    repository.git("check-ref-format", "--branch", target.branch, fails=unnamed, hint="such as gh-pages")
    if repository.run("symbolic-ref", "--short", "--quiet", "HEAD").stdout.strip() == target.branch:
        text = f"`{target.branch}` is the branch you are on: the site would take the place of the content"
        raise fault(text, repository.content, "choose another by --branch")


def fetch(repository: Repository, target: Target) -> str:
    """Fetch the branch as the remote has it; give its commit, or nothing where it has none.

    Raises JiazhuError where the remote cannot be read, or the branch holds content.
    """
    asked = repository.run("ls-remote", "--exit-code", target.remote, target.ref)
    nothing_matches = 2  # git-ls-remote(1), --exit-code
    if asked.returncode == nothing_matches:
        return ""
    unread = f"`{target.remote}` cannot be read"
    hint = "see to the network, the remote's address (`git remote -v`) and your rights"
    if asked.returncode:
        raise fault(f"{unread}: {reason(asked.stderr)}", repository.content, hint)
    repository.git("fetch", "--no-tags", target.remote, target.ref, fails=unread, hint=hint)
    before = repository.git("rev-parse", "FETCH_HEAD^{commit}", fails=unread, hint=hint)
    if repository.run("merge-base", repository.head, before).returncode == 0:
        text = f"the branch {target} holds content: the site would take its place"
        raise fault(text, repository.content, "choose another by --branch")
    return before


def prepare(repository: Repository, site: Path, before: str, *, message: str, domain: str) -> Prepared:
    """Make the commit of a built site, on top of what the branch was fetched as; nothing is pushed.

    Raises JiazhuError where git does not know who commits, or cannot.
    """
    commit = _commit(repository, site, before, f"{message}\n\n{BUILT_FROM}: {repository.head}", domain)
    changes = _changes(repository, before, commit)
    overwritten = _overwritten(repository, before) if changes else ()
    return Prepared(before=before, commit=commit, changes=changes, overwritten=overwritten)


def require_ours(repository: Repository, target: Target, prepared: Prepared) -> None:
    """Make sure that nobody else's work is overwritten. Raises JiazhuError where it would be, and says whose."""
    if not prepared.overwritten:
        return
    shallow = repository.run("rev-parse", "--is-shallow-repository").stdout.strip() == "true"
    see = "`git fetch --unshallow`, since this clone lacks history" if shallow else "`git pull`, if theirs is newer"
    text = (
        f"{target} has what was not published from the history of this content: {prepared.overwritten[0]} "
        f"(commits: {len(prepared.overwritten)})"
    )
    raise fault(text, repository.content, f"{see}; --force publishes over it, and keeps its commits")


def push(repository: Repository, target: Target, prepared: Prepared) -> None:
    """Push a commit that was made ready. Raises JiazhuError where the remote refuses it."""
    done = repository.run("push", "--porcelain", target.remote, f"{prepared.commit}:{target.ref}")
    if done.returncode == 0:
        return
    refused = next((line.split("\t")[-1] for line in done.stdout.split("\n") if line.startswith("!")), "")
    now = repository.run("ls-remote", target.remote, target.ref).stdout.partition("\t")[0]
    if now not in {"", prepared.before}:
        text = f"somebody else has pushed to {target} meanwhile: nothing was pushed"
        raise fault(text, repository.content, "publish again: it begins with what they have pushed")
    text = f"`{target.remote}` refuses the push: {refused or reason(done.stderr)}"
    raise fault(text, repository.content, "see that you may push there, and that the branch is not protected")


def _commit(repository: Repository, site: Path, before: str, message: str, domain: str) -> str:
    """Make the commit; no branch of the repository's own is touched."""
    who = repository.git(
        "var",
        "GIT_COMMITTER_IDENT",
        fails="git does not know who commits",
        hint="`git config user.name NAME` and `git config user.email ADDRESS`",
    )
    name, _, rest = who.partition(" <")
    # ghp-import commits to a branch and nowhere else: this one is there for as long as that takes.
    branch = f"jiazhu-publish-{os.getpid()}"
    ref = f"refs/heads/{branch}"
    failed = {"fails": "the site cannot be committed", "hint": "see to the repository and to space on the disk"}
    try:
        if before:
            repository.git("update-ref", ref, before, **failed)
        done = repository.run_module(
            "ghp_import",
            f"--branch={branch}",
            f"--message={message}",
            *([f"--cname={domain}"] if domain else []),
            str(site),
            environment={"GIT_COMMITTER_NAME": name, "GIT_COMMITTER_EMAIL": rest.partition(">")[0]},
        )
        if done.returncode:
            raise fault(f"{failed['fails']}: {reason(done.stderr)}", repository.content, failed["hint"])
        return repository.git("rev-parse", ref, **failed)
    finally:
        repository.run("update-ref", "-d", ref)


def _changes(repository: Repository, before: str, commit: str) -> tuple[tuple[str, str], ...]:
    """List what a commit changes: how, and which file."""
    unread = {"fails": "the commit cannot be read", "hint": "see to the repository"}
    if not before:
        names = repository.git("ls-tree", "-r", "-z", "--name-only", commit, **unread)
        return tuple(("A", name) for name in names.split("\0") if name)
    fields = repository.git("diff-tree", "-r", "-z", "--no-renames", "--name-status", before, commit, **unread)
    words = fields.split("\0")[:-1]
    return tuple(zip(words[::2], words[1::2], strict=True))


def _overwritten(repository: Repository, before: str) -> tuple[Earlier, ...]:
    """List the commits of the branch since the last one that was published from the history here."""
    if not before:
        return ()
    form = f"%H%x00%an%x00%as%x00%s%x00%(trailers:key={BUILT_FROM},valueonly,separator=%x2C)"
    told = repository.git(
        "log",
        "--first-parent",
        f"--max-count={LOOKED_AT}",
        f"--format={form}",
        before,
        fails="the branch cannot be read",
        hint="see to the repository",
    )
    found = []
    for line in told.split("\n"):
        id_, by, day, subject, built_from = line.split("\0")
        if _COMMIT.fullmatch(built_from) and repository.has(built_from):
            break
        found.append(Earlier(id=id_, by=by, day=day, subject=subject))
    return tuple(found)
