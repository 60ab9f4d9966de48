"""What must hold of jasa, bills and holds is missed when it does not."""

from datetime import date

import pytest

from guyub.finance.savings.models import AccountJasa, DuesBill, JasaRun, MemberTax, SavingsAccount
from guyub.finance.savings.selectors.invariants_jasa import JASA_INVARIANTS, jasa_stands_on_its_accounts
from guyub.foundation.kernel.tenancy.scope import scope
from tests.finance.savings.jasa_world import JANUARY, JasaWorld
from tests.world import NOW

pytestmark = [pytest.mark.django_db, pytest.mark.database]


def add_count(mine, run, account, **more):
    told = {"fine": 0, "carried_in": 0, "carried": 0, "jasa_rp": 0, "accrued_rp": 0, "credited_rp": 0} | more
    AccountJasa.objects.create(**mine, run=run, account=account, to=account, month=JANUARY, no=2, **told)


def add_tax(mine, run, of, **more):
    told = {"gross_rp": 0, "tax_rp": 0, "taken_rp": 0, "borne_rp": 0} | more
    MemberTax.objects.create(**mine, run=run, member=of.member, month=JANUARY, no=1, **told)


def add_run(mine, jasa_rp):
    JasaRun.objects.create(
        **mine,
        no=9,
        kind="KOREKSI",
        month=JANUARY,
        on=JANUARY,
        accounts=1,
        jasa_rp=jasa_rp,
        credited_rp=0,
        tax_rp=0,
        free_rp=0,
        tax_ppm=0,
        recorded_at=NOW,
    )


def bill(mine, _, account):
    DuesBill.objects.create(
        **mine, member=account.member, month=JANUARY, amount_rp=10, paid_rp=1, due_on=date(2026, 1, 10)
    )


RULES = (*JASA_INVARIANTS, jasa_stands_on_its_accounts)
BREAKS = [
    (lambda mine, run, account: add_count(mine, run, account, carried_in=1), "savings.jasa.chain"),
    (lambda mine, run, account: add_count(mine, run, account, credited_rp=1), "savings.jasa.moved"),
    (lambda mine, run, account: add_tax(mine, run, account, gross_rp=1), "savings.jasa.tax"),
    (
        lambda mine, run, account: add_tax(mine, run, account, taken_rp=1, account=account),
        "savings.jasa.moved",
    ),
    (lambda mine, *_: add_run(mine, 7), "savings.jasa.accrued"),
    (lambda mine, *_: add_run(mine, 7), "savings.jasa.control"),
    (bill, "savings.bill"),
    (lambda mine, *_: SavingsAccount.objects.filter(**mine).update(held_rp=1), "savings.hold"),
]


@pytest.mark.parametrize(("spoil", "name"), BREAKS)
def test_what_is_spoilt_is_told(world, spoil, name):
    jasa = JasaWorld(world)
    jasa.promise([(0, 60_000)])
    jasa.move(world.member(), 1_000_000, JANUARY)
    jasa.post(1)
    with scope(jasa.place.id):
        assert [found for rule in RULES for found in rule(jasa.place.id)] == []
        mine = {"cooperative": jasa.place}
        spoil(mine, JasaRun.objects.get(**mine), SavingsAccount.objects.select_related("member").get(**mine))
        found = [one for rule in RULES for one in rule(jasa.place.id)]

    assert name in {one.rule for one in found}
