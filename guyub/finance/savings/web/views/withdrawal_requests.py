"""What members ask to take out, as the counter sees and answers it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.shortcuts import redirect
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from guyub.books.ledger.web.forms import typed_of
from guyub.community.members.web.views.books import here
from guyub.finance.savings.selectors.withdrawal_requests import MOST_ROWS, open_withdrawals
from guyub.finance.savings.services.withdrawal_requests import answer_withdrawal
from guyub.finance.savings.web.frame import done_of
from guyub.finance.savings.web.passbook_pages import page
from guyub.foundation.identity.domain.roles import Action
from guyub.foundation.identity.web.doors import acts, own_rows, tried
from guyub.foundation.kernel.formats import number

if TYPE_CHECKING:
    from uuid import UUID

    from django.http import HttpRequest, HttpResponse


@require_safe
@never_cache
@acts(Action.VIEW_SAVINGS)
def requests(request: HttpRequest) -> HttpResponse:
    """List what members ask to take out, the day wanted first."""
    return _requests(request)


@require_POST
@acts(Action.TAKE_SAVINGS)
def request_answer(request: HttpRequest, withdrawal_id: UUID) -> HttpResponse:
    """Tell a member that the money lies ready, or why it does not."""
    _, refusal = tried(
        lambda: answer_withdrawal(
            withdrawal_id=withdrawal_id,
            is_ready=typed_of(request, "said") == "siap",
            answer=typed_of(request, "answer"),
            **done_of(request),
        )
    )
    return _requests(request, refusal=refusal) if refusal else redirect("passbooks:requests")


def _requests(request: HttpRequest, *, refusal: str = "") -> HttpResponse:
    with own_rows(request):
        rows = open_withdrawals(cooperative_id=here(request).id)
    context = {
        "rows": rows,
        "title": f"{number(len(rows))} permintaan pengambilan"
        if rows
        else "Tidak ada permintaan pengambilan",
        "is_cut": len(rows) == MOST_ROWS,
        "most": MOST_ROWS,
    }
    return page(request, "withdrawal_requests", context, refusal=refusal, tab="passbooks:requests")
