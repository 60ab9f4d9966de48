"""What waits for a person: approvals and exceptions. Reads, and leads to the context that acts."""
