"""Commands over all contexts of the demo."""
