"""Rosters of invented people that reproduce published counts exactly, at any size.

    counts = write(load_marginals("kawasaki"), Path("roster.parquet"))

Whoever is made is made from a number: the roster needs no memory of anyone before.
"""

from kofu.roster.synthesize.counts import Count, Counts
from kofu.roster.synthesize.load import load_marginals, shipped_names
from kofu.roster.synthesize.schema import Marginals
from kofu.roster.synthesize.write import write

__all__ = ["Count", "Counts", "Marginals", "load_marginals", "shipped_names", "write"]
