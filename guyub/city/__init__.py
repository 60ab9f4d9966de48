"""Who guides: the city office, and what anybody may see. Beside desks; neither imports the other."""
