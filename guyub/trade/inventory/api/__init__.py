"""What programs read of goods, and set."""
