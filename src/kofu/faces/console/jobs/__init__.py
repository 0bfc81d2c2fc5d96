"""What a worker does for a page, and how far it is."""
