"""Reads of loans."""
