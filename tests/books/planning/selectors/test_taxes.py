"""Taxes as the books tell them: turnover, what each month owes, what was noted and paid, and the calendar."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from guyub.books.ledger.services.journal import reverse_entry
from guyub.books.planning.domain.tax import Level, TaxState
from guyub.books.planning.models import DutyDone
from guyub.books.planning.selectors.taxes import calendar_of, tax_duties, tax_view
from guyub.books.planning.services.duties import DutyRefusedError, DutyTyped, note_duty, take_back_duty
from guyub.foundation.identity.domain.roles import Role
from guyub.foundation.identity.services.acting import NotAllowedError
from guyub.foundation.kernel.tenancy.scope import scope
from tests.books.planning.makers import TODAY, post
from tests.world import NOW, World, new_id

pytestmark = [pytest.mark.django_db, pytest.mark.database]


@pytest.fixture
def world():
    """Bumiayu: 750,000 of sales in November."""
    made = World()
    made.books()
    return made


def view(world):
    with scope(world.bumiayu.id):
        return tax_view(world.bumiayu.id, today=TODAY)


def states(world):
    return {month.month.month: month.state for month in view(world).months if month.due_rp}


def note(world, role=Role.BENDAHARA, **typed):
    asked = {"kind": "PPH_FINAL", "period": 202610, "done_on": TODAY, "note": "NTPN contoh"} | typed
    return note_duty(
        actor=world.actor(role),
        place=world.bumiayu,
        typed=DutyTyped(**asked),
        today=TODAY,
        request_id=new_id(),
        now=NOW,
    )


def test_turnover_and_what_is_none_of_it(world):
    post(world, date(2026, 11, 3), ("1.1.03", 12_000), ("4.3.01", -12_000))
    post(world, date(2026, 10, 3), ("1.1.02", 12_345_700), ("4.1.05", -12_345_700))

    with scope(world.bumiayu.id), CaptureQueriesContext(connection) as asked:
        found = tax_view(world.bumiayu.id, today=TODAY)

    assert len(asked) == 1
    assert found.meter.turnover_rp == 13_095_700
    assert found.meter.level is Level.AMAN
    assert found.left_out == (("Jasa giro dan bunga bank", 12_000),)
    assert [(month.turnover_rp, month.due_rp, month.due_on) for month in found.months[9:]] == [
        (12_345_700, 61_729, date(2026, 11, 15)),
        (750_000, 3_750, date(2026, 12, 15)),
    ]


def test_what_is_noted_and_paid_counts_for_the_oldest_month_first(world):
    post(world, date(2026, 10, 3), ("1.1.02", 10_000_000), ("4.1.05", -10_000_000))
    assert states(world) == {10: TaxState.BELUM, 11: TaxState.BELUM}

    post(world, date(2026, 11, 5), ("7.1.01", 50_000), ("2.1.05", -50_000))
    assert states(world) == {10: TaxState.DICATAT, 11: TaxState.BELUM}
    assert [debt.owed_rp for debt in view(world).debts] == [50_000, 0, 0]

    post(world, date(2026, 11, 10), ("2.1.05", 50_000), ("1.1.02", -50_000))
    assert states(world) == {10: TaxState.DIBAYAR, 11: TaxState.BELUM}

    # What the bank takes off interest is no tax of the business.
    post(world, date(2026, 11, 20), ("7.1.01", 3_750), ("1.1.03", 15_000), ("4.3.01", -18_750))
    assert states(world) == {10: TaxState.DIBAYAR, 11: TaxState.BELUM}

    noted = post(world, date(2026, 11, 21), ("7.1.01", 3_750), ("2.1.05", -3_750))
    assert states(world) == {10: TaxState.DIBAYAR, 11: TaxState.DICATAT}
    reverse_entry(
        actor=world.actor(Role.BENDAHARA),
        place=world.bumiayu,
        entry_id=noted.entry_id,
        reason="contoh",
        today=TODAY,
        request_id=new_id(),
        now=NOW,
    )
    assert states(world) == {10: TaxState.DIBAYAR, 11: TaxState.BELUM}


def test_a_proof_says_paid_whatever_the_books_say_until_it_is_taken_back(world):
    post(world, date(2026, 10, 3), ("1.1.02", 10_000_000), ("4.1.05", -10_000_000))
    done_id = note(world, document=("bukti.txt", b"contoh"))

    assert states(world)[10] is TaxState.DIBAYAR
    row = next(row for row in view(world).duties if row.kind == "PPH_FINAL" and row.period == 202610)
    assert (row.done_id, row.note, row.has_file, row.amount_rp) == (done_id, "NTPN contoh", True, 50_000)

    def back():
        take_back_duty(
            actor=world.actor(Role.BENDAHARA),
            place=world.bumiayu,
            done_id=done_id,
            request_id=new_id(),
            now=NOW,
        )

    back()
    assert states(world)[10] is TaxState.BELUM
    with pytest.raises(DutyRefusedError) as refused:
        back()
    assert refused.value.facts["wrong"] == "gone"
    note(world)
    with scope(world.bumiayu.id):
        assert DutyDone.objects.filter(cooperative_id=world.bumiayu.id).count() == 2


@pytest.mark.parametrize(
    ("wrong", "typed"),
    [
        ("kind", {"kind": "LAIN"}),
        ("kind", {"period": 202613}),
        ("day", {"done_on": date(2026, 11, 26)}),
        ("day", {"done_on": date(2023, 1, 1)}),
        ("note", {"note": "a" * 121}),
    ],
)
def test_what_is_not_noted(wrong, typed, world):
    with pytest.raises(DutyRefusedError) as refused:
        note(world, **typed)

    assert refused.value.facts["wrong"] == wrong
    with scope(world.bumiayu.id):
        assert not DutyDone.objects.filter(cooperative_id=world.bumiayu.id).exists()


def test_a_duty_is_noted_once_and_by_the_treasurer_alone(world):
    note(world)
    with pytest.raises(DutyRefusedError) as refused:
        note(world)
    assert refused.value.facts["wrong"] == "done"
    with pytest.raises(NotAllowedError):
        note(world, role=Role.KETUA, period=202609)


def test_wages_bring_two_duties_of_their_month_alone(world):
    assert not [row for row in view(world).duties if row.kind.startswith("PPH_21")]
    post(world, date(2026, 10, 31), ("6.1.01", 2_000_000), ("1.1.03", -1_900_000), ("2.1.07", -100_000))

    rows = [row for row in view(world).duties if row.kind.startswith("PPH_21")]
    assert [(row.kind, row.due_on, row.amount_rp, row.state) for row in rows] == [
        ("PPH_21", date(2026, 11, 15), 100_000, TaxState.DICATAT),
        ("PPH_21_REPORT", date(2026, 11, 20), None, TaxState.BELUM),
    ]
    post(world, date(2026, 11, 10), ("2.1.07", 100_000), ("1.1.03", -100_000))
    assert {row.kind: row.state for row in view(world).duties}["PPH_21"] is TaxState.DIBAYAR


def test_the_home_is_told_what_is_open_and_near(world):
    post(world, date(2026, 10, 3), ("1.1.02", 10_000_000), ("4.1.05", -10_000_000))
    with scope(world.bumiayu.id):
        found = [(row.kind, row.about, row.days_left) for row in tax_duties(world.bumiayu.id, TODAY)]

    assert found == [
        ("SPT", "tahun buku 2025", -209),
        ("PPH_FINAL", "Oktober 2026", -10),
        ("PPH_FINAL", "November 2026", 20),
    ]


def test_the_calendar_is_the_one_that_the_city_reads(world):
    with scope(world.bumiayu.id):
        found = calendar_of(world.bumiayu.id, today=TODAY)

    kinds = [duty.kind.value for duty in found if duty.due_on.year == 2026]
    assert {"RAT_LIMIT", "ANNUAL", "QUARTER", "SPT", "PPH_FINAL"} <= set(kinds)
    assert "USP_QUARTER" not in kinds
    assert [duty.due_on for duty in found] == sorted(duty.due_on for duty in found)
