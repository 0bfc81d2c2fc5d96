"""The rules to read: packs, their time, their proof, how they differ, what of them grows old."""
