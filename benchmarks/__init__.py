"""How fast kofu is, beside other ways to the same decisions. Not part of the installed package."""
