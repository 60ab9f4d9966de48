"""The frame every page stands in, the first page, error pages, the style guide."""
