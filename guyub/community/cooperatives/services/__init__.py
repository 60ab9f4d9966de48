"""Writes: cooperatives join the network."""
