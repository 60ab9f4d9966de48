"""Related parties as officers, kinships, households and roles of the cooperative tell them."""

from datetime import timedelta

import pytest

from guyub.finance.credit.selectors.related import related_on
from guyub.foundation.identity.domain.roles import Role
from guyub.foundation.identity.domain.vault import SecretKind
from guyub.foundation.identity.services.vault import keep_secret
from guyub.foundation.kernel.tenancy.scope import scope
from tests.finance.credit.credit_world import JANUARY, TODAY, CreditWorld
from tests.world import BEGAN, NOW

KK = "3573030101200001"


@pytest.fixture
def credit(world, monkeypatch):
    return CreditWorld(world, monkeypatch)


def reasons(credit, on=TODAY, member=None):
    with scope(credit.place.id):
        person_id = (member or credit.siti).person_id
        found = related_on(cooperative_id=credit.place.id, person_id=person_id, on=on)
    return found and found.reasons


def test_a_member_without_office_is_none(credit):
    credit.officer("Wati Ningsih", "BENDAHARA", credit.world.member("Wati Ningsih").person)

    assert reasons(credit) is None


@pytest.mark.parametrize(("post", "words"), [("KETUA", "Ketua"), ("ANGGOTA_PENGAWAS", "Anggota pengawas")])
def test_an_officer_while_in_office(credit, post, words):
    credit.officer("Siti Aminah", post, credit.siti.person, until=TODAY)

    assert reasons(credit) is None
    assert reasons(credit, TODAY - timedelta(days=1)) == (f"menjabat {words}",)
    assert reasons(credit, JANUARY) == (f"menjabat {words}",)
    assert reasons(credit, JANUARY - timedelta(days=1)) is None


def test_the_same_name_alone_is_nobody(credit):
    credit.officer("Siti Aminah", "KETUA")

    assert reasons(credit) is None


@pytest.mark.parametrize(
    ("role", "found"),
    [
        (Role.WAKIL_KETUA_USAHA, ("berperan Wakil ketua bidang usaha",)),
        (Role.PENGAWAS, ("berperan Pengawas",)),
        (Role.KASIR, None),
        (Role.PENGELOLA_GERAI, None),
    ],
)
def test_a_role_of_the_board_or_the_supervisors_and_no_other(credit, role, found):
    credit.seat(credit.siti.person, role, BEGAN, NOW)

    assert reasons(credit) == found
    assert reasons(credit, TODAY + timedelta(days=1)) is None
    assert reasons(credit, BEGAN.date()) == found
    assert reasons(credit, BEGAN.date() - timedelta(days=1)) is None


def test_a_role_that_is_still_held(credit):
    credit.seat(credit.siti.person, Role.BENDAHARA, BEGAN)

    assert reasons(credit) == ("berperan Bendahara",)


def test_kin_of_an_officer_and_who_may_not_decide(credit):
    wati = credit.world.member("Wati Ningsih").person
    gone = credit.officer("Siti Aminah", "SEKRETARIS", credit.siti.person, until=TODAY - timedelta(days=9))
    credit.kin(credit.officer("Wati Ningsih", "BENDAHARA", wati), gone)

    with scope(credit.place.id):
        found = related_on(cooperative_id=credit.place.id, person_id=credit.siti.person_id, on=TODAY)
    assert found.words == "suami atau istri Wati Ningsih (Bendahara)"
    assert found.people == (credit.siti.person_id, wati.id)


def test_one_household_with_an_officer_of_this_cooperative(credit):
    wati = credit.world.member("Wati Ningsih")
    for member in (credit.siti, wati):
        keep_secret(person=member.person, kind=SecretKind.KK, value=KK, now=NOW)
    assert reasons(credit) is None
    credit.officer("Wati Ningsih", "BENDAHARA", wati.person)

    assert reasons(credit) == ("satu KK dengan Wati Ningsih (Bendahara)",)
    assert reasons(credit, member=wati) == ("menjabat Bendahara",)


def test_officers_of_another_cooperative_are_none_here(credit):
    there = credit.world.arjosari
    with scope(there.id):
        assert related_on(cooperative_id=there.id, person_id=credit.siti.person_id, on=TODAY) is None
    credit.officer("Siti Aminah", "KETUA", credit.siti.person)
    with scope(there.id):
        assert related_on(cooperative_id=there.id, person_id=credit.siti.person_id, on=TODAY) is None


def test_it_is_one_question(credit, django_assert_num_queries):
    with scope(credit.place.id), django_assert_num_queries(1):
        related_on(cooperative_id=credit.place.id, person_id=credit.siti.person_id, on=TODAY)
