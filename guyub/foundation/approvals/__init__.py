"""One request-and-second-person mechanism with expiry, used by all."""
