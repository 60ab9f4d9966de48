"""The permission rows of members: imports."""

MEMBER_IMPORTS_ROWS = ()
