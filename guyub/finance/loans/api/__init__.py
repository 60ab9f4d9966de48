"""Loans for programs."""
