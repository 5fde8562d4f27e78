"""A few platforms side by side, and the ways to pass them on."""
