"""Finding a person: what was typed, folded as what is stored was folded, and why each one matched."""
