"""Setting: how the text of a field stands in its box, decided once for both engines."""
