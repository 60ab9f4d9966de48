from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest

from guyub.finance.loans.domain.pausing import PauseRefusedError
from guyub.finance.loans.domain.terms import Method, Terms
from guyub.finance.loans.selectors.pausing import PauseAim, dry_run
from guyub.finance.loans.services.mass_pause import ENDED
from guyub.foundation.kernel.tenancy.scope import scope
from tests.finance.loans.loan_book import FLAT
from tests.finance.loans.trouble_book import TroubleBook, whole, wrong
from tests.finance.savings.jasa_world import JANUARY, TODAY
from tests.world import new_id

pytestmark = pytest.mark.django_db
DECLINING = Terms(method=Method.DECLINING, annual_rate=Fraction(18, 100), principal=600_000, instalments=12)


@pytest.fixture
def book(world):
    return TroubleBook(world)


def upto_now(book, loan, amount_rp=112_000):
    for month in range(2, 12):
        book.pays(loan, amount_rp, date(2026, month, 1))


def test_all_loans_rest_by_one_word_each_with_an_event_of_its_own(book):
    flat, declining = book.lends(), book.lends(DECLINING)
    upto_now(book, flat)
    asked = new_id()
    pause_id = book.asks_pause(request_id=asked)
    assert {line.rests for line in book.pause_lines(pause_id).values()} == {3}

    book.decides(asked)

    # December, January and February rest free of jasa; the last instalments come three months later.
    lines = book.lines(flat)
    assert [(line.due_on.isoformat(), line.principal_rp, line.interest_rp) for line in lines[-5:]] == [
        ("2026-12-01", 0, 0),
        ("2027-01-01", 0, 0),
        ("2027-02-01", 0, 0),
        ("2027-03-01", 100_000, 12_000),
        ("2027-04-01", 100_000, 12_000),
    ]
    assert book.now(declining).ends_on == date(2027, 4, 1)
    for loan in (flat, declining):
        assert [row.kind for row in book.events(loan)][-2:] == ["reschedule", "reschedule"]
        line = book.pause_lines(pause_id)[loan.id]
        assert (line.event_id, line.why) == (book.events(loan)[-2].id, "")
    pause = book.pause(pause_id)
    assert pause.done_on == TODAY
    assert (pause.before["loans"], pause.after["window_rp"]) == (2, 0)
    assert pause.before["left_rp"] == 200_000 + 600_000
    whole(book)


def test_a_pause_with_jasa_leaves_out_what_it_would_make_too_dear_and_says_so(book):
    """A flat loan costs 1 % of what was lent in each month more: 21.46 % a year become more than the ceiling."""
    flat, declining = book.lends(), book.lends(DECLINING)
    upto_now(book, flat)
    asked = new_id()
    pause_id = book.asks_pause(is_free=False, request_id=asked)

    book.decides(asked)

    lines = book.pause_lines(pause_id)
    assert lines[flat.id].event_id is None
    assert lines[flat.id].why == "Biayanya menjadi 24,38% setahun, di atas batas 24%"
    assert lines[declining.id].event_id
    assert book.now(flat).ends_on == date(2027, 1, 1)
    assert [line.interest_rp for line in book.lines(declining)][-5:] == [1_500] * 3 + [1_500, 750]
    whole(book)


def test_what_cannot_rest_is_left_out_with_its_reason(book):
    """Nothing due in that time; paid ahead; settled between asking and deciding."""
    ahead, settled = book.lends(DECLINING), book.lends(DECLINING)
    matured = book.lends(replace(FLAT, instalments=4))
    book.pays(ahead, 600_000)  # all that is due, and of December's too
    resting = book.lends(DECLINING)
    asked = new_id()
    pause_id = book.asks_pause(is_free=False, request_id=asked)
    book.settles(settled)
    before = book.events(ahead)

    book.decides(asked)

    why = {loan_id: line.why for loan_id, line in book.pause_lines(pause_id).items()}
    assert why == {
        ahead.id: "Sudah membayar di muka; atur sendiri lewat restrukturisasi",
        settled.id: ENDED,
        matured.id: "Tidak ada angsuran yang jatuh tempo dalam masa jeda",
        resting.id: "",
    }
    assert book.events(ahead) == before
    whole(book)


def test_only_those_meant_rest(book, world):
    here, there = book.lends(), book.lends(member=_member_of(book, world, "RT lain", rt="009", rw="002"))
    asked = new_id()
    pause_id = book.asks_pause(aim=PauseAim(rt="009/002"), request_id=asked)
    assert book.pause(pause_id).aim == "RT 009/002"

    book.decides(asked)

    assert set(book.pause_lines(pause_id)) == {there.id}
    assert book.now(here).ends_on == date(2027, 1, 1)
    assert book.now(there).ends_on > date(2027, 1, 1)
    whole(book)


def _member_of(book, world, name, **file):
    member = world.member(name, **file)
    with scope(book.place.id):
        member.joined_on = JANUARY
        member.save()
    return member


def test_a_dry_run_writes_nothing_and_asks_few_questions(book, django_assert_max_num_queries):
    loans = [book.lends(), book.lends(DECLINING)]
    before = book.counts()
    with scope(book.place.id), django_assert_max_num_queries(6):
        found = dry_run(
            cooperative_id=book.place.id,
            loan_ids=[loan.id for loan in loans],
            from_on=TODAY,
            months=3,
            is_free=True,
            today=TODAY,
        )
    assert (len(found.resting), found.left_out) == (2, [])
    # 2 x 112,000 of the flat one; 2 x 50,000 and 1,500 and 750 of the declining one.
    assert (found.before.window_rp, found.after.window_rp) == (224_000 + 102_250, 0)
    assert found.after.total_rp == found.before.total_rp
    assert book.counts() == before


CASES = (
    ("no decision", {"decision_id": new_id()}, "decision"),
    ("no reason", {"reason": ""}, "reason"),
    ("no month", {"months": 0}, "months"),
    ("too long", {"months": 13}, "months"),
    ("long ago", {"from_on": date(2026, 9, 1)}, "from"),
    ("no such RT", {"aim": PauseAim(rt="099/099")}, "aim"),
    ("no such product", {"aim": PauseAim(product_id=new_id())}, "aim"),
)


@pytest.mark.parametrize(("more", "why"), [case[1:] for case in CASES], ids=[case[0] for case in CASES])
def test_what_cannot_be_is_not_asked(book, more, why):
    book.lends()
    before = book.counts()

    assert wrong(lambda: book.asks_pause(**more), PauseRefusedError) == why

    assert book.counts() == before


def test_nobody_rests_where_nobody_can_and_a_retry_asks_once(book):
    assert wrong(book.asks_pause, PauseRefusedError) == "nobody"
    loan, asked = book.lends(), new_id()
    first = book.asks_pause(request_id=asked)
    assert book.asks_pause(request_id=asked) == first
    book.settles(loan)
    before = book.counts()
    assert wrong(lambda: book.decides(asked), PauseRefusedError) == "changed"
    assert book.counts() == before
    whole(book)
