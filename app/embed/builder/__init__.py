"""The page on which a web master puts a frame together and takes it home."""
