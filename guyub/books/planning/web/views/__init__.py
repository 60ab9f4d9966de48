"""Views of planning."""
