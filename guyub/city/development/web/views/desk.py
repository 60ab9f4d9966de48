"""The mentor's desk and monthly report."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.shortcuts import render
from django.views.decorators.http import require_safe

from guyub.city.development.selectors.desk import desk_of
from guyub.city.development.selectors.monthly_report import MonthlyReport, report_of_month
from guyub.city.development.web.doors import day_of, mentor_seats, places_of
from guyub.city.development.web.words import step_words
from guyub.community.cooperatives.domain.legal_life import PAPER_WORDS
from guyub.foundation.identity.domain.roles import Action
from guyub.foundation.identity.web.doors import actor_of, acts, today_of
from guyub.foundation.kernel.dates import Zone, add_months, utc_now
from guyub.foundation.kernel.documents.pdf import render_pdf
from guyub.foundation.kernel.documents.spreadsheets import Column, Kind, Sheet
from guyub.foundation.kernel.formats import MONTHS, clock, day
from guyub.foundation.kernel.tenancy.scope import scope
from guyub.foundation.kernel.web.downloads import pdf_answer, table_answer

if TYPE_CHECKING:
    from datetime import date

    from django.http import HttpRequest, HttpResponse

    from guyub.foundation.identity.domain.roles import Actor

TABLE = ("xlsx", "csv")


@require_safe
@acts(Action.VIEW_MENTORED)
def mentor_desk(request: HttpRequest) -> HttpResponse:
    """Show a mentor's cooperatives with what is next in each."""
    places, today = places_of(request), today_of(request)
    with scope(*(place.id for place in places)):
        rows = desk_of(places=places, today=today)
    seats = {seat.cooperative_id: seat.membership_id for seat in mentor_seats(request)}
    context = {
        "rows": [(row, seats[row.place.id]) for row in rows],
        "waiting": sum(bool(row.overdue or row.open_help) for row in rows),
        "today": today,
    }
    return render(request, "development/mentor_desk.html", context)


@require_safe
@acts(Action.VIEW_MENTORED)
def monthly_report(request: HttpRequest) -> HttpResponse:
    """Show the report of a month, or hand it over: ``?bulan=2026-11&bentuk=pdf``, ``xlsx``, ``csv``."""
    actor, places = actor_of(request), places_of(request)
    current = today_of(request).replace(day=1)
    first = day_of(f"{request.GET.get('bulan', '')}-01") or current
    # A calendar ends somewhere; so does the choice of months.
    first = first if add_months(current, -120) <= first <= current else current
    zone = Zone(request.visit.seat.zone)  # type: ignore[attr-defined]  # identity.web.middleware
    with scope(*(place.id for place in places)):
        report = report_of_month(person_id=actor.person_id, places=places, first=first, zone=zone)
    words, stem = f"{MONTHS[first.month - 1]} {first.year}", f"laporan-pendamping-{first:%Y-%m}"
    shape = request.GET.get("bentuk", "")
    if shape == "pdf":
        payload = _paper(report, actor, words, zone, places=len(places))
        content = render_pdf(
            template="development/monthly_report.typ", payload=payload, is_example=settings.IS_DEMO
        )
        return pdf_answer(content, stem=stem)
    if shape in TABLE:
        return table_answer(request, *_sheets(report, words), stem=stem)
    context = {
        "report": report,
        "month": words,
        "places": len(places),
        "answers": [(row, step_words(row.step)) for row in report.answers],
        "papers": [(row, PAPER_WORDS[row.kind]) for row in report.papers],
        "address": f"?bulan={first:%Y-%m}",
        "previous": f"{add_months(first, -1):%Y-%m}",
        "next": f"{add_months(first, 1):%Y-%m}" if first < current else "",
    }
    return render(request, "development/monthly_report.html", context)


def _paper(report: MonthlyReport, actor: Actor, words: str, zone: Zone, *, places: int) -> dict[str, Any]:
    """Lay the report out for paper: every cell as text."""
    printed = utc_now().astimezone(zone.info)

    def table(
        title: str, labels: tuple[str, ...], rows: list[tuple[str, ...]], *, wide: int = 1
    ) -> dict[str, Any]:
        widths = [""] * (len(labels) - wide) + ["wide"] * wide
        columns = [
            {"label": label, "align": "left", "width": width}
            for label, width in zip(labels, widths, strict=True)
        ]
        return {"title": title, "columns": columns, "rows": rows}

    return {
        "who": actor.name,
        "where": "Pendamping koperasi",
        "title": f"Laporan pendampingan {words}",
        "printed": f"Dicetak {day(printed)}, {clock(printed)} {zone.value}",
        "lead": f"{len(report.visits)} kunjungan ({report.minutes} menit) di {places} koperasi dampingan,"
        f" {len(report.answers)} permintaan bantuan dijawab, {len(report.papers)} dokumen tercatat.",
        "tables": [
            table(
                "Kunjungan",
                ("Tanggal", "Koperasi", "Menit", "Bertemu", "Tujuan dan catatan"),
                [
                    (_day(v.visited_on), v.place_name, str(v.minutes), v.met, f"{v.purpose}. {v.notes}")
                    for v in report.visits
                ],
                wide=2,
            ),
            table(
                "Permintaan bantuan yang dijawab",
                ("Koperasi", "Langkah", "Permintaan", "Jawaban"),
                [(row.place_name, step_words(row.step), row.text, row.answer) for row in report.answers],
                wide=2,
            ),
            table(
                "Dokumen yang tercatat",
                ("Koperasi", "Tanggal dokumen", "Dicatat oleh", "Dokumen"),
                [
                    (row.place_name, day(row.issued_on), row.recorded_by_name, PAPER_WORDS[row.kind])
                    for row in report.papers
                ],
            ),
            table(
                "Tindak lanjut yang belum selesai",
                ("Koperasi", "Paling lambat", "Siapa", "Apa"),
                [(row.place_name, day(row.due_on), row.who, row.what) for row in report.open_actions],
            ),
        ],
        "not_visited": list(report.not_visited),
        "signers": [{"role": "Pendamping", "name": actor.name}, {"role": "Diskopindag", "name": ""}],
    }


def _sheets(report: MonthlyReport, words: str) -> list[Sheet]:
    def sheet(name: str, columns: tuple[Column, ...], rows: list[tuple[Any, ...]]) -> Sheet:
        title = f"{name}, {words}"
        return Sheet(name=name, title=title, source="Guyub, pendampingan", columns=columns, rows=rows)

    place = Column("Koperasi", width=28)
    return [
        sheet(
            "Kunjungan",
            (
                Column("Tanggal", Kind.DATE, 14),
                place,
                Column("Menit", Kind.QUANTITY, 8),
                Column("Bertemu", width=28),
                Column("Tujuan", width=36),
                Column("Catatan", width=70),
            ),
            [(v.visited_on, v.place_name, v.minutes, v.met, v.purpose, v.notes) for v in report.visits],
        ),
        sheet(
            "Bantuan",
            (place, Column("Langkah", width=24), Column("Permintaan", width=50), Column("Jawaban", width=50)),
            [(row.place_name, step_words(row.step), row.text, row.answer) for row in report.answers],
        ),
        sheet(
            "Dokumen",
            (
                place,
                Column("Dokumen", width=28),
                Column("Tanggal dokumen", Kind.DATE, 16),
                Column("Dicatat oleh", width=24),
            ),
            [
                (row.place_name, PAPER_WORDS[row.kind], row.issued_on, row.recorded_by_name)
                for row in report.papers
            ],
        ),
        sheet(
            "Tindak lanjut",
            (
                place,
                Column("Apa", width=50),
                Column("Siapa", width=24),
                Column("Paling lambat", Kind.DATE, 14),
            ),
            [(row.place_name, row.what, row.who, row.due_on) for row in report.open_actions],
        ),
    ]


def _day(value: date | None) -> str:
    return day(value) if value else ""
