"""The API of devices."""
