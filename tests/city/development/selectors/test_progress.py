"""What proves a step from the own books: a month that is closed."""

import datetime as dt

import pytest

from guyub.books.ledger.models import JournalHead
from guyub.books.ledger.services.accounts import begin_books
from guyub.city.development.domain.path import ProofKind, StepState
from guyub.city.development.selectors.progress import progress_of
from guyub.foundation.kernel.tenancy.scope import scope
from tests.world import NOW

pytestmark = pytest.mark.database
OPENED, CLOSED = dt.date(2026, 9, 15), dt.date(2026, 10, 31)


def test_a_closed_month_proves_its_step_until_it_is_opened_again(world):
    place = world.bumiayu

    def step():
        with scope(place.id):
            return progress_of([place.id], city_id=None, today=NOW.date())[place.id].standing.step(
                "TUTUP_BULAN"
            )

    with scope(place.id):
        begin_books(place=place, opened_on=OPENED)
        head = JournalHead.objects.filter(cooperative_id=place.id)
    assert not step().is_done

    with scope(place.id):
        head.update(closed_through=CLOSED)
    assert (step().state, step().proof.kind, step().proof.on) == (
        StepState.DONE,
        ProofKind.USE,
        dt.date(2026, 9, 30),
    )

    with scope(place.id):
        head.update(closed_through=OPENED - dt.timedelta(days=1))
    assert not step().is_done
