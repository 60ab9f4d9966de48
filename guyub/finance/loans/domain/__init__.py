"""Rules of loans."""
