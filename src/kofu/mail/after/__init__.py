"""Back from the post: what became of each piece, and what to do with those that came back."""
