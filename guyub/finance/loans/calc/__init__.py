"""Doors of `guyub calc` to the rules of loans, one module a rule."""
