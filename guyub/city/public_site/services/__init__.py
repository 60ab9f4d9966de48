"""Reads: frozen dataclasses for pages that anybody may open."""
