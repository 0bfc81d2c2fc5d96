"""The bulk engine: the blank once per file, a short content stream per person."""
