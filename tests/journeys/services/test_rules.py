from datetime import timedelta
from decimal import Decimal

import pytest
from django.contrib.auth.hashers import make_password

from guyub.foundation.approvals.services.requests import DecisionRefusedError, decide
from guyub.foundation.identity.domain.roles import Role
from guyub.foundation.identity.selectors.audit import chain_break, trail
from guyub.foundation.identity.services.acting import NotAllowedError
from guyub.foundation.identity.web.audit_sentences import said
from guyub.foundation.kernel.tenancy.scope import scope
from guyub.foundation.parameters.domain.definitions import LoosenedError
from guyub.foundation.parameters.selectors.values import history_of, value_of
from guyub.foundation.parameters.services.values import Change, load_national
from guyub.journeys.services.access import ReasonMissingError
from guyub.journeys.services.examples import make_examples
from guyub.journeys.services.rules import propose_value
from tests.world import NOW, new_id

PIN, TODAY = "270817", NOW.date()


@pytest.fixture
def rules(world):
    load_national(now=NOW)
    for role in (Role.KETUA, Role.BENDAHARA):
        person = world.person(role)
        person.pin = make_password(PIN)
        person.save()
    return world


def propose(world, value="18%", *, by=Role.BENDAHARA, begins=0, reason="keputusan RAT"):
    request_id = new_id()
    propose_value(
        actor=world.actor(by),
        change=Change(
            key="pinjaman.jasa_maksimal",
            value=value,
            valid_from=TODAY + timedelta(days=begins),
            legal_basis="RAT 2026",
            source="notulen",
        ),
        reason=reason,
        today=TODAY,
        request_id=request_id,
        now=NOW,
    )
    return request_id


def approve(world, request_id, *, by=Role.KETUA, now=NOW):
    return decide(
        actor=world.actor(by),
        approval_id=request_id,
        is_approved=True,
        proof=PIN,
        request_id=new_id(),
        now=now,
    )


def holds(world, on=TODAY):
    return value_of("pinjaman.jasa_maksimal", cooperative_id=world.bumiayu.id, on=on)


def test_a_rule_changes_when_two_agree(rules):
    request_id = propose(rules)
    assert holds(rules) == Decimal("0.24")

    approve(rules, request_id)

    assert holds(rules) == Decimal("0.18")
    newest = history_of("pinjaman.jasa_maksimal", cooperative_id=rules.bumiayu.id)[0]
    assert newest.set_by == "Bendahara KKMP Bumiayu dan Ketua KKMP Bumiayu"
    with scope(rules.bumiayu.id):
        lines = [said(line) for line in trail(cooperative_id=rules.bumiayu.id, most=9)]
        assert chain_break(rules.bumiayu.id) is None
    assert lines[1].replace("\u00a0", " ") == (
        "Ketua KKMP Bumiayu (Ketua) menetapkan Jasa pinjaman paling tinggi setahun menjadi 18% mulai 25 Nov 2026"
    )


def test_what_was_to_begin_before_it_was_approved_begins_that_day(rules):
    request_id = propose(rules)

    approve(rules, request_id, now=NOW + timedelta(days=3))

    assert holds(rules, TODAY + timedelta(days=2)) == Decimal("0.24")
    assert holds(rules, TODAY + timedelta(days=3)) == Decimal("0.18")


def test_what_the_law_forbids_is_not_even_proposed(rules):
    with pytest.raises(LoosenedError):
        propose(rules, "25%")
    with pytest.raises(ReasonMissingError):
        propose(rules, reason="")
    with pytest.raises(NotAllowedError):
        propose(rules, by=Role.KASIR)


def test_the_treasurer_does_not_approve_the_own_proposal(rules):
    request_id = propose(rules)

    with pytest.raises((NotAllowedError, DecisionRefusedError)):
        approve(rules, request_id, by=Role.BENDAHARA)
    assert holds(rules) == Decimal("0.24")


def test_a_law_that_tightened_meanwhile_stops_the_proposal(rules):
    request_id = propose(rules, "18%")
    propose_for_city = new_id()
    head = rules.person(Role.KEPALA_DINAS)
    head.pin = make_password(PIN)
    head.save()
    propose_value(
        actor=rules.actor(Role.PETUGAS_DINAS),
        change=Change(
            key="pinjaman.jasa_maksimal",
            value="15%",
            valid_from=TODAY,
            legal_basis="Perwali",
            source="lembaran",
        ),
        reason="perwali baru",
        today=TODAY,
        request_id=propose_for_city,
        now=NOW,
    )
    approve(rules, propose_for_city, by=Role.KEPALA_DINAS)

    with pytest.raises(LoosenedError):
        approve(rules, request_id)
    assert holds(rules) == Decimal("0.15")


@pytest.mark.django_db
def test_the_example_people_act_once():
    from django.core.management import call_command

    from guyub.foundation.identity.models import Person

    call_command("load_network", without_regions=True)
    for _ in range(2):
        make_examples(now=NOW)

    assert Person.objects.filter(is_example=True).count() == 16
