"""Writes of consignment."""
