"""Loans from application to settlement."""
