"""Applications as the staff reads them: the list, whose is written, one with everything, as a table."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from guyub.community.members.domain.finding import wanted
from guyub.community.members.selectors.register import find_members
from guyub.finance.loans.selectors.applications import (
    MOST_CLOSED,
    MOST_ROWS,
    STAGE_WORDS,
    Stage,
    closed_applications,
    counts_by_stage,
    open_applications,
    paper_file,
)
from guyub.finance.loans.web.request_pages import page, request_page_of, shown
from guyub.finance.savings.selectors.gate import unit_gate
from guyub.foundation.identity.domain.roles import Action
from guyub.foundation.identity.web.doors import actor_of, acts, own_rows, today_of
from guyub.foundation.kernel.dates import utc_now
from guyub.foundation.kernel.documents.spreadsheets import Column, Kind, Sheet
from guyub.foundation.kernel.formats import day
from guyub.foundation.kernel.web.downloads import file_answer, table_answer

if TYPE_CHECKING:
    from uuid import UUID

    from django.http import HttpRequest, HttpResponse

LONGEST_TEXT = 80


@require_safe
@never_cache
@acts(Action.VIEW_LOANS)
def requests(request: HttpRequest) -> HttpResponse:
    """Show the applications by what they wait for; what is over on its own."""
    place_id, now, asked = actor_of(request).cooperative_id, utc_now(), request.GET.get("tahap", "")
    chosen = Stage(asked) if asked in set(Stage) else None
    with own_rows(request):
        waiting = open_applications(cooperative_id=place_id, now=now)
        over = closed_applications(cooperative_id=place_id, now=now) if chosen is Stage.OVER else []
        gate = unit_gate(cooperative_id=place_id, on=today_of(request))
    counts = counts_by_stage(waiting)
    address = reverse("loan_requests:requests")
    context = {
        "rows": over if chosen is Stage.OVER else [row for row in waiting if chosen in (None, row.stage)],
        "gate": gate,
        "is_over": chosen is Stage.OVER,
        "title": f"{len(waiting)} permohonan berjalan" if waiting else "Tidak ada permohonan berjalan",
        "picks": [
            {"href": address, "label": "Semua", "count": len(waiting), "current": chosen is None},
            *(
                {
                    "href": f"{address}?tahap={stage.value}",
                    "label": words,
                    "count": None if stage is Stage.OVER else counts[stage],
                    "current": stage is chosen,
                }
                for stage, words in STAGE_WORDS.items()
            ),
        ],
        "most": MOST_CLOSED if chosen is Stage.OVER else MOST_ROWS,
        "is_cut": len(over) == MOST_CLOSED or len(waiting) == MOST_ROWS,
    }
    return page(request, "requests", context)


@require_safe
@never_cache
@acts(Action.VIEW_LOANS)
def request(request: HttpRequest, application_id: UUID) -> HttpResponse:
    """Show one application with everything that is known."""
    return shown(request, request_page_of(request, application_id))


@require_safe
@never_cache
@acts(Action.TAKE_LOANS)
def request_whose(request: HttpRequest) -> HttpResponse:
    """Look for the member who asks."""
    text = request.GET.get("cari", "")[:LONGEST_TEXT].strip()
    looked, found = wanted(text), None
    if text and not looked.is_secret:
        with own_rows(request):
            found = find_members(cooperative_id=actor_of(request).cooperative_id, wanted=looked)
    people = [row for row in found.rows if row.number] if found else []
    if len(people) == 1 and people[0].is_member:
        return redirect("loan_requests:request_new", member_id=people[0].member_id)
    context = {
        "text": text,
        "people": people,
        "is_secret": looked.is_secret,
        "is_more": found is not None and found.is_more,
    }
    return page(request, "request_whose", context)


@require_safe
@never_cache
@acts(Action.VIEW_LOANS)
def paper(request: HttpRequest, paper_id: UUID) -> HttpResponse:
    """Send a picture or document of an application."""
    with own_rows(request):
        file = paper_file(cooperative_id=actor_of(request).cooperative_id, paper_id=paper_id)
    if file is None:
        raise Http404
    return file_answer(file)


@require_safe
@acts(Action.VIEW_LOANS)
def requests_export(request: HttpRequest) -> HttpResponse:
    """Hand the applications over: the open ones, then those that are over."""
    place_id, now, today = actor_of(request).cooperative_id, utc_now(), today_of(request)
    with own_rows(request):
        rows = open_applications(cooperative_id=place_id, now=now)
        rows += closed_applications(cooperative_id=place_id, now=now, most=5_000)
    sheet = Sheet(
        name="Permohonan pinjaman",
        title=f"Permohonan pinjaman, {day(today)}",
        source=f"Guyub, {day(today)}",
        columns=(
            Column("Nomor", width=16),
            Column("Tanggal", Kind.DATE),
            Column("Anggota", width=28),
            Column("Nomor anggota", width=14),
            Column("Produk", width=28),
            Column("Jumlah (Rp)", Kind.RUPIAH, 18),
            Column("Angsuran", Kind.QUANTITY, 10),
            Column("Jenis keperluan", width=22),
            Column("Keperluan", width=40),
            Column("Asal", width=22),
            Column("Keadaan", width=20),
            Column("Langkah terakhir", Kind.DATE),
            Column("Pinjaman", width=16),
        ),
        rows=[
            (
                row.name,
                row.applied_on,
                row.member,
                row.number,
                row.product,
                row.amount_rp,
                row.instalments,
                row.use_words,
                row.purpose,
                row.source_words,
                row.state_words,
                row.moved_on,
                row.loan,
            )
            for row in rows
        ],
    )
    return table_answer(request, sheet, stem="permohonan-pinjaman")
