"""Asking for a loan: by the member, at the counter; taken back; its papers; who may see what is owed elsewhere."""

from dataclasses import replace
from datetime import timedelta

import pytest

from guyub.finance.loans.domain.applications import LoanApplicationRefusedError
from guyub.finance.loans.domain.offering import LoanProductRefusedError
from guyub.finance.loans.models import LoanProduct
from guyub.finance.loans.services.application_calendar import expire_all_applications, expire_applications
from guyub.foundation.approvals.domain.requests import State
from guyub.foundation.identity.domain.roles import Role
from guyub.foundation.identity.services.acting import NotAllowedError
from guyub.foundation.kernel.models import StoredFile
from guyub.foundation.kernel.services.files import FileRefusedError
from guyub.foundation.kernel.tenancy.scope import scope
from tests.finance.loans.request_book import WISH, RequestBook
from tests.finance.savings.jasa_world import TODAY
from tests.pictures import photo
from tests.world import NOW, new_id

pytestmark = pytest.mark.django_db
PICTURE = ("warung.png", photo(kind="PNG"))


@pytest.fixture
def book(world):
    return RequestBook(world)


def wrong(book, act, refusal=LoanApplicationRefusedError):
    """Give why an act is refused; nothing may have changed."""
    before = book.kept()
    with pytest.raises(refusal) as caught:
        act()
    assert book.kept() == before
    return caught.value.facts["wrong"]


def test_an_officer_writes_an_application_down_and_it_gets_the_next_number(book):
    first = book.row(book.applies(consented=True))

    assert (first.name, first.state, first.source) == ("PM-2026-0001", "DIAJUKAN", "LOKET")
    assert (first.amount_rp, first.instalments, first.purpose) == (2_400_000, 12, "Modal warung (contoh)")
    assert (first.applied_on, first.moved_on, first.consented_at) == (TODAY, TODAY, NOW)
    budi = book.world.member("Budi Santoso")
    assert book.row(book.applies(member=budi)).name == "PM-2026-0002"
    assert book.acts()[-2:] == ["loans.application.written"] * 2
    assert book.broken() == []


def test_a_member_writes_the_own_application_on_the_own_page(book):
    row = book.row(book.applies_alone())

    assert (row.source, row.person_id, row.consented_at) == ("SENDIRI", book.siti.person_id, None)


def test_the_same_request_is_one_application(book):
    request = new_id()

    first = book.applies(request_id=request)

    assert book.applies(request_id=request) == first
    assert len(book.kept()[0]) == 1


@pytest.mark.parametrize(
    ("_case", "typed", "said"),
    [
        ("nothing", {"amount_rp": 0}, "amount"),
        ("no instalment", {"instalments": 0}, "number"),
        ("no purpose", {"purpose": "  a  "}, "purpose"),
        ("an unknown use", {"use": "JUDI"}, "use"),
        ("a day that is over", {"first_due_on": TODAY}, "first_due"),
        ("a day too far", {"first_due_on": TODAY + timedelta(days=367)}, "first_due"),
    ],
)
def test_what_is_typed_wrong_is_refused(book, _case, typed, said):
    assert wrong(book, lambda: book.applies(replace(WISH, **typed))) == said


def test_what_the_product_does_not_lend_is_refused(book):
    beyond = replace(WISH, amount_rp=10_000_001)
    assert wrong(book, lambda: book.applies(beyond), LoanProductRefusedError) == "amount"
    many = replace(WISH, instalments=25)
    assert wrong(book, lambda: book.applies(many), LoanProductRefusedError) == "number"
    assert wrong(book, lambda: book.applies(product_id=None)) == "product"
    assert wrong(book, lambda: book.applies(product_id=new_id())) == "product"
    with scope(book.place.id):
        other = LoanProduct.objects.create(
            cooperative=book.place, code="lain", name="Pinjaman lain", opened_on=TODAY
        )
    assert wrong(book, lambda: book.applies(product_id=other.id)) == "terms"
    with scope(book.place.id):
        LoanProduct.objects.filter(cooperative=book.place, id=book.product.id).update(closed_on=TODAY)
    assert wrong(book, book.applies) == "product"


def test_who_is_no_active_member_here_cannot_borrow(book):
    candidate = book.world.candidate("Calon Baru")
    assert wrong(book, lambda: book.applies(member=candidate)) == "member"
    assert wrong(book, lambda: book.applies(member_id=new_id())) == "member"
    stranger = book.world.member("Orang Arjosari", place=book.world.arjosari)
    assert wrong(book, lambda: book.applies(member=stranger)) == "member"
    with scope(book.place.id):
        book.siti.state = "PASIF"
        book.siti.save()
    assert wrong(book, book.applies) == "member"


def test_nobody_writes_the_own_at_the_counter_nor_anothers_on_the_own_page(book):
    cashier = book.becomes(Role.KASIR)
    assert wrong(book, lambda: book.applies(actor=cashier)) == "own"
    budi = book.world.member("Budi Santoso")
    assert wrong(book, lambda: book.applies(actor=book.own(budi), is_own=True)) == "own"
    with pytest.raises(NotAllowedError):
        book.applies(role=Role.KOLEKTOR)


def test_one_open_application_of_a_member_for_a_product(book):
    book.applies()

    assert wrong(book, book.applies) == "open"


def test_an_application_is_taken_back_and_closes_the_committees_question(book):
    application_id, request_id = book.asked()

    book.withdraws(application_id)

    row = book.row(application_id)
    assert (row.state, row.ended_why, row.approval.state) == (
        "DITARIK",
        "Tidak jadi, kata anggota.",
        State.WITHDRAWN,
    )
    assert book.votes(request_id, Role.KETUA) == "closed"
    assert wrong(book, lambda: book.withdraws(application_id)) == "state"
    assert wrong(book, lambda: book.withdraws(new_id())) == "gone"
    book.applies()  # and may be asked for anew


def test_who_takes_it_back(book):
    application_id = book.applies_alone()
    budi, cashier = book.world.member("Budi Santoso"), book.becomes(Role.KASIR)

    assert wrong(book, lambda: book.withdraws(application_id, "pendek")) == "reason"
    assert wrong(book, lambda: book.withdraws(application_id, actor=cashier)) == "own"
    others = {"actor": book.own(budi), "is_own": True}
    assert wrong(book, lambda: book.withdraws(application_id, **others)) == "gone"
    book.withdraws(application_id, "", actor=book.own(), is_own=True)

    assert (book.row(application_id).state, book.row(application_id).ended_why) == ("DITARIK", "")


def test_consent_is_given_and_taken_back_while_it_is_open(book):
    application_id = book.applies()

    book.consents(application_id)
    assert book.row(application_id).consented_at == NOW
    book.consents(application_id, given=False, actor=book.own(), is_own=True)
    assert book.row(application_id).consented_at is None
    book.withdraws(application_id)
    assert wrong(book, lambda: book.consents(application_id)) == "state"


def test_pictures_are_kept_small_and_private(book):
    application_id = book.applies()

    book.keeps(application_id, PICTURE)

    with scope(book.place.id):
        (file,) = StoredFile.objects.filter(cooperative=book.place, kind="PINJAMAN_BERKAS")
    assert (file.media_type, file.is_public) == ("image/jpeg", False)
    assert wrong(book, lambda: book.keeps(application_id, None)) == "paper"
    assert wrong(book, lambda: book.keeps(application_id, PICTURE, kind="KTP")) == "paper"
    with pytest.raises(FileRefusedError):
        book.keeps(application_id, ("x.png", b"MZ\x90"))
    for _ in range(11):
        book.keeps(application_id, PICTURE, actor=book.own(), is_own=True)
    assert wrong(book, lambda: book.keeps(application_id, PICTURE)) == "many"
    book.withdraws(application_id)
    assert wrong(book, lambda: book.keeps(application_id, PICTURE)) == "state"


def test_what_nobody_moves_for_ninety_days_ends_by_itself(book):
    old, new = book.applies(), book.applies(member=book.world.member("Budi Santoso"))
    later = TODAY + timedelta(days=90)
    book.analyses(new, today=TODAY)

    assert expire_applications(place=book.place, today=later, now=NOW) == 0  # the last day is inside
    with scope(book.place.id):
        row = book.row(new)
        row.moved_on = TODAY + timedelta(days=1)
        row.save()
    assert expire_applications(place=book.place, today=later + timedelta(days=1), now=NOW) == 1

    assert (book.row(old).state, book.row(old).ended_why) == (
        "KEDALUWARSA",
        "Tidak ada langkah selama 90 hari",
    )
    assert book.row(new).state == "DIANALISIS"
    assert expire_all_applications(now=NOW + timedelta(days=91)) == 0
    assert expire_all_applications(now=NOW + timedelta(days=92)) == 1
    assert expire_all_applications(now=NOW + timedelta(days=92)) == 0


def test_what_a_committee_is_looking_at_does_not_end_by_itself(book):
    application_id, _ = book.asked()
    with scope(book.place.id):
        row = book.row(application_id)
        row.moved_on = TODAY - timedelta(days=200)
        row.save()

    assert expire_applications(place=book.place, today=TODAY, now=NOW) == 0
    after = NOW + timedelta(days=31)  # the committee's time is over
    assert expire_applications(place=book.place, today=after.date(), now=after) == 1
    assert book.row(application_id).state == "KEDALUWARSA"
