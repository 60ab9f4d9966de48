"""The savings-and-loan unit takes deposits with its papers, or by the city's word while that holds."""

from datetime import date, timedelta

import pytest

from guyub.community.cooperatives.models import BusinessUnit, LegalRecord
from guyub.finance.savings.domain.gate import GateRefusedError, Lack
from guyub.finance.savings.models import UnitCapital, UnitOverride
from guyub.finance.savings.selectors.gate import unit_gate
from guyub.finance.savings.services.gate import ask_capital, override_gate, withdraw_override
from guyub.foundation.identity.domain.roles import Role
from guyub.foundation.identity.services.acting import NotAllowedError
from guyub.foundation.kernel.tenancy.scope import scope
from tests.finance.savings.jasa_world import JANUARY, TODAY, JasaWorld, at_once
from tests.journal_writing import approve
from tests.world import NOW, new_id

pytestmark = pytest.mark.django_db
WHY = "Modal dipenuhi bertahap sampai RAT."


class GateWorld(JasaWorld):
    """A cooperative with a savings-and-loan unit and nothing else of what it needs."""

    def __init__(self, world):
        super().__init__(world)
        self.head = world.actor(Role.KEPALA_DINAS)
        with scope(self.place.id):
            BusinessUnit.objects.create(
                cooperative=self.place, kind="SIMPAN_PINJAM", name="Simpan pinjam", opened_on=JANUARY
            )

    def told(self, actor, today=TODAY, **more):
        given = {"actor": actor, "place": self.place, "today": today, "request_id": new_id(), "now": NOW}
        return given | more

    def asks(self, amount_rp, on=TODAY, decision_id="own", **more):
        decision_id = self.decision.id if decision_id == "own" else decision_id
        return ask_capital(
            **self.told(self.treasurer, amount_rp=amount_rp, on=on, decision_id=decision_id, **more)
        )

    def opens(self, until_on=TODAY + timedelta(days=90), reason=WHY, today=TODAY, actor=None):
        override_gate(**self.told(actor or self.head, today, until_on=until_on, reason=reason))

    def withdraws(self, today=TODAY):
        withdraw_override(**self.told(self.head, today, reason="Modal dipakai untuk hal lain."))

    def licensed(self, issued_on=JANUARY, expires_on=None, **more):
        with scope(self.place.id):
            return LegalRecord.objects.create(
                cooperative=self.place,
                kind="IZIN_USP",
                number="contoh",
                issued_on=issued_on,
                expires_on=expires_on,
                recorded_at=NOW,
                **more,
            )

    def gate(self, on=TODAY):
        with scope(self.place.id):
            return unit_gate(cooperative_id=self.place.id, on=on)

    def said(self, model):
        with scope(self.place.id):
            return model.objects.filter(cooperative=self.place).count()


@pytest.fixture
def unit(world):
    return GateWorld(world)


def wrong(act):
    with pytest.raises(GateRefusedError) as caught:
        act()
    return caught.value.facts["wrong"]


def test_the_unit_opens_with_its_licence_and_all_its_capital(unit, world):
    assert unit.gate().lacks == (Lack.LICENCE, Lack.CAPITAL)
    unit.licensed()
    approve(world, unit.asks(499_999_999))
    assert (unit.gate().lacks, unit.gate().is_open) == ((Lack.CAPITAL,), False)
    assert "Rp 499.999.999 dari Rp 500.000.000" in unit.gate().why.replace("\u00a0", " ")

    asked = unit.asks(500_000_000)
    assert not unit.gate().is_open  # nobody agreed yet
    approve(world, asked)
    assert unit.gate().is_open
    assert not unit.gate(TODAY - timedelta(days=1)).is_open
    approve(world, unit.asks(0))
    assert not unit.gate().is_open


def test_a_licence_holds_from_its_day_to_its_last(unit, world):
    approve(world, unit.asks(500_000_000, on=JANUARY))
    unit.licensed(issued_on=date(2026, 3, 1), expires_on=date(2026, 9, 30))
    days = [date(2026, 2, 28), date(2026, 3, 1), date(2026, 9, 30), date(2026, 10, 1)]
    assert [unit.gate(on).is_open for on in days] == [False, True, True, False]


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ({"amount_rp": -1}, "amount"),
        ({"amount_rp": 10**13}, "amount"),
        ({"amount_rp": 1, "on": TODAY + timedelta(days=1)}, "day"),
        ({"amount_rp": 1, "decision_id": None}, "decision"),
        ({"amount_rp": 1, "decision_id": new_id()}, "decision"),
    ],
)
def test_capital_is_refused(unit, more, said):
    assert wrong(lambda: unit.asks(**more)) == said
    assert unit.said(UnitCapital) == 0


def test_capital_that_was_refused_by_the_second_person_is_not_noted(unit, world):
    approve(world, unit.asks(500_000_000), is_approved=False, reason="belum diputuskan")
    assert unit.said(UnitCapital) == 0


def test_the_citys_word_holds_until_its_day_and_is_shown(unit):
    until_on = TODAY + timedelta(days=90)
    unit.opens(until_on)
    assert unit.gate().is_open
    assert unit.gate().why.replace("\u00a0", " ") == f"Diizinkan dinas sampai 23 Feb 2027: {WHY}"
    assert unit.gate().lacks == (Lack.LICENCE, Lack.CAPITAL)  # it stays said that they are missing
    assert [unit.gate(until_on + timedelta(days=one)).is_open for one in (0, 1)] == [True, False]

    assert wrong(unit.opens) == "open"
    unit.opens(until_on + timedelta(days=60), today=until_on + timedelta(days=1))
    assert unit.gate(until_on + timedelta(days=1)).is_open


def test_a_word_that_is_taken_back_ends_that_day(unit):
    assert wrong(unit.withdraws) == "none"
    unit.opens()
    unit.withdraws(TODAY + timedelta(days=10))
    days = [TODAY + timedelta(days=one) for one in (9, 10)]
    assert [unit.gate(on).is_open for on in days] == [True, False]
    assert wrong(lambda: unit.withdraws(TODAY + timedelta(days=11))) == "none"


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ({"reason": "sembilan belas kata"[:19]}, "reason"),
        ({"reason": "x" * 301}, "reason"),
        ({"until_on": TODAY}, "until"),
        ({"until_on": date(2027, 11, 26)}, "until"),
    ],
)
def test_a_word_is_refused(unit, more, said):
    assert wrong(lambda: unit.opens(**more)) == said
    assert unit.said(UnitOverride) == 0


def test_there_is_no_word_for_a_unit_that_is_not_there_and_none_from_the_cooperative(unit, world):
    with scope(unit.place.id):
        BusinessUnit.objects.filter(cooperative=unit.place).update(closed_on=TODAY)
    assert wrong(unit.opens) == "unit"
    with pytest.raises(NotAllowedError):
        unit.opens(actor=world.actor(Role.KETUA))
    assert unit.said(UnitOverride) == 0


@pytest.mark.database
@pytest.mark.django_db(transaction=True)
def test_of_words_given_at_once_one_stands(unit):
    assert at_once(unit.opens, GateRefusedError) == ["done", *["open"] * 5]
    assert unit.said(UnitOverride) == 1
