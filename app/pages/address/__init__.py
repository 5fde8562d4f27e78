"""What an address of a page says, and what of it cannot be read."""
