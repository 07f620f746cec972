"""How much is taken in of what others write, and how long it may take: numbers, each in this place alone.

Each is there so that no file ends in a hang or without memory, but in a message; none is near what a digest needs.
`docs/security.md` says what happens beyond each.
"""

from __future__ import annotations

FRAGMENT_BYTES = 20 * 1024 * 1024
"""Of a raw file: the longest article of an archive of 6,540 has a fiftieth."""
FIRST_YEAR, LAST_YEAR = 1990, 2099
"""What news on the web can be of; a moment outside is a mistake, and may be none that every time zone knows."""
TITLE_CHARACTERS = 1000
"""Of a title, a headline, a name: no list could show a longer one."""
HTML_TAGS = 20_000
"""Of a text in HTML or Markdown, counting end tags. Articles have hundreds, tables thousands; parsing takes the square
of what nests."""
CLEAN_CHARACTERS = 2_000_000
"""Of clean HTML, addresses and all: no article comes near, and Markdown takes seconds for as many."""
CONTAINERS_DEPTH = 8
"""Lists, quotes, tables and figures of a fragment in one another: Markdown readers give up not far above."""
MEDIA_DEPTH = 8
"""Media of a fragment in one another: each is asked for what is in it."""
SELECTED_DEPTH = 256
"""Elements of a fragment in one another where a rule is applied: selectors look at every element in an element."""
SPAN = 1000
"""Columns or rows that a cell joins: as in HTML (4.9.11)."""
CLEANING_SECONDS = 20
"""Of computing for one fragment: the slowest of 6,540 took half of one. A rule's expression may take for ever."""
CLUSTER_SECONDS = 10
"""To wait for a cluster's scheduler."""

TEXT_BYTES = 8_000_000
"""Of a file that a hand writes."""
VALUE_CHARACTERS = 20_000
"""Of one value in front matter, YAML or settings."""
YAML_CHARACTERS = 1_000_000
YAML_DEPTH = 20
"""Of what nests in YAML: deeper is a mistake or an attack (PyYAML's composer recurses)."""
NOTES = 1000
"""Of an article: each is looked for in the whole text."""
ADDRESS_BYTES = 200
"""Of a step of an address in UTF-8: no file system takes a name of more than 255, and endings are added."""

MARKDOWN_CHARACTERS = 2_000_000
"""Of a text in Markdown, as of clean HTML."""
MARKDOWN_LINES = 40_000
"""Of a text in Markdown; and so no more blocks than that."""
MARKDOWN_DEPTH = 100
"""Blocks of Markdown in one another; a list with its items counts twice. What is deeper is not rendered."""
PARAGRAPH_LINES = 5000
"""Of lines without an empty one between them: the parser takes the square."""
BRACKETS = 20_000
"""`[` in a text in Markdown: the parser looks for the end of each."""
OPEN_MARKS = 100
"""Marks such as `<b>` in a text in Markdown open at a time: a browser opens each again in every block behind."""

DOWNLOAD_BYTES = 20_000_000
DOWNLOAD_SECONDS = 30.0
REDIRECTS = 5
"""Of one file from the web."""
FEED_BYTES = 10_000_000
FEED_SECONDS = 30.0
"""Of a feed that is asked."""
LINKS_AT_ONCE = 1000
"""A check of links to other servers asks for so many."""
LINK_SECONDS = 15.0
"""For a server to say whether something is there, redirects with it."""
PICTURES_AT_ONCE = 1000
"""An import asks for so many; the next one goes on."""
PICTURE_PIXELS = 40_000_000
"""Of a picture to be read: 120 MB in memory."""
LOGO_BYTES = 1_000_000
"""Of the logo: each page loads it."""

FORM_BYTES = 256 * 1024
"""Of a form of the preview: as much as a long article."""
FORM_SECONDS = 10.0
"""For a form to come in."""
REQUEST_SECONDS = 10.0
"""For the head of a request to come in: at least so long, at most twice as long."""
