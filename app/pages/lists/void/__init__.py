"""The page of the void register."""
