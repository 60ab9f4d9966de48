"""The fund of a group at the counter, and covers that are given back between two meetings."""

from copy import deepcopy

import pytest
from django.contrib.auth.hashers import make_password

from guyub.books.treasury.models import CashShift
from guyub.finance.loans.domain.group_covers import CoverRefusedError
from guyub.finance.loans.domain.group_funds import FundRefusedError
from guyub.finance.loans.domain.group_meetings import CoverHow
from guyub.finance.loans.services.serving import ServingRefusedError
from guyub.finance.savings.services.till import TillRefusedError
from guyub.foundation.approvals.services.requests import decide
from guyub.foundation.identity.domain.roles import Role
from guyub.foundation.identity.services.acting import NotAllowedError
from guyub.foundation.kernel.tenancy.scope import scope
from tests.finance.loans.group_world import GroupWorld
from tests.world import NOW, World, new_id

FUND, PIN = "2.1.15", "482913"


@pytest.fixture(scope="module")
def stands(standing):
    with standing():
        return GroupWorld(World(), borrowers=("Budi Contoh",))


@pytest.fixture
def book(stands, db):
    return deepcopy(stands)


@pytest.fixture
def world(book):
    return book.world


def wrong(act, refusal=FundRefusedError):
    with pytest.raises(refusal) as caught:
        act()
    return caught.value.facts["wrong"]


def covered(book, **typed):
    """Let Budi be covered at a meeting; gives the covers."""
    meeting = book.meets()
    book.notes(meeting, dewi=(0, typed.get("fund", 0), {}), ani=0)
    book.covers(meeting, "budi", CoverHow.KETIK, **typed)
    book.books_sheet(meeting)
    return book.open()


def approves(book, approval_id, role=Role.KETUA):
    person = book.world.person(role)
    person.pin = make_password(PIN)
    person.save()
    return decide(
        actor=book.world.actor(role),
        approval_id=approval_id,
        is_approved=True,
        proof=PIN,
        request_id=new_id(),
        now=NOW,
    )


def test_money_comes_to_the_fund_and_goes_back_with_vouchers(book):
    came = book.into_fund("Ani Contoh", 50_000)
    assert came.voucher.startswith("BKM-2026-")
    assert (came.balance_rp, book.books(FUND)) == (50_000, (-50_000,))

    went = book.out_of_fund("Dewi Contoh", 30_000)

    assert went.voucher.startswith("BKK-2026-")
    assert (went.waits_for, went.balance_rp, book.books(FUND)) == (None, 20_000, (-20_000,))
    assert [(row.words, row.amount_rp, row.member) for row in book.page().moved] == [
        ("Dikembalikan", -30_000, "Dewi Contoh"),
        ("Setoran", 50_000, "Ani Contoh"),
    ]
    book.whole()


def test_a_large_sum_goes_back_with_a_second_person(book):
    book.into_fund("Ani Contoh", 9_000_000)

    asked = book.out_of_fund("Ani Contoh", 8_000_000)

    assert (asked.voucher, asked.balance_rp, book.fund_rp()) == ("", 9_000_000, 9_000_000)
    approves(book, asked.waits_for)
    assert (book.fund_rp(), book.books(FUND)) == (1_000_000, (-1_000_000,))
    book.whole()


def test_what_the_second_person_agrees_to_must_still_be_there(book):
    book.into_fund("Ani Contoh", 9_000_000)
    asked = book.out_of_fund("Ani Contoh", 8_000_000)
    book.out_of_fund("Ani Contoh", 2_000_000)
    before = book.everything()
    assert wrong(lambda: approves(book, asked.waits_for)) == "short"
    assert book.everything() == before


def test_a_drawer_that_changed_hands_pays_nothing_out(book):
    drawer = book.opens_drawer()
    book.into_fund("Ani Contoh", 9_000_000, **drawer)
    asked = book.out_of_fund("Ani Contoh", 8_000_000, **drawer)
    with scope(book.place.id):
        CashShift.objects.filter(cooperative=book.place).update(person=book.world.person(Role.BENDAHARA))
    assert wrong(lambda: approves(book, asked.waits_for)) == "till"
    assert book.fund_rp() == 9_000_000


CASES = (
    ("nothing", lambda book: book.into_fund("Ani Contoh", 0), "amount"),
    ("too much", lambda book: book.into_fund("Ani Contoh", 1_000_000_001), "amount"),
    ("another group", lambda book: book.into_fund("Ani Contoh", 1, group_id=new_id()), "group"),
    ("a stranger", lambda book: book.into_fund("Ani Contoh", 1, member_id=book.siti.id), "member"),
    ("more than it holds", lambda book: book.out_of_fund("Ani Contoh", 10_001), "short"),
    ("nobody says why", lambda book: book.out_of_fund("Ani Contoh", 1, note=" "), "note"),
    ("too long", lambda book: book.out_of_fund("Ani Contoh", 1, note="x" * 61), "note"),
    ("nothing back", lambda book: book.out_of_fund("Ani Contoh", 0), "amount"),
)


@pytest.mark.parametrize(("act", "why"), [case[1:] for case in CASES], ids=[case[0] for case in CASES])
def test_what_does_not_fit_moves_nothing(book, act, why):
    book.into_fund("Ani Contoh", 10_000)
    before = book.everything()
    assert wrong(lambda: act(book)) == why
    assert book.everything() == before


def test_who_may_not_moves_nothing(book, world):
    book.into_fund("Ani Contoh", 10_000)
    before = book.everything()
    with pytest.raises(NotAllowedError):
        book.into_fund("Ani Contoh", 1, actor=book.collector)
    with pytest.raises(TillRefusedError):
        book.into_fund("Ani Contoh", 1, cash_place_id=None)
    assert book.everything() == before
    with scope(book.place.id):
        dewi = book.members["Dewi Contoh"]
        dewi.person_id = world.person(Role.BENDAHARA).id
        dewi.save()
    assert wrong(lambda: book.out_of_fund("Ani Contoh", 1)) == "own"


def test_a_retry_pays_into_a_fund_once(book):
    request_id = new_id()
    first = book.into_fund("Ani Contoh", 10_000, request_id=request_id)
    assert book.into_fund("Ani Contoh", 10_000, request_id=request_id) == first
    assert book.fund_rp() == 10_000


def test_a_cover_of_a_member_comes_back_without_an_entry_and_is_taken_back(book):
    (cover,) = covered(book, dewi=60_000)
    entries = book.wrote()[2]

    assert book.gives_back(cover, 60_000, cash_place_id=None) == 0

    assert (book.open(), book.wrote()[2]) == ([], entries)
    book.whole()
    (paid,) = book.page().backs
    book.takes_gift_back(paid.payment_id)
    assert [one.open_rp for one in book.open()] == [60_000]
    assert wrong(lambda: book.takes_gift_back(paid.payment_id), CoverRefusedError) == "undone"
    assert book.page().backs[0].is_undone
    book.whole()


def test_a_cover_of_the_fund_comes_back_to_it_and_is_taken_back(book):
    (cover,) = covered(book, fund=60_000)
    assert book.books(FUND) == (0,)

    assert book.gives_back(cover, 25_000) == 35_000

    assert (book.fund_rp(), book.books(FUND)) == (25_000, (-25_000,))
    book.whole()
    (paid,) = book.page().backs
    book.takes_gift_back(paid.payment_id)
    assert (book.fund_rp(), book.books(FUND)) == (0, (0,))
    assert [one.open_rp for one in book.open()] == [60_000]
    book.whole()


def test_what_came_back_and_was_paid_out_again_is_not_taken_back(book):
    (cover,) = covered(book, fund=60_000)
    book.gives_back(cover, 25_000)
    book.out_of_fund("Ani Contoh", 25_000)
    (paid,) = book.page().backs
    before = book.everything()
    assert wrong(lambda: book.takes_gift_back(paid.payment_id)) == "short"
    assert book.everything() == before


COVER_CASES = (
    ("nothing", lambda book, cover: book.gives_back(cover, 0), "amount"),
    ("more than is open", lambda book, cover: book.gives_back(cover, 60_001), "amount"),
    ("no such cover", lambda book, cover: book.gives_back(cover, 1, cover_id=new_id()), "gone"),
    ("no such payment", lambda book, cover: book.takes_gift_back(new_id()), "gone"),
    ("no reason", lambda book, cover: book.takes_gift_back(new_id(), reason=" "), "reason"),
)


@pytest.mark.parametrize(
    ("act", "why"), [case[1:] for case in COVER_CASES], ids=[case[0] for case in COVER_CASES]
)
def test_a_gift_back_that_does_not_fit_changes_nothing(book, act, why):
    (cover,) = covered(book, dewi=60_000)
    before = book.everything()
    assert wrong(lambda: act(book, cover), CoverRefusedError) == why
    assert book.everything() == before


def test_nobody_handles_the_own_cover_and_another_day_is_the_treasurers(book, world):
    (cover,) = covered(book, dewi=60_000)
    cashier = world.actor(Role.KASIR)
    book.gives_back(cover, 1_000)
    (paid,) = book.page().backs
    before = book.everything()
    assert wrong(lambda: book.takes_gift_back(paid.payment_id, actor=cashier), CoverRefusedError) == "past"
    with scope(book.place.id):
        dewi = book.members["Dewi Contoh"]
        dewi.person_id = cashier.person_id
        dewi.save()
    assert wrong(lambda: book.gives_back(cover, 1_000, actor=cashier), CoverRefusedError) == "own"
    assert book.everything() == before


def test_a_payment_that_was_a_cover_is_taken_back_and_the_cover_with_it(book):
    fund, dewi = covered(book, fund=60_000, dewi=20_000)
    assert {fund.by_name, dewi.by_name} == {"Dana kelompok", "Dewi Contoh"}
    loan = book.loans["Budi Contoh"]

    for cover in (fund, dewi):
        book.takes_back(loan, cover.event_id)

    assert book.open() == []
    assert (book.fund_rp(), book.books(FUND)) == (60_000, (-60_000,))
    assert book.now(loan).left_rp == 300_000
    book.whole()


def test_a_cover_of_which_something_came_back_stays(book):
    (cover,) = covered(book, dewi=60_000)
    book.gives_back(cover, 1_000)
    before = book.everything()
    assert (
        wrong(lambda: book.takes_back(book.loans["Budi Contoh"], cover.event_id), ServingRefusedError)
        == "covered"
    )
    assert book.everything() == before

    (paid,) = book.page().backs
    book.takes_gift_back(paid.payment_id)
    book.takes_back(book.loans["Budi Contoh"], cover.event_id)

    assert book.open() == []
    assert wrong(lambda: book.gives_back(cover, 1_000), CoverRefusedError) == "gone"
    book.whole()
