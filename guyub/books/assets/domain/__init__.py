"""Rules of assets, pure."""
