"""The form of an application: what is asked, what is refused, and how it lies sealed until it is checked."""

from __future__ import annotations

import json
from dataclasses import asdict, replace
from typing import TYPE_CHECKING, Any, ClassVar

from guyub.community.members.domain.applications import LONGEST_NOTE, age_on, nik_disagrees
from guyub.community.members.services.files import FileTyped, checked_file
from guyub.community.members.services.form_keys import sealed_words
from guyub.foundation.identity.domain.nik import NikFault, read_nik
from guyub.foundation.identity.domain.vault import SecretKind
from guyub.foundation.identity.services.vault import NumberRefusedError, checked_number, number_fingerprint
from guyub.foundation.kernel.errors import DomainError
from guyub.foundation.parameters.selectors.values import value_of

if TYPE_CHECKING:
    from datetime import date
    from uuid import UUID

    from guyub.community.members.domain.applicants import ApplicantTyped

LEAST_AGE, MOST_INSTALMENTS = "anggota.usia_minimal", "anggota.cicilan_pokok"
REGISTER, MESSAGES, PHOTO = "MEMBER_REGISTER", "MESSAGES", "PHOTO"
ASKED = {
    "sex": "Jenis kelamin",
    "born_on": "Tanggal lahir",
    "address": "Alamat",
    "rt": "RT",
    "rw": "RW",
    "ward_code": "Kelurahan di KTP",
}
_FILE = (
    *("name", "sex", "birthplace", "born_on", "address", "rt", "rw", "ward_code", "kk_relation", "work"),
)
_NUMBERS = {"nik": SecretKind.NIK, "kk": SecretKind.KK, "phone": SecretKind.PHONE}


class ApplicationRefusedError(DomainError):
    """Somebody's wish to become a member is not taken, not checked or not moved on; ``wrong`` says why.

    As typed: ``missing`` (fact ``what``), ``long``, ``nik_born``, ``nik_sex``, ``young`` (fact ``least``),
    ``instalments`` (fact ``most``), ``consent``, ``photo`` (one without the consent), ``reason``. At the check:
    ``ktp`` (not seen), ``outside`` (by the KTP the home is in another kelurahan), ``differs`` (another NIK than the
    resident sent), ``own`` (one's own card). By what is there: ``gone``, ``state``, ``link`` (it opens nothing, or not
    any more), ``open`` (fact ``number``), ``member``, ``person`` (the chosen one has another NIK), ``asked`` (the board
    is asked already), ``again`` (somebody entered the same person this moment).
    """

    code: ClassVar[str] = "members.application.refused"


def checked_applicant(typed: ApplicantTyped, *, cooperative_id: int, today: date) -> ApplicantTyped:
    """Bring a form to what is kept: numbers in their one form, RT and RW with three digits, single blanks.

    Checks run in this order: name and file, what is missing, NIK, its birth date and sex, KK, phone, age, instalments,
    words, consent.

    Args:
        typed: As typed.
        cooperative_id: Whose rules hold.
        today: The business date.

    Raises:
        NameRefusedError, FileRefusedError, NumberRefusedError, PhoneNotUnderstoodError: As their services say.
        ApplicationRefusedError: ``missing nik_born nik_sex young instalments long consent``.
    """
    file = checked_file(file_of(typed), today=today)
    for field, words in ASKED.items():
        if not getattr(file, field):
            raise ApplicationRefusedError(wrong="missing", what=words)
    nik = read_nik(typed.nik, today=today)
    if isinstance(nik, NikFault):
        raise NumberRefusedError(wrong=nik.value)
    born_on: date = file.born_on  # type: ignore[assignment]  # asked above
    if wrong := nik_disagrees(nik, sex=file.sex, born_on=born_on):
        raise ApplicationRefusedError(wrong=wrong)
    kk = checked_number(SecretKind.KK, typed.kk, today=today)
    phone = checked_number(SecretKind.PHONE, typed.phone, today=today) if typed.phone.strip() else ""
    least = int(value_of(LEAST_AGE, cooperative_id=cooperative_id, on=today))
    if age_on(born_on, today) < least:
        raise ApplicationRefusedError(wrong="young", least=least)
    most = int(value_of(MOST_INSTALMENTS, cooperative_id=cooperative_id, on=today))
    if not 1 <= typed.instalments <= most:
        raise ApplicationRefusedError(wrong="instalments", most=most)
    wish = " ".join(typed.wish.split())
    if len(wish) > LONGEST_NOTE:
        raise ApplicationRefusedError(wrong="long", most=LONGEST_NOTE)
    if REGISTER not in typed.consents:
        raise ApplicationRefusedError(wrong="consent")
    return replace(typed, **asdict(file), nik=nik.digits, kk=kk, phone=phone, wish=wish)


def file_of(typed: ApplicantTyped) -> FileTyped:
    """Give what of a form is the file of a person."""
    return FileTyped(**{name: getattr(typed, name) for name in _FILE})


def facts_of(typed: ApplicantTyped) -> dict[str, Any]:
    """Give everything that makes a form what it is; numbers by their keyed fingerprint."""
    hidden = {
        name: number_fingerprint(kind, getattr(typed, name)) if getattr(typed, name) else ""
        for name, kind in _NUMBERS.items()
    }
    return asdict(typed) | hidden | {"consents": sorted(typed.consents)}


def sealed_form(typed: ApplicantTyped, *, application_id: UUID) -> bytes:
    """Encrypt a form whole; only as the form of the same application can it be opened."""
    words = json.dumps(asdict(typed) | {"born_on": typed.born_on.isoformat() if typed.born_on else None})
    return sealed_words(words, f"application:{application_id}")
