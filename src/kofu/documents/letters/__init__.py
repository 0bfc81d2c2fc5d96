"""The same document in another language, in large print, by ear, and for screen readers."""
