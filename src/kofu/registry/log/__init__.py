"""The log: who did or saw what, in batches that hang together by their hashes."""
