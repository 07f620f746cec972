"""The site on the editor's own machine, while it is being written."""
