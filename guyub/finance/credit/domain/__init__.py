"""Rules of credit."""
