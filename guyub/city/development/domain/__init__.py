"""Pure rules: the path, needs, visits."""
