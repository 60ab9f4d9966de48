"""Two at the same moment: the last approval and a withdrawal, two committees near the limit, a double tap."""

import threading

import pytest
from django.db import connection

from guyub.finance.credit.domain.limits import LimitRefusedError
from guyub.finance.loans.domain.applications import LoanApplicationRefusedError
from guyub.foundation.approvals.domain.requests import State
from guyub.foundation.approvals.services.requests import DecisionRefusedError, decide
from guyub.foundation.identity.domain.roles import Role
from tests.finance.loans.request_book import PIN, SOUND, WISH, RequestBook
from tests.world import NOW, new_id

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.database]


@pytest.fixture
def book(world):
    return RequestBook(world)


def together(*acts):
    """Let each act begin at the same moment on its own connection; give what each met."""
    gate, said = threading.Barrier(len(acts)), []

    def run(act):
        try:
            gate.wait(timeout=20)
            said.append(str(act() or "done"))
        except (LoanApplicationRefusedError, LimitRefusedError, DecisionRefusedError) as refused:
            said.append(refused.facts["wrong"])
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(act,)) for act in acts]
    for one in threads:
        one.start()
    for one in threads:
        one.join(timeout=60)
    return sorted(said)


def approves(book, request_id, role):
    actor = book.voter(role)

    def act():
        return decide(
            actor=actor,
            approval_id=request_id,
            is_approved=True,
            proof=PIN,
            request_id=new_id(),
            now=NOW,
        )

    return act


@pytest.mark.parametrize("_turn", range(4))
def test_the_last_approval_and_the_withdrawal_at_one_moment(_turn, book):
    application_id, request_id = book.asked()
    book.votes(request_id, Role.KETUA)

    said = together(
        approves(book, request_id, Role.SEKRETARIS),
        lambda: book.withdraws(application_id, actor=book.own(), is_own=True),
    )

    row = book.row(application_id)
    if said == ["APPROVED", "state"]:
        assert (row.state, row.loan.state, row.approval.state) == ("DIPUTUS_SETUJU", "DISETUJUI", "APPROVED")
    else:
        assert said == ["closed", "done"]
        assert (row.state, row.loan, row.approval.state) == ("DITARIK", None, "WITHDRAWN")
    assert book.broken() == []


@pytest.mark.parametrize("_turn", range(3))
def test_of_two_committees_at_once_near_the_limit_one_agrees(_turn, book):
    """2,400,000 twice is more than 3,750,000; both questions were asked while nothing was agreed yet."""
    _, first = book.asked()
    other = book.opens_product("lain")
    _, second = book.asked(product_id=other.id)
    for one in (first, second):
        book.votes(one, Role.KETUA)

    said = together(approves(book, first, Role.SEKRETARIS), approves(book, second, Role.WAKIL_KETUA_USAHA))

    assert said == ["APPROVED", "other"]
    assert [state for _, state in book.kept()[3]] == ["DISETUJUI"]
    assert sorted(book.request(one).state for one in (first, second)) == [State.APPROVED, State.PENDING]
    assert book.broken() == []


def test_two_last_approvals_make_one_loan(book):
    application_id, request_id = book.asked()
    book.votes(request_id, Role.KETUA)

    said = together(
        approves(book, request_id, Role.SEKRETARIS), approves(book, request_id, Role.WAKIL_KETUA_USAHA)
    )

    assert said == ["APPROVED", "closed"]
    assert len(book.kept()[3]) == 1
    assert book.row(application_id).state == "DIPUTUS_SETUJU"


def test_two_who_write_the_same_wish_make_one_application(book):
    actor = book.own()
    said = together(*[lambda: bool(book.applies(WISH, actor=actor, is_own=True)) or "" for _ in range(4)])

    assert said == ["True", "open", "open", "open"]


def test_two_who_submit_ask_once(book):
    application_id = book.applies()
    book.analyses(application_id, SOUND)

    said = together(*[lambda: bool(book.submits(application_id)) for _ in range(3)])

    assert said == ["True", "asked", "asked"]
