"""Views of inventory."""
