"""What was found at a visit, and whether what was promised there was kept."""

from __future__ import annotations

from datetime import timedelta
from enum import StrEnum
from typing import TYPE_CHECKING, ClassVar

from guyub.foundation.kernel.errors import DomainError

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import date

LONGEST_NOTE = 200
FURTHEST_PROMISE_DAYS = 60
FURTHEST_BACK_DAYS = 30


class Found(StrEnum):
    """What was found at the door."""

    BERTEMU = "BERTEMU"
    KELUARGA = "KELUARGA"
    TIDAK_ADA = "TIDAK_ADA"
    SULIT = "SULIT"
    PINDAH = "PINDAH"


FOUND_WORDS: Mapping[Found, str] = {
    Found.BERTEMU: "Bertemu peminjam",
    Found.KELUARGA: "Bertemu keluarga; isi pinjaman tidak dibicarakan",
    Found.TIDAK_ADA: "Tidak ada orang di rumah",
    Found.SULIT: "Bertemu; sedang sulit membayar",
    Found.PINDAH: "Sudah pindah",
}
# Only the borrower can promise.
PROMISING = frozenset({Found.BERTEMU, Found.SULIT})


class PromiseState(StrEnum):
    """What became of a promise."""

    MENUNGGU = "MENUNGGU"
    DITEPATI = "DITEPATI"
    LEWAT = "LEWAT"


PROMISE_WORDS: Mapping[PromiseState, str] = {
    PromiseState.MENUNGGU: "menunggu",
    PromiseState.DITEPATI: "ditepati",
    PromiseState.LEWAT: "lewat",
}


class VisitRefusedError(DomainError):
    """A visit is not written down; ``wrong`` says why.

    ``gone`` (no such loan here), ``own`` (nobody visits for the own loan), ``found`` (nothing was chosen),
    ``note`` (longer than 200), ``day`` (after today, or more than 30 days back), ``promise`` (a day without an amount,
    or an amount without a day), ``promise_day`` (before the visit, or more than 60 days on), ``promise_amount`` (not
    above zero, or more than is owed; fact ``most_rp``), ``promise_who`` (only the borrower promises), ``state``
    (nothing is owed any more).
    """

    code: ClassVar[str] = "loans.visit.refused"


def check_visit(
    *,
    on: date,
    found: str,
    note: str,
    promise_on: date | None,
    promise_rp: int | None,
    owed_rp: int,
    today: date,
) -> None:
    """Refuse a visit that cannot have been, or a promise that nobody can keep or judge.

    Args:
        on: The day of the visit.
        found: A code of Found.
        note: What was talked about.
        promise_on: Until when something is promised; None: nothing is.
        promise_rp: How much, whole rupiah.
        owed_rp: What is owed in all.
        today: The business date.

    Raises:
        VisitRefusedError: ``found note day promise promise_who promise_day promise_amount``, in this order.
    """
    if found not in list(Found):
        raise VisitRefusedError(wrong="found")
    if len(note) > LONGEST_NOTE:
        raise VisitRefusedError(wrong="note")
    if not today - timedelta(days=FURTHEST_BACK_DAYS) <= on <= today:
        raise VisitRefusedError(wrong="day")
    if (promise_on is None) != (promise_rp is None):
        raise VisitRefusedError(wrong="promise")
    if promise_on is None or promise_rp is None:
        return
    if Found(found) not in PROMISING:
        raise VisitRefusedError(wrong="promise_who")
    if not on <= promise_on <= on + timedelta(days=FURTHEST_PROMISE_DAYS):
        raise VisitRefusedError(wrong="promise_day")
    if not 0 < promise_rp <= owed_rp:
        raise VisitRefusedError(wrong="promise_amount", most_rp=owed_rp)


def promise_state(
    *, visited_on: date, promise_on: date, promise_rp: int, paid: Iterable[tuple[date, int]], today: date
) -> PromiseState:
    """Tell what became of a promise: kept as soon as so much was paid from the visit to its day, both inside.

    What was paid later is good, and the promise was late all the same.

    Args:
        visited_on: The day of the visit.
        promise_on: The promised day.
        promise_rp: The promised amount, whole rupiah.
        paid: Payments on the loan that were not taken back: day and amount.
        today: The business date; on the promised day itself a promise still waits.
    """
    came_rp = sum(amount_rp for on, amount_rp in paid if visited_on <= on <= promise_on)
    if came_rp >= promise_rp:
        return PromiseState.DITEPATI
    return PromiseState.MENUNGGU if today <= promise_on else PromiseState.LEWAT
