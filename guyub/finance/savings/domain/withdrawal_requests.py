"""What a member asks to take out: the steps of a request, and what it may ask for."""

from __future__ import annotations

from datetime import timedelta
from enum import StrEnum
from typing import TYPE_CHECKING, ClassVar

from guyub.foundation.kernel.errors import DomainError

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

FURTHEST_DAYS, LONGEST_ANSWER = 60, 160


class RequestState(StrEnum):
    """How a request stands."""

    DIMINTA = "DIMINTA"
    SIAP = "SIAP"
    DIAMBIL = "DIAMBIL"
    DITOLAK = "DITOLAK"
    DIBATALKAN = "DIBATALKAN"


OPEN = frozenset({RequestState.DIMINTA, RequestState.SIAP})
STEPS: Mapping[RequestState, frozenset[RequestState]] = {
    RequestState.DIMINTA: frozenset(
        {RequestState.SIAP, RequestState.DIAMBIL, RequestState.DITOLAK, RequestState.DIBATALKAN}
    ),
    RequestState.SIAP: frozenset({RequestState.DIAMBIL, RequestState.DITOLAK, RequestState.DIBATALKAN}),
    RequestState.DIAMBIL: frozenset(),
    RequestState.DITOLAK: frozenset(),
    RequestState.DIBATALKAN: frozenset(),
}
STATE_WORDS: Mapping[RequestState, str] = {
    RequestState.DIMINTA: "menunggu jawaban",
    RequestState.SIAP: "siap diambil",
    RequestState.DIAMBIL: "sudah diambil",
    RequestState.DITOLAK: "tidak bisa dipenuhi",
    RequestState.DIBATALKAN: "dibatalkan",
}


class WithdrawalRequestRefusedError(DomainError):
    """A request to take savings out is not taken or not answered; ``wrong`` says why.

    ``account`` (not one from which may be taken any day), ``amount`` (not above zero), ``short`` (more than is free;
    fact ``free_rp``), ``open`` (one of this account is open already), ``day`` (in the past, or too far ahead; fact
    ``last``), ``when`` (no day was written), ``gone`` (no such request of this person), ``state`` (answered
    meanwhile), ``own`` (nobody answers the own), ``reason`` (a refusal says why).
    """

    code: ClassVar[str] = "savings.withdrawal_request.refused"


def check_request(*, amount_rp: int, free_rp: int, wanted_on: date, today: date) -> None:
    """Refuse what cannot be asked for; whole rupiah.

    Raises:
        WithdrawalRequestRefusedError: ``amount``, ``short``, ``day``.
    """
    if amount_rp <= 0:
        raise WithdrawalRequestRefusedError(wrong="amount")
    if amount_rp > free_rp:
        raise WithdrawalRequestRefusedError(wrong="short", free_rp=free_rp)
    last = today + timedelta(days=FURTHEST_DAYS)
    if not today <= wanted_on <= last:
        raise WithdrawalRequestRefusedError(wrong="day", last=last)


def check_step(old: RequestState, new: RequestState) -> None:
    """Refuse a step that a request in this state does not take.

    Raises:
        WithdrawalRequestRefusedError: ``state``.
    """
    if new not in STEPS[old]:
        raise WithdrawalRequestRefusedError(wrong="state")
