"""A year of simpanan wajib: dues that rise, months paid ahead, arrears paid at once, taken back, waived, a leaving."""

from datetime import date

import pytest

from guyub.finance.savings.domain.dues import DuesRefusedError
from guyub.finance.savings.models import BillPart, DuesBill
from guyub.finance.savings.selectors.bills import arrears_inquiry, debts, is_behind, month_of_rule
from guyub.finance.savings.services.dues_paying import reopen_months
from guyub.finance.savings.services.taking_back import take_back
from guyub.finance.savings.services.waivers import ask_waiver
from guyub.foundation.kernel.selectors.together import asked
from guyub.foundation.kernel.tenancy.scope import scope
from guyub.foundation.parameters.models import ParameterValue
from tests.finance.savings.dues_world import DEC, NOV, OCT, SEP, TODAY, DuesWorld
from tests.journal_writing import approve
from tests.world import NOW, new_id

pytestmark = pytest.mark.django_db
JUL, AUG = date(2026, 7, 1), date(2026, 8, 1)


@pytest.fixture
def dues(world):
    found = DuesWorld(world)
    found.siti = world.member()
    with scope(found.place.id):
        found.siti.joined_on = date(2026, 6, 5)
        found.siti.save()
    return found


def back(dues, movement_id):
    """Take a payment back as the counter does: the movement, then its months."""
    with scope(dues.place.id):
        done = take_back(
            place=dues.place,
            member_id=dues.siti.id,
            movement_id=movement_id,
            reason="salah orang",
            today=TODAY,
            actor=dues.treasurer,
            request_id=new_id(),
            now=NOW,
        )
        reopen_months(cooperative_id=dues.place.id, movement_id=movement_id, back_id=done.movement_id)


def test_dues_rise_in_the_year_and_what_was_paid_ahead_stays(dues):
    dues.bill(NOV)
    dues.take(dues.siti, [NOV, DEC, date(2027, 1, 1)], 30_000)
    dues.raise_dues(15_000, DEC)
    with scope(dues.place.id):
        made = month_of_rule(cooperative_id=dues.place.id, month=date(2027, 2, 1))
        assert made.amount_rp == 15_000
    assert dues.months(dues.siti, ahead=3) == [
        (11, 10_000, 10_000, 0, "LUNAS"),
        (12, 10_000, 10_000, 0, "LUNAS"),
        (1, 10_000, 10_000, 0, "LUNAS"),
        (2, 15_000, 0, 0, "BELUM_DITAGIH"),
    ]
    dues.whole()


def test_a_month_billed_later_asks_what_held_then(dues):
    dues.raise_dues(15_000, OCT)
    for month in (OCT, SEP, NOV):
        dues.bill(month)
    assert [row[:2] for row in dues.months(dues.siti)] == [(9, 10_000), (10, 15_000), (11, 15_000)]


def test_four_months_at_once_are_taken_back_and_owed_again(dues):
    months = [AUG, SEP, OCT, NOV]
    for month in months:
        dues.bill(month)
    part = dues.take(dues.siti, [AUG], 3_000)
    rapel = dues.take(dues.siti, months, 37_000)
    assert [row[4] for row in dues.months(dues.siti)] == ["LUNAS"] * 4
    back(dues, rapel.movement_id)

    assert dues.months(dues.siti) == [
        (8, 10_000, 3_000, 0, "SEBAGIAN"),
        (9, 10_000, 0, 0, "BELUM"),
        (10, 10_000, 0, 0, "BELUM"),
        (11, 10_000, 0, 0, "BELUM"),
    ]
    with scope(dues.place.id):
        parts = BillPart.objects.filter(cooperative=dues.place, bill__month=AUG)
        assert sorted(parts.values_list("amount_rp", flat=True)) == [-7_000, 3_000, 7_000]
    dues.whole()
    again = dues.take(dues.siti, None, 40_000 - 3_000)
    assert again.months == ((AUG, 7_000), (SEP, 10_000), (OCT, 10_000), (NOV, 10_000))
    back(dues, part.movement_id)
    assert dues.months(dues.siti)[0] == (8, 10_000, 7_000, 0, "SEBAGIAN")
    dues.whole()


def test_two_months_are_freed_and_the_rest_is_owed(dues, world):
    for month in (AUG, SEP, OCT):
        dues.bill(month)
    asked_for = ask_waiver(
        actor=dues.treasurer,
        place=dues.place,
        member_id=dues.siti.id,
        months=[AUG, SEP],
        reason="usaha terbakar",
        decision_id=dues.decision.id,
        request_id=new_id(),
        now=NOW,
    )
    approve(world, asked_for)
    assert [row[4] for row in dues.months(dues.siti)] == ["DIBEBASKAN", "DIBEBASKAN", "BELUM"]
    with pytest.raises(DuesRefusedError) as caught:
        dues.take(dues.siti, [SEP], 10_000)
    assert caught.value.facts == {"wrong": "paid", "month": "Sep 2026"}
    assert dues.take(dues.siti, None, 10_000).months == ((OCT, 10_000),)
    dues.whole()


def test_an_amount_alone_is_refused_above_all_that_may_be_paid(dues):
    dues.bill(NOV)
    for amount_rp, facts in (
        (0, {"wrong": "amount"}),
        (130_001, {"wrong": "above", "missing_rp": 130_000}),
    ):
        with pytest.raises(DuesRefusedError) as caught:
            dues.take(dues.siti, None, amount_rp)
        assert caught.value.facts == facts
    assert dues.months(dues.siti) == [(11, 10_000, 0, 0, "BELUM")]


def test_who_leaves_with_arrears_is_billed_and_listed_no_more(dues):
    dues.bill(SEP)
    dues.bill(OCT)
    with scope(dues.place.id):
        dues.siti.left_on, dues.siti.left_why, dues.siti.state = TODAY, "MUNDUR", "KELUAR"
        dues.siti.save()
    assert dues.bill(NOV) == 0
    with scope(dues.place.id):
        assert debts(cooperative_id=dues.place.id, until=NOV) == ([], 0, 0)
        assert asked(arrears_inquiry(dues.place.id, today=TODAY)) == [(0, 0)]
    with pytest.raises(DuesRefusedError) as caught:
        dues.take(dues.siti, [SEP], 10_000)
    assert caught.value.facts == {"wrong": "member"}
    assert [row[0] for row in dues.months(dues.siti)] == [9, 10]


def test_a_month_is_late_the_day_after_it_was_due(dues):
    ParameterValue.objects.create(
        key="simpanan.wajib_tanggal",
        scope="COOPERATIVE",
        cooperative=dues.place,
        value="31",
        valid_from=date(2026, 1, 1),
        legal_basis="pengurus",
        source="pengurus",
        confidence="OURS",
        decision_id=dues.decision.id,
        set_by=dues.treasurer.name,
        set_at=NOW,
    )
    with scope(dues.siti.cooperative_id):
        dues.siti.joined_on = date(2026, 2, 1)
        dues.siti.save()
    dues.bill(date(2026, 2, 1))
    dues.bill(NOV)
    with scope(dues.place.id):
        rows = DuesBill.objects.filter(cooperative=dues.place).order_by("month")
        assert [row.due_on for row in rows] == [date(2026, 2, 28), date(2026, 11, 30)]
        late = {
            today: asked(arrears_inquiry(dues.place.id, today=today))[0]
            for today in (date(2026, 2, 28), date(2026, 3, 1), date(2026, 11, 30), date(2026, 12, 1))
        }
    assert list(late.values()) == [(0, 0), (1, 10_000), (1, 10_000), (1, 20_000)]
    assert is_behind([], TODAY) == []
