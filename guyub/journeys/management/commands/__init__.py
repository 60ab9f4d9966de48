"""Commands over all contexts."""
