"""Proof of finished pages: read back, and held against roster and decisions, field by field."""
