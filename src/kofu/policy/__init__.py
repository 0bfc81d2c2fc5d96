"""Law as data: packs of norms, the one interpreter of rules, and the proof that they are whole."""
