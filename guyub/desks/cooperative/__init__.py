"""Pages of one cooperative's people: home, pengawas. Reads many contexts, writes none."""
