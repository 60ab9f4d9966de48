"""Reads of buying."""
