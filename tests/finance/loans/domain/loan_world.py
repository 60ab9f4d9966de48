"""A loan to pay: terms, events and looks in few words."""

from datetime import date
from fractions import Fraction

from guyub.finance.loans.domain.events import Event, Kind
from guyub.finance.loans.domain.servicing import Component, Servicing
from guyub.finance.loans.domain.states import state_of
from guyub.finance.loans.domain.terms import Method, Terms

START = date(2026, 1, 15)
# 12,000,000 flat at 1 % a month over 12 months: each 1,000,000 and 120,000, on the 15th from February on.
FLAT = Terms(
    method=Method.FLAT,
    principal=12_000_000,
    annual_rate=Fraction(12, 100),
    instalments=12,
    disbursed_on=START,
)
# 1,200,000 declining at 1 % a month over 12 months: each 100,000 and 1 % of what is owed.
DECLINING = Terms(
    method=Method.DECLINING,
    principal=1_200_000,
    annual_rate=Fraction(12, 100),
    instalments=12,
    disbursed_on=START,
)


def day(text):
    """Read ``02-15`` as a day of 2026."""
    return date.fromisoformat(text if len(text) > 5 else f"2026-{text}")


def paid(on, amount):
    return {"on": day(on), "kind": Kind.REPAYMENT, "amount": amount}


def payoff(on, amount=None):
    return {"on": day(on), "kind": Kind.PAYOFF, "amount": amount}


def charged(on, amount, of=Component.FEE, due_on=None):
    due = None if due_on is None else day(due_on)
    return {"on": day(on), "kind": Kind.CHARGE, "amount": amount, "of": of, "due_on": due}


def waived(on, amount):
    return {"on": day(on), "kind": Kind.WAIVE, "amount": amount}


def reversed_at(on, place):
    return {"on": day(on), "kind": Kind.REVERSAL, "reverses": place}


def rescheduled(on, change):
    return {"on": day(on), "kind": Kind.RESCHEDULE, "change": change}


def look(terms, events, as_of, **servicing):
    """Give the state at the end of a day of 2026."""
    placed = [Event(**event, place=place) for place, event in enumerate(events)]
    return state_of(terms, Servicing(**servicing), placed, day(as_of))


def due(line):
    """Give what an instalment has: principal, interest, fee, penalty."""
    order = (Component.PRINCIPAL, Component.INTEREST, Component.FEE, Component.PENALTY)
    return tuple(line.due[component] for component in order)


def split(transaction):
    """Give what a payment paid: principal, interest, fee, penalty."""
    order = (Component.PRINCIPAL, Component.INTEREST, Component.FEE, Component.PENALTY)
    return tuple(transaction.of(component) for component in order)
