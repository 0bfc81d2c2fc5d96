"""Who works here: log-in, accounts and their rights."""
