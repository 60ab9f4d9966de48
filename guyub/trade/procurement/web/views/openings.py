"""Debts from a spreadsheet: upload, columns, what taking in would do, taking in, undoing.

Who buys brings a table; who keeps the treasury takes it in, since the books follow.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from guyub.foundation.identity.web.doors import actor_of, own_rows
from guyub.foundation.intake.web.pages import TablePages
from guyub.trade.procurement.selectors.openings import batch_of, batches_of, opened_bills
from guyub.trade.procurement.services.openings import DEBTS_BEFORE
from guyub.trade.procurement.web.frame import shown
from guyub.trade.procurement.web.opening_words import FIELD_HELP, HEADS, note_line

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.http import HttpRequest, HttpResponse

    from guyub.foundation.intake.services.tables import Opened
    from guyub.trade.procurement.selectors.opening_plans import DebtPlan
    from guyub.trade.procurement.selectors.openings import DebtBatchBrought

TAB = "buying:debts"
DEBTS_ON_PAGE = 50


def _framed(request: HttpRequest, name: str, context: Mapping[str, Any], refusal: str) -> HttpResponse:
    template = "debt_openings" if name == "list" else "debt_opening"
    return shown(request, template, context, tab=TAB, refusal=refusal)


def _open_context(
    _request: HttpRequest, _batch: DebtBatchBrought, _opened: Opened, plan: DebtPlan | None
) -> Mapping[str, Any]:
    if plan is None:
        return {}
    return {
        "debts": plan.reading.rows[:DEBTS_ON_PAGE],
        "over_rp": max(0, plan.total_rp - plan.left_rp) if plan.cut_off else 0,
        "rest_rp": max(0, plan.left_rp - plan.total_rp),
    }


def _closed_context(request: HttpRequest, batch: DebtBatchBrought) -> Mapping[str, Any]:
    with own_rows(request):
        rows = opened_bills(
            cooperative_id=actor_of(request).cooperative_id, batch_id=batch.batch_id, most=DEBTS_ON_PAGE
        )
    return {"bills": rows}


PAGES = TablePages(
    intake=DEBTS_BEFORE,
    room="debt_openings:openings",
    page="debt_openings:table",
    bring="debt_openings:bring",
    frame=_framed,
    rows=batches_of,
    row=batch_of,
    noun="nota",
    stem="utang",
    example=("Utang pemasok", "Utang pemasok: tabel contoh"),
    helps=FIELD_HELP,
    heads=HEADS,
    came=lambda row: (row.bills_count, row.total_rp),
    note_line=note_line,
    open_context=_open_context,
    closed_context=_closed_context,
)
