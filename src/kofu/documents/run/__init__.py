"""A run of pages: who, on which forms, in files of a set number, with a record of it all."""
