from datetime import date

import pytest

from guyub.finance.savings.domain.kinds import SavingsKind
from guyub.finance.savings.domain.passbooks import PassbookRefusedError
from guyub.finance.savings.models import SavingsMovement
from guyub.finance.savings.selectors.balances import savings_of
from guyub.finance.savings.selectors.statements import statements_of, tax_months, year_of
from guyub.finance.savings.services.statements import issue_statement
from guyub.finance.savings.services.taking_back import take_back
from guyub.foundation.identity.domain.roles import Actor, Role
from guyub.foundation.identity.models import Membership
from guyub.foundation.kernel.formats import rupiah
from guyub.foundation.kernel.models import IssuedPaper
from guyub.foundation.kernel.tenancy.scope import scope
from tests.finance.savings.jasa_world import TODAY, JasaWorld
from tests.world import NOW, new_id

pytestmark = [pytest.mark.django_db, pytest.mark.database]


@pytest.fixture
def saver(world):
    """Siti: 10 million since January at 6 % a year, a withdrawal in March, a deposit of February taken back today."""
    found = JasaWorld(world)
    found.promise([(0, 60_000)])
    found.siti = world.member()
    found.move(found.siti, 10_000_000, date(2026, 1, 1))
    found.move(found.siti, 500_000, date(2026, 2, 10))
    found.move(found.siti, -1_000_000, date(2026, 3, 5))
    for month in (1, 2):
        found.post(month)
    return found


def told(saver, since, until, **more):
    with scope(saver.place.id):
        rows = savings_of(cooperative_id=saver.place.id, member_id=saver.siti.id)
        return statements_of(cooperative_id=saver.place.id, accounts=rows, since=since, until=until, **more)


def test_a_year_adds_up(saver):
    ((one,), is_whole) = told(saver, date(2026, 1, 1), date(2026, 12, 31))

    # January: 10,000,000 x 6 % x 31/365 = 50,958.9
    assert (one.opening_rp, one.in_rp, one.out_rp, one.tax_rp) == (0, 10_500_000, 1_000_000, 0)
    assert next(line.amount_rp for line in one.lines if line.code == "JSA") == 50_958
    assert one.jasa_rp == sum(line.amount_rp for line in one.lines if line.code == "JSA")
    assert one.closing_rp == one.lines[-1].balance_rp == saver.account(saver.siti).balance_rp
    assert [line.on for line in one.lines] == sorted(line.on for line in one.lines)
    assert is_whole


def test_a_span_opens_with_what_was_before(saver):
    ((one,), _) = told(saver, date(2026, 2, 1), date(2026, 2, 9))
    assert (one.opening_rp, one.closing_rp, one.lines) == (10_050_958, 10_050_958, [])


def test_sums_are_whole_where_lines_are_cut(saver):
    ((one,), is_whole) = told(saver, date(2026, 1, 1), date(2026, 12, 31), most=1)
    assert (len(one.lines), is_whole) == (1, False)
    assert one.closing_rp == saver.account(saver.siti).balance_rp


def test_what_is_taken_back_leaves_no_sum(saver):
    with scope(saver.place.id):
        paid = SavingsMovement.objects.get(cooperative=saver.place, amount_rp=500_000)
        take_back(
            place=saver.place,
            member_id=saver.siti.id,
            movement_id=paid.id,
            reason="dobel",
            today=TODAY,
            actor=saver.treasurer,
            request_id=new_id(),
            now=NOW,
        )
    ((one,), _) = told(saver, date(2026, 1, 1), TODAY)
    assert (one.in_rp, one.out_rp) == (10_000_000, 1_000_000)
    assert one.lines[-1].code == "BTL"


def test_older_books_stand_on_their_day(saver):
    saver.world.saved_before(SavingsKind.WAJIB, 250_000, date(2026, 6, 1))
    (both, _) = told(saver, date(2026, 1, 1), TODAY)
    wajib = next(one for one in both if one.account.kind is SavingsKind.WAJIB)
    assert [(line.on, line.code, line.balance_rp) for line in wajib.lines] == [
        (date(2026, 6, 1), "SLD", 250_000)
    ]
    assert (wajib.opening_rp, wajib.in_rp, wajib.closing_rp) == (0, 250_000, 250_000)
    (later, _) = told(saver, date(2026, 7, 1), TODAY)
    assert [one.opening_rp for one in later if one.account.kind is SavingsKind.WAJIB] == [250_000]
    (early, _) = told(saver, date(2026, 1, 1), date(2026, 5, 31))
    assert [one.account.kind for one in early] == [SavingsKind.SUKARELA]


def test_the_tax_return_reads_months(saver):
    with scope(saver.place.id):
        months = tax_months(cooperative_id=saver.place.id, member_id=saver.siti.id, year=2026)
    assert (months[0].month, months[0].gross_rp, months[0].tax_rp) == (date(2026, 1, 1), 50_958, 0)
    assert len(months) == 2
    assert year_of(2026, today=TODAY) == (date(2026, 1, 1), TODAY)
    assert year_of(2025, today=TODAY) == (date(2025, 1, 1), date(2025, 12, 31))


def issues(saver, actor, **more):
    given = {"account_id": None, "since": date(2026, 1, 1), "until": TODAY, "request_id": new_id()} | more
    return issue_statement(
        actor=actor, place=saver.place, member_id=saver.siti.id, today=TODAY, now=NOW, **given
    )


def test_a_paper_tells_the_balance_without_a_name(saver):
    request = new_id()
    mark = issues(saver, saver.treasurer, request_id=request)
    with scope(saver.place.id):
        paper = IssuedPaper.objects.get(cooperative=saver.place, id=request)

    assert bytes(paper.content_hash).hex().startswith(mark)
    labels = dict(paper.facts)
    assert labels["Nomor anggota"].startswith("A-••")
    assert list(labels.values())[1] == rupiah(saver.account(saver.siti).balance_rp)
    assert "Siti" not in str(paper.facts)
    assert issues(saver, saver.treasurer, request_id=request) == mark


def test_a_member_has_the_own_alone(saver):
    other = saver.world.member("Budi Contoh")
    seat = Membership.objects.get(person_id=other.person_id, role=Role.ANGGOTA.value)
    budi = Actor(other.person_id, "Budi", Role.ANGGOTA, saver.place.id, seat.id)
    with pytest.raises(PassbookRefusedError) as refused:
        issues(saver, budi)
    assert refused.value.facts["wrong"] == "gone"
    with pytest.raises(PassbookRefusedError):
        issues(saver, saver.treasurer, account_id=new_id())
    with scope(saver.place.id):
        assert not IssuedPaper.objects.filter(cooperative=saver.place).exists()
