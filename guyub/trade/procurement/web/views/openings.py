"""Debts from a spreadsheet: upload, columns, what taking in would do, taking in, undoing.

Who buys brings a table; who keeps the treasury takes it in, since the books follow.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from guyub.foundation.identity.domain.roles import Action
from guyub.foundation.identity.web.doors import actor_of, acts, own_rows
from guyub.foundation.intake.web.pages import TablePages
from guyub.trade.procurement.selectors.openings import batch_of, batches_of, opened_bills
from guyub.trade.procurement.services.openings import DEBTS_BEFORE
from guyub.trade.procurement.web.frame import shown
from guyub.trade.procurement.web.opening_words import FIELD_HELP, HEADS, note_line

if TYPE_CHECKING:
    from collections.abc import Mapping
    from uuid import UUID

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


@require_safe
@acts(Action.BUY_GOODS, Action.KEEP_TREASURY)
def openings(request: HttpRequest) -> HttpResponse:
    """List the tables that were brought."""
    return PAGES.listed(request)


@require_POST
@acts(Action.BUY_GOODS)
def bring(request: HttpRequest) -> HttpResponse:
    """Bring a table."""
    return PAGES.brought(request)


@require_safe
@acts(Action.BUY_GOODS, Action.KEEP_TREASURY)
def template(request: HttpRequest) -> HttpResponse:
    """Hand over an empty table and what its columns mean; its one invented row is refused as long as it stands."""
    return PAGES.template(request)


@require_safe
@never_cache
@acts(Action.BUY_GOODS, Action.KEEP_TREASURY)
def table(request: HttpRequest, batch_id: UUID) -> HttpResponse:
    """Show one table: its columns, what taking it in would do, and what is not right in it; or what became of it."""
    return PAGES.table(request, batch_id)


@require_safe
@never_cache
@acts(Action.BUY_GOODS, Action.KEEP_TREASURY)
def progress(request: HttpRequest, batch_id: UUID) -> HttpResponse:
    """Tell how far the worker is."""
    return PAGES.progress(request, batch_id)


@require_safe
@acts(Action.BUY_GOODS, Action.KEEP_TREASURY)
def notes(request: HttpRequest, batch_id: UUID) -> HttpResponse:
    """Hand over what is not right in a table, line by line."""
    return PAGES.notes(request, batch_id)


@require_POST
@acts(Action.BUY_GOODS)
def columns(request: HttpRequest, batch_id: UUID) -> HttpResponse:
    """Say how the table is to be read."""
    return PAGES.columns(request, batch_id)


@require_POST
@acts(Action.KEEP_TREASURY)
def take(request: HttpRequest, batch_id: UUID) -> HttpResponse:
    """Take a table in, or let the worker."""
    return PAGES.take(request, batch_id)


@require_POST
@acts(Action.KEEP_TREASURY)
def undo(request: HttpRequest, batch_id: UUID) -> HttpResponse:
    """Undo a table that was taken in, or let the worker."""
    return PAGES.undo(request, batch_id)


@require_POST
@acts(Action.BUY_GOODS)
def drop(request: HttpRequest, batch_id: UUID) -> HttpResponse:
    """Throw a table away."""
    return PAGES.drop(request, batch_id)
