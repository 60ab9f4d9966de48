"""A loan that a group of joint liability answers for: asked for, decided by others, paid out while the seat stands."""

import threading

import pytest
from django.db import connection

from guyub.community.members.models import GroupSeat
from guyub.community.members.services.groups import GroupRefusedError, close_group
from guyub.finance.loans.domain.applications import LoanApplicationRefusedError
from guyub.finance.loans.domain.securities import SecurityRefusedError
from guyub.finance.loans.models import Guarantee, Loan
from guyub.finance.loans.selectors.securities import who_answers
from guyub.finance.loans.services.guarantees import add_guarantor
from guyub.finance.loans.services.paying_out import DisbursementRefusedError
from guyub.finance.loans.services.writing_off import ask_write_off
from guyub.foundation.approvals.domain.requests import State
from guyub.foundation.identity.domain.roles import Role
from guyub.foundation.kernel.tenancy.scope import scope
from tests.finance.loans.joint_book import JointBook
from tests.finance.savings.jasa_world import JANUARY, TODAY
from tests.world import new_id

pytestmark = pytest.mark.django_db


@pytest.fixture
def book(world):
    return JointBook(world)


def wrong(book, act, refusal=LoanApplicationRefusedError):
    before = book.kept()
    with pytest.raises(refusal) as caught:
        act()
    assert book.kept() == before
    return caught.value.facts["wrong"]


def test_the_group_goes_with_the_loan_and_its_people_do_not_decide(book):
    book.sits_on_the_board(book.dewi, "dewi")
    application_id, request_id = book.joint()

    facts = book.request(request_id).facts
    assert facts["group"] == "Melati"
    assert facts["group_standing"] == "Baru. Belum ada pinjaman dan pertemuan yang dibukukan."
    assert book.votes(request_id, Role.WAKIL_KETUA_USAHA, "dewi") == "concerned"
    assert book.votes_whole(request_id) is State.APPROVED

    loan = book.row(application_id).loan
    assert loan.group_id == book.group
    with pytest.raises(GroupRefusedError):
        book.leaves(book.siti)
    book.pays_out(loan, on=TODAY)
    assert book.now(loan).state == "BERJALAN"
    assert book.broken() == []


def test_a_group_that_stands_badly_warns_and_refuses_nothing(book):
    book.owes_late(book.dewi)

    _, request_id = book.joint()

    told = book.request(request_id).facts["group_standing"]
    assert told.startswith("Bermasalah. Menunggak Rp")
    assert book.votes_whole(request_id) is State.APPROVED


def test_only_a_group_in_which_the_member_sits_answers(book):
    other, rt = book.opens("Mawar"), book.opens("RT lain", kind="RT")
    book.seats(book.siti, rt)

    for group in (other, rt, new_id()):
        assert wrong(book, lambda group=group: book.applies(group_id=group)) == "group"
    assert wrong(book, lambda: book.applies_alone(group_id=other)) == "group"
    assert book.row(book.applies_alone(group_id=book.group)).group_id == book.group


def test_who_leaves_the_group_meanwhile_is_told_at_the_next_step(book):
    application_id = book.applies(group_id=book.group)
    book.analyses(application_id)
    book.leaves(book.siti)
    assert wrong(book, lambda: book.submits(application_id)) == "group"

    book.seats(book.siti)
    request_id = book.submits(application_id)
    book.leaves(book.siti)
    book.votes(request_id, Role.KETUA)
    assert wrong(book, lambda: book.votes_whole(request_id)) == "group"

    book.seats(book.siti)
    assert book.votes_whole(request_id) is State.APPROVED


def test_a_closed_group_answers_for_nothing_new(book):
    application_id = book.applies(group_id=book.group)
    book.analyses(application_id)
    close_group(group_id=book.group, **book.keeping())

    assert wrong(book, lambda: book.submits(application_id)) == "group"


def test_money_goes_out_only_while_the_borrower_sits_there(book):
    application_id, request_id = book.joint()
    book.votes_whole(request_id)
    loan = book.row(application_id).loan
    with scope(book.place.id):  # the register lets nobody leave; a seat may end in a correction of the data
        GroupSeat.objects.filter(cooperative=book.place, member=book.siti).update(until_on=TODAY)
    before = book.wrote()

    assert wrong(book, lambda: book.pays_out(loan, on=TODAY), DisbursementRefusedError) == "group"

    assert book.wrote() == before


def test_a_loan_of_another_group_than_was_decided_is_found(book):
    application_id, request_id = book.joint()
    book.votes_whole(request_id)
    loan, mawar = book.row(application_id).loan, book.opens("Mawar")
    assert book.broken() == []

    for group in (mawar, None):
        with scope(book.place.id):
            Loan.objects.filter(cooperative=book.place, id=loan.id).update(group_id=group)
        assert [one.rule for one in book.broken()] == ["loans.application.loan"]
    with scope(book.place.id):
        Loan.objects.filter(cooperative=book.place, id=loan.id).update(group_id=book.group)
    assert book.broken() == []


def surety(book, loan, member):
    return add_guarantor(
        **book.told(loan_id=loan.id, member_id=member.id, amount_rp=500_000, account_id=None)
    )


def test_who_decided_on_a_loan_does_not_guarantee_it(book):
    book.sits_on_the_board(book.dewi, "dewi")
    application_id, request_id = book.asked()
    assert book.votes(request_id, Role.WAKIL_KETUA_USAHA, "dewi") is State.PENDING
    book.votes_whole(request_id)
    loan = book.row(application_id).loan

    assert wrong(book, lambda: surety(book, loan, book.dewi), SecurityRefusedError) == "decided"

    assert surety(book, loan, book.world.member("Budi Santoso"))


def test_who_would_pay_for_a_loan_decides_nothing_about_it(book):
    book.sits_on_the_board(book.dewi, "dewi")
    loan = book.lends()
    surety_id = surety(book, loan, book.dewi)
    more = {"loan_id": loan.id, "decision_id": book.decision.id, "reason": "usaha tutup"}
    told = book.told(**more)
    request_id = ask_write_off(**{name: told[name] for name in told if name != "today"})

    assert book.request(request_id).concerned == [str(book.dewi.person_id)]
    assert book.votes(request_id, Role.WAKIL_KETUA_USAHA, "dewi") == "concerned"
    with scope(book.place.id):
        assert who_answers(book.now(loan)) == {book.dewi.person_id}
        Guarantee.objects.filter(cooperative=book.place, id=surety_id).update(
            released_on=TODAY, released_by_id=book.treasurer.person_id, signed_on=JANUARY
        )
        assert who_answers(book.now(loan)) == set()
        Loan.objects.filter(cooperative=book.place, id=loan.id).update(group_id=book.group)
        assert who_answers(book.now(loan)) == {book.siti.person_id, book.dewi.person_id}


@pytest.mark.django_db(transaction=True)
@pytest.mark.database
def test_leaving_the_group_and_the_last_approval_at_once(book):
    _, request_id = book.joint()
    book.votes(request_id, Role.KETUA)
    said = {}

    def run(name, act):
        try:
            act()
            said[name] = "done"
        except (GroupRefusedError, LoanApplicationRefusedError) as refused:
            said[name] = refused.facts["wrong"]
        finally:
            connection.close()

    acts = {"leaves": lambda: book.leaves(book.siti), "agrees": lambda: book.votes_whole(request_id)}
    threads = [threading.Thread(target=run, args=one) for one in acts.items()]
    for one in threads:
        one.start()
    for one in threads:
        one.join()

    assert said in ({"leaves": "done", "agrees": "group"}, {"leaves": "kept", "agrees": "done"})
    assert book.broken() == []
