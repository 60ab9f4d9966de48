"""The chart of accounts: balances, own accounts below it; and the start of the books."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.core.exceptions import PermissionDenied
from django.views.decorators.http import require_http_methods, require_POST

from guyub.books.ledger.domain.chart import DEBIT_KINDS, AccountKind
from guyub.books.ledger.domain.statements import StatementName
from guyub.books.ledger.selectors.books import accounts_of
from guyub.books.ledger.selectors.movements import heads_of
from guyub.books.ledger.services.accounts import (
    AccountRefusedError,
    add_account,
    close_account,
    open_books,
    reopen_account,
)
from guyub.books.ledger.web.forms import day_of, typed_of
from guyub.books.ledger.web.pages import page, shared_of, to
from guyub.books.ledger.web.words import KIND_WORDS
from guyub.foundation.identity.domain.roles import Action
from guyub.foundation.identity.web.doors import acts, may_here, place_of, today_of, tried
from guyub.foundation.kernel.tenancy.scope import scope

if TYPE_CHECKING:
    from collections.abc import Callable
    from uuid import UUID

    from django.http import HttpRequest, HttpResponse

    from guyub.foundation.kernel.models import Cooperative

TAB = "ledger:accounts"


@require_POST
@acts(Action.KEEP_ACCOUNTS)
def start(request: HttpRequest, code: str) -> HttpResponse:
    """Begin the books."""
    place = place_of(request, code, Action.KEEP_ACCOUNTS)
    _, refusal = tried(
        lambda: open_books(
            opened_on=day_of(request, "opened_on", AccountRefusedError, "day"),
            today=today_of(request),
            **shared_of(request, place),
        )
    )
    if refusal:
        return page(request, place, "start", {}, tab=StatementName.NERACA, refusal=refusal)
    return to("accounts", place)


@require_http_methods(["GET", "HEAD", "POST"])
@acts(Action.VIEW_JOURNAL)
def accounts(request: HttpRequest, code: str) -> HttpResponse:
    """List the chart with balances; add an account below it."""
    place = place_of(request, code, Action.VIEW_JOURNAL)
    if request.method != "POST":
        return _accounts(request, place)
    if not may_here(request, Action.KEEP_ACCOUNTS, place):
        raise PermissionDenied
    return _done(
        request,
        place,
        lambda: add_account(
            code=typed_of(request, "account").strip(),
            name=typed_of(request, "name"),
            **shared_of(request, place),
        ),
    )


@require_POST
@acts(Action.KEEP_ACCOUNTS)
def account_close(request: HttpRequest, code: str, account_id: UUID) -> HttpResponse:
    """Close an own account on which nothing stands."""
    place = place_of(request, code, Action.KEEP_ACCOUNTS)
    return _done(
        request,
        place,
        lambda: close_account(account_id=account_id, today=today_of(request), **shared_of(request, place)),
    )


@require_POST
@acts(Action.KEEP_ACCOUNTS)
def account_reopen(request: HttpRequest, code: str, account_id: UUID) -> HttpResponse:
    """Open a closed account again."""
    place = place_of(request, code, Action.KEEP_ACCOUNTS)
    return _done(request, place, lambda: reopen_account(account_id=account_id, **shared_of(request, place)))


def _done(request: HttpRequest, place: Cooperative, use_case: Callable[[], object]) -> HttpResponse:
    _, refusal = tried(use_case)
    return _accounts(request, place, refusal=refusal) if refusal else to("accounts", place)


def _accounts(request: HttpRequest, place: Cooperative, *, refusal: str = "") -> HttpResponse:
    with scope(place.id):
        if not heads_of(cooperative_ids=[place.id]):
            return page(request, place, "start", {}, tab=TAB)
        nodes = accounts_of(cooperative_id=place.id)
    context: dict[str, Any] = {
        "kinds": [
            {
                "title": KIND_WORDS[kind],
                "side": "debit" if kind in DEBIT_KINDS else "kredit",
                "nodes": [node for node in nodes if node.kind is kind],
            }
            for kind in AccountKind
        ],
        "own_count": sum(len(node.own) for node in nodes),
        "above": [node for node in nodes if not node.owner],
    }
    return page(request, place, "accounts", context, tab=TAB, refusal=refusal)
