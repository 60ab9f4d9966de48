"""The permission rows of members: register."""

MEMBER_REGISTER_ROWS = ()
