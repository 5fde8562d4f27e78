"""Accounts, who may do what, drafts and their review, and writing platforms through the API."""
