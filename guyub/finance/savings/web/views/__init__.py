"""Views of savings."""
