"""The packs at hand: read, examined, and held against the people of the last run."""
