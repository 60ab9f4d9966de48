"""RAT and other meetings: notice, quorum, votes, decisions, minutes."""
