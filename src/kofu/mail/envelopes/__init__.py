"""Envelopes: whose sheets go together, by which post, in which order."""
