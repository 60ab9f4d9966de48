"""Reads of consignment."""
