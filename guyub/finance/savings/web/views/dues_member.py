"""Simpanan wajib of one member: months, payments, what frees of it, and what is taken by itself."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import NoReverseMatch, reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from guyub.books.ledger.web.forms import choices, typed_of
from guyub.community.members.selectors.members import one_member
from guyub.community.members.web.views.books import here
from guyub.finance.savings.domain.dues import DuesRefusedError
from guyub.finance.savings.domain.kinds import TAKEN_ANY_DAY, SavingsKind
from guyub.finance.savings.selectors.balances import savings_of
from guyub.finance.savings.selectors.bills import dues_of, is_behind, standing_order_of
from guyub.finance.savings.selectors.payments import payments_of
from guyub.finance.savings.services.dues import take_dues
from guyub.finance.savings.services.standing_orders import set_standing_order
from guyub.finance.savings.services.waivers import LONGEST_REASON, ask_waiver
from guyub.finance.savings.web.dues_pages import (
    by_year,
    chosen_in,
    day_in,
    month_words,
    page,
    ticked_in,
    tiles,
)
from guyub.finance.savings.web.frame import cash_places, done_of
from guyub.foundation.identity.domain.roles import Action, can
from guyub.foundation.identity.web.doors import actor_of, acts, own_rows, today_of, tried
from guyub.foundation.kernel.formats import rupiah
from guyub.foundation.kernel.ids import id_in
from guyub.foundation.parameters.selectors.values import decisions_of

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date
    from uuid import UUID

    from django.http import HttpRequest

    from guyub.community.members.selectors.members import MemberRow
    from guyub.finance.savings.domain.dues import MonthDue
    from guyub.finance.savings.selectors.balances import SavingsRow
    from guyub.finance.savings.services.dues_paying import DuesPaid
    from guyub.foundation.kernel.models import Cooperative

AHEAD = 12  # months that the form offers; the rule may allow fewer, and refuses the rest
LONGEST_WHO = 80


@require_safe
@never_cache
@acts(Action.VIEW_SAVINGS)
def member(request: HttpRequest, member_id: UUID) -> HttpResponse:
    """Show a member's months and payments, and the form that takes one."""
    return _member(request, member_id)


@require_POST
@never_cache
@acts(Action.TAKE_SAVINGS)
def take(request: HttpRequest, member_id: UUID) -> HttpResponse:
    """Take simpanan wajib of one or several months."""
    place, today = here(request), today_of(request)
    row = _found(request, place, member_id)

    def paid() -> DuesPaid:
        months, amount_rp = chosen_in(request)
        return take_dues(
            member_id=member_id,
            months=months,
            amount_rp=amount_rp,
            cash_place_id=id_in(typed_of(request, "cash_place")),
            on=day_in(request),
            who=(typed_of(request, "who") or row.name)[:LONGEST_WHO],
            today=today,
            **done_of(request),
        )

    done, refusal = tried(paid)
    if done is None:
        return _member(request, member_id, refusal=refusal)
    address = reverse("dues:member", args=[member_id])
    return redirect(f"{address}?kwitansi={done.event_id}")


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@acts(Action.KEEP_SAVINGS)
def waive(request: HttpRequest, member_id: UUID) -> HttpResponse:
    """Ask a second person to free a member of some months."""
    place, refusal = here(request), ""
    row = _found(request, place, member_id)
    if request.method == "POST":
        asked, refusal = tried(
            lambda: ask_waiver(
                member_id=member_id,
                months=list(ticked_in(request)),
                reason=typed_of(request, "reason"),
                decision_id=id_in(typed_of(request, "decision")),
                **done_of(request),
            )
        )
        if asked:
            return redirect("approvals:request", approval_id=asked)
    today = today_of(request)
    with own_rows(request):
        months = dues_of(cooperative_id=place.id, member_id=member_id, today=today)
        decisions = decisions_of(cooperative_id=place.id)
    free = [one for one in months if not one.paid_rp and not one.waived_rp]
    words = {str(one.id): f"{one.number}, {one.title}" for one in decisions}
    context = {
        "one": row,
        "tiles": tiles(free, today=today, chosen=ticked_in(request)),
        "is_own": row.person_id == actor_of(request).person_id,
        "decisions": choices(words, typed_of(request, "decision"), empty="tanpa nomor keputusan"),
        "longest": LONGEST_REASON,
    }
    return page(request, "dues_waive", context, refusal=refusal)


@require_POST
@never_cache
@acts(Action.TAKE_SAVINGS)
def standing(request: HttpRequest, member_id: UUID) -> HttpResponse:
    """Let simpanan wajib be taken from an account each month, or no longer."""
    written = typed_of(request, "account")

    def kept() -> bool:
        account_id = id_in(written)
        if written and account_id is None:
            raise DuesRefusedError(wrong="account")
        set_standing_order(
            member_id=member_id, account_id=account_id, today=today_of(request), **done_of(request)
        )
        return True

    _, refusal = tried(kept)
    return (
        _member(request, member_id, refusal=refusal)
        if refusal
        else redirect("dues:member", member_id=member_id)
    )


def _found(request: HttpRequest, place: Cooperative, member_id: UUID) -> MemberRow:
    with own_rows(request):
        row = one_member(cooperative_id=place.id, member_id=member_id)
    if row is None or not row.number:
        raise Http404
    return row


def _member(request: HttpRequest, member_id: UUID, *, refusal: str = "") -> HttpResponse:
    actor, place, today = actor_of(request), here(request), today_of(request)
    with own_rows(request):
        row = one_member(cooperative_id=place.id, member_id=member_id)
        if row is None or not row.number:
            raise Http404
        ahead = AHEAD if row.left_on is None else 0
        months = dues_of(cooperative_id=place.id, member_id=member_id, today=today, ahead=ahead)
        payments = payments_of(
            cooperative_id=place.id, member_id=member_id, kind=SavingsKind.WAJIB, newest=True
        )
        accounts = savings_of(cooperative_id=place.id, member_id=member_id)
        order = standing_order_of(cooperative_id=place.id, member_id=member_id)
        places = cash_places(request, place) if can(actor, Action.TAKE_SAVINGS, place.id) else []
    owed = [one for one in months if one.is_billed and one.missing_rp]
    ticked = list(ticked_in(request)) if refusal else [one.month for one in owed]
    ahead_of = [one for one in months if not one.is_billed]
    context = {
        "one": row,
        "is_own": row.person_id == actor.person_id,
        "has_left": row.left_on is not None,
        "lead": _lead(months, today),
        "held_rp": sum(one.balance_rp for one in accounts if one.kind is SavingsKind.WAJIB),
        "owed": tiles(owed, today=today, chosen=ticked),
        "owed_rp": sum(one.missing_rp for one in owed),
        "ahead": tiles(ahead_of, today=today, chosen=ticked),
        "is_ahead_open": any(one.month in ticked for one in ahead_of),
        "years": by_year(months, today=today),
        "payments": payments,
        "new_event": id_in(request.GET.get("kwitansi", "")),
        "sees_vouchers": can(actor, Action.VIEW_JOURNAL, place.id),
        "me": actor.name,
        "cash_places": places,
        "order": order,
        "order_from": _order_choices(accounts, typed_of(request, "account")),
        "file_address": _file_address(member_id),
        "code": place.code,
    }
    return page(request, "dues_member", context, refusal=refusal)


def _lead(months: Sequence[MonthDue], today: date) -> str:
    behind = is_behind(list(months), today)
    if behind:
        missing_rp = sum(one.missing_rp for one in behind)
        count = f"{len(behind)} bulan" if len(behind) > 1 else month_words(behind[0].month)
        return f"Lewat jatuh tempo: {count}, {rupiah(missing_rp)}."
    settled = [one for one in months if one.is_billed and not one.missing_rp]
    if settled:
        return f"Lunas sampai {month_words(settled[-1].month)}."
    return "Belum ada yang lewat jatuh tempo."


def _order_choices(accounts: Sequence[SavingsRow], chosen: str) -> list[dict[str, object]]:
    mine = {str(one.account_id): one.words for one in accounts if one.kind in TAKEN_ANY_DAY and one.is_open}
    return choices(mine, chosen) if mine else []


def _file_address(member_id: UUID) -> str:
    with suppress(NoReverseMatch):
        return reverse("member_desk:member", args=[member_id])
    return ""
