"""Running loans from a spreadsheet: upload, columns, what taking in would do, taking in, undoing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.views.decorators.http import require_safe

from guyub.finance.loans.selectors.openings import batch_of, batches_of, opened_of
from guyub.finance.loans.services.openings import RUNNING_LOANS
from guyub.finance.loans.web.frame import framed
from guyub.finance.loans.web.opening_words import FIELD_HELP, HEADS, loan_line, note_line
from guyub.foundation.identity.domain.roles import Action
from guyub.foundation.identity.web.doors import actor_of, acts, own_rows, today_of
from guyub.foundation.intake.web.pages import TablePages
from guyub.foundation.kernel.documents.spreadsheets import Column, Kind, Sheet
from guyub.foundation.kernel.web.downloads import table_answer

if TYPE_CHECKING:
    from collections.abc import Mapping
    from uuid import UUID

    from django.http import HttpRequest, HttpResponse

    from guyub.finance.loans.selectors.opening_plans import OpeningPlan
    from guyub.finance.loans.selectors.openings import OpeningBatch
    from guyub.foundation.intake.services.tables import Opened

TAB = "loan_products:products"
LOANS_ON_PAGE = 60


def _framed(request: HttpRequest, name: str, context: Mapping[str, Any], refusal: str) -> HttpResponse:
    template = "openings" if name == "list" else "opening"
    return framed(request, template, context, tab=TAB, refusal=refusal)


def _open_context(
    request: HttpRequest, _batch: OpeningBatch, _opened: Opened, plan: OpeningPlan | None
) -> Mapping[str, Any]:
    if plan is None:
        return {}
    lines = _loan_lines(request, plan, LOANS_ON_PAGE)
    late = sum(line.tone == "bad" for line in lines) if len(lines) == plan.count else None
    return {"loans": lines, "late": late}


def _closed_context(request: HttpRequest, batch: OpeningBatch) -> Mapping[str, Any]:
    with own_rows(request):
        rows = opened_of(
            cooperative_id=actor_of(request).cooperative_id, batch_id=batch.batch_id, most=LOANS_ON_PAGE
        )
    return {"opened_loans": rows}


def _loan_lines(request: HttpRequest, plan: OpeningPlan, most: int | None = None) -> list[Any]:
    day = plan.cut_off or today_of(request)
    rows = zip(plan.reading.rows[:most], plan.provisions[:most], strict=True)
    return [loan_line(row, provision_rp, day) for row, provision_rp in rows]


PAGES = TablePages(
    intake=RUNNING_LOANS,
    room="loan_openings:openings",
    page="loan_openings:table",
    frame=_framed,
    rows=batches_of,
    row=batch_of,
    noun="pinjaman",
    stem="pinjaman",
    example=("Pinjaman", "Pinjaman berjalan: tabel contoh"),
    helps=FIELD_HELP,
    heads=HEADS,
    came=lambda row: (row.loans_count, row.principal_rp),
    note_line=note_line,
    options=lambda typed: {name: name in typed for name in ("is_part", "is_spread")},
    open_context=_open_context,
    closed_context=_closed_context,
)


@require_safe
@acts(Action.KEEP_LOANS)
def loans(request: HttpRequest, batch_id: UUID) -> HttpResponse:
    """Hand over the loans of an open table as they would be kept, with what the schedule makes of each."""
    batch = PAGES.found(request, batch_id)
    _, plan = PAGES.planned(request, batch_id)
    titles = ("Baris", "Nama", "Produk", "Ketentuan", "Tanggal cair", "Plafon", "Sisa pokok", "Sudah dibayar")
    more = ("Keadaan", "Angsuran berikutnya", "Sebesar", "Angsuran terakhir", "Penyisihan", "Jadwal")
    dates, amounts = {4, 9, 11}, {5, 6, 7, 10, 12}
    sheet = Sheet(
        name="Pinjaman",
        title=f"Hitungan pinjaman: {batch.original_name}",
        source="pemeriksaan Guyub, tanpa memasukkan apa pun",
        columns=[
            Column(title, Kind.DATE if at in dates else Kind.RUPIAH if at in amounts else Kind.TEXT, width=20)
            for at, title in enumerate((*titles, *more))
        ],
        rows=[
            (
                line.line,
                line.borrower,
                line.product,
                line.terms,
                line.disbursed_on,
                line.principal_rp,
                line.left_rp,
                line.paid_rp,
                line.arrears,
                line.next_on,
                line.next_rp,
                line.ends_on,
                line.provision_rp,
                "disusun ulang" if line.is_anew else "asli",
            )
            for line in _loan_lines(request, plan)
        ],
    )
    return table_answer(request, sheet, stem="hitungan-pinjaman-berjalan")
