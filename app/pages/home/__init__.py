"""The map with its list."""
