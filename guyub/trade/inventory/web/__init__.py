"""Doors for browsers."""
