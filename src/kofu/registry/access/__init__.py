"""Who may do what, and see whom: accounts, roles, rights, scope, log-in."""
