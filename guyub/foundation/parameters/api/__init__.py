"""The API of parameters."""
