"""Products of loans begin, get terms by decision and two people, and end; refusals change nothing."""

from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest

from guyub.finance.loans.domain.offering import LoanProductRefusedError
from guyub.finance.loans.domain.servicing import Penalty
from guyub.finance.loans.domain.terms import Fee, Method
from guyub.finance.loans.models import LoanProduct, LoanTerms
from guyub.foundation.approvals.models import ApprovalRequest
from guyub.foundation.approvals.selectors.kinds import kinds
from guyub.foundation.identity.domain.roles import Role
from guyub.foundation.identity.models import AuditEntry
from guyub.foundation.identity.services.acting import NotAllowedError
from guyub.foundation.kernel.errors import DomainError
from guyub.foundation.kernel.services.requests import RequestReusedError
from guyub.foundation.kernel.tenancy.scope import scope
from tests.finance.loans.product_world import FLAT, LoanShop, from_day
from tests.finance.savings.jasa_world import TODAY, at_once
from tests.journal_writing import approve
from tests.world import new_id

pytestmark = pytest.mark.django_db
EARLY, LATER = date(2026, 11, 20), date(2026, 12, 15)


@pytest.fixture
def shop(world):
    return LoanShop(world)


@pytest.fixture
def usaha(shop):
    return shop.opens()


def wrong(act):
    with pytest.raises(LoanProductRefusedError) as caught:
        act()
    return caught.value.facts["wrong"]


def last_act(shop):
    with scope(shop.place.id):
        row = AuditEntry.objects.filter(cooperative=shop.place).order_by("-position").first()
        return row.act, row.facts


def counts(shop):
    return [shop.count(model) for model in (LoanProduct, LoanTerms, ApprovalRequest, AuditEntry)]


def test_a_product_is_opened_once_under_its_name(shop):
    same = new_id()
    made = shop.opens(request_id=same)
    assert shop.opens(request_id=same) == made
    assert last_act(shop) == ("loans.product.opened", {"name": "Pinjaman usaha"})
    before = counts(shop)
    assert wrong(lambda: shop.opens("pinjaman USAHA")) == "taken"
    with pytest.raises(RequestReusedError):
        shop.opens("Pinjaman lain", request_id=same)
    assert counts(shop) == before
    found = shop.offer(made)
    assert (found.product.code, found.product.purpose, found.now) == ("usaha", "Modal dagang", None)
    assert (found.product.unit_id, found.product.opened_on) == (shop.unit.id, TODAY)


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ({"name": "a"}, "name"),
        ({"name": "???"}, "name"),
        ({"purpose": "x" * 201}, "purpose"),
        ({"unit_id": new_id()}, "unit"),
    ],
)
def test_a_product_is_refused(shop, more, said):
    before = counts(shop)
    assert wrong(lambda: shop.opens(**more)) == said
    assert counts(shop) == before


def test_without_an_open_unit_nothing_is_lent(shop):
    with scope(shop.place.id):
        type(shop.unit).objects.filter(cooperative=shop.place).update(closed_on=TODAY)
    assert wrong(shop.opens) == "unit"
    assert wrong(lambda: shop.opens(unit_id=shop.unit.id)) == "unit"
    assert shop.count(LoanProduct) == 0


def test_only_who_keeps_loans_offers(shop, world, usaha):
    before = counts(shop)
    for role in (Role.KASIR, Role.KETUA, Role.PENGAWAS):
        actor = world.actor(role)
        for act in (
            lambda actor=actor: shop.opens("Pinjaman lain", actor=actor),
            lambda actor=actor: shop.asks(usaha, actor=actor),
            lambda actor=actor: shop.closes(usaha, actor=actor),
        ):
            with pytest.raises(NotAllowedError):
                act()
    assert counts(shop) == before


def test_a_product_that_ended_gets_no_terms(shop, world, usaha):
    asked = shop.asks(usaha)
    shop.closes(usaha)
    assert last_act(shop) == ("loans.product.closed", {"name": "Pinjaman usaha"})
    assert [wrong(lambda: shop.closes(usaha)), wrong(lambda: shop.asks(usaha))] == ["closed", "closed"]
    assert wrong(lambda: shop.closes(new_id())) == "gone"
    with pytest.raises(DomainError):
        approve(world, asked)  # what was asked before is refused too
    assert shop.count(LoanTerms) == 0
    found = shop.offer(usaha).product
    assert (found.closed_on, found.is_open(TODAY), found.is_open(date(2026, 11, 24))) == (TODAY, False, False)


@pytest.mark.parametrize(
    ("offered", "more", "said"),
    [
        (FLAT, {"decision_id": None}, "decision"),
        (FLAT, {"decision_id": new_id()}, "decision"),
        (from_day(date(2026, 11, 24)), {}, "day"),
        (from_day(date(2028, 11, 26)), {}, "day"),
        (replace(FLAT, rate_to_ppm=240_001), {}, "cap_nominal"),
        (replace(FLAT, rate_to_ppm=134_000), {}, "cap_effective"),
        (replace(FLAT, fees=(Fee(name="Provisi", rate=Fraction(1, 100)),)), {}, "cap_effective"),
        (
            replace(
                FLAT, servicing=replace(FLAT.servicing, penalty=Penalty(amount=1, cap=Fraction(51, 1000)))
            ),
            {},
            "penalty",
        ),
        (replace(FLAT, rate_ppm=140_000), {}, "range"),
    ],
)
def test_terms_are_refused(shop, usaha, offered, more, said):
    before = counts(shop)
    assert wrong(lambda: shop.asks(usaha, offered, **more)) == said
    assert counts(shop) == before


def test_terms_of_no_product_are_refused(shop, usaha):
    assert wrong(lambda: shop.asks(new_id())) == "gone"


def test_a_decision_of_another_cooperative_is_none(shop, world, usaha):
    theirs = shop.decides("RAT", place=world.arjosari)
    assert wrong(lambda: shop.asks(usaha, decision_id=theirs)) == "decision"
    assert shop.count(ApprovalRequest) == 0


def test_terms_hold_when_a_second_person_agreed_and_from_their_day(shop, usaha):
    shop.sets(usaha, from_day(LATER))
    found = shop.offer(usaha)
    assert (found.now, found.product.now, found.next.number) == (None, None, "05/RAT/2026")
    found = shop.offer(usaha, on=LATER)
    assert found.now.offered == from_day(LATER)
    assert (found.product.now.terms_id, found.product.now.offered) == (found.now.terms_id, from_day(LATER))
    assert shop.offer(usaha, on=date(2026, 12, 14)).now is None


def test_the_trail_says_what_was_set(shop, usaha):
    shop.sets(usaha)
    with scope(shop.place.id):
        row = AuditEntry.objects.get(cooperative=shop.place, act="loans.terms.set")
    assert row.facts == {
        "name": "Pinjaman usaha",
        "rate": "12% setahun (1% sebulan) flat",
        "begins": "25\u00a0Nov\u00a02026",
        "number": "05/RAT/2026",
    }


def test_the_second_person_reads_all_of_it(shop, usaha):
    asked = shop.asks(usaha)
    with scope(shop.place.id):
        facts = ApprovalRequest.objects.get(cooperative=shop.place, id=asked).facts
    kind = kinds()["loans.terms"]
    said = kind.said(facts).replace("\u00a0", " ")
    assert said == "Pinjaman usaha: jasa 12% setahun (1% sebulan) flat mulai 25 Nov 2026"
    told = dict(kind.details(facts))
    assert told["Rentang rapat"] == "10,8% sampai 13,2% setahun"
    assert told["Sebenarnya tertinggi"].startswith("23,70% setahun")
    assert told["Keputusan"] == "05/RAT/2026, Jasa pinjaman"
    assert {"Biaya", "Denda", "Penjamin", "Agunan"} <= set(told)


def test_asking_again_for_the_same_asks_once(shop, usaha):
    same = new_id()
    assert shop.asks(usaha, request_id=same) == shop.asks(usaha, request_id=same)
    with pytest.raises(RequestReusedError):
        shop.asks(usaha, replace(FLAT, rate_ppm=130_000), request_id=same)
    assert shop.count(ApprovalRequest) == 1


def test_of_terms_for_one_day_the_last_ones_hold_and_the_first_are_kept(shop, usaha):
    shop.sets(usaha)
    shop.sets(usaha, replace(FLAT, rate_ppm=110_000))
    found = shop.offer(usaha)
    assert found.now.offered.rate_ppm == found.product.now.offered.rate_ppm == 110_000
    assert [(row.no, row.is_replaced) for row in found.history] == [(2, False), (1, True)]


def test_terms_of_a_past_day_hold_from_it_and_leave_what_came_between(shop):
    opened = shop.opens(today=EARLY)
    shop.sets(opened, replace(FLAT, rate_ppm=110_000))
    shop.sets(opened, from_day(date(2026, 11, 22)))
    assert wrong(lambda: shop.asks(opened, from_day(date(2026, 11, 19)))) == "day"  # before it was opened
    rates = [
        found.offered.rate_ppm if found else None
        for found in (shop.offer(opened, on=date(2026, 11, on)).now for on in (21, 22, 24, 25))
    ]
    assert rates == [None, 120_000, 120_000, 110_000]


def test_terms_that_were_refused_leave_nothing(shop, world, usaha):
    approve(world, shop.asks(usaha), is_approved=False, reason="belum diputus RAT")
    assert (shop.count(LoanTerms), shop.offer(usaha).now) == (0, None)


def test_the_lower_ceiling_of_both_days_counts(shop):
    opened = shop.opens(today=EARLY)
    shop.lowers("pinjaman.efektif_maksimal", "0.22", date(2026, 11, 23))
    for on in (EARLY, TODAY, LATER):
        assert wrong(lambda on=on: shop.asks(opened, from_day(on))) == "cap_effective"
    assert shop.asks(opened, from_day(EARLY, rate_to_ppm=120_000))


def test_a_ceiling_that_fell_meanwhile_refuses_the_approval(shop, world, usaha):
    asked = shop.asks(usaha)
    shop.lowers("pinjaman.jasa_maksimal", "0.13", TODAY)
    with pytest.raises(DomainError):
        approve(world, asked)
    assert shop.count(LoanTerms) == 0


def test_the_board_chooses_inside_the_range_of_the_meeting(shop, usaha):
    by_board = {"decision_id": shop.board}
    assert wrong(lambda: shop.asks(usaha, **by_board)) == "meeting"
    shop.sets(usaha)
    inside = replace(FLAT, rate_ppm=115_000, rate_from_ppm=110_000)
    shop.sets(usaha, inside, **by_board)
    assert shop.offer(usaha).now.body == "PENGURUS"
    # What the meeting approved stays the measure, not what the board made of it.
    shop.sets(usaha, FLAT, **by_board)
    for change in ({"rate_from_ppm": 107_999}, {"rate_to_ppm": 132_001}):
        with pytest.raises(LoanProductRefusedError) as caught:
            shop.asks(usaha, replace(FLAT, **change), **by_board)
        assert caught.value.facts == {"wrong": "beyond", "low": "10,8%", "high": "13,2%"}
    # Another way of counting is another price.
    assert wrong(lambda: shop.asks(usaha, replace(FLAT, method=Method.ANNUITY), **by_board)) == "meeting"
    # Of a range that begins later nothing may be used before.
    shop.sets(usaha, from_day(LATER, rate_to_ppm=133_000))
    assert wrong(lambda: shop.asks(usaha, replace(FLAT, rate_to_ppm=133_000), **by_board)) == "beyond"
    assert shop.asks(usaha, from_day(LATER, rate_to_ppm=133_000), **by_board)


@pytest.mark.parametrize("body", ["PENGAWAS", "KOTA"])
def test_no_other_body_sets_terms(shop, usaha, body):
    assert wrong(lambda: shop.asks(usaha, decision_id=shop.decides(body))) == "body"


def test_nobody_approves_what_the_same_person_asked_for(shop, world, usaha):
    asked = shop.asks(usaha)
    with pytest.raises(DomainError):
        approve(world, asked, role=Role.BENDAHARA)
    assert shop.count(LoanTerms) == 0


@pytest.mark.django_db(transaction=True)
def test_two_who_open_one_product_at_once_open_it_once(shop):
    assert at_once(shop.opens, LoanProductRefusedError) == ["done", *["taken"] * 5]
    assert shop.count(LoanProduct) == 1


@pytest.mark.django_db(transaction=True)
def test_two_who_end_one_product_at_once_end_it_once(shop):
    opened = shop.opens()
    assert at_once(lambda: shop.closes(opened), LoanProductRefusedError) == ["closed"] * 5 + ["done"]
