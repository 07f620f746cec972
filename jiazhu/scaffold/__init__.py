"""What the editor of a new digest says of it in, a folder with all that it needs out.

`sample/` is the content that every new digest starts with.
"""
