"""Keeping and deleting: how long, by which rule, with which certificate."""
