"""What is true in rupiah."""
