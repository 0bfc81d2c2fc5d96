"""Marginals that come with kofu, one file each."""
