"""The index of all platforms that a program keeps in memory for one version of the data."""
