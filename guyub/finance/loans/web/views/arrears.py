"""Who is late, how late, and messages that remind: the list of arrears."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import quote

from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.http import urlencode
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from guyub.community.members.domain.reach import OPENED_AT_ONCE
from guyub.community.members.web.views.books import here
from guyub.finance.loans.domain.reminding import FRIENDLY_AHEAD_DAYS, TONE_WORDS, reminder_text, tone_of
from guyub.finance.loans.domain.restructuring import percent_words
from guyub.finance.loans.domain.terms import MILLION
from guyub.finance.loans.selectors.arrears import MOST_ROWS, arrears_of, due_soon, owed_on, to_remind
from guyub.finance.loans.services.reminding import (
    asked_of,
    mark_reminders_sent,
    open_reminder_phones,
    reached,
)
from guyub.finance.loans.web.trouble_pages import aim_choices, aim_fields, aim_in, page
from guyub.finance.savings.web.frame import done_today
from guyub.foundation.identity.domain.roles import TABLE, Action
from guyub.foundation.identity.web.doors import actor_of, acts, own_rows, today_of, tried
from guyub.foundation.kernel.documents.spreadsheets import Column, Kind, Sheet
from guyub.foundation.kernel.formats import day, number, rupiah
from guyub.foundation.kernel.ids import id_in
from guyub.foundation.kernel.money import round_rp
from guyub.foundation.kernel.web.downloads import table_answer

if TYPE_CHECKING:
    from django.http import HttpRequest

    from guyub.finance.loans.selectors.arrears import ArrearsAim
    from guyub.finance.loans.services.reminding import OpenedReminder

MOST_EXPORTED = 5_000
LISTED = 50


@require_safe
@acts(Action.VIEW_LOANS, Action.COLLECT_LOANS)
def arrears(request: HttpRequest) -> HttpResponse:
    """List the late loans, the longest late first, with the ageing of the whole book."""
    place, today, aim = here(request), today_of(request), aim_in(request.GET)
    with own_rows(request):
        found = arrears_of(cooperative_id=place.id, aim=aim, on=today)
        soon = due_soon(cooperative_id=place.id, aim=aim, on=today)
        filters = aim_choices(place, aim)
    fields = aim_fields(aim)
    others = {name: value for name, value in fields.items() if name != "umur"}
    allowed = TABLE[actor_of(request).role]
    context = filters | {
        "found": found,
        "aim": aim,
        "title": f"{number(found.count)} pinjaman menunggak" if found.count else "Tidak ada tunggakan",
        "soon": soon,
        "soon_rp": owed_on(soon),
        "soon_days": FRIENDLY_AHEAD_DAYS,
        "most": MOST_ROWS,
        "at_risk": percent_words(round_rp(found.at_risk * MILLION)),
        "picks": [
            {"href": f"?{urlencode(others)}", "label": "Semua", "current": not aim.bucket},
            *(
                {
                    "href": f"?{urlencode(others | {'umur': str(at)})}",
                    "label": row.bucket.name,
                    "count": row.count,
                    "current": aim.bucket == at,
                }
                for at, row in enumerate(found.ageing.rows)
                if at and row.count
            ),
        ],
        "ageing": found.ageing.rows,
        "query": urlencode(fields),
        "is_narrow": bool(fields),
        "may_reach": Action.REACH_MEMBERS in allowed,
        "sees_loans": Action.VIEW_LOANS in allowed,
    }
    return page(request, "arrears", context)


@require_safe
@never_cache
@acts(Action.VIEW_LOANS)
def table(request: HttpRequest) -> HttpResponse:
    """Hand over the late loans as XLSX or CSV."""
    place, today = here(request), today_of(request)
    with own_rows(request):
        found = arrears_of(cooperative_id=place.id, aim=aim_in(request.GET), on=today, most=MOST_EXPORTED)
    sheet = Sheet(
        name="Tunggakan",
        title=f"Pinjaman yang menunggak, {place.name}",
        source=f"{number(found.count)} pinjaman, {rupiah(found.overdue_rp)}, menurut Guyub {day(today)}",
        columns=(
            Column("Pinjaman", width=14),
            Column("No. anggota", width=12),
            Column("Nama", width=28),
            Column("Petugas", width=22),
            Column("Sejak", Kind.DATE),
            Column("Hari", Kind.QUANTITY, width=8),
            Column("Menunggak", Kind.RUPIAH),
            Column("Sisa pokok", Kind.RUPIAH),
            Column("Terakhir diingatkan", Kind.DATE),
            Column("Terakhir dikunjungi", Kind.DATE),
        ),
        rows=[
            (
                row.name,
                row.number,
                row.borrower,
                row.officer,
                row.since,
                row.days,
                row.overdue_rp,
                row.left_rp,
                row.reminded_on,
                row.visited_on,
            )
            for row in found.rows
        ],
    )
    return table_answer(request, sheet, stem=f"tunggakan-pinjaman-{today:%Y-%m-%d}")


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@acts(Action.REACH_MEMBERS)
def reminders(request: HttpRequest) -> HttpResponse:
    """Choose whom, read the text, and open the next phones for a reason, once, as WhatsApp links."""
    is_post = request.method == "POST"
    asked = request.POST if is_post else request.GET
    aim, is_late, opened, refusal = aim_in(asked), asked.get("siapa") != "segera", None, ""
    if is_post:
        opened, refusal = tried(
            lambda: open_reminder_phones(
                aim=aim, is_late=is_late, reason=request.POST.get("reason", ""), **done_today(request)
            )
        )
    return _reminders(request, aim, is_late=is_late, opened=opened or [], refusal=refusal)


@require_POST
@never_cache
@acts(Action.REACH_MEMBERS)
def reminders_sent(request: HttpRequest) -> HttpResponse:
    """Mark for which loans a message went out: one tap after the other, or those ticked together."""
    picked = [id_ for id_ in map(id_in, request.POST.getlist("sent")[: OPENED_AT_ONCE * 2]) if id_]
    _, refusal = tried(lambda: mark_reminders_sent(loan_ids=picked, **done_today(request)))
    aim, is_late = aim_in(request.POST), request.POST.get("siapa") != "segera"
    if refusal:
        return _reminders(request, aim, is_late=is_late, opened=[], refusal=refusal)
    if request.POST.get("tap") == "1":  # sent-marks.js, whose page stays where it is
        return HttpResponse(status=204)
    response = redirect("loan_arrears:reminders")
    response["Location"] += f"?{urlencode(_fields(aim, is_late=is_late))}"
    return response


def _fields(aim: ArrearsAim, *, is_late: bool) -> dict[str, str]:
    return aim_fields(aim) | ({} if is_late else {"siapa": "segera"})


def _reminders(
    request: HttpRequest, aim: ArrearsAim, *, is_late: bool, opened: list[OpenedReminder], refusal: str
) -> HttpResponse:
    place, today = here(request), today_of(request)
    with own_rows(request):
        rows = to_remind(cooperative_id=place.id, aim=aim, is_late=is_late, on=today)
        waiting = [row for row in rows if row.person_id != actor_of(request).person_id]
        by_phone = reached(cooperative_id=place.id, rows=waiting)
        context = aim_choices(place, aim)
    first = by_phone[0] if by_phone else None
    looked = asked_of(first, penalty_rp=first.penalty_rp, on=today) if first else None
    fields = _fields(aim, is_late=is_late)
    context |= {
        "is_late": is_late,
        "who": [
            {"value": "telat", "label": "Yang menunggak", "selected": is_late},
            {"value": "segera", "label": "Yang segera jatuh tempo", "selected": not is_late},
        ],
        "waiting": [] if opened else by_phone[:LISTED],
        "more": max(len(by_phone) - LISTED, 0),
        "phone_count": len(by_phone),
        "without": len(waiting) - len(by_phone),
        "looked": reminder_text(looked, cooperative=place.name) if looked else "",
        "tone": TONE_WORDS[tone_of(looked.days_late)] if looked else "",
        "open_words": f"Buka {min(OPENED_AT_ONCE, len(by_phone))} nomor",
        # wa.me takes the number without its plus sign.
        "opened": [
            (one, f"https://wa.me/{one.phone.removeprefix('+')}?text={quote(one.text)}") for one in opened
        ],
        "hidden": fields,
        "reason": request.POST.get("reason", "") if refusal else "Mengingatkan angsuran pinjaman",
    }
    return page(request, "reminders", context, refusal=refusal)
