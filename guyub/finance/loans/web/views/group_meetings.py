"""The sheet of a group's meeting: made, written on a phone, its covers, booked, called off."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from guyub.books.ledger.web.forms import day_of, typed_of
from guyub.community.members.web.views.books import here
from guyub.finance.loans.domain.group_meetings import CoverHow, MeetingRefusedError
from guyub.finance.loans.selectors.group_meetings import sheet_of
from guyub.finance.loans.services.group_booking import book_sheet
from guyub.finance.loans.services.group_meetings import call_off_sheet, make_sheet, note_cover, note_sheet
from guyub.finance.loans.web.group_pages import (
    NOTING,
    SEEING,
    amount_text,
    done_of,
    drawers,
    line_form,
    money_in,
    noted_in,
    page,
    place_in,
    version_in,
)
from guyub.finance.loans.web.views.groups import shown_group
from guyub.finance.savings.web.frame import done_today
from guyub.foundation.identity.domain.roles import Action
from guyub.foundation.identity.web.doors import actor_of, acts, own_rows, today_of, tried
from guyub.foundation.kernel.formats import day

if TYPE_CHECKING:
    from uuid import UUID

    from django.http import HttpRequest

    from guyub.finance.loans.selectors.group_meetings import Sheet, SheetLine, SheetLoan

FUND_FIELD = "dana"


@require_POST
@acts(*NOTING)
def meet(request: HttpRequest, group_id: UUID) -> HttpResponse:
    """Make the sheet of a meeting, and go on to write it."""
    made, refusal = tried(
        lambda: make_sheet(
            group_id=group_id,
            on=day_of(request, "on", MeetingRefusedError, "day"),
            today=today_of(request),
            **done_of(request),
        )
    )
    if made is None:
        return shown_group(request, group_id, refusal=refusal)
    return redirect("joint_groups:note", meeting_id=made)


@require_safe
@never_cache
@acts(*SEEING)
def sheet(request: HttpRequest, meeting_id: UUID) -> HttpResponse:
    """Show one sheet: who was there, what was due and brought, who covered whom; the form that books it."""
    return _sheet(request, _found(request, meeting_id))


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@acts(*NOTING)
def note(request: HttpRequest, meeting_id: UUID) -> HttpResponse:
    """Write the sheet at the meeting: there or not, what is brought, the fund, covers given back."""
    found, refusal = _found(request, meeting_id), ""
    if not found.meeting.is_open:
        return redirect("joint_groups:sheet", meeting_id=meeting_id)
    if request.method == "POST":
        gone, refusal = tried(
            lambda: note_sheet(
                meeting_id=meeting_id,
                version=version_in(request),
                lines={line.line_id: noted_in(request, line) for line in found.lines},
                today=today_of(request),
                **done_of(request),
            )
        )
        if gone is not None:
            return redirect("joint_groups:sheet", meeting_id=meeting_id)
    typed, is_new = request.POST if refusal else None, not found.meeting.version
    context = {
        "sheet": found,
        "meeting": found.meeting,
        "version": typed_of(request, "version") or found.meeting.version,
        "rows": [line_form(line, typed, is_new=is_new) for line in found.lines],
        "brought_rp": found.sums.paid_rp + found.sums.to_fund_rp + found.sums.back_to_fund_rp,
    }
    return page(request, "group_note", context, refusal=refusal)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@acts(*NOTING)
def cover(request: HttpRequest, meeting_id: UUID, row_id: UUID) -> HttpResponse:
    """Choose who covers what is short of one loan."""
    found, refusal = _found(request, meeting_id), ""
    line, loan = _row(found, row_id)
    if not found.meeting.is_open:
        return redirect("joint_groups:sheet", meeting_id=meeting_id)
    if request.method == "POST":
        _, refusal = tried(
            lambda: note_cover(
                meeting_id=meeting_id,
                version=version_in(request),
                row_id=row_id,
                how=_how(request),
                typed=_typed(request, found) if _how(request) is CoverHow.KETIK else {},
                **done_of(request),
            )
        )
        if not refusal:
            return redirect("joint_groups:sheet", meeting_id=meeting_id)
    given = dict(loan.on_sheet.covers)
    payers = [
        (str(one.rank), one.name, one.short_rp, one.member_id) for one in found.lines if one is not line
    ]
    context = {
        "sheet": found,
        "meeting": found.meeting,
        "line": line,
        "loan": loan,
        "fund_rp": found.fund_rp + found.sums.to_fund_rp + found.sums.back_to_fund_rp,
        "fund_amount": typed_of(request, f"rp-{FUND_FIELD}") or amount_text(given.get(None, 0)),
        "payers": [
            (rank, name, short_rp, typed_of(request, f"rp-{rank}") or amount_text(given.get(id_, 0)))
            for rank, name, short_rp, id_ in payers
            if _line_of(found, rank).is_present
        ],
        "is_typed": refusal or loan.how is CoverHow.KETIK,
    }
    return page(request, "group_cover", context, refusal=refusal)


@require_POST
@acts(Action.TAKE_LOANS)
def book(request: HttpRequest, meeting_id: UUID) -> HttpResponse:
    """Book a sheet whole, when the money on the table is what it says."""
    found = _found(request, meeting_id)
    _, refusal = tried(
        lambda: book_sheet(
            meeting_id=meeting_id,
            version=version_in(request),
            counted_rp=money_in(request, "counted"),
            cash_place_id=place_in(request),
            **done_today(request),
        )
    )
    if refusal:
        return _sheet(request, found, refusal=refusal)
    return redirect("joint_groups:sheet", meeting_id=meeting_id)


@require_POST
@acts(*NOTING)
def call_off(request: HttpRequest, meeting_id: UUID) -> HttpResponse:
    """Call a sheet off of which nothing is in the books."""
    found = _found(request, meeting_id)
    _, refusal = tried(
        lambda: call_off_sheet(meeting_id=meeting_id, reason=typed_of(request, "reason"), **done_of(request))
    )
    if refusal:
        return _sheet(request, found, refusal=refusal)
    return redirect("joint_groups:group", group_id=found.meeting.group_id)


def _found(request: HttpRequest, meeting_id: UUID) -> Sheet:
    with own_rows(request):
        found = sheet_of(cooperative_id=here(request).id, meeting_id=meeting_id)
    if found is None:
        raise Http404
    return found


def _row(found: Sheet, row_id: UUID) -> tuple[SheetLine, SheetLoan]:
    for line in found.lines:
        for loan in line.loans:
            if loan.row_id == row_id:
                return line, loan
    raise Http404


def _line_of(found: Sheet, rank: str) -> SheetLine:
    return next(line for line in found.lines if str(line.rank) == rank)


def _how(request: HttpRequest) -> CoverHow | None:
    chosen = typed_of(request, "how")
    return CoverHow(chosen) if chosen in set(CoverHow) else None


def _typed(request: HttpRequest, found: Sheet) -> dict[UUID | None, int]:
    told: dict[UUID | None, int] = {None: money_in(request, f"rp-{FUND_FIELD}")}
    told |= {line.member_id: money_in(request, f"rp-{line.rank}") for line in found.lines}
    return {by: rp for by, rp in told.items() if rp}


def _sheet(request: HttpRequest, found: Sheet, *, refusal: str = "") -> HttpResponse:
    place, actor, is_open = here(request), actor_of(request), found.meeting.is_open
    takes = request.allows(Action.TAKE_LOANS)  # type: ignore[attr-defined]  # identity.web.middleware
    is_own = actor.person_id in {line.person_id for line in found.lines}
    with own_rows(request):
        cash_places = drawers(request, place) if is_open and takes and not is_own else []
    context = {
        "sheet": found,
        "meeting": found.meeting,
        "is_booked": not is_open and found.meeting.booked_on is not None,
        "day_words": day(found.meeting.on),
        "has_receipts": bool(found.meeting.counted_rp),
        "is_own": is_own,
        "books": takes and is_open and found.meeting.on <= today_of(request),
        "cash_places": cash_places,
        "counted": typed_of(request, "counted"),
    }
    return page(request, "group_sheet", context, refusal=refusal)
