"""Rules of cash, events, banks, claims, funds and the opening position."""
