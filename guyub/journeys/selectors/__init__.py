"""Reads over many contexts."""
