"""Figures that may be put before others: said completely, graded, on one page of a place."""
