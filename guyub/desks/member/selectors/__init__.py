"""Reads of the member desk."""
