import re
import threading
from pathlib import Path

import pytest
from django.db import connection

from guyub.books.ledger.selectors import invariants as of_ledger
from guyub.foundation.kernel.selectors.invariants import Broken
from guyub.foundation.kernel.tenancy.scope import scope
from guyub.journeys.selectors.invariants import (
    RULE_WORDS,
    Examination,
    broken_rules,
    listed,
    one_moment,
    said,
)
from tests.books.ledger.books import ELECTRICITY, OPENED, begun, posted

ROOT = Path(__file__).resolve().parents[3]
CONTEXTS = {
    "approvals",
    "assets",
    "cooperatives",
    "development",
    "identity",
    "inventory",
    "kernel",
    "ledger",
    "loans",
    "members",
    "oversight",
    "parameters",
    "savings",
    "treasury",
}


@pytest.fixture
def reconciling(monkeypatch):
    """A context whose sub-ledger differs from its control account."""

    def differs(cooperative_id):
        yield Broken("savings.control", f"simpanan sukarela {cooperative_id}")

    monkeypatch.setattr(of_ledger, "RECONCILIATIONS", (differs,), raising=False)
    listed.cache_clear()
    yield
    listed.cache_clear()


def test_every_context_is_asked(bumiayu):
    assert set(listed("INVARIANTS")) >= CONTEXTS
    assert set(listed("RECONCILIATIONS")) == {
        "assets",
        "consignment",
        "inventory",
        "loans",
        "procurement",
        "retail",
        "savings",
        "treasury",
    }
    with scope(bumiayu.id):
        for examination in Examination:
            assert list(broken_rules(cooperative_id=bumiayu.id, examination=examination)) == []


def test_each_examination_asks_what_it_says(bumiayu, reconciling):
    with scope(bumiayu.id):

        def found(examination):
            return [one.rule for one in broken_rules(cooperative_id=bumiayu.id, examination=examination)]

        assert found(Examination.VERIFY) == []
        assert found(Examination.RECONCILE) == ["savings.control"]
        assert found(Examination.AUDIT) == ["savings.control"]


def test_every_rule_of_a_context_has_its_words():
    """A rule that breaks is told to a treasurer: each has plain words, the ledger's speak for themselves."""
    rules = set()
    for path in (ROOT / "guyub").glob("*/*/selectors/*invariants*.py"):
        rules |= set(re.findall(r'Broken\(\s*f?"([a-z_.]+)"', path.read_text(encoding="utf-8")))

    assert rules - set(RULE_WORDS) == set()
    assert set(RULE_WORDS) - rules == set()
    assert (
        said(Broken("identity.audit.chain", "breaks at 3")) == "Jejak tindakan tidak bersambung: breaks at 3."
    )
    assert said(Broken("ledger.facts", "Kalimat.")) == "Kalimat."


@pytest.mark.database
@pytest.mark.django_db(transaction=True)
def test_one_moment_does_not_see_who_writes_meanwhile(bumiayu):
    place = begun(bumiayu)

    def post():
        posted(place, ELECTRICITY, OPENED)
        connection.close()

    with one_moment(place.id):
        before = of_ledger.verify_books(place=place)
        other = threading.Thread(target=post)
        other.start()
        other.join()
        assert of_ledger.verify_books(place=place) == before
    with one_moment(place.id):
        assert of_ledger.verify_books(place=place).entries == 1
