"""Files of a bank: uploaded, looked at dry, their columns chosen, taken in, dropped, undone."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.http import Http404
from django.views.decorators.http import require_http_methods, require_POST

from guyub.books.ledger.web.forms import choices, typed_of
from guyub.books.treasury.domain.bank_cells import DAY_FIRST, MONTH_FIRST
from guyub.books.treasury.domain.bank_tables import ORDER, TITLES, StatementRefusedError
from guyub.books.treasury.selectors.banks import statement_of
from guyub.books.treasury.services.bank_statements import (
    bring_statement,
    check_statement,
    columns_in,
    drop_statement,
    map_statement,
)
from guyub.books.treasury.services.bank_taking import take_statement, undo_statement
from guyub.books.treasury.web.bank_pages import found, page, shared_of, to
from guyub.foundation.identity.domain.roles import Action
from guyub.foundation.identity.web.doors import acts, place_of, today_of, tried
from guyub.foundation.kernel.tenancy.scope import scope
from guyub.foundation.kernel.web.messages import sentence

if TYPE_CHECKING:
    from collections.abc import Callable
    from uuid import UUID

    from django.http import HttpRequest, HttpResponse

    from guyub.foundation.kernel.models import Cooperative

LINES_SHOWN = 20
_ORDER_WORDS = {DAY_FIRST: "Hari dulu, seperti 31/12", MONTH_FIRST: "Bulan dulu, seperti 12/31"}


@require_http_methods(["GET", "HEAD", "POST"])
@acts(Action.KEEP_TREASURY)
def bring(request: HttpRequest, code: str, bank_id: UUID) -> HttpResponse:
    """Upload a file of one account."""
    place, refusal = place_of(request, code, Action.KEEP_TREASURY), ""
    if request.method == "POST":
        statement_id, refusal = tried(lambda: _brought(request, place, bank_id))
        if not refusal:
            return to("statement", place, statement_id=statement_id)
    with scope(place.id):
        account = found(place, bank_id)
    return page(request, place, "bank_bring", {"bank": account}, refusal=refusal)


@require_http_methods(["GET", "HEAD"])
@acts(Action.KEEP_TREASURY)
def statement(request: HttpRequest, code: str, statement_id: UUID) -> HttpResponse:
    """Show what taking a file in would do, or what it did."""
    return _statement(request, place_of(request, code, Action.KEEP_TREASURY), statement_id)


@require_POST
@acts(Action.KEEP_TREASURY)
def statement_map(request: HttpRequest, code: str, statement_id: UUID) -> HttpResponse:
    """Say which column holds what."""
    place = place_of(request, code, Action.KEEP_TREASURY)
    mapping = {name: typed_of(request, f"f-{name}") for name in (*TITLES, ORDER)}
    return _done(
        request,
        place,
        statement_id,
        lambda: map_statement(statement_id=statement_id, mapping=mapping, **shared_of(request, place)),
    )


@require_POST
@acts(Action.KEEP_TREASURY)
def statement_take(request: HttpRequest, code: str, statement_id: UUID) -> HttpResponse:
    """Take a file in."""
    place = place_of(request, code, Action.KEEP_TREASURY)
    return _done(
        request,
        place,
        statement_id,
        lambda: take_statement(
            statement_id=statement_id, today=today_of(request), **shared_of(request, place)
        ),
    )


@require_POST
@acts(Action.KEEP_TREASURY)
def statement_drop(request: HttpRequest, code: str, statement_id: UUID) -> HttpResponse:
    """Throw a waiting file away."""
    place = place_of(request, code, Action.KEEP_TREASURY)
    return _done(
        request,
        place,
        statement_id,
        lambda: drop_statement(statement_id=statement_id, **shared_of(request, place)),
    )


@require_POST
@acts(Action.KEEP_TREASURY)
def statement_undo(request: HttpRequest, code: str, statement_id: UUID) -> HttpResponse:
    """Take a whole file out again."""
    place = place_of(request, code, Action.KEEP_TREASURY)
    return _done(
        request,
        place,
        statement_id,
        lambda: undo_statement(statement_id=statement_id, **shared_of(request, place)),
    )


def _brought(request: HttpRequest, place: Cooperative, bank_id: UUID) -> UUID:
    file = request.FILES.get("table")
    if file is None:
        raise StatementRefusedError(wrong="empty")
    return bring_statement(
        bank_id=bank_id, name=file.name or "", content=file.read(), **shared_of(request, place)
    )


def _done(
    request: HttpRequest, place: Cooperative, statement_id: UUID, use_case: Callable[[], object]
) -> HttpResponse:
    _, refusal = tried(use_case)
    if refusal:
        return _statement(request, place, statement_id, refusal)
    return to("statement", place, statement_id=statement_id)


def _statement(
    request: HttpRequest, place: Cooperative, statement_id: UUID, refusal: str = ""
) -> HttpResponse:
    with scope(place.id):
        row = statement_of(cooperative_id=place.id, statement_id=statement_id)
        if row is None:
            raise Http404
        context: dict[str, Any] = {"bank": found(place, row.bank_id), "statement": row}
        if row.state == row.State.BROUGHT:
            context |= _dry(request, place, statement_id)
            columns = columns_in(place=place, statement_id=statement_id)
            context |= {"fields": _fields(columns, row.columns), "orders": _orders(row.columns)}
    return page(request, place, "bank_statement", context, refusal=refusal)


def _dry(request: HttpRequest, place: Cooperative, statement_id: UUID) -> dict[str, Any]:
    try:
        checked = check_statement(place=place, statement_id=statement_id, today=today_of(request))
    except StatementRefusedError as unread:
        return {"hindrance": sentence(unread)}
    return {"checked": checked, "count": len(checked.lines), "lines": checked.lines[:LINES_SHOWN]}


def _fields(columns: Any, mapping: dict[str, str]) -> list[tuple[str, str, list[dict[str, object]]]]:
    named = {column: column for column in columns}
    return [
        (name, title, choices(named, mapping.get(name, ""), empty="Tidak ada"))
        for name, (title, _) in TITLES.items()
    ]


def _orders(mapping: dict[str, str]) -> list[dict[str, object]]:
    return choices(_ORDER_WORDS, mapping.get(ORDER, ""), empty="Baca sendiri")
