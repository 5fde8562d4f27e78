"""What the operators of platforms are asked by a link, and what they agree to."""
