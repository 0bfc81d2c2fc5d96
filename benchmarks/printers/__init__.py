"""Libraries that print a block of cards: `printer(deck)` gives a function from a block to a PDF.

What can be done once for all cards (fonts, the blank) is done by `printer`, which is not counted.
`READS` says what a block is: `values`, or `lines` that were measured beforehand.
"""
