"""What programs read of partners."""
