"""Pure rules of people and their numbers."""
