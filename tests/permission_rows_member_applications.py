"""The permission rows of members: applications."""

MEMBER_APPLICATIONS_ROWS = ()
