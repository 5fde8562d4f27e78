"""A filtered list as files, and how other programs read it."""
