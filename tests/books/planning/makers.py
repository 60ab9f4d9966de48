"""Budgets, decisions and entries for tests of planning."""

from datetime import date

from guyub.books.ledger.domain.entries import EntryDraft, LineDraft
from guyub.books.ledger.services.posting import post_entry
from guyub.books.planning.services.budgets import Sitting, keep_amounts, set_budget, start_budget
from guyub.foundation.identity.domain.roles import Role
from guyub.foundation.kernel.tenancy.scope import scope
from guyub.foundation.parameters.services.decisions import keep_decision
from tests.world import NOW, new_id

TODAY = NOW.date()
LINES = (("4.2.02", 12_000_000), ("6.1.02", 1_200_000), ("1.6.03", 3_000_000))


def sitting(world, role=Role.BENDAHARA, place=None, request_id=None):
    """Give the treasurer of Bumiayu in a new request."""
    place = place or world.bumiayu
    return Sitting(actor=world.actor(role, place), place=place, request_id=request_id or new_id(), now=NOW)


def decision(world, *, body="RAT", number="04/RAT/BMY/2026 (contoh)"):
    """Keep a decision of Bumiayu."""
    return keep_decision(
        actor=world.actor(Role.SEKRETARIS),
        number=number,
        decided_on=date(2026, 3, 28),
        body=body,
        title="RAPB 2026 (contoh)",
        today=TODAY,
        request_id=new_id(),
        now=NOW,
    )


def draft(world, *, year=2026, basis="KOSONG", percent=0, lines=LINES):
    """Begin a draft and type a few accounts into it."""
    budget_id = start_budget(sitting(world), year=year, basis=basis, percent=percent, today=TODAY)
    for code, rp in lines:
        keep_amounts(sitting(world), budget_id=budget_id, account=code, unit_id=None, amounts=[rp])
    return budget_id


def valid_budget(world, **more):
    """Give a budget that holds."""
    budget_id = draft(world)
    set_budget(sitting(world), budget_id=budget_id, decision_id=decision(world, **more))
    return budget_id


def post(world, on, *lines, context="ledger", place=None):
    """Post an entry of code and amount pairs."""
    place = place or world.bumiayu
    with scope(place.id, durable=True):
        return post_entry(
            place=place,
            context=context,
            draft=EntryDraft(
                occurred_on=on,
                memo="contoh",
                lines=[LineDraft(code, rp) for code, rp in lines],
                request_id=new_id(),
            ),
            today=TODAY,
            actor=None,
        )
