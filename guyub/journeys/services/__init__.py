"""Use-cases over several contexts."""
