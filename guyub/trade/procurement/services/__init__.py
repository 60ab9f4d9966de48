"""Writes of buying."""
