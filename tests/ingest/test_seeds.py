"""The five fragments that started the digest: what was read off their pages by eye is what an import finds."""

from __future__ import annotations

from datetime import datetime

import pytest
from conftest import CONTENT
from msgspec.structs import replace

from jiazhu.ingest.convert import convert_fragment
from jiazhu.library.articles import article_slugs, load_article
from jiazhu.library.originals import imported_hash, is_edited
from jiazhu.library.sources import load_sources
from jiazhu.model import OriginalMatter

SOURCES = list(load_sources(CONTENT / "sources").values())
RFI = "https://www.rfi.fr/cn/"
PICTURES = "https://s.rfi.fr/media/display/"

SEEDS = {
    "000_7842e32081dc5999.txt": {
        "title": "中俄日本海军事演习结束了",
        "epoch": 1690125304000,
        "published": "2023-07-23T16:51:00+02:00",
        "url": f"{RFI}%E4%B8%AD%E5%9B%BD/20230723-",
        "image": f"{PICTURES}f936dc9e-157c-11ee-84ef-005056a90284/w:1280/p:16x9/AP23178420912283.jpg",
        "first": "**俄罗斯国防部今天宣布，在与西方国家关系高度紧张之际，俄罗斯和中国周日结束了在日本海的联合军演。**",
        "last": "7月初，中国国防部长李尚福在北京接受俄罗斯高级军官采访时主张加强与俄罗斯的海军军事合作。",
        "blocks": 8,
    },
    "001_32ec294fd69b8109.txt": {
        "title": "张又侠访俄，普京称俄中应拓展卫星等军事技术合作",
        "epoch": 1699460101000,
        "published": "2023-11-08T17:08:00+01:00",
        "url": f"{RFI}%E4%B8%AD%E5%9B%BD/20231108-",
        "image": f"{PICTURES}bab9a61c-7e50-11ee-b6ed-005056bfb2b6/w:1280/p:16x9/"
        "2023-11-08T154212Z_1593550392_RC2394AZFRKP_RTRMADP_3_UKRAINE-CRISIS-RUSSIA-CHINA.JPG",
        "first": "**俄罗斯总统普京11月8日对到访的中国中央军事委员会副主席张又侠表示，"
        "莫斯科和北京应该扩大双方在卫星和其他军事防御技术方面的合作。**",
        "last": "张又侠在当天早些时候会见俄国防部长绍伊古时表示",
        "blocks": 8,
    },
    "002_000f66633a876c3b.txt": {
        "title": "李尚福诺与2俄加强军事合作 未提细节",
        "epoch": 1692353702000,
        "published": "2023-08-18T11:59:00+02:00",
        "url": f"{RFI}%E4%B8%AD%E5%9B%BD/20230818-",
        "image": f"{PICTURES}131cb00e-dcff-11ed-88a7-005056a90284/w:1280/p:16x9/AP23107067792769.jpg",
        "first": "**中国国防部长李尚福周四访问白俄罗斯，此前李尚福还访问了俄罗斯。",
        "last": "他告诉美联社：“通过这次访问，中国标志着中国军事利益的范围",
        "blocks": 9,
    },
    "003_22c29470a5353ec9.txt": {
        "title": "中俄加深非正式同盟关系 双方还能走多近？",
        "epoch": 1638585543000,
        "published": "2021-12-04T02:32:08+00:00",
        "url": "https://www.voachinese.com/a/china-deepens-informal-alliance-with-russia-20211203/6339221.html",
        "image": "https://gdb.voanews.com/7AD0F088-20AA-4DA9-A8E4-6363DC16B42A_cx0_cy5_cw0_r1_s_w900.jpg",
        "caption": "资料照片：俄罗斯国防部新闻局公布的照片显示，在中俄宁夏联合军演期间，"
        "军人们从一架中国军用直升机索降。(2021年8月13日)",
        "first": "虽然曾有过不那么愉快的过去，但是中国和俄罗斯今年加强了政治、经济和军事方面的关系。",
        "last": "本星期，五角大楼宣布，",
        "headings": ["## 中俄关系加强的证据", "## 中俄合作的局限性"],
        "links": 4,
        "blocks": 26,
    },
    "004_790a92be34a65b5d.txt": {
        "title": "美日韩联合谴责朝鲜向俄罗斯供应武器",
        "epoch": 1698327902000,
        "published": "2023-10-26T15:12:00+02:00",
        "url": f"{RFI}%E5%9B%BD%E9%99%85/20231026-",
        "image": f"{PICTURES}31197d68-51f2-11ee-89ba-005056a90284/w:1280/p:16x9/"
        "2023-09-13T045150Z_1836221751_RC2G73A7FKJY_RTRMADP_3_RUSSIA-NORTHKOREA-PUTIN-KIM.JPG",
        "first": '**韩国、日本和美国今天周四发表联合声明，"强烈谴责"朝鲜向俄罗斯供应武器，'
        '联合声明称，平壤已经"数次"向莫斯科运送武器。**',
        "last": '朝鲜领导人金正恩将美日韩联盟描述为当今朝鲜面临的"最大威胁"。',
        "blocks": 10,
    },
}


@pytest.fixture(params=SEEDS)
def seed(request):
    """Give what an import makes of a seed, and what it should."""
    path = CONTENT / "raw" / request.param
    return convert_fragment(path.read_bytes(), path, SOURCES), SEEDS[request.param]


def test_the_front_matter_is_what_the_page_displays(seed):
    """Title, address, the displayed date with its zone, the picture without a proxy before it, and its caption."""
    made, expected = seed

    assert expected["title"] == made.matter.title
    assert made.matter.url.startswith(expected["url"])
    assert datetime.fromisoformat(expected["published"]) == made.matter.published
    assert expected["published"] == made.matter.published.isoformat()
    assert expected["image"] == made.matter.image.src
    assert expected.get("caption", "") == made.matter.caption
    assert (expected["epoch"], "zh-Hans", ()) == (made.matter.epoch, made.matter.lang, made.matter.authors)


def test_the_body_is_the_article_and_nothing_else(seed):
    """Lead first and once; headings; links; no block lost; no date, picture, caption, share or promotion block."""
    made, expected = seed
    blocks = made.body.split("\n\n")

    assert blocks[0].startswith(expected["first"])
    assert blocks[-1].startswith(expected["last"])
    assert expected["blocks"] == len(blocks)
    assert made.body.count(expected["first"]) == 1
    assert expected.get("headings", []) == [block for block in blocks if block.startswith("#")]
    assert expected.get("links", 0) == made.body.count("](")
    assert not [word for word in ("分享 :", "whatsapp", "facebook", "weserv", "selfpromo", "![") if word in made.body]
    assert made.difference is None


def test_words_that_rules_look_for_are_not_taken_out_of_the_text():
    """分享 (share) is a word of two of the articles, too."""
    bodies = [convert_fragment((CONTENT / "raw" / name).read_bytes(), CONTENT / name, SOURCES).body for name in SEEDS]

    assert [body.count("分享") for body in bodies] == [0, 1, 0, 1, 0]


ARTICLES = [
    slug
    for slug in article_slugs(CONTENT / "articles")
    if load_article(CONTENT / "articles" / slug).matter.fragment in SEEDS
]


@pytest.mark.parametrize("slug", ARTICLES)
def test_a_committed_article_is_what_a_fresh_import_gives(slug):
    """The importer's keys and the body; what the editor added stands beside them."""
    article = load_article(CONTENT / "articles" / slug)
    path = CONTENT / "raw" / article.matter.fragment
    made = convert_fragment(path.read_bytes(), path, SOURCES)

    editors = ("tags", "summary", "draft", "updated", "aliases", "rights", "remark")
    added = {key: getattr(article.matter, key) for key in editors}
    imported = imported_hash(made.matter, made.body)
    assert replace(made.matter, imported=imported, **added) == article.matter
    assert made.body == article.body
    assert not is_edited(article)


def test_every_key_is_the_importers_or_the_editors():
    """The test above looks at all of them."""
    assert len(OriginalMatter.__struct_fields__) == 21
