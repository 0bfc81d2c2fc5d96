"""Files on their way into the register: uploaded, mapped, checked, taken in, removed."""
