import random
from contextlib import suppress
from datetime import date, timedelta

import pytest
from django.db.models import Sum

from guyub.finance.savings.domain.jasa import FINE, month_jasa
from guyub.finance.savings.domain.terms import DayCount, JasaMethod
from guyub.finance.savings.models import AccountJasa, JasaRun, MemberTax, SavingsMovement
from guyub.finance.savings.selectors.invariants import INVARIANTS, RECONCILIATIONS
from guyub.finance.savings.selectors.products import terms_by_product
from guyub.finance.savings.services.jasa import JasaRefusedError, recount
from guyub.foundation.kernel.dates import add_months, month_end
from guyub.foundation.kernel.tenancy.scope import scope
from tests.finance.savings.jasa_world import JANUARY, TODAY, JasaWorld, jasa_kind
from tests.world import NOW, new_id

pytestmark = [pytest.mark.django_db, pytest.mark.database]
SIX = [(0, 60_000)]


@pytest.fixture
def jasa(world):
    return JasaWorld(world)


def whole(jasa):
    """Everything holds that must hold."""
    with scope(jasa.place.id):
        assert [found for rule in (*INVARIANTS, *RECONCILIATIONS) for found in rule(jasa.place.id)] == []


def test_a_month_is_booked_for_all_in_one_entry(jasa, world):
    siti, budi = world.member(), world.member("Budi Santoso")
    jasa.promise(SIX)
    jasa.move(siti, 1_000_000, date(2026, 1, 11))
    jasa.move(budi, 500_000, date(2026, 1, 1))

    assert jasa.post(1).startswith("JU-2026-")

    # 1,000,000 x 6 % x 21/365 = 3,452.05…; 500,000 x 6 % x 31/365 = 2,547.94…
    assert (jasa.account(siti).balance_rp, jasa.account(budi).balance_rp) == (1_003_452, 502_547)
    with scope(jasa.place.id):
        run = JasaRun.objects.get(cooperative=jasa.place)
        assert (run.accounts, run.jasa_rp, run.credited_rp, run.tax_rp) == (2, 5_999, 5_999, 0)
        moved = SavingsMovement.objects.get(cooperative=jasa.place, account__member=siti, cause="JASA")
        assert (moved.on, moved.value_on, moved.note) == (
            date(2026, 1, 31),
            date(2026, 2, 1),
            "Jasa Januari 2026",
        )
    whole(jasa)


def test_what_is_left_of_a_rupiah_comes_next_month(jasa, world):
    siti = world.member()
    jasa.promise(SIX, method=JasaMethod.TERENDAH, day_count=DayCount.MONTH_12)
    jasa.move(siti, 100_100, JANUARY)
    for month in (1, 2, 3):
        jasa.post(month)

    with scope(jasa.place.id):
        rows = AccountJasa.objects.filter(cooperative=jasa.place).order_by("month")
        # 100,100 / 200 = 500.50; then 100,600 / 200 = 503 and .50; then 101,103 / 200 = 505.515 and .50
        assert [row.jasa_rp for row in rows] == [500, 503, 506]
        assert [row.carried * 1000 // FINE for row in rows] == [500, 500, 15]
    whole(jasa)


@pytest.mark.parametrize(
    ("wrong", "month"), [("running", 11), ("order", 2), ("nothing", date(2025, 12, 1)), ("done", 1)]
)
def test_a_month_is_refused(jasa, world, wrong, month):
    jasa.promise(SIX)
    jasa.move(world.member(), 1_000_000, JANUARY)
    if wrong == "done":
        jasa.post(1)
    with pytest.raises(JasaRefusedError) as caught:
        jasa.post(month)

    assert caught.value.facts["wrong"] == wrong
    with scope(jasa.place.id):
        assert JasaRun.objects.filter(cooperative=jasa.place).count() == (wrong == "done")


def test_nothing_is_booked_where_no_product_pays(jasa):
    with pytest.raises(JasaRefusedError) as caught:
        jasa.post(1)
    assert caught.value.facts == {"wrong": "nothing"}


@pytest.mark.parametrize(("sum_rp", "tax_rp"), [(48_000_000, 0), (48_000_200, 24_000), (60_000_000, 30_000)])
def test_tax_is_on_all_accounts_of_a_member_together(jasa, world, sum_rp, tax_rp):
    siti = world.member()
    month = {"method": JasaMethod.TERENDAH, "day_count": DayCount.MONTH_12}
    jasa.promise(SIX, **month)
    jasa.promise(SIX, kind="BERTUJUAN", **month)
    jasa.move(siti, sum_rp - 1_000_000, JANUARY)
    jasa.move(siti, 1_000_000, JANUARY, kind=jasa_kind("BERTUJUAN"))
    jasa.post(1)

    held = jasa.account(siti).balance_rp + jasa.account(siti, jasa_kind("BERTUJUAN")).balance_rp
    assert held == sum_rp + sum_rp // 200 - tax_rp
    with scope(jasa.place.id):
        rows = MemberTax.objects.filter(cooperative=jasa.place)
        assert [(row.gross_rp, row.tax_rp, row.taken_rp, row.borne_rp) for row in rows] == (
            [(sum_rp // 200, tax_rp, tax_rp, 0)] if tax_rp else []
        )
    whole(jasa)


@pytest.mark.parametrize("seed", range(6))
def test_the_rule_in_sql_is_the_rule_in_python(jasa, world, seed):
    chance = random.Random(seed)  # noqa: S311  the same every time
    members = [world.member(f"Anggota {at}") for at in range(4)]
    for begin in sorted(chance.sample(range(150), 3)):
        floors = sorted({0, chance.randrange(1, 400_000), chance.randrange(400_000, 3_000_000)})
        jasa.promise(
            [(floor, chance.randrange(0, 90_000)) for floor in floors],
            from_on=JANUARY + timedelta(days=begin if seed % 2 else 0),
            method=chance.choice(list(JasaMethod)[1:]),
            day_count=chance.choice(list(DayCount)),
            every_months=chance.choice([1, 1, 3]),
        )
    for member in members:
        held = 0
        for day in sorted(chance.sample(range(180), 12)):
            amount_rp = chance.randrange(1, 900_000) * chance.choice([1, 1, -1])
            if held + amount_rp > 0:
                held += amount_rp
                jasa.move(member, amount_rp, JANUARY + timedelta(days=day))
    for month in range(1, 8):
        with suppress(JasaRefusedError):  # before any product pays
            jasa.post(month)
    with scope(jasa.place.id):
        terms = terms_by_product(cooperative_id=jasa.place.id)[jasa.products[jasa_kind("SUKARELA")]]
        checked = 0
        for row in AccountJasa.objects.filter(cooperative=jasa.place).select_related("account"):
            moves = SavingsMovement.objects.filter(cooperative=jasa.place, account=row.account)
            before = moves.filter(value_on__lt=row.month).aggregate(sum=Sum("amount_rp"))["sum"] or 0
            inside = moves.filter(value_on__range=(row.month, month_end(row.month)))
            told = month_jasa(
                month=row.month,
                opening_rp=before,
                moves=list(inside.values_list("value_on", "amount_rp")),
                terms=terms,
                carried=row.carried_in,
            )
            assert (told.fine, told.jasa_rp, told.carried) == (int(row.fine), row.jasa_rp, row.carried)
            checked += 1
        assert checked > 4
    whole(jasa)


@pytest.mark.parametrize("seed", range(4))
def test_deposits_in_any_order_end_the_same(jasa, world, seed):
    """Each member's movements are the same; one enters them in order, the others late, with runs between."""
    chance = random.Random(seed)  # noqa: S311  the same every time
    jasa.promise([(0, 40_000), (1_000_000, 60_000)])
    jasa.promise([(0, 50_000), (1_000_000, 70_000)], from_on=date(2026, 3, 10))
    told = [
        (JANUARY + timedelta(days=day), chance.randrange(1, 80) * 10_000)
        for day in chance.sample(range(150), 6)
    ]
    told[0] = (told[0][0], 80_000_000)
    early, late, mixed = (world.member(f"Anggota {name}") for name in "ABC")
    for on, amount_rp in sorted(told):
        jasa.move(early, amount_rp, on)
    waiting = {late: sorted(told, reverse=True), mixed: chance.sample(told, len(told))}
    for month in range(1, 7):
        jasa.post(month)
        for member, rows in waiting.items():
            count = len(rows) if month == 6 else chance.randrange(0, 2)
            for on, amount_rp in rows[:count]:
                moved = jasa.move(member, amount_rp, on)
                with scope(jasa.place.id):
                    recount(
                        place=jasa.place,
                        since=on,
                        accounts=[moved.account_id],
                        reason="setoran bertanggal mundur",
                        today=TODAY,
                        actor=jasa.treasurer,
                        request_id=new_id(),
                        now=NOW,
                    )
            del rows[:count]

    held = {jasa.account(member).balance_rp for member in (early, late, mixed)}
    assert len(held) == 1
    with scope(jasa.place.id):
        taken = (
            MemberTax.objects.filter(cooperative=jasa.place).values("member_id").annotate(sum=Sum("taken_rp"))
        )
        assert len({row["sum"] for row in taken}) == 1
        assert len(taken) == 3
    whole(jasa)


def test_a_rate_of_the_past_posts_only_the_difference(jasa, world):
    siti = world.member()
    jasa.promise([(0, 60_000)], day_count=DayCount.MONTH_12)
    jasa.move(siti, 1_200_000, JANUARY)
    jasa.post(1)
    jasa.promise([(0, 72_000)], from_on=JANUARY, day_count=DayCount.MONTH_12)
    with scope(jasa.place.id):
        (done,) = recount(
            place=jasa.place,
            since=JANUARY,
            accounts=None,
            reason="keputusan RAT",
            today=TODAY,
            actor=jasa.treasurer,
            request_id=new_id(),
            now=NOW,
        )

    assert (done.jasa_rp, jasa.account(siti).balance_rp) == (1_200, 1_207_200)
    whole(jasa)


def test_jasa_that_comes_each_quarter_is_owed_until_then(jasa, world):
    siti = world.member()
    jasa.promise([(0, 60_000)], day_count=DayCount.MONTH_12, every_months=3)
    jasa.move(siti, 1_000_000, JANUARY)
    for month in (1, 2):
        jasa.post(month)
        assert jasa.account(siti).balance_rp == 1_000_000
    jasa.post(3)

    assert jasa.account(siti).balance_rp == 1_015_000
    with scope(jasa.place.id):
        rows = AccountJasa.objects.filter(cooperative=jasa.place).order_by("month")
        assert [row.accrued_rp for row in rows] == [5_000, 10_000, 0]
    whole(jasa)


def test_months_follow_each_other(jasa):
    assert [add_months(JANUARY, at).month for at in range(3)] == [1, 2, 3]
