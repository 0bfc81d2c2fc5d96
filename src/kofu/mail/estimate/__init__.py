"""What a file of decisions will cost to mail, before anything is printed."""
