"""The statutory book of members' savings."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from django.views.decorators.http import require_safe

from guyub.community.members.web.book_tables import (
    BookColumn,
    BookRow,
    BookTable,
    book_answer,
    span_of,
    written_day,
)
from guyub.community.members.web.views.books import IN_ALL, here
from guyub.finance.savings.domain.kinds import KIND_WORDS, SavingsKind
from guyub.finance.savings.selectors.book import savings_book
from guyub.foundation.identity.domain.roles import Action
from guyub.foundation.identity.web.doors import acts, own_rows, today_of
from guyub.foundation.kernel.documents.spreadsheets import Kind

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from guyub.community.members.selectors.books import Span

COLUMNS = (
    BookColumn(title="No. anggota", width=12, paper="20mm"),
    BookColumn(title="Nama anggota", width=28, paper="3fr", is_main=True),
    *(
        BookColumn(
            title=KIND_WORDS[kind].removeprefix("Simpanan ").capitalize(), kind=Kind.RUPIAH, paper="25mm"
        )
        for kind in SavingsKind
    ),
    BookColumn(title="Jumlah", kind=Kind.RUPIAH, paper="30mm"),
    BookColumn(title="Paraf anggota", paper="24mm", is_signed=True),
)
YEARS = 5


@require_safe
@acts(Action.VIEW_MEMBER_FILE)
def book(request: HttpRequest) -> HttpResponse:
    """Show what each member has saved of each kind today, or at the end of a past year; as paper and table too."""
    place, span, today = here(request), span_of(request), today_of(request)
    on = _last_day(span, today)
    with own_rows(request):
        people, total, sums = savings_book(
            cooperative_id=place.id, on=on, text=span.text, first=span.first, most=span.most
        )
        rows = [
            BookRow(cells=(one.number or "calon", one.name, *one.amounts_rp, one.total_rp)) for one in people
        ]
        if people:
            rows.append(BookRow(cells=("", "Jumlah seluruhnya", *sums, sum(sums)), is_sum=True))
        words = f"Keadaan {written_day(on)}, dalam rupiah"
        table = BookTable(
            book=f"Buku 6 dari {IN_ALL}",
            title="Buku simpanan anggota",
            stem="buku-simpanan-anggota",
            columns=COLUMNS,
            rows=rows,
            total=total,
            unit="anggota",
            empty="Belum ada simpanan anggota.",
            period=f"{words}, yang memuat “{span.text}”" if span.text else words,
            now="Sampai hari ini",
            years=range(today.year - 1, today.year - YEARS, -1),
        )
        return book_answer(request, place, table)


def _last_day(span: Span, today: date) -> date:
    """The last day of the year that is asked for; today for this year and for none."""
    return date(span.year, 12, 31) if span.year and span.year < today.year else today
