"""Counting a drawer: steps that shifts and hand-overs share."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from guyub.books.ledger.services.holding import hold_accounts
from guyub.books.treasury.domain.counting import counted_rp
from guyub.books.treasury.domain.places import CashKind
from guyub.books.treasury.domain.shifts import Purpose, ShiftRefusedError, difference_kind
from guyub.books.treasury.models import CashCount, CashPlace
from guyub.books.treasury.selectors.denominations import denominations
from guyub.books.treasury.services.booking import EventTyped, book_event
from guyub.foundation.identity.services.audit import record

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date, datetime
    from uuid import UUID

    from guyub.books.ledger.services.posting import Act
    from guyub.books.treasury.models import CashShift
    from guyub.foundation.identity.domain.roles import Actor
    from guyub.foundation.kernel.models import Cooperative

COUNT_SOURCE = "treasury.count"  # what the event of a difference comes from


@dataclass(frozen=True, slots=True, kw_only=True)
class Doing:
    """Who does it, whose, when: what every step of a use-case needs."""

    actor: Actor
    place: Cooperative
    today: date
    request_id: UUID
    now: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Counting:
    """A drawer's count at hand, while nobody else can post: the journal stood at ``chain_no``."""

    drawer: CashPlace
    count: CashCount
    chain_no: int

    @property
    def difference_rp(self) -> int:
        """What was counted above what the books say."""
        return self.count.total_rp - self.count.expected_rp


def hold_drawer(*, place_id: int, drawer_id: UUID) -> CashPlace:
    """Let nobody else count or move a drawer's shift until the transaction ends. Step; taken before the journal's head.

    Raises:
        ShiftRefusedError: ``drawer``.
    """
    drawers = CashPlace.objects.filter(
        cooperative_id=place_id, id=drawer_id, kind=CashKind.LACI, closed_on__isnull=True
    )
    drawer = drawers.select_for_update().first()
    if drawer is None:
        raise ShiftRefusedError(wrong="drawer")
    return drawer


def new_count(
    doing: Doing,
    drawer: CashPlace,
    purpose: Purpose,
    pieces: Mapping[str, int],
    *,
    shift: CashShift | None = None,
    to_person_id: UUID | None = None,
) -> Counting:
    """Keep a count beside what the books say. Step: the drawer is held, and the journal from here on.

    Args:
        doing: Who counts.
        drawer: Which drawer.
        purpose: Why.
        pieces: How many of each denomination.
        shift: Of whom the drawer is; None where nobody's yet.
        to_person_id: Who is to take the drawer over.

    Raises:
        ShiftRefusedError: ``pieces``.
    """
    total_rp = counted_rp(pieces, denominations(on=doing.today))
    facts = {"pieces": dict(pieces), "shift": shift, "to_person_id": to_person_id, "at": doing.now}
    return _kept(doing, drawer, purpose, total_rp, facts)


def told_count(
    doing: Doing,
    drawer: CashPlace,
    purpose: Purpose,
    *,
    total_rp: int,
    at: datetime,
    shift: CashShift | None = None,
    pieces: Mapping[str, int] | None = None,
) -> Counting:
    """Keep a count that a till told. Step: the drawer is held, and the journal from here on.

    Args:
        doing: Who counted.
        drawer: Which drawer.
        purpose: Why.
        total_rp: What was counted, whole rupiah.
        at: When, aware.
        shift: Of whom the drawer is; None where nobody's yet.
        pieces: How many of each denomination; None: the till told one amount.
    """
    facts = {"pieces": dict(pieces or {}), "shift": shift, "at": at}
    return _kept(doing, drawer, purpose, total_rp, facts)


def _kept(
    doing: Doing, drawer: CashPlace, purpose: Purpose, total_rp: int, facts: Mapping[str, Any]
) -> Counting:
    held = hold_accounts(cooperative_id=doing.place.id, codes=[drawer.account_code])
    count = CashCount.objects.create(
        cooperative_id=doing.place.id,
        drawer=drawer,
        purpose=purpose.value,
        person_id=doing.actor.person_id,
        total_rp=total_rp,
        expected_rp=held.balances_rp[drawer.account_code],
        **facts,
    )
    return Counting(drawer=drawer, count=count, chain_no=held.chain_no)


def kept_count(doing: Doing, drawer: CashPlace, count: CashCount) -> Counting:
    """Take up a count again to settle it. Step: the drawer is held, and the journal from here on.

    Raises:
        ShiftRefusedError: ``moved``: the books say something else by now.
    """
    held = hold_accounts(cooperative_id=doing.place.id, codes=[drawer.account_code])
    if held.balances_rp[drawer.account_code] != count.expected_rp:
        raise ShiftRefusedError(wrong="moved")
    return Counting(drawer=drawer, count=count, chain_no=held.chain_no)


def own_count(
    doing: Doing,
    drawer: CashPlace,
    purpose: Purpose,
    *,
    pieces: Mapping[str, int] | None,
    count_id: UUID | None,
    shift: CashShift | None = None,
) -> Counting:
    """Keep a new count, or take up the person's own last one. Step: as both.

    Raises:
        ShiftRefusedError: ``pieces``, ``moved``, or ``count``: not the drawer's last, or another's.
    """
    if pieces is not None:
        return new_count(doing, drawer, purpose, pieces, shift=shift)
    last = last_count(place_id=doing.place.id, drawer=drawer)
    if last is None or (last.id, last.purpose, last.person_id) != (count_id, purpose, doing.actor.person_id):
        raise ShiftRefusedError(wrong="count")
    return kept_count(doing, drawer, last)


def last_count(*, place_id: int, drawer: CashPlace) -> CashCount | None:
    """Give the last count of a drawer; the drawer is held."""
    counts = CashCount.objects.filter(cooperative_id=place_id, drawer=drawer)
    return counts.order_by("-at", "-id").first()


def settle(doing: Doing, counting: Counting, *, reason: str, act: Act) -> int:
    """Bring the books to what was counted, and write the use-case's line of the trail. Step.

    Args:
        doing: Who settles it.
        counting: Of which drawer.
        reason: Why it differs; it stands in the journal.
        act: The line of the trail.

    Returns:
        Where the journal stands now: what was counted stands on the account.
    """
    difference_rp = counting.difference_rp
    if not difference_rp:
        record(cooperative_id=doing.place.id, actor=doing.actor, act=act.act, facts=act.facts, now=act.now)
        return counting.chain_no
    typed = EventTyped(
        kind=difference_kind(difference_rp),
        happened_on=doing.today,
        amounts={"jumlah": abs(difference_rp)},
        cash_place_id=counting.drawer.id,
        unit_id=counting.drawer.unit_id,
        note=reason,
        source_kind=COUNT_SOURCE,
        source_id=counting.count.id,
    )
    booked = book_event(
        place=doing.place,
        typed=typed,
        today=doing.today,
        actor=doing.actor,
        request_id=doing.request_id,
        now=doing.now,
        act=act,
    )
    return booked.posted.chain_no
