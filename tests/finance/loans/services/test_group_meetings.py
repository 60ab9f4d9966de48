"""A sheet is made, written and called off; who is tied to a group stays in it."""

from copy import deepcopy
from datetime import date, timedelta

import pytest

from guyub.community.members.services.groups import GroupRefusedError, close_group, open_group
from guyub.finance.loans.domain.group_meetings import MOST_ON_SHEET, CoverHow, MeetingRefusedError
from guyub.finance.loans.services.agreeing import SeatRefusedError
from guyub.foundation.identity.domain.roles import Role
from guyub.foundation.identity.services.acting import NotAllowedError
from guyub.foundation.kernel.tenancy.scope import scope
from tests.finance.loans.group_world import A_MONTH, GroupWorld
from tests.finance.savings.jasa_world import TODAY
from tests.world import World, new_id


@pytest.fixture(scope="module")
def stands(standing):
    with standing():
        return GroupWorld(World(), borrowers=("Ani Contoh",))


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


def test_a_sheet_holds_who_sits_there_and_what_is_due_until_its_day(book):
    meeting = book.meets(on=TODAY + timedelta(days=14))
    sheet = book.sheet(meeting)
    assert (sheet.meeting.name, sheet.meeting.group, sheet.meeting.is_open) == (
        "PK-2026-0001",
        "Melati",
        True,
    )
    assert [line.name for line in sheet.lines] == ["Ani Contoh", "Budi Contoh", "Citra Contoh", "Dewi Contoh"]
    # November's instalment is late, December's is due by then.
    assert sheet.sums.due_rp == 2 * A_MONTH


@pytest.mark.parametrize(("days", "is_made"), [(-8, False), (-7, True), (0, True), (14, True), (15, False)])
def test_a_sheet_is_made_a_week_after_its_day_at_most_and_two_weeks_before_it(book, days, is_made):
    if is_made:
        assert book.meets(on=TODAY + timedelta(days=days))
    else:
        assert wrong(lambda: book.meets(on=TODAY + timedelta(days=days))) == "day"


def test_one_sheet_at_a_time_and_one_of_a_day(book):
    meeting = book.meets()
    assert wrong(lambda: book.meets(on=TODAY - timedelta(days=1))) == "open"
    book.books_sheet(meeting, 0, cash_place_id=None)
    assert wrong(book.meets) == "again"
    second = book.meets(on=TODAY - timedelta(days=1))
    book.calls_off(second)
    assert book.sheet(second).meeting.state_words == "Batal"
    assert book.meets(on=TODAY - timedelta(days=1))


def test_groups_that_cannot_meet(book):
    empty = open_group(kind="TANGGUNG_RENTENG", name="Mawar", **book.kept())
    other = open_group(kind="KELOMPOK", name="Pengajian", **book.kept())
    book.seats(book.members["Ani Contoh"], other)
    before = book.everything()
    assert {wrong(lambda group=group: book.meets(group=group)) for group in (empty, other, new_id())} == {
        "empty"
    }
    assert book.everything() == before


def test_a_group_above_what_a_sheet_holds(book, world):
    for number in range(MOST_ON_SHEET - 3):
        book.seats(world.member(f"Warga {number:02} Contoh"))
    assert wrong(book.meets) == "many"


def test_writing_and_calling_off_what_does_not_fit(book):
    meeting = book.meets()
    book.notes(meeting, ani=A_MONTH)
    before = book.everything()
    assert wrong(lambda: book.notes(meeting, ani=-1)) == "amount"
    assert wrong(lambda: book.notes(meeting, dewi=(0, 1_000_000_001, {}))) == "amount"
    assert wrong(lambda: book.notes(meeting, dewi=(0, 0, {new_id(): 1}))) == "back"
    assert wrong(lambda: book.notes(meeting, version=0, ani=1)) == "changed"
    assert wrong(lambda: book.covers(meeting, "ani", CoverHow.DANA, version=0)) == "changed"
    assert wrong(lambda: book.calls_off(meeting, " ")) == "void"
    assert wrong(lambda: book.calls_off(meeting, "x" * 121)) == "void"
    assert wrong(lambda: book.calls_off(new_id())) == "gone"
    assert book.everything() == before
    book.calls_off(meeting)
    before = book.everything()
    assert wrong(lambda: book.notes(meeting, ani=1)) == "state"
    assert wrong(lambda: book.calls_off(meeting)) == "state"
    assert book.everything() == before


def test_who_may_write_a_sheet(book, world):
    assert book.meets(actor=world.actor(Role.KASIR))
    with pytest.raises(NotAllowedError):
        book.meets(actor=world.actor(Role.ANGGOTA))
    with pytest.raises(NotAllowedError):
        book.meets(actor=world.actor(Role.PENGAWAS))


def test_a_retry_makes_and_writes_once(book):
    request_id = new_id()
    assert book.meets(request_id=request_id) == book.meets(request_id=request_id)
    (meeting,) = [row.meeting_id for row in book.page().meetings]
    request_id = new_id()
    for _ in range(2):
        book.notes(meeting, version=0, request_id=request_id, ani=5_000)
    assert book.sheet(meeting).meeting.version == 1


def test_a_loan_is_agreed_to_only_for_who_sits_in_the_group(book):
    other = open_group(kind="KELOMPOK", name="Pengajian", **book.kept())
    book.seats(book.siti, other)
    before = book.wrote()
    for group in (book.group, other, new_id()):
        assert wrong(lambda group=group: book.agrees_in(book.siti, group), SeatRefusedError) == "seat"
    assert book.wrote() == before
    assert book.agrees_in(book.members["Dewi Contoh"]).group_id == book.group


def left(book, name):
    with pytest.raises(GroupRefusedError) as refused:
        book.leaves(name)
    assert refused.value.facts["wrong"] == "kept"
    return refused.value.facts["what"].replace("\u00a0", " ")


def test_nobody_leaves_a_group_with_a_loan_or_an_open_cover_on_either_side(book):
    meeting = book.meets()
    book.notes(meeting, dewi=0)
    book.covers(meeting, "ani", CoverHow.KETIK, dewi=50_000)
    book.books_sheet(meeting)
    cover = "talangan Rp 50.000 untuk Ani Contoh dari Dewi Contoh belum diganti"

    assert left(book, "Dewi Contoh") == cover
    assert left(book, "Ani Contoh").startswith("pinjaman PJ-2026-0001 belum lunas, sisa pokok Rp 2")
    assert left(book, "Ani Contoh").endswith(cover)
    book.leaves("Budi Contoh")

    book.settles(book.loans["Ani Contoh"])
    assert left(book, "Ani Contoh") == cover  # the loan is over, what Dewi paid is not
    book.gives_back(book.open()[0], 50_000)
    book.leaves("Ani Contoh")
    book.leaves("Dewi Contoh")


def test_an_agreed_loan_ties_too_and_a_group_with_money_stays_open(book):
    loan = book.agrees_in(book.members["Dewi Contoh"])
    assert left(book, "Dewi Contoh") == f"pinjaman {loan.name} sudah disetujui dan belum cair"
    book.into_fund("Citra Contoh", 10_000)
    with pytest.raises(GroupRefusedError) as refused:
        close_group(group_id=book.group, **book.kept())
    assert refused.value.facts["what"].replace("\u00a0", " ").endswith("dana kelompok masih Rp 10.000")
    with scope(book.place.id):
        assert book.page().row.members == 4


def test_a_group_without_money_closes(book):
    book.settles(book.loans["Ani Contoh"])
    close_group(group_id=book.group, **book.kept())
    assert book.page() is None


def test_a_due_day_counts_on_the_day_itself(book):
    meeting = book.meets(on=date(2026, 11, 30))
    assert book.sheet(meeting).sums.due_rp == A_MONTH
    book.calls_off(meeting)
    assert book.sheet(book.meets(on=date(2026, 12, 1))).sums.due_rp == 2 * A_MONTH
