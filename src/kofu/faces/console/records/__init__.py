"""The log to read: searched, about one person, checked, given out."""
