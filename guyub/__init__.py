"""Guyub: the working system of a network of ward cooperatives, from deed to thriving business.

Imports go down only: config, desks and city, journeys, governance, trade, finance, books, community, foundation.
See docs/architecture.md.
"""
