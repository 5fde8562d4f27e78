"""Signing in through a provider of OpenID Connect, beside the accounts of this site."""
