"""Rosters and monthly lists: uploaded, mapped by pointing, checked, compared, taken in."""
