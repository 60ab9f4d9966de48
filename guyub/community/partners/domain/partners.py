"""A partner as people tell it: its kind, the words it is found by, the numbers that it may have."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING, Any, ClassVar

from guyub.community.cooperatives.domain.legal_life import NumberFault, RecordKind, checked_number
from guyub.community.cooperatives.domain.texts import one_line
from guyub.community.partners.domain.terms import MOST_DAYS, MOST_MINIMUM_RP, weekdays_fit
from guyub.foundation.identity.domain.nik import Nik, read_nik
from guyub.foundation.kernel.errors import DomainError

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping
    from datetime import date

LONGEST: Mapping[str, int] = {"name": 80, "contact": 120, "address": 200, "note": 200}
LONGEST_CODE = 8
_CODE = re.compile(r"[A-Z0-9]{2,8}", re.ASCII)
_BETWEEN = re.compile(r"[\s.()\-/]")
_OFFICE = re.compile(r"(?:\+?62|0)[2-79]\d{6,10}|1\d{4,6}", re.ASCII)
_WORD = re.compile(r"[A-Z0-9]+", re.ASCII)
_EMPTY_WORDS = {"PT", "CV", "UD", "TOKO", "KUD", "BU", "PAK", "DAN", "CONTOH", "PERUM"}


class PartnerKind(StrEnum):
    """What a partner is to the cooperative."""

    PEMASOK = "PEMASOK"
    PRODUSEN = "PRODUSEN"
    AGEN = "AGEN"
    BANK = "BANK"
    LEMBAGA = "LEMBAGA"


KIND_WORDS: Mapping[PartnerKind, str] = {
    PartnerKind.PEMASOK: "Pemasok",
    PartnerKind.PRODUSEN: "Produsen atau UMKM",
    PartnerKind.AGEN: "Agen atau penyalur",
    PartnerKind.BANK: "Bank",
    PartnerKind.LEMBAGA: "Lembaga pembina",
}
# From whom goods come; a bank and an organisation of mentors deliver none.
DELIVERING = frozenset({PartnerKind.PEMASOK, PartnerKind.PRODUSEN, PartnerKind.AGEN})


class PartnerRefusedError(DomainError):
    """A partner is not kept as told; ``wrong`` says why.

    As typed, in this order: ``kind name code contact address note``, ``office`` (no number of an office), ``phone``
    (one without a name to it), ``npwp``, ``npwp_person`` (it is somebody's NIK), ``nib``, ``payment``, ``lead``,
    ``days``, ``minimum``. By what is there: ``gone``, ``ended`` (nobody trades with it now), ``name_taken``,
    ``code_taken`` (fact ``name``: whose it is), ``same`` (nothing changed), ``running`` (it has not ended).
    """

    code: ClassVar[str] = "partners.partner.refused"


@dataclass(frozen=True, slots=True, kw_only=True)
class PartnerTyped:
    """A partner as typed.

    Args:
        kind: A code of PartnerKind.
        name: What people call it.
        code: Short, for lists and labels; "" makes one of the name.
        contact: Whom to ask for; "" where nobody is named.
        address: Where it sits.
        office_phone: A number of the house, not of a person: a mobile number is a person's and lies in the vault.
        npwp: Of a body; a person's is the NIK and is not kept here.
        nib: Thirteen digits.
        payment_days: Days from the bill to its payment; 0 is cash.
        lead_days: Days from the order to the delivery.
        delivery_days: Weekdays on which it delivers, ``135`` for Monday, Wednesday and Friday; "" any day.
        minimum_rp: The smallest order, whole rupiah; 0: any.
        note: What one should know.
    """

    kind: str
    name: str
    code: str = ""
    contact: str = ""
    address: str = ""
    office_phone: str = ""
    npwp: str = ""
    nib: str = ""
    payment_days: int = 0
    lead_days: int = 0
    delivery_days: str = ""
    minimum_rp: int = 0
    note: str = ""


FIELD_WORDS: Mapping[str, str] = {
    "kind": "jenis",
    "name": "nama",
    "code": "kode",
    "contact": "nama kontak",
    "address": "alamat",
    "office_phone": "telepon kantor",
    "npwp": "NPWP",
    "nib": "NIB",
    "payment_days": "jatuh tempo",
    "lead_days": "waktu tunggu",
    "delivery_days": "hari kirim",
    "minimum_rp": "pesanan paling kecil",
    "note": "catatan",
}


def checked_partner(typed: PartnerTyped, *, today: date) -> PartnerTyped:
    """Bring a partner to the form in which it is kept: single blanks, codes in capitals, numbers without separators.

    Args:
        typed: As typed.
        today: The business date, for telling a NIK.

    Raises:
        PartnerRefusedError: The first field that cannot be kept.

    Source: PMK 112/2022: a person's NPWP is the NIK; docs/regulations.md.
    """
    if typed.kind not in set(PartnerKind):
        raise PartnerRefusedError(wrong="kind")
    texts: dict[str, Any] = {field: one_line(getattr(typed, field)) for field in LONGEST}
    for field, most in LONGEST.items():
        if len(texts[field]) > most or (field == "name" and not folded(texts[field])):
            raise PartnerRefusedError(wrong=field)
    code = typed.code.strip().upper() or code_of_name(texts["name"])
    if not _CODE.fullmatch(code):
        raise PartnerRefusedError(wrong="code")
    kept = replace(
        typed,
        **texts,
        code=code,
        office_phone=_office(typed.office_phone),
        npwp=_number(RecordKind.NPWP, typed.npwp, "npwp"),
        nib=_number(RecordKind.NIB, typed.nib, "nib"),
    )
    if kept.npwp and isinstance(read_nik(kept.npwp, today=today), Nik):
        raise PartnerRefusedError(wrong="npwp_person")
    _check_terms(kept)
    return kept


def folded(name: str) -> str:
    """Bring a name to the form by which two are the same: letters and digits alone, without case.

    ``UD. Tani Makmur`` and ``ud tani-makmur`` are one partner.
    """
    return "".join(letter for letter in name.casefold() if letter.isalnum())


def code_of_name(name: str) -> str:
    """Make a short code of a name: its first letters, without what every name has; "" where nothing is left.

    ``Toko Grosir Pasar Gadang`` gives GROPASGA, ``PT Sinar Elpiji`` SINAELPI.
    """
    words = _WORD.findall(name.upper())
    telling = [word for word in words if word not in _EMPTY_WORDS] or words
    each = -(-LONGEST_CODE // max(len(telling), 1))
    code = "".join(word[:each] for word in telling)[:LONGEST_CODE]
    return code if len(code) > 1 else ""


def free_code(code: str, taken: Collection[str]) -> str:
    """Give a code that nobody has: the wanted one, or it with the first number that is free: ``TELUR2``."""
    number, found = 1, code
    while found in taken:
        number += 1
        found = f"{code[: LONGEST_CODE - len(str(number))]}{number}"
    return found


def changed_fields(before: PartnerTyped, after: PartnerTyped) -> list[str]:
    """List which fields differ, in the order of FIELD_WORDS."""
    return [field for field in FIELD_WORDS if getattr(before, field) != getattr(after, field)]


def _office(written: str) -> str:
    digits = _BETWEEN.sub("", written)
    if digits and not _OFFICE.fullmatch(digits):
        raise PartnerRefusedError(wrong="office")
    return digits


def _number(kind: RecordKind, written: str, wrong: str) -> str:
    if not written.strip():
        return ""
    number = checked_number(kind, written)
    if isinstance(number, NumberFault):
        raise PartnerRefusedError(wrong=wrong)
    return number


def _check_terms(typed: PartnerTyped) -> None:
    for days, wrong in ((typed.payment_days, "payment"), (typed.lead_days, "lead")):
        if not 0 <= days <= MOST_DAYS:
            raise PartnerRefusedError(wrong=wrong)
    if not weekdays_fit(typed.delivery_days):
        raise PartnerRefusedError(wrong="days")
    if not 0 <= typed.minimum_rp <= MOST_MINIMUM_RP:
        raise PartnerRefusedError(wrong="minimum")
