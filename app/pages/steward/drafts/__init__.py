"""Drafts: what they change, their review, and the hands that they go through."""
