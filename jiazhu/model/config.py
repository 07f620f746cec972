"""The settings of a digest, as `content/digest.toml` says them."""

from __future__ import annotations

from typing import Literal

from msgspec import field

from jiazhu.model.base import Rights, Words
from jiazhu.record import Record


class Look(Record):
    """What a digest changes about the look of its theme."""

    accent: str = ""
    """`#rrggbb`: the colour of annotation, in the place of vermilion. It is made darker on light paper and lighter on
    dark, as far as reading needs."""
    fonts: Words = field(default_factory=dict)
    """Font families by language code, with commas between them: tried before the theme's own."""
    logo: str = ""
    """A picture, by its path below `content/`: it stands in the place of the 注."""
    footer: Words = field(default_factory=dict)
    """Markdown at the foot of each page, by language code."""


class Metadata(Record):
    """What the site tells machines: each can be switched off."""

    canonical: bool = True
    """The address that counts, where several pages have the same words."""
    hreflang: bool = True
    """The addresses of the same page in other languages: in its head and in the sitemap."""
    open_graph: bool = True
    """What is shown of a page where somebody shares its address; with Twitter's card."""
    cards: bool = True
    """The picture of it."""
    json_ld: bool = True
    """What a page is about, in the vocabulary of schema.org."""
    sitemap: bool = True
    robots: bool = True
    """The file robots.txt."""


class PolledFeed(Record):
    """A feed of others, whose entries become fragments."""

    url: str
    limit: int = 20
    """So many new entries are taken at a time."""


class Config(Record):
    """`digest.toml`, with the options of the command line laid over it."""

    title: Words
    description: Words = field(default_factory=dict)
    base_url: str
    languages: tuple[str, ...]
    """Language codes; the first is the default."""
    variants: tuple[str, ...] = ()
    timezone: str = "UTC"
    period: Literal["day", "week", "month"] = "week"
    authority: str
    """Authority of feed ids (RFC 4151), such as `example.org,2023`: it never changes."""
    rights: Rights = "full"
    feeds: Literal["full", "summary"] = "full"
    """What the entries of feeds hold: whole texts with their notes, or summaries."""
    topic_feeds: bool = True
    """Whether tags and sources have feeds of their own."""
    theme: Look = Look()
    images: Literal["remote", "mirror"] = "remote"
    """Whether pages show pictures from where they are, or copies that the import made."""
    metadata: Metadata = Metadata()
    fetch: tuple[PolledFeed, ...] = ()
    """What `fetch` asks for news."""

    @property
    def codes(self) -> tuple[str, ...]:
        """The codes of all interface languages: those of `languages`, then the derived ones, such as `zh-hant`."""
        return (*self.languages, *(code.lower() for code in self.variants))

    def base_of(self, code: str) -> str:
        """Give the language whose words an interface language shows: for a derived script, what it is derived from."""
        return code if code in self.languages else code.partition("-")[0]
