"""The manifest of a run: lists for printer, post office, municipalities and employers."""
