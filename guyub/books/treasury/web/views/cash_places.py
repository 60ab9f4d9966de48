"""Where the money lies: drawers, safes and banks, who answers for which drawer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from guyub.books.ledger.web.forms import choices, typed_of
from guyub.books.treasury.domain.places import CASH_WORDS, CashKind
from guyub.books.treasury.selectors.places import free_accounts, places_of
from guyub.books.treasury.selectors.shifts import last_counts, shifts_of
from guyub.books.treasury.services.places import PlaceRefusedError, close_place, open_place
from guyub.books.treasury.web.cash_pages import WORKING, page, shared_of, to
from guyub.community.cooperatives.selectors.network import code_of
from guyub.community.cooperatives.selectors.profiles import unit_names
from guyub.community.cooperatives.web.forms import maybe_id_of
from guyub.foundation.identity.domain.roles import Action
from guyub.foundation.identity.web.doors import actor_of, acts, may_here, place_of, tried
from guyub.foundation.kernel.formats import rupiah
from guyub.foundation.kernel.tenancy.scope import scope

if TYPE_CHECKING:
    from uuid import UUID

    from django.http import HttpRequest, HttpResponse

    from guyub.books.treasury.selectors.places import CashPlaceRow
    from guyub.books.treasury.selectors.shifts import ShiftRow
    from guyub.foundation.kernel.models import Cooperative

_TITLES = {CashKind.LACI: "Laci", CashKind.BRANKAS: "Brankas dan kas bendahara", CashKind.BANK: "Bank"}


@require_safe
@acts(Action.HANDLE_CASH)
def own(request: HttpRequest) -> HttpResponse:
    """Lead to the cash of the own cooperative."""
    return redirect("cash:places", code=code_of(actor_of(request).cooperative_id))


@require_http_methods(["GET", "HEAD", "POST"])
@acts(*WORKING)
def places(request: HttpRequest, code: str) -> HttpResponse:
    """List where the money lies; open a place."""
    place = place_of(request, code, *WORKING)
    if request.method != "POST":
        return _places(request, place)
    if not may_here(request, Action.KEEP_TREASURY, place):
        raise PermissionDenied
    _, refusal = tried(
        lambda: open_place(
            kind=typed_of(request, "kind"),
            name=typed_of(request, "name"),
            unit_id=maybe_id_of(request, "unit", PlaceRefusedError, "unit"),
            bank_name=typed_of(request, "bank_name"),
            bank_number=typed_of(request, "bank_number"),
            bank_holder=typed_of(request, "bank_holder"),
            account_code=typed_of(request, "account"),
            **shared_of(request, place),
        )
    )
    return _places(request, place, refusal=refusal) if refusal else to("places", place)


@require_POST
@acts(Action.KEEP_TREASURY)
def place_close(request: HttpRequest, code: str, place_id: UUID) -> HttpResponse:
    """Close a place where nothing lies."""
    place = place_of(request, code, Action.KEEP_TREASURY)
    _, refusal = tried(lambda: close_place(place_id=place_id, **shared_of(request, place)))
    return _places(request, place, refusal=refusal) if refusal else to("places", place)


def _places(request: HttpRequest, place: Cooperative, *, refusal: str = "") -> HttpResponse:
    may_read = may_here(request, Action.VIEW_JOURNAL, place)
    may_keep = may_here(request, Action.KEEP_TREASURY, place)
    me = actor_of(request).person_id
    with scope(place.id):
        known = places_of(cooperative_id=place.id, with_closed=True)
        shifts = {row.drawer_id: row for row in shifts_of(cooperative_id=place.id, only_open=True)}
        counts = last_counts(cooperative_id=place.id)
        units = unit_names(cooperative_id=place.id)
        free = free_accounts(cooperative_id=place.id, places=known) if may_keep else []
    rows = [row for row in known if row.is_open and (may_read or row.kind is CashKind.LACI)]
    mine = next((shift for shift in shifts.values() if shift.person_id == me), None)
    groups = [
        {
            "title": title,
            "rows": [
                {
                    "row": row,
                    "unit": units.get(row.unit_id, "") if row.unit_id else "",
                    "shift": shifts.get(row.id),
                    "is_mine": mine is not None and row.id == mine.drawer_id,
                    # Who answers for a drawer counts it blind.
                    "shows": may_read and not (mine and row.id == mine.drawer_id),
                    "count": counts.get(row.id),
                }
                for row in rows
                if row.kind is kind
            ],
        }
        for kind, title in _TITLES.items()
    ]
    context = {
        "finding": _finding(rows, list(shifts.values()), may_read=may_read),
        "groups": [group for group in groups if group["rows"]],
        "mine": mine,
        "kinds": choices(CASH_WORDS, typed_of(request, "kind")),
        "units": choices(
            {str(id_): name for id_, name in units.items()}, typed_of(request, "unit"), empty="Tidak dipilih"
        ),
        "accounts": choices(
            {one.code: f"{one.code} {one.name}, {rupiah(one.balance_rp)}" for one in free},
            typed_of(request, "account"),
            empty="Akun baru",
        )
        if free
        else [],
    }
    return page(request, place, "places", context, refusal=refusal)


def _finding(rows: list[CashPlaceRow], shifts: list[ShiftRow], *, may_read: bool) -> str:
    if not rows:
        return "Belum ada tempat uang"
    if may_read:
        return f"Kas dan bank {rupiah(sum(row.balance_rp for row in rows))}"
    free = len(rows) - len(shifts)
    return f"{free} laci bebas" if free else "Semua laci sedang dipegang"
