from datetime import date, timedelta

import pytest

from guyub.finance.loans.domain.reminding import ReminderRefusedError
from guyub.finance.loans.models import LoanReminder
from guyub.finance.loans.selectors.arrears import ArrearsAim, arrears_of, due_soon
from guyub.finance.loans.services.deaths import note_death
from guyub.finance.loans.services.reminding import mark_reminders_sent, open_reminder_phones
from guyub.finance.loans.services.warning_letters import issue_letter
from guyub.foundation.identity.domain.roles import Role
from guyub.foundation.identity.domain.vault import SecretKind
from guyub.foundation.identity.models import AuditEntry
from guyub.foundation.identity.services.acting import NotAllowedError
from guyub.foundation.identity.services.privacy import note_consent
from guyub.foundation.identity.services.vault import (
    ReasonTooShortError,
    ShownAlreadyError,
    keep_secret,
)
from guyub.foundation.kernel.tenancy.scope import scope
from tests.finance.loans.trouble_book import BY_DAY, TroubleBook, wrong
from tests.finance.savings.jasa_world import TODAY
from tests.world import NOW, new_id

pytestmark = pytest.mark.django_db
PHONE = "+6281298765432"
ALL = ArrearsAim()


@pytest.fixture
def book(world):
    return TroubleBook(world)


@pytest.fixture
def secretary(world):
    return world.actor(Role.SEKRETARIS)


def reachable(book, member):
    with scope(book.place.id):
        keep_secret(person=member.person, kind=SecretKind.PHONE, value=PHONE, now=NOW)
        note_consent(
            cooperative_id=book.place.id,
            person_id=member.person_id,
            purpose="MESSAGES",
            version=1,
            is_given=True,
            recorded_by_id=book.treasurer.person_id,
            now=NOW,
        )


def opens(book, actor, is_late=True, reason="Mengingatkan angsuran", **more):
    told = {"aim": ALL, "is_late": is_late, "reason": reason, "actor": actor}
    return open_reminder_phones(**book.told(**told | more))


def marks(book, actor, loan, **more):
    return mark_reminders_sent(**book.told(**{"loan_ids": [loan.id], "actor": actor} | more))


def sent(book):
    with scope(book.place.id):
        return list(LoanReminder.objects.filter(cooperative=book.place).order_by("recorded_at", "id"))


def test_a_phone_is_opened_once_for_a_reason_and_its_owner_can_see_that(book, secretary):
    loan = book.lends(servicing=BY_DAY)
    for month in range(2, 11):
        book.pays(loan, 112_000, date(2026, month, 1))
    reachable(book, book.siti)
    request_id = new_id()

    (one,) = opens(book, secretary, request_id=request_id)

    assert (one.loan_id, one.phone) == (loan.id, PHONE)
    # November is 24 days late: the tone is firm, the penalty counted to today.
    assert "menunggak sejak 1 November 2026, 24 hari: Rp\u00a0112.000, dan denda Rp\u00a02.400." in one.text
    with scope(book.place.id):
        seen = AuditEntry.objects.get(cooperative=book.place, act="loans.reminders.phones_opened")
    assert seen.facts["people"] == [str(book.siti.person_id)]
    with pytest.raises(ShownAlreadyError):
        opens(book, secretary, request_id=request_id)
    with pytest.raises(ReasonTooShortError):
        opens(book, secretary, reason="tagih")
    with pytest.raises(NotAllowedError):
        opens(book, book.treasurer)


def test_what_was_sent_is_marked_once_and_quiet_for_a_week(book, secretary):
    loan = book.lends()
    reachable(book, book.siti)

    assert marks(book, secretary, loan) == 1
    assert marks(book, secretary, loan) == 1

    (row,) = sent(book)
    assert (row.tone, row.channel, row.amount_rp, row.due_on) == (
        "RESMI",
        "WA",
        10 * 112_000,
        date(2026, 2, 1),
    )
    assert wrong(lambda: opens(book, secretary), ReminderRefusedError) == "unreached"
    assert opens(book, secretary, today=TODAY + timedelta(days=7))
    assert marks(book, secretary, loan, loan_ids=[new_id()]) == 0


def test_who_has_no_phone_or_died_or_borrows_oneself_is_passed_over(book, secretary, world):
    book.lends()
    assert wrong(lambda: opens(book, secretary), ReminderRefusedError) == "unreached"
    reachable(book, book.siti)
    assert opens(book, secretary)
    book.owns(world.person(Role.SEKRETARIS))
    assert wrong(lambda: opens(book, secretary), ReminderRefusedError) == "unreached"
    aim = ArrearsAim(rt="099/099")
    assert wrong(lambda: opens(book, secretary, aim=aim), ReminderRefusedError) == "aim"


def test_the_dead_are_not_reminded(book, secretary):
    loan = book.lends()
    reachable(book, book.siti)
    told = {"member_id": book.siti.id, "died_on": date(2026, 11, 1), "told_by": "keluarga", "note": ""}
    note_death(**book.told(**told))
    assert wrong(lambda: opens(book, secretary), ReminderRefusedError) == "unreached"
    assert wrong(lambda: issue_letter(**book.told(loan_id=loan.id)), ReminderRefusedError) == "death"


def test_what_falls_due_within_a_week_is_reminded_of_kindly(book, secretary):
    loan = book.lends()
    for month in range(2, 12):
        book.pays(loan, 112_000, date(2026, month, 1))
    reachable(book, book.siti)
    assert wrong(lambda: opens(book, secretary), ReminderRefusedError) == "unreached"

    (one,) = opens(book, secretary, is_late=False)

    assert "jatuh tempo 1 Desember 2026" in one.text
    marks(book, secretary, loan)
    assert [row.tone for row in sent(book)] == ["RAMAH"]


def test_letters_are_three_numbered_and_a_fortnight_apart(book):
    loan = book.lends()
    first = issue_letter(**book.told(loan_id=loan.id))
    (row,) = sent(book)
    assert (row.id, row.no, row.tone, row.answer_by) == (first, 1, "RESMI", date(2026, 12, 9))
    with scope(book.place.id):
        assert row.letter.of.endswith("2026")
    assert wrong(lambda: issue_letter(**book.told(loan_id=loan.id)), ReminderRefusedError) == "soon"
    for weeks in (2, 4):
        issue_letter(**book.told(loan_id=loan.id, today=TODAY + timedelta(weeks=weeks)))
    later = book.told(loan_id=loan.id, today=TODAY + timedelta(weeks=8))
    assert wrong(lambda: issue_letter(**later), ReminderRefusedError) == "all"
    assert [row.no for row in sent(book)] == [1, 2, 3]


def test_a_letter_is_not_issued_where_none_belongs(book, world):
    loan = book.lends()
    for month in range(2, 12):
        book.pays(loan, 112_000, date(2026, month, 1))
    before = book.counts()
    assert wrong(lambda: issue_letter(**book.told(loan_id=loan.id)), ReminderRefusedError) == "nothing"
    soon = book.told(loan_id=loan.id, today=date(2026, 12, 20))
    assert wrong(lambda: issue_letter(**soon), ReminderRefusedError) == "early"
    assert wrong(lambda: issue_letter(**book.told(loan_id=new_id())), ReminderRefusedError) == "gone"
    book.owns(world.person(Role.BENDAHARA))
    assert wrong(lambda: issue_letter(**book.told(loan_id=loan.id)), ReminderRefusedError) == "own"
    assert book.counts() == before
    book.owns(world.person(Role.ANGGOTA))
    book.settles(loan)
    assert wrong(lambda: issue_letter(**book.told(loan_id=loan.id)), ReminderRefusedError) == "state"


def test_arrears_by_age_by_place_and_the_risk_of_the_book(book, world):
    late = book.lends()
    good = book.lends(member=world.member("Tini Contoh", rt="009", rw="002"))
    for month in range(2, 12):
        book.pays(good, 112_000, date(2026, month, 1))
    with scope(book.place.id):
        found = arrears_of(cooperative_id=book.place.id, aim=ALL, on=TODAY)
        (row,) = found.rows
        assert (row.loan_id, row.days, row.overdue_rp) == (late.id, 297, 10 * 112_000)
        assert (found.count, found.overdue_rp, found.left_rp) == (1, 1_120_000, 1_200_000)
        named = {one.bucket.name: (one.count, one.outstanding_rp) for one in found.ageing.rows if one.count}
        assert named == {"Lancar": (1, 200_000), "Lebih dari 180 hari": (1, 1_200_000)}
        assert found.at_risk == pytest.approx(12 / 14)
        for aim, count in (
            (ArrearsAim(rt="009/002"), 0),
            (ArrearsAim(bucket=6), 1),
            (ArrearsAim(bucket=1), 0),
            (ArrearsAim(text="siti"), 1),
            (ArrearsAim(officer_id=new_id()), 0),
            (ArrearsAim(product_id=book.product.id), 1),
        ):
            assert arrears_of(cooperative_id=book.place.id, aim=aim, on=TODAY).count == count, aim
        (soon,) = due_soon(cooperative_id=book.place.id, aim=ALL, on=TODAY)
        assert (soon.loan_id, soon.next_on, soon.next_rp) == (good.id, date(2026, 12, 1), 112_000)


def test_a_list_asks_few_questions_however_long(book, django_assert_max_num_queries):
    for _ in range(3):
        book.lends()
    with scope(book.place.id), django_assert_max_num_queries(4):
        assert arrears_of(cooperative_id=book.place.id, aim=ALL, on=TODAY).count == 3
