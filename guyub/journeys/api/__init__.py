"""What devices ask of several contexts at once."""
