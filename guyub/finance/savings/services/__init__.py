"""Writes of savings."""
