"""Meetings at random: the fund is always its account, every rupiah has a payment, and debts sum to nothing."""

from datetime import date, timedelta
from random import Random

import pytest

from guyub.books.ledger.selectors.moments import balances_now
from guyub.finance.loans.domain.events import EventRefusedError
from guyub.finance.loans.domain.group_covers import CoverRefusedError
from guyub.finance.loans.domain.group_funds import FundRefusedError
from guyub.finance.loans.domain.group_meetings import CoverHow, MeetingRefusedError
from guyub.finance.loans.models import GroupCover, GroupFundMovement, LoanEvent
from guyub.finance.loans.services.serving import ServingRefusedError
from guyub.foundation.kernel.tenancy.scope import scope
from tests.finance.loans.group_world import NAMES, GroupWorld
from tests.finance.savings.jasa_world import TODAY

pytestmark = pytest.mark.django_db
REFUSED = (MeetingRefusedError, FundRefusedError, CoverRefusedError, ServingRefusedError, EventRefusedError)
FIRST = [name.split()[0].lower() for name in NAMES]


def a_meeting(book, chance, days_ago):
    """Let the group meet: each brings something or nothing, some are covered, some give back."""
    meeting = book.meets(on=TODAY - timedelta(days=days_ago))
    told = {}
    for first in FIRST:
        line = book.line(meeting, first)
        if chance.random() < 0.9:
            due_rp = line.due_rp
            brings = chance.choice([0, due_rp // 4, due_rp // 2, due_rp, due_rp + 5_000]) if line.loans else 0
            backs = {one.cover_id: chance.choice([0, one.open_rp, one.open_rp // 3]) for one in line.backs}
            told[first] = (
                brings,
                chance.choice([0, 10_000, 25_000]),
                {id_: rp for id_, rp in backs.items() if rp},
            )
    book.notes(meeting, **told)
    for first in FIRST:
        if book.line(meeting, first).short_rp and chance.random() < 0.9:
            how = chance.choice(list(CoverHow))
            try:
                book.covers(
                    meeting, first, how, dewi=chance.choice([1, 7_000]), fund=chance.choice([0, 3_000])
                )
            except MeetingRefusedError:
                continue
    book.books_sheet(meeting)


def between(book, chance):
    """Let something happen at the counter."""
    covers = book.open()
    acts = [lambda: book.into_fund(chance.choice(NAMES), 5_000), lambda: book.out_of_fund(NAMES[0], 4_000)]
    if covers:
        one = chance.choice(covers)
        acts += [
            lambda: book.gives_back(one, max(1, one.open_rp // 2)),
            lambda: book.takes_back(
                next(loan for loan in book.loans.values() if loan.id == one.loan_id), one.event_id
            ),
        ]
    paid = [row for row in book.page().backs if not row.is_undone]
    if paid:
        acts.append(lambda: book.takes_gift_back(chance.choice(paid).payment_id))
    acts.append(lambda: book.pays(book.loans["Ani Contoh"], 1_000))
    chance.choice(acts)()


@pytest.mark.parametrize("seed", range(3))
def test_what_may_happen_to_a_group(world, seed):
    book, chance = GroupWorld(world, paid_until=date(2026, 8, 1)), Random(seed)  # noqa: S311  the same evenings every time
    for days_ago in range(4, -1, -1):
        a_meeting(book, chance, days_ago)
        for _ in range(2):
            try:
                between(book, chance)
            except REFUSED:
                continue
        book.whole()
        page = book.page()
        assert sum(one.owed_rp for one in page.members) + page.fund_owed_rp == 0
        with scope(book.place.id):
            assert page.row.fund_rp == -balances_now(cooperative_id=book.place.id, codes=["2.1.15"])["2.1.15"]
    with scope(book.place.id):
        assert GroupCover.objects.filter(cooperative=book.place).exists()
        assert GroupFundMovement.objects.filter(cooperative=book.place).exists()
        assert LoanEvent.objects.filter(cooperative=book.place, way="KELOMPOK").exists()
