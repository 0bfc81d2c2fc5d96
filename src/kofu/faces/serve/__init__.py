"""Everything that runs when the console is open: database, worker, web server."""
