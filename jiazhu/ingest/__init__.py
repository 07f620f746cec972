"""Raw fragments in, clean Markdown out."""
