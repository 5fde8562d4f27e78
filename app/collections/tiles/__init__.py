"""OGC API – Tiles: the tilesets of the data and their tiles."""
