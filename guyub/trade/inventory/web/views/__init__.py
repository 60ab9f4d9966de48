"""Pages of goods."""
