"""The topics of the analysis."""
