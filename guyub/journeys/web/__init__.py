"""Pages of those use-cases."""
