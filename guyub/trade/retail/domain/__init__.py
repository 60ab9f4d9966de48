"""Pure rules of the shop."""
