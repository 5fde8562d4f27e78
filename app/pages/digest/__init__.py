"""The page of what changed record by record."""
