"""Forms: one folder a template, compiled once to a blank and the boxes on it."""
