"""Where the database is: the one that DATABASE_URL names, or one of our own beside the state."""
