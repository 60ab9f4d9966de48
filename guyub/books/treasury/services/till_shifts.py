"""Shifts that a till tells of: opened, counted and closed where it stands, entered when the server hears of it.

What was counted at the till is a fact: the books follow it at once, also by more than one person may settle alone,
since the next shift at the drawer has long begun. The pengawas see it among the differences of shifts. A drawer has one
shift, whether it was opened at the till or on the web page: ``domain.told_shifts`` says which one a till's belongs to.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import F

from guyub.books.ledger.services.posting import Act
from guyub.books.treasury.domain.counting import pieces_of
from guyub.books.treasury.domain.shifts import Purpose, ShiftRefusedError, difference_kind
from guyub.books.treasury.domain.told_shifts import Join, Ran, joined_to, may_end
from guyub.books.treasury.models import CashShift, ToldShift
from guyub.books.treasury.selectors.denominations import denominations
from guyub.books.treasury.selectors.tills import drawer_ran
from guyub.books.treasury.services.booking import EventTyped, book_event
from guyub.books.treasury.services.counting import COUNT_SOURCE, hold_drawer, settle, told_count
from guyub.books.treasury.services.shift_steps import act_on, begin_shift, end_shift
from guyub.foundation.identity.services.audit import record
from guyub.foundation.kernel.formats import rupiah

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date, datetime
    from uuid import UUID

    from guyub.books.treasury.models import CashCount, CashPlace
    from guyub.books.treasury.services.counting import Counting, Doing

WHY = "Hitungan kasir di perangkat"
WENT_OVER = "Dilanjutkan kasir lain di perangkat"
LATE = "Uang nota yang baru terkirim, sudah terhitung saat giliran ditutup"
LATE_PART = 999  # the entry of the use-case that follows all its own


def open_told_shift(
    *, doing: Doing, device_id: UUID, drawer_id: UUID, shift_id: UUID, float_rp: int, opened_at: datetime
) -> UUID:
    """Let a cashier answer for a drawer from a count that a till told. Step: needs an open transaction.

    A drawer that the cashier holds on the web page already goes on in that shift, and the count is kept beside it. From
    another person it goes over with this count. Where the drawer was opened again or closed since, the till's shift
    belongs to that one.

    Args:
        doing: The cashier, and the moment of receipt; its business date is that of a difference.
        device_id: The till's device.
        drawer_id: Which drawer.
        shift_id: The till's own id of the shift; the treasury's too, where it begins one.
        float_rp: What was counted, whole rupiah.
        opened_at: When, aware.

    Returns:
        The id of the shift of the drawer.

    Raises:
        ShiftRefusedError: ``drawer``: there is none, or it is closed.
        EntryRefusedError: The books refuse the difference.
    """
    place_id = doing.place.id
    drawer = hold_drawer(place_id=place_id, drawer_id=drawer_id)
    ran = drawer_ran(cooperative_id=place_id, drawer_id=drawer_id, since=opened_at)
    how, other = joined_to(ran, person_id=doing.actor.person_id, at=opened_at)
    if other is None:
        joined_id = _begun(doing, drawer, shift_id, float_rp, opened_at)
    elif how is Join.LANJUT:
        joined_id = _gone_over(doing, drawer, other, shift_id, float_rp, opened_at)
    else:
        joined_id = other.shift_id
        shift = CashShift.objects.get(cooperative_id=place_id, id=joined_id)
        counting = told_count(doing, drawer, Purpose.SELA, total_rp=float_rp, at=opened_at, shift=shift)
        _keep(doing, "treasury.shift.joined", counting)
    ToldShift.objects.create(
        id=shift_id,
        cooperative_id=place_id,
        shift_id=joined_id,
        device_id=device_id,
        person_id=doing.actor.person_id,
        how=how.value,
        float_rp=float_rp,
        opened_at=opened_at,
    )
    return joined_id


def _begun(doing: Doing, drawer: CashPlace, shift_id: UUID, float_rp: int, opened_at: datetime) -> UUID:
    """Begin a shift with the count that the till told."""
    counting = told_count(doing, drawer, Purpose.BUKA, total_rp=float_rp, at=opened_at)
    settle(doing, counting, reason=WHY, act=act_on("treasury.shift.opened", counting, WHY, doing.now))
    person_id = doing.actor.person_id
    begin_shift(
        doing.place.id, person_id, counting, now=opened_at, reason=WHY, shift_id=shift_id, is_told=True
    )
    return shift_id


def _gone_over(
    doing: Doing, drawer: CashPlace, other: Ran, shift_id: UUID, float_rp: int, opened_at: datetime
) -> UUID:
    """End another person's shift and begin one with the same count: whoever takes the drawer has counted it."""
    shift = CashShift.objects.get(cooperative_id=doing.place.id, id=other.shift_id)
    counting = told_count(doing, drawer, Purpose.TUTUP, total_rp=float_rp, at=opened_at, shift=shift)
    act = act_on("treasury.shift.taken_over", counting, WENT_OVER, doing.now)
    chain_no = settle(doing, counting, reason=WENT_OVER, act=act)
    end_shift(shift, counting, chain_no, doing, reason=WENT_OVER, at=opened_at)
    person_id = doing.actor.person_id
    begin_shift(doing.place.id, person_id, counting, now=opened_at, shift_id=shift_id, is_told=True)
    return shift_id


def close_told_shift(
    *,
    doing: Doing,
    shift_id: UUID,
    counted_rp: int,
    closed_at: datetime,
    notes: Mapping[int, int] | None = None,
    expected_rp: int | None = None,
    waiting: int = 0,
) -> UUID:
    """End a shift with the blind count that a till told. Step: needs an open transaction.

    Where the office has closed the drawer before, its count stands, and the till's is kept beside it.

    Args:
        doing: Who counted, and the moment of receipt; its business date is that of a difference.
        shift_id: Which shift, by the till's own id.
        counted_rp: What was counted, whole rupiah.
        closed_at: When, aware.
        notes: How many of each value in rupiah; empty: the till told the amount alone.
        expected_rp: What the till itself reckoned; None: it did not say.
        waiting: How many events it had not sent.

    Returns:
        The id of the shift of the drawer.

    Raises:
        ShiftRefusedError: ``gone``: no such shift of a till is open.
        EntryRefusedError: The books refuse the difference.
    """
    told = open_told(place_id=doing.place.id, shift_id=shift_id)
    own = CashShift.objects.get(cooperative_id=doing.place.id, id=told.shift_id)
    drawer = hold_drawer(place_id=doing.place.id, drawer_id=own.drawer_id)
    ran = drawer_ran(cooperative_id=doing.place.id, drawer_id=drawer.id, since=closed_at)
    running = next((one for one in ran if one.closed_at is None), None)
    is_end = running is not None and may_end(
        running, own_id=own.id, person_id=doing.actor.person_id, at=closed_at
    )
    shift = (
        CashShift.objects.get(cooperative_id=doing.place.id, id=running.shift_id)
        if running and is_end
        else own
    )
    counting = told_count(
        doing,
        drawer,
        Purpose.TUTUP if is_end else Purpose.SELA,
        total_rp=counted_rp,
        at=closed_at,
        shift=shift,
        pieces=pieces_of(notes or {}, denominations(on=doing.today)),
    )
    if is_end:
        why = WHY if counting.difference_rp else ""
        act = act_on("treasury.shift.closed", counting, why, doing.now)
        end_shift(
            shift, counting, settle(doing, counting, reason=WHY, act=act), doing, reason=why, at=closed_at
        )
    else:
        _keep(doing, "treasury.shift.counted_late", counting)
    _end_told(told, counting.count, closed_at, expected_rp, waiting)
    return shift.id


def _end_told(
    told: ToldShift, count: CashCount, closed_at: datetime, expected_rp: int | None, waiting: int
) -> None:
    told.counted, told.closed_at, told.expected_rp, told.waiting = count, closed_at, expected_rp, waiting
    told.save(update_fields=["counted", "closed_at", "expected_rp", "waiting"])


def _keep(doing: Doing, name: str, counting: Counting) -> None:
    """Write a count down that settles nothing."""
    act = act_on(name, counting, "", doing.now)
    record(cooperative_id=doing.place.id, actor=doing.actor, act=act.act, facts=act.facts, now=doing.now)


def open_told(*, place_id: int, shift_id: UUID) -> ToldShift:
    """Give a shift by a till's own id that the till has not closed. Step.

    Raises:
        ShiftRefusedError: ``gone``.
    """
    mine = ToldShift.objects.filter(cooperative_id=place_id, id=shift_id, closed_at__isnull=True)
    told = mine.first()
    if told is None:
        raise ShiftRefusedError(wrong="gone")
    return told


def settle_late_cash(*, doing: Doing, shift_id: UUID, amount_rp: int, name: str) -> None:
    """Take cash out of the books that was counted before it was told. Step: its own entry is posted.

    A drawer was closed on the web page while sales of it lay in a silent till: what they brought was counted, and stood
    as a surplus of the shift. Now that they are entered it would stand twice.

    Args:
        doing: Who sold; its business date is that of the entry.
        shift_id: The shift that had ended.
        amount_rp: What the receipt brought in cash, whole rupiah; below zero: gave back.
        name: Of the receipt.

    Raises:
        EntryRefusedError: The books refuse it.
    """
    mine = CashShift.objects.filter(cooperative_id=doing.place.id, id=shift_id)
    shift = mine.select_related("drawer").get()
    said = {"drawer": shift.drawer.name, "name": name, "amount": rupiah(amount_rp)}
    book_event(
        place=doing.place,
        typed=EventTyped(
            kind=difference_kind(-amount_rp),
            happened_on=doing.today,
            amounts={"jumlah": abs(amount_rp)},
            cash_place_id=shift.drawer_id,
            unit_id=shift.drawer.unit_id,
            note=f"{name}. {LATE}",
            source_kind=COUNT_SOURCE,
            source_id=shift.closing_id,
        ),
        today=doing.today,
        actor=doing.actor,
        request_id=doing.request_id,
        now=doing.now,
        part=LATE_PART,
        act=Act("treasury.shift.late_cash", said, doing.now),
    )
    mine.update(late_rp=F("late_rp") + amount_rp)


def drop_told_cash(
    *, doing: Doing, drawer_id: UUID, safe_id: UUID, amount_rp: int, note: str, dropped_on: date
) -> UUID:
    """Bring money from a till's drawer to the safe, as the till told. Step: needs an open transaction.

    Args:
        doing: Who took it out, and the moment of receipt.
        drawer_id: From which drawer.
        safe_id: To which safe.
        amount_rp: Whole rupiah above zero.
        note: A few words of the cashier.
        dropped_on: The business date.

    Returns:
        The id of the event, whose voucher is printed.

    Raises:
        ShiftRefusedError: ``drawer``, or ``short``: the drawer holds less by the books.
        EventRefusedError, EntryRefusedError: The books refuse it.
    """
    drawer = hold_drawer(place_id=doing.place.id, drawer_id=drawer_id)
    typed = EventTyped(
        kind="kas.setor",
        happened_on=dropped_on,
        amounts={"jumlah": amount_rp},
        cash_place_id=drawer.id,
        to_place_id=safe_id,
        who=doing.actor.name,
        note=note,
    )
    said = {"drawer": drawer.name, "other": "brankas", "amount": rupiah(amount_rp), "who": doing.actor.name}
    booked = book_event(
        place=doing.place,
        typed=typed,
        today=doing.today,
        actor=doing.actor,
        request_id=doing.request_id,
        now=doing.now,
        is_late=True,
        act=Act("treasury.shift.dropped", said, doing.now),
    )
    return booked.event_id
