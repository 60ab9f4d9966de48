"""Programs that read and post."""
