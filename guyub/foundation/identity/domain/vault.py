"""What the vault holds, and how little of it is shown."""

from __future__ import annotations

from enum import StrEnum


class SecretKind(StrEnum):
    """A number of a person that is never kept in clear."""

    NIK = "NIK"
    KK = "KK"
    PHONE = "PHONE"


SHOWN = 4
DOT = "•"


def masked(value: str) -> str:
    """Show the last four characters and hide how long the rest is: ``•••• 0042``."""
    return f"{DOT * SHOWN} {value[-SHOWN:]}"
