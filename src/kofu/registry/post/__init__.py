"""The post and the register: numbers lent and given, and what became of each piece."""
