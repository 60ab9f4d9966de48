"""What the pengawas do, and what the pengurus answer."""
