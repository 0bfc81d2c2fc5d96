"""Pages: forms, what is written on them, two engines that draw them, and the reading back."""
