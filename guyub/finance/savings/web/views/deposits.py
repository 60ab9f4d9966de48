"""Simpanan berjangka to read: all of them by what is due, one with its periods, as a table."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from guyub.community.members.web.views.books import here
from guyub.finance.savings.domain.deposits import ROLL_WORDS
from guyub.finance.savings.domain.offering import rate_words
from guyub.finance.savings.selectors.deposits import MOST, STATES, all_deposits
from guyub.finance.savings.web.deposit_pages import deposit_page, page
from guyub.foundation.identity.domain.roles import Action
from guyub.foundation.identity.web.doors import acts, own_rows, today_of
from guyub.foundation.kernel.documents.spreadsheets import Column, Kind, Sheet
from guyub.foundation.kernel.formats import day
from guyub.foundation.kernel.web.downloads import table_answer

if TYPE_CHECKING:
    from uuid import UUID

    from django.http import HttpRequest, HttpResponse

    from guyub.finance.savings.selectors.deposits import DepositRow
    from guyub.foundation.kernel.documents.spreadsheets import Cell

SHOWN = 100
ALL = ""


@require_safe
@never_cache
@acts(Action.VIEW_SAVINGS)
def deposits(request: HttpRequest) -> HttpResponse:
    """List the deposits, what matures first comes first."""
    today = today_of(request)
    with own_rows(request):
        rows, is_whole = all_deposits(cooperative_id=here(request).id)
    asked = request.GET.get("tampil", ALL)
    asked = asked if asked in STATES else ALL
    counts = dict.fromkeys(STATES, 0)
    for row in rows:
        counts[row.state(today)] += 1
    found = [row for row in rows if (row.state(today) == asked if asked else row.closed_on is None)]
    running = [row for row in rows if row.closed_on is None]
    context = {
        "title": f"{len(running)} simpanan berjangka" if running else "Belum ada simpanan berjangka",
        "rows": [(row, row.days_left(today), rate_words(row.now.agreed_ppm)) for row in found[:SHOWN]],
        "count": len(found),
        "most": SHOWN,
        "is_whole": is_whole,
        "held_rp": sum(row.balance_rp for row in running),
        "due_rp": sum(row.balance_rp for row in running if row.state(today) == "tempo"),
        "due": counts["tempo"],
        "waiting": counts["tunggu"],
        "waiting_rp": sum(row.balance_rp for row in running if row.is_waiting),
        "picks": [
            {"label": "Semua yang belum diambil", "href": "?", "current": not asked},
            *(
                {"label": f"{words} ({counts[key]})", "href": f"?tampil={key}", "current": asked == key}
                for key, words in STATES.items()
            ),
        ],
    }
    return page(request, "deposits", context)


@require_safe
@never_cache
@acts(Action.VIEW_SAVINGS)
def deposit(request: HttpRequest, account_id: UUID) -> HttpResponse:
    """Show one deposit."""
    return deposit_page(request, account_id)


@require_safe
@never_cache
@acts(Action.VIEW_SAVINGS)
def deposits_export(request: HttpRequest) -> HttpResponse:
    """Hand the deposits over as a table."""
    place, today = here(request), today_of(request)
    with own_rows(request):
        rows, is_whole = all_deposits(cooperative_id=place.id)
    more = "" if is_whole else f"; {MOST} yang pertama"
    sheet = Sheet(
        name="Simpanan berjangka",
        title=f"Simpanan berjangka {place.name}, {day(today)}{more}",
        source=f"Guyub, {day(today)}",
        columns=(
            Column("Bilyet", width=16),
            Column("Nomor anggota", width=16),
            Column("Nama", width=28),
            Column("Produk", width=28),
            Column("Ditempatkan", Kind.DATE),
            Column("Periode ke", Kind.QUANTITY),
            Column("Jatuh tempo", Kind.DATE),
            Column("Jasa setahun", width=14),
            Column("Di akhir", width=28),
            Column("Saldo", Kind.RUPIAH),
            Column("Keadaan", width=20),
        ),
        rows=[_cells(row) for row in rows],
    )
    return table_answer(request, sheet, stem=f"simpanan-berjangka-{today.isoformat()}")


def _cells(row: DepositRow) -> tuple[Cell, ...]:
    return (
        row.certificate,
        row.number,
        row.name,
        row.product,
        row.opened_on,
        row.now.no,
        row.now.matures_on,
        rate_words(row.now.agreed_ppm),
        ROLL_WORDS[row.now.roll],
        row.balance_rp,
        row.state_words,
    )
