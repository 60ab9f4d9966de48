"""The permission rows of members: portal."""

MEMBER_PORTAL_ROWS = ()
