"""Pure rules of what the public sees."""
