"""A fragment or an article in, what an import has to say of it out."""

from __future__ import annotations

from difflib import unified_diff
from pathlib import Path

from jiazhu.errors import Problem
from jiazhu.files import read_text
from jiazhu.ingest.archive import Match
from jiazhu.library.frontmatter import rewrite_matter
from jiazhu.library.originals import rewritten_original
from jiazhu.library.raw import IGNORED
from jiazhu.model import Article, OriginalMatter


def difference(article: Article, matter: OriginalMatter, body: str) -> str:
    """Show line by line how the file of an original that a hand changed differs from what cleaning gives now."""
    kept = read_text(article.path, "article")
    cleaned = rewritten_original(kept, article.path, matter, body)
    cleaned = rewrite_matter(cleaned, article.path, {"imported": article.matter.imported or None})  # says nothing here
    lines = unified_diff(kept.split("\n"), cleaned.split("\n"), str(article.path), "cleaned again", n=1, lineterm="")
    return "\n".join(lines)


def left_alone(path: Path, match: Match, folder: Path) -> Problem:
    """Say that a fragment belongs to an article of this folder that is the hand's."""
    what = "a copy of its text" if match.copy else "another version of its page"
    return Problem(
        kind="edited",
        path=folder / match.slug,
        text=f"a hand changed it, and there is {what}: {path.name}",
        hint=f"take over what you want, then name the fragment under `also`, or in raw/{IGNORED}",
        severity="warning",
    )


def lossy(path: Path, where: str) -> Problem:
    """Say that a fragment's Markdown does not come back as its cleaned HTML."""
    return Problem(
        kind="lossy",
        path=path,
        text=f"the Markdown does not come back the same: {where}",
        hint="mend the article by hand",
        severity="warning",
    )


def untitled(path: Path) -> Problem:
    """Say that a fragment's header has no words."""
    return Problem(
        kind="fragment",
        path=path,
        text="it has no title: its first words stand in for one",
        hint="write one into the article's front matter",
        severity="warning",
    )
