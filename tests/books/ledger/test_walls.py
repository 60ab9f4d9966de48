"""What holds the journal when something in front of it is gone: the policies, or the service itself."""

import datetime as dt
from uuid import uuid4

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction

from guyub.books.ledger.domain.entries import EntryRefusedError, Phase
from guyub.books.ledger.models import Account, JournalEntry, JournalHead
from guyub.books.ledger.selectors.verify import verify_books
from guyub.books.ledger.services import posting
from guyub.books.ledger.services.accounts import add_account, close_account
from guyub.books.ledger.services.periods import close_months
from guyub.community.cooperatives.services.units import common_unit
from guyub.foundation.identity.domain.roles import Role
from guyub.foundation.kernel.tenancy.scope import scope
from tests.books.ledger.books import ELECTRICITY, TODAY, begun, posted
from tests.books.ledger.tampering import run
from tests.conftest import logged_in_as
from tests.world import NOW, new_id

D = dt.date

pytestmark = [pytest.mark.database, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def place(world):
    """Books with January 2025 closed, an own account, a closed one, and an entry that was taken back."""
    place, actor = begun(world.bumiayu), world.actor(Role.BENDAHARA)
    shared = {"actor": actor, "place": place, "now": NOW}
    gone = add_account(code="6.1.02.09", name="Genset", request_id=new_id(), **shared)
    close_account(account_id=gone, today=TODAY, request_id=new_id(), **shared)
    begun(world.arjosari)
    theirs = shared | {"place": world.arjosari, "actor": world.actor(Role.BENDAHARA, world.arjosari)}
    add_account(code="6.1.02.01", name="Listrik gudang", request_id=new_id(), **theirs)
    first = posted(place, ELECTRICITY, D(2025, 2, 3))
    posted(place, [(code, -amount) for code, amount in ELECTRICITY], TODAY, reverses_id=first.entry_id)
    posted(place, ELECTRICITY, TODAY, request_id=REQUEST)
    with scope(place.id):
        close_months(place=place, through=D(2025, 1, 31), actor=actor, today=TODAY, now=NOW)
    return place


@pytest.fixture
def without_policies(place, world, postgresql):
    """As the server's master, whom no policy stops."""
    with logged_in_as(postgresql, "postgres"):
        with scope(world.city.id):
            assert Account.objects.filter(cooperative=place).exists()
        yield place
    connection.close()


REQUEST = uuid4()


def refused(place, pairs=ELECTRICITY, on=TODAY, **more):
    before = count(place)
    with pytest.raises(EntryRefusedError) as refusal:
        posted(place, pairs, on, **more)
    assert count(place) == before
    return refusal.value.facts["wrong"]


def count(place):
    with scope(place.id):
        head = JournalHead.objects.filter(cooperative=place).first()
        return JournalEntry.objects.filter(cooperative=place).count(), head and head.chain_no


def instead(account):
    return [(account, 200_000), ("1.1.02", -200_000)]


def test_every_refusal_stands_without_the_policies(without_policies, world, monkeypatch):
    place = without_policies
    with scope(world.arjosari.id):
        theirs = JournalHead.objects.get(cooperative=world.arjosari).common_unit_id
    with scope(place.id):
        first = JournalEntry.objects.get(cooperative=place, chain_no=1).id
        common = common_unit(cooperative_id=place.id, opened_on=TODAY)

    assert refused(world.city) == "unopened"
    assert refused(place, request_id=REQUEST, memo="Lain") == "reused"
    assert refused(place, on=D(2024, 12, 31)) == "before"
    assert refused(place, on=TODAY + dt.timedelta(days=1)) == "future"
    assert refused(place, on=D(2025, 1, 31)) == "closed"
    assert refused(place, on=D(2025, 1, 31), today=D(2025, 1, 31), is_late=True) == "closed"
    assert refused(place, reverses_id=first) == "reversed"
    assert refused(place, reverses_id=uuid4()) == "target"
    assert refused(place, corrects_id=uuid4()) == "target"
    assert refused(place, instead("6.1.02.01")) == "unknown"  # an account of Arjosari
    assert refused(place, instead("6.1.02.09")) == "closed_account"
    assert refused(place, instead("1.3.01")) == "control"
    assert refused(place, [("6.1.02", 5, theirs), ("1.1.02", -5, theirs)]) == "unit"
    # As if the service forgot to write the cooperative's own unit as none, and to give cash its flow.
    monkeypatch.setattr(posting, "_with_common_as_none", lambda draft, place_id: draft)
    assert refused(place, [("6.1.02", 5, common), ("1.1.02", -5, common)]) == "unit"
    monkeypatch.setattr(posting, "_completed", lambda draft, at: draft)
    assert refused(place) == "flow"
    monkeypatch.undo()
    assert posted(place, ELECTRICITY, TODAY, request_id=REQUEST, memo="Contoh").is_new is False
    assert posted(place, [("6.1.02", 5), ("3.5.01", -5)], D(2025, 1, 31), phase=Phase.CLOSING).is_new


def insert_entry(place, *, chain_no=4, line_count=2, total_rp=7):
    """Write an entry past the service, as somebody who knows the tables."""
    entry_id = uuid4()
    run(
        "INSERT INTO ledger_journalentry (id, cooperative_id, series, year, number, chain_no, occurred_on, dated_on,"
        " posted_at, phase, memo, context, request_id, part, source_kind, line_count, total_rp, facts_hash, hash)"
        " VALUES (%s, %s, 'JU', 2026, 99, %s, '2026-11-25', '2026-11-25', now(), 0, 'x', 'ledger', %s, 0, '', %s, %s,"
        " sha256(''), sha256(''))",
        [entry_id, place.id, chain_no, uuid4(), line_count, total_rp],
    )
    return entry_id


def insert_lines(place, entry_id, *amounts, first=1, day="2026-11-25"):
    """Write lines past the service, all in one statement."""
    account = Account.objects.get(cooperative=place, code="6.1.02").id
    unit = JournalHead.objects.get(cooperative=place).common_unit_id
    one = "(%s, %s, %s, %s, %s, %s, '', '', %s)"
    values = [
        value
        for at, amount in enumerate(amounts, first)
        for value in (place.id, entry_id, at, account, unit, amount, day)
    ]
    run(
        "INSERT INTO ledger_journalline (cooperative_id, entry_id, line_no, account_id, unit_id, amount_rp, flow,"  # noqa: S608  placeholders
        " note, dated_on) VALUES " + ", ".join([one] * len(amounts)),
        values,
    )


def stopped_by(place, act):
    """Do something in a transaction of its own; tell which rule of the database stopped it."""
    with pytest.raises((IntegrityError, DatabaseError)) as refusal, scope(place.id, durable=True):
        act()
    return refusal.value.__cause__.diag.constraint_name


PAST = {
    "unbalanced": ("line_entry_balances", lambda p: insert_lines(p, insert_entry(p), 7, -6)),
    "more lines than it says": ("line_entry_balances", lambda p: insert_lines(p, insert_entry(p), 7, -6, -1)),
    "another total": ("line_entry_balances", lambda p: insert_lines(p, insert_entry(p), 8, -8)),
    "lines not from one": ("line_entry_balances", lambda p: insert_lines(p, insert_entry(p), 7, -7, first=2)),
    "lines of another day": (
        "line_entry_balances",
        lambda p: insert_lines(p, insert_entry(p), 7, -7, day="2026-11-24"),
    ),
    "without lines": ("entry_has_its_lines", insert_entry),
    "lines later": (
        "line_entry_balances",
        lambda p: insert_lines(p, JournalEntry.objects.get(cooperative=p, chain_no=1).id, 7, -7, first=3),
    ),
    "no two numbers alike": ("entry_chain_no_once", lambda p: insert_entry(p, chain_no=1)),
}


@pytest.mark.parametrize("case", PAST)
@pytest.mark.parametrize("role", ["guyub_app", "postgres"])
def test_past_the_service_the_database_refuses(case, role, place, postgresql):
    rule, act = PAST[case]
    before = count(place)
    with logged_in_as(postgresql, role):
        assert stopped_by(place, lambda: act(place)) == rule
        assert count(place) == before
    connection.close()


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE ledger_journalentry SET memo = 'lain' WHERE cooperative_id = %s",
        "DELETE FROM ledger_journalentry WHERE cooperative_id = %s",
        "UPDATE ledger_journalline SET note = 'lain' WHERE cooperative_id = %s",
        "DELETE FROM ledger_journalline WHERE cooperative_id = %s",
    ],
)
def test_nobody_edits_and_nobody_deletes(statement, place, postgresql):
    with pytest.raises(DatabaseError, match="permission denied"), scope(place.id):
        run(statement, [place.id])
    with logged_in_as(postgresql, "postgres"):
        assert stopped_by(place, lambda: run(statement, [place.id])) == "journal_is_append_only"
    connection.close()
    with scope(place.id):
        assert verify_books(place=place).findings == ()


def test_lines_of_units_balance_each_for_itself(place, world, postgresql):
    """Two units, in total balanced, each for itself not."""
    with scope(place.id):
        account = Account.objects.get(cooperative=place, code="6.1.02").id
        units = [JournalHead.objects.get(cooperative=place).common_unit_id, uuid4()]

    def act():
        run(
            "INSERT INTO cooperatives_businessunit (id, cooperative_id, kind, name, opened_on)"
            " VALUES (%s, %s, 'SEMBAKO', 'Sembako', '2025-01-01')",
            [units[1], place.id],
        )
        entry = insert_entry(place)
        run(
            "INSERT INTO ledger_journalline (cooperative_id, entry_id, line_no, account_id, unit_id, amount_rp, flow,"
            " note, dated_on) VALUES (%s, %s, 1, %s, %s, 7, '', '', '2026-11-25'), (%s, %s, 2, %s, %s, -7, '', '',"
            " '2026-11-25')",
            [place.id, entry, account, units[0], place.id, entry, account, units[1]],
        )

    assert stopped_by(place, act) == "line_entry_balances"
    assert transaction.get_autocommit()
