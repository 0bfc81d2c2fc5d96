"""Sweeps: over any day, who has no usable proof, who has two, whose document outlives them."""
