"""Writes of loans."""
