"""A member gets a way in from an own phone: by a name, with a code that is theirs alone."""

import pytest

from guyub.foundation.identity.domain.roles import Role
from guyub.foundation.identity.domain.vault import SecretKind
from guyub.foundation.identity.models import Invitation, LoginName
from guyub.foundation.identity.selectors.codes import open_code
from guyub.foundation.identity.selectors.people import person_by_login
from guyub.foundation.identity.services.acting import NotAllowedError
from guyub.foundation.identity.services.getting_in import accept_code
from guyub.foundation.identity.services.people import add_login_name
from guyub.foundation.identity.services.vault import keep_secret
from guyub.foundation.kernel.tenancy.scope import scope
from guyub.journeys.services.portal import PortalRefusedError, open_portal
from tests.world import NOW, new_id

PHONE = "+6281234560007"


def opened(world, member, role=Role.SEKRETARIS, request_id=None):
    request_id = request_id or new_id()
    open_portal(
        actor=world.actor(role), place=world.bumiayu, member_id=member.id, request_id=request_id, now=NOW
    )
    return request_id


def refused(world, member):
    with pytest.raises(PortalRefusedError) as refusal:
        opened(world, member)
    return refusal.value.facts["wrong"]


def test_a_member_gets_in_by_phone_and_by_number(world):
    member = world.member()
    with scope(world.bumiayu.id):
        keep_secret(person=member.person, kind=SecretKind.PHONE, value=PHONE, now=NOW)
    asked = opened(world, member)
    opened(world, member, request_id=asked)  # pressed twice is one code

    officer = world.person(Role.SEKRETARIS)
    code = open_code(invitation_id=asked, issued_by=officer.id, now=NOW)
    accept_code(written=code.code, password="panjang-dan-aman-26", pin="270817", now=NOW)

    assert code.ways == ("BUMIAYU-0001", "nomor HP")
    assert person_by_login("0812-3456-0007") == person_by_login("bumiayu-0001") == member.person
    assert Invitation.objects.filter(person=member.person).count() == 1
    member.person.refresh_from_db()
    assert refused(world, member) == "login"


def test_who_is_no_member_gets_none(world):
    candidate = world.candidate()
    assert refused(world, candidate) == "standing"
    assert not LoginName.objects.filter(person=candidate.person).exists()


def test_names_of_others_are_not_taken_over(world):
    member = world.member()
    with scope(world.bumiayu.id):
        add_login_name(person=world.person(Role.KASIR), login="BUMIAYU-0001", now=NOW)

    assert refused(world, member) == "name"
    assert not Invitation.objects.filter(person=member.person).exists()


def test_only_who_keeps_the_register_gives_it(world):
    member = world.member()
    with pytest.raises(NotAllowedError):
        opened(world, member, Role.KASIR)
