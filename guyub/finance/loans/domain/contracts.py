"""A contract as it is kept: terms and servicing as plain JSON, and back, so that a loan is served as it was agreed."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from fractions import Fraction
from typing import TYPE_CHECKING, Any, NamedTuple

from guyub.finance.loans.domain.plans import Change
from guyub.finance.loans.domain.servicing import (
    Across,
    Component,
    PayoffInterest,
    Penalty,
    PenaltyOf,
    PenaltyPer,
    Prepayment,
    Servicing,
    Timing,
)
from guyub.finance.loans.domain.terms import DayCount, Every, Fee, FeeOf, FeeWhen, Method, Terms, Unit
from guyub.foundation.kernel.money import Rounding

if TYPE_CHECKING:
    from collections.abc import Mapping

# What a member pays first: the penalty last, so that an instalment is paid before what its lateness costs.
KIND_ORDER = (Component.FEE, Component.INTEREST, Component.PRINCIPAL, Component.PENALTY)


class Contract(NamedTuple):
    """What was agreed, how it is served, and which of its fees belong to an insurer."""

    terms: Terms
    servicing: Servicing
    premiums: tuple[str, ...] = ()

    def dated(self, disbursed_on: date | None, first_due_on: date | None) -> Contract:
        """Give it with the day on which it is paid out and the first due date; None: not told yet."""
        terms = replace(self.terms, disbursed_on=disbursed_on, first_due_on=first_due_on)
        return Contract(terms, self.servicing, self.premiums)


def written(contract: Contract) -> dict[str, Any]:
    """Write a contract as plain JSON; loans in tranches are not kept so.

    Returns:
        ``{"terms": …, "servicing": …, "premiums": …}``; whole rupiah; rates are exact fractions, such as ``3/25``.
    """
    terms, serving, premiums = contract
    assert not terms.tranches  # noqa: S101  our own mistake: no product pays out in parts
    return {
        "terms": {
            "method": terms.method.value,
            "annual_rate": str(terms.annual_rate),
            "principal": terms.principal,
            "instalments": terms.instalments,
            "instalment_amount": terms.instalment_amount,
            "every": [terms.every.unit.value, terms.every.count],
            "disbursed_on": _text(terms.disbursed_on),
            "first_due_on": _text(terms.first_due_on),
            "due_dates": [day.isoformat() for day in terms.due_dates],
            "principal_parts": list(terms.principal_parts),
            "balloon": terms.balloon,
            "day_count": terms.day_count.value,
            "grace_principal": terms.grace_principal,
            "grace_interest_payment": terms.grace_interest_payment,
            "interest_free": terms.interest_free,
            "instalment_to": terms.instalment_to,
            "mode": terms.mode.value,
            "interest": terms.interest.value,
            "is_margin": terms.is_margin,
            "fees": [_fee_written(fee) for fee in terms.fees],
        },
        "servicing": {
            "allocation": [one.value for one in serving.allocation],
            "in_advance": [one.value for one in serving.in_advance],
            "timing": [one.value for one in serving.timing],
            "across": serving.across.value,
            "recalculate_interest": serving.recalculate_interest,
            "prepayment": serving.prepayment.value,
            "payoff_interest": serving.payoff_interest.value,
            "payoff_rebate": str(serving.payoff_rebate),
            "penalty": _penalty_written(serving.penalty) if serving.penalty else None,
        },
        "premiums": list(premiums),
    }


def read(kept: Mapping[str, Any]) -> Contract:
    """Read what ``written`` wrote."""
    terms, serving = kept["terms"], kept["servicing"]
    unit, count = terms["every"]
    penalty = serving["penalty"]
    return Contract(
        Terms(
            method=Method(terms["method"]),
            annual_rate=Fraction(terms["annual_rate"]),
            principal=terms["principal"],
            instalments=terms["instalments"],
            instalment_amount=terms["instalment_amount"],
            every=Every(Unit(unit), count),
            disbursed_on=_day(terms["disbursed_on"]),
            first_due_on=_day(terms["first_due_on"]),
            due_dates=tuple(date.fromisoformat(day) for day in terms["due_dates"]),
            principal_parts=tuple(terms["principal_parts"]),
            balloon=terms["balloon"],
            day_count=DayCount(terms["day_count"]),
            grace_principal=terms["grace_principal"],
            grace_interest_payment=terms["grace_interest_payment"],
            interest_free=terms["interest_free"],
            instalment_to=terms["instalment_to"],
            mode=Rounding(terms["mode"]),
            interest=Rounding(terms["interest"]),
            is_margin=terms["is_margin"],
            fees=tuple(_fee(fee) for fee in terms["fees"]),
        ),
        Servicing(
            allocation=tuple(Component(one) for one in serving["allocation"]),
            in_advance=tuple(Component(one) for one in serving["in_advance"]),
            timing=tuple(Timing(one) for one in serving["timing"]),
            across=Across(serving["across"]),
            recalculate_interest=serving["recalculate_interest"],
            prepayment=Prepayment(serving["prepayment"]),
            payoff_interest=PayoffInterest(serving["payoff_interest"]),
            payoff_rebate=Fraction(serving["payoff_rebate"]),
            penalty=_penalty(penalty) if penalty else None,
        ),
        tuple(kept["premiums"]),
    )


def change_written(change: Change) -> dict[str, Any]:
    """Write what a reschedule changes as plain JSON."""
    rate = change.annual_rate
    return {
        "from_on": change.from_on.isoformat(),
        "annual_rate": None if rate is None else str(rate),
        "extend": change.extend,
        "pause": change.pause,
    }


def change_read(kept: Mapping[str, Any]) -> Change:
    """Read what ``change_written`` wrote."""
    rate = kept["annual_rate"]
    return Change(
        from_on=date.fromisoformat(kept["from_on"]),
        annual_rate=None if rate is None else Fraction(rate),
        extend=kept["extend"],
        pause=kept["pause"],
    )


def _fee_written(fee: Fee) -> dict[str, Any]:
    return {
        "name": fee.name,
        "amount": fee.amount,
        "rate": None if fee.rate is None else str(fee.rate),
        "when": fee.when.value,
        "of": fee.of.value,
    }


def _fee(kept: Mapping[str, Any]) -> Fee:
    return Fee(
        name=kept["name"],
        amount=kept["amount"],
        rate=None if kept["rate"] is None else Fraction(kept["rate"]),
        when=FeeWhen(kept["when"]),
        of=FeeOf(kept["of"]),
    )


def _penalty_written(penalty: Penalty) -> dict[str, Any]:
    return {
        "rate": str(penalty.rate),
        "amount": penalty.amount,
        "of": penalty.of.value,
        "per": penalty.per.value,
        "grace_days": penalty.grace_days,
        "cap": None if penalty.cap is None else str(penalty.cap),
        "until": _text(penalty.until),
    }


def _penalty(kept: Mapping[str, Any]) -> Penalty:
    return Penalty(
        rate=Fraction(kept["rate"]),
        amount=kept["amount"],
        of=PenaltyOf(kept["of"]),
        per=PenaltyPer(kept["per"]),
        grace_days=kept["grace_days"],
        cap=None if kept["cap"] is None else Fraction(kept["cap"]),
        until=_day(kept.get("until")),
    )


def _text(day: date | None) -> str | None:
    return None if day is None else day.isoformat()


def _day(kept: str | None) -> date | None:
    return None if kept is None else date.fromisoformat(kept)
