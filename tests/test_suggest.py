"""What is suggested for articles, and that nothing is assigned."""

from __future__ import annotations

import pytest
from click.testing import CliRunner
from written import files_in, load, original

from jiazhu.cli import main
from jiazhu.site.material import Material
from jiazhu.site.urls import Urls
from jiazhu.suggest import Suggestions

OTHERS = "，".join(chr(0x5000 + number) for number in range(600))
FILES = {
    "tags.yaml": (
        "- id: arms\n  label: {zh: 军火, en: Arms}\n"
        "- id: farms\n  label: {zh: 农业, en: Farms}\n  aliases: [种田]\n"
        "- id: pigs\n  label: {zh: 养猪, en: Pigs}\n  parent: farms\n"
    ),
    "entities.yaml": "- id: minsk\n  type: Place\n  name: {zh: 明斯克, en: Minsk}\n",
    "articles/one/zh.md": original("a1", tags="[arms]", body="明斯克收下坦克与火箭弹。"),
    "articles/two/zh.md": original("a2", tags="[pigs]", body="猪肉涨价，饲料也贵。"),
    "articles/three/zh.md": original("a3", body="坦克与火箭弹运往明斯克。"),
    "articles/four/zh.md": original("a4", tags="[pigs]", body=f"种田不如养猪，猪肉贵。{OTHERS}"),
    "articles/five/zh.md": original("a5", body="杨潇走路。路人见杨潇说起书。有杨潇在，书由杨潇写。农业。"),
    "articles/draft/zh.md": original("a6", draft="true", body="坦克与火箭弹。"),
}


@pytest.fixture
def content(make_content):
    """Give a content folder with tagged articles and untagged ones."""
    return make_content(FILES)


@pytest.fixture
def suggestions(content):
    """Give what can be suggested for it, and its articles by slug."""
    library = load(content)
    made = Suggestions(library, Material(library, Urls(library.config.base_url)))
    return made, {article.slug: article for article in library.articles}


def test_a_tag_comes_from_similar_articles(suggestions):
    """With those, and with what they share: entities first."""
    made, articles = suggestions
    (guess,) = made.tags(articles["three"])
    assert (guess.tag, guess.share, guess.like, guess.named) == ("arms", 1.0, ("one",), 0)
    assert guess.shared[0] == "明斯克"
    assert {"坦克", "火箭", "箭弹"} <= {*guess.shared}


def test_a_tag_that_is_named_is_suggested(suggestions):
    """By its label or an alias; not what the article has, or what that is part of."""
    made, articles = suggestions
    (guess,) = made.tags(articles["five"])
    assert (guess.tag, guess.named, guess.share) == ("farms", 1, 0.0)
    assert made.tags(articles["four"]) == []


def test_an_article_like_no_other_gets_no_tag(suggestions):
    """Nothing is better than anything."""
    made, articles = suggestions
    assert [guess.tag for guess in made.tags(articles["two"])] == []


def test_frequent_names_are_suggested(suggestions):
    """Unless they are entities."""
    made, articles = suggestions
    names = made.names(list(articles.values()), "zh")
    assert [guess.text for guess in names][:1] == ["杨潇"]
    assert not {guess.text for guess in names} & {"明斯克", "斯克"}


@pytest.mark.parametrize(
    ("name", "said", "unsaid"),
    [
        ("three", "three: tag arms: 100% of what is similar has it: one (both: 明斯克, ", "five: "),
        ("", "five: tag farms: its name stands there (times: 1)", "draft"),
        ("2023-W33", "zh: name 杨潇: 4 times, in articles 1", "draft"),
        ("draft", "draft: tag arms", "five: "),
    ],
)
def test_the_command_says_and_changes_nothing(content, name, said, unsaid):
    """For an article, a draft too, for a digest, or for all; twice the same."""
    before = files_in(content)
    arguments = ["suggest", *([name] if name else []), "--content", str(content)]
    result = CliRunner().invoke(main, arguments)
    assert result.exit_code == 0, result.output
    assert said in result.output
    assert unsaid not in result.output
    assert result.output == CliRunner().invoke(main, arguments).output
    assert files_in(content) == before


def test_an_unknown_name_is_told(content):
    """There is no such article or digest."""
    result = CliRunner().invoke(main, ["suggest", "thre", "--content", str(content)])
    assert result.exit_code == 1
    assert "there is no article `thre` (did you mean `three`?)" in result.output


STORY = {
    "entities.yaml": (
        "- id: minsk\n  type: Place\n  name: {zh-Hans: 明斯克, en: Minsk}\n"
        "- id: lukashenko\n  type: Person\n  name: {zh-Hans: 卢卡申科, en: Lukashenko}\n"
    ),
    "tags.yaml": "- id: belarus\n  label: {zh: 白俄罗斯, en: Belarus}\n",
    "articles/old/zh.md": original("a1", day="2023-08-17", tags="[belarus]", body="卢卡申科在明斯克说话。"),
    "articles/new/zh.md": original("a2", tags="[belarus]", title="明斯克之行", body="见了卢卡申科。"),
    "articles/else/zh.md": original("a3", body="别的事。"),
}


@pytest.mark.parametrize(("name", "told"), [("", 1), ("2023-W33", 1), ("old", 1), ("else", 0)])
def test_stories_are_told_with_their_reasons(make_content, name, told):
    """Of all digests, of one, or those that hold an article: what both open with, which tags, how many days apart."""
    content = make_content(STORY)
    said = CliRunner().invoke(main, ["suggest", *([name] if name else []), "--content", str(content)])
    assert said.exit_code == 0, said.output
    line = "2023-W33: story new + old: 1 day apart; both open with 卢卡申科, 明斯克; both have the tag belarus\n"
    assert said.output.count(line) == told
    assert said.output.count(": story ") == told


def test_a_copy_is_told_as_one(make_content):
    """With how much of the shorter text stands in both."""
    body = "。".join(letter * 60 for letter in "甲乙丙丁戊")
    files = {"articles/one/zh.md": original("a1", body=body), "articles/two/zh.md": original("a2", body=body)}
    said = CliRunner().invoke(main, ["suggest", "--content", str(make_content(files))])
    assert "story one + two: the same day; 100% of the shorter text stands in both\n" in said.output
