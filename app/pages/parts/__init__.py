"""What pages of every kind are put together from."""
