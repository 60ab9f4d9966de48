"""What programs read of the books, and the entries that they bring."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Annotated, Any
from uuid import UUID

from ninja import Query, Router, Status
from ninja.errors import HttpError
from pydantic import AwareDatetime  # noqa: TC002  as above

from guyub.books.ledger.api import schemas
from guyub.books.ledger.domain.chart import CODE
from guyub.books.ledger.domain.entries import LineDraft
from guyub.books.ledger.domain.statements import StatementName  # noqa: TC001  as above
from guyub.books.ledger.selectors.movements import BooksNotOpenedError
from guyub.books.ledger.selectors.programs import (
    account_rows,
    balance_rows,
    books_row,
    entry_row,
    entry_rows,
)
from guyub.books.ledger.selectors.statements import Question, statement_of
from guyub.books.ledger.services.batches import post_batch
from guyub.books.ledger.services.journal import JournalTyped
from guyub.community.cooperatives.api.doors import (
    MISSING,
    MOST_AT_ONCE,
    Code,
    RequestId,
    fields_of,
    place_reached,
    today_in,
)
from guyub.community.cooperatives.selectors.profiles import unit_names
from guyub.foundation.identity.api.keys import Key, actor_of_key
from guyub.foundation.identity.domain.roles import Action
from guyub.foundation.kernel.dates import add_months, utc_now
from guyub.foundation.kernel.tenancy.scope import scope

if TYPE_CHECKING:
    from django.http import HttpRequest

    from guyub.books.ledger.selectors.programs import EntryRow
    from guyub.foundation.kernel.models import Cooperative

router = Router(tags=["books"])
MOST_MONTHS = 24
_WAYS: dict[int, Any] = {409: Any, **MISSING}
OptionalDay = Annotated[date | None, Query()]
OptionalUnit = Annotated[UUID | None, Query(description="One unit of business alone")]
After = Annotated[int, Query(ge=0, le=2**62, description="The place in the chain after which to begin")]
Touching = Annotated[str, Query(pattern=rf"^({CODE.pattern})?$", description="An account, or those below it")]


@router.get(
    "/cooperatives/{code}/books",
    response={200: schemas.Books, **_WAYS},
    auth=Key("books:read"),
    operation_id="books",
)
def books(request: HttpRequest, code: Code) -> Any:
    """Tell how far the books are: first day, last closed day, end of the chain; and the units of business."""
    place = _place_to_read(request, code, Action.VIEW_STATEMENTS)
    with scope(place.id):
        row = books_row(cooperative_id=place.id)
        units = unit_names(cooperative_id=place.id)
    if row is None:
        raise BooksNotOpenedError
    return {
        "opened_on": row.opened_on,
        "closed_through": row.closed_through,
        "chain_no": row.chain_no,
        "hash": row.hash,
        "units": [{"id": unit_id, "name": name} for unit_id, name in units.items()],
    }


@router.get(
    "/cooperatives/{code}/accounts",
    response={200: list[schemas.Account], **MISSING},
    auth=Key("books:read"),
    operation_id="accounts",
)
def accounts(request: HttpRequest, code: Code) -> Any:
    """List the accounts by code, the cooperative's own with them; none where it keeps no books."""
    place = _place_to_read(request, code, Action.VIEW_STATEMENTS)
    with scope(place.id):
        found = account_rows(cooperative_id=place.id)
    return [fields_of(schemas.Account, row) for row in found]


@router.get(
    "/cooperatives/{code}/balances",
    response={200: list[schemas.Balance], **MISSING},
    auth=Key("books:read"),
    operation_id="balances",
)
def balances(request: HttpRequest, code: Code, since: OptionalDay = None, until: OptionalDay = None) -> Any:
    """List what accounts moved by month, unit and phase: whole months, this year's unless told; the last 24 at most."""
    place = _place_to_read(request, code, Action.VIEW_STATEMENTS)
    first, last = _span(place, since, until)
    earliest = add_months(last.replace(day=1), 1 - MOST_MONTHS) if last.year > MOST_MONTHS else date.min
    with scope(place.id):
        found = balance_rows(cooperative_id=place.id, since=max(first.replace(day=1), earliest), until=last)
    return [fields_of(schemas.Balance, row) for row in found]


@router.get(
    "/cooperatives/{code}/statements/{name}",
    response={200: schemas.StatementCard, **_WAYS},
    auth=Key("books:read"),
    operation_id="statement",
)
def statement(
    request: HttpRequest,
    code: Code,
    name: StatementName,
    since: OptionalDay = None,
    until: OptionalDay = None,
    compare_since: OptionalDay = None,
    compare_until: OptionalDay = None,
    unit: OptionalUnit = None,
    known_at: Annotated[AwareDatetime | None, Query(description="As the books stood then")] = None,
    *,
    by_unit: bool = False,
    is_indirect: bool = False,
) -> Any:
    """Draw up a statement of any span, else of this year until today; compared, by unit, as known at a moment."""
    place = _place_to_read(request, code, Action.VIEW_STATEMENTS)
    first, last = _span(place, since, until)
    question = Question(
        name=name,
        since=first,
        until=last,
        compare_since=compare_since,
        compare_until=compare_until,
        unit_id=unit,
        by_unit=by_unit,
        is_indirect=is_indirect,
        known_at=known_at,
    )
    with scope(place.id):
        drawn = statement_of(cooperative_id=place.id, question=question)
    return fields_of(schemas.StatementCard, drawn) | {
        "rows": [fields_of(schemas.StatementLine, row) for row in drawn.rows],
        "ties": [fields_of(schemas.Agreement, tie) for tie in drawn.ties],
    }


@router.get(
    "/cooperatives/{code}/entries",
    response={200: schemas.Entries, **MISSING},
    auth=Key("journal:read"),
    operation_id="entries",
)
def entries(
    request: HttpRequest,
    code: Code,
    after: After = 0,
    limit: Annotated[int, Query(ge=1, le=MOST_AT_ONCE)] = MOST_AT_ONCE,
    since: OptionalDay = None,
    until: OptionalDay = None,
    account: Touching = "",
) -> Any:
    """List entries with their lines in the order of the chain; the journal stays the cooperative's own."""
    place = _place_to_read(request, code, Action.VIEW_JOURNAL)
    with scope(place.id):
        found = entry_rows(
            cooperative_id=place.id, after=after, most=limit + 1, since=since, until=until, account=account
        )
    items = [_shown(row) for row in found[:limit]]
    return {"items": items, "next": items[-1]["chain_no"] if len(found) > limit else None}


@router.get(
    "/cooperatives/{code}/entries/{uuid:entry_id}",
    response={200: schemas.Entry, **MISSING},
    auth=Key("journal:read"),
    operation_id="entry",
)
def entry(request: HttpRequest, code: Code, entry_id: UUID) -> Any:
    """Show one entry with its lines."""
    place = _place_to_read(request, code, Action.VIEW_JOURNAL)
    with scope(place.id):
        found = entry_row(cooperative_id=place.id, entry_id=entry_id)
    if found is None:
        raise HttpError(404, "Jurnal ini tidak ada di koperasi ini.")
    return _shown(found)


@router.post(
    "/cooperatives/{code}/entries",
    response={201: schemas.PostedEntries, **_WAYS},
    auth=Key("journal:write"),
    operation_id="entries_post",
)
def entries_post(
    request: HttpRequest, code: Code, body: schemas.NewEntries, idempotency_key: RequestId
) -> Any:
    """Post entries of the free journal, at most 500, all or none, in the name of whoever made the key.

    Control accounts are refused, and so is what needs a second person. The ``Idempotency-Key`` is the request_id: the
    same key with the same entries answers again, with others 409.
    """
    place, now = place_reached(request, code), utc_now()
    typed = [
        JournalTyped(
            occurred_on=one.occurred_on,
            memo=one.memo,
            lines=tuple(
                LineDraft(line.account, line.amount_rp, unit_id=line.unit, note=line.note)
                for line in one.lines
            ),
            is_adjustment=one.is_adjustment,
        )
        for one in body.entries
    ]
    posted = post_batch(
        actor=actor_of_key(request, Action.POST_JOURNAL, now=now),
        place=place,
        entries=typed,
        today=today_in(place),
        request_id=idempotency_key,
        now=now,
    )
    return Status(201, {"entries": posted})


def _place_to_read(request: HttpRequest, code: str, action: Action) -> Cooperative:
    """Find the cooperative of an address; whoever made the key must be allowed to read its books now."""
    place = place_reached(request, code)
    actor_of_key(request, action, now=utc_now())
    return place


def _span(place: Cooperative, since: date | None, until: date | None) -> tuple[date, date]:
    """Give the span asked for: without a last day until today, without a first day from the year's first."""
    last = until or today_in(place)
    return min(since or last.replace(month=1, day=1), last), last


def _shown(row: EntryRow) -> dict[str, Any]:
    return fields_of(schemas.Entry, row) | {"lines": [fields_of(schemas.Line, line) for line in row.lines]}
