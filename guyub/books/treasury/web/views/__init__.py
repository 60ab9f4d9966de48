"""Views of the treasury."""
