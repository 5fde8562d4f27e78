"""What filters a list, how that is said, and what is near where nothing is left."""
