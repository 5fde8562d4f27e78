"""What operators say of their records in files on their own sites: listed, fetched, read, and put before stewards."""
