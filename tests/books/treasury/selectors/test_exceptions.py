"""What the pengawas should look at in the treasury."""

import datetime as dt

import pytest

from guyub.books.oversight.selectors.exceptions import Part, exceptions_of, watched_span
from guyub.books.treasury.domain.funds import FundUse
from guyub.books.treasury.models import Claim
from guyub.foundation.identity.domain.roles import Role
from guyub.foundation.kernel.tenancy.scope import scope
from guyub.foundation.parameters.services.values import load_national
from tests.books.treasury.banking import taken
from tests.books.treasury.claim_world import ClaimWorld
from tests.books.treasury.tills import Till
from tests.world import NOW

pytestmark = pytest.mark.database
NOVEMBER = (dt.date(2026, 11, 1), dt.date(2026, 11, 30))
TODAY = NOW.date()


def found(place, since=NOVEMBER[0], until=NOVEMBER[1], today=TODAY):
    with scope(place.id):
        watched = watched_span(place=place, since=since, until=until, today=today)
        return {
            kind.kind: [one.said.replace("\u00a0", " ") for one in kind.found]
            for kind in exceptions_of(watched, Part.KAS)
        }


def test_a_drawer_that_nobody_counted_is_named_until_somebody_does(world):
    till = Till(world)
    assert found(till.place) == {"treasury.uncounted": ["Laci gerai belum pernah dihitung"]}
    till.opens()
    assert found(till.place) == {}

    later = found(till.place, until=dt.date(2026, 12, 31), today=TODAY + dt.timedelta(days=8))
    assert list(later) == ["treasury.uncounted"]
    assert later["treasury.uncounted"][0].startswith("Laci gerai terakhir dihitung ")


def test_a_shift_that_closed_with_a_difference_is_named_with_its_reason(world):
    till = Till(world)
    shift = till.opens().shift_id
    till.tops_up(100_000)
    first = till.closes(shift, 95_000)
    till.closes(shift, count_id=first.count_id, reason="uang kembalian")

    (said,) = found(till.place)["treasury.variance"]
    assert said.startswith("Laci gerai, Kasir KKMP Bumiayu, kurang Rp 5.000")
    assert "treasury.variance" not in found(till.place, dt.date(2026, 10, 1), dt.date(2026, 10, 31))


def test_a_line_of_the_bank_that_no_entry_tells_of_is_named_after_two_weeks(world):
    world.cash()
    taken(world)

    assert "treasury.unmatched" not in found(world.bumiayu, today=dt.date(2026, 11, 30))
    assert found(world.bumiayu, today=dt.date(2026, 12, 1))["treasury.unmatched"] == [
        "BRI Kedungkandang, Rp 10.000 keluar 16 Nov 2026, belum ada di buku"
    ]


def test_a_claim_paid_to_oneself_is_named_and_one_paid_by_another_is_not(db):
    world = ClaimWorld()
    load_national(now=NOW)
    claim_id = world.approved()
    world.repaid(claim_id)
    assert "treasury.own_claim" not in found(world.bumiayu)

    with scope(world.bumiayu.id):
        keeper = world.actor(Role.BENDAHARA)
        Claim.objects.filter(cooperative=world.bumiayu, id=claim_id).update(person_id=keeper.person_id)
    (said,) = found(world.bumiayu)["treasury.own_claim"]
    assert said.endswith(f"Rp 45.000: {keeper.name} membayar klaimnya sendiri")


def test_what_a_fund_paid_without_proof_is_named_without_anybodys_name(db):
    world = ClaimWorld()
    load_national(now=NOW)
    fund_id = world.fund(use=FundUse.SANTUNAN)
    world.ruled(fund_id)
    world.collected(fund_id)
    world.paid(fund_id)

    assert found(world.bumiayu)["treasury.fund_otherwise"] == ["Dana kesehatan, Rp 50.000 tanpa bukti"]
    assert world.actor(Role.BENDAHARA).name not in str(found(world.bumiayu))
