"""Lists of instalments go out, are noted, come back, and are booked whole or not at all."""

from datetime import timedelta
from fractions import Fraction

import pytest
from django.contrib.auth.hashers import make_password
from django.core.cache import cache

from guyub.finance.loans.domain.collecting import InstalmentsRefusedError
from guyub.finance.loans.domain.servicing import Servicing
from guyub.finance.loans.domain.terms import Method, Terms
from guyub.finance.loans.models import BorrowerDeath, ListedLoan, LoanEvent
from guyub.finance.loans.selectors.collecting import RoundAim, due_now
from guyub.finance.loans.selectors.histories import history_of
from guyub.finance.savings.domain.collecting import CollectionRefusedError
from guyub.foundation.approvals.services.requests import decide
from guyub.foundation.identity.domain.roles import Role
from guyub.foundation.kernel.tenancy.scope import scope
from tests.finance.loans.round_book import A_MONTH, MADE, RT, RoundBook
from tests.finance.savings.jasa_world import TODAY, at_once
from tests.world import NOW, new_id

pytestmark = pytest.mark.django_db
PIN = "482913"


@pytest.fixture
def book(world):
    made = RoundBook(world)
    made.opens_drawer()
    return made


def refused(book, act, *args, refusal=CollectionRefusedError, **more):
    """Give why something is refused; nothing may have changed."""
    before = book.everything()
    with pytest.raises(refusal) as caught:
        act(*args, **more)
    assert book.everything() == before
    return caught.value.facts["wrong"]


def test_a_list_names_what_is_due_in_the_order_of_the_way(book):
    book.lends(member=book.world.member("Dewi Contoh", rt="004", rw="001"))

    list_id = book.goes_out()

    row, lines = book.row_of(list_id), book.lines(list_id)
    assert (row.name, row.whom, row.expected_rp, row.lines) == ("DA-2026-0001", f"RT {RT}", 448_000, 3)
    told = [(line.slip, line.asked_rp, line.months.replace("\u00a0", " ")) for line in lines.values()]
    assert told == [
        ("DA-2026-0001/01", 224_000, "PJ-2026-0001, 2 angsuran sejak 1 Okt 2026"),
        ("DA-2026-0001/02", 112_000, "PJ-2026-0002, jatuh tempo 1 Nov 2026"),
        ("DA-2026-0001/03", 112_000, "PJ-2026-0003, jatuh tempo 1 Nov 2026"),
    ]
    assert sum(one.asked_rp for one in book.asks(RoundAim(rt="004/001")).people) == 10 * A_MONTH
    assert refused(book, book.goes_out) == "nobody"  # they stand on the one that is out
    assert book.asks(RoundAim(rt=RT)).elsewhere == 3


def test_whom_a_list_does_not_ask(book):
    assert [one.name for one in book.asks().people] == ["Ani Contoh", "Budi Contoh", "Citra Contoh"]
    person = book.members["Ani Contoh"].person_id
    assert [one.name for one in book.asks(without_person=person).people] == ["Budi Contoh", "Citra Contoh"]
    with scope(book.place.id):
        BorrowerDeath.objects.create(
            cooperative=book.place,
            member=book.members["Budi Contoh"],
            died_on=TODAY,
            told_by="Keluarga",
            person_id=book.treasurer.person_id,
            recorded_at=NOW,
        )
    assert [one.name for one in book.asks().people] == ["Ani Contoh", "Citra Contoh"]
    assert refused(book, book.goes_out, RoundAim(rt="009/009")) == "aim"
    assert refused(book, book.goes_out, RoundAim(officer_id=new_id())) == "aim"
    assert refused(book, book.goes_out, collector_id=book.siti.person_id) == "collector"


def test_every_payment_has_its_receipt_and_pays_its_loan(book):
    list_id = book.goes_out()
    book.notes(list_id, ani=224_000, budi=50_000, citra="PERGI")

    done = book.returns(list_id, ani=224_000, budi=50_000)

    assert (done.difference_rp, done.approval_id) == (0, None)
    row, lines = book.row_of(list_id), book.lines(list_id)
    assert (row.state, row.booked_rp, row.counted_rp, row.back_rp) == ("DIBUKUKAN", 274_000, 274_000, 0)
    assert [line.booked_rp for line in lines.values()] == [224_000, 50_000, 0]
    with scope(book.place.id):
        events = list(LoanEvent.objects.filter(cooperative=book.place, way="KOLEKTOR").order_by("amount_rp"))
    assert [(one.amount_rp, one.on, one.note, one.entry_id is not None) for one in events] == [
        (50_000, TODAY, "DA-2026-0001", True),
        (224_000, TODAY, "DA-2026-0001", True),
    ]
    assert book.now(book.loans["ani"]).left_rp == 200_000
    assert book.broken() == []
    assert refused(book, book.books_list, list_id, ani=224_000) == "state"


def test_payments_count_from_the_day_the_borrowers_gave_the_money(book):
    list_id = book.goes_out()
    yesterday = TODAY - timedelta(days=1)
    book.counts(list_id, 112_000)
    wrong = InstalmentsRefusedError
    early = {"on": MADE - timedelta(days=1), "citra": A_MONTH}
    assert refused(book, book.books_list, list_id, refusal=wrong, **early) == "day"
    late = {"on": TODAY + timedelta(days=1), "citra": A_MONTH}
    assert refused(book, book.books_list, list_id, refusal=wrong, **late) == "day"

    book.books_list(list_id, on=yesterday, citra=A_MONTH)

    assert [one.on for one in book.events(book.loans["citra"])][-1] == yesterday
    assert book.broken() == []


def test_what_was_paid_meanwhile_waits_until_somebody_says_what_becomes_of_it(book):
    list_id = book.goes_out()
    book.pays(book.loans["budi"], A_MONTH)
    book.settles(book.loans["citra"])
    book.counts(list_id, 2 * A_MONTH)
    wrong = InstalmentsRefusedError

    assert refused(book, book.books_list, list_id, refusal=wrong, budi=A_MONTH, citra=A_MONTH) == "paid"
    told = {"budi": (A_MONTH, "MUKA"), "citra": A_MONTH}
    assert refused(book, book.books_list, list_id, refusal=wrong, **told) == "owed"
    told["citra"] = (A_MONTH, "MUKA")  # a settled loan takes nothing
    assert refused(book, book.books_list, list_id, refusal=wrong, **told) == "owed"
    book.books_list(list_id, budi=(A_MONTH, "MUKA"), citra=(A_MONTH, "BALIK"))

    row, lines = book.row_of(list_id), book.lines(list_id)
    assert (row.booked_rp, row.back_rp, row.difference_rp) == (112_000, 112_000, 0)
    assert (lines["citra"].back_rp, lines["citra"].event_id) == (112_000, None)
    assert book.now(book.loans["budi"]).left_rp == 100_000
    assert book.broken() == []


def test_more_than_all_that_is_owed_goes_back_or_is_refused(book):
    list_id = book.goes_out()
    book.counts(list_id, 340_000)
    wrong = InstalmentsRefusedError
    assert refused(book, book.books_list, list_id, refusal=wrong, citra=340_000) == "owed"

    book.books_list(list_id, citra=(340_000, "BALIK"))

    line = book.lines(list_id)["citra"]
    assert (line.booked_rp, line.back_rp) == (336_000, 4_000)  # November to January, jasa to come with it
    assert book.now(book.loans["citra"]).state == "LUNAS"
    assert book.broken() == []


def test_of_a_loan_whose_jasa_follows_the_balance_no_jasa_to_come_is_owed(book):
    terms = Terms(method=Method.DECLINING, annual_rate=Fraction(12, 100), principal=1_200_000, instalments=12)
    loan = book.lends(terms, member=book.siti, servicing=Servicing(recalculate_interest=True))
    with scope(book.place.id):
        history = history_of(cooperative_id=book.place.id, loan_id=loan.id)
    due = due_now(history, until=TODAY, today=TODAY)

    book.pays(loan, due.most_rp)

    assert book.now(loan).left_rp == 0


@pytest.mark.parametrize(("counted", "gap"), [(222_000, -2_000), (226_000, 2_000)])
def test_cash_that_differs_a_little_is_booked_with_its_reason(book, counted, gap):
    list_id = book.goes_out()
    book.counts(list_id, counted)
    assert refused(book, book.books_list, list_id, counted_rp=counted, ani=224_000) == "reason"

    done = book.books_list(list_id, counted_rp=counted, reason="kembalian", ani=224_000)

    assert (done.difference_rp, done.approval_id) == (gap, None)
    assert book.row_of(list_id).difference_rp == gap
    assert book.now(book.loans["ani"]).left_rp == 200_000  # the borrower is not charged with it
    assert book.broken() == []


def test_cash_that_differs_much_waits_for_a_second_person(book):
    list_id = book.goes_out()
    book.counts(list_id, 100_000)
    done = book.books_list(list_id, counted_rp=100_000, reason="dompet jatuh", ani=224_000)
    assert (done.difference_rp, book.row_of(list_id).state) == (-124_000, "KEMBALI")
    assert refused(book, book.counts, list_id, 100_000) == "waiting"
    person = book.world.person(Role.KETUA)
    with scope(book.place.id):
        person.pin = make_password(PIN)
        person.save()
    cache.clear()

    decide(
        actor=book.world.actor(Role.KETUA), approval_id=done.approval_id, is_approved=True, proof=PIN,
        request_id=new_id(), now=NOW,
    )  # fmt: skip

    row = book.row_of(list_id)
    assert (row.state, row.booked_rp, row.difference_rp, row.reason) == (
        "DIBUKUKAN",
        224_000,
        -124_000,
        "dompet jatuh",
    )
    assert book.broken() == []


def test_who_may_not_take_a_list_back(book):
    list_id = book.goes_out()
    assert refused(book, book.books_list, list_id, ani=1) == "uncounted"
    book.counts(list_id, 112_000)
    assert refused(book, book.books_list, list_id, counted_rp=112_001, ani=112_000) == "count"
    assert refused(book, book.books_list, list_id, cash_place_id=book.bank, ani=112_000) == "place"
    with scope(book.place.id):
        member = book.members["Budi Contoh"]
        member.person_id = book.world.person(Role.KASIR).id
        member.save()
    assert refused(book, book.books_list, list_id, ani=112_000) == "own_line"


def test_what_a_collector_notes_and_a_list_that_is_called_off(book):
    list_id = book.goes_out()
    assert refused(book, book.notes, list_id, actor=book.world.actor(Role.KASIR), ani=1) == "gone"
    assert refused(book, book.notes, list_id, ani=0) == "amount"
    assert book.notes(list_id, ani=224_000) == 1
    assert refused(book, book.calls_off, list_id) == "money"
    assert book.notes(list_id, ani="LAIN_HARI") == 1
    assert refused(book, book.calls_off, list_id, " ") == "void"

    book.calls_off(list_id)

    assert refused(book, book.notes, list_id, ani=1) == "state"
    assert book.row_of(book.goes_out()).lines == 3


def test_a_retry_books_once(book):
    list_id = book.goes_out()
    book.counts(list_id, 112_000)
    told = {"request_id": new_id(), "citra": 112_000}

    assert book.books_list(list_id, **told) == book.books_list(list_id, **told)

    assert len(book.events(book.loans["citra"])) == 10


@pytest.mark.database
@pytest.mark.django_db(transaction=True)
def test_of_six_who_book_one_list_at_once_one_does(book):
    list_id = book.goes_out()
    book.counts(list_id, 224_000)

    said = at_once(lambda: book.books_list(list_id, ani=224_000), CollectionRefusedError)

    assert said == ["done", *["state"] * 5]
    assert book.now(book.loans["ani"]).left_rp == 200_000
    assert book.broken() == []


@pytest.mark.database
@pytest.mark.django_db(transaction=True)
def test_of_six_lists_made_at_once_one_has_the_loans(book):
    said = at_once(book.goes_out, CollectionRefusedError)

    assert said == ["done", *["nobody"] * 5]


def test_a_list_that_says_something_else_than_its_payments_is_found(book):
    list_id = book.goes_out()
    book.returns(list_id, ani=224_000, counted_rp=222_000, reason="kembalian")
    with scope(book.place.id):
        ListedLoan.objects.filter(cooperative=book.place, rank=1).update(got_rp=225_000)
    assert "loans.collection" in {one.rule for one in book.broken()}
