"""Everything under `content/` in, one read-only Library out; nobody else reads articles for what they say."""
