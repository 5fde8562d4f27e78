"""Platforms as vector tiles: points where they are few, else one cluster for each part of a tile."""
