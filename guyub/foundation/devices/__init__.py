"""Bound tills, admission of their events (authentic, in order, once), gaps."""
