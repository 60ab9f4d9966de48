"""Claims (klaim nota): somebody paid for the cooperative from the own pocket and gets the money back."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, ClassVar

from guyub.books.ledger.domain.entries import MOST_RP
from guyub.foundation.approvals.domain.requests import State
from guyub.foundation.kernel.errors import DomainError

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from datetime import date

LONGEST_NOTE = 120
LONGEST_REASON = 60
OLDEST_DAYS = 366  # what was spent earlier belongs to books that are closed
NAMED = 5  # so many numbers stand in the memo of a repayment


class ClaimState(StrEnum):
    """Where a claim stands. Nothing of it is written down: it follows from its approval and its events."""

    DIAJUKAN = "DIAJUKAN"
    DISETUJUI = "DISETUJUI"
    DIBAYAR = "DIBAYAR"
    DITOLAK = "DITOLAK"
    DITARIK = "DITARIK"
    LEWAT = "LEWAT"
    DIBATALKAN = "DIBATALKAN"


# A receipt of such a claim may not come a second time.
LIVE = frozenset({ClaimState.DIAJUKAN, ClaimState.DISETUJUI, ClaimState.DIBAYAR})
_BEFORE_POSTING = {
    State.PENDING: ClaimState.DIAJUKAN,
    State.APPROVED: ClaimState.DISETUJUI,
    State.REJECTED: ClaimState.DITOLAK,
    State.WITHDRAWN: ClaimState.DITARIK,
    State.EXPIRED: ClaimState.LEWAT,
}


class ClaimRefusedError(DomainError):
    """A claim is not filed, paid or taken back; ``wrong`` says why.

    By what was typed: ``day amount choice note receipt`` (neither a picture nor the reason why there is none)
    ``reason nothing`` (no claim was picked); by the cooperative: ``same_receipt`` (that picture belongs to claim
    ``number``), ``twice`` (the same person, day and amount as ``number``; may be confirmed), ``gone`` (no such
    claim, or it is not approved, or paid already), ``people`` (claims of several persons), ``waiting`` (a second
    person was asked already to pay it), ``paid`` (undo the payment first).
    """

    code: ClassVar[str] = "treasury.claim.refused"


def state_of(approval: State, *, is_paid: bool, is_taken_back: bool) -> ClaimState:
    """Tell where a claim stands.

    Args:
        approval: Where its request for a second person stands, the clock included.
        is_paid: The money was given back, and that was not undone.
        is_taken_back: The expense was taken out of the books again.
    """
    if is_taken_back:
        return ClaimState.DIBATALKAN
    if is_paid:
        return ClaimState.DIBAYAR
    return _BEFORE_POSTING[approval]


def check_claim(
    *,
    spent_on: date,
    today: date,
    amount_rp: int,
    choice: str,
    choices: Collection[str],
    note: str,
    has_receipt: bool,
    no_receipt_why: str,
) -> None:
    """Check what was typed, in the order of the form.

    Args:
        spent_on: The day on the receipt; today or up to a year before.
        today: The business date.
        amount_rp: Whole rupiah.
        choice: What it was for.
        choices: What it may be for.
        note: A few words, at most 120 characters.
        has_receipt: A picture came along.
        no_receipt_why: Why there is none.

    Raises:
        ClaimRefusedError: ``choice amount day note receipt``.
    """
    if choice not in choices:
        raise ClaimRefusedError(wrong="choice")
    if not 1 <= amount_rp <= MOST_RP:
        raise ClaimRefusedError(wrong="amount")
    if not 0 <= (today - spent_on).days <= OLDEST_DAYS:
        raise ClaimRefusedError(wrong="day")
    if len(note) > LONGEST_NOTE:
        raise ClaimRefusedError(wrong="note")
    if len(no_receipt_why) > LONGEST_NOTE or not (has_receipt or no_receipt_why):
        raise ClaimRefusedError(wrong="receipt")


def claim_number(year: int, number: int) -> str:
    """Write the number that people see: ``KL-2026-0001``."""
    return f"KL-{year}-{number:04}"


def numbers_in_words(numbers: Sequence[str]) -> str:
    """Name the claims that are paid at once, for the memo: the first five, and how many more."""
    named, more = ", ".join(numbers[:NAMED]), len(numbers) - NAMED
    return f"{named} dan {more} lagi" if more > 0 else named
