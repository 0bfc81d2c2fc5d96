"""Counting what was decided, and what would be."""
