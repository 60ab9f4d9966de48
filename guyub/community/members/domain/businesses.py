"""A member's own business (UMKM): what may be told of it, and the papers it shows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from guyub.community.members.domain.files import BusinessPaperKind

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

MOST_BUSINESSES, MOST_PAPERS = 10, 30  # of one member; of one business
MOST_TURNOVER_RP, MOST_WORKERS, FIRST_YEAR = 1_000_000_000_000, 1_000, 1900
LONGEST: Mapping[str, int] = {"name": 80, "makes": 200, "a_month": 80, "place": 120}
LONGEST_PAPER_NUMBER = 60
NEAR_DAYS = 60  # a certificate that ends within them is to be renewed

PAPER_WORDS: Mapping[BusinessPaperKind, str] = {
    BusinessPaperKind.FOTO: "Foto",
    BusinessPaperKind.NIB: "NIB",
    BusinessPaperKind.PIRT: "SPP-IRT (PIRT)",
    BusinessPaperKind.HALAL: "Sertifikat halal",
    BusinessPaperKind.BPOM: "Izin edar BPOM",
    BusinessPaperKind.MEREK: "Merek terdaftar",
    BusinessPaperKind.LAIN: "Surat lain",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class BusinessTyped:
    """A business as its owner tells it.

    Args:
        name: What people call it.
        makes: What it makes or sells.
        a_month: How much in a month, in its own unit: ``200 bungkus``; "" where it was not told.
        turnover_rp: Of a month, whole rupiah; 0 where it was not told.
        workers: How many work in it, the owner among them.
        since_year: The year in which it began; None where it was not told.
        place: Where.
    """

    name: str
    makes: str
    a_month: str = ""
    turnover_rp: int = 0
    workers: int = 1
    since_year: int | None = None
    place: str = ""


def business_fault(typed: BusinessTyped, *, today: date) -> str | None:
    """Name the first field that cannot be kept; None where all can. Texts have single blanks by now."""
    for field in ("name", "makes"):
        if not getattr(typed, field):
            return field
    for field, most in LONGEST.items():
        if len(getattr(typed, field)) > most:
            return field
    if not 0 <= typed.turnover_rp <= MOST_TURNOVER_RP:
        return "turnover"
    if not 1 <= typed.workers <= MOST_WORKERS:
        return "workers"
    if typed.since_year is not None and not FIRST_YEAR <= typed.since_year <= today.year:
        return "since"
    return None


def paper_fault(*, kind: str, number: str, has_file: bool) -> str | None:
    """Tell what a paper lacks: ``kind``, ``number`` (too long), ``shows`` (neither a picture nor a number)."""
    if kind not in list(BusinessPaperKind):
        return "kind"
    if len(number) > LONGEST_PAPER_NUMBER:
        return "number"
    if not has_file and (kind == BusinessPaperKind.FOTO or not number):
        return "shows"
    return None


def paper_standing(valid_until: date | None, *, today: date) -> str:
    """Tell how a certificate stands: ``holds``, ``near`` its last day (60 days), ``over``; the last day is inside."""
    if valid_until is None or (valid_until - today).days > NEAR_DAYS:
        return "holds"
    return "over" if valid_until < today else "near"
