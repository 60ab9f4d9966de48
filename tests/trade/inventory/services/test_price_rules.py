"""Rules of prices: what the release brings, and what a city and a cooperative set, two people each."""

from datetime import date, timedelta

import pytest
from django.contrib.auth.hashers import make_password

from guyub.foundation.approvals.services.requests import decide
from guyub.foundation.identity.domain.roles import Role
from guyub.foundation.identity.services.acting import NotAllowedError
from guyub.trade.inventory.domain.price_rules import PriceKind
from guyub.trade.inventory.models import PriceRule
from guyub.trade.inventory.selectors.price_rules import rules_for, selling_rules
from guyub.trade.inventory.services.price_rules import RuleRefusedError, RuleTyped, load_rules, propose_rule
from tests.world import NOW, new_id

PIN, TODAY = "270817", NOW.date()


@pytest.fixture
def rules(world):
    load_rules(now=NOW)
    for role in (Role.KEPALA_DINAS, Role.KETUA):
        person = world.person(role)
        person.pin = make_password(PIN)
        person.save()
    return world


def propose(world, *, by=Role.PETUGAS_DINAS, **more):
    request_id = new_id()
    typed = {
        "good": "LPG_3KG",
        "kind": "HET",
        "amount_rp": 17_500,
        "valid_from": TODAY + timedelta(days=2),
        "valid_to": None,
        "legal_basis": "Perwali 5/2026",
        "source": "JDIH",
    }
    reason = more.pop("reason", "kesepakatan agen")
    propose_rule(
        actor=world.actor(by),
        typed=RuleTyped(**typed | more),
        reason=reason,
        today=TODAY,
        request_id=request_id,
        now=NOW,
    )
    return request_id


def approve(world, request_id, *, by=Role.KEPALA_DINAS, now=NOW):
    decide(
        actor=world.actor(by),
        approval_id=request_id,
        is_approved=True,
        proof=PIN,
        request_id=new_id(),
        now=now,
    )


def ceiling(world, on, *, place=None, good="LPG_3KG", kind=PriceKind.HET):
    place = place or world.bumiayu
    held = selling_rules(rules_for(cooperative_id=place.id), goods=[good], region=place.code, on=on)
    return held[good][kind].amount_rp if kind in held[good] else None


def test_the_release_brings_the_rules_and_brings_them_again(rules):
    before = rules_for(cooperative_id=rules.bumiayu.id)
    assert load_rules(now=NOW) == len(before) == PriceRule.objects.count()
    assert rules_for(cooperative_id=rules.bumiayu.id) == before
    assert ceiling(rules, date(2026, 11, 25)) == 18_000
    assert ceiling(rules, date(2025, 1, 14)) is None


def test_a_city_lowers_a_ceiling_for_its_own_wards_from_a_day_on(rules):
    approve(rules, propose(rules))
    assert ceiling(rules, TODAY + timedelta(days=1)) == 18_000
    assert ceiling(rules, TODAY + timedelta(days=2)) == 17_500
    assert ceiling(rules, TODAY + timedelta(days=2), place=rules.arjosari) == 17_500
    load_rules(now=NOW)
    assert ceiling(rules, TODAY + timedelta(days=2)) == 17_500


def test_the_next_rule_ends_the_one_before(rules):
    approve(rules, propose(rules))
    approve(rules, propose(rules, amount_rp=17_000, valid_from=TODAY + timedelta(days=9)))
    first, second = PriceRule.objects.filter(set_for=rules.city).order_by("valid_from")
    assert (first.valid_to, second.valid_to) == (TODAY + timedelta(days=8), None)
    assert second.set_by == "Petugas_Dinas Diskopindag Kota Malang dan Kepala_Dinas Diskopindag Kota Malang"


def test_one_that_is_approved_late_begins_then(rules):
    request_id = propose(rules)
    approve(rules, request_id, now=NOW + timedelta(days=5))
    (rule,) = PriceRule.objects.filter(set_for=rules.city)
    assert rule.valid_from == TODAY + timedelta(days=5)


def test_two_that_begin_on_one_day_are_refused(rules):
    approve(rules, propose(rules))
    request_id = propose(rules, amount_rp=17_000)
    with pytest.raises(RuleRefusedError) as refused:
        approve(rules, request_id)
    assert refused.value.facts == {"wrong": "overlaps"}
    assert PriceRule.objects.filter(set_for=rules.city).count() == 1


def test_a_cooperative_keeps_what_it_agreed_with_a_supplier_for_itself(rules):
    request_id = propose(
        rules, by=Role.BENDAHARA, good="TELUR_AYAM", kind="CONTRACT", amount_rp=26_500, valid_from=TODAY
    )
    approve(rules, request_id, by=Role.KETUA)
    assert ceiling(rules, TODAY, good="TELUR_AYAM", kind=PriceKind.CONTRACT) == 26_500
    assert ceiling(rules, TODAY, place=rules.arjosari, good="TELUR_AYAM", kind=PriceKind.CONTRACT) is None


@pytest.mark.parametrize(
    ("wrong", "more"),
    [
        ("good", {"good": "EMAS"}),
        ("kind", {"kind": "CONTRACT"}),
        ("kind", {"by": Role.BENDAHARA}),
        ("kind", {"kind": "apa"}),
        ("amount", {"amount_rp": 0}),
        ("amount", {"amount_rp": 10**9 + 1}),
        ("basis", {"legal_basis": " "}),
        ("basis", {"source": ""}),
        ("past", {"valid_from": TODAY - timedelta(days=1)}),
        ("ends", {"valid_to": TODAY}),
        ("reason", {"reason": " "}),
        ("looser", {"amount_rp": 18_001}),
    ],
)
def test_what_is_refused_asks_nobody(rules, wrong, more):
    with pytest.raises(RuleRefusedError) as refused:
        propose(rules, **more)
    assert refused.value.facts["wrong"] == wrong


def test_a_cashier_proposes_none(rules):
    with pytest.raises(NotAllowedError):
        propose(rules, by=Role.KASIR)


def test_a_reference_price_may_be_any(rules):
    approve(rules, propose(rules, good="TELUR_AYAM", kind="HAP_HIGH", amount_rp=33_000, valid_from=TODAY))
    assert ceiling(rules, TODAY, good="TELUR_AYAM", kind=PriceKind.HAP_HIGH) == 33_000
