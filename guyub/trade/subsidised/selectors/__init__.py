"""What can be asked of rationed goods."""
