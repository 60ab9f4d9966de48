"""Pure rules of rationed goods."""
