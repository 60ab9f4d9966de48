"""Counting what lies there: two who do not see each other, a third who decides, and what the books held then."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, ClassVar

from guyub.foundation.kernel.errors import DomainError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date
    from uuid import UUID

MOST_COUNTED = 3_000


class CountState(StrEnum):
    """Where a count stands."""

    DIHITUNG = "DIHITUNG"
    DIBANDINGKAN = "DIBANDINGKAN"  # both are in; what differs waits for a third
    DIPUTUS = "DIPUTUS"  # waits for a second person
    DIBUKUKAN = "DIBUKUKAN"
    BATAL = "BATAL"


class CountScope(StrEnum):
    """What is counted in a location."""

    SEMUA = "SEMUA"
    KATEGORI = "KATEGORI"
    PILIHAN = "PILIHAN"


OPEN_COUNTS = (CountState.DIHITUNG, CountState.DIBANDINGKAN, CountState.DIPUTUS)
COUNT_WORDS: Mapping[CountState, str] = {
    CountState.DIHITUNG: "Sedang dihitung",
    CountState.DIBANDINGKAN: "Sudah dibandingkan",
    CountState.DIPUTUS: "Menunggu persetujuan",
    CountState.DIBUKUKAN: "Dibukukan",
    CountState.BATAL: "Batal",
}
THIRD = 3


class CountRefusedError(DomainError):
    """A count does not go on; ``wrong`` says why.

    ``location``, ``running`` (another count runs there), ``scope`` (a category or products are not named), ``empty``
    (nothing to count), ``many`` (more than ``MOST_COUNTED``), ``gone``, ``state``, ``product`` (no such line),
    ``full`` (two others counted it), ``own`` (who counted it first or second does not decide), ``agreed`` (both say the
    same), ``incomplete`` (fact ``missing``: lines that lack a count), ``third`` (fact ``missing``: lines that wait for
    a third person), ``reason``, ``moved`` (something was told late since it was decided), ``there`` (it is on the
    list).
    """

    code: ClassVar[str] = "inventory.count.refused"


@dataclass(frozen=True, slots=True)
class Tally:
    """What one person counted of one product.

    Args:
        turn: 1, 2, or 3: the one who decides.
        counted_by: Who.
        qty: Base units, zero or more.
        book_qty: What the books held at that moment.
        seq: The last move of the stock that they held.
        counted_on: The business date.
    """

    turn: int
    counted_by: UUID
    qty: int
    book_qty: int
    seq: int
    counted_on: date


@dataclass(frozen=True, slots=True)
class ToldLater:
    """A move that was entered after a count began: how much, its place, its day, the place of what it takes back."""

    seq: int
    on: date
    qty: int
    undoes_seq: int | None


def difference_of(tally: Tally, later: Sequence[ToldLater]) -> int:
    """Tell by how many base units a count is above what should have lain there at its moment.

    What moved afterwards is no difference. What was entered afterwards and happened on a day before is: the goods
    were there, or gone, when they were counted. So is what takes back a move that had been entered by then.
    """
    before = sum(
        one.qty
        for one in later
        if one.seq > tally.seq
        and (one.on < tally.counted_on or (one.undoes_seq is not None and one.undoes_seq <= tally.seq))
    )
    return tally.qty - tally.book_qty - before


def settled(tallies: Sequence[Tally], later: Sequence[ToldLater]) -> int | None:
    """Tell the difference that stands: the third's, or that in which both agree; None while neither is there."""
    by_turn = {one.turn: difference_of(one, later) for one in tallies}
    if THIRD in by_turn:
        return by_turn[THIRD]
    if len(by_turn) == THIRD - 1 and len(set(by_turn.values())) == 1:
        return by_turn[1]
    return None


def turn_of(tallies: Sequence[Tally], person_id: UUID, *, state: CountState, is_settled: bool) -> int:
    """Tell which count of a product a person makes now; the own one is made again until it is compared.

    Raises:
        CountRefusedError: ``state``, ``full``, ``own``, ``agreed``.
    """
    mine = next((one.turn for one in tallies if one.counted_by == person_id), None)
    if state is CountState.DIHITUNG:
        if mine is None and len(tallies) == THIRD - 1:
            raise CountRefusedError(wrong="full")
        return mine or len(tallies) + 1
    if state is not CountState.DIBANDINGKAN:
        raise CountRefusedError(wrong="state")
    if mine is not None and mine != THIRD:
        raise CountRefusedError(wrong="own")
    if mine is None and is_settled:
        raise CountRefusedError(wrong="agreed")
    return THIRD
