"""Pure rules of buying."""
