"""Giving out everything the register holds, in files that other systems read."""
