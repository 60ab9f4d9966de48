"""Who has containers: the list, one of them at the counter, handing out, listing what was out before."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import Http404
from django.shortcuts import redirect
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from guyub.books.ledger.web.forms import choices, typed_of
from guyub.community.cooperatives.web.forms import day_of
from guyub.community.members.web.views.books import here
from guyub.finance.savings.web.frame import done_today
from guyub.foundation.identity.domain.roles import TABLE, Action
from guyub.foundation.identity.web.doors import actor_of, acts, own_rows, today_of, tried
from guyub.foundation.kernel.documents.spreadsheets import Column, Kind, Sheet
from guyub.foundation.kernel.formats import day
from guyub.foundation.kernel.ids import id_in
from guyub.foundation.kernel.money import parse_rp
from guyub.foundation.kernel.selectors.together import asked
from guyub.foundation.kernel.web.downloads import table_answer
from guyub.trade.inventory.domain.containers import LYING, ContainerRefusedError, ContainerState
from guyub.trade.inventory.selectors.containers import (
    holdings_of,
    kinds_page,
    locations_inquiry,
    one_holding,
)
from guyub.trade.inventory.services.container_holders import (
    bring_back,
    hand_out,
    leave_deposit,
    list_held,
    write_off_lent,
)
from guyub.trade.inventory.web.container_pages import (
    HOLDERS,
    drawers,
    id_typed,
    kind_choices,
    named,
    page,
    qty_typed,
    state_typed,
    sum_rp,
    whom_of,
)
from guyub.trade.inventory.web.container_words import STATE_WORDS

if TYPE_CHECKING:
    from collections.abc import Callable
    from uuid import UUID

    from django.http import HttpRequest, HttpResponse

    from guyub.trade.inventory.selectors.containers import HoldingRow
    from guyub.trade.inventory.services.container_holders import HandedOver

LEFT, LENT = "jaminan", "pinjam"


@require_safe
@never_cache
@acts(Action.VIEW_GOODS)
def holders(request: HttpRequest) -> HttpResponse:
    """List who has containers: deposits and loans, the longest first."""
    place, today = here(request), today_of(request)
    kind_id, member_id = id_in(request.GET.get("wadah", "")), id_in(request.GET.get("anggota", ""))
    with own_rows(request):
        rows = holdings_of(cooperative_id=place.id, today=today, kind_id=kind_id, member_id=member_id)
        found = kinds_page(cooperative_id=place.id, today=today)
    kinds = {str(row.kind_id): row.name for row in found.kinds}
    lent = [row for row in rows if not row.is_deposit]
    left = [row for row in rows if row.is_deposit]
    context = {
        "lent": lent,
        "left": left,
        "lent_qty": sum(row.qty for row in lent),
        "left_qty": sum(row.qty for row in left),
        "left_rp": sum_rp(left),
        "kinds": choices(kinds, request.GET.get("wadah", ""), empty="Semua jenis"),
        "is_part": bool(kind_id or member_id),
    }
    return page(request, "container_holders", context, tab=HOLDERS)


@require_safe
@acts(Action.VIEW_GOODS)
def holders_table(request: HttpRequest) -> HttpResponse:
    """Hand over who has containers since when, with the deposits."""
    place, today = here(request), today_of(request)
    with own_rows(request):
        rows = holdings_of(cooperative_id=place.id, today=today)
    sheet = Sheet(
        name="Pemegang wadah",
        title=f"Pemegang wadah, {day(today)}",
        source=f"Guyub, {place.name}, {day(today)}",
        columns=(
            Column("Nama", width=28),
            Column("Nomor anggota", width=14),
            Column("Jenis", width=20),
            Column("Sejak", Kind.DATE),
            Column("Hari", Kind.QUANTITY, 8),
            Column("Banyak", Kind.QUANTITY, 10),
            Column("Jaminan (Rp)", Kind.RUPIAH, 18),
        ),
        rows=[(row.name, row.number, row.kind, row.since, row.days, row.qty, row.deposit_rp) for row in rows],
    )
    return table_answer(request, sheet, stem=f"pemegang-wadah-{place.code}")


@require_safe
@never_cache
@acts(Action.VIEW_GOODS)
def holding(request: HttpRequest, holding_id: UUID) -> HttpResponse:
    """Show what one person took on one day, and take it back."""
    return _holding(request, _held(request, holding_id))


@require_POST
@acts(Action.MOVE_STOCK, Action.HANDLE_CASH)
def bring(request: HttpRequest, holding_id: UUID) -> HttpResponse:
    """Take containers back, with the money of their deposit."""
    held = _held(request, holding_id)
    return _handed(
        request,
        held,
        lambda: bring_back(
            kind_id=held.kind_id,
            holding_id=holding_id,
            location_id=id_typed(request, "location", "location"),
            after=state_typed(request, "state"),
            qty=qty_typed(request),
            cash_place_id=id_in(typed_of(request, "cash_place")),
            **done_today(request),
        ),
    )


@require_POST
@acts(Action.HANDLE_CASH)
def deposit(request: HttpRequest, holding_id: UUID) -> HttpResponse:
    """Take a deposit for what is on loan."""
    held = _held(request, holding_id)
    return _handed(
        request,
        held,
        lambda: leave_deposit(
            kind_id=held.kind_id,
            holding_id=holding_id,
            qty=qty_typed(request),
            cash_place_id=id_in(typed_of(request, "cash_place")),
            **done_today(request),
        ),
    )


@require_POST
@acts(Action.MOVE_STOCK)
def write_off(request: HttpRequest, holding_id: UUID) -> HttpResponse:
    """Give up what is on loan and will not come back."""
    held = _held(request, holding_id)
    return _handed(
        request,
        held,
        lambda: write_off_lent(
            kind_id=held.kind_id,
            holding_id=holding_id,
            qty=qty_typed(request),
            reason=typed_of(request, "reason"),
            **done_today(request),
        ),
    )


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@acts(Action.MOVE_STOCK, Action.HANDLE_CASH)
def hand(request: HttpRequest) -> HttpResponse:
    """Lend containers to a member or a buyer, or let them go for a deposit."""
    refusal = ""
    if request.method == "POST":
        done, refusal = tried(lambda: _hand_out(request))
        if done:
            return _led(request, done)
    place, today = here(request), today_of(request)
    with own_rows(request):
        found = kinds_page(cooperative_id=place.id, today=today)
        (locations,) = asked(locations_inquiry(place.id))
        whom = whom_of(request)
        cash = drawers(request, place)
    allowed = TABLE[actor_of(request).role]
    ways = {LENT: "Pinjam, tanpa uang"} if Action.MOVE_STOCK in allowed else {}
    ways |= {LEFT: "Dengan uang jaminan"} if cash else {}
    context = {
        "whom": whom,
        "is_buyer": (request.POST or request.GET).get("pembeli", "") == "1",
        "kinds": kind_choices(request, found.kinds),
        "locations": named(locations, typed_of(request, "location")),
        "states": choices({"ISI": "Isi", "KOSONG": "Kosong"}, typed_of(request, "state")),
        "ways": choices(ways, typed_of(request, "way")),
        "cash_places": cash,
    }
    return page(request, "container_hand", context, tab=HOLDERS, refusal=refusal)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@acts(Action.KEEP_GOODS)
def list_old(request: HttpRequest) -> HttpResponse:
    """List what somebody had before containers were counted here."""
    refusal = ""
    if request.method == "POST":
        done, refusal = tried(lambda: _list_old(request))
        if done:
            return redirect("containers:holding", holding_id=done.holding_id)
    place, today = here(request), today_of(request)
    with own_rows(request):
        found = kinds_page(cooperative_id=place.id, today=today)
        whom = whom_of(request)
    context = {
        "whom": whom,
        "is_buyer": (request.POST or request.GET).get("pembeli", "") == "1",
        "kinds": named([(row.kind_id, row.name) for row in found.kinds], typed_of(request, "kind")),
    }
    return page(request, "container_list_old", context, tab=HOLDERS, refusal=refusal)


def _hand_out(request: HttpRequest) -> HandedOver:
    has_deposit = typed_of(request, "way") == LEFT
    return hand_out(
        kind_id=id_typed(request, "kind", "kind"),
        location_id=id_typed(request, "location", "location"),
        before=state_typed(request, "state"),
        qty=qty_typed(request),
        member_id=id_in(typed_of(request, "anggota")),
        buyer=typed_of(request, "buyer"),
        has_deposit=has_deposit,
        cash_place_id=id_in(typed_of(request, "cash_place")) if has_deposit else None,
        **done_today(request),
    )


def _list_old(request: HttpRequest) -> HandedOver:
    written = typed_of(request, "each").strip()
    return list_held(
        kind_id=id_typed(request, "kind", "kind"),
        qty=qty_typed(request),
        member_id=id_in(typed_of(request, "anggota")),
        buyer=typed_of(request, "buyer"),
        each_rp=parse_rp(written) if written else 0,
        since=day_of(request, "since", ContainerRefusedError, "day"),
        **done_today(request),
    )


def _held(request: HttpRequest, holding_id: UUID) -> HoldingRow:
    with own_rows(request):
        found = one_holding(cooperative_id=here(request).id, holding_id=holding_id, today=today_of(request))
    if found is None:
        raise Http404
    return found


def _handed(request: HttpRequest, held: HoldingRow, use_case: Callable[[], HandedOver]) -> HttpResponse:
    done, refusal = tried(use_case)
    return _led(request, done) if done else _holding(request, held, refusal=refusal)


def _led(request: HttpRequest, done: HandedOver) -> HttpResponse:
    """Lead to the receipt where money moved, else to who has containers."""
    if done.event_id:
        return redirect("cash:voucher", code=here(request).code, event_id=done.event_id)
    return redirect(HOLDERS)


def _holding(request: HttpRequest, held: HoldingRow, *, refusal: str = "") -> HttpResponse:
    place = here(request)
    with own_rows(request):
        (locations,) = asked(locations_inquiry(place.id))
        cash = drawers(request, place)
    states: dict[Any, str] = {one.value: STATE_WORDS[one].capitalize() for one in LYING}
    context = {
        "held": held,
        "locations": named(locations, typed_of(request, "location")),
        "states": choices(states, typed_of(request, "state") or ContainerState.KOSONG.value),
        "cash_places": cash,
        "qty": typed_of(request, "qty") or held.qty,
    }
    return page(request, "container_holding", context, tab=HOLDERS, refusal=refusal)
