"""Acts on funds: beginning, collecting, paying, setting a rule, undoing."""

from __future__ import annotations

from itertools import zip_longest
from typing import TYPE_CHECKING, Any

from django.http import Http404, HttpResponse
from django.views.decorators.http import require_http_methods, require_POST

from guyub.books.ledger.web.forms import choices, day_of, typed_of
from guyub.books.treasury.domain.funds import Benefit, FundRefusedError, FundUse
from guyub.books.treasury.selectors.funds import account_names, funds_standing, rules_of
from guyub.books.treasury.services.funds import begin_fund, collect, set_rule, undo_movement
from guyub.books.treasury.services.payouts import PayoutTyped, pay_out
from guyub.books.treasury.web.fund_words import USES, benefit_words
from guyub.books.treasury.web.list_pages import (
    done_of,
    money_place_of,
    money_places,
    rp_of,
    shown,
    to,
)
from guyub.books.treasury.web.views.funds import TAB, fund_shown
from guyub.foundation.identity.domain.roles import Action
from guyub.foundation.identity.web.doors import acts, place_of, today_of, tried
from guyub.foundation.identity.web.photos import photo_in
from guyub.foundation.kernel.formats import day, number
from guyub.foundation.kernel.ids import id_in
from guyub.foundation.kernel.tenancy.scope import scope
from guyub.foundation.parameters.selectors.values import decisions_of

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from datetime import date
    from uuid import UUID

    from django.http import HttpRequest

    from guyub.books.treasury.domain.funds import Rule
    from guyub.books.treasury.selectors.funds import FundRow
    from guyub.foundation.kernel.models import Cooperative

ROWS = 4  # of benefits, on the form
_BENEFIT_FIELDS = ("benefit_name", "benefit_rp", "benefit_exact", "benefit_times")


@require_http_methods(["GET", "HEAD", "POST"])
@acts(Action.KEEP_FUNDS)
def fund_begin(request: HttpRequest, code: str) -> HttpResponse:
    """Begin a fund with what stands on its account."""
    place, refusal = place_of(request, code, Action.KEEP_FUNDS), ""
    name, use, account = (typed_of(request, field) for field in ("name", "use", "account"))
    if request.method == "POST":
        done, refusal = tried(
            lambda: begin_fund(name=name, use=use, account=account, **done_of(request, place))
        )
        if done:
            return to("funds:fund", place, fund_id=done)
    accounts = {code: f"{called} ({code})" for code, called in account_names().items()}
    context = {"uses": choices(USES, use), "accounts": choices(accounts, account)}
    return shown(request, place, "fund_begin", context, tab=TAB, refusal=refusal)


@require_http_methods(["GET", "HEAD", "POST"])
@acts(Action.KEEP_FUNDS)
def fund_collect(request: HttpRequest, code: str, fund_id: UUID) -> HttpResponse:
    """Take contributions or a gift."""

    def act(place: Cooperative) -> UUID:
        return collect(
            fund_id=fund_id,
            received_on=day_of(request, "on", FundRefusedError, "day"),
            cash_place_id=money_place_of(request),
            members=_count(typed_of(request, "members"), "members"),
            amount_rp=rp_of(typed_of(request, "amount")),
            note=typed_of(request, "note"),
            **done_of(request, place),
        )

    def more(place: Cooperative, _fund: FundRow) -> dict[str, Any]:
        rules = rules_of(cooperative_id=place.id, fund_id=fund_id)
        return {"cash_places": money_places(request, place), "rules": rules[:1]}

    return _acting(request, code, fund_id, "fund_collect", act, more)


@require_http_methods(["GET", "HEAD", "POST"])
@acts(Action.KEEP_FUNDS)
def fund_pay(request: HttpRequest, code: str, fund_id: UUID) -> HttpResponse:
    """Pay a benefit, or for a purpose."""

    def act(place: Cooperative) -> UUID:
        return pay_out(
            fund_id=fund_id, typed=_payout(request), proof=photo_in(request), **done_of(request, place)
        )

    def more(place: Cooperative, fund: FundRow) -> dict[str, Any]:
        rules = rules_of(cooperative_id=place.id, fund_id=fund_id)
        benefits = {
            benefit.name: f"{benefit.name}, {benefit_words(benefit)}"
            for row in reversed(rules)
            for benefit in row.rule.benefits
        }
        return {
            "is_benefit": fund.use is FundUse.SANTUNAN,
            "benefits": choices(benefits, typed_of(request, "benefit"), empty="pilih"),
            "decisions": _decisions(request, place, empty="menurut aturan, tanpa keputusan lain"),
            "cash_places": money_places(request, place),
        }

    return _acting(request, code, fund_id, "fund_pay", act, more)


@require_http_methods(["GET", "HEAD", "POST"])
@acts(Action.KEEP_FUNDS)
def fund_rule(request: HttpRequest, code: str, fund_id: UUID) -> HttpResponse:
    """Set the rule that a meeting decided."""

    def act(place: Cooperative) -> UUID:
        done = done_of(request, place)
        del done["today"]
        return set_rule(
            fund_id=fund_id,
            valid_from=day_of(request, "on", FundRefusedError, "day"),
            contribution_rp=rp_of(typed_of(request, "contribution")),
            benefits=_benefits(request),
            decision_id=id_in(typed_of(request, "decision")),
            **done,
        )

    def more(place: Cooperative, fund: FundRow) -> dict[str, Any]:
        newest = [row.rule for row in rules_of(cooperative_id=place.id, fund_id=fund_id)[:1]]
        begun = (
            newest if request.method != "POST" else []
        )  # a new rule mostly changes one number of the old one
        return {
            "contribution": number(begun[0].contribution_rp) if begun else "",
            "rows": _rows(request, begun) if fund.use is FundUse.SANTUNAN else [],
            "decisions": _decisions(request, place, empty="pilih keputusan"),
        }

    return _acting(request, code, fund_id, "fund_rule", act, more)


@require_POST
@acts(Action.KEEP_FUNDS)
def fund_undo(request: HttpRequest, code: str, fund_id: UUID, movement_id: UUID) -> HttpResponse:
    """Take a contribution or a payment back."""
    place = place_of(request, code, Action.KEEP_FUNDS)
    reason = typed_of(request, "reason")
    _, refusal = tried(
        lambda: undo_movement(movement_id=movement_id, reason=reason, **done_of(request, place))
    )
    if refusal:
        return fund_shown(request, place, fund_id, refusal=refusal)
    return to("funds:fund", place, fund_id=fund_id)


def _acting(
    request: HttpRequest,
    code: str,
    fund_id: UUID,
    name: str,
    act: Callable[[Cooperative], UUID],
    more: Callable[[Cooperative, FundRow], Mapping[str, Any]],
) -> HttpResponse:
    """Show a form of one fund, or do what it says and lead to the fund."""
    place, refusal = place_of(request, code, Action.KEEP_FUNDS), ""
    with scope(place.id):
        fund = {row.id: row for row in funds_standing(cooperative_id=place.id)}.get(fund_id)
    if fund is None:
        raise Http404
    if request.method == "POST":
        done, refusal = tried(lambda: act(place))
        if done:
            return to("funds:fund", place, fund_id=fund_id)
    with scope(place.id):
        context = more(place, fund)
    on = typed_of(request, "on") or today_of(request).isoformat()
    return shown(request, place, name, {"fund": fund, "on": on, **context}, tab=TAB, refusal=refusal)


def _payout(request: HttpRequest) -> PayoutTyped:
    def stay(field: str) -> date | None:
        return day_of(request, field, FundRefusedError, "stay") if typed_of(request, field).strip() else None

    return PayoutTyped(
        paid_on=day_of(request, "on", FundRefusedError, "day"),
        amount_rp=rp_of(typed_of(request, "amount")),
        cash_place_id=money_place_of(request),
        benefit=typed_of(request, "benefit"),
        beneficiary=typed_of(request, "beneficiary"),
        since=stay("since"),
        until=stay("until"),
        purpose=typed_of(request, "purpose"),
        decision_id=id_in(typed_of(request, "decision")),
        no_proof_why=typed_of(request, "no_proof_why"),
    )


def _count(written: str, wrong: str) -> int:
    digits = written.strip().replace(".", "")
    if not digits:
        return 0
    if not (digits.isascii() and digits.isdecimal() and len(digits) <= 9):
        raise FundRefusedError(wrong=wrong)
    return int(digits)


def _benefits(request: HttpRequest) -> list[Benefit]:
    return [
        Benefit(name, rp_of(amount), exact != "1", _count(times, "benefits"))
        for name, amount, exact, times in _typed_rows(request)
        if (name + amount + times).strip()
    ]


def _typed_rows(request: HttpRequest) -> list[tuple[str, ...]]:
    columns = [request.POST.getlist(field)[: 2 * ROWS] for field in _BENEFIT_FIELDS]
    return list(zip_longest(*columns, fillvalue=""))


def _rows(request: HttpRequest, begun: Sequence[Rule]) -> list[dict[str, Any]]:
    """Give the rows of benefits: those typed or of the rule that the form begins with, and empty ones to write on."""
    typed = [row for row in _typed_rows(request) if (row[0] + row[1] + row[3]).strip()]
    typed += [
        (
            benefit.name,
            number(benefit.amount_rp),
            "0" if benefit.is_ceiling else "1",
            number(benefit.times_a_year) if benefit.times_a_year else "",
        )
        for rule in begun
        for benefit in rule.benefits
    ]
    rows = [*typed, *[("", "", "1", "")] * (ROWS - len(typed))]
    words = {"1": "tepat", "0": "paling banyak"}
    return [
        {"name": name, "amount": amount, "exact": choices(words, exact), "times": times}
        for name, amount, exact, times in rows
    ]


def _decisions(request: HttpRequest, place: Cooperative, *, empty: str) -> list[dict[str, object]]:
    words = {
        str(row.id): f"{row.number}, {row.title} ({day(row.decided_on)})"
        for row in decisions_of(cooperative_id=place.id)
    }
    return choices(words, typed_of(request, "decision"), empty=empty)
