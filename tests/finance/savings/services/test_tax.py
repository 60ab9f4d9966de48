import threading
from datetime import date, timedelta

import pytest
from django.db import connection
from django.db.models import Sum

from guyub.books.ledger.selectors.moments import balances_now
from guyub.finance.savings.domain.tax import JasaTaxRefusedError
from guyub.finance.savings.domain.terms import DayCount, JasaMethod
from guyub.finance.savings.models import TaxPayment, TaxSlip
from guyub.finance.savings.selectors.invariants import INVARIANTS, RECONCILIATIONS
from guyub.finance.savings.selectors.tax import duty_of_month, tax_months, tax_rows
from guyub.finance.savings.services.jasa import recount
from guyub.finance.savings.services.tax import issue_slips
from guyub.finance.savings.services.tax_paying import TaxTyped, pay_tax, take_back_tax
from guyub.finance.savings.services.till import TillRefusedError
from guyub.foundation.kernel.tenancy.scope import scope
from tests.finance.savings.jasa_world import JANUARY, TODAY, JasaWorld
from tests.journal_writing import approve
from tests.world import NOW, new_id

pytestmark = [pytest.mark.django_db, pytest.mark.database]
NTPN = "1234567890ABCDEF"


@pytest.fixture
def jasa(world):
    """Siti has 60 million (jasa 300,000, tax 30,000), Budi one million (5,000, free); January is booked."""
    made = JasaWorld(world)
    made.siti, made.budi = world.member(), world.member("Budi Santoso")
    made.promise([(0, 60_000)], method=JasaMethod.TERENDAH, day_count=DayCount.MONTH_12)
    made.move(made.siti, 60_000_000, JANUARY)
    made.move(made.budi, 1_000_000, JANUARY)
    made.post(1)
    return made


def issue(jasa, month=JANUARY):
    return issue_slips(actor=jasa.treasurer, place=jasa.place, month=month, request_id=new_id(), now=NOW)


def pay(jasa, amount_rp=30_000, **more):
    told = {
        "month": JANUARY,
        "amount_rp": amount_rp,
        "paid_on": date(2026, 2, 10),
        "ntpn": NTPN,
        "cash_place_id": jasa.cash,
    }
    return pay_tax(
        actor=more.pop("actor", jasa.treasurer),
        place=jasa.place,
        today=more.pop("today", TODAY),
        now=more.pop("now", NOW),
        typed=TaxTyped(**told | more),
        request_id=new_id(),
    )


def rows(jasa, **more):
    with scope(jasa.place.id):
        return tax_rows(cooperative_id=jasa.place.id, month=JANUARY, most=10, **more)


def owed(jasa):
    with scope(jasa.place.id):
        return balances_now(cooperative_id=jasa.place.id, codes=["2.1.06"])["2.1.06"]


def again(jasa, amount_rp):
    """Money of January comes late, and January is counted anew."""
    moved = jasa.move(jasa.siti, amount_rp, JANUARY)
    with scope(jasa.place.id):
        recount(
            place=jasa.place,
            since=JANUARY,
            accounts=[moved.account_id],
            reason="setoran bertanggal mundur",
            today=TODAY,
            actor=jasa.treasurer,
            request_id=new_id(),
            now=NOW,
        )


def test_everybody_gets_a_slip_with_a_number_without_gaps(jasa):
    assert issue(jasa) == 2

    found, total = rows(jasa)
    assert total == 2
    assert [(row.name, row.gross_rp, row.tax_rp, row.slip) for row in found] == [
        ("Siti Aminah", 300_000, 30_000, "BPJ-2026-00001"),
        ("Budi Santoso", 5_000, 0, "BPJ-2026-00002"),
    ]
    assert all(row.is_current for row in found)
    jasa.post(2)
    assert issue(jasa, date(2026, 2, 1)) == 2
    with scope(jasa.place.id):
        numbers = TaxSlip.objects.filter(cooperative=jasa.place).values_list("no", flat=True)
        assert sorted(numbers) == [1, 2, 3, 4]


def test_a_slip_counted_anew_keeps_its_number(jasa):
    issue(jasa)
    again(jasa, 20_000_000)
    stale = rows(jasa)[0]
    assert [row.is_current for row in stale] == [False, True]

    assert issue(jasa) == 1
    found = rows(jasa)[0][0]
    assert (found.slip, found.version, found.gross_rp, found.tax_rp) == ("BPJ-2026-00001", 2, 400_000, 40_000)
    assert found.is_current


@pytest.mark.parametrize(("month", "wrong"), [(JANUARY, "nothing"), (date(2026, 2, 1), "unposted")])
def test_slips_are_refused(jasa, month, wrong):
    issue(jasa)
    with pytest.raises(JasaTaxRefusedError) as caught:
        issue(jasa, month)

    assert caught.value.facts["wrong"] == wrong
    with scope(jasa.place.id):
        assert TaxSlip.objects.filter(cooperative=jasa.place).count() == 2


def test_one_is_found_by_name_number_and_tax(jasa):
    assert [row.name for row in rows(jasa, text="budi")[0]] == ["Budi Santoso"]
    assert [row.name for row in rows(jasa, text="A-0001")[0]] == ["Siti Aminah"]
    assert [row.name for row in rows(jasa, is_taxed=True)[0]] == ["Siti Aminah"]
    assert rows(jasa, is_issued=True) == ([], 0)
    assert rows(jasa, text="100%") == ([], 0)
    assert [row.tax_rp for row in rows(jasa, member_id=jasa.budi.id)[0]] == [0]


def test_the_tax_of_a_month_is_paid(jasa):
    assert owed(jasa) == -30_000
    done = pay(jasa)

    assert (done.number[:2], done.approval_id) == ("BK", None)
    assert owed(jasa) == 0
    with scope(jasa.place.id):
        (found,) = tax_months(cooperative_id=jasa.place.id, on=TODAY)
        assert (found.gross_rp, found.taxed, found.duty.due_rp, found.duty.missing_rp) == (
            305_000,
            1,
            30_000,
            0,
        )
        assert [one for rule in (*INVARIANTS, *RECONCILIATIONS) for one in rule(jasa.place.id)] == []


def test_what_is_counted_anew_is_paid_as_the_difference(jasa):
    pay(jasa)
    again(jasa, 20_000_000)
    pay(jasa, 10_000, ntpn="ABCDEF1234567890")

    with scope(jasa.place.id):
        assert duty_of_month(cooperative_id=jasa.place.id, month=JANUARY, on=TODAY).missing_rp == 0
        sums = TaxPayment.objects.filter(cooperative=jasa.place).aggregate(sum=Sum("amount_rp"))
        assert sums["sum"] == 40_000
    assert owed(jasa) == 0


@pytest.mark.parametrize(
    ("more", "wrong"),
    [
        ({"amount_rp": 29_999}, "changed"),
        ({"paid_on": date(2026, 1, 31)}, "day"),
        ({"paid_on": date(2026, 11, 26)}, "day"),
        ({"ntpn": "1234"}, "ntpn"),
        ({"month": date(2026, 2, 1), "paid_on": date(2026, 3, 5)}, "unposted"),
    ],
)
def test_a_payment_is_refused(jasa, more, wrong):
    with pytest.raises(JasaTaxRefusedError) as caught:
        pay(jasa, **more)

    assert caught.value.facts["wrong"] == wrong
    assert owed(jasa) == -30_000
    with scope(jasa.place.id):
        assert not TaxPayment.objects.filter(cooperative=jasa.place).exists()


def test_it_is_paid_once(jasa):
    pay(jasa)
    with pytest.raises(JasaTaxRefusedError) as caught:
        pay(jasa, ntpn="ABCDEF1234567890")

    assert caught.value.facts["wrong"] == "paid"
    jasa.post(2)
    with pytest.raises(JasaTaxRefusedError) as caught:
        pay(jasa, 30_135, month=date(2026, 2, 1), paid_on=date(2026, 3, 5))
    assert caught.value.facts["wrong"] == "again"
    with scope(jasa.place.id):
        assert TaxPayment.objects.filter(cooperative=jasa.place).count() == 1


def test_money_comes_from_a_place_that_one_answers_for(jasa):
    with pytest.raises(TillRefusedError):
        pay(jasa, cash_place_id=None)
    assert owed(jasa) == -30_000


def test_a_payment_is_taken_back_once(jasa):
    pay(jasa)
    with scope(jasa.place.id):
        payment_id = TaxPayment.objects.get(cooperative=jasa.place).id
    told = {
        "actor": jasa.treasurer,
        "place": jasa.place,
        "payment_id": payment_id,
        "today": TODAY,
        "now": NOW,
    }
    with pytest.raises(JasaTaxRefusedError):
        take_back_tax(reason=" ", request_id=new_id(), **told)
    take_back_tax(reason="keliru bulan", request_id=new_id(), **told)
    assert owed(jasa) == -30_000
    with pytest.raises(JasaTaxRefusedError) as caught:
        take_back_tax(reason="keliru bulan", request_id=new_id(), **told)

    assert caught.value.facts["wrong"] == "gone"
    pay(jasa)  # the same number stands with no other payment now
    assert owed(jasa) == 0


def test_a_large_payment_asks_a_second_person(jasa, world):
    again(jasa, 20_000_000_000)
    with scope(jasa.place.id):
        missing_rp = duty_of_month(cooperative_id=jasa.place.id, month=JANUARY, on=TODAY).missing_rp
    with scope(jasa.place.id):
        before = TaxPayment.objects.filter(cooperative=jasa.place).count()
    tomorrow, now = TODAY + timedelta(days=1), NOW + timedelta(hours=15)  # one in the morning there
    done = pay(jasa, missing_rp, paid_on=tomorrow, today=tomorrow, now=now)

    assert (done.number, before) == ("", 0)
    assert owed(jasa) == -missing_rp
    approve(world, done.approval_id, now=now)
    assert owed(jasa) == 0


def together(*acts):
    """Do acts at once, each on its own connection; give what each said."""
    said = []

    def run(act):
        try:
            said.append(act())
        except JasaTaxRefusedError as error:
            said.append(error.facts["wrong"])
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(act,)) for act in acts]
    for one in threads:
        one.start()
    for one in threads:
        one.join()
    return said


@pytest.mark.django_db(transaction=True)
def test_two_who_pay_and_issue_at_once_do_it_once(jasa):
    numbers = [f"ABCDEF123456789{at}" for at in range(4)]
    said = together(*(lambda number=number: pay(jasa, ntpn=number) for number in numbers))
    assert said.count("paid") == 3
    assert owed(jasa) == 0

    said = together(*[lambda: issue(jasa)] * 3)
    assert sorted(said, key=str) == [2, "nothing", "nothing"]
    with scope(jasa.place.id):
        slips = TaxSlip.objects.filter(cooperative=jasa.place)
        assert sorted(slips.values_list("no", "version")) == [(1, 1), (2, 1)]
