"""The trail, for those who check."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from django.shortcuts import render
from django.views.decorators.http import require_safe

from guyub.foundation.identity.domain.roles import Action
from guyub.foundation.identity.selectors.audit import Line, chain_break, head_of, trail
from guyub.foundation.identity.web.audit_sentences import said
from guyub.foundation.identity.web.doors import actor_of, acts, own_rows
from guyub.foundation.kernel.documents.spreadsheets import Column, Kind, Sheet
from guyub.foundation.kernel.web.downloads import table_answer

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

PAGE, EXPORT_MOST = 50, 10_000
KINDS = (
    ("identity.role", "Peran"),
    ("identity.number", "NIK, KK, dan HP"),
    ("identity.invitation", "Undangan"),
    ("identity.reset", "Kode masuk baru"),
    ("identity.consent", "Persetujuan data"),
    ("identity.subject", "Permintaan data"),
    ("identity.breach", "Kebocoran data"),
    ("identity.token", "Kunci API"),
    ("approvals", "Persetujuan"),
    ("parameters", "Parameter dan keputusan"),
    ("development", "Kebutuhan, bantuan, dan kunjungan"),
    ("cooperatives.import", "Impor tabel"),
)


@require_safe
@acts(Action.VIEW_AUDIT)
def trail_page(request: HttpRequest) -> HttpResponse:
    """Show who did what, the newest first, with filters."""
    lines = _lines(request, PAGE + 1)
    with own_rows(request):
        position, head = head_of(cooperative_id=actor_of(request).cooperative_id)
        broken = chain_break(actor_of(request).cooperative_id)
    kept = {key: request.GET[key] for key in ("jenis", "nama", "dari", "sampai") if request.GET.get(key)}
    context = {
        "lines": [(line, said(line)) for line in lines[:PAGE]],
        "next": lines[PAGE - 1].position if len(lines) > PAGE else None,
        "position": position,
        "head": head,
        "broken": broken,
        "kinds": [{"value": "", "label": "Semua hal", "selected": not kept.get("jenis")}]
        + [{"value": code, "label": words, "selected": kept.get("jenis") == code} for code, words in KINDS],
        "kept": kept,
    }
    return render(request, "identity/audit.html", context)


@require_safe
@acts(Action.VIEW_AUDIT)
def trail_export(request: HttpRequest) -> HttpResponse:
    """Hand the filtered trail over as a spreadsheet."""
    lines = _lines(request, EXPORT_MOST)
    sheet = Sheet(
        name="Jejak",
        title="Jejak",
        source="Jejak Guyub; waktu dalam UTC",
        columns=(
            Column("Nomor", Kind.QUANTITY, 10),
            Column("Waktu", width=20),
            Column("Siapa", width=24),
            Column("Apa", width=70),
            Column("Kode", width=28),
        ),
        rows=[
            (line.position, line.at.strftime("%Y-%m-%d %H:%M:%S"), line.name, said(line), line.act)
            for line in lines
        ],
    )
    return table_answer(request, sheet, stem="jejak")


def _lines(request: HttpRequest, most: int) -> list[Line]:
    asked = request.GET
    before = asked.get("sebelum", "")
    with own_rows(request):
        return trail(
            cooperative_id=actor_of(request).cooperative_id,
            most=most,
            before=int(before) if before.isascii() and before.isdigit() and len(before) < 18 else None,
            act=asked.get("jenis", "")[:80],
            name=asked.get("nama", "").strip()[:80].replace("\0", ""),
            from_on=_day(asked.get("dari", "")),
            to_on=_day(asked.get("sampai", "")),
        )


def _day(written: str) -> date | None:
    try:
        return date.fromisoformat(written)
    except ValueError:
        return None
