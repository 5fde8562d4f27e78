"""The brief of a place on a screen."""
