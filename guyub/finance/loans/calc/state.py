"""`guyub calc loan-state`."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from guyub.finance.loans.calc.shapes import (
    DATE,
    INSTALMENT,
    NULL_DATE,
    NULL_TEXT,
    NULL_WHOLE,
    TERMS,
    WHOLE,
    annual_rate_of,
    day_of,
    rate_of,
    rows,
    terms_of,
    text_of,
    zero,
)
from guyub.finance.loans.domain.events import Event, Kind
from guyub.finance.loans.domain.explanations import explained
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
from guyub.finance.loans.domain.states import state_of
from guyub.foundation.kernel.calculation import Rule, choice, nullable, record, strings

if TYPE_CHECKING:
    from guyub.finance.loans.domain.lines import Line
    from guyub.finance.loans.domain.running import Transaction
    from guyub.foundation.kernel.calculation import Json, Schema

ORDER: Schema = {"type": "array", "items": strings() | {"enum": [one.value for one in Component]}}
PARTS = tuple(
    one.value for one in (Component.PRINCIPAL, Component.INTEREST, Component.FEE, Component.PENALTY)
)


def _loan_state(given: dict[str, Json]) -> dict[str, Json]:
    terms = terms_of(given["loan"])
    events = [_event(one, place, given["loan"]) for place, one in enumerate(given["events"] or ())]
    as_of = day_of(given["as_of"]) or max([one.on for one in events], default=terms.starts_on or date.min)
    digits = given["loan"]["minor_unit_digits"]
    state = state_of(terms, _servicing(given), events, as_of)
    return {
        "instalments": [_line(one) for one in state.lines],
        "transactions": [_transaction(one, digits) for one in state.transactions],
        "outstanding": state.outstanding,
        "payoff_as_of": {name: getattr(state.payoff, name) for name in (*PARTS, "total")},
        "arrears": {
            "amount": state.arrears.amount,
            "days": state.arrears.days,
            "since": text_of(state.arrears.since),
        },
    }


def _servicing(given: dict[str, Json]) -> Servicing:
    return Servicing(
        allocation=tuple(Component(one) for one in given["allocation"]),
        in_advance=tuple(Component(one) for one in given["allocation_in_advance"] or ()),
        timing=tuple(Timing(one) for one in given["timing"]),
        across=Across(given["across"]),
        recalculate_interest=given["recalculate_interest"],
        prepayment=Prepayment(given["prepayment"]),
        payoff_interest=PayoffInterest(given["payoff_interest"]),
        payoff_rebate=rate_of(given["payoff_rebate"], "payoff_rebate"),
        penalty=_penalty(given["penalty"]) if given["penalty"] else None,
    )


def _penalty(given: dict[str, Json]) -> Penalty:
    return Penalty(
        rate=rate_of(given["rate"], "penalty.rate"),
        amount=given["amount"],
        of=PenaltyOf(given["of"]),
        per=PenaltyPer(given["per"]),
        grace_days=given["grace_days"],
        cap=None if given["cap"] is None else rate_of(given["cap"], "penalty.cap"),
    )


def _event(given: dict[str, Json], place: int, loan: dict[str, Json]) -> Event:
    kind, rate, change = Kind(given["kind"]), given["rate"], None
    if kind is Kind.RESCHEDULE:
        change = Change(
            from_on=day_of(given["from"]) or date.fromisoformat(given["on"]),
            annual_rate=None if rate is None else annual_rate_of(rate, loan, f"events[{place}].rate"),
            extend=given["extend"],
            pause=given["pause"],
        )
    return Event(
        on=date.fromisoformat(given["on"]),
        kind=kind,
        amount=given["amount"],
        name=given["name"],
        of=Component(given["type"]),
        due_on=day_of(given["due_on"]),
        change=change,
        reverses=given["event"],
        place=place,
    )


def _line(line: Line) -> dict[str, Json]:
    due = {component.value: amount for component, amount in line.due.items()}
    return {
        "no": line.no,
        "due_on": line.due_on.isoformat(),
        "opening": line.opening,
        "drawn": line.drawn,
        **{name: due[name] for name in PARTS},
        "total": sum(due.values()),
        "closing": line.closing,
        "paid": sum(line.paid.values()),
        "waived": sum(line.waived.values()),
        "in_advance": line.before,
        "late": line.late,
        "outstanding": line.outstanding,
    }


def _transaction(one: Transaction, digits: int) -> dict[str, Json]:
    return {
        "on": one.event.on.isoformat(),
        "kind": one.event.kind.value,
        "amount": one.amount,
        **{name: one.of(Component(name)) for name in PARTS},
        "balance": one.balance,
        "why": explained(one, digits=digits),
    }


_EVENT = record(
    on=DATE,
    kind={"type": "string", "enum": [one.value for one in Kind]},
    amount=NULL_WHOLE,
    name=strings() | {"default": ""},
    type=choice(["fee", "penalty"]),
    due_on=NULL_DATE,
    **{"from": NULL_DATE},
    rate=NULL_TEXT,
    extend=zero(),
    pause=zero(),
    event=NULL_WHOLE,
)
_PENALTY = record(
    rate=strings() | {"default": "0"},
    amount=zero(),
    of=choice(PenaltyOf),
    per=choice(PenaltyPer),
    grace_days=zero(),
    cap=NULL_TEXT,
)
_QUOTE = record(**dict.fromkeys((*PARTS, "total"), WHOLE))

RULES = (
    Rule(
        name="loan-state",
        title="Menghitung keadaan pinjaman pada suatu hari dari akad dan peristiwanya, dan sebabnya.",
        given=record(
            loan=TERMS,
            events=rows(_EVENT),
            penalty=nullable(_PENALTY) | {"default": None},
            allocation=ORDER | {"default": [one.value for one in Component]},
            allocation_in_advance=nullable(ORDER) | {"default": None},
            timing={
                "type": "array",
                "items": strings() | {"enum": [one.value for one in Timing]},
                "default": [one.value for one in Timing],
            },
            across=choice(Across),
            recalculate_interest={"type": "boolean", "default": False},
            prepayment=choice(Prepayment),
            payoff_interest=choice(PayoffInterest),
            payoff_rebate=strings() | {"default": "0"},
            as_of=NULL_DATE,
        ),
        answer=record(
            instalments={
                "type": "array",
                "items": record(
                    **INSTALMENT["properties"],
                    **dict.fromkeys(
                        ("penalty", "paid", "waived", "in_advance", "late", "outstanding"), WHOLE
                    ),
                ),
            },
            transactions={
                "type": "array",
                "items": record(
                    on=DATE,
                    kind=strings(),
                    amount=WHOLE,
                    **dict.fromkeys(PARTS, WHOLE),
                    balance=WHOLE,
                    why=strings(),
                ),
            },
            outstanding=WHOLE,
            payoff_as_of=_QUOTE,
            arrears=record(amount=WHOLE, days=WHOLE, since=nullable(DATE)),
        ),
        calculate=_loan_state,
    ),
)
