"""Everything under `content/` in, one read-only Library out; nobody else opens files under `content/articles`."""
