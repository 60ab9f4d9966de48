"""Rules of savings."""
