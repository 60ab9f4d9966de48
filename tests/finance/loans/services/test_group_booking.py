from copy import deepcopy
from datetime import timedelta

import pytest

from guyub.finance.loans.domain.group_meetings import CoverHow, MeetingRefusedError
from guyub.foundation.identity.domain.roles import Role
from guyub.foundation.identity.models import AuditEntry
from guyub.foundation.identity.services.acting import NotAllowedError
from guyub.foundation.kernel.tenancy.scope import scope
from tests.finance.loans.group_world import A_MONTH, GroupWorld
from tests.finance.savings.jasa_world import TODAY
from tests.world import World, new_id

FUND = "2.1.15"


@pytest.fixture(scope="module")
def stands(standing):
    with standing():
        return GroupWorld(World())


@pytest.fixture
def book(stands, db):
    return deepcopy(stands)


@pytest.fixture
def world(book):
    return book.world


def wrong(act, refusal=MeetingRefusedError):
    with pytest.raises(refusal) as caught:
        act()
    return caught.value.facts["wrong"]


def test_a_meeting_of_one_evening_read_by_hand(book):
    """One instalment of 112,000 is due of each. Ani and Citra bring it, Budi 50,000; Dewi, without a loan, pays 20,000
    into the fund. Budi's 62,000 are short: 20,000 come from the fund, and Dewi covers 42,000.
    """
    meeting = book.meets()
    assert [
        (line.name, [one.on_sheet.due_rp for one in line.loans]) for line in book.sheet(meeting).lines
    ] == [
        ("Ani Contoh", [A_MONTH]),
        ("Budi Contoh", [A_MONTH]),
        ("Citra Contoh", [A_MONTH]),
        ("Dewi Contoh", []),
    ]
    book.notes(meeting, ani=A_MONTH, budi=50_000, citra=A_MONTH, dewi=(0, 20_000, {}))
    book.covers(meeting, "budi", CoverHow.KETIK, fund=20_000, dewi=42_000)
    sums = book.sheet(meeting).sums
    assert (sums.due_rp, sums.paid_rp, sums.covered_rp, sums.open_rp) == (336_000, 274_000, 62_000, 0)
    assert sums.cash_rp == 274_000 + 42_000 + 20_000
    before_rp = book.books("1.1.02")[0]
    drawer = book.opens_drawer()

    book.books_sheet(meeting, 336_000, **drawer)

    assert book.books("1.1.01", "1.1.02") == (336_000, before_rp)
    assert book.books(FUND) == (0,)
    # Each of three loans has 112,000 less: ten twelfths of 1,200,000 were left, less 100,000 of principal.
    assert [book.now(loan).left_rp for loan in book.loans.values()] == [200_000, 200_000, 200_000]
    last = book.events(book.loans["Budi Contoh"])[-3:]
    assert [(row.way, row.amount_rp, row.on) for row in last] == [
        ("KELOMPOK", 50_000, TODAY),
        ("TANGGUNG", 20_000, TODAY),
        ("TANGGUNG", 42_000, TODAY),
    ]
    fund, dewi = book.open()
    assert (fund.for_name, fund.by_name, fund.open_rp) == ("Budi Contoh", "Dana kelompok", 20_000)
    assert (dewi.for_name, dewi.by_name, dewi.open_rp) == ("Budi Contoh", "Dewi Contoh", 42_000)
    page = book.page()
    assert {one.seated.name: one.owed_rp for one in page.members} == {
        "Ani Contoh": 0,
        "Budi Contoh": -62_000,
        "Citra Contoh": 0,
        "Dewi Contoh": 42_000,
    }
    assert page.fund_owed_rp == 20_000
    assert [(row.words, row.amount_rp, row.balance_rp) for row in page.moved] == [
        ("Talangan", -20_000, 0),
        ("Setoran", 20_000, 20_000),
    ]
    sheet = book.sheet(meeting)
    assert (sheet.meeting.state_words, sheet.meeting.counted_rp) == ("Sudah dibukukan", 336_000)
    with scope(book.place.id):
        acts = AuditEntry.objects.filter(cooperative=book.place, act__startswith="loans.meeting")
        assert list(acts.order_by("position").values_list("act", flat=True)) == [
            "loans.meeting.made",
            "loans.meeting.noted",
            "loans.meeting.covered",
            "loans.meeting.booked",
        ]
    book.whole()


def test_what_is_short_is_shared_evenly_by_those_who_owe_nothing(book):
    """Budi is 100,000 short. Ani is short herself and Citra not there: Dewi alone shares it; with Ani it is halved."""
    meeting = book.meets()
    book.notes(meeting, ani=1_000, budi=12_000, dewi=0)
    book.covers(meeting, "budi", CoverHow.RATA)
    assert book.line(meeting, "budi").loans[0].said == (("Dewi Contoh", 100_000),)

    gone = book.notes(meeting, ani=A_MONTH, budi=11_999, dewi=0)

    assert gone == 0
    assert book.line(meeting, "budi").loans[0].said == (("Ani Contoh", 50_001), ("Dewi Contoh", 50_000))
    book.books_sheet(meeting)
    assert book.now(book.loans["Budi Contoh"]).left_rp == 200_000
    assert [one.open_rp for one in book.open()] == [50_001, 50_000]
    book.whole()


def test_covers_that_do_not_fit_any_more_are_let_go_of(book):
    meeting = book.meets()
    book.notes(meeting, ani=A_MONTH, budi=12_000, dewi=0)
    book.covers(meeting, "budi", CoverHow.KETIK, dewi=100_000)

    assert book.notes(meeting, ani=A_MONTH, budi=50_000, dewi=0) == 1

    assert book.line(meeting, "budi").loans[0].on_sheet.covers == ()
    book.covers(meeting, "budi", CoverHow.KETIK, dewi=10_000)
    book.covers(meeting, "budi", None)
    assert book.sheet(meeting).sums.open_rp == A_MONTH + 62_000


def test_a_cover_is_given_back_at_the_next_meeting_from_hand_to_hand_and_to_the_fund(book):
    before = book.meets(on=TODAY - timedelta(days=7))
    book.notes(before, ani=A_MONTH, citra=A_MONTH, dewi=(0, 30_000, {}))
    book.covers(before, "budi", CoverHow.KETIK, fund=30_000, ani=82_000)
    book.books_sheet(before)
    fund, ani = sorted(book.open(), key=lambda one: one.amount_rp)
    meeting = book.meets()
    cash_rp = book.books("1.1.02")[0]

    book.notes(meeting, budi=(0, 0, {fund.cover_id: 10_000, ani.cover_id: 82_000}))
    assert book.sheet(meeting).sums.cash_rp == 10_000  # what Ani gets does not lie on the table
    book.books_sheet(meeting)

    assert book.books("1.1.02")[0] == cash_rp + 10_000
    assert book.fund_rp() == 10_000
    (left,) = book.open()
    assert (left.is_of_fund, left.open_rp) == (True, 20_000)
    assert {(row.by_name, row.amount_rp) for row in book.page().backs} == {
        ("Dana kelompok", 10_000),
        ("Ani Contoh", 82_000),
    }
    book.whole()


def noted(book, **told):
    meeting = book.meets()
    book.notes(meeting, **({"ani": A_MONTH, "budi": 50_000, "citra": A_MONTH, "dewi": 0} | told))
    return meeting


REFUSED_COVERS = (
    ("more than is short", "budi", CoverHow.KETIK, {"dewi": 62_001}, "cover"),
    ("nothing", "budi", CoverHow.KETIK, {}, "cover"),
    ("the own loan", "budi", CoverHow.KETIK, {"budi": 1_000}, "cover"),
    ("less than nothing", "budi", CoverHow.KETIK, {"dewi": -1, "ani": 2}, "cover"),
    ("somebody else", "budi", CoverHow.KETIK, {"0193a1b2-1234-7abc-8def-0123456789ab": 1_000}, "payer"),
    ("nothing is short", "ani", CoverHow.DANA, {}, "cover"),
    ("an empty fund", "budi", CoverHow.DANA, {}, "fund"),
)


@pytest.mark.parametrize(
    ("name", "how", "typed", "why"), [case[1:] for case in REFUSED_COVERS], ids=[c[0] for c in REFUSED_COVERS]
)
def test_a_cover_that_does_not_fit_changes_nothing(book, name, how, typed, why):
    meeting = noted(book)
    before = book.everything()
    assert wrong(lambda: book.covers(meeting, name, how, **typed)) == why
    assert book.everything() == before


def test_who_is_not_there_covers_nobody_and_nobody_shares_alone(book):
    meeting = book.meets()
    book.notes(meeting, budi=50_000)
    before = book.everything()
    assert wrong(lambda: book.covers(meeting, "budi", CoverHow.KETIK, dewi=1_000)) == "absent"
    assert wrong(lambda: book.covers(meeting, "budi", CoverHow.RATA)) == "nobody"
    assert book.everything() == before


def later_paid(book, meeting):
    book.pays(book.loans["Ani Contoh"], A_MONTH)


def all_paid(book, meeting):
    book.settles(book.loans["Ani Contoh"])


def paid_ahead(book, meeting):
    book.notes(meeting, ani=10_000_000)


REFUSED_BOOKINGS = (
    ("another count", lambda *_: None, {"counted_rp": 273_999}, "count"),
    ("an older page", lambda *_: None, {"version": 0}, "changed"),
    ("no such sheet", lambda *_: None, {"meeting_id": "0193a1b2-1234-7abc-8def-0123456789ab"}, "gone"),
    ("no place", lambda *_: None, {"cash_place_id": None}, "place"),
    ("paid at the counter since", later_paid, {}, "paid"),
    ("settled at the counter since", all_paid, {}, "owed"),
    ("more than is owed in all", paid_ahead, {}, "owed"),
    ("called off", lambda book, meeting: book.calls_off(meeting), {}, "state"),
)


@pytest.mark.parametrize(
    ("happens", "more", "why"), [case[1:] for case in REFUSED_BOOKINGS], ids=[c[0] for c in REFUSED_BOOKINGS]
)
def test_a_sheet_that_does_not_fit_is_not_booked_at_all(book, happens, more, why):
    meeting = noted(book)
    happens(book, meeting)
    before = book.everything()
    assert wrong(lambda: book.books_sheet(meeting, **more)) == why
    assert book.everything() == before


def test_a_refusal_names_whose_line_it_is_and_the_sheet_written_anew_is_booked(book):
    meeting = noted(book)
    book.pays(book.loans["Ani Contoh"], 100_000)
    with pytest.raises(MeetingRefusedError) as refused:
        book.books_sheet(meeting)
    assert refused.value.facts == {"wrong": "paid", "name": "Ani Contoh", "due_rp": 12_000}

    book.notes(meeting, ani=12_000, budi=50_000, citra=A_MONTH, dewi=0)
    book.books_sheet(meeting, 174_000)

    assert book.now(book.loans["Ani Contoh"]).left_rp == 200_000
    book.whole()


def test_nobody_books_the_own_group_and_a_collector_books_nothing(book, world):
    meeting = noted(book)
    before = book.everything()
    with pytest.raises(NotAllowedError):
        book.books_sheet(meeting, actor=book.collector)
    treasurer = world.person(Role.BENDAHARA)
    dewi = book.members["Dewi Contoh"]
    with scope(book.place.id):
        dewi.person_id = treasurer.id
        dewi.save()
    assert wrong(lambda: book.books_sheet(meeting)) == "own"
    assert book.everything()[0] == before[0]


def test_a_sheet_ahead_of_its_day_waits(book):
    meeting = book.meets(on=TODAY + timedelta(days=7))
    book.notes(meeting, ani=A_MONTH)
    # The instalment of 1 December is due by then.
    assert book.line(meeting, "ani").loans[0].on_sheet.due_rp == 2 * A_MONTH
    before = book.everything()
    assert wrong(lambda: book.books_sheet(meeting)) == "early"
    assert book.everything() == before


def test_a_meeting_to_which_nobody_brings_anything_is_a_meeting_too(book):
    meeting = book.meets()
    book.notes(meeting)
    book.books_sheet(meeting, 0, cash_place_id=None)
    assert book.sheet(meeting).present == 0
    assert book.page().row.standing.words == "Bermasalah"  # nothing of what was due came
    book.whole()


def test_a_retry_books_once(book):
    meeting, request_id = noted(book), new_id()
    for _ in range(2):
        book.books_sheet(meeting, 274_000, version=1, request_id=request_id)
    assert len(book.events(book.loans["Ani Contoh"])) == 10
    book.whole()
