"""The command line: typed commands, Japanese words, exit codes 0, 1 and 2."""
