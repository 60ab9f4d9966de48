"""Read-only pages over many contexts. Nothing here writes; buttons lead to the context that acts."""
