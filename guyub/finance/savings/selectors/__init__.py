"""Reads of savings."""
