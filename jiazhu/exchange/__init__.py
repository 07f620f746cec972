"""Translations out to those who work elsewhere, and back in."""
