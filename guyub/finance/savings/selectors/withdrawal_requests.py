"""What members ask to take out: for the counter, and for the member who asked."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from guyub.community.members.domain.register import member_number
from guyub.finance.savings.domain.withdrawal_requests import OPEN, STATE_WORDS, RequestState
from guyub.finance.savings.models import WithdrawalRequest
from guyub.finance.savings.selectors.balances import account_words
from guyub.foundation.kernel.rows import Row
from guyub.foundation.kernel.selectors.together import Inquiry

if TYPE_CHECKING:
    from datetime import date, datetime
    from uuid import UUID

    from django.db.models import QuerySet

MOST_ROWS = 50


@dataclass(frozen=True, slots=True)
class WithdrawalRow(Row):
    """One request; whole rupiah."""

    withdrawal_id: UUID
    account_id: UUID
    member_id: UUID
    name: str
    number: str
    words: str
    amount_rp: int
    wanted_on: date
    note: str
    state: RequestState
    asked_at: datetime
    answer: str

    @property
    def is_open(self) -> bool:
        """It waits for an answer, or for the member."""
        return self.state in OPEN

    @property
    def is_ready(self) -> bool:
        """The money lies ready."""
        return self.state is RequestState.SIAP

    @property
    def is_refused(self) -> bool:
        """It cannot be met."""
        return self.state is RequestState.DITOLAK

    @property
    def state_words(self) -> str:
        """How it stands, in words."""
        return STATE_WORDS[self.state]


_ROW = (
    "id",
    "account_id",
    "account__member_id",
    "account__member__file__name",
    "account__member__number",
    "account__product__name",
    "account__serial",
    "amount_rp",
    "wanted_on",
    "note",
    "state",
    "asked_at",
    "answer",
)


def open_withdrawals(
    *, cooperative_id: int, member_id: UUID | None = None, most: int = MOST_ROWS
) -> list[WithdrawalRow]:
    """List the requests that are open, the day wanted first; of one member, or of all. One query."""
    rows = WithdrawalRequest.objects.filter(
        cooperative_id=cooperative_id, state__in=[one.value for one in OPEN]
    )
    if member_id:
        rows = rows.filter(account__member_id=member_id)
    return _read(rows.order_by("wanted_on", "asked_at", "id")[:most])


def withdrawals_inquiry(
    *, cooperative_id: int, member_id: UUID, most: int = 10
) -> Inquiry[list[WithdrawalRow]]:
    """Ask what a member asked for, the newest first."""
    rows = WithdrawalRequest.objects.filter(cooperative_id=cooperative_id, account__member_id=member_id)
    newest = rows.order_by("-asked_at", "-id")[:most]
    return Inquiry.of(newest.values_list(*_ROW), read=lambda found: [_row(one) for one in found])


def _read(rows: QuerySet[WithdrawalRequest]) -> list[WithdrawalRow]:
    return [_row(one) for one in rows.values_list(*_ROW)]


def _row(told: tuple[Any, ...]) -> WithdrawalRow:
    id_, account_id, member_id, name, number, product, serial, rp, wanted_on, note, state, at, answer = told
    return WithdrawalRow(
        id_,
        account_id,
        member_id,
        name,
        member_number(number) if number else "",
        account_words(product, serial),
        rp,
        wanted_on,
        note,
        RequestState(state),
        at,
        answer,
    )
