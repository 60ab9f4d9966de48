"""Whose turn it is at the till while a queue hands out, and what a sale to somebody else may do."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from guyub.foundation.kernel.rows import Row
from guyub.trade.subsidised.domain.limits import Outcome
from guyub.trade.subsidised.domain.programmes import Mode
from guyub.trade.subsidised.domain.queues import TicketState

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from guyub.trade.subsidised.domain.limits import Decision

MOST_NAMED = 5
_OUTCOMES: Mapping[Mode, Outcome] = {Mode.WARN: Outcome.WARN, Mode.BLOCK: Outcome.BLOCK}
_FROM_MILD = (Outcome.OK, Outcome.UNKNOWN, Outcome.WARN, Outcome.BLOCK)
_NO_TURN: Mapping[TicketState | None, str] = {
    None: "Keluarga ini tidak punya nomor di antrean.",
    TicketState.WAITS: "Nomor {no} belum dapat giliran.",
    TicketState.SERVED: "Nomor {no} sudah terlayani di antrean ini.",
    TicketState.LAPSED: "Giliran nomor {no} sudah lewat.",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Turn(Row):
    """Where a household stands in a queue that hands out.

    Args:
        mode: What a sale out of turn may do: told, with a reason, or not at all.
        no: The number of the household; None: it has none.
        state: What that is worth now; None: it has no number.
        called: The numbers whose turn it is, in their order.
    """

    mode: Mode
    no: int | None
    state: TicketState | None
    called: Sequence[int]

    @property
    def outcome(self) -> Outcome:
        """What a sale to this household may do."""
        if self.state is TicketState.GETS:
            return Outcome.OK
        return _OUTCOMES.get(self.mode, Outcome.OK)

    @property
    def sentence(self) -> str:
        """Said to the cashier: numbers alone."""
        if self.state is TicketState.GETS:
            return f"Nomor {self.no}: gilirannya sekarang."
        return f"{_NO_TURN[self.state].format(no=self.no)} {called_words(self.called)}"


def called_words(called: Sequence[int]) -> str:
    """Say whose turn it is, in numbers: the first five, and how many more."""
    if not called:
        return "Semua nomor yang dipanggil sudah terlayani."
    named, more = called[:MOST_NAMED], len(called) - MOST_NAMED
    rest = f" dan {more} lainnya" if more > 0 else ""
    return f"Sekarang giliran nomor {', '.join(map(str, named))}{rest}."


def with_turn(decision: Decision, turn: Turn | None) -> Decision:
    """Give what becomes of a sale once it is known whose turn it is: the harder of the limits and the queue.

    Args:
        decision: What the limits say.
        turn: Where the household stands; None: no queue hands that good out.
    """
    if turn is None:
        return decision
    return replace(
        decision,
        decision=max(decision.decision, turn.outcome, key=_FROM_MILD.index),
        most=0 if turn.outcome is Outcome.BLOCK else decision.most,
        sentence=f"{decision.sentence} {turn.sentence}".strip(),
    )
