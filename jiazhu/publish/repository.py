"""A folder and words for git in, what git says out; where it fails, a fault with git's reason."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from jiazhu.errors import JiazhuError, nearest

NAMED = 3
"""So many files with uncommitted changes are named; more would hide the rest."""

_SPEAKING = {"LC_ALL": "C", "PYTHONUTF8": "1"}
"""Reasons are in English, as all that the program says; names of files are UTF-8 nevertheless."""


def fault(text: str, path: Path, hint: str) -> JiazhuError:
    """Make the fault that ends publishing."""
    return JiazhuError(text, path, hint=hint, kind="publish")


class Repository:
    """The git repository that holds a digest's content."""

    def __init__(self, content: Path) -> None:
        """Find it. Raises JiazhuError where there is no such repository, no commit in it, or no git."""
        self.content = content
        self.folder = content
        there = "`git init`, commit the content, and add the remote that the site goes to"
        self.folder = Path(self.git("rev-parse", "--show-toplevel", fails="is in no git repository", hint=there))
        self.head = self.git(
            "rev-parse", "--verify", "HEAD^{commit}", fails="is in a repository without a commit", hint="commit it"
        )

    def git(self, *arguments: str, fails: str, hint: str) -> str:
        """Run git; give what it says. Raises JiazhuError where it fails: `fails`, and what git says of it."""
        done = self.run(*arguments)
        if done.returncode:
            raise fault(f"{fails}: {reason(done.stderr)}", self.content, hint)
        return done.stdout.strip("\n")

    def run(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        """Run git, however it ends. Raises JiazhuError where there is none."""
        return self._run(["git", "-c", "core.quotepath=off", *arguments])

    def run_module(self, module: str, *arguments: str, environment: dict[str, str]) -> subprocess.CompletedProcess[str]:
        """Run a Python program that works on the repository it is started in.

        `-P`: what lies in the repository is not taken for the program's modules.
        """
        return self._run([sys.executable, "-P", "-m", module, *arguments], environment)

    def _run(
        self, command: Sequence[str], environment: dict[str, str] | None = None
    ) -> subprocess.CompletedProcess[str]:
        try:
            return subprocess.run(  # noqa: S603  # a list of words, which no shell reads
                command,
                cwd=self.folder,
                env={**os.environ, **_SPEAKING, **(environment or {})},
                capture_output=True,
                encoding="utf-8",
                errors="replace",
                check=False,
            )
        except OSError as error:
            hint = "install git, or copy what `build` writes"
            raise fault(f"git cannot be run: {error.strerror}", self.content, hint) from None

    def require_remote(self, remote: str) -> None:
        """Make sure that there is a remote of this name. Raises JiazhuError where there is none."""
        known = self.git("remote", fails="its remotes cannot be read", hint="see to the repository").split("\n")
        if remote not in known:
            otherwise = f"there are {', '.join(known)}" if any(known) else f"`git remote add {remote} ADDRESS`"
            raise fault(f"its repository has no remote `{remote}`", self.content, nearest(remote, known, otherwise))

    def require_clean(self) -> None:
        """Make sure that all is committed. Raises JiazhuError with the first files that are not."""
        changed = self.git(
            "status", "--porcelain", "--untracked-files=all", fails="cannot be read", hint="see to the repository"
        )
        names = [line[3:] for line in changed.split("\n") if line]
        if names:
            more = f" and {len(names) - NAMED} more" if len(names) > NAMED else ""
            text = f"there are uncommitted changes: {', '.join(names[:NAMED])}{more}"
            raise fault(text, self.content, "commit them, or publish them as they are with --allow-dirty")

    def has(self, commit: str) -> bool:
        """Tell whether a commit is in the history of what is published."""
        return self.run("merge-base", "--is-ancestor", commit, self.head).returncode == 0


def reason(said: str) -> str:
    """Take the line that says why out of what git says."""
    lines = [line.strip() for line in said.split("\n") if line.strip()]
    telling = [line for line in lines if line.startswith(("fatal: ", "error: ", "remote: error: "))]
    line = (telling or lines or ["git does not say why"])[0]
    return line.removeprefix("remote: ").removeprefix("fatal: ").removeprefix("error: ")
