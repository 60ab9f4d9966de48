"""Writes: opening the books, posting, closing."""
