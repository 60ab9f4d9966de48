"""The own shift at a drawer, and what shifts came to."""

from __future__ import annotations

from datetime import timedelta
from itertools import groupby
from typing import TYPE_CHECKING

from django.views.decorators.http import require_POST, require_safe

from guyub.books.ledger.web.forms import choices, typed_of
from guyub.books.treasury.domain.places import CashKind
from guyub.books.treasury.domain.shifts import Purpose, ShiftRefusedError
from guyub.books.treasury.selectors.exceptions_shifts import OFF
from guyub.books.treasury.selectors.places import places_of
from guyub.books.treasury.selectors.shifts import (
    counts_of,
    last_counts,
    moves_of,
    shifts_of,
    variances,
    variances_by_month,
)
from guyub.books.treasury.selectors.told_shifts import till_sums
from guyub.books.treasury.services.handing_over import finish_hand_over, takers
from guyub.books.treasury.services.shifts import drop_cash, top_up
from guyub.books.treasury.web.cash_pages import WORKING, id_in, page, shared_of, to
from guyub.foundation.approvals.domain.requests import State
from guyub.foundation.approvals.selectors.requests import one_request
from guyub.foundation.identity.domain.roles import Action
from guyub.foundation.identity.web.doors import actor_of, acts, may_here, place_of, today_of, tried
from guyub.foundation.kernel.dates import Zone, utc_now
from guyub.foundation.kernel.formats import MONTHS
from guyub.foundation.kernel.money import parse_rp
from guyub.foundation.kernel.tenancy.scope import scope
from guyub.foundation.parameters.selectors.values import value_of

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any
    from uuid import UUID

    from django.http import HttpRequest, HttpResponse

    from guyub.books.treasury.selectors.shifts import CountRow, ShiftRow
    from guyub.foundation.kernel.models import Cooperative

LOOKED_BACK = timedelta(days=90)


@require_safe
@acts(Action.HANDLE_CASH)
def shift(request: HttpRequest, code: str) -> HttpResponse:
    """Show the own shift: since when, what moved, what can be done; or the drawers that wait for somebody."""
    return _shift(request, place_of(request, code, Action.HANDLE_CASH))


@require_POST
@acts(Action.HANDLE_CASH)
def shift_drop(request: HttpRequest, code: str) -> HttpResponse:
    """Bring money from the own drawer to a safe or a bank."""
    place = place_of(request, code, Action.HANDLE_CASH)
    return _done(
        request,
        place,
        lambda: drop_cash(
            amount_rp=parse_rp(typed_of(request, "amount")),
            to_place_id=id_in(request, "to_place", ShiftRefusedError, "to"),
            receiver=typed_of(request, "receiver"),
            **shared_of(request, place),
        ),
    )


@require_POST
@acts(Action.HANDLE_CASH)
def shift_top_up(request: HttpRequest, code: str) -> HttpResponse:
    """Bring small change from a safe to the own drawer."""
    place = place_of(request, code, Action.HANDLE_CASH)
    return _done(
        request,
        place,
        lambda: top_up(
            amount_rp=parse_rp(typed_of(request, "amount_in")),
            from_place_id=id_in(request, "from_place", ShiftRefusedError, "to"),
            giver=typed_of(request, "giver"),
            **shared_of(request, place),
        ),
    )


@require_POST
@acts(Action.HANDLE_CASH)
def shift_finish(request: HttpRequest, code: str, shift_id: UUID) -> HttpResponse:
    """State why a count that two people agree on differs; the drawer goes over."""
    place = place_of(request, code, Action.HANDLE_CASH)
    return _done(
        request,
        place,
        lambda: finish_hand_over(
            shift_id=shift_id, reason=typed_of(request, "reason"), **shared_of(request, place)
        ),
    )


@require_safe
@acts(*WORKING)
def shifts(request: HttpRequest, code: str) -> HttpResponse:
    """List shifts with what was counted; who reads no journal sees the own alone."""
    place = place_of(request, code, *WORKING)
    me, reads_all = actor_of(request).person_id, may_here(request, Action.VIEW_JOURNAL, place)
    with scope(place.id):
        rows = shifts_of(cooperative_id=place.id, person_id=None if reads_all else me)
        sums = variances(cooperative_id=place.id, since=utc_now() - LOOKED_BACK) if reads_all else []
        told = till_sums(cooperative_id=place.id, shift_ids=[row.shift_id for row in rows])
    closed = [row for row in rows if row.closed_at]
    differing = sum(bool(row.difference_rp) for row in closed)
    finding = (
        f"{differing} dari {len(closed)} giliran terakhir berbeda"
        if closed
        else "Belum ada giliran yang ditutup"
    )
    context = {
        "finding": finding,
        "rows": [(row, told.get(row.shift_id, [])) for row in rows],
        "variances": sums,
    }
    return page(request, place, "shifts", context)


@require_safe
@acts(Action.VIEW_JOURNAL)
def cash_variances(request: HttpRequest, code: str) -> HttpResponse:
    """Show by month and cashier what counts were off, with the limit above which somebody asks why."""
    place = place_of(request, code, Action.VIEW_JOURNAL)
    today, zone = today_of(request), Zone(place.zone)
    since = today.replace(year=today.year - 1, day=1)
    with scope(place.id):
        rows = variances_by_month(cooperative_id=place.id, zone=zone, since=since)
        limit_rp = int(value_of(OFF, cooperative_id=place.id, on=today))
    above = sum(row.off_rp > limit_rp for row in rows)
    finding = f"{above} kali di atas batas dalam setahun" if above else "Tidak ada yang di atas batas"
    months = [
        (f"{MONTHS[month.month - 1]} {month.year}", [(row, row.off_rp > limit_rp) for row in of_month])
        for month, of_month in groupby(rows, key=lambda row: row.month)
    ]
    return page(
        request, place, "cash_variances", {"finding": finding, "months": months, "limit_rp": limit_rp}
    )


def _done(request: HttpRequest, place: Cooperative, use_case: Callable[[], object]) -> HttpResponse:
    _, refusal = tried(use_case)
    return _shift(request, place, refusal=refusal) if refusal else to("shift", place)


def _shift(request: HttpRequest, place: Cooperative, *, refusal: str = "") -> HttpResponse:
    me, now = actor_of(request).person_id, utc_now()
    with scope(place.id):
        running = shifts_of(cooperative_id=place.id, only_open=True)
        counts = last_counts(cooperative_id=place.id)
        rows = places_of(cooperative_id=place.id)
        own = sorted((row for row in running if row.person_id == me), key=lambda row: row.is_told)
        mine = own[0] if own else None
        context: dict[str, Any] = {"mine": mine, "others": own[1:], "offers": _offers(running, counts, me)}
        if mine is None:
            held = {row.drawer_id for row in running}
            context["drawers"] = [row for row in rows if row.kind is CashKind.LACI and row.id not in held]
            return page(request, place, "shift", context, refusal=refusal)
        asked = None
        if mine.approval_id:
            asked = one_request(actor=actor_of(request), request_id=mine.approval_id, now=now)
        context |= {
            "moves": moves_of(cooperative_id=place.id, shift=mine),
            "is_waiting": asked is not None and asked.state is State.PENDING,
            **_state(place, mine, counts.get(mine.drawer_id), now=now),
        }
    others = [row for row in rows if row.kind is not CashKind.LACI]
    context["goes_to"] = choices({str(row.id): row.name for row in others}, typed_of(request, "to_place"))
    context["comes_from"] = choices(
        {str(row.id): row.name for row in others if row.kind is CashKind.BRANKAS},
        typed_of(request, "from_place"),
    )
    return page(request, place, "shift", context, refusal=refusal)


def _offers(running: list[ShiftRow], counts: dict[UUID, CountRow], me: UUID) -> list[ShiftRow]:
    """Give the shifts that others offered this person, or began to hand over to this person."""
    found = []
    for row in running:
        count = counts.get(row.drawer_id)
        if count is None or count.shift_id != row.shift_id:
            continue
        is_offered = count.purpose is Purpose.SERAH and count.to_person_id == me
        if is_offered or (count.purpose is Purpose.TERIMA and count.person_id == me):
            found.append(row)
    return found


def _state(place: Cooperative, mine: ShiftRow, last: CountRow | None, *, now: Any) -> dict[str, object]:
    """Tell how far handing the own drawer over has come."""
    if last is None or last.shift_id != mine.shift_id:
        return {}
    if last.purpose is Purpose.SERAH:
        return {"offered_to": takers(place_id=place.id, now=now).get(last.to_person_id or mine.person_id, "")}
    if last.purpose is Purpose.BERSAMA:
        return {"agreed": last}
    if last.purpose is Purpose.TERIMA:
        first = next(
            count
            for count in counts_of(cooperative_id=place.id, shift_id=mine.shift_id)
            if count.purpose is Purpose.SERAH
        )
        return {"agreed": last} if first.total_rp == last.total_rp else {"differs_from": last.person}
    return {}
