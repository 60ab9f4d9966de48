"""Asking to become a member: how far it came, the link for a resident's phone, what a NIK says against the form."""

from __future__ import annotations

import hashlib
import hmac
from base64 import b32encode
from enum import StrEnum
from typing import TYPE_CHECKING

from guyub.community.members.domain.files import Sex
from guyub.foundation.identity.domain.nik import Sex as NikSex

if TYPE_CHECKING:
    from datetime import date
    from uuid import UUID

    from guyub.foundation.identity.domain.nik import Nik

APPLICATION_SERIES = "members.application"  # starts again each year
APPLICATION_KIND = "members.admission"
MANY_ON_ONE_KK = 15  # above it the board is told; a household of grandparents and grandchildren is smaller
LONGEST_NOTE, SHORTEST_REASON, LONGEST_REASON = 400, 10, 200
TOKEN_LETTERS = 26  # 130 bits


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


class Step(StrEnum):
    """What may be done with one."""

    KIRIM = "KIRIM"  # the resident sends the form
    PERIKSA = "PERIKSA"  # an officer compares it with the KTP and asks the board
    ULANG = "ULANG"  # the board is asked once more
    TERIMA = "TERIMA"
    TOLAK = "TOLAK"
    TARIK = "TARIK"


OPEN_STATES = (ApplicationState.DIUNDANG, ApplicationState.DIAJUKAN, ApplicationState.DIPERIKSA)
STATE_WORDS = {
    ApplicationState.DIUNDANG: "Menunggu diisi",
    ApplicationState.DIAJUKAN: "Perlu diperiksa",
    ApplicationState.DIPERIKSA: "Menunggu persetujuan",
    ApplicationState.DITERIMA: "Diterima",
    ApplicationState.DITOLAK: "Ditolak",
    ApplicationState.DITARIK: "Ditarik",
}
SOURCE_WORDS = {
    ApplicationSource.LOKET: "diisi di loket",
    ApplicationSource.TAUTAN: "dikirim dari HP sendiri",
}
_FROM = {
    Step.KIRIM: {ApplicationState.DIUNDANG},
    Step.PERIKSA: {ApplicationState.DIUNDANG, ApplicationState.DIAJUKAN},
    Step.ULANG: {ApplicationState.DIPERIKSA},
    Step.TERIMA: {ApplicationState.DIPERIKSA},
    Step.TOLAK: {ApplicationState.DIAJUKAN, ApplicationState.DIPERIKSA},
    Step.TARIK: set(OPEN_STATES),
}


def may_step(state: ApplicationState, step: Step) -> bool:
    """Tell whether something may be done with an application in a state."""
    return state in _FROM[step]


def written_application(number: int, year: int) -> str:
    """Write the number of an application as people say it: ``PA-2026-0003``."""
    return f"PA-{year}-{number:04}"


def link_token(application_id: UUID, *, secret: str) -> str:
    """Derive what the link of an application carries: always the same for the same one, and kept nowhere.

    Returns:
        26 small letters and digits, 130 bits.
    """
    mark = hmac.new(secret.encode(), b"application link\0" + application_id.bytes, hashlib.sha256)
    return b32encode(mark.digest()).decode().lower()[:TOKEN_LETTERS]


def link_hash(token: str) -> str:
    """Compute what the database keeps of a link's token, in hex."""
    return hashlib.sha256(token.encode()).hexdigest()


def age_on(born_on: date, day: date) -> int:
    """Count the whole years of somebody's age on a day; who was born on 29 February is older from 1 March on."""
    return day.year - born_on.year - ((day.month, day.day) < (born_on.month, born_on.day))


def nik_disagrees(nik: Nik, *, sex: str, born_on: date) -> str | None:
    """Tell what of a form does not agree with the NIK, which is printed on the card: ``nik_born``, ``nik_sex``.

    Where the card itself differs from its number, the civil registry mends the card first. The digits of the place say
    nothing of where somebody lives now.

    Args:
        nik: The number, well formed.
        sex: ``L`` or ``P``, as on the form.
        born_on: As on the form.
    """
    if born_on not in nik.birth_date_candidates:
        return "nik_born"
    said = Sex.LAKI if nik.sex is NikSex.MALE else Sex.PEREMPUAN
    return None if sex == said else "nik_sex"
