"""Raw and clean HTML and the cleaner's steps in, the differences that no step accounts for out.

Nothing of the cleaner is used here but its steps.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from urllib.parse import parse_qsl, unquote, urljoin, urlsplit

from alignment import FROM_RULE, TAKEN_WHOLE, Accounts, aligned, close
from facts import Facts, Gap, Letter, Picture
from raw_dom import HIDDEN, one_line, read

from jiazhu.ingest.clean import Logged

TRACKER = re.compile("utm_|fbclid|gclid|dclid|msclkid|yclid|igshid|mc_[ce]id|mkt_tok|_hsenc|_hsmi|spm|is-pending-load")


def unaccounted(before: str, after: str, steps: Sequence[Logged], base: str = "") -> list[str]:
    """List the differences between raw and clean HTML that no step explains; `base` is the page's URL."""
    accounts = Accounts(steps, base)
    spoken = {src for src, url in accounts.became.items() if not url} | {""} if accounts.told["alt"] else set()
    raw, clean = read(before, spoken), read(after)
    found: list[str] = []
    partners = aligned(raw, clean, accounts, found)
    if not found:
        _letters(raw, clean, partners, accounts, found)
        _pictures(raw, clean, partners, accounts, found)
        _elements(raw, clean, accounts, found)
    return found


# --- what is said of characters ------------------------------------------------------------------------------------


def _letters(raw: Facts, clean: Facts, partners: list[int], accounts: Accounts, found: list[str]) -> None:
    became_heading = {close(words) for words in accounts.told["headings"]}
    heads = _heading_words(clean)
    numbers: dict[int, str] = {}
    gap = Gap()
    last: tuple[Letter, Letter] | None = None
    for letter, partner in zip(raw.letters, partners, strict=True):
        gap = gap.then(letter.gap)
        if partner < 0:
            continue
        other = clean.letters[partner]
        if not letter.char.isspace():  # a space of another may have been trimmed in its stead
            _marks(letter, other, accounts, found, by_rule=heads[partner] in became_heading)
            _link(letter, other, accounts, numbers, found)
            _place(letter, other, heads[partner], accounts, found)
        if last:
            _neighbours(last, (letter, other), gap, accounts, found)
        if found:
            return
        gap, last = Gap(), (letter, other)


def _heading_words(clean: Facts) -> list[str]:
    """Give for each character all words of the heading it stands in."""
    words = [""] * len(clean.letters)
    start = 0
    for at in range(1, len(words) + 1):
        if at == len(words) or clean.letters[at].gap.block:
            if clean.letters[start].place.heading:
                words[start:at] = ["".join(one.char for one in clean.letters[start:at])] * (at - start)
            start = at
    return words


def _marks(letter: Letter, other: Letter, accounts: Accounts, found: list[str], *, by_rule: bool) -> None:
    lost, won = letter.place.marks - other.place.marks, other.place.marks - letter.place.marks
    if accounts.told["term"]:
        won -= {"strong"}
    if by_rule:
        lost -= {"strong"}
    if lost or won:
        found.append(f"{letter.char!r} is {sorted(letter.place.marks)}, comes out {sorted(other.place.marks)}")


def _link(letter: Letter, other: Letter, accounts: Accounts, numbers: dict[int, str], found: list[str]) -> None:
    wanted, number = "", 0
    for number, href in letter.place.links:  # noqa: B007  # the one that counts is compared below
        wanted = accounts.address(href)
        if not _is_fair(href, wanted, accounts.base):
            found.append(f"the link {href!r} became {wanted!r}")
        if wanted:
            break
    got = other.place.links[0][1] if other.place.links else ""
    if wanted != got:
        found.append(f"{letter.char!r} leads to {wanted!r}, comes out leading to {got!r}")
    elif got and numbers.setdefault(other.place.links[0][0], f"{number}") != f"{number}":
        found.append(f"two links to {got!r} came out as one")


def _is_fair(raw: str, url: str, base: str) -> bool:
    """Tell whether an address may become another, or nothing: it leads to the same place, or nowhere on the web."""
    raw = one_line(raw).replace("\n", "").replace("\t", "").strip()
    if raw == url:
        return True
    try:
        whole = urljoin(base if base.startswith("http") else "", raw)
        parts = urlsplit(f"https:{raw}" if raw.startswith("//") else whole)
    except ValueError:
        return not url
    if not url:
        is_web = parts.scheme == "mailto" or (parts.scheme in ("http", "https") and parts.netloc)
        return raw[:1] in ("", "#") or not is_web or any(char in '<>[]{}|^`\\%" ' for char in parts.netloc)
    if "weserv.nl" in parts.netloc or "wp.com" in parts.netloc:
        return url.partition("//")[2].partition("?")[0] in unquote(raw)
    new = urlsplit(url)
    same = (parts.scheme, parts.netloc, unquote(parts.path), unquote(parts.fragment)) == (
        new.scheme,
        new.netloc,
        unquote(new.path),
        unquote(new.fragment),
    )
    kept = parse_qsl(new.query, keep_blank_values=True)
    return same and all(
        TRACKER.match(name) for name, value in parse_qsl(parts.query, True) if (name, value) not in kept
    )


def _place(letter: Letter, other: Letter, words: str, accounts: Accounts, found: list[str]) -> None:
    before, after = letter.place, other.place
    by_rule = words in map(close, accounts.told["headings"])
    if before.heading != after.heading and not by_rule and not _heading_told(letter, other, words, accounts):
        found.append(f"{letter.char!r} is in heading {before.heading}, comes out in {after.heading}")
    if before.path != after.path and not _path_told(letter, other, accounts):
        found.append(f"{letter.char!r} is in {before.path}, comes out in {after.path}")
    if before.cell != after.cell and not (accounts.told["box"] and after.cell == (0, 0, 0, 0)):
        found.append(f"{letter.char!r} is in cell {before.cell}, comes out in {after.cell}")
    if before.pre != after.pre:
        found.append(f"{letter.char!r} is preformatted in one only")


def _heading_told(letter: Letter, other: Letter, words: str, accounts: Accounts) -> bool:
    before, after, told = letter.place.heading, other.place.heading, accounts.told
    if not after:
        return any(letter.char in what for what in told["heading"])
    if not before:
        return bool(told["paragraph in heading"])
    return "".join(f"h{before}→h{after}:{words}".split()) in ["".join(what.split()) for what in told["levels"]]


def _path_told(letter: Letter, other: Letter, accounts: Accounts) -> bool:
    if accounts.told["nesting"]:
        return True
    before, after = list(letter.place.path), list(other.place.path)
    if accounts.told["box"]:
        before, after = ([name for name in path if name != "table"] for path in (before, after))
    return before == after


def _neighbours(
    first: tuple[Letter, Letter], second: tuple[Letter, Letter], before: Gap, accounts: Accounts, found: list[str]
) -> None:
    """Compare what stands between two characters, and whether they are in one list item."""
    (one, its), (two, other) = first, second
    after = other.gap
    words = f"{one.char}{two.char}"
    if two.place.pre or before.picture or after.picture:
        return
    if before.block and not (after.block or after.breaks):
        found.append(f"{words!r} are no longer in blocks apart")
    elif before.breaks and not before.block and not after.block and before.breaks != after.breaks:
        found.append(f"{words!r} are {before.breaks} line breaks apart, come out {after.breaks}")
    elif before.space and not (after.space or after.block or after.breaks):
        found.append(f"{words!r} have lost the space between them")
    elif after.block and not before.block and not (before.breaks and accounts.told["paragraphs"]):
        found.append(f"{words!r} have come into blocks apart")
    items = (one.place.item, two.place.item), (its.place.item, other.place.item)
    if one.place.path == two.place.path and all(items[0]) and all(items[1]) and "ul" not in accounts.told["nesting"]:
        apart = [left != right for left, right in items]
        if apart[0] != apart[1]:
            found.append(f"{words!r} are in {'two list items' if apart[0] else 'one list item'}, come out otherwise")


# --- pictures, cells, code ------------------------------------------------------------------------------------------


def _pictures(raw: Facts, clean: Facts, partners: list[int], accounts: Accounts, found: list[str]) -> None:
    posters = {accounts.address(medium.get("poster", "")) for medium in raw.media} - {""}
    posters |= {urljoin(accounts.base or "https:", medium.get("poster", "")) for medium in raw.media} - {""}
    seen = {_tail(picture.src) for picture in clean.pictures}
    said = {picture.alt for picture in clean.pictures}
    solid = [-1 if letter.char.isspace() else at for letter, at in zip(raw.letters, partners, strict=True)]
    left = list(clean.pictures)
    for picture in raw.pictures:
        while left and left[0].src not in (picture.src, accounts.address(picture.src)) and left[0].src in posters:
            left.pop(0)
        if left and _is_same(picture, left[0], solid, accounts):
            _compare_pictures(picture, left.pop(0), accounts, found)
        elif not _is_told(picture, accounts, seen, said):
            found.append(f"the picture {picture.src!r} is lost, or not in its place")
            return
    found.extend(f"the picture {picture.src!r} came from nowhere" for picture in left if picture.src not in posters)


def _is_same(picture: Picture, other: Picture, solid: list[int], accounts: Accounts) -> bool:
    if other.src not in (picture.src, accounts.address(picture.src)):
        return False
    if picture.in_figure and accounts.told["caption"]:
        return True
    low = next((partner + 1 for partner in reversed(solid[: picture.at]) if partner >= 0), 0)
    high = next((partner for partner in solid[picture.at :] if partner >= 0), None)
    return low <= other.at and (high is None or other.at <= high)


def _compare_pictures(picture: Picture, other: Picture, accounts: Accounts, found: list[str]) -> None:
    if picture.alt != other.alt:
        found.append(f"the picture {picture.src!r} says {picture.alt!r}, comes out saying {other.alt!r}")
    if picture.src != other.src and _tail(other.src) not in f"{unquote(picture.addresses)} {picture.addresses}":
        found.append(f"the picture {picture.src!r} became another one: {other.src!r}")
    wanted = next(filter(None, (accounts.address(href) for _, href in picture.place.links)), "")
    got = other.place.links[0][1] if other.place.links else ""
    if wanted != got:
        found.append(f"the picture {picture.src!r} leads to {wanted!r}, comes out leading to {got!r}")


def _is_told(picture: Picture, accounts: Accounts, seen: set[str], said: set[str]) -> bool:
    """Tell whether a step says why a picture is not there; one in `noscript` only where its twin is."""
    addresses = picture.addresses.split()
    if picture.in_noscript:
        twins = [what for what in accounts.told["noscript"] if _tail(what) in unquote(picture.addresses)]
        if any(_tail(what) in seen for what in twins):
            return True
    for what in accounts.unseen:
        if what and what in (picture.src, *addresses) and what not in accounts.told["noscript"]:
            accounts.unseen.remove(what)
            return True
    if accounts.became.get(picture.src) == "":
        return picture.alt in {"", *said}
    return not any("/" in address for address in addresses)


def _tail(url: str) -> str:
    """Give an address without scheme, host and size: what it has in common with the one it came from."""
    return unquote(urlsplit(url).path)


def _elements(raw: Facts, clean: Facts, accounts: Accounts, found: list[str]) -> None:
    told = accounts.told
    if any(name in FROM_RULE for name in told) or any(told[name] for name in TAKEN_WHOLE - HIDDEN):
        return  # what went with their words
    if raw.invisible and not told["characters"]:
        found.append("invisible characters are gone")
    if raw.code != clean.code:
        found.append(f"preformatted text {raw.code} came out as {clean.code}")
    told_code = [what.partition(":")[0] for what in told["code"]]
    found.extend(f"<{tag}> in code is gone" for tag, number in raw.in_code.items() if told_code.count(tag) < number)
    found.extend(f"<{tag}> is gone" for tag, number in raw.hidden.items() if len(told[tag]) < number)
    if not (told["box"] or told["empty"]) and raw.cells != clean.cells:
        found.append(f"{raw.cells} table cells came out as {clean.cells}")
