"""Reads: wards and cooperatives."""
