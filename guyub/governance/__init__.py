"""Members decide."""
