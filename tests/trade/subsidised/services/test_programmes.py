"""Programmes: what the release brings, again and again, and the stricter limits of a city, by two people."""

from datetime import timedelta

import pytest
from django.contrib.auth.hashers import make_password

from guyub.foundation.approvals.services.requests import decide
from guyub.foundation.identity.domain.roles import Role
from guyub.trade.subsidised.domain.programme_rows import rule_id
from guyub.trade.subsidised.domain.programmes import Mode
from guyub.trade.subsidised.models import LimitRule
from guyub.trade.subsidised.selectors.programmes import rationing_of
from guyub.trade.subsidised.services.programmes import (
    LimitRefusedError,
    LimitTyped,
    load_programmes,
    propose_limit,
)
from tests.world import NOW, new_id

PIN, TODAY = "270817", NOW.date()
HOUSEHOLD = rule_id("lpg.cap.kk_month")


@pytest.fixture
def rules(world):
    load_programmes(now=NOW)
    for role in (Role.KEPALA_DINAS, Role.KETUA):
        person = world.person(role)
        person.pin = make_password(PIN)
        person.save()
    return world


def propose(world, *, by=Role.PETUGAS_DINAS, reason="kesepakatan agen", **more):
    request_id = new_id()
    typed = {
        "programme": "LPG_3KG",
        "category": "",
        "scope": "KK",
        "period": "MONTH",
        "counts": "QTY",
        "max_qty": 6,
        "mode": "BLOCK",
        "unknown_qty": 0,
        "valid_from": TODAY + timedelta(days=2),
        "valid_to": None,
        "legal_basis": "Perwali 5/2026",
        "source": "JDIH",
    }
    propose_limit(
        actor=world.actor(by),
        typed=LimitTyped(**typed | more),
        reason=reason,
        today=TODAY,
        request_id=request_id,
        now=NOW,
    )
    return request_id


def approve(world, request_id, *, by=Role.KEPALA_DINAS):
    decide(
        actor=world.actor(by),
        approval_id=request_id,
        is_approved=True,
        proof=PIN,
        request_id=new_id(),
        now=NOW,
    )


def households(world, on, place=None):
    limits = rationing_of(cooperative_id=(place or world.bumiayu).id).limits_on(on, "LPG_3KG")
    return sorted(
        (one.max_qty, one.mode, one.region) for one in limits if (one.scope, one.category) == ("KK", "")
    )


def test_the_release_brings_programmes_and_brings_them_again(rules):
    before = rationing_of(cooperative_id=rules.bumiayu.id)
    assert load_programmes(now=NOW) == len(before.limits) == LimitRule.objects.count()
    assert rationing_of(cooperative_id=rules.bumiayu.id) == before
    assert before.category("LPG_3KG", "RT", TODAY).usual_qty == 1
    assert before.category("LPG_3KG", "HOTEL", TODAY) is None
    assert [one.code for one in before.categories_on(TODAY, "BERAS_SPHP")] == ["PEMBELI"]
    asked = {one.key: before.asks_who_buys(one.key, TODAY) for one in before.programmes}
    assert asked == {one.key: one.key != "MINYAKITA" for one in before.programmes}
    assert not before.asks_who_buys("EMAS", TODAY)


def test_what_a_release_corrects_keeps_its_id_and_what_it_drops_is_not_looked_at(rules):
    LimitRule.objects.filter(id=HOUSEHOLD).update(max_qty=99)
    dropped = LimitRule.objects.create(
        programme_id="LPG_3KG",
        scope="KK",
        period="WEEK",
        counts="QTY",
        max_qty=1,
        mode="WARN",
        valid_from=TODAY,
        legal_basis="contoh",
        source="contoh",
        confidence="OURS",
        set_by="rilis Guyub",
        set_at=NOW,
    )

    load_programmes(now=NOW)

    assert LimitRule.objects.get(id=HOUSEHOLD).max_qty == 10
    assert LimitRule.objects.get(id=dropped.id).mode == Mode.OFF.value
    assert households(rules, TODAY) == [(10, Mode.WARN, "")]


def test_a_city_blocks_what_the_nation_warns_of_and_the_next_one_ends_it(rules):
    approve(rules, propose(rules))
    national = (10, Mode.WARN, "")
    assert households(rules, TODAY + timedelta(days=1)) == [national]
    assert households(rules, TODAY + timedelta(days=2)) == [(6, Mode.BLOCK, "35.73"), national]
    approve(rules, propose(rules, max_qty=8, valid_from=TODAY + timedelta(days=4)))
    assert households(rules, TODAY + timedelta(days=3)) == [(6, Mode.BLOCK, "35.73"), national]
    assert households(rules, TODAY + timedelta(days=4)) == [(8, Mode.BLOCK, "35.73"), national]
    load_programmes(now=NOW)
    assert len(households(rules, TODAY + timedelta(days=4))) == 2
    with pytest.raises(LimitRefusedError) as refused:
        approve(rules, propose(rules, max_qty=7, valid_from=TODAY + timedelta(days=3)))
    assert refused.value.facts["wrong"] == "overlaps"
    # A cooperative is stricter still, for its own counter alone.
    mine = {"by": Role.BENDAHARA, "max_qty": 3, "valid_from": TODAY}
    approve(rules, propose(rules, **mine), by=Role.KETUA)
    assert households(rules, TODAY)[0] == (3, Mode.BLOCK, rules.bumiayu.code)
    assert households(rules, TODAY, rules.arjosari) == [national]


@pytest.mark.parametrize(
    ("wrong", "typed"),
    [
        ("programme", {"programme": "EMAS"}),
        ("category", {"category": "HOTEL"}),
        ("codes", {"mode": "OFF"}),
        ("codes", {"scope": "SHARE", "period": "ALLOCATION"}),
        ("amount", {"max_qty": -1}),
        ("amount", {"scope": "SHARE", "category": "PENGECER", "period": "ALLOCATION", "max_qty": 10_001}),
        ("unknown", {"unknown_qty": 1}),
        ("basis", {"legal_basis": " "}),
        ("past", {"valid_from": TODAY - timedelta(days=1)}),
        ("ends", {"valid_to": TODAY}),
        ("reason", {"reason": " "}),
        ("unheard", {"mode": "WARN", "max_qty": 10}),
    ],
)
def test_a_limit_that_is_not_proposed(rules, wrong, typed):
    with pytest.raises(LimitRefusedError) as refused:
        propose(rules, **typed)

    assert refused.value.facts["wrong"] == wrong
