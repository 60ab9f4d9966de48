"""Writes: cooperatives join the network, and what is known of their legal life."""
