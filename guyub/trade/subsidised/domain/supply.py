"""From the agent to the shelf: the contract, what is planned to come, what came as it was counted.

A delivery is told beside the receipt of goods, which moves stock, cost and debt (docs/algorithms/buying.md): here
stands what the agent and the official site ask besides. Cylinders change one for one: who takes full ones gives as
many empty ones. Quantities are the product's base units: cylinders, sacks.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, ClassVar

from guyub.foundation.kernel.errors import DomainError
from guyub.foundation.kernel.rows import Row

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date
    from uuid import UUID

DELIVERIES, REQUESTS = "KB", "PP"
MOST_QTY = 100_000
MOST_SAMPLES = 60
LEAST_SAMPLE_G, MOST_SAMPLE_G = 1_000, 200_000
LONGEST_NUMBER, LONGEST_HOURS, LONGEST_NOTE, LONGEST_NAME = 40, 80, 200, 60
SHORTEST_NAME = 3


class SupplyRole(StrEnum):
    """What the outlet is in the chain of a programme."""

    PANGKALAN = "PANGKALAN"
    SUB = "SUB"


ROLE_WORDS: Mapping[SupplyRole, str] = {
    SupplyRole.PANGKALAN: "Pangkalan",
    SupplyRole.SUB: "Sub pangkalan",
}


class DeliveryState(StrEnum):
    """How far a delivery is."""

    RENCANA = "RENCANA"
    DATANG = "DATANG"
    BATAL = "BATAL"


class SupplyRefusedError(DomainError):
    """A contract with an agent, or a request to one, is not written; ``wrong`` says why.

    ``partner`` (none, or nobody trades with it any more), ``programme`` (no such one), ``role``, ``number`` (too long),
    ``days`` (they end before they begin), ``qty``, ``hours``, ``note``, ``gone``, ``ended``, ``why``,
    ``answered``.
    """

    code: ClassVar[str] = "subsidised.supply.refused"


class DeliveryRefusedError(DomainError):
    """A delivery is not planned, not taken in or not taken back; ``wrong`` says why.

    ``contract`` (none that runs), ``product`` (not of the programme), ``partner``, ``location``, ``day``, ``qty``
    (below one, or too many), ``counts`` (more leaking and given back than came), ``nothing`` (nothing sound is left),
    ``empties`` (not as many empty ones as full ones stay; fact ``wanted``), ``samples`` (no weights in grams),
    ``price``, ``payment`` (too long), ``second`` (nobody else counted), ``number``, ``site`` (the official stock),
    ``note``, ``gone``, ``done`` (it came, or was called off), ``why``.
    """

    code: ClassVar[str] = "subsidised.delivery.refused"


@dataclass(frozen=True, slots=True, kw_only=True)
class ContractTyped(Row):
    """A contract with an agent, as typed.

    Args:
        partner_id: The agent.
        programme: Its key.
        role: A code of ``SupplyRole``.
        registration_no: The outlet's number at the official site.
        contract_no: The number of the paper.
        from_on: The first day.
        until_on: The last day; None: until further notice.
        weekly_qty: What the agent promises a week, in the good's smallest unit.
        cap_qty: The most that it can take at once or a month, as the paper says; None: none.
        scale_due_on: When the scale is to be verified again.
        apar_due_on: When the fire extinguisher ends.
        has_sign: The sign with name, number, price and hotline hangs there.
        hours: When it is sold, in words.
        note: A few words.
    """

    partner_id: UUID
    programme: str
    role: str
    registration_no: str = ""
    contract_no: str = ""
    from_on: date
    until_on: date | None = None
    weekly_qty: int = 0
    cap_qty: int | None = None
    scale_due_on: date | None = None
    apar_due_on: date | None = None
    has_sign: bool = False
    hours: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ArrivalTyped(Row):
    """What came, as two people counted it.

    Args:
        on: The day.
        location_id: Where it lies now.
        came_qty: Full ones on the truck that were unloaded.
        leaking_qty: Of them, leaking or light ones that stay here, set apart.
        returned_qty: Of them, those that went back with the truck.
        empties_qty: Empty ones that the truck took along.
        price_rp: What the agent asks for one, whole rupiah.
        do_no: The number of the delivery order.
        payment_ref: The reference of the transfer that paid it.
        second: The other one who counted.
        samples_g: Weights of some full ones, in grams.
        site_before: The stock at the official site before; None: not looked at.
        site_after: The stock there after.
        note: A few words.
    """

    on: date
    location_id: UUID
    came_qty: int
    leaking_qty: int = 0
    returned_qty: int = 0
    empties_qty: int | None = None
    price_rp: int
    do_no: str = ""
    payment_ref: str = ""
    second: str
    samples_g: Sequence[int] = ()
    site_before: int | None = None
    site_after: int | None = None
    note: str = ""

    @property
    def sound_qty(self) -> int:
        """What goes on the shelf."""
        return self.came_qty - self.leaking_qty - self.returned_qty

    @property
    def kept_qty(self) -> int:
        """Cylinders that stay: each for an empty one."""
        return self.came_qty - self.returned_qty


def checked_contract(typed: ContractTyped) -> None:
    """Refuse a contract that says too little or what cannot be.

    Raises:
        SupplyRefusedError: ``role number days qty hours note``.
    """
    if typed.role not in set(SupplyRole):
        raise SupplyRefusedError(wrong="role")
    if max(len(typed.registration_no), len(typed.contract_no)) > LONGEST_NUMBER:
        raise SupplyRefusedError(wrong="number")
    if typed.until_on is not None and typed.until_on < typed.from_on:
        raise SupplyRefusedError(wrong="days")
    if typed.weekly_qty < 0 or (typed.cap_qty is not None and typed.cap_qty <= 0):
        raise SupplyRefusedError(wrong="qty")
    if len(typed.hours) > LONGEST_HOURS:
        raise SupplyRefusedError(wrong="hours")
    if len(typed.note) > LONGEST_NOTE:
        raise SupplyRefusedError(wrong="note")


def checked_plan(*, planned_on: date, qty: int, do_no: str, today: date) -> str:
    """Refuse a plan that cannot be; give the number of the delivery order without spare spaces.

    Raises:
        DeliveryRefusedError: ``day qty number``.
    """
    number = " ".join(do_no.split())
    if planned_on < today:
        raise DeliveryRefusedError(wrong="day")
    if not 0 < qty <= MOST_QTY:
        raise DeliveryRefusedError(wrong="qty")
    if len(number) > LONGEST_NUMBER:
        raise DeliveryRefusedError(wrong="number")
    return number


def checked_request(*, qty: int, wanted_on: date, words: str, today: date) -> str:
    """Refuse a request that cannot be; give its words without spare spaces.

    Raises:
        SupplyRefusedError: ``qty days note``.
    """
    told = " ".join(words.split())
    if not 0 < qty <= MOST_QTY:
        raise SupplyRefusedError(wrong="qty")
    if wanted_on < today:
        raise SupplyRefusedError(wrong="days")
    if len(told) > LONGEST_NOTE:
        raise SupplyRefusedError(wrong="note")
    return told


def checked_arrival(typed: ArrivalTyped, *, counted_by: str, today: date, has_containers: bool) -> None:
    """Refuse an arrival whose numbers cannot be, or that one person counted alone.

    Args:
        typed: What came.
        counted_by: The name of the one who writes it.
        today: The business date.
        has_containers: The good comes in containers that change one for one.

    Raises:
        DeliveryRefusedError: ``day qty counts nothing empties price samples number payment second note site``.
    """
    if typed.on > today:
        raise DeliveryRefusedError(wrong="day")
    _check_counts(typed, has_containers=has_containers)
    if typed.price_rp <= 0:
        raise DeliveryRefusedError(wrong="price")
    weighed = typed.samples_g
    if len(weighed) > MOST_SAMPLES or not all(LEAST_SAMPLE_G <= one <= MOST_SAMPLE_G for one in weighed):
        raise DeliveryRefusedError(wrong="samples")
    _check_words(typed, counted_by=counted_by)
    if min(typed.site_before or 0, typed.site_after or 0) < 0:
        raise DeliveryRefusedError(wrong="site")


def _check_counts(typed: ArrivalTyped, *, has_containers: bool) -> None:
    if not 0 < typed.came_qty <= MOST_QTY:
        raise DeliveryRefusedError(wrong="qty")
    if min(typed.leaking_qty, typed.returned_qty) < 0 or typed.sound_qty < 0:
        raise DeliveryRefusedError(wrong="counts")
    if not typed.sound_qty:
        raise DeliveryRefusedError(wrong="nothing")
    if has_containers and typed.empties_qty != typed.kept_qty:
        raise DeliveryRefusedError(wrong="empties", wanted=typed.kept_qty)


def _check_words(typed: ArrivalTyped, *, counted_by: str) -> None:
    if len(typed.do_no) > LONGEST_NUMBER:
        raise DeliveryRefusedError(wrong="number")
    if len(typed.payment_ref) > LONGEST_NUMBER:
        raise DeliveryRefusedError(wrong="payment")
    second = typed.second.casefold()
    if not SHORTEST_NAME <= len(second) <= LONGEST_NAME or second == counted_by.casefold():
        raise DeliveryRefusedError(wrong="second")
    if len(typed.note) > LONGEST_NOTE:
        raise DeliveryRefusedError(wrong="note")


def light_count(samples_g: Sequence[int], *, least_g: int) -> int:
    """Count samples that weigh less than a full one may."""
    return sum(one < least_g for one in samples_g)


def wanted_qty(*, weekly_sold: int, unmet: int, stock: int, coming: int, cap_qty: int | None) -> int:
    """Say how much to ask the agent for: a week's sales and what was asked in vain, less what is there or comes.

    Args:
        weekly_sold: What was sold in an ordinary week, rounded up.
        unmet: What was asked for in vain in the last week.
        stock: What lies there; below zero counts as nothing.
        coming: What is planned to come.
        cap_qty: The most by the contract; None: no cap.

    Returns:
        Zero or more.

    Source: docs/algorithms/supply.md.
    """
    wanted = max(weekly_sold + unmet - max(stock, 0) - coming, 0)
    return wanted if cap_qty is None else min(wanted, cap_qty)
