"""Statements: drawn up, shown, printed, paid; and what is taken back of them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from django.http import Http404
from django.shortcuts import redirect
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from guyub.community.cooperatives.web.forms import day_of, maybe_whole_of, typed_of
from guyub.community.members.web.views.books import here
from guyub.finance.savings.web.frame import cash_places
from guyub.foundation.identity.domain.roles import Action, can
from guyub.foundation.identity.web.doors import actor_of, acts, own_rows, tried
from guyub.foundation.kernel.formats import day, rupiah
from guyub.foundation.kernel.ids import id_in
from guyub.foundation.kernel.web.downloads import pdf_answer
from guyub.trade.consignment.domain.settling import SettlementRefusedError
from guyub.trade.consignment.selectors.papers import statement_lines, statements_of
from guyub.trade.consignment.services.paying import pay_out, take_payout_back
from guyub.trade.consignment.services.settling import draw_up, take_statement_back
from guyub.trade.consignment.web.frame import agreement_found, shown
from guyub.trade.consignment.web.papers import statement_sheet
from guyub.trade.consignment.web.views.agreements import page
from guyub.trade.procurement.web.frame import done_here

if TYPE_CHECKING:
    from collections.abc import Callable
    from uuid import UUID

    from django.http import HttpRequest, HttpResponse

    from guyub.trade.consignment.selectors.agreements import AgreementRow
    from guyub.trade.consignment.selectors.papers import StatementLine, StatementRow


@require_POST
@never_cache
@acts(Action.MOVE_STOCK)
def draw(request: HttpRequest, agreement_id: UUID) -> HttpResponse:
    """Draw up what the producer is told."""
    agreement_found(request, agreement_id)
    made, refusal = tried(
        lambda: draw_up(
            agreement_id=agreement_id,
            until_on=day_of(request, "until_on", SettlementRefusedError, "day"),
            **done_here(request),
        )
    )
    if made:
        return redirect("consignment:statement", statement_id=made)
    return page(request, agreement_id, refusal=refusal)


@require_safe
@never_cache
@acts(Action.VIEW_GOODS)
def statement(request: HttpRequest, statement_id: UUID) -> HttpResponse:
    """Show one statement: what was sold, what is owed, what was paid."""
    return _page(request, statement_id)


@require_safe
@never_cache
@acts(Action.VIEW_GOODS)
def statement_pdf(request: HttpRequest, statement_id: UUID) -> HttpResponse:
    """Print a statement, with a place to sign for the money."""
    found, one, lines = _found(request, statement_id)
    made = statement_sheet(request, found, one, lines)
    return pdf_answer(made, stem=f"perhitungan-{found.name.lower()}")


@require_POST
@never_cache
@acts(Action.HANDLE_CASH)
def pay(request: HttpRequest, statement_id: UUID) -> HttpResponse:
    """Pay the producer."""
    return _after(
        request,
        statement_id,
        lambda: pay_out(
            statement_id=statement_id,
            amount_rp=maybe_whole_of(request, "amount", SettlementRefusedError, "number") or 0,
            cash_place_id=id_in(typed_of(request, "cash_place")),
            **done_here(request),
        ),
    )


@require_POST
@never_cache
@acts(Action.MOVE_STOCK)
def statement_back(request: HttpRequest, statement_id: UUID) -> HttpResponse:
    """Take a statement back."""
    why = typed_of(request, "why")
    return _after(
        request,
        statement_id,
        lambda: take_statement_back(statement_id=statement_id, why=why, **done_here(request)),
    )


@require_POST
@never_cache
@acts(Action.HANDLE_CASH)
def payout_back(request: HttpRequest, statement_id: UUID, payout_id: UUID) -> HttpResponse:
    """Take a payout back."""
    why = typed_of(request, "why")
    return _after(
        request,
        statement_id,
        lambda: take_payout_back(payout_id=payout_id, why=why, **done_here(request)),
    )


def _found(
    request: HttpRequest, statement_id: UUID
) -> tuple[StatementRow, AgreementRow, list[StatementLine]]:
    place_id = actor_of(request).cooperative_id
    with own_rows(request):
        rows = statements_of(cooperative_id=place_id, statement_id=statement_id)
        if not rows:
            raise Http404
        lines = statement_lines(cooperative_id=place_id, statement_id=statement_id)
    return rows[0], agreement_found(request, rows[0].agreement_id), lines


def _page(request: HttpRequest, statement_id: UUID, *, refusal: str = "") -> HttpResponse:
    found, one, lines = _found(request, statement_id)
    actor, places = actor_of(request), []
    is_second = found.person_id != actor.person_id
    may_pay = can(actor, Action.HANDLE_CASH, actor.cooperative_id) and is_second and not found.undone_on
    if may_pay and found.left_rp:
        with own_rows(request):
            places = cash_places(request, here(request), least_rp=found.left_rp)
    context: dict[str, Any] = {
        "row": found,
        "one": one,
        "lines": lines,
        "places": places,
        "may_pay": may_pay,
        "is_second": is_second,
        "payouts": [(payout, payout.undone_on is None) for payout in found.payouts],
        "whatsapp": f"https://wa.me/?text={quote(_message(request, found, one, lines))}",
    }
    return shown(request, "statement", context, refusal=refusal)


def _message(request: HttpRequest, found: StatementRow, one: AgreementRow, lines: list[StatementLine]) -> str:
    """Write what the producer is told, for a message: no names of others, no number of anybody."""
    told = [
        f"Perhitungan titip jual {found.name}, {here(request).name}",
        f"{one.partner}, {day(found.from_on)} sampai {day(found.until_on)}",
        *(f"{line.title}: terjual {line.sold or '0'}, untuk Anda {rupiah(line.due_rp)}" for line in lines),
    ]
    if found.reckoned.carried_rp:
        told.append(f"Terbawa dari sebelumnya: {rupiah(found.reckoned.carried_rp)}")
    told.append(f"Yang kami bayarkan: {rupiah(found.to_pay_rp)}")
    return "\n".join(told)


def _after(request: HttpRequest, statement_id: UUID, act: Callable[[], object]) -> HttpResponse:
    _found(request, statement_id)
    _, refusal = tried(act)
    if refusal:
        return _page(request, statement_id, refusal=refusal)
    return redirect("consignment:statement", statement_id=statement_id)
