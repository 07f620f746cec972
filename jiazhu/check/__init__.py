"""What an editor wants to know before publishing: of texts, rules, notes, pictures, feeds and links."""

from jiazhu.check.content import Checked, check_content
from jiazhu.check.links import broken_links, read_marks

__all__ = ["Checked", "broken_links", "check_content", "read_marks"]
