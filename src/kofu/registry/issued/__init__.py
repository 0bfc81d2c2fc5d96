"""What was issued: documents, each the fold of its actions, and the one live certificate."""
