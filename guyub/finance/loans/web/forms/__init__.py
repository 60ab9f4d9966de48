"""What is typed, and what is read from it."""
