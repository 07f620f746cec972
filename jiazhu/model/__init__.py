"""The words of the house as records."""

from jiazhu.model.articles import Article, Fragment, Image, OriginalMatter, Picture, Translation, TranslationMatter
from jiazhu.model.base import Rights, State, Words
from jiazhu.model.concepts import Concept
from jiazhu.model.config import Config, Look, Metadata, PolledFeed
from jiazhu.model.entities import Entity, EntityChoice
from jiazhu.model.library import Also, Digest, DigestMatter, DigestText, Library, PageText, StoryMatter, Tag
from jiazhu.model.notes import Claim, Note, NoteSource
from jiazhu.model.sources import (
    DateRule,
    ExpectedFields,
    HeadingRule,
    ImageRule,
    LeadRule,
    RemoveRule,
    RuleTest,
    Source,
    TextRule,
)

__all__ = [
    "Also",
    "Article",
    "Claim",
    "Concept",
    "Config",
    "DateRule",
    "Digest",
    "DigestMatter",
    "DigestText",
    "Entity",
    "EntityChoice",
    "ExpectedFields",
    "Fragment",
    "HeadingRule",
    "Image",
    "ImageRule",
    "LeadRule",
    "Library",
    "Look",
    "Metadata",
    "Note",
    "NoteSource",
    "OriginalMatter",
    "PageText",
    "Picture",
    "PolledFeed",
    "RemoveRule",
    "Rights",
    "RuleTest",
    "Source",
    "State",
    "StoryMatter",
    "Tag",
    "TextRule",
    "Translation",
    "TranslationMatter",
    "Words",
]
