"""Asking to become a member: how far it came."""

from __future__ import annotations

from enum import StrEnum

APPLICATION_SERIES = "members.application"  # starts again each year


class ApplicationState(StrEnum):
    """How far it came."""

    DIUNDANG = "DIUNDANG"  # an officer gave a link; the resident has not sent the form yet
    DIAJUKAN = "DIAJUKAN"  # everything is told; an officer checks it against the KTP
    DIPERIKSA = "DIPERIKSA"  # checked; the board is asked
    DITERIMA = "DITERIMA"  # the board agreed: a row of members stands, the simpanan pokok is paid
    DITOLAK = "DITOLAK"
    DITARIK = "DITARIK"


class ApplicationSource(StrEnum):
    """Where it came from."""

    LOKET = "LOKET"  # typed by an officer at the counter
    TAUTAN = "TAUTAN"  # sent by the resident from a link on the own phone


OPEN_STATES = (ApplicationState.DIUNDANG, ApplicationState.DIAJUKAN, ApplicationState.DIPERIKSA)
STATE_WORDS = {
    ApplicationState.DIUNDANG: "Menunggu diisi",
    ApplicationState.DIAJUKAN: "Perlu diperiksa",
    ApplicationState.DIPERIKSA: "Menunggu persetujuan",
    ApplicationState.DITERIMA: "Diterima",
    ApplicationState.DITOLAK: "Ditolak",
    ApplicationState.DITARIK: "Ditarik",
}
