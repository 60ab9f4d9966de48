"""What secures a loan: people who stand surety, things that the cooperative keeps, and how much of their value counts.

Source: the parts that count are those of kolektibilitas_schemes.HAIRCUTS; docs/algorithms/kolektibilitas.md.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, ClassVar

from guyub.finance.loans.domain.amounts import MOST
from guyub.finance.loans.domain.kolektibilitas_schemes import CollateralKind, haircut_in_force
from guyub.finance.loans.domain.terms import MILLION
from guyub.foundation.kernel.errors import DomainError
from guyub.foundation.kernel.money import ROUNDERS, Rounding, round_rp

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

LONGEST_THING, LONGEST_PAPER_NO, LONGEST_NAME, LONGEST_WHERE, LONGEST_REASON = 120, 40, 80, 60, 200
_DOWN = ROUNDERS[Rounding.DOWN]


class SecurityRefusedError(DomainError):
    """Nothing is pledged, given back or called; ``wrong`` says why.

    ``gone`` (no such loan, guarantor or thing here), ``state`` (the loan is over), ``own`` (nobody acts on the own loan
    or the own surety), ``borrower`` (the borrower stands surety for the own loan), ``member`` (no member with a number,
    or one who has left), ``twice`` (stands surety already), ``decided`` (was among those who decided on the loan),
    ``amount`` (not above zero, or above the loan), ``account`` (not the guarantor's, or not one that gives money any
    day), ``short`` (less of it is free; fact ``free_rp``),
    ``kind``, ``thing`` (what it is: 3 to 120 letters), ``paper`` (above 40 letters, or a number of 16 digits: no NIK),
    ``owner``, ``value``, ``kept`` (where it lies), ``returned`` (given back already), ``to`` (to whom), ``reason``
    (3 to 200 letters), ``released``, ``held`` (no savings are held for it, or less; fact ``held_rp``), ``arrears``
    (more than is overdue; fact ``most_rp``), ``over`` (more than the borrower owes the guarantor; fact ``open_rp``),
    ``past`` (an earlier day is for who keeps the loans).
    """

    code: ClassVar[str] = "loans.security.refused"


class Pledge(StrEnum):
    """What a thing is that the cooperative keeps, or keeps the paper of."""

    BPKB = "BPKB"
    SERTIFIKAT_HT = "SERTIFIKAT_HT"  # with hak tanggungan
    SERTIFIKAT = "SERTIFIKAT"
    GIRIK = "GIRIK"
    EMAS = "EMAS"
    SIMPANAN = "SIMPANAN"
    ELEKTRONIK = "ELEKTRONIK"
    BARANG = "BARANG"


PLEDGE_WORDS: Mapping[Pledge, str] = {
    Pledge.BPKB: "BPKB kendaraan",
    Pledge.SERTIFIKAT_HT: "Sertifikat tanah dengan hak tanggungan",
    Pledge.SERTIFIKAT: "Sertifikat tanah",
    Pledge.GIRIK: "Girik atau letter C",
    Pledge.EMAS: "Emas",
    Pledge.SIMPANAN: "Simpanan atau bilyet",
    Pledge.ELEKTRONIK: "Barang elektronik",
    Pledge.BARANG: "Barang lain",
}
# Electronics and other things lose their value fast and no rule names a part: none of it counts.
COUNTED_AS: Mapping[Pledge, CollateralKind | None] = {
    Pledge.BPKB: CollateralKind.VEHICLE,
    Pledge.SERTIFIKAT_HT: CollateralKind.LIENED_LAND,
    Pledge.SERTIFIKAT: CollateralKind.CERTIFICATE_TAX_VALUE,
    Pledge.GIRIK: CollateralKind.GIRIK,
    Pledge.EMAS: CollateralKind.CASH_SAVINGS_GOLD,
    Pledge.SIMPANAN: CollateralKind.CASH_SAVINGS_GOLD,
    Pledge.ELEKTRONIK: None,
    Pledge.BARANG: None,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class ThingTyped:
    """What is told of a thing.

    Args:
        pledge: A code of ``Pledge``.
        thing: What it is: ``Motor Beat 2021, hitam``.
        paper_no: The number of the paper that is kept; no NIK.
        owner: Whose it is.
        value_rp: What it is worth today, whole rupiah.
        kept_at: Where it lies.
    """

    pledge: str
    thing: str
    paper_no: str
    owner: str
    value_rp: int
    kept_at: str


def share_ppm_of(pledge: Pledge, on: date) -> int:
    """Give what part of a thing's value counts on a day, in millionths."""
    kind = COUNTED_AS[pledge]
    return 0 if kind is None else round_rp(haircut_in_force(kind=kind, on=on) * MILLION)


def counted_rp_of(*, value_rp: int, share_ppm: int) -> int:
    """Give what counts of a value, in whole rupiah, rounded down: nothing is made larger than it is."""
    return _DOWN(value_rp * share_ppm, MILLION)


def missing_security(
    *,
    principal_rp: int,
    guarantor_above_rp: int | None,
    collateral_above_rp: int | None,
    guarantors: int,
    things: int,
) -> tuple[str, int] | None:
    """Tell what a loan still needs before it may be paid out: ``guarantor`` or ``collateral``, and above which amount.

    Args:
        principal_rp: What is lent; exactly at a limit nothing is asked.
        guarantor_above_rp: Above it somebody stands surety; None: never asked.
        collateral_above_rp: Above it something is pledged; None: never asked.
        guarantors: How many stand surety now.
        things: How many things are pledged and not given back.
    """
    if guarantor_above_rp is not None and principal_rp > guarantor_above_rp and not guarantors:
        return "guarantor", guarantor_above_rp
    if collateral_above_rp is not None and principal_rp > collateral_above_rp and not things:
        return "collateral", collateral_above_rp
    return None


def checked_thing(typed: ThingTyped) -> ThingTyped:
    """Read what is told of a thing: the same without spaces too many.

    Raises:
        SecurityRefusedError: ``kind thing paper owner value kept``.
    """
    clean = ThingTyped(
        pledge=typed.pledge,
        thing=" ".join(typed.thing.split()),
        paper_no=" ".join(typed.paper_no.split()),
        owner=" ".join(typed.owner.split()),
        value_rp=typed.value_rp,
        kept_at=" ".join(typed.kept_at.split()),
    )
    if clean.pledge not in {one.value for one in Pledge}:
        raise SecurityRefusedError(wrong="kind")
    if not 3 <= len(clean.thing) <= LONGEST_THING:
        raise SecurityRefusedError(wrong="thing")
    # Sixteen digits are a NIK or a family card: it belongs into the vault and on no register.
    if len(clean.paper_no) > LONGEST_PAPER_NO or sum(letter.isdigit() for letter in clean.paper_no) == 16:
        raise SecurityRefusedError(wrong="paper")
    if not 1 <= len(clean.owner) <= LONGEST_NAME:
        raise SecurityRefusedError(wrong="owner")
    if not 0 < clean.value_rp <= MOST:
        raise SecurityRefusedError(wrong="value")
    if not 1 <= len(clean.kept_at) <= LONGEST_WHERE:
        raise SecurityRefusedError(wrong="kept")
    return clean


def checked_reason(reason: str) -> str:
    """Read a reason.

    Raises:
        SecurityRefusedError: ``reason``.
    """
    why = " ".join(reason.split())
    if not 3 <= len(why) <= LONGEST_REASON:
        raise SecurityRefusedError(wrong="reason")
    return why
