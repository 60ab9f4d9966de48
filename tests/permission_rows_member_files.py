"""The permission rows of members: files."""

MEMBER_FILES_ROWS = ()
