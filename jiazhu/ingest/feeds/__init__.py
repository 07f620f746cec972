"""Feeds of others in, fragments of their entries out: as an archiver would have saved them."""
