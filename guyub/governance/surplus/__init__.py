"""SHU of a closed year: its parts, each member's share, the payout."""
