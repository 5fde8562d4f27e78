"""Files that stewards send: kept in parts, read in a process of their own, and turned into drafts all at once."""
