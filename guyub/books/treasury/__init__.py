"""Money places and shifts, everyday events (peristiwa), banks, claims, funds, the opening position."""
