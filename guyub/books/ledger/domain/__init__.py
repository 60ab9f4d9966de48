"""Pure rules of double entry over whole rupiah."""
