"""What programs read of the shop."""
