"""The pages of districts and key zones."""
