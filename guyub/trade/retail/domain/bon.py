"""What members owe for goods: which receipt a payment settles, and how long it is due.

Source: docs/algorithms/bon.md.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from guyub.finance.loans.domain.reminding import called, day_words
from guyub.foundation.kernel.errors import DomainError
from guyub.foundation.kernel.formats import rupiah

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date
    from uuid import UUID


class BonRefusedError(DomainError):
    """Money on bon is not taken, or not taken back; ``wrong`` says why.

    ``amount`` (zero or less), ``over`` (more than the member owes; fact ``left_rp``), ``own`` (the own bon is paid to
    somebody else), ``number`` (the till's number was used; fact ``number``), ``gone`` (no such payment), ``undone``
    (taken back before), ``past`` (who took it may on its day; later the treasurer), ``why`` (no reason), ``till``
    (its device is not revoked, so what it was lent stays its own), ``unreached`` (nobody is left whom a message
    reaches).
    """

    code: ClassVar[str] = "retail.bon.refused"
    answers_conflict: ClassVar[bool] = True


@dataclass(frozen=True, slots=True)
class OpenBon:
    """What is open of one receipt's bon.

    Args:
        tender_id: Which.
        unit_id: The unit of business in which it stands; None: the cooperative as a whole.
        sold_on: The day of the sale.
        left_rp: Whole rupiah above zero.
    """

    tender_id: UUID
    unit_id: UUID | None
    sold_on: date
    left_rp: int


def settled_by(amount_rp: int, open_bon: Sequence[OpenBon]) -> list[tuple[OpenBon, int]]:
    """Share a payment among the bon of one member, the oldest first.

    Args:
        amount_rp: What is paid, whole rupiah.
        open_bon: All that the member owes, the oldest first.

    Returns:
        Each bon that is settled by something, with how much; they sum to the payment.

    Raises:
        BonRefusedError: ``amount over``.
    """
    if amount_rp <= 0:
        raise BonRefusedError(wrong="amount")
    owed_rp = sum(one.left_rp for one in open_bon)
    if amount_rp > owed_rp:
        raise BonRefusedError(wrong="over", left_rp=owed_rp)
    settled = []
    for one in open_bon:
        part_rp = min(amount_rp, one.left_rp)
        if part_rp:
            settled.append((one, part_rp))
        amount_rp -= part_rp
    assert amount_rp == 0  # noqa: S101  it is no more than all of it
    return settled


@dataclass(frozen=True, slots=True)
class DueBucket:
    """How long bon has been due, days inside on both ends; ``to_day`` None: without an end."""

    key: str
    name: str
    from_day: int
    to_day: int | None


# What is not due yet stands first; 30 days a step, as arrears of loans are looked at.
DUE_BUCKETS = (
    DueBucket("belum", "Belum jatuh tempo", -(10**6), 0),
    DueBucket("30", "1 sampai 30 hari", 1, 30),
    DueBucket("60", "31 sampai 60 hari", 31, 60),
    DueBucket("90", "61 sampai 90 hari", 61, 90),
    DueBucket("lama", "Lebih dari 90 hari", 91, None),
)


def bucket_of(days_late: int) -> DueBucket:
    """Tell how long something has been due.

    Args:
        days_late: Days since it fell due; zero or less: it has not passed.
    """
    return next(one for one in DUE_BUCKETS if one.to_day is None or days_late <= one.to_day)


def bon_text(*, name: str, sex: str, owed_rp: int, due_on: date, is_late: bool, cooperative: str) -> str:
    """Write a reminder of bon as a message: how much, since when, how to pay, whom to tell of hardship; always kind.

    Args:
        name: Of the member.
        sex: ``L``, ``P`` or unknown.
        owed_rp: All that is open, whole rupiah.
        due_on: When the oldest of it fell due, or will.
        is_late: That day has passed.
        cooperative: Who reminds.
    """
    when = f"jatuh tempo {day_words(due_on)}"
    body = (
        f"Bon belanja {called(sex)} di gerai masih {rupiah(owed_rp)}; yang paling lama {when}. Mungkin terlewat."
        if is_late
        else f"Bon belanja {called(sex)} di gerai {rupiah(owed_rp)}; yang paling awal {when}."
    )
    return (
        f"Yth. {called(sex)} {name}.\n\n{body} Pembayaran bisa di gerai atau kantor, boleh dicicil; mintalah buktinya."
        "\n\nBila sudah dibayar, abaikan pesan ini. Bila sedang sulit, kabari kami, kita cari jalannya bersama."
        f" Terima kasih.\n\n{cooperative}"
    )
