"""What tills ask of rationed goods."""
