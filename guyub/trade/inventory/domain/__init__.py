"""Pure rules of goods."""
