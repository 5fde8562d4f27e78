"""What is wrong with a frame that does not show: read from what was pasted, never from a page of others."""
