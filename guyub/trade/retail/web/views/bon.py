"""Who owes bon and how long, and messages that remind."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import urlencode
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from guyub.community.cooperatives.web.forms import typed_of
from guyub.community.members.domain.reach import OPENED_AT_ONCE
from guyub.community.members.web.views.books import here
from guyub.finance.savings.web.frame import done_today
from guyub.foundation.devices.web.frame import done_of
from guyub.foundation.identity.domain.roles import TABLE, Action
from guyub.foundation.identity.web.doors import actor_of, acts, own_rows, today_of, tried
from guyub.foundation.kernel.documents.spreadsheets import Column, Kind, Sheet
from guyub.foundation.kernel.formats import day, number, rupiah
from guyub.foundation.kernel.ids import id_in
from guyub.foundation.kernel.web.downloads import table_answer
from guyub.trade.retail.selectors.bon import MOST_OPEN, MOST_ROWS, bon_of, lent_to_revoked
from guyub.trade.retail.services.bon_reminding import (
    mark_bon_reminded,
    open_bon_phones,
    text_of,
    to_remind,
)
from guyub.trade.retail.services.slices import release_slices

if TYPE_CHECKING:
    from collections.abc import Mapping
    from uuid import UUID

    from django.http import HttpRequest

    from guyub.trade.retail.services.bon_reminding import OpenedBon

LISTED = 50
LONGEST_SOUGHT = 40


@require_safe
@never_cache
@acts(Action.VIEW_LOANS)
def bon(request: HttpRequest) -> HttpResponse:
    """List who owes bon, the longest due first, with the age of all that is open."""
    return _list(request)


@require_POST
@never_cache
@acts(Action.RESOLVE_EVENTS)
def release(request: HttpRequest, till_id: UUID) -> HttpResponse:
    """Let go of what is set aside for a till that was revoked."""
    why = typed_of(request, "why")
    _, refusal = tried(lambda: release_slices(till_id=till_id, why=why, **done_of(request)))
    return _list(request, refusal=refusal) if refusal else redirect("bon:bon")


@require_safe
@never_cache
@acts(Action.VIEW_LOANS)
def table(request: HttpRequest) -> HttpResponse:
    """Hand over who owes bon as XLSX or CSV."""
    place, today = here(request), today_of(request)
    text, bucket = _asked(request)
    with own_rows(request):
        found = bon_of(cooperative_id=place.id, on=today, text=text, bucket=bucket, most=MOST_OPEN)
    sheet = Sheet(
        name="Bon",
        title=f"Bon anggota, {place.name}",
        source=f"{number(found.count)} anggota, {rupiah(found.owed_rp)}, menurut Guyub {day(today)}",
        columns=(
            Column("No. anggota", width=12),
            Column("Nama", width=28),
            Column("Bon", Kind.RUPIAH),
            Column("Lewat jatuh tempo", Kind.RUPIAH),
            Column("Belanja paling lama", Kind.DATE),
            Column("Jatuh tempo", Kind.DATE),
            Column("Hari lewat", Kind.QUANTITY, width=10),
            Column("Terakhir diingatkan", Kind.DATE),
        ),
        rows=[
            (
                *(row.number, row.name, row.owed_rp, row.late_rp, row.oldest_on, row.due_on),
                *(max(row.days_late, 0), row.reminded_on),
            )
            for row in found.rows
        ],
    )
    return table_answer(request, sheet, stem=f"bon-anggota-{today:%Y-%m-%d}")


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@acts(Action.REACH_MEMBERS)
def reminders(request: HttpRequest) -> HttpResponse:
    """Read the text, and open the next phones for a reason, once, as WhatsApp links."""
    opened, refusal = None, ""
    if request.method == "POST":
        opened, refusal = tried(
            lambda: open_bon_phones(reason=request.POST.get("reason", ""), **done_today(request))
        )
    return _reminders(request, opened=opened or [], refusal=refusal)


@require_POST
@never_cache
@acts(Action.REACH_MEMBERS)
def reminders_sent(request: HttpRequest) -> HttpResponse:
    """Mark to whom a message went out: one tap after the other, or those ticked together."""
    picked = [id_ for id_ in map(id_in, request.POST.getlist("sent")[: OPENED_AT_ONCE * 2]) if id_]
    _, refusal = tried(lambda: mark_bon_reminded(member_ids=picked, **done_today(request)))
    if refusal:
        return _reminders(request, opened=[], refusal=refusal)
    if request.POST.get("tap") == "1":  # sent-marks.js, whose page stays where it is
        return HttpResponse(status=204)
    return redirect("bon:reminders")


def _asked(request: HttpRequest) -> tuple[str, str]:
    return request.GET.get("cari", "")[:LONGEST_SOUGHT], request.GET.get("umur", "")


def _list(request: HttpRequest, *, refusal: str = "") -> HttpResponse:
    place, today = here(request), today_of(request)
    text, bucket = _asked(request)
    allowed = TABLE[actor_of(request).role]
    with own_rows(request):
        found = bon_of(cooperative_id=place.id, on=today, text=text, bucket=bucket)
        revoked = lent_to_revoked(cooperative_id=place.id) if Action.RESOLVE_EVENTS in allowed else []
    sought = {"cari": text} if text else {}
    context = {
        "found": found,
        "title": f"{number(found.count)} anggota punya bon" if found.count else "Tidak ada bon",
        "text": text,
        "bucket": bucket,
        "most": MOST_ROWS,
        "is_cut": found.count > len(found.rows),
        "is_narrow": bool(text or bucket),
        "query": urlencode(sought | ({"umur": bucket} if bucket else {})),
        "picks": [
            {"href": f"?{urlencode(sought)}", "label": "Semua", "current": not bucket},
            *(
                {
                    "href": f"?{urlencode(sought | {'umur': one.bucket.key})}",
                    "label": one.bucket.name,
                    "count": one.count,
                    "current": bucket == one.bucket.key,
                }
                for one in found.ageing
                if one.count
            ),
        ],
        "revoked": revoked,
        "may_reach": Action.REACH_MEMBERS in allowed,
    }
    return shown(request, "bon", context, refusal=refusal)


def _reminders(request: HttpRequest, *, opened: list[OpenedBon], refusal: str) -> HttpResponse:
    place, today = here(request), today_of(request)
    with own_rows(request):
        rows, without = to_remind(cooperative_id=place.id, on=today, person_id=actor_of(request).person_id)
    context = {
        "waiting": [] if opened else rows[:LISTED],
        "more": max(len(rows) - LISTED, 0),
        "phone_count": len(rows),
        "without": without,
        "looked": text_of(rows[0], cooperative=place.name) if rows else "",
        "open_words": f"Buka {min(OPENED_AT_ONCE, len(rows))} nomor",
        # wa.me takes the number without its plus sign.
        "opened": [
            (one, f"https://wa.me/{one.phone.removeprefix('+')}?text={quote(one.text)}") for one in opened
        ],
        "reason": request.POST.get("reason", "") if refusal else "Mengingatkan bon belanja di gerai",
    }
    return shown(request, "bon_reminders", context, refusal=refusal)


def shown(request: HttpRequest, name: str, context: Mapping[str, Any], *, refusal: str = "") -> HttpResponse:
    """Render one page of bon; a refusal makes it a 422 with what was typed still there."""
    allowed = TABLE[actor_of(request).role]
    shared = {
        "place": here(request),
        "today": today_of(request),
        "may_cash": Action.HANDLE_CASH in allowed,
        "sees_journal": Action.VIEW_JOURNAL in allowed,
        "typed": request.POST,
        "refusal": refusal,
    }
    return render(request, f"retail/{name}.html", shared | dict(context), status=422 if refusal else 200)
