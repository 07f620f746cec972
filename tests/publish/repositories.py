"""Nothing in; a repository with content and the bare one that it pushes to, out: what these tests publish."""

from __future__ import annotations

import io
import subprocess
import tarfile
from dataclasses import dataclass
from pathlib import Path

from click.testing import CliRunner, Result

from jiazhu.cli import main


def git(folder: Path, *arguments: str) -> str:
    """Run git in a folder; give what it says."""
    done = subprocess.run(["git", *arguments], cwd=folder, capture_output=True, text=True, check=True)
    return done.stdout.strip("\n")


@dataclass
class Desk:
    """An editor's clone: content in a folder of it, and the remote it is pushed to."""

    folder: Path
    remote: Path
    content: Path

    def publish(self, *options: str) -> Result:
        """Run `publish` on its content."""
        return CliRunner().invoke(main, ["publish", "--content", str(self.content), "--jobs", "1", *options])

    def commit(self, name: str = "", text: str = "") -> str:
        """Write a file of the content, if one is named, and commit all there is; give the commit."""
        if name:
            path = self.content / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        git(self.folder, "add", "--all")
        git(self.folder, "commit", "--quiet", "--message=Edit")
        return git(self.folder, "rev-parse", "HEAD")

    def published(self, branch: str = "gh-pages") -> dict[str, bytes]:
        """Read what the remote's branch holds: file names, and what is in them."""
        command = ["git", "archive", "--format=tar", branch]
        done = subprocess.run(command, cwd=self.remote, capture_output=True, check=True)
        with tarfile.open(fileobj=io.BytesIO(done.stdout)) as archive:
            return {each.name: archive.extractfile(each).read() for each in archive if each.isfile()}

    def commits(self, form: str = "%H", branch: str = "gh-pages") -> list[str]:
        """List the commits of the remote's branch, newest first."""
        return git(self.remote, "log", f"--format={form}", branch).split("\n")

    def refs(self) -> str:
        """List every branch and tag of the clone but those that follow the remote."""
        return git(self.folder, "for-each-ref", "refs/heads", "refs/tags")
