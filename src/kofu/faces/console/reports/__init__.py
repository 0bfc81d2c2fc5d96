"""Statistics of the register: counts, rates, pictures; nobody in particular."""
