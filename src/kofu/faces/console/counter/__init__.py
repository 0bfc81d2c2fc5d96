"""The counter in a browser: short guided forms, each shown before it is done."""
