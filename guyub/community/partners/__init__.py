"""Suppliers, producers, agents, banks, mentors' organisations."""
