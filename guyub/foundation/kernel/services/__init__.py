"""Steps that every context stands on: request ids, numbers, files, the outbox."""
