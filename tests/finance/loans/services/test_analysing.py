"""What a household can carry, the score of the day, and what is owed elsewhere, for who agreed to be looked up."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.db import DatabaseError, transaction

from guyub.finance.loans.domain.applications import LoanApplicationRefusedError
from guyub.finance.loans.models import Loan, LoanAnalysis, LoanProduct
from guyub.finance.loans.selectors.network import network_debts
from guyub.foundation.identity.domain.roles import Role
from guyub.foundation.identity.models import AuditEntry
from guyub.foundation.identity.services.acting import NotAllowedError
from guyub.foundation.kernel.tenancy.scope import scope
from guyub.foundation.parameters.models import ParameterValue
from tests.finance.loans.loan_book import FLAT
from tests.finance.loans.request_book import SOUND, RequestBook
from tests.finance.savings.jasa_world import JANUARY, TODAY
from tests.world import NOW, new_id

pytestmark = pytest.mark.django_db


@pytest.fixture
def book(world):
    return RequestBook(world)


def wrong(book, act):
    """Give why an act is refused; nothing may have changed."""
    before = book.kept()
    with pytest.raises(LoanApplicationRefusedError) as caught:
        act()
    assert book.kept() == before
    return caught.value.facts["wrong"]


def owes_elsewhere(book, member=None, left_rp=700_000, state="BERJALAN"):
    """The same person borrows in Arjosari."""
    place, person = book.world.arjosari, (member or book.siti).person
    there = book.world.member("Siti di Arjosari", place=place)
    with scope(place.id):
        there.person_id = person.id
        there.save()
        product = LoanProduct.objects.create(cooperative=place, code="x", name="Lain", opened_on=JANUARY)
        running = state == "BERJALAN"
        Loan.objects.create(
            cooperative=place,
            year=2026,
            no=1,
            member=there,
            product=product,
            purpose="rahasia",
            contract={},
            principal_rp=900_000,
            rate_ppm=120_000,
            effective_ppm=214_000,
            instalments=12,
            agreed_on=JANUARY,
            disbursed_on=JANUARY if running else None,
            state=state,
            left_rp=left_rp if running else 0,
        )


def test_the_sheet_of_docs_algorithms(book):
    """Worked by hand in docs/algorithms/loan_capacity.md and loan_score.md."""
    book.move(book.siti, 400_000, date(2026, 2, 1))
    application_id = book.applies()

    book.analyses(application_id)

    row = book.analysis(application_id)
    # 3,500,000 come in, 2,500,000 go out; of the million that is left 40 %.
    assert (row.capacity_rp, row.share_ppm, row.own_rp) == (400_000, 400_000, 0)
    # 2,400,000 over 12 at 1 % flat: 200,000 + 24,000 a month; really 21.46 % a year.
    assert (row.instalment_rp, row.monthly_rp, row.effective_ppm) == (224_000, 224_000, 214_572)
    assert (row.savings_rp, row.no, row.person_id) == (400_000, 1, book.treasurer.person_id)
    points = {line["measure"]: line["points"] for line in row.score_lines}
    assert points == {
        "membership": 4,  # 10 months of 24, of 10
        "dues": 7,  # none billed yet: half of 15
        "past_loans": 12,  # none yet: half of 25
        "savings": 7,  # 400,000 of the 800,000 that a third is, of 15
        "capacity": 25,
        "arrears": 10,
    }
    assert (row.score, book.row(application_id).state) == (65, "DIANALISIS")
    assert (row.network_loans, row.network_rp) == (None, None)
    assert book.acts()[-1] == "loans.application.analysed"


def test_a_loan_here_takes_of_the_month_and_its_arrears_show_in_the_score(book):
    book.lends(FLAT)  # 112,000 a month since January, nothing paid until today
    application_id = book.applies()

    book.analyses(application_id)

    row = book.analysis(application_id)
    assert (row.own_rp, row.capacity_rp) == (112_000, 355_200)
    said = {line["measure"]: (line["points"], line["said"]) for line in row.score_lines}
    assert said["past_loans"] == (0, "0 dari 10 angsuran lunas pada waktunya.")
    assert said["arrears"] == (0, "Angsuran pinjaman menunggak Rp\u00a01.120.000.")


def test_what_was_paid_in_time_counts_and_what_came_late_does_not(book):
    loan = book.lends(FLAT)
    for month, late in ((2, 0), (3, 3), (4, 4)):  # three days late is in time yet
        book.pays(loan, 112_000, date(2026, month, 1) + timedelta(days=late))
    application_id = book.applies()

    book.analyses(application_id)

    said = {line["measure"]: line["said"] for line in book.analysis(application_id).score_lines}
    assert said["past_loans"] == "2 dari 10 angsuran lunas pada waktunya."


def test_a_second_look_is_a_second_row_and_the_first_stays(book):
    application_id = book.applies()
    book.analyses(application_id)

    book.analyses(application_id, replace(SOUND, amount_rp=1_200_000, advice="BERSYARAT"))

    assert (book.analysis(application_id).no, book.analysis(application_id).amount_rp) == (2, 1_200_000)
    with scope(book.place.id), pytest.raises(DatabaseError), transaction.atomic():
        LoanAnalysis.objects.filter(cooperative=book.place).update(income_rp=1)


@pytest.mark.parametrize(
    ("_case", "typed", "said"),
    [
        ("seen without a day", {"visited_on": None}, "visit"),
        ("a day without what was seen", {"visit_seen": " "}, "visit"),
        ("a day ahead", {"visited_on": TODAY + timedelta(days=1)}, "visit"),
        ("no advice", {"advice": "TERSERAH"}, "advice"),
        ("a long note", {"note": "a" * 401}, "note"),
        ("below zero", {"household_rp": -1}, "figures"),
        ("nothing comes in", {"income_rp": 0, "business_rp": 0}, "income"),
        ("not what the product lends", {"instalments": 36}, "changed"),
        ("a rate beyond the range", {"rate_ppm": 140_000}, "changed"),
        ("more than is left, and no word", {"income_rp": 1_000_000}, "capacity"),
    ],
)
def test_what_does_not_make_a_sheet_is_refused(book, _case, typed, said):
    application_id = book.applies()

    assert wrong(book, lambda: book.analyses(application_id, replace(SOUND, **typed))) == said


def test_an_instalment_above_what_is_left_needs_a_word_or_is_advised_against(book):
    application_id = book.applies()
    tight = replace(SOUND, income_rp=1_000_000)

    book.analyses(application_id, replace(tight, note="Panen bulan depan menutupnya."))
    book.analyses(application_id, replace(tight, advice="TIDAK_LAYAK"))

    assert book.analysis(application_id).capacity_rp == 0


def test_nobody_analyses_the_own_nor_what_is_not_open(book):
    application_id = book.applies()
    treasurer = book.becomes(Role.BENDAHARA)

    assert wrong(book, lambda: book.analyses(application_id, actor=treasurer)) == "own"
    assert wrong(book, lambda: book.analyses(new_id())) == "gone"
    with pytest.raises(NotAllowedError):
        book.analyses(application_id, actor=book.world.actor(Role.KASIR))
    book.withdraws(application_id)
    assert wrong(book, lambda: book.analyses(application_id)) == "state"


def test_while_the_committee_looks_nothing_changes_under_it(book):
    application_id, _ = book.asked()

    assert wrong(book, lambda: book.analyses(application_id)) == "asked"


def test_debts_elsewhere_are_seen_only_with_consent_and_the_look_is_written_down(book):
    owes_elsewhere(book)
    application_id = book.applies()
    book.analyses(application_id)
    assert book.analysis(application_id).network_loans is None

    book.consents(application_id)
    book.analyses(application_id)

    row = book.analysis(application_id)
    assert (row.network_loans, row.network_rp) == (1, 700_000)
    with scope(book.place.id):
        last = AuditEntry.objects.filter(cooperative=book.place).order_by("-position").first()
    assert last.act == "loans.application.analysed_in_network"
    assert last.facts["about"] == str(book.siti.person_id)
    assert "rahasia" not in str(last.facts)

    book.consents(application_id, given=False)
    book.analyses(application_id)
    assert book.analysis(application_id).network_loans is None


def test_what_is_agreed_elsewhere_counts_whole_and_the_own_cooperatives_does_not(book):
    book.lends(FLAT)
    assert network_debts(person_id=book.siti.person_id, except_id=book.place.id).loans == 0

    owes_elsewhere(book, state="DISETUJUI")

    found = network_debts(person_id=book.siti.person_id, except_id=book.place.id)
    assert (found.loans, found.left_rp) == (1, 900_000)


def test_a_lower_part_decided_by_the_meeting_counts_from_its_day(book):
    with scope(book.place.id):
        ParameterValue.objects.create(
            cooperative=book.place,
            key="pinjaman.kemampuan",
            scope="COOPERATIVE",
            value="0.3",
            valid_from=TODAY,
            legal_basis="RAT",
            source="RAT",
            confidence="A",
            decision_id=book.decision.id,
            set_by="Ketua (contoh)",
            set_at=NOW,
        )
    application_id = book.applies()

    book.analyses(application_id)

    assert book.analysis(application_id).capacity_rp == 300_000
