"""A page in; what it is about, in the vocabulary of schema.org, out: JSON-LD for a `<script>` element."""

from __future__ import annotations

import json
from collections.abc import Iterator

from jiazhu.model import Concept, Entity
from jiazhu.site.articles import ArticleView
from jiazhu.site.cards.card import SIZE
from jiazhu.site.digests import DigestView
from jiazhu.site.metadata.contents import articles_on, changed
from jiazhu.site.metadata.subject import Subject
from jiazhu.site.notes import NoteView

Json = dict[str, object]

_ESCAPED = {ord(char): f"\\u{ord(char):04x}" for char in "<>&\u2028\u2029"}
"""What could end the element, begin a comment in it, or end a line of a script (HTML, 4.12.1.3)."""


def json_ld(subject: Subject, title: str, description: str) -> str:
    """Describe a page by a graph whose nodes are named by addresses; `title` and `description` are what it says.

    The same thing has the same name in all languages, save for a work, which is another one in each.
    """
    graph = _Graph(subject)
    data = {"@context": "https://schema.org", "@graph": list(graph.nodes(title, description))}
    return json.dumps(data, ensure_ascii=False, separators=(",", ":")).translate(_ESCAPED)


class _Graph:
    """What a page says of itself and of what it is about."""

    def __init__(self, subject: Subject) -> None:
        self._page = subject.page
        self._head = subject.head
        self._view = subject.view
        self._image = subject.image

    def nodes(self, title: str, description: str) -> Iterator[Json]:
        """Go through the nodes: what the page is, and what its words claim."""
        shows = self._page.context
        if isinstance(article := shows.get("article"), ArticleView):
            yield _said(self._article(article, title, description))
            reading = self._view.reading(article)
            yield from (_said(self._claim(note)) for note in reading.notes if note.note.claim)
        else:
            yield _said(self._of_page(title, description))
        if isinstance(concept := shows.get("entity") or shows.get("topic"), Concept):
            yield _said(self._defined(concept))

    def _article(self, article: ArticleView, title: str, description: str) -> Json:
        """Describe an article: the work in this language, what it translates or is translated to, and its source."""
        view, original = self._view, article.original.code
        mine = article.mine.code
        translation = article.translation if article.translation and article.translation.code == mine else None
        translator = translation.translator if translation and translation.state != "machine" else None
        return {
            "@type": "NewsArticle",
            "@id": _work(self._head.canonical),
            "url": self._head.canonical,
            "headline": title,
            "alternativeHeadline": article.other_title.text if article.other_title else "",
            "description": description,
            "inLanguage": article.mine.lang,
            "datePublished": article.published.isoformat(),
            "dateModified": article.updated.isoformat(),
            "author": [_person(name.text) for name in article.authors],
            "translator": _person(translator.text) if translator else {},
            "sourceOrganization": {"@type": "Organization", "name": view.phrase(article.source.name).text},
            "publisher": self._publisher(),
            "isPartOf": self._site(),
            "isBasedOn": article.article.matter.url,
            "translationOfWork": self._other(original) if mine != original else [],
            "workTranslation": self._other(*article.real_in[1:]) if mine == original else [],
            "image": self._picture(),
            "about": [_said(self._term(tag)) for tag in article.tags],
            "mentions": [
                _said(self._term(view.library.entities[id_])) for id_ in view.mentioned.in_article(article.article)
            ],
        }

    def _claim(self, note: NoteView) -> Json:
        """Describe what somebody says in an article."""
        claim = note.note.claim
        entity = self._view.library.entities[claim.by] if claim else None
        return {
            "@type": "Claim",
            "@id": f"{self._head.canonical}#note-{note.id}",
            "text": note.quote.text,
            "inLanguage": note.quote.lang,
            "author": {
                "@type": "Person" if entity and entity.type == "Person" else "Organization",
                "name": note.by.text if note.by else "",
                "sameAs": list(entity.same_as) if entity else [],
            },
            "appearance": {"@id": _work(self._head.canonical)},
        }

    def _of_page(self, title: str, description: str) -> Json:
        """Describe a page that is no article: the site itself, or a page that gathers articles, or another."""
        page, shows = self._page, self._page.context
        gathers = "articles" in shows or isinstance(shows.get("digest"), DigestView)
        type_ = "WebSite" if not page.parts else "CollectionPage" if gathers else "WebPage"
        changes = changed(page, self._view)
        about = shows.get("entity") or shows.get("topic")
        return {
            "@type": type_,
            "@id": self._site()["@id"] if not page.parts else self._head.canonical,
            "url": self._head.canonical,
            "name": title,
            "alternateName": self._other_name() if not page.parts else "",
            "description": description,
            "inLanguage": self._view.speech.tag,
            "dateModified": changes.isoformat() if changes else "",
            "temporalCoverage": _days(shows.get("digest")),
            "isPartOf": self._site() if page.parts else {},
            "publisher": self._publisher(),
            "image": self._picture(),
            "mainEntity": {"@id": self._term_id(about)} if isinstance(about, Concept) else {},
            "hasPart": [
                {"@type": "NewsArticle", "@id": _work(url), "url": url, "headline": article.title.text}
                for article in (articles_on(page) if gathers else [])
                for url in [self._view.urls.absolute(article.url)]
            ],
        }

    def _term(self, concept: Concept) -> Json:
        """Describe an entity or a tag: a term of the site's own vocabulary, with what sort of thing it names."""
        entity = concept if isinstance(concept, Entity) else None
        type_ = entity.type if entity and entity.type != "Concept" else ""
        return {
            "@type": "DefinedTerm",
            "@id": self._term_id(concept),
            "name": self._view.phrase(concept.names).text,
            "additionalType": f"https://schema.org/{type_}" if type_ else "",
            "sameAs": list(entity.same_as) if entity else [],
        }

    def _defined(self, concept: Concept) -> Json:
        """Describe a term where it is defined: with its other names, and the vocabulary that it is of."""
        name = self._view.phrase(concept.names).text
        return {
            **self._term(concept),
            "alternateName": [other for other in dict.fromkeys(concept.names.values()) if other != name],
            "description": self._view.phrase(concept.about).text,
            "termCode": concept.id,
            "inDefinedTermSet": {"@type": "DefinedTermSet", "@id": f"{self._everywhere(_section(concept))}#terms"},
        }

    def _term_id(self, concept: Concept) -> str:
        return f"{self._everywhere(_section(concept), concept.id)}#term"

    def _everywhere(self, *parts: str) -> str:
        """Name a thing that is the same in all languages: by its page in the default one."""
        return self._view.urls.absolute(self._view.urls.page(self._view.library.config.languages[0], *parts))

    def _other(self, *codes: str) -> list[Json]:
        """Name the same article in other languages, as far as the site has them."""
        urls = [self._view.urls.absolute(self._head.links[code]) for code in codes if code in self._head.links]
        return [{"@type": "NewsArticle", "@id": _work(url)} for url in urls]

    def _site(self) -> Json:
        home = self._view.urls.absolute(self._view.urls.page(self._view.language))
        return {"@type": "WebSite", "@id": f"{home}#site"}

    def _publisher(self) -> Json:
        name = self._view.phrase(self._view.library.config.title).text
        url = self._view.urls.base_url
        return {"@type": "Organization", "@id": f"{url}#publisher", "name": name, "url": url}

    def _other_name(self) -> str:
        other = self._view.other(self._view.library.config.title)
        return other.text if other else ""

    def _picture(self) -> Json:
        width, height = SIZE
        return {"@type": "ImageObject", "url": self._image.url, "width": width, "height": height} if self._image else {}


def _section(concept: Concept) -> str:
    return "entities" if isinstance(concept, Entity) else "tags"


def _work(url: str) -> str:
    """Name the article on a page."""
    return f"{url}#article"


def _person(name: str) -> Json:
    return {"@type": "Person", "name": name}


def _days(digest: object) -> str:
    """Write the days of a digest as an interval of ISO 8601."""
    return f"{digest.digest.first}/{digest.digest.last}" if isinstance(digest, DigestView) else ""


def _said(node: Json) -> Json:
    """Leave out what nothing is known of."""
    return {key: _said(value) if isinstance(value, dict) else value for key, value in node.items() if value}
