"""Many people at once, with their numbers."""

import pytest
from django.db import IntegrityError

from guyub.foundation.identity.domain.vault import SecretKind
from guyub.foundation.identity.models import Membership, Person
from guyub.foundation.identity.selectors.vault import masked_numbers, owner_of
from guyub.foundation.identity.services.many import (
    add_people,
    forget_secrets,
    keep_secrets,
    make_members,
    take_out_people,
    unmake_members,
)
from guyub.foundation.kernel.ids import uuid7
from guyub.foundation.kernel.tenancy.scope import scope
from tests.member_tables import nik
from tests.world import NOW

pytestmark = pytest.mark.database


def test_people_come_with_numbers_and_role_and_go_again(world, db):
    people = [(uuid7(), 'Nur "Ipung" A\'yun\t🌸'), (uuid7(), "Siti Contoh")]
    ids = [person_id for person_id, _ in people]
    with scope(world.bumiayu.id):
        add_people(people=people, now=NOW)
        keep_secrets(numbers=[(ids[0], SecretKind.NIK, nik(0))], now=NOW)
        assert make_members(cooperative_id=world.bumiayu.id, people=ids, now=NOW) == set(ids)
        assert make_members(cooperative_id=world.bumiayu.id, people=ids, now=NOW) == set()
        first = Person.objects.get(id=ids[0])
        assert (first.name, first.has_usable_password(), first.is_active) == (people[0][1], False, True)
        assert owner_of(SecretKind.NIK, nik(0)) == ids[0]
        assert masked_numbers(ids[0])[0].masked == "•••• 0001"

        assert unmake_members(cooperative_id=world.bumiayu.id, people=ids, given_at=NOW) == 2
        assert forget_secrets(numbers=[(ids[0], SecretKind.NIK)], kept_at=NOW) == 1
        take_out_people(people=ids)
        assert not Person.objects.filter(id__in=ids).exists()
        assert not Membership.objects.filter(person_id__in=ids).exists()


def test_a_nik_that_somebody_has_is_refused_by_the_database(world, db):
    ids = [uuid7(), uuid7()]
    with pytest.raises(IntegrityError), scope(world.bumiayu.id):
        add_people(people=[(one, "Siti Contoh") for one in ids], now=NOW)
        keep_secrets(numbers=[(one, SecretKind.NIK, nik(0)) for one in ids], now=NOW)
