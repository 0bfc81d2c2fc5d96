"""One document at a time, through Typst: tagged and accessible."""
