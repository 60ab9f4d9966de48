"""A full world that stands for a module's tests, and its people, each of whom logs in once."""

from contextlib import contextmanager
from copy import copy

from django.conf import settings
from django.db import transaction
from django.test import Client

from guyub.foundation.identity.domain.roles import CITY_ROLES, Role
from guyub.foundation.parameters.services.values import load_national
from guyub.journeys.services.access import ask_role
from tests.permission_rows import made_once
from tests.world import NOW, World, new_id


class FullWorld(World):
    """The world, with a request that waits for a second person."""

    def __init__(self):
        super().__init__()
        load_national(now=NOW)

    def open_request(self):
        """Give the id of a request for a second person in Bumiayu, asked the first time."""

        def ask():
            request = new_id()
            ask_role(
                actor=self.actor(Role.SEKRETARIS),
                person_id=self.person(Role.ANGGOTA).id,
                role=Role.PENGAWAS,
                reason="terpilih",
                request_id=request,
                now=NOW,
            )
            return request

        return made_once(self, "request", ask)

    def as_it_stands(self):
        """Give a world of the same rows that forgets what is made from here on."""
        world = copy(self)
        world.seats, world.letters = dict(self.seats), dict(self.letters)
        return world


class Entered:
    """The logins of everybody in every role and place of a world."""

    def __init__(self, world):
        self._sessions = {}
        for role in Role:
            for place in (world.city,) if role in CITY_ROLES else (world.bumiayu, world.arjosari):
                person, client = world.person(role, place), Client()
                client.force_login(person)
                self._sessions[person.id] = client.cookies[settings.SESSION_COOKIE_NAME].value

    def enter(self, client, person):
        """Make a client that person's, with nothing left of what it did before."""
        client.cookies.clear()
        client.cookies[settings.SESSION_COOKIE_NAME] = self._sessions[person.id]


@contextmanager
def undone():
    """Take back what is written inside, so that the next request finds everything as this one did."""
    around = transaction.atomic()
    around._from_testcase = True  # a use-case may ask for a transaction of its own in it, as in Django's own
    with around:
        yield
        transaction.set_rollback(True)
