"""How pages are registered, and what is answered where one cannot be made."""
