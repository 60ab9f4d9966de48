"""Views by audience."""
