"""A loan on its way through its events. Two kinds: one whose plan stands, one whose interest follows the payments.

Events are applied in order of their days; a look (``seen`` in ``states.py``) works on a copy and disturbs nothing, so
that looking after each event and replaying them all say the same.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import dataclass
from typing import TYPE_CHECKING

from guyub.finance.loans.domain.amounts import MOST
from guyub.finance.loans.domain.events import Event, Kind, refused
from guyub.finance.loans.domain.lateness import assess_once, count_to
from guyub.finance.loans.domain.lines import Line, pay_lines, waive_lines
from guyub.finance.loans.domain.servicing import Component

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from guyub.finance.loans.domain.lines import Part
    from guyub.finance.loans.domain.servicing import Servicing


@dataclass(frozen=True, slots=True, kw_only=True)
class Quote:
    """What settles a loan on a day, in the smallest unit."""

    principal: int = 0
    interest: int = 0
    fee: int = 0
    penalty: int = 0

    @property
    def total(self) -> int:
        """All of it."""
        return self.principal + self.interest + self.fee + self.penalty


@dataclass(frozen=True, slots=True)
class Transaction:
    """A payment and what it paid; ``balance`` is the principal left after it."""

    event: Event
    amount: int
    parts: tuple[Part, ...]
    balance: int

    def of(self, component: Component) -> int:
        """Give what it paid of a component."""
        return sum(part.amount for part in self.parts if part.component is component)


class Running(ABC):
    """A loan on its way.

    Attributes:
        lines: Its instalments.
        owed: The principal paid out and not paid back.
        at: The running instalment, from 0: the first that was not due by the last day seen.
        is_paid_off: True after a payoff.
        transactions: The payments so far.
    """

    def __init__(self, lines: list[Line], servicing: Servicing) -> None:
        self.lines = lines
        self.servicing = servicing
        self.owed = 0
        self.at = 0
        self.is_paid_off = False
        self.transactions = list[Transaction]()

    def copy(self) -> Running:
        """Give another that goes its own way from here."""
        twin: Running = object.__new__(type(self))
        twin.__dict__.update(self.__dict__)
        twin.lines = [line.copy() for line in self.lines]
        twin.transactions = list(self.transactions)
        return twin

    @property
    def is_settled(self) -> bool:
        """True when nothing is owed and nothing will fall due."""
        return self.is_paid_off or not (self.owed or any(line.outstanding for line in self.lines))

    def apply(self, event: Event) -> None:
        """Let an event happen; not before the one applied last.

        Raises:
            EventRefusedError: ``settled``, ``overpaid``, ``payoff``, ``waive``.
        """
        self.advance(event.on)
        count_to(self.lines, event.on, self.servicing.penalty)
        name, amount = f"events[{event.place}]", event.amount or 0
        if self.is_settled:
            raise refused(
                name, "settled", "Pinjaman ini sudah lunas. Batalkan dulu pembayaran terakhirnya bila keliru."
            )
        if event.kind is Kind.CHARGE:
            self._charge(event, amount)
        elif event.kind is Kind.WAIVE:
            if event.waives is Component.PENALTY:
                self.assess(event.on)  # a penalty that is counted once stands open only where one looks
            if waive_lines(self.lines, amount, self.servicing, only=event.waives):
                raise refused(
                    f"{name}.amount",
                    "waive",
                    "Yang dihapus lebih besar dari denda, biaya, dan jasa yang terbuka.",
                )
        elif event.kind is Kind.PAYOFF:
            self._pay_off(event, name)
        else:
            self._book(event, amount, self.pay(amount, event.on), name)

    def _charge(self, event: Event, amount: int) -> None:
        """Put a charge to the first instalment that is due on or after its day, or to the last."""
        day = event.due_on or event.on
        line = next((one for one in self.lines if one.due_on >= day), self.lines[-1])
        line.due[event.of] += amount
        if sum(line.due.values()) > MOST:
            raise refused(
                f"events[{event.place}].amount",
                "amount",
                "Angsurannya melampaui yang dapat dicatat. Periksa nolnya.",
            )
        if event.of is Component.FEE:
            line.charged += amount

    def _pay_off(self, event: Event, name: str) -> None:
        self.assess(event.on)
        quote = self.quote(event.on)
        if event.amount is not None and event.amount != quote.total:
            raise refused(
                f"{name}.amount", "payoff", f"Pelunasan hari itu {quote.total}. Bayar tepat sejumlah itu."
            )
        self.settle(event.on, quote)
        self.is_paid_off = True
        self._book(event, quote.total, pay_lines(self.lines, quote.total, event.on, self.servicing), name)

    def _book(self, event: Event, amount: int, parts: Sequence[Part], name: str) -> None:
        used = sum(part.amount for part in parts)
        if used < amount:
            raise refused(
                f"{name}.amount",
                "overpaid",
                f"Yang masih dapat dibayar hanya {used}. Terima sejumlah itu, kembalikan sisanya.",
            )
        principal = sum(part.amount for part in parts if part.component is Component.PRINCIPAL)
        if principal > self.owed:
            raise refused(
                f"{name}.amount",
                "overpaid",
                f"Pokok yang sudah cair tinggal {self.owed}. Terima paling banyak sejumlah itu dan jasanya.",
            )
        self.owed -= principal
        self.transactions.append(Transaction(event, amount, tuple(parts), self.owed))

    def assess(self, day: date) -> None:
        """Add the penalties that are counted once, for what is overdue on a day."""
        count_to(self.lines, day, self.servicing.penalty)
        assess_once(self.lines, day, self.servicing.penalty)

    @abstractmethod
    def advance(self, day: date) -> None:
        """Let time pass to the end of a day."""

    @abstractmethod
    def pay(self, amount: int, day: date) -> list[Part]:
        """Let a payment pay what it can."""

    @abstractmethod
    def quote(self, day: date) -> Quote:
        """Give what settles the loan on a day that was advanced to."""

    @abstractmethod
    def settle(self, day: date, quote: Quote) -> None:
        """Make the instalments left those of a loan that is settled on a day, so that the quote is what is open."""

    @abstractmethod
    def look_ahead(self, day: date) -> None:
        """Lay out what is left as it will be when all is paid as planned from a day on."""


def open_of(lines: Sequence[Line], component: Component) -> int:
    """Give what is open of a component over some instalments."""
    return sum(line.open(component) for line in lines)


def restart_fees(lines: Sequence[Line]) -> None:
    """Drop the fees that instalments to come would have cost; charges and what was paid stay."""
    for line in lines:
        line.due[Component.FEE] = max(line.charged, line.settled(Component.FEE))
