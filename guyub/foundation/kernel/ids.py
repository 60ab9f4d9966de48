"""temporary"""

from uuid import UUID, uuid4


def uuid7() -> UUID:
    return uuid4()
