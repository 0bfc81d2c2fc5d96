"""「どちらが届く？」: the citizen's page. No log-in, no register, nothing stored."""
