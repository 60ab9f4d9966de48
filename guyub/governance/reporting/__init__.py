"""Notes to the statements, member promotion report, the sixteen books, the RAT book, upstream shapes."""
