"""What the pages of groups share: the frame with its rights, where cash may go, what a sheet's form says."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from guyub.books.ledger.web.forms import typed_of
from guyub.books.treasury.domain.places import COUNTED
from guyub.finance.loans.services.group_meetings import LineNoted
from guyub.finance.loans.web.frame import framed
from guyub.finance.savings.web.frame import cash_places
from guyub.foundation.identity.domain.roles import TABLE, Action
from guyub.foundation.identity.web.doors import actor_of, request_id_of
from guyub.foundation.kernel.dates import utc_now
from guyub.foundation.kernel.formats import number
from guyub.foundation.kernel.ids import id_in
from guyub.foundation.kernel.money import parse_rp

if TYPE_CHECKING:
    from collections.abc import Mapping
    from uuid import UUID

    from django.http import HttpRequest, HttpResponse, QueryDict

    from guyub.finance.loans.selectors.group_meetings import SheetBack, SheetLine, SheetLoan
    from guyub.foundation.kernel.models import Cooperative

ROOM = "joint_groups:groups"
FULL, OTHER = "lunas", "lain"
SEEING = (Action.VIEW_LOANS, Action.COLLECT_LOANS)
NOTING = (Action.COLLECT_LOANS, Action.TAKE_LOANS)


def page(request: HttpRequest, name: str, context: Mapping[str, Any], *, refusal: str = "") -> HttpResponse:
    """Render one page of groups."""
    actor = actor_of(request)
    allowed = TABLE[actor.role]
    more = {"may_note": not allowed.isdisjoint(NOTING), "sees_loans": Action.VIEW_LOANS in allowed}
    return framed(request, name, more | dict(context), tab=ROOM, refusal=refusal)


def done_of(request: HttpRequest) -> dict[str, Any]:
    """Give what use-cases on a sheet take: who, which request, when."""
    return {"actor": actor_of(request), "request_id": request_id_of(request), "now": utc_now()}


def drawers(request: HttpRequest, place: Cooperative) -> list[dict[str, object]]:
    """Give where this person may put cash, or take it from: the drawer of the own shift, the safe of the treasurer."""
    return cash_places(request, place, kinds=COUNTED)


def money_in(request: HttpRequest, field: str) -> int:
    """Read an amount; nothing typed is nothing.

    Raises:
        AmountNotUnderstoodError: It is no amount.
    """
    written = typed_of(request, field).strip()
    return parse_rp(written) if written else 0


def version_in(request: HttpRequest) -> int:
    """Read which writing of a sheet a page showed; one that never was where it says none."""
    written = typed_of(request, "version")
    return int(written) if written.isascii() and written.isdigit() and len(written) < 9 else -1


def place_in(request: HttpRequest) -> UUID | None:
    """Read the cash place that was chosen."""
    return id_in(typed_of(request, "cash_place"))


def noted_in(request: HttpRequest, line: SheetLine) -> LineNoted:
    """Read what a form says of one member.

    Raises:
        AmountNotUnderstoodError: An amount is none.
    """
    paid = {}
    for at, one in enumerate(line.loans):
        how = typed_of(request, f"how-{line.rank}-{at}")
        brought_rp = money_in(request, f"bayar-{line.rank}-{at}") if how == OTHER else 0
        paid[one.row_id] = one.on_sheet.due_rp if how == FULL else brought_rp
    backs = {one.cover_id: money_in(request, f"ganti-{line.rank}-{at}") for at, one in enumerate(line.backs)}
    return LineNoted(
        is_present=typed_of(request, f"hadir-{line.rank}") == "1",
        fund_rp=money_in(request, f"dana-{line.rank}"),
        paid=paid,
        backs={cover: rp for cover, rp in backs.items() if rp},
    )


def line_form(line: SheetLine, typed: QueryDict | None, *, is_new: bool) -> dict[str, Any]:
    """Give one member's part of the form with what is chosen on it: typed just now, or else what was written.

    Args:
        line: The member.
        typed: What came back with a refusal; None: nothing was typed.
        is_new: Nobody wrote the sheet yet, so nothing is chosen.
    """

    def of(field: str, kept: str) -> str:
        return typed.get(field, "") if typed is not None else kept

    return {
        "line": line,
        "is_present": of(f"hadir-{line.rank}", "1" if line.is_present else "") == "1",
        "fund": of(f"dana-{line.rank}", amount_text(line.fund_rp)),
        "loans": [_loan_form(line, at, one, of, is_new) for at, one in enumerate(line.loans)],
        "backs": [_back_form(line, at, one, of) for at, one in enumerate(line.backs)],
    }


def amount_text(amount_rp: int) -> str:
    """Write an amount as one types it; nothing for nothing."""
    return number(amount_rp) if amount_rp else ""


def _loan_form(line: SheetLine, at: int, one: SheetLoan, of: Any, is_new: bool) -> dict[str, Any]:  # noqa: FBT001  it is the page's own
    told, name = one.on_sheet, f"{line.rank}-{at}"
    how = FULL if told.paid_rp and told.paid_rp == told.due_rp else OTHER if told.paid_rp else ""
    how = of(f"how-{name}", "" if is_new else how)
    amount = of(f"bayar-{name}", amount_text(told.paid_rp) if how == OTHER else "")
    return {"loan": one, "name": name, "how": how, "amount": amount}


def _back_form(line: SheetLine, at: int, one: SheetBack, of: Any) -> dict[str, Any]:
    name = f"{line.rank}-{at}"
    return {"back": one, "name": name, "amount": of(f"ganti-{name}", amount_text(one.amount_rp))}
