"""Savings for programs."""
