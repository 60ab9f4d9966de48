"""Money for members."""
