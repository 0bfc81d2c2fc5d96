"""Finding a person, and everything about one on a page."""
