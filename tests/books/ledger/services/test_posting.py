"""Posting through the service, and around it."""

import datetime as dt
from uuid import uuid4

import pytest

from guyub.books.ledger.domain.entries import EntryDraft, EntryRefusedError, LineDraft
from guyub.books.ledger.models import Account, AccountBalance, JournalEntry, JournalHead, JournalLine
from guyub.books.ledger.services.accounts import begin_books, bring_charts
from guyub.books.ledger.services.posting import Act, post_entry
from guyub.foundation.identity.domain.roles import Role
from guyub.foundation.identity.models import AuditEntry
from guyub.foundation.identity.selectors.audit import chain_break
from guyub.foundation.kernel.tenancy.scope import scope
from tests.world import NOW

TODAY = dt.date(2026, 11, 25)
OPENED = dt.date(2026, 1, 1)

pytestmark = pytest.mark.database


def draft(*lines, on=TODAY, **more):
    pairs = lines or (("6.1.02", 200_000), ("1.1.02", -200_000))
    return EntryDraft(
        occurred_on=on,
        memo="Bayar listrik",
        lines=[LineDraft(code, amount) for code, amount in pairs],
        **({"request_id": uuid4()} | more),
    )


@pytest.fixture
def place(world):
    with scope(world.bumiayu.id):
        begin_books(place=world.bumiayu, opened_on=OPENED)
    return world.bumiayu


def test_an_entry_is_numbered_chained_and_summed(place, world):
    actor = world.actor(Role.BENDAHARA)
    with scope(place.id):
        first = post_entry(
            place=place,
            context="ledger",
            draft=draft(),
            today=TODAY,
            actor=actor,
            act=Act("ledger.entry.posted", {}, NOW),
        )
        second = post_entry(place=place, context="ledger", draft=draft(), today=TODAY)

        assert (first.name, second.name) == ("JU-2026-0001", "JU-2026-0002")
        assert (first.chain_no, second.chain_no) == (1, 2)
        head = JournalHead.objects.get(cooperative=place)
        assert (head.chain_no, bytes(head.hash)) == (2, second.hash)
        entry = JournalEntry.objects.get(cooperative=place, id=first.entry_id)
        assert (entry.line_count, entry.total_rp, entry.actor_id) == (2, 200_000, actor.person_id)
        lines = JournalLine.objects.filter(cooperative=place, entry_id=first.entry_id).order_by("line_no")
        assert [(line.amount_rp, line.flow) for line in lines] == [(200_000, ""), (-200_000, "BEBAN")]
        balances = AccountBalance.objects.filter(cooperative=place).order_by("debit_rp")
        assert [(row.debit_rp, row.credit_rp, row.flow) for row in balances] == [
            (0, 400_000, "BEBAN"),
            (400_000, 0, ""),
        ]
        assert AuditEntry.objects.filter(cooperative=place, act="ledger.entry.posted").count() == 1
        assert chain_break(place.id) is None


def test_a_unit_of_another_cooperative_is_refused(place, world):
    with scope(world.arjosari.id):
        begin_books(place=world.arjosari, opened_on=OPENED)
        foreign = JournalHead.objects.get(cooperative=world.arjosari).common_unit_id
    lines = [LineDraft("6.1.02", 5, unit_id=foreign), LineDraft("1.1.02", -5, unit_id=foreign)]
    typed = EntryDraft(occurred_on=TODAY, memo="Listrik", lines=lines, request_id=uuid4())

    with pytest.raises(EntryRefusedError) as refused, scope(place.id):
        post_entry(place=place, context="ledger", draft=typed, today=TODAY)

    assert refused.value.facts["wrong"] == "unit"
    with scope(place.id):
        assert JournalHead.objects.get(cooperative=place).chain_no == 0


def test_a_new_release_brings_its_chart_to_books_that_are_open(place, world, monkeypatch):
    with scope(place.id):
        Account.objects.filter(cooperative=place, code="6.1.03").update(line="PAJAK")
        Account.objects.filter(cooperative=place, code="6.1.14")._raw_delete("default")
        JournalHead.objects.filter(cooperative=place).update(chart_version=0)

    assert (bring_charts(), bring_charts()) == (1, 0)

    with scope(place.id):
        accounts = dict(Account.objects.filter(cooperative=place).values_list("code", "line"))
        assert (accounts["6.1.03"], accounts["6.1.14"]) == ("BEBAN_USAHA", "BEBAN_USAHA")
