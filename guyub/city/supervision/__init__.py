"""Map, who is stuck since when, health rating, inspections, findings. Reads, never posts."""
