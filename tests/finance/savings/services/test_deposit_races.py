"""Two who end one deposit at once: the daily job and the counter, the job twice, two counters."""

import threading
from datetime import date

import pytest
from django.db import connection

from guyub.finance.savings.domain.deposits import Roll
from guyub.finance.savings.models import SavingsAccount
from guyub.foundation.kernel.errors import DomainError
from guyub.foundation.kernel.tenancy.scope import scope
from tests.finance.savings.deposit_world import DepositWorld
from tests.finance.savings.services.test_jasa import whole

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.database]


def at_once(*acts):
    """Do all at the same moment, each on a connection of its own; give what each was refused."""
    gate, refused = threading.Barrier(len(acts)), []

    def run(act):
        try:
            gate.wait(timeout=20)
            act()
        except DomainError as error:
            refused.append(error.facts.get("wrong"))
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(act,)) for act in acts]
    for one in threads:
        one.start()
    for one in threads:
        one.join(timeout=60)
    return refused


def test_the_job_beside_the_counter(world):
    deposits = DepositWorld(world, months=1)
    account = deposits.places(1_200_000, roll=Roll.POKOK_DAN_JASA)
    day = date(2026, 2, 1)
    refused = at_once(
        lambda: deposits.day_comes(day),
        lambda: deposits.day_comes(day),
        lambda: deposits.takes(account, day, "biaya sekolah", in_cash=False),
        lambda: deposits.takes(account, day, "biaya sekolah", in_cash=False),
    )
    assert refused == ["gone"]
    assert deposits.savings_rp() == 1_206_000
    assert [one.no for one in deposits.periods(account)] == [1, 2]
    whole(deposits)


def test_numbers_of_one_moment_have_no_gap(world):
    deposits = DepositWorld(world)
    others = [deposits.siti, *(world.member(f"Anggota {at}") for at in range(3))]
    assert at_once(*(lambda one=one: deposits.places(1_000_000, member_id=one.id) for one in others)) == []
    with scope(deposits.place.id):
        accounts = SavingsAccount.objects.filter(cooperative=deposits.place, kind="BERJANGKA")
        ids = list(accounts.values_list("id", flat=True))
    numbers = sorted(deposits.periods(one)[0].certificate_no for one in ids)
    assert numbers == [1, 2, 3, 4]
    whole(deposits)
