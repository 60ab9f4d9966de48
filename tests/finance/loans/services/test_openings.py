"""Twelve loans that ran before Guyub are brought, tie with the books, are paid, and are undone."""

from datetime import date, timedelta

import pytest

from guyub.books.ledger.models import JournalEntry, JournalLine
from guyub.books.treasury.domain.opening import OpeningRefusedError
from guyub.books.treasury.services.opening import take_back_opening
from guyub.finance.loans.models import Guarantee
from guyub.finance.loans.selectors.histories import history_of
from guyub.finance.loans.selectors.invariants import INVARIANTS, RECONCILIATIONS
from guyub.finance.loans.services.book_day import count_loan_book
from guyub.finance.loans.services.guarantees import add_guarantor
from guyub.finance.loans.services.serving import ServingRefusedError
from guyub.foundation.identity.domain.roles import Role
from guyub.foundation.identity.models import AuditEntry
from guyub.foundation.identity.services.acting import NotAllowedError
from guyub.foundation.kernel.documents.spreadsheets import TableRefusedError
from guyub.foundation.kernel.tenancy.scope import scope
from guyub.foundation.parameters.services.values import load_national
from tests.finance.loans.opening_desk import OpeningDesk
from tests.finance.loans.opening_tables import (
    CUT,
    JASA_RP,
    LEFT_RP,
    PROVISION_RP,
    ROWS,
    changed,
    clean,
    table,
)
from tests.finance.savings.jasa_world import TODAY
from tests.foundation.intake.table_desk import wrong
from tests.world import NOW, new_id

pytestmark = pytest.mark.django_db

BOOKS = ("1.2.03", "1.2.04", "1.2.05", "1.2.92", "1.2.94", "1.2.93")
BEFORE = (0, 0, 0, LEFT_RP, JASA_RP, -PROVISION_RP)
AFTER = (LEFT_RP, JASA_RP, -PROVISION_RP, 0, 0, 0)


@pytest.fixture
def desk(world):
    return OpeningDesk(world)


def whole(desk):
    """Everything holds that must hold."""
    with scope(desk.place.id):
        assert [found for rule in (*INVARIANTS, *RECONCILIATIONS) for found in rule(desk.place.id)] == []


def acts(desk):
    with scope(desk.place.id):
        rows = AuditEntry.objects.filter(cooperative=desk.place, act__startswith="loans.opening.")
        return [row.act.removeprefix("loans.opening.") for row in rows.order_by("position")]


def test_twelve_loans_run_from_their_own_day_and_the_books_tie(desk):
    batch_id = desk.brings(clean())
    assert desk.books(*BOOKS) == BEFORE

    assert desk.takes(batch_id) == 12

    assert desk.books(*BOOKS) == AFTER
    opened = desk.opened(batch_id)
    assert [(one.line, one.loan.name) for one in opened[:2]] == [(3, "PJ-2026-0001"), (4, "PJ-2026-0002")]
    assert [one.line for one in opened if one.is_anew] == [12]
    assert sum(one.loan.left_rp for one in opened) == LEFT_RP
    # What was set aside is shared by what is left: 500,000 x 5,000,000 / 47,603,526.
    assert opened[0].loan.provision_rp == 52_517
    first = opened[0].loan
    assert (first.state, first.way, first.entry_id) == ("BERJALAN", "SALDO_AWAL", None)
    assert (first.principal_rp, first.left_rp, first.rate_ppm) == (12_000_000, 5_000_000, 180_000)
    assert (first.disbursed_on, first.ends_on) == (date(2025, 5, 12), date(2026, 5, 12))
    (event,) = desk.events(first)
    assert (event.kind, event.way, event.on, event.entry_id) == ("repayment", "SALDO_AWAL", CUT, None)
    assert (event.amount_rp, event.principal_rp, event.interest_rp) == (8_260_000, 7_000_000, 1_260_000)
    assert event.said.endswith("Sisa pokok Rp\u00a05.000.000.")
    assert [line.is_open for line in desk.lines(first)] == [False] * 7 + [True] * 5
    # Nothing came since: today is 25 November, and all five instalments are late.
    assert (first.overdue_since, first.overdue_rp) == (date(2026, 1, 12), 5 * 1_180_000)
    batch = desk.batch(batch_id)
    assert (batch.state, bytes(batch.sealed), batch.dated_on) == ("DIMASUKKAN", b"", CUT)
    assert (batch.loans_count, batch.principal_rp, batch.jasa_rp) == (12, LEFT_RP, JASA_RP)
    assert acts(desk) == ["brought", "taken"]
    whole(desk)


def test_one_entry_moves_the_totals_into_the_unit_of_the_product(desk):
    batch_id = desk.brings(clean())
    desk.takes(batch_id)

    with scope(desk.place.id):
        rows = JournalLine.objects.filter(cooperative=desk.place, entry_id=desk.batch(batch_id).entry_id)
        told = {
            row.account.code: (row.amount_rp, row.unit_id == desk.unit_id)
            for row in rows.select_related("account")
        }
    assert told["1.2.03"] == (LEFT_RP, True)
    assert told["1.2.92"] == (-LEFT_RP, False)


def test_a_payment_on_a_loan_of_before_works_and_ties(desk):
    batch_id = desk.brings(clean())
    desk.takes(batch_id)
    late = desk.opened(batch_id)[1].loan  # two instalments of 600,000 and 60,000, and their jasa in the books

    paid = desk.pays(late, 660_000)

    assert paid.left_rp == 4_200_000
    assert "angsuran 3" in paid.said
    # The jasa was receivable: it is no income of this year.
    assert desk.books("1.2.03", "1.2.04", "4.1.02") == (LEFT_RP - 600_000, JASA_RP - 60_000, 0)
    with scope(desk.place.id):
        history = history_of(cooperative_id=desk.place.id, loan_id=late.id)
    assert len(history.rows) == 2
    whole(desk)
    assert wrong(desk.undoes, batch_id) == {"wrong": "used"}
    quoted_rp = desk.settles(late)
    assert quoted_rp > 4_200_000
    assert desk.now(late).state == "LUNAS"
    whole(desk)


def test_undone_the_loans_are_cancelled_and_the_totals_are_back(desk):
    batch_id = desk.brings(clean())
    desk.takes(batch_id)

    desk.undoes(batch_id)

    assert desk.books(*BOOKS) == BEFORE
    opened = desk.opened(batch_id)
    assert {one.loan.state for one in opened} == {"BATAL"}
    assert not any(desk.lines(one.loan) for one in opened)
    assert [row.kind for row in desk.events(opened[0].loan)] == ["repayment", "reversal"]
    assert desk.batch(batch_id).state == "DIBATALKAN"
    assert wrong(desk.undoes, batch_id) == {"wrong": "closed"}
    whole(desk)
    again = desk.brings(clean())
    desk.takes(again)
    assert desk.opened(again)[0].loan.name == "PJ-2026-0013"
    assert desk.books(*BOOKS) == AFTER
    assert acts(desk) == ["brought", "taken", "undone", "brought", "taken"]
    whole(desk)


def test_undone_those_who_stood_surety_are_let_go(desk):
    batch_id = desk.brings(clean())
    desk.takes(batch_id)
    first, second = (one.loan for one in desk.opened(batch_id)[:2])
    with scope(desk.place.id):
        surety = next(member for member in desk.members.values() if member.id != first.member_id)
    told = {"loan_id": first.id, "member_id": surety.id, "amount_rp": 100_000, "account_id": None}
    add_guarantor(**desk.told(**told))

    desk.undoes(batch_id)

    assert {desk.now(loan).state for loan in (first, second)} == {"BATAL"}
    with scope(desk.place.id):
        (row,) = Guarantee.objects.filter(cooperative=desk.place)
    assert row.released_on == TODAY
    whole(desk)


def test_something_counted_or_taken_back_keeps_the_table(desk):
    batch_id = desk.brings(clean())
    desk.takes(batch_id)
    first = desk.opened(batch_id)[0].loan
    paid = desk.pays(first, 100_000)
    desk.takes_back(first, paid.event_id)
    assert wrong(desk.undoes, batch_id) == {"wrong": "used"}
    before = desk.wrote()
    desk.sets(desk.opened(batch_id)[5].loan, jasa_rp=30_000)
    assert wrong(desk.undoes, batch_id) == {"wrong": "used"}
    assert desk.wrote()[:2] == before[:2]


def test_the_end_of_a_day_counts_loans_of_before_like_others(desk):
    batch_id = desk.brings(clean())
    desk.takes(batch_id)
    load_national(now=NOW)

    count_loan_book(place=desk.place, on=TODAY - timedelta(days=1), request_id=new_id(), now=NOW)

    opened = desk.opened(batch_id)
    # Of the twelve, those that nobody has paid since are late by months in November, and no jasa of theirs is income.
    assert {one.loan.kolektibilitas for one in opened} <= {"KL", "D", "M"}
    assert sum(one.loan.left_rp for one in opened) == LEFT_RP
    whole(desk)
    assert wrong(desk.undoes, batch_id) == {"wrong": "used"}


def test_the_opening_position_stays_while_loans_came_out_of_it(desk):
    desk.takes(desk.brings(clean()))

    with pytest.raises(OpeningRefusedError) as refused:
        take_back_opening(**desk.told(reason="salah"))
    assert refused.value.facts["wrong"] == "detailed"


def test_what_was_paid_before_is_not_taken_back_as_a_payment(desk):
    batch_id = desk.brings(clean())
    desk.takes(batch_id)
    first = desk.opened(batch_id)[0].loan

    with pytest.raises(ServingRefusedError) as refused:
        desk.takes_back(first, desk.events(first)[0].id)
    assert refused.value.facts["wrong"] == "kind"


@pytest.mark.parametrize(
    ("_case", "rows", "typed", "facts"),
    [
        (
            "less than the books hold",
            ROWS[:3],
            {},
            {
                "wrong": "less",
                "kind": "Sisa pokok",
                "total_rp": 15_300_000,
                "left_rp": LEFT_RP,
                "difference_rp": LEFT_RP - 15_300_000,
            },
        ),
        (
            "more than the books hold",
            (*ROWS, changed(0, c3="90.000.000", c10="5.000.001")),
            {"is_part": True},
            {
                "wrong": "more",
                "kind": "Sisa pokok",
                "total_rp": LEFT_RP + 5_000_001,
                "left_rp": LEFT_RP,
                "difference_rp": 5_000_001,
            },
        ),
        (
            "faults",
            (*ROWS, changed(0, c10="13.000.000"), changed(1, c3="x")),
            {},
            {"wrong": "faults", "count": 2},
        ),
        ("no loan", (("", "Jumlah", *[""] * 11),), {}, {"wrong": "nothing"}),
    ],
)
def test_what_does_not_tie_or_cannot_be_read_changes_nothing(desk, _case, rows, typed, facts):
    batch_id = desk.brings(table(*rows), **typed)
    before = desk.wrote()

    assert wrong(desk.takes, batch_id) == facts

    assert desk.wrote() == before
    assert desk.books(*BOOKS) == BEFORE
    assert desk.batch(batch_id).state == "DIUNGGAH"


def test_two_tables_bring_the_loans_in_parts(desk):
    first = desk.brings(table(*ROWS[:4]), is_part=True)
    desk.takes(first)
    assert desk.left() == {
        "1.2.03": LEFT_RP - 34_078_526,
        "1.2.04": JASA_RP - 120_000,
        "1.2.05": PROVISION_RP,  # shared by the last table alone
    }
    desk.takes(desk.brings(table(*ROWS[4:])))
    assert desk.books(*BOOKS) == AFTER
    whole(desk)


def test_what_the_table_sets_aside_goes_before_a_share_and_nothing_need_be_told(desk):
    header = (
        *["No Anggota", "Nama", "Tgl Cair", "Plafon", "Jangka", "Jasa per Bulan", "Sisa Pokok"],
        "Penyisihan",
    )
    told = ("1", "Siti Aminah", "12 Mei 2025", "12.000.000", "12", "1,5", "5.000.000", "500.000")
    method = ("2", "", "12 Mei 2025", "60.000.000", "12", "1,5", str(LEFT_RP - 5_000_000), "")
    batch_id = desk.brings(table((*told, "flat"), (*method, "flat"), header=(*header, "Cara")), is_part=False)
    plan = desk.checks(batch_id)
    assert [one.is_told for one in plan.totals] == [True, False, True]
    desk.takes(batch_id)
    assert [one.loan.provision_rp for one in desk.opened(batch_id)] == [500_000, 0]
    assert desk.left() == {"1.2.03": 0, "1.2.04": JASA_RP, "1.2.05": 0}  # the jasa waits on
    whole(desk)


def test_without_books_nothing_is_taken(world):
    desk = OpeningDesk(world, is_opened=False)
    batch_id = desk.brings(clean())

    facts = wrong(desk.takes, batch_id)

    assert (facts["wrong"], facts["left_rp"]) == ("more", 0)  # the books run, nothing waits in them


def test_what_is_no_table_of_loans_is_not_kept(desk):
    assert wrong(desk.brings, b"") == {"wrong": "empty"}
    assert wrong(desk.brings, table()) == {"wrong": "empty"}
    many = table(*[("1", "x", *["1"] * 11)] * 5_201)
    assert wrong(desk.brings, many) == {"wrong": "many", "most": 5_000}
    with pytest.raises(TableRefusedError):
        desk.brings(b"PK\x03\x04x")


def test_who_does_not_keep_the_loans_brings_none(desk):
    batch_id = desk.brings(clean())
    for role in (Role.KETUA, Role.KASIR, Role.SEKRETARIS):
        with pytest.raises(NotAllowedError):
            desk.takes(batch_id, actor=desk.world.actor(role))
    assert desk.books(*BOOKS) == BEFORE


def test_books_that_are_closed_meanwhile_take_the_entry_on_their_first_open_day(desk):
    desk.closes_books(date(2026, 1, 31))
    batch_id = desk.brings(clean())

    desk.takes(batch_id)

    with scope(desk.place.id):
        entry = JournalEntry.objects.get(cooperative=desk.place, id=desk.batch(batch_id).entry_id)
    assert (entry.occurred_on, entry.dated_on) == (CUT, date(2026, 2, 1))
    whole(desk)
