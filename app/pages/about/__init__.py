"""What the map is, who says what it shows, how old that is, and how to cite it."""
