"""CQL2 (OGC 21-065r2): filters as text and as JSON are read into one tree, and a tree becomes a condition of SQL."""
