"""The sheet of limits as books, decisions, rules and lenders tell it."""

from datetime import date, timedelta

import pytest

from guyub.finance.credit.domain.sheets import Limit
from guyub.finance.credit.selectors.limits import limit_sheet
from guyub.foundation.kernel.tenancy.scope import scope
from guyub.foundation.parameters.selectors.values import NothingHoldsError
from tests.finance.credit.credit_world import TODAY, CreditWorld
from tests.world import new_id


@pytest.fixture
def credit(world, monkeypatch):
    return CreditWorld(world, monkeypatch)


def sheet(credit, amount_rp=0, on=TODAY, **more):
    told = {"cooperative_id": credit.place.id, "member_id": credit.siti.id}
    with scope(credit.place.id):
        return limit_sheet(**told | more, amount_rp=amount_rp, on=on)


def test_without_capital_of_the_unit_the_own_capital_counts_and_is_marked(credit):
    found = sheet(credit)

    assert (found.base.amount_rp, found.base.is_assumed) == (25_000_000, True)
    line = found.lines[0]
    assert (line.limit, line.most_rp, line.used_rp, line.left_rp) == (Limit.OTHER, 3_750_000, 0, 3_750_000)
    assert (line.share, line.basis) == ("15%", "Permenkop UKM 8/2023 Ps 45")
    assert (line.source, line.is_verified) == ("satu sumber, keyakinan C", False)


def test_the_capital_of_the_unit_counts_from_its_day(credit):
    credit.sets_apart(20_000_000)
    credit.sets_apart(500_000_000, on=TODAY)

    assert (sheet(credit).base.amount_rp, sheet(credit).base.is_assumed) == (500_000_000, False)
    assert sheet(credit).left_rp == 75_000_000
    before = sheet(credit, on=TODAY - timedelta(days=1))
    assert (before.base.amount_rp, before.left_rp) == (20_000_000, 3_000_000)


def test_capital_that_was_taken_back_is_none(credit):
    credit.sets_apart(20_000_000)
    credit.sets_apart(0, on=TODAY)

    assert sheet(credit).base.is_assumed


def test_an_officer_meets_the_line_of_related_parties(credit):
    credit.sets_apart(500_000_000)
    credit.officer("Siti Aminah", "KETUA", credit.siti.person)
    found = sheet(credit, 50_000_001)

    assert found.related.words == "menjabat Ketua"
    assert (found.broken.limit, found.broken.most_rp, found.broken.over_rp) == (Limit.RELATED, 50_000_000, 1)
    assert (found.broken.basis, found.broken.is_verified) == ("Permenkop UKM 8/2023 Ps 44", True)


def test_debts_count_and_guarantees_are_shown_and_do_not(credit):
    credit.owes(700_000)
    credit.owes(300_000, "Bon gerai")
    credit.answers(2_000_000)
    found = sheet(credit)

    assert (found.owed_rp, found.left_rp) == (1_000_000, 2_750_000)
    assert [one.words for one in found.exposures] == ["Pinjaman PJ-2026-0001", "Bon gerai"]
    assert [(one.words, one.amount_rp) for one in found.guarantees] == [("Jaminan PJ-2026-0009", 2_000_000)]


def test_the_members_capital_stands_on_the_last_line(credit):
    credit.world.saved_before("WAJIB", 5_000_001, TODAY)
    line = sheet(credit).lines[-1]

    assert (line.limit, line.most_rp, line.used_rp, line.over_rp) == (Limit.CAPITAL, 5_000_000, 5_000_001, 1)
    assert line.is_warning
    assert sheet(credit, 1_000_000).broken is None


def test_nobody_of_another_cooperative(credit):
    assert sheet(credit, member_id=new_id()) is None
    stranger = credit.world.member("Sri", credit.world.arjosari)
    assert sheet(credit, member_id=stranger.id) is None


def test_before_the_rules_began_it_does_not_guess(credit):
    with pytest.raises(NothingHoldsError):
        sheet(credit, on=date(2023, 6, 19))


def test_it_is_two_questions(credit, django_assert_num_queries):
    with scope(credit.place.id), django_assert_num_queries(2):
        limit_sheet(cooperative_id=credit.place.id, member_id=credit.siti.id, amount_rp=1, on=TODAY)
