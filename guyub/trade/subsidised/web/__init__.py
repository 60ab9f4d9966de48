"""Pages of rationed goods."""
