"""Views of the member desk."""
