"""Reading back: proof that finished bulk files are right. Shares no code with `bulk`."""
