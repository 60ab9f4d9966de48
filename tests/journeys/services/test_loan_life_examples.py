"""What happens to the invented loans: a meeting, covers, a letter, a loss, a list; and every rule holds of it."""

import datetime as dt

import pytest
from django.core.management import call_command
from django.test import override_settings

from guyub.finance.loans.models import (
    GroupCover,
    GroupMeeting,
    InstalmentList,
    Loan,
    LoanReminder,
    LoanRestructure,
    LoanVisit,
    LoanWriteOff,
)
from guyub.finance.loans.selectors.group_covers import open_covers
from guyub.finance.loans.selectors.groups import group_rows
from guyub.foundation.identity.domain.roles import Role
from guyub.foundation.identity.selectors.examples import example_seat
from guyub.foundation.kernel.models import Cooperative
from guyub.foundation.kernel.tenancy.scope import scope
from guyub.journeys.selectors.invariants import Examination, broken_rules
from guyub.journeys.services.examples import BUMIAYU, make_examples
from guyub.journeys.services.ledger_examples import make_ledger_examples
from guyub.journeys.services.legal_examples import make_legal_examples
from guyub.journeys.services.loan_example_book import JOINT, loan_book
from guyub.journeys.services.loan_life_examples import make_loan_life_examples
from guyub.journeys.services.member_file_examples import make_member_file_examples
from guyub.journeys.services.treasury_examples_cash import make_cash_examples

NOW = dt.datetime(2026, 11, 25, 3, 0, tzinfo=dt.UTC)


@pytest.fixture(scope="module")
def made(standing, tmp_path_factory):
    with override_settings(DATA_DIR=tmp_path_factory.mktemp("data")):
        with standing():
            call_command("load_network", without_regions=True)
            for make in (
                make_examples,
                make_legal_examples,
                make_ledger_examples,
                make_member_file_examples,
                make_cash_examples,
                make_loan_life_examples,
            ):
                make(now=NOW)
        yield


@pytest.fixture
def place(made, db):
    return Cooperative.objects.get(code=BUMIAYU)


def test_every_rule_holds(place):
    with scope(place.id):
        assert list(broken_rules(cooperative_id=place.id, examination=Examination.AUDIT)) == []


def test_the_group_met_and_one_cover_is_open(place):
    with scope(place.id):
        meeting = GroupMeeting.objects.get(cooperative=place)
        covers = GroupCover.objects.filter(cooperative=place).count()
        open_ones = open_covers(cooperative_id=place.id, group_id=meeting.group_id)
        row = next(
            one
            for one in group_rows(cooperative_id=place.id, today=NOW.date())
            if one.group_id == meeting.group_id
        )
    assert (meeting.state, covers) == ("DIBUKUKAN", 3)
    assert sorted(one.open_rp for one in open_ones) == [20_000, 40_000]
    assert (row.facts.loans, row.facts.meetings) == (len(JOINT), 1)


def test_the_late_are_followed_and_a_collector_is_out(place):
    with scope(place.id):
        mine = {"cooperative": place}
        lost = LoanWriteOff.objects.get(**mine)
        assert lost.loan.state == "HAPUS_BUKU"
        assert lost.loan.events.get(amount_rp=150_000).kind == "repayment"
        assert LoanRestructure.objects.get(**mine).approval.state == "APPROVED"
        assert LoanReminder.objects.get(**mine).channel == "SURAT"
        assert LoanVisit.objects.get(**mine).promise_rp
        assert InstalmentList.objects.get(**mine).noted_at is not None


def test_the_member_who_may_be_let_in_has_a_running_loan(place):
    seat = example_seat(Role.ANGGOTA.value)
    with scope(place.id):
        loan = Loan.objects.get(cooperative=place, member__person_id=seat.person_id)
    assert (loan.state, loan.overdue_rp) == ("BERJALAN", 0)


def test_a_second_time_changes_nothing(place):
    make_loan_life_examples(now=NOW)
    with scope(place.id):
        assert GroupMeeting.objects.filter(cooperative=place).count() == 1


@pytest.mark.parametrize("until", [dt.date(2026, 11, 1), dt.date(2026, 12, 31)])
def test_the_group_borrows_whatever_the_day(until):
    assert (
        len([lent for lent in loan_book(until) if lent.borrower in JOINT and lent.key.startswith("baru")])
        >= 3
    )
