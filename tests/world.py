"""A small world for tests: people in every role of two cooperatives and of the city."""

import uuid
from datetime import UTC, datetime, timedelta

from guyub.foundation.identity.domain.roles import CITY_ROLES, Actor, Role
from guyub.foundation.identity.models import Membership, Person
from guyub.foundation.kernel.models import Cooperative

NOW = datetime(2026, 11, 25, 3, 0, tzinfo=UTC)
BEGAN = NOW - timedelta(days=400)


class World:
    """Bumiayu, Arjosari and the city, made or found; one person for each role and place."""

    def __init__(self):
        self.bumiayu = _place("35.73.03.1003", "KKMP Bumiayu")
        self.arjosari = _place("35.73.01.1011", "KKMP Arjosari")
        self.city = _place("35.73", "Diskopindag Kota Malang", kind="KOTA")
        self.seats = {}

    def seat(self, role, place=None, *, name=""):
        """Give the membership of a role in a place, made the first time."""
        place = place or (self.city if role in CITY_ROLES else self.bumiayu)
        key = (role, place.id, name)
        if key not in self.seats:
            person = Person.objects.create(
                name=name or f"{role.value.title()} {place.name}", password="!", created_at=BEGAN
            )
            self.seats[key] = Membership.objects.create(
                person=person, cooperative=place, role=role.value, starts_at=BEGAN
            )
        return self.seats[key]

    def actor(self, role, place=None, *, name=""):
        """Give somebody who acts in a role."""
        seat = self.seat(role, place, name=name)
        return Actor(seat.person_id, seat.person.name, role, seat.cooperative_id, seat.id)

    def person(self, role, place=None, *, name=""):
        """Give the person of a role."""
        return self.seat(role, place, name=name).person


def _place(code, name, kind="KOPERASI"):
    """Find a tenant that a test has loaded already, or make it."""
    return Cooperative.objects.get_or_create(code=code, defaults={"name": name, "zone": "WIB", "kind": kind})[
        0
    ]


def new_id():
    """Make a request_id."""
    return uuid.uuid4()


ROLES = tuple(Role)
