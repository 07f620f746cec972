"""A view of a Library in, its feeds out: which there are (`feed`), what is in each, in three formats, and OPML."""
