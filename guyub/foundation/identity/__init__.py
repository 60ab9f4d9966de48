"""People, roles, permissions, invitations, audit trail, the vault for NIK, KK and phone."""
