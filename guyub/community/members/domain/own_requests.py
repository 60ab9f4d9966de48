"""What a member asks about the own file: a correction, or that an entry is not right."""

from __future__ import annotations

from enum import StrEnum

OWN_REQUEST_SERIES = "members.own_request"  # starts again each year


class OwnRequestKind(StrEnum):
    """What is asked."""

    KOREKSI = "KOREKSI"
    SANGGAHAN = "SANGGAHAN"


class Outcome(StrEnum):
    """What came of it."""

    MENUNGGU = "MENUNGGU"
    DITERIMA = "DITERIMA"
    DITOLAK = "DITOLAK"
    DITARIK = "DITARIK"
