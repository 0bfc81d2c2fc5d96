"""People in time: what was true when, and when we knew it."""
