"""Writes of the shop."""
