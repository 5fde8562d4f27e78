"""The pages on which a table is imported: choose a file, name its columns and datum, check it, send its drafts."""
