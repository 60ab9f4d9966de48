"""Cash drawers and shifts, bank accounts, everyday events (peristiwa), claims, funds, fixed assets, reconciliation."""
