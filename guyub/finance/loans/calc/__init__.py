"""Rules of loans as programs, one module each, so that `guyub calc` loads only the one that is asked for."""
