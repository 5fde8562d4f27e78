"""What several pages say of one record."""
