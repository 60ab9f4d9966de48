from dataclasses import replace
from datetime import date

import pytest

from guyub.finance.savings.domain.counter import CounterRefusedError
from guyub.finance.savings.domain.deposits import DepositRefusedError, Roll
from guyub.finance.savings.domain.kinds import SavingsKind
from guyub.finance.savings.models import Hold, SavingsAccount, SavingsProduct
from guyub.finance.savings.services.calendar import mature_all_deposits
from guyub.finance.savings.services.deposit_maturity import mature
from guyub.foundation.kernel.dates import add_months
from guyub.foundation.kernel.tenancy.scope import scope
from tests.finance.savings.deposit_world import BERJANGKA, DepositWorld
from tests.finance.savings.jasa_world import JANUARY
from tests.finance.savings.services.test_jasa import whole
from tests.journal_writing import approve
from tests.world import NOW, new_id

pytestmark = pytest.mark.django_db
MATURES = date(2027, 1, 1)


@pytest.fixture
def deposits(world):
    return DepositWorld(world)


def wrong(act, refusal=DepositRefusedError):
    with pytest.raises(refusal) as caught:
        act()
    return caught.value.facts["wrong"]


def test_twelve_months_simple(world):
    # The worked example sav-deposit-12-months-simple: 10,000,000 at 5.25 %, 525,000.
    deposits = DepositWorld(world)
    deposits.promise([(0, 52_500)], kind=BERJANGKA, every_months=0, day_count="month/12")
    account = deposits.places(10_000_000)
    deposits.book(*range(1, 13))
    assert deposits.held(account).balance_rp == 10_000_000  # nothing comes before its day

    assert deposits.day_comes(MATURES) == 1

    # The tax of the house is the rule of 240,000: above it ten percent of the whole.
    assert deposits.held(account).balance_rp == 10_000_000 + 525_000 - 52_500
    whole(deposits)
    deposits.takes(account, MATURES, in_cash=False)
    held = deposits.held(account)
    assert (held.balance_rp, held.closed_on) == (0, MATURES)
    whole(deposits)


def test_months_together_are_the_whole(world):
    deposits = DepositWorld(world, every_months=1, day_count="actual/365")
    account = deposits.places(1_234_567, on=date(2026, 1, 31))
    deposits.book(*range(1, 13))
    so_far = deposits.savings_rp()
    deposits.day_comes(date(2027, 1, 31))

    # 1,234,567 x 6 % x 365/365 = 74,074.02
    assert deposits.savings_rp() == 74_074
    assert 0 < so_far < 74_074
    assert deposits.held(account).balance_rp == 1_234_567
    whole(deposits)


def test_from_simpanan_sukarela_and_back(deposits):
    deposits.move(deposits.siti, 5_000_000, JANUARY)
    account = deposits.places(2_000_000, from_cash=False)
    assert (deposits.savings_rp(), deposits.held(account).balance_rp) == (3_000_000, 2_000_000)
    assert wrong(lambda: deposits.places(3_000_001, from_cash=False)) == "short"

    deposits.takes_back(account, JANUARY)
    assert (deposits.savings_rp(), deposits.held(account).closed_on) == (5_000_000, JANUARY)
    assert [period.ending for period in deposits.periods(account)] == ["BATAL"]
    whole(deposits)


def test_taken_back_on_its_day_alone(deposits):
    account = deposits.places()
    assert wrong(lambda: deposits.takes_back(account, date(2026, 1, 2))) == "late"
    deposits.takes_back(account, JANUARY)
    assert deposits.held(account).balance_rp == 0
    assert wrong(lambda: deposits.takes_back(account, JANUARY)) == "ended"
    whole(deposits)


def test_numbers_have_no_gap(deposits):
    names = [deposits.periods(deposits.places(1_000_000))[0] for _ in range(3)]
    assert [str(period) for period in names] == ["2026/1", "2026/2", "2026/3"]


@pytest.mark.parametrize("roll", [Roll.POKOK, Roll.POKOK_DAN_JASA])
def test_it_goes_on(world, roll):
    deposits = DepositWorld(world, months=1)
    account = deposits.places(12_000_000, on=date(2026, 1, 31), roll=roll)
    deposits.promise([(0, 120_000)], kind=BERJANGKA, from_on=date(2026, 2, 20), every_months=0,
                     day_count="month/12")  # fmt: skip
    deposits.book(1)
    deposits.day_comes(date(2026, 2, 28))
    deposits.book(2)
    deposits.day_comes(date(2026, 3, 31))

    first, second, third = deposits.periods(account)
    days = [first.from_on, second.from_on, third.from_on, third.matures_on]
    assert days == [date(2026, 1, 31), date(2026, 2, 28), date(2026, 3, 31), date(2026, 4, 30)]
    assert [one.agreed_ppm for one in (first, second, third)] == [60_000, 120_000, 120_000]
    assert [one.ending for one in (first, second, third)] == ["LANJUT", "LANJUT", ""]
    # January: 1 of 31 days of 60,000: 1,935.48; February 27 of 28: 57,857.14: 59,792.62 at its day.
    balance_rp = 12_000_000 + (59_792 if roll is Roll.POKOK_DAN_JASA else 0)
    # Then at 12 %: 1 of 28 days, and 30 of 31.
    fine = balance_rp * 12 * (31 + 28 * 30) // (1200 * 28 * 31)
    later_rp = deposits.held(account).balance_rp - balance_rp
    if roll is Roll.POKOK:
        assert (later_rp, deposits.savings_rp()) in [(0, 59_792 + fine), (0, 59_793 + fine)]
    else:
        assert later_rp in {fine, fine + 1}
    whole(deposits)


def test_a_month_run_before_the_next_period_began_loses_nothing(world):
    deposits = DepositWorld(world, months=1)
    in_time, late = (
        deposits.places(5_000_000, on=date(2026, 1, 10), roll=Roll.POKOK_DAN_JASA) for _ in range(2)
    )
    deposits.book(1)
    with scope(deposits.place.id, durable=False):  # the daily job stopped after the first of them
        mature(
            place=deposits.place,
            member=deposits.siti,
            account_id=in_time,
            today=date(2026, 2, 10),
            actor=None,
            request_id=new_id(),
            now=NOW,
        )
    deposits.book(2)
    assert deposits.day_comes(date(2026, 3, 5)) == 1
    assert deposits.day_comes(date(2026, 3, 10)) == 2
    deposits.book(3)
    one, two = deposits.held(in_time).balance_rp, deposits.held(late).balance_rp
    # Jasa of the first month came to the late one on 1 March instead of 10 February: 19 days of its own jasa.
    assert one - two == 87
    assert two > 5_050_000
    whole(deposits)


def test_told_late_it_counts_from_its_day(world):
    deposits = DepositWorld(world, months=1)
    account = deposits.places(12_000_000, on=date(2026, 1, 10), roll=Roll.POKOK)
    assert deposits.day_comes(date(2026, 4, 12)) == 1

    ends = [(one.no, one.ending, one.from_on) for one in deposits.periods(account)]
    assert ends == [
        (1, "LANJUT", date(2026, 1, 10)),
        (2, "LANJUT", date(2026, 2, 10)),
        (3, "LANJUT", date(2026, 3, 10)),
        (4, "", date(2026, 4, 10)),
    ]
    assert deposits.day_comes(date(2026, 4, 12)) == 0
    # 31st of January has 22 days, February 9: every period a month's twelfth, by the days of its months.
    assert abs(deposits.savings_rp() - 180_000) < 3_000
    whole(deposits)


def test_before_its_day_it_earns_the_lower_rate(deposits):
    account = deposits.places()
    deposits.book(1, 2, 3)
    assert wrong(lambda: deposits.takes(account, date(2026, 4, 1))) == "reason"

    waits = deposits.takes(account, date(2026, 4, 1), "biaya sekolah anak")

    assert waits is not None  # above the threshold
    assert deposits.held(account).held_rp == 12_000_000
    assert wrong(lambda: deposits.takes(account, date(2026, 4, 1), "biaya sekolah anak")) == "held"
    whole(deposits)


def test_before_its_day_below_the_threshold(deposits):
    account = deposits.places(1_200_000)
    deposits.book(1, 2, 3)
    assert deposits.takes(account, date(2026, 4, 1), "biaya sekolah anak", in_cash=False) is None

    # Three months at 2 % instead of 6 %: 6,000.
    assert deposits.savings_rp() == 1_206_000
    (period,) = deposits.periods(account)
    assert (period.ending, period.ppm, period.agreed_ppm) == ("DIPUTUS", 20_000, 60_000)
    whole(deposits)


def test_what_came_each_month_is_set_off(world):
    deposits = DepositWorld(world, every_months=1)
    account = deposits.places(1_200_000)
    deposits.book(1, 2, 3)
    assert deposits.savings_rp() == 18_000
    with scope(deposits.place.id):
        taken = deposits.account(deposits.siti)
    deposits.takes(account, date(2026, 4, 11), "biaya sekolah anak", in_cash=False)

    # Three months and 10 of 30 days at 2 %: 6,000 + 666.
    assert deposits.savings_rp() == 1_206_666
    assert taken.closed_on is None
    whole(deposits)


def test_a_second_person_pays_it_out(deposits, world):
    account = deposits.places(on=NOW.date())
    waits = deposits.takes(account, NOW.date(), "biaya sekolah anak")
    approve(world, waits)
    held = deposits.held(account)
    assert (held.balance_rp, held.held_rp, held.closed_on) == (0, 0, NOW.date())
    with scope(deposits.place.id):
        assert not Hold.objects.filter(cooperative=deposits.place, released_on__isnull=True).exists()
    whole(deposits)


def test_it_waits_where_it_cannot_go_on(world):
    deposits = DepositWorld(world, months=1)
    account = deposits.places(roll=Roll.POKOK_DAN_JASA)
    with scope(deposits.place.id):
        SavingsProduct.objects.filter(cooperative=deposits.place, kind="BERJANGKA").update(
            closed_on=date(2026, 1, 20)
        )
    deposits.day_comes(date(2026, 2, 1))
    (period,) = deposits.periods(account)
    assert (period.ending, period.note) == ("JATUH_TEMPO", "Tidak diperpanjang: produknya sudah ditutup.")
    deposits.book(1, 2, 3)
    assert deposits.held(account).balance_rp == 12_060_000  # nothing more after its day
    assert deposits.takes(account, date(2026, 4, 2), in_cash=False) is None
    assert deposits.savings_rp() == 12_060_000
    whole(deposits)


def test_the_member_changes_what_happens_at_the_end(deposits):
    account = deposits.places()
    deposits.tells(account, Roll.POKOK, date(2026, 3, 1))
    (period,) = deposits.periods(account)
    assert (period.roll, period.jasa_to_id is None) == ("POKOK", False)
    deposits.tells(account, Roll.POKOK_DAN_JASA, date(2026, 3, 1))
    assert deposits.periods(account)[0].jasa_to_id is None


def test_monthly_jasa_cannot_go_on_with_it(world):
    deposits = DepositWorld(world, every_months=1)
    assert wrong(lambda: deposits.places(roll=Roll.POKOK_DAN_JASA)) == "roll"
    with scope(deposits.place.id):
        assert not SavingsAccount.objects.filter(cooperative=deposits.place, kind="BERJANGKA").exists()


@pytest.mark.parametrize("what", ["product", "terms", "gate", "amount", "least"])
def test_nothing_is_placed(deposits, what):
    amount_rp, more = 12_000_000, {}
    with scope(deposits.place.id):
        if what == "product":
            more = {"product_id": deposits.products[SavingsKind.SUKARELA]}
        elif what == "terms":
            SavingsProduct.objects.filter(cooperative=deposits.place, kind="BERJANGKA").update(
                term_months=None
            )
        elif what == "gate":
            more = {"on": date(2027, 12, 31)}  # a day after the city's word
    if what == "amount":
        amount_rp = 0
    if what == "least":
        deposits.promise([(0, 60_000)], kind=BERJANGKA, every_months=0, least_rp=12_000_001)
    assert wrong(lambda: deposits.places(amount_rp, **more)) == what
    with scope(deposits.place.id):
        assert not SavingsAccount.objects.filter(cooperative=deposits.place, kind="BERJANGKA").exists()


def test_nobody_serves_the_own_deposit(deposits):
    account = deposits.places()
    me = replace(deposits.treasurer, person_id=deposits.siti.person_id)
    for act in (
        lambda: deposits.places(actor=me),
        lambda: deposits.takes(account, MATURES, actor=me),
        lambda: deposits.tells(account, Roll.POKOK, JANUARY, actor=me),
        lambda: deposits.takes_back(account, JANUARY, actor=me),
    ):
        assert wrong(act, CounterRefusedError) == "own"


def test_asked_twice_it_is_placed_once(deposits):
    request_id = new_id()
    assert deposits.places(request_id=request_id) == deposits.places(request_id=request_id)


def test_month_ends_do_not_drift(world):
    deposits = DepositWorld(world, months=1)
    account = deposits.places(on=date(2026, 8, 31), roll=Roll.POKOK)
    for no in range(1, 4):
        deposits.day_comes(add_months(date(2026, 8, 31), no))
    days = [one.matures_on for one in deposits.periods(account)]
    assert days == [date(2026, 9, 30), date(2026, 10, 31), date(2026, 11, 30), date(2026, 12, 31)]


def test_the_calendar_ends_what_is_due(world):
    deposits = DepositWorld(world, months=1)
    account = deposits.places(on=date(2026, 10, 20), roll=Roll.POKOK)
    assert (mature_all_deposits(now=NOW), mature_all_deposits(now=NOW)) == (1, 0)
    assert [one.ending for one in deposits.periods(account)] == ["LANJUT", ""]
