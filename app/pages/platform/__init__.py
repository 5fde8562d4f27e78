"""The page of a platform, and those below it."""
