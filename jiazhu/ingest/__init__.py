"""Raw fragments in, clean Markdown out."""

from jiazhu.ingest.clean import clean_html
from jiazhu.ingest.serialize import to_markdown

__all__ = ["clean_html", "to_markdown"]
