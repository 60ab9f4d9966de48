"""What is brought, taken back, lost and counted of goods of others: which paper, and what it does to the stock."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, ClassVar

from guyub.foundation.kernel.errors import DomainError
from guyub.trade.inventory.domain.moves import Cause

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date
    from uuid import UUID

MOST_QTY = 10**9
LONGEST_NOTE = 120


class SlipRefusedError(DomainError):
    """A paper of consigned goods is not written or taken back; ``wrong`` says why.

    ``kind``, ``goods`` (nothing typed), ``twice``, ``qty`` (zero or less, or not a quantity; fact ``product``),
    ``product`` (not in the agreement), ``day`` (after today, before the agreement, or to be fetched before it came),
    ``note`` (too long, or missing where something was lost), ``price`` (no price on the list says what a lost one is
    worth; ``product``), ``agreement`` (none here, or ended), ``same`` (the count found what the books say), ``gone``,
    ``undone``, ``why``.
    """

    code: ClassVar[str] = "consignment.slip.refused"


class SlipKind(StrEnum):
    """What a paper says of goods of others."""

    BAWA = "BAWA"  # brought to the shop
    AMBIL = "AMBIL"  # taken back by the producer
    RUSAK = "RUSAK"  # lost or spoilt in the shop
    HITUNG = "HITUNG"  # counted


class Why(StrEnum):
    """Why consigned goods moved."""

    BAWA = "BAWA"
    JUAL = "JUAL"
    KEMBALI = "KEMBALI"  # a buyer brought it back
    AMBIL = "AMBIL"
    HILANG = "HILANG"  # lost, spoilt, or found by a count
    BATAL = "BATAL"  # takes another move back


SLIP_WORDS: Mapping[str, str] = {
    SlipKind.BAWA: "Barang dititipkan",
    SlipKind.AMBIL: "Barang diambil kembali",
    SlipKind.RUSAK: "Barang rusak atau hilang",
    SlipKind.HITUNG: "Hitung titipan",
}
CAUSES: Mapping[SlipKind, tuple[Why, Cause]] = {
    SlipKind.BAWA: (Why.BAWA, Cause.TITIP),
    SlipKind.AMBIL: (Why.AMBIL, Cause.AMBIL),
    SlipKind.RUSAK: (Why.HILANG, Cause.HILANG),
    SlipKind.HITUNG: (Why.HILANG, Cause.HILANG),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class SlipTyped:
    """A paper of consigned goods.

    Args:
        agreement_id: Of which agreement.
        kind: A code of ``SlipKind``.
        on: The day.
        quantities: Base units by product; of a count what lies there, which may be nothing.
        fetch_by: Of goods that are brought: until when the producer takes back what was not sold; None: open.
        note: At most 120 letters; of what was lost it must say why.
    """

    agreement_id: UUID
    kind: str
    on: date
    quantities: Mapping[UUID, int]
    fetch_by: date | None = None
    note: str = ""


def checked_slip(typed: SlipTyped, *, today: date, from_on: date) -> tuple[SlipKind, str]:
    """Give the kind of a paper and its note without spare spaces.

    Args:
        typed: As it is told.
        today: The business date.
        from_on: The first day of the agreement.

    Raises:
        SlipRefusedError: ``kind day note goods qty``.
    """
    try:
        kind = SlipKind(typed.kind)
    except ValueError as unknown:
        raise SlipRefusedError(wrong="kind") from unknown
    if not from_on <= typed.on <= today or (typed.fetch_by and typed.fetch_by < typed.on):
        raise SlipRefusedError(wrong="day")
    note = " ".join(typed.note.split())
    if len(note) > LONGEST_NOTE or (kind is SlipKind.RUSAK and not note):
        raise SlipRefusedError(wrong="note")
    if not typed.quantities:
        raise SlipRefusedError(wrong="goods")
    least = 0 if kind is SlipKind.HITUNG else 1
    if any(not least <= qty <= MOST_QTY for qty in typed.quantities.values()):
        raise SlipRefusedError(wrong="qty", product="")
    return kind, note


def moved_qty(kind: SlipKind, *, qty: int, there_qty: int) -> int:
    """Tell by how much a paper changes what lies there, base units.

    Args:
        kind: What the paper says.
        qty: As it was typed: what moved, or what was counted.
        there_qty: What lies there by the books.
    """
    if kind is SlipKind.HITUNG:
        return qty - there_qty
    return qty if kind is SlipKind.BAWA else -qty


@dataclass(frozen=True, slots=True)
class Brought:
    """Goods that came on one paper: how many base units, and until when the rest is fetched; None: open."""

    qty: int
    fetch_by: date | None


def overdue_qty(*, there_qty: int, brought: Sequence[Brought], today: date) -> int:
    """Tell how much lies there past the day on which the producer would fetch it, base units.

    The oldest are taken to be sold first: what lies there is the rest of what came last.

    Args:
        there_qty: What lies there.
        brought: The newest first.
        today: The business date; on the day itself it is not yet overdue.
    """
    left, late = there_qty, 0
    for one in brought:
        here = max(0, min(left, one.qty))
        left -= here
        if one.fetch_by and one.fetch_by < today:
            late += here
    return late
