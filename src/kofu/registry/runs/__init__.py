"""Runs: planned, approved by a second person, printed in chunks, verified, released, posted."""
