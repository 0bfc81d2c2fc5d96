"""What a citizen has to be asked: the classes of a law as the fewest questions, and the answers."""
