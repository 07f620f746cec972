"""The commands, a module for each kind of work: options and arguments in, what the program says out.

A command is thin, and imports what it uses when it runs.
"""
