"""Whose copy of the address it was: evidence, gates, levels and the only sentences that may be said about them."""
