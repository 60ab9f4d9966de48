"""Groups of joint liability: all with how they stand, one with its money, its fund and covers at the counter."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from guyub.books.ledger.web.forms import choices, typed_of
from guyub.books.treasury.selectors.events import events_of_entries
from guyub.community.members.web.views.books import here
from guyub.finance.loans.domain.group_covers import CoverRefusedError
from guyub.finance.loans.domain.group_funds import FundRefusedError
from guyub.finance.loans.selectors.groups import group_page, group_rows
from guyub.finance.loans.services.group_covers import give_cover_back, take_cover_payment_back
from guyub.finance.loans.services.group_funds import give_fund_back, pay_into_fund
from guyub.finance.loans.web.group_pages import SEEING, drawers, money_in, page, place_in
from guyub.finance.savings.web.frame import done_today
from guyub.foundation.identity.domain.roles import Action
from guyub.foundation.identity.web.doors import acts, own_rows, today_of, tried
from guyub.foundation.kernel.ids import id_in

if TYPE_CHECKING:
    from uuid import UUID

    from django.http import HttpRequest

    from guyub.finance.loans.selectors.groups import GroupPage
    from guyub.foundation.kernel.errors import DomainError


@require_safe
@acts(*SEEING)
def groups(request: HttpRequest) -> HttpResponse:
    """Show every group with how it stands; those that need a look stand first."""
    place = here(request)
    with own_rows(request):
        rows = group_rows(cooperative_id=place.id, today=today_of(request))
    warned = sum(row.standing.is_warning for row in rows)
    title = f"{warned} kelompok perlu dilihat" if warned else f"{len(rows)} kelompok tanggung renteng"
    return page(request, "groups", {"rows": rows, "title": title if rows else "Belum ada kelompok"})


@require_safe
@never_cache
@acts(*SEEING)
def group(request: HttpRequest, group_id: UUID) -> HttpResponse:
    """Show one group: members with their loans, covers, meetings, fund."""
    return shown_group(request, group_id)


@require_POST
@acts(Action.TAKE_LOANS)
def fund_in(request: HttpRequest, group_id: UUID) -> HttpResponse:
    """Take a member's payment into the fund."""
    return _acted(
        request,
        group_id,
        lambda: pay_into_fund(
            group_id=group_id,
            member_id=_id_in(request, "member", FundRefusedError, "member"),
            amount_rp=money_in(request, "amount"),
            cash_place_id=place_in(request),
            **done_today(request),
        ),
    )


@require_POST
@acts(Action.TAKE_LOANS)
def fund_out(request: HttpRequest, group_id: UUID) -> HttpResponse:
    """Give money of the fund back, or ask a second person."""
    return _acted(
        request,
        group_id,
        lambda: give_fund_back(
            group_id=group_id,
            member_id=_id_in(request, "member", FundRefusedError, "member"),
            amount_rp=money_in(request, "amount"),
            cash_place_id=place_in(request),
            note=typed_of(request, "note"),
            **done_today(request),
        ),
    )


@require_POST
@acts(Action.TAKE_LOANS)
def cover_back(request: HttpRequest, group_id: UUID) -> HttpResponse:
    """Write down that a member gave a cover back."""
    return _acted(
        request,
        group_id,
        lambda: give_cover_back(
            cover_id=_id_in(request, "cover", CoverRefusedError, "gone"),
            amount_rp=money_in(request, "amount"),
            cash_place_id=place_in(request),
            **done_today(request),
        ),
    )


@require_POST
@acts(Action.TAKE_LOANS)
def cover_undo(request: HttpRequest, group_id: UUID) -> HttpResponse:
    """Take back that a cover was given back."""
    return _acted(
        request,
        group_id,
        lambda: take_cover_payment_back(
            payment_id=_id_in(request, "payment", CoverRefusedError, "gone"),
            reason=typed_of(request, "reason"),
            **done_today(request),
        ),
    )


def _acted(request: HttpRequest, group_id: UUID, use_case: Any) -> HttpResponse:
    done, refusal = tried(use_case)
    if refusal:
        return shown_group(request, group_id, refusal=refusal)
    waits_for = getattr(done, "waits_for", None)
    if waits_for:
        return redirect("approvals:request", approval_id=waits_for)
    return redirect("joint_groups:group", group_id=group_id)


def _id_in(request: HttpRequest, field: str, refusal: type[DomainError], wrong: str) -> UUID:
    found = id_in(typed_of(request, field))
    if found is None:
        raise refusal(wrong=wrong)
    return found


def shown_group(request: HttpRequest, group_id: UUID, *, refusal: str = "") -> HttpResponse:
    """Render one group; a refusal of one of its forms stands above it."""
    place, today = here(request), today_of(request)
    with own_rows(request):
        found = group_page(cooperative_id=place.id, group_id=group_id, today=today)
        if found is None:
            raise Http404
        entries = [row.entry_id for row in found.moved]
        vouchers = events_of_entries(cooperative_id=place.id, entry_ids=entries)
        takes = request.allows(Action.TAKE_LOANS)  # type: ignore[attr-defined]  # identity.web.middleware
        cash_places = drawers(request, place) if takes else []
    people = {str(one.seated.member_id): one.seated.name for one in found.members}
    context = {
        "page": found,
        "standing": found.row.standing,
        "moved": [(row, vouchers.get(row.entry_id)) for row in found.moved],
        "cash_places": cash_places,
        "people": choices(people, typed_of(request, "member"), empty="pilih anggota"),
        "covers_rp": sum(one.open_rp for one in found.covers),
        "open_sheet": _open_sheet(found),
        "on": typed_of(request, "on") or today.isoformat(),
    }
    return page(request, "group", context, refusal=refusal)


def _open_sheet(found: GroupPage) -> Any:
    return next((one for one in found.meetings if one.is_open), None)
