"""Jobs: work that takes longer than a page, asked for there and done by a worker."""
