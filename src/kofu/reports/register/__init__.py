"""Reports from the register; importing anything here needs a register that is ready."""
