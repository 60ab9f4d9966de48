from dataclasses import replace
from datetime import date, timedelta

import pytest

from guyub.books.ledger.models import JournalEntry, JournalLine
from guyub.books.ledger.services.periods import close_months
from guyub.finance.loans.models import LoanBookDay, LoanDay
from guyub.finance.loans.services.book_day import LoanBookRefusedError
from guyub.foundation.identity.domain.roles import Role
from guyub.foundation.identity.models import AuditEntry
from guyub.foundation.identity.selectors.audit import chain_break
from guyub.foundation.kernel.tenancy.scope import scope
from guyub.foundation.parameters.models import ParameterValue
from tests.finance.loans.book_world import FLAT, TODAY, YESTERDAY, BookWorld
from tests.world import NOW, new_id

pytestmark = pytest.mark.django_db

# 1,200,000 flat at 1 % a month over twelve months: each 100,000 and 12,000.
BOOKED = ("1.2.03", "1.2.04", "1.2.05", "4.1.02", "6.1.09")


@pytest.fixture
def book(bare_world):
    return BookWorld(bare_world)


def begun(months, days=0):
    """A day so many months before the counted one, so that instalments fell due on it."""
    month = YESTERDAY.month - 1 - months
    return date(YESTERDAY.year + month // 12, month % 12 + 1, YESTERDAY.day) - timedelta(days=days)


def test_the_page_of_the_algorithms_by_hand(book):
    """Paid up; due on the day itself; two instalments late; four; eight: docs/algorithms/loan_day_end.md tells them."""
    paid = book.lends(on=begun(3, 5), settled=3)
    due = book.lends(on=begun(3), settled=2)
    late = book.lends(on=begun(3, 5), settled=1)
    bad = book.lends(on=begun(5, 5), settled=1)
    lost = book.lends(on=begun(9, 5), settled=1)

    counted = book.counts()

    def stands(loan):
        now = book.now(loan)
        return now.kolektibilitas, now.overdue_rp, now.provision_rp, now.jasa_rp

    assert stands(paid) == ("L", 0, 9_000, 0)
    assert stands(due) == ("L", 0, 10_000, 12_000)
    assert stands(late) == ("L", 224_000, 11_000, 24_000)
    assert stands(bad) == ("KL", 448_000, 110_000, 0)
    assert stands(lost) == ("M", 896_000, 1_100_000, 0)
    assert book.now(late).overdue_since == begun(1, 5)
    assert (counted.loans, counted.changed) == (5, 5)
    assert book.books(*BOOKED) == (5_200_000, 36_000, -1_240_000, -36_000, 1_240_000)
    day = book.book_day()
    assert str(day.entry) == counted.entry
    assert (day.left_rp, day.overdue_rp, day.provision_rp, day.jasa_rp) == (
        5_200_000, 1_568_000, 1_240_000, 36_000,
    )  # fmt: skip
    assert (day.overdue, day.added_rp, day.released_rp, day.jasa_moved_rp) == (3, 1_240_000, 0, 36_000)
    assert day.classes["L"] == {
        "loans": 3, "left_rp": 3_000_000, "overdue_rp": 224_000, "provision_rp": 30_000, "jasa_rp": 36_000,
    }  # fmt: skip
    assert day.rule["penyisihan.kurang_lancar"] == "0.1"
    book.whole()


def test_one_entry_says_in_words_what_fell_due_and_stands_in_the_unit(book):
    book.lends(on=begun(1), settled=0)
    book.lends(on=begun(1), settled=0, unit=False)
    book.lends(on=begun(0))

    name = book.counts().entry

    with scope(book.place.id):
        entry = JournalEntry.objects.get(cooperative=book.place, source_kind="loans.book")
        lines = JournalLine.objects.filter(cooperative=book.place, entry=entry)
        told = {
            (one.account.code, one.unit.kind, one.amount_rp, one.member_id)
            for one in lines.select_related("account", "unit")
        }
    assert name == str(entry)
    assert name.startswith("JU-2026-")
    assert (entry.occurred_on, entry.actor_id, entry.context) == (YESTERDAY, None, "loans")
    assert entry.memo == "Jasa pinjaman jatuh tempo 24 Nov 2026: 2 pinjaman. Penyisihan pinjaman: 3 pinjaman"
    assert ("1.2.04", "SIMPAN_PINJAM", 12_000, None) in told
    assert ("1.2.05", "SIMPAN_PINJAM", -24_000, None) in told
    assert {amount for code, unit, amount, _ in told if code == "1.2.04" and unit != "SIMPAN_PINJAM"} == {
        12_000
    }


def test_counted_again_nothing_is_written(book):
    book.lends(on=begun(1))
    first = book.counts()
    again = book.counts()
    request_id = new_id()
    third = [book.counts(request_id=request_id) for _ in range(2)]

    assert [again, *third] == [first] * 3
    with scope(book.place.id):
        assert LoanBookDay.objects.filter(cooperative=book.place).count() == 1
        assert LoanDay.objects.filter(cooperative=book.place).count() == 1
        acts = AuditEntry.objects.filter(cooperative=book.place, act="loans.book.counted")
        assert [row.facts for row in acts] == [{"day": "24\u00a0Nov\u00a02026", "loans": 1, "changed": 1}]
        assert chain_break(book.place.id) is None


def test_a_day_on_which_nothing_changes_has_no_entry_and_no_rows_of_loans(book):
    loan = book.lends(on=begun(0, 5))
    book.counts(YESTERDAY - timedelta(days=1))
    counted = book.counts()

    assert (counted.loans, counted.changed, counted.entry) == (1, 0, "")
    assert len(book.days(loan)) == 1
    assert book.book_day().entry is None
    book.whole()


@pytest.mark.parametrize(
    ("wrong", "on"), [("running", TODAY), ("running", TODAY + timedelta(days=3)), ("before", begun(1))]
)
def test_a_day_is_refused(book, wrong, on):
    loan = book.lends(on=begun(4))
    book.counts()
    before = (book.days(loan), book.books(*BOOKED))
    with pytest.raises(LoanBookRefusedError) as caught:
        book.counts(on)

    assert caught.value.code == "loans.book.refused"
    assert caught.value.facts["wrong"] == wrong
    assert caught.value.facts[{"running": "on", "before": "last"}[wrong]] in {on, YESTERDAY}
    assert [row.id for row in book.days(loan)] == [row.id for row in before[0]]
    assert book.books(*BOOKED) == before[1]


def test_missed_days_change_nothing_of_the_day_that_is_counted(book):
    daily, late = book.lends(on=begun(4), settled=1), book.lends(on=begun(4), settled=1, unit=False)
    start = YESTERDAY - timedelta(days=40)
    for at in range(40):
        book.counts(start + timedelta(days=at))
    with scope(book.place.id):
        row = book.now(late)
        row.counted_no = None  # as if it had come today
        row.kolektibilitas, row.overdue_since, row.overdue_rp = "L", None, 0
        row.save()
    book.counts()

    def stands(loan):
        now = book.now(loan)
        return now.kolektibilitas, now.overdue_since, now.overdue_rp, now.provision_rp, now.jasa_rp

    assert stands(daily) == stands(late)


def test_what_a_member_pays_comes_into_the_history_with_the_next_day(book):
    loan = book.lends(on=begun(5, 5), settled=1)
    start = YESTERDAY - timedelta(days=1)
    book.counts(start)
    assert book.now(loan).kolektibilitas == "KL"
    book.settles(loan, 4)
    book.whole()
    book.counts()

    told = [
        (row.on, row.kolektibilitas, row.overdue_since, row.left_rp, row.provision_rp, row.jasa_rp)
        for row in book.days(loan)
    ]
    assert told == [
        (start, "KL", begun(3, 5), 1_100_000, 110_000, 0),
        (YESTERDAY, "L", None, 700_000, 7_000, 0),
    ]
    day = book.book_day()
    assert (day.added_rp, day.released_rp) == (0, 103_000)
    assert book.books(*BOOKED)[1:] == (0, -7_000, 0, 7_000)
    book.whole()


def test_an_event_that_changes_no_figure_writes_no_row(book):
    loan = book.lends(on=begun(2, 5), settled=1)
    book.counts(YESTERDAY - timedelta(days=1))
    with scope(book.place.id):
        row = book.now(loan)
        row.last_no += 1  # a penalty was forgiven
        row.save()
    counted = book.counts()

    assert counted.changed == 0
    assert len(book.days(loan)) == 1
    assert book.now(loan).counted_no == 2


def test_jasa_that_is_receivable_goes_when_a_loan_is_no_longer_good(book):
    loan = book.lends(on=begun(4, 2), settled=0)
    eve = begun(3, 2) + timedelta(days=90)
    book.counts(eve)
    assert (book.now(loan).kolektibilitas, book.now(loan).jasa_rp) == ("L", 36_000)
    book.counts(eve + timedelta(days=1))

    now = book.now(loan)
    assert (now.kolektibilitas, now.jasa_rp, now.provision_rp) == ("KL", 0, 120_000)
    assert book.books("1.2.04", "4.1.02") == (0, 0)
    book.whole()


def test_loans_that_ended_are_not_counted(book):
    loan, other = book.lends(on=begun(4)), book.lends(on=begun(1))
    book.counts(YESTERDAY - timedelta(days=1))
    book.ends(loan, on=YESTERDAY)
    counted = book.counts()

    assert counted.loans == 1
    assert (book.now(loan).provision_rp, len(book.days(loan))) == (0, 1)
    assert book.now(other).provision_rp == 12_000


def test_of_a_closed_month_the_entry_stands_on_the_first_open_day(book):
    loan = book.lends(on=date(2026, 9, 30))
    with scope(book.place.id):
        close_months(
            place=book.place,
            through=date(2026, 10, 31),
            actor=book.world.actor(Role.BENDAHARA),
            today=TODAY,
            now=NOW,
        )
    book.counts(date(2026, 10, 30))

    entry = book.book_day(date(2026, 10, 30)).entry
    assert (entry.occurred_on, entry.dated_on) == (date(2026, 10, 30), date(2026, 11, 1))
    assert book.now(loan).jasa_rp == 12_000


def test_another_cooperative_is_not_touched(book):
    book.lends(on=begun(1))
    book.world.open_books(book.world.arjosari)
    book.counts()

    with scope(book.world.arjosari.id):
        assert not LoanBookDay.objects.filter(cooperative=book.world.arjosari).exists()


def test_a_cooperative_without_loans_has_an_empty_day(book):
    counted = book.counts()

    assert (counted.loans, counted.changed, counted.entry) == (0, 0, "")
    assert book.book_day().classes["M"]["loans"] == 0


def test_a_rate_that_a_cooperative_set_holds_from_its_day(book):
    loan = book.lends(replace(FLAT, principal=1_000_050), on=begun(0, 5))
    ParameterValue.objects.create(
        key="penyisihan.lancar", scope="COOPERATIVE", cooperative=book.place, value="0.025",
        valid_from=YESTERDAY, legal_basis="contoh", source="contoh", confidence="OURS", set_by="Contoh",
        set_at=NOW,
    )  # fmt: skip
    book.counts(YESTERDAY - timedelta(days=1))
    assert book.now(loan).provision_rp == 10_001  # 10,000.50 up
    book.counts()

    assert book.now(loan).provision_rp == 25_001  # 25,001.25
    book.whole()
