"""For developers; never shipped."""
