"""The steps of cleaning, each in a module of its own: soup in, blocks of the clean HTML out."""
