"""Reads: frozen dataclasses and scoped querysets."""
