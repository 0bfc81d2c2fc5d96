"""The memory of the insurer: people, documents, runs and the log, in PostgreSQL."""
