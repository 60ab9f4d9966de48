"""The counter: whom to serve, and one member's accounts with paying in and taking out."""

from __future__ import annotations

from datetime import date
from functools import partial
from typing import TYPE_CHECKING, Any

from django.http import Http404
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from guyub.books.ledger.web.forms import choices, typed_of
from guyub.books.treasury.selectors.shifts import open_shift_of
from guyub.community.members.domain.finding import wanted
from guyub.community.members.selectors.members import one_member
from guyub.community.members.selectors.register import find_members
from guyub.community.members.web.views.books import here
from guyub.finance.savings.domain.counter import CounterRefusedError
from guyub.finance.savings.domain.kinds import TAKEN_ANY_DAY
from guyub.finance.savings.selectors.counter import counter_page, day_at_counter
from guyub.finance.savings.services.counter import close_account, deposit
from guyub.finance.savings.services.holds import HoldRefusedError, hold_savings, release_savings
from guyub.finance.savings.services.reversing import take_movement_back
from guyub.finance.savings.services.withdrawals import withdraw
from guyub.finance.savings.web.frame import cash_places, done_today, framed
from guyub.foundation.identity.domain.roles import Action, can
from guyub.foundation.identity.web.doors import actor_of, acts, own_rows, today_of, tried
from guyub.foundation.kernel.formats import rupiah
from guyub.foundation.kernel.ids import id_in
from guyub.foundation.kernel.money import parse_rp

if TYPE_CHECKING:
    from collections.abc import Callable
    from uuid import UUID

    from django.http import HttpRequest, HttpResponse

    from guyub.community.members.selectors.members import MemberRow
    from guyub.finance.savings.domain.dues import MonthDue
    from guyub.finance.savings.selectors.counter import CounterPage
    from guyub.finance.savings.services.serving import Served

TAB = "savings:counter"
LONGEST_TEXT = 80
BY_TWO = "Penyertaan dikembalikan dengan persetujuan orang kedua."
page = partial(framed, tab=TAB)


@require_safe
@never_cache
@acts(Action.VIEW_SAVINGS)
def counter(request: HttpRequest) -> HttpResponse:
    """Look for the member to serve; beside it what this person took and gave today."""
    actor, place, today = actor_of(request), here(request), today_of(request)
    text = request.GET.get("cari", "")[:LONGEST_TEXT].strip()
    looked = wanted(text)
    with own_rows(request):
        found = None
        if text and not looked.is_secret:
            found = find_members(cooperative_id=place.id, wanted=looked)
        day = day_at_counter(cooperative_id=place.id, person_id=actor.person_id, on=today)
        shift = open_shift_of(cooperative_id=place.id, person_id=actor.person_id)
    people = [row for row in found.rows if row.number] if found else []
    if len(people) == 1 and people[0].is_member:
        return redirect("savings:member", member_id=people[0].member_id)
    context = {
        "text": text,
        "people": people,
        "is_secret": looked.is_secret,
        "is_more": found is not None and found.is_more,
        "day": day,
        "shift": shift,
    }
    return page(request, "counter", context)


@require_safe
@never_cache
@acts(Action.VIEW_SAVINGS)
def member(request: HttpRequest, member_id: UUID) -> HttpResponse:
    """Show one member's accounts, and take or give."""
    return _member(request, member_id)


@require_POST
@never_cache
@acts(Action.TAKE_SAVINGS)
def pay_in(request: HttpRequest, member_id: UUID) -> HttpResponse:
    """Take a deposit."""

    def paid() -> Served:
        product_id = id_in(typed_of(request, "product"))
        if product_id is None:
            raise CounterRefusedError(wrong="product")
        return deposit(
            product_id=product_id,
            amount_rp=parse_rp(typed_of(request, "amount")),
            cash_place_id=id_in(typed_of(request, "cash_place")),
            on=_day(request),
            **_done(request, member_id),
        )

    return _acted(request, member_id, paid)


@require_POST
@never_cache
@acts(Action.TAKE_SAVINGS)
def take_out(request: HttpRequest, member_id: UUID) -> HttpResponse:
    """Pay savings out, or ask a second person first."""

    def paid() -> Served:
        return withdraw(
            account_id=_account(request),
            amount_rp=parse_rp(typed_of(request, "amount")),
            cash_place_id=id_in(typed_of(request, "cash_place")),
            **_done(request, member_id),
        )

    return _acted(request, member_id, paid)


@require_POST
@never_cache
@acts(Action.TAKE_SAVINGS)
def close(request: HttpRequest, member_id: UUID) -> HttpResponse:
    """Pay an account out whole and close it."""

    def closed() -> Served:
        return close_account(
            account_id=_account(request),
            cash_place_id=id_in(typed_of(request, "cash_place")),
            **_done(request, member_id),
        )

    return _acted(request, member_id, closed)


@require_POST
@never_cache
@acts(Action.TAKE_SAVINGS)
def take_back(request: HttpRequest, member_id: UUID) -> HttpResponse:
    """Take a movement back."""

    def taken() -> Served:
        movement_id = id_in(typed_of(request, "movement"))
        if movement_id is None:
            raise CounterRefusedError(wrong="gone")
        return take_movement_back(
            movement_id=movement_id, reason=typed_of(request, "reason"), **_done(request, member_id)
        )

    return _acted(request, member_id, taken)


@require_POST
@never_cache
@acts(Action.KEEP_SAVINGS)
def hold(request: HttpRequest, member_id: UUID) -> HttpResponse:
    """Hold a part of an account."""

    def held() -> UUID:
        told = done_today(request)
        return hold_savings(
            account_id=_account(request),
            amount_rp=parse_rp(typed_of(request, "amount")),
            reason=typed_of(request, "reason"),
            **told,
        )

    return _acted(request, member_id, held)


@require_POST
@never_cache
@acts(Action.KEEP_SAVINGS)
def release(request: HttpRequest, member_id: UUID) -> HttpResponse:
    """Let a hold go."""

    def let_go() -> bool:
        hold_id = id_in(typed_of(request, "hold"))
        if hold_id is None:
            raise HoldRefusedError(wrong="gone")
        told = done_today(request)
        release_savings(hold_id=hold_id, **told)
        return True

    return _acted(request, member_id, let_go)


def _acted(request: HttpRequest, member_id: UUID, act: Callable[[], Any]) -> HttpResponse:
    """Do it and go where its receipt is; a refusal shows the page again with what was typed."""
    done, refusal = tried(act)
    if refusal:
        return _member(request, member_id, refusal=refusal)
    address = reverse("savings:member", args=[member_id])
    waits = getattr(done, "waits_for", None)
    if waits:
        return redirect("approvals:request", approval_id=waits)
    event_id = getattr(done, "event_id", None)
    return redirect(f"{address}?bukti={event_id}" if event_id else address)


def _member(request: HttpRequest, member_id: UUID, *, refusal: str = "") -> HttpResponse:
    actor, place, today = actor_of(request), here(request), today_of(request)
    with own_rows(request):
        row = one_member(cooperative_id=place.id, member_id=member_id)
        if row is None or not row.number:
            raise Http404
        found = counter_page(cooperative_id=place.id, member_id=member_id, on=today)
        places = cash_places(request, place) if can(actor, Action.TAKE_SAVINGS, place.id) else []
    owed = found.behind
    open_ones = {str(one.row.account_id): one for one in found.accounts if one.is_taken}
    takes = {key: f"{one.row.words}, bisa diambil {rupiah(one.free_rp)}" for key, one in open_ones.items()}
    closes = {key: takes[key] for key, one in open_ones.items() if one.row.kind in TAKEN_ANY_DAY}
    chosen = typed_of(request, "account") or next(iter(takes), "")
    offered = {str(one.product_id): one.name for one in found.offers}
    context = {
        "one": row,
        "found": found,
        "lead": _lead(row, owed),
        "owed_rp": sum(one.missing_rp for one in owed),
        "is_own": row.person_id == actor.person_id,
        "cash_places": places,
        "offers": choices(offered, typed_of(request, "product")),
        "takes": choices(takes, chosen),
        "closes": choices(closes, chosen),
        "two_words": BY_TWO if len(takes) > len(closes) else "",
        "is_fresh": not refusal and "bukti" not in request.GET,
        "event_id": id_in(request.GET.get("bukti", "")),
        "may_undo": _undoable(found, typed_of(request, "movement")),
        "sees_vouchers": can(actor, Action.VIEW_JOURNAL, place.id),
    }
    return page(request, "counter_member", context, refusal=refusal)


def _undoable(found: CounterPage, chosen: str) -> list[dict[str, object]]:
    """Give what the counter may take back, as a list to choose from."""
    words = {
        str(row.movement_id): f"{row.number}, {row.words}, {rupiah(abs(row.amount_rp))}"
        for row in found.undoable
    }
    return choices(words, chosen) if words else []


def _lead(row: MemberRow, owed: list[MonthDue]) -> str:
    if not row.is_member:
        return "Sudah bukan anggota."
    if owed:
        return (
            f"Simpanan wajib {len(owed)} bulan belum dibayar, {rupiah(sum(one.missing_rp for one in owed))}."
        )
    return "Simpanan wajib tidak ada yang lewat jatuh tempo."


def _done(request: HttpRequest, member_id: UUID) -> dict[str, Any]:
    return done_today(request) | {"member_id": member_id}


def _day(request: HttpRequest) -> date:
    written = typed_of(request, "on").strip()
    if not written:
        return today_of(request)
    try:
        return date.fromisoformat(written)
    except ValueError as error:
        raise CounterRefusedError(wrong="date") from error


def _account(request: HttpRequest) -> UUID:
    found = id_in(typed_of(request, "account"))
    if found is None:
        raise CounterRefusedError(wrong="gone")
    return found
