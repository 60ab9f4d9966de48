"""Whose row is it: table kinds, tenant keys, scopes, row-level security."""
