"""Finding a person: typed words, folded as what is stored, and why each person matched."""
