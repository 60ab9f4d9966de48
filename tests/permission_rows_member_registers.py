"""The permission rows of members: registers."""

MEMBER_REGISTERS_ROWS = ()
