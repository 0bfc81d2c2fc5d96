"""What every part stands on: messages, errors, whole files. Knows nothing of insurance."""
