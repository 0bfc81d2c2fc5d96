"""The staff's console in a browser: the counter and the control room."""
