"""Writes: use-cases and steps."""
