"""Everything that one page about a person shows, from few queries."""
