"""The page doors of the public site."""
