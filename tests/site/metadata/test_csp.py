"""The Content-Security-Policy: on each page, before anything is loaded, and kept by what the pages are made of."""

from __future__ import annotations

import re
from html import unescape

from msgspec.structs import replace
from written import load

from jiazhu.site.metadata.csp import content_security_policy, policy_of


def pages_of(site):
    """List the pages of a site; what is sent by mail is none."""
    return sorted(path for path in site.rglob("*.html") if not path.name.startswith("mail"))


def test_policy_is_what_the_theme_uses():
    """Own scripts and styles, pictures of any https host, and nothing else."""
    assert content_security_policy() == (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' https:; "
        "connect-src 'self'; base-uri 'none'; form-action 'none'"
    )


def test_mirrored_pictures_come_from_no_other_host(make_content):
    """Where the site has copies of its pictures, each page allows its own host alone, and a template may add to it."""
    config = load(make_content({})).config
    assert policy_of(config)() == content_security_policy()
    mirrored = policy_of(replace(config, images="mirror"))
    assert "img-src 'self'; " in mirrored()
    assert "https:" not in mirrored()
    assert "img-src 'self'; " in mirrored(font_src="'self'")


def test_page_may_have_directives_of_its_own():
    """What a template gives takes the place of the theme's, or is added."""
    policy = content_security_policy(font_src="'self'", img_src="'self'")
    assert "img-src 'self'; " in policy
    assert policy.endswith("; font-src 'self'")


def test_every_page_says_it_before_it_loads_anything(sample_site):
    """On each page, redirects and the door included, only the charset comes before the policy."""
    pages = pages_of(sample_site)
    assert len(pages) > 50
    for page in pages:
        html = page.read_text(encoding="utf-8")
        head = html.partition("<head>")[2].split()
        found = re.match(
            r'<meta charset="utf-8">\s*<meta http-equiv="Content-Security-Policy" content="([^"]*)">', " ".join(head)
        )
        assert found, page
        assert unescape(found[1]).startswith("default-src 'none'; script-src 'self'; style-src 'self'; "), page


def test_nothing_on_a_page_is_what_the_policy_forbids(sample_site):
    """No style attribute, no handler and no inline script or style is on any page."""
    for page in pages_of(sample_site):
        tags = re.findall(r"<[a-z][^<>]*>", page.read_text(encoding="utf-8"))
        assert [tag for tag in tags if re.search(r"\s(?:style|on[a-z]+)=", tag)] == [], page
        assert not [
            tag for tag in tags if re.match(r"<style|<script(?! src=\"/| type=\"application/ld\+json\")", tag)
        ], page
