"""What is written of rationed goods."""
