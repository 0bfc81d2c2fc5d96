"""Fonts: which are here, what they can draw, in which order they are asked."""
