"""What programs read and write of buying."""
