"""The permission rows of members: cases."""

MEMBER_CASES_ROWS = ()
