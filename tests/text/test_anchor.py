"""What blocks are known by."""

from __future__ import annotations

from jiazhu.text.anchor import block_hash, plain, words


def test_plain_ignores_markup_and_white_space():
    """Rewrapping a paragraph, or marking words in it, leaves its plain text as it was."""
    assert plain("<p>中国 <strong>国防部</strong>\n长&amp;\u3000x</p>") == plain("<p>中国国防部长 &amp; x</p>")


def test_plain_composes_characters():
    """An accent written apart is the same letter."""
    assert plain("cafe\u0301") == plain("café")


def test_plain_counts_an_image_as_source_and_alt():
    """Another picture, or another alt text, is another block; a title is not."""
    image = plain('<p><img src="https://a.example/1.jpg" alt="旗"></p>')

    assert image == "https://a.example/1.jpg旗"
    assert image == plain('<figure><img src="https://a.example/1.jpg" alt="旗" title="x"></figure>')
    assert image != plain('<p><img src="https://a.example/2.jpg" alt="旗"></p>')


def test_plain_is_not_fooled_by_attributes():
    """A `>` inside quotes does not end a tag, and escaped markup is text."""
    assert plain('<a title="a > b">x</a>&lt;b&gt;') == "x<b>"


def test_words_stay_readable():
    """Words are kept apart by one space; an image says nothing."""
    assert words('<p>Li &amp;\n <em>Lukashenko</em>  met.<img src="x.jpg" alt="y"></p>') == "Li & Lukashenko met."


def test_block_hash_is_the_beginning_of_sha_256():
    """Translations hold these names: they must never change."""
    assert block_hash("abc") == "ba7816bf"
    assert block_hash("abc", 12) == "ba7816bf8f01"


def test_words_do_not_run_together():
    """A line break and the end of a cell part them."""
    assert words("<p>One.<br>Two</p><table><tr><td>a</td><td>b</td></tr></table>") == "One. Two a b"
