"""A location is counted blind by two while its goods are sold; a third decides, and the books follow."""

from datetime import date, timedelta

import pytest

from guyub.books.ledger.selectors.moments import balances_now
from guyub.foundation.identity.domain.roles import Role
from guyub.foundation.identity.services.acting import NotAllowedError
from guyub.foundation.kernel.tenancy.scope import scope
from guyub.trade.inventory.domain.counting import CountRefusedError
from guyub.trade.inventory.models import StockCountLine, StockTally
from guyub.trade.inventory.services.counting import add_to_count, call_off_count
from guyub.trade.inventory.services.plans import StockRefusedError
from tests.trade.inventory.stock_work import StockWork, at_once
from tests.world import NOW, World

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def shop():
    shop = StockWork(World())
    shop.receive(shop.rice, 1_000, 12_000)
    shop.receive(shop.soap, 10, 30_000)
    return shop


def books(shop, *codes):
    with scope(shop.place.id):
        held = balances_now(cooperative_id=shop.place.id, codes=codes)
    return [held[code] for code in codes]


def refused(work):
    with pytest.raises((CountRefusedError, StockRefusedError)) as error:
        work()
    return error.value.facts["wrong"]


def both(shop, count, product, first, second=None):
    shop.count(count, product, first, shop.manager)
    shop.count(count, product, first if second is None else second, shop.cashier)


def found(shop, count, product):
    with scope(shop.place.id):
        row = StockCountLine.objects.get(cooperative=shop.place, count=count, product=product)
        return row.difference, row.value_rp


def counted(shop, rice=1_000, soap=10):
    """Count both products, both alike, and compare."""
    count = shop.begin()
    both(shop, count, shop.rice, rice)
    both(shop, count, shop.soap, soap)
    assert shop.compare(count) == 0
    return count


def test_what_two_find_alike_is_booked(shop):
    count = counted(shop, rice=990, soap=12)
    assert shop.conclude(count)
    assert shop.stock(shop.rice) == (990, 11_880)
    assert shop.stock(shop.soap) == (12, 36_000)
    assert books(shop, "1.3.01", "5.3.01") == [47_880, -5_880]
    assert found(shop, count, shop.rice) == (-10, -120)
    kept = shop.counting(count)
    assert (str(kept), kept.state, kept.value_rp) == ("HS-2026-0001", "DIBUKUKAN", 6_120)
    assert shop.broken() == []


def test_where_nothing_differs_nothing_is_booked_and_no_reason_asked(shop):
    assert shop.conclude(counted(shop), reason="")
    assert books(shop, "5.3.01") == [0]
    assert shop.broken() == []


def test_what_is_sold_meanwhile_is_no_difference(shop):
    count = shop.begin()
    shop.count(count, shop.rice, 1_000, shop.manager)
    shop.issue(shop.rice, 100)
    shop.count(count, shop.rice, 900, shop.cashier)
    shop.issue(shop.rice, 50)
    both(shop, count, shop.soap, 10)
    shop.receive(shop.soap, 5, 15_000)
    assert shop.compare(count) == 0
    shop.issue(shop.rice, 50)

    shop.conclude(count)

    assert (shop.stock(shop.rice)[0], shop.stock(shop.soap)[0]) == (800, 15)
    assert books(shop, "5.3.01") == [0]
    assert shop.broken() == []


def test_what_came_before_and_is_told_late_was_counted(shop):
    count = shop.begin()
    both(shop, count, shop.rice, 1_500)
    both(shop, count, shop.soap, 10)
    shop.receive(shop.rice, 500, 6_000, on=date(2026, 11, 24))
    shop.compare(count)
    shop.conclude(count)
    assert shop.stock(shop.rice) == (1_500, 18_000)
    assert books(shop, "5.3.01") == [0]
    assert shop.broken() == []


def test_a_receipt_that_never_was_is_no_difference_either(shop):
    wrong = shop.receive(shop.rice, 500, 6_000)
    count = shop.begin()
    both(shop, count, shop.rice, 1_000)
    both(shop, count, shop.soap, 10)
    shop.back(wrong.move_ids)
    shop.compare(count)
    shop.conclude(count)
    assert shop.stock(shop.rice) == (1_000, 12_000)
    assert shop.broken() == []


def test_where_they_differ_a_third_decides(shop):
    count = shop.begin()
    both(shop, count, shop.rice, 990, 1_000)
    both(shop, count, shop.soap, 10)
    assert shop.compare(count) == 1
    assert refused(lambda: shop.conclude(count)) == "third"
    assert refused(lambda: shop.count(count, shop.rice, 1_000, shop.cashier)) == "own"
    assert refused(lambda: shop.count(count, shop.soap, 9, shop.treasurer)) == "agreed"
    shop.count(count, shop.rice, 995, shop.treasurer)
    shop.count(count, shop.rice, 980, shop.treasurer)

    shop.conclude(count)

    assert shop.stock(shop.rice) == (980, 11_760)
    assert shop.broken() == []


def test_each_counts_again_until_it_is_compared(shop):
    count = shop.begin()
    assert shop.count(count, shop.rice, 1, shop.manager) == 1
    assert shop.count(count, shop.rice, 1_000, shop.manager) == 1
    assert shop.count(count, shop.rice, 7, shop.cashier) == 2
    assert refused(lambda: shop.count(count, shop.rice, 7, shop.treasurer)) == "full"
    assert refused(lambda: shop.compare(count)) == "incomplete"
    assert shop.counting(count).state == "DIHITUNG"


def test_large_differences_wait_for_somebody_who_did_not_count(shop):
    shop.receive(shop.rice, 1_000, 30_000_000)
    count = counted(shop, rice=1_000)
    assert not shop.conclude(count)
    assert shop.stock(shop.rice)[0] == 2_000
    assert refused(lambda: shop.conclude(count)) == "state"

    shop.decide()

    assert shop.stock(shop.rice)[0] == 1_000
    assert shop.counting(count).state == "DIBUKUKAN"
    assert shop.broken() == []


def test_refused_it_is_counted_by_a_third_or_called_off(shop):
    shop.receive(shop.rice, 1_000, 30_000_000)
    count = counted(shop, rice=1_000)
    shop.conclude(count)
    shop.decide(is_approved=False)
    assert shop.counting(count).state == "DIBANDINGKAN"
    call_off_count(count_id=count, reason="Diulang besok", **shop.of())
    assert shop.counting(count).state == "BATAL"
    assert shop.stock(shop.rice)[0] == 2_000
    assert shop.begin()
    assert shop.broken() == []


def test_what_nobody_decided_in_time_is_decided_anew(shop):
    shop.receive(shop.rice, 1_000, 30_000_000)
    count = counted(shop, rice=1_000)
    shop.conclude(count)
    assert not shop.conclude(count, now=NOW + timedelta(days=15))


def test_what_is_told_late_after_it_was_decided_is_not_booked(shop):
    shop.receive(shop.rice, 1_000, 30_000_000)
    count = counted(shop, rice=1_000)
    shop.conclude(count)
    shop.receive(shop.rice, 500, 6_000, on=date(2026, 11, 24))
    assert refused(shop.decide) == "moved"
    assert shop.broken() == []


def test_what_was_short_was_never_gone(shop):
    with scope(shop.place.id):
        egg = shop.product("Telur", allows_negative=True)
    shop.receive(egg, 10, 20_000)
    shop.issue(egg, 14)
    count = shop.begin(scope_of="PILIHAN", product_ids=[egg.id])
    both(shop, count, egg, 3)
    shop.compare(count)
    shop.conclude(count)
    assert found(shop, count, egg) == (7, 14_000)
    assert shop.stock(egg) == (3, 6_000)
    assert shop.broken() == []


def test_what_is_found_that_never_lay_there(shop):
    with scope(shop.place.id):
        tea = shop.product("Teh celup")
    count = shop.begin()
    add_to_count(count_id=count, product_id=tea.id, **shop.of(shop.cashier))
    assert refused(lambda: add_to_count(count_id=count, product_id=tea.id, **shop.of())) == "there"
    both(shop, count, tea, 4)
    shop.receive(tea, 2, 10_000)
    both(shop, count, shop.rice, 1_000)
    both(shop, count, shop.soap, 10)
    shop.compare(count)
    shop.conclude(count)
    assert shop.stock(tea)[0] == 6
    assert shop.broken() == []


def test_more_left_since_than_was_found(shop):
    count = counted(shop, rice=10)
    shop.issue(shop.rice, 995)
    assert refused(lambda: shop.conclude(count)) == "short"
    assert shop.counting(count).state == "DIBANDINGKAN"
    assert shop.broken() == []


@pytest.mark.parametrize(
    ("wrong", "more"),
    [
        ("scope", {"scope_of": "APA"}),
        ("scope", {"scope_of": "KATEGORI", "category": "BUKAN"}),
        ("scope", {"scope_of": "PILIHAN"}),
        ("empty", {"scope_of": "KATEGORI", "category": "OBAT"}),
        ("location", {"at": "way"}),
        ("empty", {"at": "shelf"}),
    ],
)
def test_what_is_no_count(shop, wrong, more):
    more = more | ({"at": getattr(shop, more["at"])} if "at" in more else {})
    assert refused(lambda: shop.begin(**more)) == wrong


def test_one_location_is_counted_once_at_a_time(shop):
    said = at_once(shop.begin, shop.begin, shop.begin)
    assert said.count("running") == 2
    assert refused(shop.begin) == "running"


def test_a_category_alone(shop):
    with scope(shop.place.id):
        drug = shop.product("Obat luka", category="OBAT", account="1.3.04")
    shop.receive(drug, 5, 5_000)
    count = shop.begin(scope_of="KATEGORI", category="OBAT")
    with scope(shop.place.id):
        lines = StockCountLine.objects.filter(cooperative=shop.place, count=count)
        assert [line.product_id for line in lines] == [drug.id]


def test_who_does_not_count_stock_does_not_begin(shop):
    with pytest.raises(NotAllowedError):
        shop.begin(actor=shop.world.actor(Role.SEKRETARIS))


def test_two_phones_that_save_one_line_are_its_two_counts(shop):
    count = shop.begin()
    people = (shop.manager, shop.cashier, shop.treasurer)
    said = at_once(*[lambda who=who: shop.count(count, shop.rice, 1_000, who) for who in people])
    assert sorted(str(one) for one in said) == ["1", "2", "full"]
    with scope(shop.place.id):
        assert StockTally.objects.filter(cooperative=shop.place).count() == 2


def test_counting_while_others_sell_finds_nothing_missing(shop):
    """Whatever sale falls before or after a count: what is there plus what was sold is what there was."""
    count = shop.begin()
    both(shop, count, shop.soap, 10)

    def sell():
        for _ in range(10):
            shop.issue(shop.rice, 1)
        return "sold"

    def look(who):
        # A person counts what lies there at the moment; in a test that is what the books say under the same lock.
        with scope(shop.place.id):
            line = StockCountLine.objects.get(cooperative=shop.place, count=count, product=shop.rice)
        shop.count(count, shop.rice, 0, who)
        with scope(shop.place.id):
            kept = StockTally.objects.get(cooperative=shop.place, line=line, counted_by=who.person_id)
            StockTally.objects.filter(cooperative=shop.place, id=kept.id).update(qty=kept.book_qty)
        return "counted"

    said = at_once(sell, sell, lambda: look(shop.manager), lambda: look(shop.cashier))
    assert sorted(said) == ["counted", "counted", "sold", "sold"]
    assert shop.compare(count) == 0
    shop.conclude(count, reason="")
    assert shop.stock(shop.rice)[0] == 980
    assert books(shop, "5.3.01") == [0]
    assert shop.broken() == []
