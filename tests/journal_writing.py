"""Entries of the free journal as tests type, read and approve them."""

import datetime as dt

import pytest
from django.contrib.auth.hashers import make_password

from guyub.books.ledger.domain.entries import LineDraft
from guyub.books.ledger.models import JournalEntry, JournalLine
from guyub.books.ledger.services.journal import JournalTyped, post_journal
from guyub.foundation.approvals.services.requests import decide
from guyub.foundation.identity.domain.roles import Role
from guyub.foundation.identity.models import AuditEntry
from guyub.foundation.kernel.errors import DomainError
from guyub.foundation.kernel.tenancy.scope import scope
from tests.pictures import photo
from tests.world import NOW, new_id

TODAY = dt.date(2026, 11, 25)
PIN = "270817"
PHOTO = ("nota.png", photo(kind="PNG"))


def typed(*lines, on=TODAY, memo="Bayar listrik", amount_rp=200_000, **more):
    pairs = lines or (("6.1.02", amount_rp), ("1.1.02", -amount_rp))
    return JournalTyped(
        occurred_on=on, memo=memo, lines=tuple(LineDraft(code, amount) for code, amount in pairs), **more
    )


def shared(world, role=Role.BENDAHARA):
    return {
        "actor": world.actor(role),
        "place": world.bumiayu,
        "today": TODAY,
        "request_id": new_id(),
        "now": NOW,
    }


def posted(world, what=None, **more):
    return post_journal(typed=what or typed(), **(shared(world) | more))


def entries(world):
    with scope(world.bumiayu.id):
        return list(JournalEntry.objects.filter(cooperative=world.bumiayu).order_by("chain_no"))


def amounts(world, entry):
    with scope(world.bumiayu.id):
        rows = JournalLine.objects.filter(cooperative=world.bumiayu, entry_id=entry.id).order_by("line_no")
        return [(row.account.code, row.amount_rp, row.flow) for row in rows.select_related("account")]


def acts(world):
    with scope(world.bumiayu.id):
        rows = AuditEntry.objects.filter(cooperative=world.bumiayu).order_by("position")
        return [row.act for row in rows]


def wrong(act, refusal=DomainError):
    with pytest.raises(refusal) as refused:
        act()
    return refused.value.facts.get("wrong")


def approve(world, approval_id, role=Role.KETUA, **more):
    actor, person = world.actor(role), world.person(role)
    person.pin = make_password(PIN)
    person.save()
    return decide(
        **{
            "actor": actor,
            "approval_id": approval_id,
            "is_approved": True,
            "proof": PIN,
            "request_id": new_id(),
            "now": NOW,
        }
        | more
    )
