"""What is planned and what falls due: the budget (RAPB), taxes and their calendar."""
