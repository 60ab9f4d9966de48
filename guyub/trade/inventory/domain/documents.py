"""Papers of work with stock: what states they have, why goods are lost or used, what their numbers look like."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, ClassVar

from guyub.foundation.kernel.errors import DomainError
from guyub.trade.inventory.domain.moves import DIFFERENCES, Cause

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from uuid import UUID

MOST_LINES = 100
LONGEST_REASON = 120


class TransferState(StrEnum):
    """Where goods are that go from one location to another."""

    DIKIRIM = "DIKIRIM"
    DITERIMA = "DITERIMA"
    DIBATALKAN = "DIBATALKAN"


class PaperState(StrEnum):
    """Where a paper stands that moves goods at once."""

    MENUNGGU = "MENUNGGU"  # for a second person
    DIBUKUKAN = "DIBUKUKAN"
    DITOLAK = "DITOLAK"
    DIBATALKAN = "DIBATALKAN"


class LossKind(StrEnum):
    """Why goods leave without being sold."""

    RUSAK = "RUSAK"
    KEDALUWARSA = "KEDALUWARSA"
    HILANG = "HILANG"
    PAKAI = "PAKAI"


class Purpose(StrEnum):
    """What the cooperative uses its own goods for."""

    RAPAT = "RAPAT"
    KEBERSIHAN = "KEBERSIHAN"
    PROMOSI = "PROMOSI"


PURPOSE_ACCOUNTS: Mapping[Purpose, str] = {
    Purpose.RAPAT: "6.2.05",
    Purpose.KEBERSIHAN: "6.1.19",
    Purpose.PROMOSI: "6.1.14",
}
# Of these a large amount is not believed without a picture.
SEEN = frozenset({LossKind.RUSAK, LossKind.KEDALUWARSA})
STATE_WORDS: Mapping[str, str] = {
    TransferState.DIKIRIM: "Dalam perjalanan",
    TransferState.DITERIMA: "Diterima",
    TransferState.DIBATALKAN: "Dibatalkan",
    PaperState.MENUNGGU: "Menunggu persetujuan",
    PaperState.DIBUKUKAN: "Dibukukan",
    PaperState.DITOLAK: "Ditolak",
}
LOSS_WORDS: Mapping[LossKind, str] = {
    LossKind.RUSAK: "Rusak",
    LossKind.KEDALUWARSA: "Kedaluwarsa",
    LossKind.HILANG: "Hilang",
    LossKind.PAKAI: "Dipakai sendiri",
}
PURPOSE_WORDS: Mapping[Purpose, str] = {
    Purpose.RAPAT: "Rapat dan tamu",
    Purpose.KEBERSIHAN: "Kebersihan",
    Purpose.PROMOSI: "Promosi",
}


class PaperRefusedError(DomainError):
    """A paper of goods is not written; ``wrong`` says why.

    ``goods`` (no line), ``lines`` (more than ``MOST_LINES``), ``twice`` (one product and batch on two lines), ``qty``
    (not above zero), ``product`` (fact ``written``), ``reason`` (none, or longer than 120 letters), ``location``,
    ``same`` (from and to are one), ``day``, ``kind``, ``purpose``, ``photo`` (a large loss without a picture), ``gone``
    (no such paper, or not in that state), ``more`` (more came than was sent; fact ``product``), ``waiting`` (something
    of it waits for a second person), ``lost`` (a part of it was lost: that is taken back first), ``unit`` (what goes in
    and what comes out are not measured alike), ``content`` (more comes out than went in), ``output``.
    """

    code: ClassVar[str] = "inventory.paper.refused"


@dataclass(frozen=True, slots=True)
class GoodsTyped:
    """One line of a paper: a product, base units above zero, and its batch where one is named."""

    product_id: UUID
    qty: int
    batch: str | None = None


def check_goods(goods: Sequence[GoodsTyped]) -> None:
    """Judge the lines of a paper.

    Raises:
        PaperRefusedError: ``goods``, ``lines``, ``qty``, ``twice``.
    """
    if not goods:
        raise PaperRefusedError(wrong="goods")
    if len(goods) > MOST_LINES:
        raise PaperRefusedError(wrong="lines")
    if any(one.qty <= 0 for one in goods):
        raise PaperRefusedError(wrong="qty")
    if len({(one.product_id, one.batch) for one in goods}) < len(goods):
        raise PaperRefusedError(wrong="twice")


def checked_reason(reason: str) -> str:
    """Take spare spaces from a reason.

    Raises:
        PaperRefusedError: ``reason``: none, or longer than 120 letters.
    """
    why = " ".join(reason.split())
    if not why or len(why) > LONGEST_REASON:
        raise PaperRefusedError(wrong="reason")
    return why


def way_out(kind: LossKind, purpose: str) -> tuple[Cause, str]:
    """Tell as what goods leave that are lost or used, and the account that their cost goes to.

    Raises:
        PaperRefusedError: ``purpose``: own use without one.
    """
    if kind is not LossKind.PAKAI:
        return Cause.RUSAK, DIFFERENCES
    if purpose not in set(Purpose):
        raise PaperRefusedError(wrong="purpose")
    return Cause.PAKAI, PURPOSE_ACCOUNTS[Purpose(purpose)]


def paper_number(series: str, year: int, number: int) -> str:
    """Write the number of a paper: ``PG-2026-0001``."""
    return f"{series}-{year}-{number:04d}"
