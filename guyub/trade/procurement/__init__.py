"""Orders, pooled demand, receipts, bills."""
