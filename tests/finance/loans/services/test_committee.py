"""The committee: who decides, what it agrees to, what it refuses and who looks at that again."""

from dataclasses import replace
from datetime import timedelta

import pytest

from guyub.finance.credit.domain.limits import LimitRefusedError
from guyub.finance.loans.domain.applications import LoanApplicationRefusedError
from guyub.finance.loans.models import LoanProduct
from guyub.finance.loans.selectors.histories import history_of
from guyub.finance.savings.models import UnitCapital, UnitOverride
from guyub.foundation.approvals.domain.requests import State
from guyub.foundation.identity.domain.roles import Role
from guyub.foundation.identity.services.acting import NotAllowedError
from guyub.foundation.kernel.tenancy.scope import scope
from tests.finance.loans.request_book import FLAT_12, SOUND, WISH, RequestBook
from tests.finance.savings.jasa_world import JANUARY, TODAY
from tests.world import NOW, new_id

pytestmark = pytest.mark.django_db


@pytest.fixture
def book(world):
    return RequestBook(world)


def refusal(book, act, kind=LoanApplicationRefusedError):
    """Give the refusal of an act; nothing may have changed."""
    before = book.kept()
    with pytest.raises(kind) as caught:
        act()
    assert book.kept() == before
    return caught.value


def wrong(book, act, kind=LoanApplicationRefusedError):
    return refusal(book, act, kind).facts["wrong"]


def sets_apart(book, amount_rp, no=1):
    """A decision sets capital apart for the unit."""
    with scope(book.place.id):
        UnitCapital.objects.create(
            cooperative=book.place,
            no=no,
            on=JANUARY,
            amount_rp=amount_rp,
            decision=book.decision,
            recorded_at=NOW,
        )


def closes_gate(book):
    with scope(book.place.id):
        UnitOverride.objects.create(
            cooperative=book.place,
            no=2,
            event="CABUT",
            on=TODAY,
            reason="Contoh",
            person=book.treasurer_person,
            person_name="Kepala dinas (contoh)",
            recorded_at=NOW,
        )


def test_two_of_the_board_agree_and_the_loan_is_there(book):
    application_id, request_id = book.asked()

    assert book.votes(request_id, Role.PENGAWAS) == "body"
    assert book.votes(request_id, Role.KETUA) is State.PENDING
    assert book.row(application_id).state == "DIANALISIS"
    assert book.votes(request_id, Role.SEKRETARIS) is State.APPROVED

    row = book.row(application_id)
    assert (row.state, row.decided_on, row.loan.name) == ("DIPUTUS_SETUJU", TODAY, "PJ-2026-0001")
    assert (row.loan.state, row.loan.principal_rp, row.loan.instalments) == ("DISETUJUI", 2_400_000, 12)
    assert (row.loan.rate_ppm, row.loan.effective_ppm) == (120_000, 214_572)
    assert (row.loan.purpose, row.loan.officer_id) == (WISH.purpose, book.treasurer.person_id)
    with scope(book.place.id):
        history = history_of(cooperative_id=book.place.id, loan_id=row.loan_id)
    assert history.contract.terms.principal == 2_400_000
    assert row.loan.terms_id is not None
    assert "loans.application.agreed" in book.acts()
    assert book.broken() == []


def test_what_the_committee_reads_on_the_phone(book):
    _, request_id = book.asked()

    request = book.request(request_id)

    assert (request.amount_rp, request.approvals_needed, request.bodies) == (2_400_000, 2, ["PENGURUS"])
    facts = request.facts
    assert (facts["number"], facts["name"]) == ("PM-2026-0001", "Siti Aminah")
    assert facts["instalment"] == "Rp\u00a0224.000"
    assert facts["network"] == "tidak dilihat, anggota belum menyetujui"
    assert len(facts["lines"]) == 6
    assert facts["limits"][0][0] == "BMPP anggota"


def test_above_the_threshold_one_more_decides(book):
    sets_apart(book, 100_000_000)
    wish = replace(WISH, amount_rp=5_000_001, instalments=24)
    more = replace(SOUND, amount_rp=5_000_001, instalments=24, income_rp=4_000_000)
    _, at_it = book.asked(
        member=book.world.member("Budi Santoso"),
        typed=replace(wish, amount_rp=5_000_000),
        analysis=replace(more, amount_rp=5_000_000),
    )
    _, above = book.asked(wish, more)

    assert [book.request(one).approvals_needed for one in (at_it, above)] == [2, 3]
    roles = (Role.KETUA, Role.SEKRETARIS, Role.WAKIL_KETUA_USAHA)
    assert [book.votes(above, role) for role in roles] == [State.PENDING, State.PENDING, State.APPROVED]


def test_a_loan_of_an_officer_needs_pengurus_and_pengawas_and_not_the_officer(book):
    """Siti sits on the board: 10 % of 25 million are 2,500,000."""
    book.becomes(Role.KETUA)

    application_id, request_id = book.asked()

    request = book.request(request_id)
    assert (request.bodies, request.facts["related"]) == (["PENGURUS", "PENGAWAS"], "berperan Ketua")
    with scope(book.place.id):
        siti = book.siti.person
        siti.pin = book.world.person(Role.KETUA).pin
        siti.save()
    book.world.seats[(Role.KETUA, book.place.id, "siti")] = siti.memberships.get(role="KETUA")
    assert book.votes(request_id, Role.KETUA, "siti") == "concerned"
    assert book.votes(request_id, Role.WAKIL_KETUA_USAHA) is State.PENDING
    assert book.votes(request_id, Role.SEKRETARIS) is State.PENDING  # enough people, no pengawas
    assert book.votes(request_id, Role.PENGAWAS) is State.APPROVED
    assert book.row(application_id).state == "DIPUTUS_SETUJU"
    over = replace(SOUND, amount_rp=2_600_000)
    budi = book.world.member("Budi Santoso")
    book.becomes(Role.SEKRETARIS, budi)
    other = book.applies(member=budi)
    book.analyses(other, over)
    assert wrong(book, lambda: book.submits(other), LimitRefusedError) == "related"


def test_who_analysed_it_does_not_decide(book):
    application_id = book.applies()
    other = book.world.actor(Role.BENDAHARA, name="Bendahara dua")
    book.analyses(application_id, actor=other)

    request_id = book.submits(application_id)

    assert book.request(request_id).concerned == [str(other.person_id)]
    assert book.votes(request_id, Role.KETUA) is State.PENDING


def test_before_the_committee_is_asked(book):
    application_id = book.applies()
    assert wrong(book, lambda: book.submits(new_id())) == "gone"
    assert wrong(book, lambda: book.submits(application_id)) == "state"  # not analysed yet
    treasurer = book.becomes(Role.BENDAHARA)
    assert wrong(book, lambda: book.submits(application_id, actor=treasurer)) == "own"
    with pytest.raises(NotAllowedError):
        book.submits(application_id, actor=book.world.actor(Role.KETUA))
    book.analyses(application_id)
    later = {"today": TODAY + timedelta(days=31), "now": NOW + timedelta(days=31)}
    assert refusal(book, lambda: book.submits(application_id, **later)).facts["wrong"] == "analysis"
    book.submits(application_id)
    assert wrong(book, lambda: book.submits(application_id)) == "asked"


def test_a_question_that_nobody_answered_in_time_is_asked_anew(book):
    application_id, first = book.asked()
    later = NOW + timedelta(days=31)
    book.analyses(application_id, today=later.date(), now=later)

    second = book.submits(application_id, today=later.date(), now=later)

    assert second != first
    assert book.row(application_id).approval_id == second


def test_it_may_be_written_while_the_unit_may_not_lend_and_not_submitted(book):
    application_id, request_id = book.asked()
    book.votes(request_id, Role.KETUA)
    closes_gate(book)

    assert wrong(book, lambda: book.votes_whole(request_id)) == "gate"
    other = book.applies(member=book.world.member("Budi Santoso"))
    book.analyses(other)
    assert wrong(book, lambda: book.submits(other)) == "gate"
    assert book.row(application_id).state == "DIANALISIS"


def test_terms_that_changed_meanwhile_ask_for_a_new_analysis(book):
    application_id, request_id = book.asked()
    book.votes(request_id, Role.KETUA)
    book.sets_terms(replace(FLAT_12, rate_ppm=110_000, rate_to_ppm=115_000, from_on=TODAY))

    refused = refusal(book, lambda: book.votes_whole(request_id))

    assert (refused.facts["wrong"], refused.facts["what"]) == ("changed", "jasanya")
    book.withdraws_question(request_id)
    book.analyses(application_id, replace(SOUND, rate_ppm=115_000))
    again = book.submits(application_id)
    assert book.votes_whole(again) is State.APPROVED
    assert book.row(application_id).loan.rate_ppm == 115_000


def test_a_member_who_left_or_sleeps_gets_nothing(book):
    _, request_id = book.asked()
    book.votes(request_id, Role.KETUA)
    with scope(book.place.id):
        book.siti.state = "PASIF"
        book.siti.save()

    assert wrong(book, lambda: book.votes_whole(request_id)) == "member"


def test_a_product_that_closed_meanwhile(book):
    _, request_id = book.asked()
    book.votes(request_id, Role.KETUA)
    with scope(book.place.id):
        LoanProduct.objects.filter(cooperative=book.place, id=book.product.id).update(closed_on=TODAY)

    assert refusal(book, lambda: book.votes_whole(request_id)).facts["what"] == "produknya sudah ditutup"


def test_what_is_agreed_and_what_runs_count_against_the_limit(book):
    book.agreed()
    wish = replace(WISH, amount_rp=1_400_000)
    application_id = book.asked_again(wish)

    refused = refusal(book, lambda: book.submits(application_id), LimitRefusedError)

    assert (refused.facts["wrong"], refused.facts["by_rp"]) == ("other", 50_000)
    assert refused.facts["used_rp"] == 2_400_000


def test_a_refusal_keeps_its_reason_and_is_looked_at_again_once_by_others(book):
    application_id = book.refused()
    row = book.row(application_id)
    assert (row.state, row.reason, row.decided_on) == ("DIPUTUS_TOLAK", "Usahanya belum jalan.", TODAY)
    assert row.refused_by_id == book.world.person(Role.KETUA).id
    assert wrong(book, lambda: book.withdraws(application_id)) == "state"

    book.appeals(application_id, actor=book.own(), is_own=True)
    assert book.row(application_id).state == "BANDING"
    request_id = book.submits(application_id)

    request = book.request(request_id)
    assert request.bodies == ["PENGURUS", "PENGAWAS"]
    assert request.facts["appeal"] == "Warung saya sudah buka lagi."
    assert request.facts["refusal"] == "Usahanya belum jalan."
    assert book.votes(request_id, Role.KETUA) == "concerned"
    assert book.votes(request_id, Role.SEKRETARIS) is State.PENDING
    assert book.votes(request_id, Role.PENGAWAS) is State.APPROVED
    assert book.row(application_id).state == "DIPUTUS_SETUJU"
    assert book.broken() == []


def test_an_appeal_that_fails_is_the_end_and_both_reasons_stay(book):
    application_id = book.refused()
    book.appeals(application_id)
    request_id = book.submits(application_id)

    assert (
        book.votes(request_id, Role.PENGAWAS, yes=False, reason="Tunggakannya masih ada.") is State.REJECTED
    )

    row = book.row(application_id)
    assert (row.reason, row.appeal_reason) == ("Usahanya belum jalan.", "Tunggakannya masih ada.")
    assert wrong(book, lambda: book.appeals(application_id)) == "appealed"


def test_an_appeal_comes_within_fourteen_days_from_the_member(book):
    application_id = book.refused()
    budi = book.world.member("Budi Santoso")

    late = {"today": TODAY + timedelta(days=15)}
    assert wrong(book, lambda: book.appeals(application_id, **late)) == "late"
    assert wrong(book, lambda: book.appeals(application_id, "pendek")) == "reason"
    assert wrong(book, lambda: book.appeals(application_id, actor=book.own(budi), is_own=True)) == "gone"
    cashier = book.becomes(Role.KASIR)
    assert wrong(book, lambda: book.appeals(application_id, actor=cashier)) == "own"
    open_one = book.applies(member=budi)
    assert wrong(book, lambda: book.appeals(open_one)) == "state"
    book.applies()  # another one of the same product is open: first that one
    assert wrong(book, lambda: book.appeals(application_id)) == "open"
    last = {"today": TODAY + timedelta(days=14)}
    newest = book.row(book.applies_open())
    book.withdraws(newest.id)
    book.appeals(application_id, **last)
