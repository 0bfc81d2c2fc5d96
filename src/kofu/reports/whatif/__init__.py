"""What if: people counted once by all that the laws read, then any number of laws."""
