"""The member's own page and portal. Reads many contexts, writes none."""
