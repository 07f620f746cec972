"""A built site in; the branch that a host serves, with one commit more, out."""
