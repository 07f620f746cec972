"""Tests of the feeds: a package, so that its modules may be called as others are."""
