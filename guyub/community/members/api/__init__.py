"""What programs read of the register."""
