"""Postcodes, addresses and who is written on the envelope. Nothing printed is ever changed."""
