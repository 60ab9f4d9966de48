"""The API of identity, and the keys that guard every API."""
