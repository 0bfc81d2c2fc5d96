"""Whose register this is: the pack by which the counter decides."""
