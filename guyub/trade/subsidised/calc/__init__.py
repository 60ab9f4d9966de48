"""Doors of `guyub calc` to the rules of rationed goods, one module a rule."""
