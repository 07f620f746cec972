"""A Library in, the files of a site out."""
