"""Why a payment was split so, in a sentence that a receipt can carry."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from guyub.finance.loans.domain.events import Kind
from guyub.finance.loans.domain.servicing import Component, Timing
from guyub.foundation.kernel.formats import day, number

if TYPE_CHECKING:
    from datetime import date

    from guyub.finance.loans.domain.lines import Part
    from guyub.finance.loans.domain.running import Transaction

WORDS = {
    Component.PENALTY: "denda",
    Component.FEE: "biaya",
    Component.INTEREST: "jasa",
    Component.PRINCIPAL: "pokok",
}
TIMES = {
    Timing.OVERDUE: "lewat tempo {day}",
    Timing.DUE: "jatuh tempo hari itu",
    Timing.IN_ADVANCE: "jatuh tempo {day}, dibayar lebih awal",
}


def explained(transaction: Transaction, *, digits: int = 0) -> str:
    """Say what a payment paid and in which order.

    Args:
        transaction: The payment.
        digits: How many digits of its amounts are behind the comma.

    Returns:
        Such as: ``Rp 500.000: angsuran 1 (jatuh tempo hari itu) jasa Rp 30.000, pokok Rp 470.000. Sisa pokok
        Rp 2.530.000.`` What a payoff pays before it is due belongs to no instalment any more and is told as one sum.
    """
    is_payoff = transaction.event.kind is Kind.PAYOFF
    by_line = [part for part in transaction.parts if not (is_payoff and part.timing is Timing.IN_ADVANCE)]
    groups = [
        f"angsuran {no} ({TIMES[timing].format(day=day(due_on))}) "
        + ", ".join(f"{WORDS[part.component]} {_shown(part.amount, digits)}" for part in parts)
        for (no, due_on, timing), parts in groupby(by_line, key=_place)
    ]
    if len(by_line) < len(transaction.parts):
        early = {word: transaction.of(component) for component, word in WORDS.items()}
        for part in by_line:
            early[WORDS[part.component]] -= part.amount
        told = ", ".join(f"{word} {_shown(amount, digits)}" for word, amount in early.items() if amount)
        groups.append(f"sisanya dibayar sekaligus {told}")
    left = "Lunas" if not transaction.balance else f"Sisa pokok {_shown(transaction.balance, digits)}"
    return f"{_shown(transaction.amount, digits)}: {'; '.join(groups)}. {left}."


def _place(part: Part) -> tuple[int, date, Timing]:
    return part.no, part.due_on, part.timing


def _shown(amount: int, digits: int) -> str:
    whole, rest = divmod(amount, 10**digits)
    return f"Rp\u00a0{number(whole)}" + (f",{rest:0{digits}}" if digits else "")
