"""Lending stops at the limit, also where two lend to one member at the same moment."""

import threading

import pytest
from django.db import connection

from guyub.community.members.services.register import StandingRefusedError
from guyub.finance.credit.domain.limits import LimitRefusedError, OwnCap
from guyub.finance.credit.services.limits import hold_limits
from guyub.foundation.kernel.tenancy.scope import scope
from guyub.foundation.kernel.web.messages import sentence
from tests.finance.credit.credit_world import TODAY, CreditWorld
from tests.world import new_id

pytestmark = pytest.mark.django_db


@pytest.fixture
def credit(world, monkeypatch):
    found = CreditWorld(world, monkeypatch)
    found.sets_apart(20_000_000)  # another member up to 3 million, a related party up to 2
    return found


def refused(act):
    with pytest.raises(LimitRefusedError) as refusal:
        act()
    return refusal.value


def test_up_to_the_limit_and_no_rupiah_more(credit):
    assert credit.borrows(1_500_000).left_rp == 3_000_000
    assert credit.borrows(1_500_000).left_rp == 1_500_000
    facts = refused(lambda: credit.borrows(1)).facts

    assert (facts["wrong"], facts["by_rp"], facts["used_rp"]) == ("other", 1, 3_000_000)
    assert credit.debts() == 3_000_000


def test_one_who_came_into_office_is_looked_at_again_before_paying_out(credit):
    credit.borrows(2_500_000)
    credit.borrows(0)
    credit.officer("Siti Aminah", "KETUA", credit.siti.person)
    facts = refused(lambda: credit.borrows(0)).facts

    assert (facts["wrong"], facts["by_rp"], facts["left_rp"]) == ("related", 500_000, 0)


def test_a_narrower_limit_and_what_goes_into_capital(credit):
    own = OwnCap(name="Plafon Pinjaman usaha", basis="RAT 01/2026", most_rp=1_000_000, used_rp=0)

    assert refused(lambda: credit.borrows(1_000_001, own=own)).facts["wrong"] == "own"
    credit.world.saved_before("PENYERTAAN", 4_900_000, TODAY)  # of 5 million that one may hold
    facts = refused(lambda: credit.borrows(1_000_000, into_capital_rp=100_001)).facts
    assert (facts["wrong"], facts["by_rp"]) == ("capital", 1)
    assert credit.debts() == 0
    credit.borrows(1_000_000, own=own, into_capital_rp=100_000)


def test_the_sentence_says_which_by_how_much_and_the_source(credit):
    said = sentence(refused(lambda: credit.borrows(3_200_000))).replace("\u00a0", " ")

    assert said == (
        "Utang satu anggota paling banyak Rp 3.000.000: 15% dari modal tetap unit simpan pinjam. Sudah terpakai Rp 0;"
        " ini terlalu besar Rp 200.000, yang masih bisa Rp 3.000.000. Turunkan jumlahnya, atau lunasi dulu yang"
        " berjalan. Dasar: Permenkop UKM 8/2023 Ps 45 (satu sumber, keyakinan C)."
    )
    credit.officer("Siti Aminah", "KETUA", credit.siti.person)
    said = sentence(refused(lambda: credit.borrows(3_200_000))).replace("\u00a0", " ")
    assert said.startswith("Utang pengurus, pengawas, atau keluarganya paling banyak Rp 2.000.000: 10% dari")
    assert said.endswith("Dasar: Permenkop UKM 8/2023 Ps 44 (ringkasan terpercaya, keyakinan B).")


def test_a_member_who_is_not_there(credit):
    with scope(credit.place.id), pytest.raises(StandingRefusedError):
        hold_limits(cooperative_id=credit.place.id, member_id=new_id(), amount_rp=1, on=TODAY)


def test_the_step_is_two_questions(credit, django_assert_num_queries):
    with scope(credit.place.id), django_assert_num_queries(2):
        hold_limits(cooperative_id=credit.place.id, member_id=credit.siti.id, amount_rp=1, on=TODAY)


@pytest.mark.database
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("_turn", range(3))
def test_of_four_committees_at_once_only_what_fits_is_lent(_turn, credit):
    gate, outcomes = threading.Barrier(4), []

    def lend():
        try:
            gate.wait(timeout=20)
            outcomes.append(f"left {credit.borrows(1_400_000).left_rp}")
        except LimitRefusedError as refusal:
            outcomes.append(refusal.facts["wrong"])
        finally:
            connection.close()

    threads = [threading.Thread(target=lend) for _ in range(4)]
    for one in threads:
        one.start()
    for one in threads:
        one.join(timeout=60)

    assert sorted(outcomes) == ["left 1600000", "left 3000000", "other", "other"]
    assert credit.debts() == 2_800_000
