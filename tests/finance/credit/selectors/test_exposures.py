"""Who lends is found by name, and all are asked at once."""

import sys
from importlib.machinery import ModuleSpec
from types import ModuleType

import pytest

from guyub.finance.credit.domain.exposures import Exposure, Guarantee
from guyub.finance.credit.selectors import exposures
from guyub.finance.credit.selectors.exposures import guarantees_inquiry, lenders, owed_inquiry
from guyub.foundation.kernel.selectors.together import asked
from guyub.foundation.kernel.tenancy.scope import scope
from tests.finance.credit.credit_world import TODAY, CreditWorld, lent_inquiry

FAKE = "guyub.community.members.selectors.exposures"


@pytest.fixture
def credit(world, monkeypatch):
    return CreditWorld(world, monkeypatch)


def test_a_context_that_lends_is_found_by_the_name_of_its_module(monkeypatch):
    before = lenders()
    module = ModuleType(FAKE)
    module.__spec__ = ModuleSpec(FAKE, None)
    module.exposures_inquiry = lent_inquiry
    monkeypatch.setitem(sys.modules, FAKE, module)
    lenders.cache_clear()
    try:
        found = lenders()
    finally:
        lenders.cache_clear()

    assert set(found) == {*before, lent_inquiry}
    assert exposures.__name__ not in [lender.__module__ for lender in found]


def test_what_several_lend_is_one_list_in_one_trip(credit, monkeypatch, django_assert_num_queries):
    def store(**given):
        return exposures.joined(
            lent_inquiry(**given), read=lambda rows: [Exposure("Bon gerai", len(rows) * 1_000)]
        )

    monkeypatch.setattr(exposures, "lenders", lambda: (lent_inquiry, store))
    credit.owes(700_000)
    credit.owes(300_000, "Pinjaman PJ-2026-0002")
    credit.answers(50_000)
    whose = {"cooperative_id": credit.place.id, "member_id": credit.siti.id}
    with scope(credit.place.id), django_assert_num_queries(1):
        owed, answered = asked(owed_inquiry(**whose, on=TODAY), guarantees_inquiry(**whose))

    assert owed == (
        Exposure("Pinjaman PJ-2026-0001", 700_000),
        Exposure("Pinjaman PJ-2026-0002", 300_000),
        Exposure("Bon gerai", 2_000),
    )
    assert answered == (Guarantee("Jaminan PJ-2026-0009", 50_000, TODAY),)


def test_where_nobody_lends_nothing_is_owed(credit, monkeypatch):
    monkeypatch.setattr(exposures, "lenders", tuple)
    with scope(credit.place.id):
        (owed,) = asked(owed_inquiry(cooperative_id=credit.place.id, member_id=credit.siti.id, on=TODAY))

    assert owed == ()
