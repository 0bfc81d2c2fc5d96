"""The poster and the flow chart of a pack, drawn from its rules."""
