"""Who is served first when a rationed good is short: by turn or by lot, so that anybody can count the order again."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from hashlib import sha256
from typing import TYPE_CHECKING, ClassVar

from guyub.foundation.kernel.errors import DomainError
from guyub.foundation.kernel.rows import Row
from guyub.trade.subsidised.domain.programmes import Mode

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

MOST_QTY = 10**9  # of the smallest unit: a thousand tonnes of rice
SHORTEST_WHY, LONGEST_WHY = 5, 200
MOST_AHEAD, MOST_DAYS = timedelta(days=60), timedelta(days=30)


class QueueRefusedError(DomainError):
    """A queue does not do that; ``wrong`` says what: see docs/errors.md. ``no``: the household's ticket."""

    code: ClassVar[str] = "subsidised.queue.refused"


class QueueOrder(StrEnum):
    """Who comes first."""

    TURN = "TURN"  # whoever bought longest ago
    LOT = "LOT"  # a number that was sealed at the opening


class QueueState(StrEnum):
    """How far a queue is."""

    OPEN = "OPEN"
    DRAWN = "DRAWN"
    CANCELLED = "CANCELLED"  # taken back, with a reason


class TicketState(StrEnum):
    """What a ticket is worth on a day."""

    ENTERED = "ENTERED"  # not drawn yet
    GETS = "GETS"  # its turn is now
    WAITS = "WAITS"
    SERVED = "SERVED"
    LAPSED = "LAPSED"  # its turn passed
    MISSED = "MISSED"  # its turn never came
    CANCELLED = "CANCELLED"  # its queue was taken back


# What the till does with a sale to a household whose turn it is not.
OFF_TURN_WORDS: Mapping[Mode, str] = {
    Mode.WARN: "Kasir diingatkan dan menulis alasannya",
    Mode.BLOCK: "Ditolak kasir selama ada sambungan",
    Mode.INFO: "Hanya ditampilkan kepada kasir",
}
ORDER_WORDS: Mapping[QueueOrder, str] = {
    QueueOrder.TURN: "Bergilir: yang paling lama belum membeli lebih dulu",
    QueueOrder.LOT: "Undian dengan angka yang disegel sejak dibuka",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class QueueTyped:
    """A queue as somebody opens it.

    Args:
        programme: Key of the good.
        drawn_by: A code of ``QueueOrder``.
        supply_qty: How much is there, or will be, in the good's smallest unit.
        is_estimate: It is not there yet.
        each_qty: What one household gets at most.
        hands_on: The first day of handing out.
        until_on: The last one, inside.
        turn_days: How many days a turn lasts before the next ones move up.
        off_turn: What a sale to somebody whose turn it is not may do: a code of ``OFF_TURN_WORDS``.
        by_members: Members may enter by themselves, from their own page.
    """

    programme: str
    drawn_by: str
    supply_qty: int
    is_estimate: bool
    each_qty: int
    hands_on: date
    until_on: date
    turn_days: int
    off_turn: str = Mode.WARN.value
    by_members: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting(Row):
    """One ticket as it is drawn; all of it is published.

    Args:
        no: Its number: the how manieth household to enter.
        last_on: When the household bought last, wherever; None: never.
        waited: Queues since then in which its turn did not come.
    """

    no: int
    last_on: date | None
    waited: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Handing(Row):
    """When a queue hands out, to how many.

    Args:
        places: How many households the supply serves.
        hands_on: The first day.
        until_on: The last one, inside.
        turn_days: How long a turn lasts.
    """

    places: int
    hands_on: date
    until_on: date
    turn_days: int


def checked_queue(typed: QueueTyped, *, today: date) -> None:
    """Refuse a queue that cannot be.

    Raises:
        QueueRefusedError: ``order supply each days off_turn``.
    """
    wrongs = {
        "order": typed.drawn_by not in set(QueueOrder),
        "supply": not 0 < typed.supply_qty <= MOST_QTY,
        "each": not 0 < typed.each_qty <= typed.supply_qty,
        "days": not today <= typed.hands_on <= today + MOST_AHEAD
        or not typed.hands_on <= typed.until_on <= typed.hands_on + MOST_DAYS
        or not 0 < typed.turn_days <= MOST_DAYS.days,
        "off_turn": typed.off_turn not in set(OFF_TURN_WORDS),
    }
    for wrong, is_wrong in wrongs.items():
        if is_wrong:
            raise QueueRefusedError(wrong=wrong)


def checked_why(written: str) -> str:
    """Give why a queue is taken back, without spare spaces; anybody can read it.

    Raises:
        QueueRefusedError: ``why``: not 5 to 200 letters.
    """
    why = " ".join(written.split())
    if not SHORTEST_WHY <= len(why) <= LONGEST_WHY:
        raise QueueRefusedError(wrong="why")
    return why


def lot_of(*, seed: str, no: int) -> str:
    """Give the lot of a ticket: the SHA-256 of ``seed|no`` in hexadecimal; the smallest comes first."""
    return sha256(f"{seed}|{no}".encode()).hexdigest()


def seed_hash(seed: str) -> str:
    """Give what is published of a seed before anybody enters: its SHA-256."""
    return sha256(seed.encode()).hexdigest()


def order_of(tickets: Collection[Waiting], *, order: QueueOrder, seed: str = "") -> list[int]:
    """Put tickets in order; how they are listed changes nothing.

    Args:
        tickets: Each number once.
        order: By turn: who never bought, then who bought longest ago; of the same day who waited in more queues, then
            who entered earlier. By lot: ``lot_of``.
        seed: Of the lot.

    Returns:
        Their numbers, the first to be served first.
    """
    if order is QueueOrder.LOT:
        return sorted((one.no for one in tickets), key=lambda no: lot_of(seed=seed, no=no))
    ranked = sorted(tickets, key=lambda one: (one.last_on or date.min, -one.waited, one.no))
    return [one.no for one in ranked]


def states_on(
    turns: Sequence[int], *, handing: Handing, served: Mapping[int, date], today: date
) -> dict[int, TicketState]:
    """Tell what each ticket of a drawn queue is worth on a day.

    Each turn calls as many tickets as there is left for. Whoever does not come lapses when it ends, and the next move
    up; whoever buys without being called takes from what is left for the turns after. Nothing is written for it.

    Args:
        turns: Numbers in their order.
        handing: When, to how many.
        served: When the household of a number bought first within the days of handing out.
        today: Which day; before the first one, as on the first.

    Returns:
        A state for each number.
    """
    start, lapsed, called = handing.hands_on, set[int](), set[int]()
    while start <= min(max(today, handing.hands_on), handing.until_on):
        end = min(start + timedelta(days=handing.turn_days - 1), handing.until_on)
        left = max(0, handing.places - sum(on < start for on in served.values()))
        line = [no for no in turns if no not in lapsed and served.get(no, start) >= start]
        called = set(line[:left])
        if today > end:
            lapsed |= {no for no in called if no not in served or served[no] > end}
        start = end + timedelta(days=1)
    is_over = today > handing.until_on

    def state(no: int) -> TicketState:
        if no in served:
            return TicketState.SERVED
        if no in lapsed:
            return TicketState.LAPSED
        if is_over:
            return TicketState.MISSED
        return TicketState.GETS if no in called else TicketState.WAITS

    return {no: state(no) for no in turns}
