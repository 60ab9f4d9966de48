"""The permission rows of members: register."""

from guyub.foundation.identity.domain.roles import Action
from tests.permission_rows import Row

A = Action

MEMBER_REGISTER_ROWS = (
    Row("register:members", requires=A.VIEW_MEMBERS),
    Row("register:member_find", requires=A.VIEW_MEMBERS, method="post", fields={"cari": "siti"}),
    Row("register:members_export", requires=A.VIEW_MEMBERS),
)
