"""Records as forms and lists: what one may write, what is written, and which may be the same."""
