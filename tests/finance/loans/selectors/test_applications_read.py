"""What applications tell besides their pages: a person's copy, rules that must hold, exposures, dues in time."""

import json
from dataclasses import replace
from datetime import date

import pytest

from guyub.desks.member.selectors.own_copy import as_json, own_copy
from guyub.finance.credit.selectors.limits import limit_sheet
from guyub.finance.loans.domain.applications import ApplicationState
from guyub.finance.loans.models import LoanAnalysis, LoanApplication
from guyub.finance.loans.selectors.applications import Stage, counts_by_stage, open_applications
from guyub.finance.loans.selectors.borrowers import borrower_of, months_of
from guyub.finance.savings.models import BillPart, DuesBill, SavingsMovement, Waiver
from guyub.finance.savings.selectors.dues_kept import DuesKept, dues_kept_inquiry
from guyub.foundation.kernel.selectors.together import asked
from guyub.foundation.kernel.tenancy.scope import scope
from tests.finance.loans.request_book import SOUND, WISH, RequestBook
from tests.finance.savings.jasa_world import TODAY
from tests.pictures import photo
from tests.world import NOW

pytestmark = pytest.mark.django_db


@pytest.fixture
def book(world):
    return RequestBook(world)


def test_a_members_copy_holds_the_own_applications_and_nobody_elses(book):
    budi = book.world.member("Budi Santoso")
    mine = book.applies(replace(WISH, purpose="tanda siti"))
    book.analyses(mine, replace(SOUND, visit_seen="warung siti", note="catatan siti"))
    book.keeps(mine, ("a.png", photo(kind="PNG")))
    book.applies(replace(WISH, purpose="tanda budi"), member=budi)

    with scope(book.place.id):
        copies = [
            json.dumps(
                as_json(own_copy(cooperative_id=book.place.id, person_id=one.person_id, numbers={})),
                ensure_ascii=False,
            )
            for one in (book.siti, budi)
        ]

    assert all(words in copies[0] for words in ("tanda siti", "warung siti", "catatan siti", "PM-2026-0001"))
    assert "tanda budi" not in copies[0]
    assert "tanda budi" in copies[1]
    assert "siti" not in copies[1].lower().replace("siti aminah", "")


def said(book):
    return sorted({broken.rule for broken in book.broken()})


def test_rules_that_are_broken_are_told(book):
    row = book.agreed()
    assert said(book) == []
    budi = book.world.member("Budi Santoso")
    with scope(book.place.id):
        LoanApplication.objects.filter(cooperative=book.place, id=row.id).update(member=budi)
    assert said(book) == ["loans.application.loan"]
    with scope(book.place.id):
        LoanApplication.objects.filter(cooperative=book.place, id=row.id).update(member=book.siti, no=3)
    assert said(book) == ["loans.application.gapless"]
    with scope(book.place.id):
        LoanApplication.objects.filter(cooperative=book.place, id=row.id).update(no=1)
        first = LoanAnalysis.objects.get(cooperative=book.place, application_id=row.id)
        first.pk, first.no, first.score = None, 2, 99
        first.id = LoanAnalysis().id
        first.save(force_insert=True)
    assert said(book) == ["loans.application.score"]


def test_an_application_says_what_it_waits_for(book):
    written = book.applies()
    analysed = book.applies(member=book.world.member("Budi Santoso"))
    book.analyses(analysed)
    waiting, _ = book.asked(member=book.world.member("Citra Dewi"))

    with scope(book.place.id):
        rows = open_applications(cooperative_id=book.place.id, now=NOW)

    stages = {row.application_id: row.stage for row in rows}
    assert stages == {written: Stage.ANALYSIS, analysed: Stage.SUBMISSION, waiting: Stage.COMMITTEE}
    assert counts_by_stage(rows)[Stage.COMMITTEE] == 1
    assert {row.state for row in rows} == {ApplicationState.DIAJUKAN, ApplicationState.DIANALISIS}


def test_what_a_member_owes_by_loans(book):
    book.agreed()  # 2,400,000 whole
    loan = book.lends()  # 1,200,000
    book.pays(loan, 112_000, date(2026, 2, 1))

    with scope(book.place.id):
        sheet = limit_sheet(cooperative_id=book.place.id, member_id=book.siti.id, amount_rp=0, on=TODAY)

    assert [(one.words, one.amount_rp) for one in sheet.exposures] == [
        ("Pinjaman PJ-2026-0002", 1_100_000),
        ("Pinjaman PJ-2026-0001", 2_400_000),
    ]


@pytest.mark.parametrize(
    ("since", "on", "months"),
    [
        (date(2026, 1, 1), date(2026, 11, 25), 10),
        (date(2026, 1, 25), date(2026, 11, 25), 10),
        (date(2026, 1, 26), date(2026, 11, 25), 9),
        (date(2026, 11, 25), date(2026, 11, 25), 0),
        (date(2026, 12, 1), date(2026, 11, 25), 0),
        (date(2024, 11, 25), date(2026, 11, 25), 24),
    ],
)
def test_whole_months(since, on, months):
    assert months_of(since, on) == months


def test_dues_whole_on_their_day_count_and_what_came_later_does_not(book):
    """August in two parts in time, September a day late, October waived, November due on the 30th."""
    mine = {"cooperative": book.place}
    book.move(book.siti, 50_000, date(2026, 8, 1))
    with scope(book.place.id):
        moved = SavingsMovement.objects.filter(**mine).first()
        waiver = Waiver.objects.create(
            **mine,
            member=book.siti,
            reason="sakit",
            asked_by=book.treasurer_person,
            on=TODAY,
            recorded_at=NOW,
        )
        for month, paid in ((8, [(5, 6_000), (10, 4_000)]), (9, [(11, 10_000)]), (10, None), (11, [])):
            whole = sum(rp for _, rp in paid) if paid else 0
            bill = DuesBill.objects.create(
                **mine,
                member=book.siti,
                month=date(2026, month, 1),
                amount_rp=10_000,
                paid_rp=whole,
                waived_rp=10_000 if paid is None else 0,
                due_on=date(2026, month, 30 if month == 11 else 10),
            )
            if paid is None:
                BillPart.objects.create(**mine, bill=bill, waiver=waiver, amount_rp=10_000)
            for no, (on, rp) in enumerate(paid or [], month * 10):
                part = SavingsMovement.objects.create(
                    **mine,
                    account=moved.account,
                    no=no,
                    amount_rp=rp,
                    balance_rp=rp,
                    on=date(2026, month, on),
                    value_on=date(2026, month, on),
                    cause="SETOR",
                    entry=moved.entry,
                    recorded_at=NOW,
                )
                BillPart.objects.create(**mine, bill=bill, movement=part, amount_rp=rp)
        (found,) = asked(
            dues_kept_inquiry(
                cooperative_id=book.place.id, member_id=book.siti.id, since=date(2025, 11, 25), on=TODAY
            )
        )
        (later,) = asked(
            dues_kept_inquiry(
                cooperative_id=book.place.id,
                member_id=book.siti.id,
                since=date(2026, 9, 10),
                on=date(2026, 12, 1),
            )
        )

    assert found == DuesKept(due=3, kept=2, late=0, missing_rp=0)
    assert later == DuesKept(due=2, kept=1, late=1, missing_rp=10_000)


def test_what_is_known_of_a_member(book):
    book.move(book.siti, 300_000, date(2026, 2, 1))
    loan = book.lends()
    book.pays(loan, 112_000, date(2026, 2, 1))

    with scope(book.place.id):
        known = borrower_of(
            cooperative_id=book.place.id, member_id=book.siti.id, joined_on=book.siti.joined_on, on=TODAY
        )

    assert (known.months, known.saved_rp, known.free_rp, known.left_rp) == (10, 300_000, 300_000, 1_100_000)
    assert (known.kept.due, known.kept.kept) == (10, 1)
    assert (known.overdue_rp, known.monthly_rp) == (9 * 112_000, 112_000)
